"""Plain text and Markdown → lines: broken paragraphs are joined, tables are recognised."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dondoc.reading.folding import tidy
from dondoc.reading.line import Line
from dondoc.reading.pages.repair import repaired
from dondoc.reading.structure.marks import Kind, marker_of
from dondoc.reading.structure.tables import columns_of, is_schedule
from dondoc.reading.structure.texttable import Row, barred, begins_gapped_table, filled_rows, gapped

_ENDED = re.compile(r"[.;:!?…][\"”’)\]*/]*$")
_BOLD = re.compile(r"\*\*|__|^\s{0,3}#{1,6}\s+|^\s*>\s")
_ALL_BOLD = re.compile(r"(?:[#>\s]|\d+\.)*(?:\*\*|__)[^*_]+(?:\*\*|__)[:.]?|#{1,6}\s.+")
_STARTS_ANEW = re.compile(r"(?:[\"“(*]|Trên đây là|Nơi nhận|Kính gửi)")
#: Longer than any paragraph of an official document; nothing is joined beyond it.
LONGEST_PARAGRAPH = 30_000
_FULL_WIDTH = 0.72
_TAIL = 40
_WRAPPED_BELOW = 115


def lines_from_text(text: str) -> list[Line]:
    """Return the paragraphs and table rows of a text, each paragraph in one piece."""
    return repaired(join_broken(list(_raw_lines(text)), width=_wrap_width(text)))


def _raw_lines(text: str) -> Iterator[Line]:
    reader = _Tables()
    gap = False
    for raw in text.splitlines():
        row = reader.row_of(raw)
        if row is not None:
            reader.add(row)
            continue
        line = tidy(_BOLD.sub("", raw))
        if line and reader.rows:
            yield from reader.lines()
        if _has_words(line):
            yield Line(line, gap=gap, bold=bool(_ALL_BOLD.fullmatch(raw.strip())))
            gap = False
        elif not line:
            gap = True
            if reader.rows and not reader.gapped:
                yield from reader.lines()
    if reader.rows:
        yield from reader.lines()


class _Tables:
    """Collects the rows of the tables of a text and counts them."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.gapped = False
        self._number = 0
        self._width: int | None = None

    def row_of(self, raw: str) -> Row | None:
        row = barred(raw)
        if row is not None and not self.gapped:
            return row
        row = gapped(raw)
        if self.rows and self.gapped:
            return row
        return row if not self.rows and begins_gapped_table(row) else None

    def add(self, row: Row) -> None:
        if row.cells:
            self.gapped = row.gapped
            self.rows.append(row.cells)

    def lines(self) -> Iterator[Line]:
        """Yield the table read so far; one of the same width and no header continues the last."""
        rows = list(filled_rows(self.rows)) if self.gapped else self.rows
        work = columns_of([tuple(row) for row in rows[:4]]) is not None
        continued = not work and self._width == len(rows[0]) and _counts_on(rows)
        if not continued:
            self._number += 1
        yield from table_lines(rows, self._number, continued=continued)
        self._width = len(rows[0]) if work or continued else None
        self.rows, self.gapped = [], False


def _counts_on(rows: Sequence[Sequence[str]]) -> bool:
    """Rows of a table whose header stands on an earlier page have a number or no first cell."""
    return all(not row[0] or row[0].rstrip(".").isdigit() for row in rows)


def table_lines(
    rows: Iterable[Sequence[str]], number: int, *, continued: bool = False
) -> Iterator[Line]:
    """Yield a table of work row by row, a timetable in one line a row, any other by paragraphs.

    ``number`` counts the tables of the document from 1; ``continued`` says that the table with
    this number goes on, so that its header stands above.
    """
    table = [tuple(row) for row in rows]
    if continued or columns_of(table[:4]):
        for row in table:
            yield Line(" | ".join(c for c in row if c), cells=row, table=number, gap=True)
        return
    if is_schedule(table):
        for row in table:
            text = " | ".join(" ".join(cell.split()) for cell in row if cell)
            if _has_words(text):
                yield Line(text, table=number, gap=True, fixed=True)
        return
    for row in table:
        for cell in row:
            for part in cell.split("\n"):
                if _has_words(tidy(part)):
                    yield Line(tidy(part), gap=True, fixed=True)


def _has_words(line: str) -> bool:
    return sum(ch.isalpha() for ch in line) >= 3


def _wrap_width(text: str) -> int | None:
    """Return the width at which a text is broken hard, or None if its paragraphs are whole."""
    lengths = sorted(len(line) for line in text.splitlines() if len(line) > 30)
    if len(lengths) < 5:
        return None
    longest = lengths[int(len(lengths) * 0.97)]
    return longest if longest < _WRAPPED_BELOW else None


def join_broken(lines: list[Line], *, width: int | None = None) -> list[Line]:
    """Join a paragraph that a page or a line break has cut in mid-sentence."""
    joined: list[Line] = []
    open_: _Paragraph | None = None
    for line in lines:
        if open_ is not None and open_.goes_on(line, width):
            open_.add(line)
            continue
        if open_ is not None:
            joined.append(open_.line())
        open_ = _Paragraph(line)
    if open_ is not None:
        joined.append(open_.line())
    return joined


class _Paragraph:
    """The lines of one paragraph; only its last one is looked at to see whether it goes on."""

    def __init__(self, line: Line) -> None:
        self._first = line
        self._last = line.text
        self._parts = [line.text]
        self._length = len(line.text)
        self._upper = line.text.isupper()
        self._bold = line.bold

    def add(self, line: Line) -> None:
        tight = self._last.endswith("-") and not self._last.endswith(" -")
        self._parts.append(line.text if tight else f" {line.text}")
        self._length += len(self._parts[-1])
        self._last = line.text
        self._upper = self._upper and line.text.isupper()
        self._bold = self._bold and line.bold

    def line(self) -> Line:
        if len(self._parts) == 1:
            return self._first
        return replace(self._first, text="".join(self._parts), bold=self._bold)

    def goes_on(self, line: Line, width: int | None) -> bool:
        if self._length + len(line.text) >= LONGEST_PARAGRAPH or line.fixed:
            return False
        if line.cells or self._first.cells or marker_of(line.text).kind is not Kind.NONE:
            return False
        first = line.text[0]
        if width is not None and first.islower() and self._last.endswith(";"):
            return True
        if _ENDED.search(self._last[-_TAIL:]) or self._upper:
            return False
        if first.islower() or first in ",;)":
            return True
        wrapped = width is not None and not line.gap and len(self._last) >= width * _FULL_WIDTH
        return wrapped and not line.text.isupper() and not _STARTS_ANEW.match(line.text)
