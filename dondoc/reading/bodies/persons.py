"""Persons named with their office: the office is what must act ("Đồng chí A - Trưởng thôn")."""

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.reading.bodies import lexicon_heads
from dondoc.reading.bodies.further import AND
from dondoc.reading.bodies.heads import after_courtesy, head_at, is_capital
from dondoc.reading.bodies.sharing import Name
from dondoc.reading.bodies.verbs import is_duty
from dondoc.reading.bodies.walk import walk
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word

_SEVERAL = Phrases(lexicon_heads.SEVERAL_PERSONS)
_LONGEST_NAME = 6
_MOST_OFFICES = 6
_WHO_IS = frozenset(fold(word) for word in ("là", "chức", "giữ"))


@dataclass(frozen=True)
class Person:
    """The office of a person, or the person where no office is named; ``stop`` as in a list."""

    offices: tuple[Name, ...]
    stop: int


def person_at(text: str, words: Sequence[Word], index: int, *, heading: bool) -> Person | None:
    """Read the person named at ``index`` after "đồng chí", "ông" and the like."""
    begin = after_courtesy(words, index)
    if begin == index or begin >= len(words) or not is_capital(words[begin]):
        return None
    if head_at(words, begin):
        if _SEVERAL.at(words, index):
            return None
        return _offices(text, words, begin, heading=heading)
    stop = begin + 1
    while stop < len(words) and stop - begin < _LONGEST_NAME and _goes_on(words, stop):
        stop += 1
    if stop < len(words) and head_at(words, stop) and _office_follows(words[stop].before):
        return _offices(text, words, stop, heading=heading)
    start, end = words[begin].start, words[stop - 1].end
    return Person((Name(text[start:end], start, end),), stop)


def _goes_on(words: Sequence[Word], index: int) -> bool:
    return is_capital(words[index]) and words[index].before == " " and not head_at(words, index)


def _office_follows(before: str) -> bool:
    return any(mark in before for mark in ",-–(:") or before == " "


def _offices(text: str, words: Sequence[Word], begin: int, *, heading: bool) -> Person:
    """Read all offices of one person as one name: "Phó Chủ tịch UBND xã, Trưởng ban"."""
    bracket = "(" in words[begin].before
    stop = walk(words, begin, heading=heading)
    for _ in range(_MOST_OFFICES):
        if bracket or not _further(words, stop):
            break
        stop = walk(words, stop + (words[stop].key in AND), heading=heading)
    start, end = words[begin].start, words[stop - 1].end
    return Person((Name(text[start:end], start, end),), stop)


def _further(words: Sequence[Word], stop: int) -> bool:
    """Say whether one more office of the same person follows: no other person, no duty."""
    if stop >= len(words) or "," not in words[stop].before or is_duty(words, stop):
        return False
    return after_courtesy(words, stop) == stop and is_capital(words[stop]) and head_at(words, stop)
