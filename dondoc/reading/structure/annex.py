"""Rows of a table that assigns work → clauses (``PL1.3`` is the third row of annex table 1)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from dondoc.reading.bodies.names import Name, head_at, read_names
from dondoc.reading.bodies.roles import roles_of
from dondoc.reading.draft import ReadClause, ReadDuty, ReadUnit
from dondoc.reading.folding import fold
from dondoc.reading.line import Line
from dondoc.reading.structure.marks import Kind, marker_of
from dondoc.reading.structure.tables import Columns, columns_of, is_repeated_header
from dondoc.reading.times.deadlines import deadlines_in
from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.times.recurrences import recurrences_in
from dondoc.reading.words import words_of
from dondoc.reading.work.kinds import kind_of

_PART = re.compile(r"(?P<role>chủ trì|phối hợp)(?:\s+thực hiện)?\s*:", re.IGNORECASE)
_IN_WORDS = re.compile(r"phối hợp (?:với|cùng)", re.IGNORECASE)
_HELPS = re.compile(r"\s*\(\s*(?:phối hợp|p/h|hỗ trợ)", re.IGNORECASE)
_TOTAL = re.compile(r"(?:tổng(?:\s+(?:số|cộng))?|cộng)[\W\d]*", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_GAP = " | "
#: A person's row with fewer words names an office in a list, not work.
_SHORTEST_WORK = 4


def row_clauses(rows: Sequence[Line], path: str, frame: TimeFrame) -> Iterator[ReadClause]:
    """Yield one clause a row; headings and totals are passed over.

    A cell of those who act that is merged with the one above it stands empty in its row: the row
    has their work too if it says when or with whom.
    """
    columns = columns_of([row.cells for row in rows[:4]])
    if columns is None:
        return
    count = 0
    last: tuple[str, ...] = ()
    header = [row.cells for row in rows[: columns.header_rows]]
    for row in rows[columns.header_rows :]:
        if is_repeated_header(row.cells, header):
            continue
        label = f"{path}.{count + 1}" if path else f"{count + 1}"
        clause = _Row(row, columns, frame).clause(label, last)
        if clause is None:
            last = ()
            continue
        count += 1
        last = clause.lead
        yield clause


class _Row:
    """One row; its text is its cells of content, bodies and time in a line."""

    def __init__(self, line: Line, columns: Columns, frame: TimeFrame) -> None:
        row = line.cells
        self._line = line
        self._frame = frame
        self._columns = columns
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

    def clause(self, path: str, above: tuple[str, ...]) -> ReadClause | None:
        """Return what the row assigns; ``above`` are those who act in the row before it."""
        start, end = self._content
        units = list(self._units())
        lead = tuple(unit.name for unit in units if unit.role == "lead")
        if not lead and self._goes_on():
            lead = above
            units = [*(ReadUnit(name, (0, 0), "lead") for name in lead), *units]
        # A cell that is merged along the whole row names a group, in each of its columns.
        if start == end or not lead or self._text[slice(*self._lead)] == self._text[start:end]:
            return None
        if self._columns.persons and len(self._text[start:end].split()) < _SHORTEST_WORK:
            return None
        if _TOTAL.fullmatch(self._text[start:end]):
            return None
        return ReadClause(
            path=path,
            text=self._text,
            mode="assign",
            lead=lead,
            support=tuple(unit.name for unit in units if unit.role == "support"),
            units=tuple(units),
            duties=(self._duty(),),
            line=self._line.at,
            scanned=self._line.scanned,
        )

    def _goes_on(self) -> bool:
        start, end = self._lead
        spans = (self._time, self._support)
        return start == end and any(first < last for first, last in spans)

    def _duty(self) -> ReadDuty:
        start, end = self._content
        at, stop = self._time
        time = self._text[at:stop]
        rhythms = recurrences_in(time, offset=at)
        taken = [(r.span[0] - at, r.span[1] - at) for r in rhythms]
        frame = replace(self._frame, about_time=True)
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
        for role, name in self._names():
            if fold(name.text) not in seen:
                seen.add(fold(name.text))
                yield ReadUnit(name.text, (name.start, name.end), role)

    def _names(self) -> Iterator[tuple[Literal["lead", "support"], Name]]:
        for role, (start, end) in self._parts():
            cell = self._text[start:end]
            roles = roles_of(cell) if role == "lead" and _IN_WORDS.search(cell) else None
            if roles and roles.lead and roles.support:
                yield from (("lead", _moved(name, start)) for name in roles.lead)
                yield from (("support", _moved(name, start)) for name in roles.support)
                continue
            for name in _names(cell):
                helps = role == "support" or _HELPS.match(cell, name.end)
                yield "support" if helps else "lead", _moved(name, start)

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


def _moved(name: Name, by: int) -> Name:
    return Name(name.text, name.start + by, name.end + by)


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
