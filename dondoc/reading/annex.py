"""Rows of a table that assigns work → clauses (``PL1.3`` is the third row of annex table 1)."""

import re
from collections.abc import Iterator, Sequence

from dondoc.reading.deadlines import TimeFrame, deadlines_in
from dondoc.reading.draft import ReadClause, ReadDuty, ReadUnit
from dondoc.reading.duties import kind_of
from dondoc.reading.folding import bare, fold
from dondoc.reading.line import Line
from dondoc.reading.marks import Kind, marker_of
from dondoc.reading.names import Name, head_at, read_names
from dondoc.reading.recurrences import recurrences_in
from dondoc.reading.tables import Columns, columns_of
from dondoc.reading.words import words_of

_PART = re.compile(r"(?P<role>chủ trì|phối hợp)(?:\s+thực hiện)?\s*:", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_GAP = " | "


def row_clauses(rows: Sequence[Line], path: str, frame: TimeFrame) -> Iterator[ReadClause]:
    """Yield one clause a row; headings and totals are passed over."""
    columns = columns_of([row.cells for row in rows[:3]])
    if columns is None:
        return
    count = 0
    for row in rows[columns.header_rows :]:
        clause = _Row(row, columns, frame).clause(f"{path}.{count + 1}" if path else f"{count + 1}")
        if clause is not None:
            count += 1
            yield clause


class _Row:
    """One row; its text is its cells of content, bodies and time in a line."""

    def __init__(self, line: Line, columns: Columns, frame: TimeFrame) -> None:
        row = line.cells
        self._line = line
        self._frame = frame
        self._text = ""
        self._content = self._put(row, columns.content)
        self._lead = self._put(row, columns.lead)
        self._support = self._put(row, columns.support)
        self._time = self._put(row, columns.time)

    def _put(self, row: tuple[str, ...], column: int | None) -> tuple[int, int]:
        """Append a cell to the text and return its place."""
        cell = row[column] if column is not None and column < len(row) else ""
        cell = " ".join(cell.split())
        if column is not None and not self._text:
            mark = marker_of(cell)
            cell = mark.rest if mark.kind in (Kind.NUMBER, Kind.DOTTED, Kind.LETTER) else cell
        if not cell:
            return len(self._text), len(self._text)
        self._text += (_GAP if self._text else "") + cell
        return len(self._text) - len(cell), len(self._text)

    def clause(self, path: str) -> ReadClause | None:
        start, end = self._content
        units = list(self._units())
        if start == end or not any(unit.role == "lead" for unit in units):
            return None
        if bare(self._text[start:end]).startswith(("tong ", "cong ")):
            return None
        return ReadClause(
            path=path,
            text=self._text,
            mode="assign",
            lead=tuple(unit.name for unit in units if unit.role == "lead"),
            support=tuple(unit.name for unit in units if unit.role == "support"),
            units=tuple(units),
            duties=(self._duty(),),
            line=self._line.at,
            scanned=self._line.scanned,
        )

    def _duty(self) -> ReadDuty:
        start, end = self._content
        at, stop = self._time
        time = self._text[at:stop]
        rhythms = recurrences_in(time, offset=at)
        taken = [(r.span[0] - at, r.span[1] - at) for r in rhythms]
        frame = TimeFrame(self._frame.year, self._frame.events, about_time=True)
        words = self._text[start:end]
        return ReadDuty(
            text=words,
            kind=kind_of(words) or "other",
            deadlines=tuple(deadlines_in(time, frame, taken=taken, offset=at)),
            recurrence=rhythms[0] if rhythms else None,
            span=(start, end),
        )

    def _units(self) -> Iterator[ReadUnit]:
        seen: set[str] = set()
        for role, (start, end) in self._parts():
            for name in _names(self._text[start:end]):
                if fold(name.text) not in seen:
                    seen.add(fold(name.text))
                    span = (name.start + start, name.end + start)
                    yield ReadUnit(name.text, span, "support" if role == "support" else "lead")

    def _parts(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the stretches that name bodies; one cell may hold both roles."""
        start, end = self._lead
        marks = list(_PART.finditer(self._text, start, end))
        if not marks:
            yield "lead", (start, end)
        for index, mark in enumerate(marks):
            stop = marks[index + 1].start() if index + 1 < len(marks) else end
            role = "support" if "phối" in mark["role"].lower() else "lead"
            yield role, (mark.end(), stop)
        yield "support", self._support


def _names(text: str) -> list[Name]:
    """Read the names of a cell: what stands in brackets is only a part."""
    text = _BRACKET.sub(lambda bracket: ";".ljust(len(bracket.group())), text)
    words = words_of(text)
    found: list[Name] = []
    index = 0
    while index < len(words):
        if not head_at(words, index) and not words[index].text[0].isupper():
            index += 1
            continue
        listed = read_names(text, words, index, heading=True)
        found.extend(listed.names)
        index = max(listed.stop, index + 1)
    return found
