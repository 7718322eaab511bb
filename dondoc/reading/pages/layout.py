"""Words with their places on a page → printed rows, whatever has read the words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points (1/72 inch) from the upper left corner; ``size`` of its letters."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        """Return the height of the middle of the letters."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Row:
    """The words that stand on one printed line, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def middle(self) -> float:
        """Return the height of the line; raised and tall words do not move it."""
        return median(word.middle for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @cached_property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a ruled table: the columns and rows of the grid that it covers, and its words."""

    column: int
    row: int
    columns: int
    rows: int
    left: float
    top: float
    right: float
    bottom: float
    words: list[Word] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; ``cells`` cover all of its box."""

    left: float
    top: float
    right: float
    bottom: float
    columns: int
    rows: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Sheet:
    """One page: its rows from top to bottom and its ruled tables. ``number`` counts from 1."""

    number: int
    width: float
    height: float
    rows: list[Row]
    grids: list[Grid] = field(default_factory=list)
    scanned: bool = False


def rows_of(groups: Iterable[Sequence[Word]]) -> list[Row]:
    """Put groups of words that stand side by side into rows, from top to bottom.

    A group is what is known to stand on one line already; it may be a single word.
    """
    ordered = sorted((group for group in groups if group), key=_middle)
    rows: list[list[Word]] = []
    for group in ordered:
        if rows and _beside(rows[-1], group):
            rows[-1].extend(group)
        else:
            rows.append(list(group))
    return [Row(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]


def _middle(group: Sequence[Word]) -> float:
    return sum(word.middle for word in group) / len(group)


def _beside(row: Sequence[Word], group: Sequence[Word]) -> bool:
    """Say whether a group stands on the line of a row: at its height, and not above its words."""
    if any(a.x0 < b.x1 - 1 and b.x0 < a.x1 - 1 for a in (group[0], group[-1]) for b in row):
        return False
    tall = max((row[0], row[-1]), key=_height)
    other = max(group, key=_height)
    overlap = min(tall.bottom, other.bottom) - max(tall.top, other.top)
    return overlap > 0.5 * min(_height(tall), _height(other))


def _height(word: Word) -> float:
    return word.bottom - word.top
