"""Blocks of two columns in official documents: the letterhead, and recipients beside a signature."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from dondoc.reading.folding import bare
from dondoc.reading.pages.layout import Row

_STATE = re.compile(r"cong hoa xa|doc lap tu do|doc lap|dang cong san viet nam")
_NUMBER_AND_DATE = re.compile(r"so\b.* ngay\b.*\bthang\b.*\bnam\b")
_TITLES = re.compile(
    r"(?:ke hoach|chuong trinh|quyet dinh|chi thi|thong bao|huong dan|phuong an|de an|cong dien|phu luc)"
    r"(?: so \d+)?$|kinh gui\b"
)
_NARROWEST = 7.0
#: The name of the state begins right of this (points) where it stands beside the issuer.
_RIGHT_HALF = 200.0
#: How far the gutter may reach where the row tells only one of its edges.
_UNKNOWN = 40.0


def blocks_of(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of a page as blocks in reading order; a paragraph stays within a block."""
    blocks: list[list[Row]] = [[]]
    index = 0
    while index < len(rows):
        gutter = _opens(rows[index])
        if gutter is None:
            blocks[-1].append(rows[index])
            index += 1
            continue
        block = _Block(*gutter)
        first = index
        while index < len(rows) and block.take(rows[index]):
            index += 1
        if index == first:
            blocks[-1].append(rows[index])
            index += 1
        else:
            blocks += [block.left, block.right, []]
    return [block for block in blocks if block]


def _opens(row: Row) -> tuple[float, float] | None:
    """Return the gutter of a row that opens a block of two columns."""
    words = row.words
    gaps = [(b.x0 - a.x1, a.x1, b.x0) for a, b in pairwise(words)]
    widest, left, right = max(gaps, default=(0.0, 0.0, 0.0))
    plain = bare(row.text)
    if plain.startswith("noi nhan"):
        return (left, right) if widest > 2 * row.size else (row.x1, inf)
    state = _STATE.search(plain)
    if state and not state.start() and row.x0 > _RIGHT_HALF:
        return row.x0 - _UNKNOWN, row.x0
    if widest < max(0.9 * row.size, 8):
        return None
    if (state and state.start()) or _NUMBER_AND_DATE.match(plain):
        return left, right
    return None


class _Block:
    """Grows downwards as long as nothing crosses the gutter."""

    def __init__(self, left: float, right: float) -> None:
        self._from = left
        self._to = right
        self.left: list[Row] = []
        self.right: list[Row] = []
        self._bottom: float | None = None

    def take(self, row: Row) -> bool:
        """Add a row; ``False`` if it stands below the block."""
        middle = self._middle()
        left = tuple(word for word in row.words if (word.x0 + word.x1) / 2 < middle)
        right = tuple(word for word in row.words if (word.x0 + word.x1) / 2 >= middle)
        ends = max((word.x1 for word in left), default=-inf)
        begins = min((word.x0 for word in right), default=inf)
        if self._bottom is not None and _TITLES.match(bare(row.text)):
            return False
        if min(self._to, begins) - max(self._from, ends) < _NARROWEST:
            return False
        self._from, self._to = max(self._from, ends), min(self._to, begins)
        self._bottom = row.bottom
        self.left += [Row(left)] if left else []
        self.right += [Row(right)] if right else []
        return True

    def _middle(self) -> float:
        return self._from + 60 if self._to == inf else (self._from + self._to) / 2
