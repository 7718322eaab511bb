"""A text as words with their places, and lists of phrases to find in it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from dondoc.reading.folding import fold, fold_word

_ENDS = frozenset(".;:!?")
_WORD = re.compile(r"\w+")


class Word(NamedTuple):
    """``key`` is the folded word, ``before`` what stands between it and the word before it."""

    text: str
    key: str
    start: int
    end: int
    before: str


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order."""
    words: list[Word] = []
    last = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        words.append(Word(found.group(), fold_word(found.group()), start, end, text[last:start]))
        last = end
    return tuple(words)


class Phrases:
    """A set of phrases that can be looked for at a word; the longest one wins."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in phrases:
            keys = tuple(fold(phrase).split())
            self._by_first[keys[0]].append(keys)
        for keys_list in self._by_first.values():
            keys_list.sort(key=len, reverse=True)
        self._by_first.default_factory = None

    def begins_with(self, word: Word) -> bool:
        """Say whether any phrase begins with this word: a cheap look before ``at``."""
        return word.key in self._by_first

    def at(self, words: Sequence[Word], index: int) -> int:
        """Return how many words a phrase takes that begins at ``index``; 0 if there is none.

        A phrase goes on over commas, dashes and brackets, not over what ends a sentence.
        """
        if not 0 <= index < len(words):
            return 0
        several = self._by_first.get(words[index].key)
        if several is None:
            return 0
        for keys in several:
            window = words[index : index + len(keys)]
            if len(window) == len(keys) and _same(window, keys):
                return len(keys)
        return 0


def _same(window: Sequence[Word], keys: tuple[str, ...]) -> bool:
    if any(word.key != key for word, key in zip(window, keys, strict=True)):
        return False
    return not any(_ENDS & set(word.before) for word in window[1:])
