"""When two words, names or texts count as the same."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ENOUGH = 0.85


def folded(text: str) -> str:
    """Return the words in small letters, without punctuation, each tone behind its word."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return " ".join(_tone_behind(word) for word in words)


def _tone_behind(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = sorted(letter for letter in letters if letter in _TONES)
    base = "".join(letter for letter in letters if letter not in _TONES)
    return unicodedata.normalize("NFC", base) + "".join(tones)


def without_marks(text: str) -> str:
    """Return the folded words without any mark: what OCR gets right most often."""
    letters = unicodedata.normalize("NFD", folded(text)).replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def holds(text: str, fragment: str, *, ocr: bool) -> bool:
    """Say whether the text has the fragment; after ``ocr`` words that are nearly alike suffice."""
    if folded(fragment) in folded(text):
        return True
    if not ocr:
        return False
    wanted, words = without_marks(fragment), without_marks(text).split()
    size = len(wanted.split())
    return any(
        SequenceMatcher(None, wanted, " ".join(words[at : at + size])).ratio() >= _ENOUGH
        for at in range(max(1, len(words) - size + 1))
    )


def same_name(one: str, other: str) -> bool:
    """Say whether two names mean one body; never when a number or the word for deputy differs."""
    one, other = folded(one), folded(other)
    deputy = folded("phó")
    if not one or not other:
        return False
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    if (deputy in one.split()) != (deputy in other.split()):
        return False
    if one == other or SequenceMatcher(None, one, other).ratio() >= _ENOUGH:
        return True
    short, long = sorted((one, other), key=len)
    whole = f" {short} " in f" {long} "
    return len(short.split()) >= 2 and whole and len(short) >= 0.5 * len(long)


def hits(
    wanted: Sequence[str], found: Sequence[str], same: Callable[[str, str], bool] = str.__eq__
) -> int:
    """Return how many of the wanted ones were found, one to one."""
    left = list(found)
    count = 0
    for one in wanted:
        match = next((other for other in left if same(one, other)), None)
        if match is not None:
            left.remove(match)
            count += 1
    return count
