"""Where values stand in a text: spans that follow its edits, and the text cut along them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dondoc.reading.draft import ReadClause
from dondoc.usecases.draft import Mark, What


@dataclass(frozen=True)
class Piece:
    """A run of characters of one kind; ``what`` is empty where nothing was recognised.

    ``duty`` numbers, from 1, the recognised duty that it belongs to; 0 is none.
    """

    text: str
    what: What | None
    duty: int


def marks_of(clause: ReadClause) -> list[Mark]:
    """Return where the values of a clause that was read stand in its text."""
    found = [Mark(span=unit.span, what=unit.role) for unit in clause.units]
    for duty in clause.duties:
        found.append(Mark(span=duty.span, what="duty"))
        found += [Mark(span=deadline.span, what="deadline") for deadline in duty.deadlines]
        if duty.recurrence is not None:
            found.append(Mark(span=duty.recurrence.span, what="recurrence"))
    inside = [mark for mark in found if 0 <= mark.span[0] < mark.span[1] <= len(clause.text)]
    return sorted(inside, key=lambda mark: (mark.span[0], -mark.span[1]))


def fitted(marks: Iterable[Mark], before: str, after: str) -> list[Mark]:
    """Return the marks of a text moved to where the same words stand in another.

    What stands there more than once, or no more, has no place and is dropped.
    """
    start = after.find(before)
    if start >= 0:
        return [_moved(mark, mark.span[0] + start, mark.span[1] + start) for mark in marks]
    kept = []
    for mark in marks:
        words = before[slice(*mark.span)]
        if after[slice(*mark.span)] == words:
            kept.append(mark)
        elif words and after.count(words) == 1:
            at = after.index(words)
            kept.append(_moved(mark, at, at + len(words)))
    return kept


def _moved(mark: Mark, start: int, end: int) -> Mark:
    return Mark(span=(start, end), what=mark.what)


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Cut a text where what was recognised changes; joined, the pieces are the text."""
    ends = {end for mark in marks for end in mark.span if 0 < end < len(text)}
    edges = [0, *sorted(ends), len(text)]
    return [_piece(text, start, end, marks) for start, end in pairwise(edges) if start < end]


def _piece(text: str, start: int, end: int, marks: Sequence[Mark]) -> Piece:
    over = [mark for mark in marks if mark.span[0] <= start and end <= mark.span[1]]
    values = [mark for mark in over if mark.what != "duty"]
    duties = [mark for mark in marks if mark.what == "duty"]
    number = next((n for n, mark in enumerate(duties, start=1) if mark in over), 0)
    # A name inside a time phrase and the like: the shorter one says more.
    nearest = min(values, key=lambda mark: mark.span[1] - mark.span[0], default=None)
    return Piece(text[start:end], nearest.what if nearest else None, number)
