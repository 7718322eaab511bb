"""Ruling lines of a page → tables with their cells, merged ones included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dondoc.reading.pages.layout import Cell, Grid, Word

#: Lines nearer than this (points) are one line: a border has two edges.
_SAME = 4.0
#: A page with more lines is a drawing.
_MOST_RULES = 4000
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; ``at`` is its height (or its place from the left, if it is upright)."""

    at: float
    start: float
    end: float


def grids_of(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """Return the tables of two columns or more that level and upright lines make together."""
    if len(level) < 2 or len(upright) < 3 or len(level) + len(upright) > _MOST_RULES:
        return []
    level, upright = _joined(level), _joined(upright)
    grids = []
    for rows, columns in _tables(level, upright):
        grid = _grid(rows, columns)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: grid.top)


def fill(grids: Sequence[Grid], words: Iterable[Word]) -> list[Word]:
    """Put words into the cells where they stand; return those outside of all tables."""
    outside = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for grid in grids:
            if grid.left <= x <= grid.right and grid.top <= y <= grid.bottom:
                _cell_at(grid, x, y).words.append(word)
                break
        else:
            outside.append(word)
    return outside


def _cell_at(grid: Grid, x: float, y: float) -> Cell:
    inside = [cell for cell in grid.cells if cell.left <= x <= cell.right]
    return min(inside or grid.cells, key=lambda cell: max(cell.top - y, y - cell.bottom))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Join pieces of one line that touch or overlap."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at / _SAME), rule.start)):
        last = joined[-1] if joined else None
        if last and abs(last.at - rule.at) <= _SAME and rule.start <= last.end + _SAME:
            joined[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            joined.append(rule)
    return joined


def _tables(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Sort lines into tables: lines that touch each other belong together."""
    tables: list[tuple[list[Rule], list[Rule]]] = []
    for column in upright:
        rows = [rule for rule in level if _touch(rule, column)]
        old = [t for t in tables if any(rule in t[0] for rule in rows)]
        merged: tuple[list[Rule], list[Rule]] = (rows, [column])
        for table in old:
            merged[0].extend(rule for rule in table[0] if rule not in merged[0])
            merged[1].extend(table[1])
            tables.remove(table)
        tables.append(merged)
    return tables


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _SAME <= upright.at <= level.end + _SAME
        and upright.start - _SAME <= level.at <= upright.end + _SAME
    )


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    ys, xs = _places(level), _places(upright)
    if len(ys) < 2 or len(xs) < 3 or len(ys) * len(xs) > _MOST_CELLS:
        return None
    cells = tuple(_cells(xs, ys, level, upright))
    return Grid(xs[0], ys[0], xs[-1], ys[-1], len(xs) - 1, len(ys) - 1, cells)


def _places(rules: Iterable[Rule]) -> list[float]:
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _SAME:
            places.append(at)
    return places


def _cells(
    xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]
) -> Iterable[Cell]:
    """Yield each cell at its upper left corner; it ends at the next line on each side."""
    taken: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(xs) - 1 and not _drawn(upright, xs[right], ys[row], ys[row + 1]):
                right += 1
            low = row + 1
            while low < len(ys) - 1 and not _drawn(level, ys[low], xs[column], xs[column + 1]):
                low += 1
            taken.update((r, c) for r in range(row, low) for c in range(column, right))
            yield Cell(
                column, row, right - column, low - row, xs[column], ys[row], xs[right], ys[low]
            )


def _drawn(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Say whether a line is drawn at a place over most of a stretch."""
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start))
        for rule in rules
        if abs(rule.at - at) <= _SAME
    )
    return covered > 0.5 * (end - start)
