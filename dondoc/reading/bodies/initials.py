"""Names written in initials ("BCHQS", "Tổ CNSCĐ") compared with names written out."""

import re
import unicodedata
from functools import lru_cache

from dondoc.reading.folding import fold_word

_TOKEN = re.compile(r"\w+")
_AND = fold_word("và")
_LONGEST = 12


def spells(short: str, full: str) -> bool:
    """Say whether ``short`` is ``full`` with runs of its words in initials.

    "Phòng KT-HT&ĐT" spells "Phòng Kinh tế, Hạ tầng và Đô thị"; at least one run must be in
    initials, "và" counts nowhere, and where the first ends the second must end too.
    """
    tokens = [token for token in _TOKEN.findall(short) if fold_word(token) != _AND]
    words = tuple(word for word in _words(full) if word != _AND)
    if not any(_in_initials(token) for token in tokens):
        return False
    return len(words) in _ends(tokens, words)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold_word(word) for word in _TOKEN.findall(name))


def _in_initials(token: str) -> bool:
    return token.isupper() and token.isalpha() and 1 < len(token) <= _LONGEST


def _ends(tokens: list[str], words: tuple[str, ...]) -> set[int]:
    """Return after how many words the tokens can end, all of them used in order."""
    ends = {0}
    for token in tokens:
        folded, letters = fold_word(token), _letters(token) if _in_initials(token) else ""
        after = {end + 1 for end in ends if end < len(words) and words[end] == folded}
        for end in ends:
            run = words[end : end + len(letters)]
            if letters and "".join(word[0] for word in run) == letters:
                after.add(end + len(letters))
        ends = after
    return ends


def _letters(token: str) -> str:
    """Return the first letters of the words that a token stands for, as folded words begin."""
    return unicodedata.normalize("NFC", token).lower()
