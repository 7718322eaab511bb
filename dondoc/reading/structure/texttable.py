"""Tables in plain text: cells between bars, tabs or wide gaps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.reading.folding import tidy
from dondoc.reading.structure.tables import columns_of

_RULE_ROW = re.compile(r"\|?[\s:|+\-=_]+\|?")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_WIDE_GAP = re.compile(r"\t+| {3,}")
_BAR = re.compile(r"\s*\|\s*")
_MOST_CELLS = 40
_LONGEST_ROW = 20_000


@dataclass(frozen=True)
class Row:
    """One row of a table as it stands in a text; a rule between rows has no cells."""

    cells: list[str]
    gapped: bool = False


def barred(raw: str) -> Row | None:
    """Return the cells of a line that is drawn with bars."""
    line = raw.strip()
    if not line.startswith("|") or line.count("|") < 2:
        return None
    if _RULE_ROW.fullmatch(line):
        return Row([])
    return Row([tidy(_BREAK.sub("\n", cell)) for cell in line.strip("|").split("|")])


def gapped(raw: str) -> Row | None:
    """Return the cells of a line that is set apart by bars, tabs or wide gaps; at least three."""
    line = raw.strip("\r\n ")
    if len(raw) > _LONGEST_ROW or not any(gap in line for gap in ("\t", "   ", " | ")):
        return None
    cells = [tidy(cell) for cell in (_BAR if " | " in line else _WIDE_GAP).split(line)]
    if not 3 <= len(cells) <= _MOST_CELLS:
        return None
    return Row(cells, gapped=True)


def begins_gapped_table(row: Row | None) -> bool:
    """Say whether a line set apart by gaps is the header of a table of work."""
    return row is not None and row.gapped and columns_of([tuple(row.cells)]) is not None


def filled_rows(rows: Sequence[list[str]]) -> Iterator[list[str]]:
    """Bring rows of a gapped table to one width; a short row continues the cells of the last one.

    A line that wraps within its cells has no number of its own in front.
    """
    width = len(rows[0])
    whole: list[list[str]] = []
    for row in rows:
        cells = [*row, *[""] * (width - len(row))][:width]
        numbered = bool(re.match(r"\d|[IVX]+$", cells[0]))
        if whole and not numbered and not cells[0]:
            whole[-1] = [
                f"{above} {cell}".strip() for above, cell in zip(whole[-1], cells, strict=True)
            ]
        else:
            whole.append(cells)
    yield from whole
