"""Ways to compare Vietnamese words that are spelled differently but mean the same."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SPACE = re.compile(r"[^\S\n]+")


def tidy(text: str) -> str:
    """Return the text in NFC, without invisible marks, each run of blanks as one."""
    text = unicodedata.normalize("NFC", text)
    text = text.replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "")
    return _SPACE.sub(" ", text).strip()


def fold(text: str) -> str:
    """Return the words in lower case with tone marks behind each word, so that hòa equals hoà."""
    return " ".join(fold_word(word) for word in re.findall(r"\w+", text))


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """Return one word in small letters with its tone marks behind it."""
    word = word.lower()
    spread = unicodedata.normalize("NFD", word)
    base = "".join(ch for ch in spread if ch not in _TONES)
    tones = sorted(ch for ch in spread if ch in _TONES)
    return unicodedata.normalize("NFC", base) + "".join(tones)


def bare(text: str) -> str:
    """Return the words in lower case without any mark: what a scan keeps best."""
    return " ".join(_WORD.findall(text.lower().translate(_BASES)))


def _bases() -> dict[int, str | None]:
    """Map each Latin letter with marks to its letter without, and loose marks to nothing."""
    bases: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
    for code in range(0xC0, 0x1F00):
        spread = unicodedata.normalize("NFD", chr(code))
        base = "".join(ch for ch in spread if not unicodedata.combining(ch))
        if base != chr(code) and base:
            bases[code] = base
    bases[ord("đ")] = "d"
    return bases


_WORD = re.compile(r"[^\W_]+")
_BASES = _bases()
