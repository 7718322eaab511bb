"""Telling Vietnamese words from junk by how a syllable is built."""

import re
import unicodedata
from collections.abc import Iterable

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = re.compile(r"[^\W\d_]+")
#: Fewer words tell nothing.
_ENOUGH = 12


def is_syllable(word: str) -> bool:
    """Say whether a word could be a Vietnamese syllable, with or without its marks."""
    spread = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    if sum(ch in _TONES for ch in spread) > 1:
        return False
    letters = "".join(ch for ch in spread if not unicodedata.combining(ch))
    return letters.isascii() and _SYLLABLE.fullmatch(letters) is not None


def share_of_syllables(texts: Iterable[str]) -> float | None:
    """Return which share of the words are syllables; ``None`` for too few words.

    Words in capitals are left out: abbreviations are no syllables.
    """
    words = [word for text in texts for word in _LETTERS.findall(text) if not word.isupper()]
    if len(words) < _ENOUGH:
        return None
    return sum(map(is_syllable, words)) / len(words)


def share_with_marks(texts: Iterable[str]) -> float:
    """Return which share of the words carry a mark: about two of three in Vietnamese."""
    words = [word for text in texts for word in _LETTERS.findall(text)]
    return sum(not word.isascii() for word in words) / max(len(words), 1)
