"""What was read in a document, as frozen values; ``to_json`` gives the shape users build on.

Spans are ``(start, end)`` character offsets in the text of the clause (or, under
``elsewhere``, of the item) that holds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Span = tuple[int, int]
Json = dict[str, Any]
Mode = Literal["request", "assign"]
Role = Literal["expected", "latest", "start", "aim"]
Certainty = Literal["stated", "proposed"]


def _day(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


@dataclass(frozen=True)
class DocumentHead:
    """The head of the document; ``None`` where it leaves the place blank.

    ``starts_on`` and ``ends_on`` are the span of the whole plan, if the text states one.
    """

    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    title: str | None = None
    year: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    def to_json(self) -> Json:
        return {
            "number": self.number,
            "issued_on": _day(self.issued_on),
            "issuer": self.issuer,
            "title": self.title,
            "year": self.year,
            "starts_on": _day(self.starts_on),
            "ends_on": _day(self.ends_on),
        }


@dataclass(frozen=True)
class Section:
    """The part that assigns work: its number and its title as printed."""

    path: str
    title: str

    def to_json(self) -> Json:
        return {"path": self.path, "title": self.title}


@dataclass(frozen=True)
class ReadUnit:
    """A unit named in a clause; ``span`` is empty where the name stands in a heading."""

    name: str
    span: Span
    role: Literal["lead", "support"]
    key: str | None = None
    group: str | None = None
    except_: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {
            "name": self.name,
            "span": list(self.span),
            "role": self.role,
            "key": self.key,
            "group": self.group,
            "except": list(self.except_),
        }


@dataclass(frozen=True)
class ReadDeadline:
    """A time limit. ``printed`` is the last day the phrase names, ``until`` the last moment in time."""

    phrase: str
    kind: str
    role: Role
    printed: date | None
    from_: date | None
    until: datetime | None
    span: Span
    certainty: Certainty = "stated"

    def to_json(self) -> Json:
        return {
            "phrase": self.phrase,
            "kind": self.kind,
            "role": self.role,
            "printed": _day(self.printed),
            "from": _day(self.from_),
            "until": _day(self.until),
            "span": list(self.span),
            "certainty": self.certainty,
        }


@dataclass(frozen=True)
class ReadRecurrence:
    """A rhythm. ``rrule`` holds the last day still in time, ``printed_day`` the day as printed."""

    phrase: str
    every: str
    rrule: str | None
    printed_day: int | None
    span: Span
    certainty: Certainty = "stated"

    def to_json(self) -> Json:
        return {
            "phrase": self.phrase,
            "every": self.every,
            "rrule": self.rrule,
            "printed_day": self.printed_day,
            "span": list(self.span),
            "certainty": self.certainty,
        }


@dataclass(frozen=True)
class ReadDuty:
    """One thing to do in a clause."""

    text: str
    kind: str
    deadlines: tuple[ReadDeadline, ...]
    recurrence: ReadRecurrence | None
    span: Span

    def to_json(self) -> Json:
        return {
            "text": self.text,
            "kind": self.kind,
            "deadlines": [deadline.to_json() for deadline in self.deadlines],
            "recurrence": self.recurrence.to_json() if self.recurrence else None,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class ReadClause:
    """The smallest assigned item, with its own text only.

    ``line`` is the number, from 0, of the line of the document's text that holds it (of a table,
    its row); ``scanned`` says that OCR has read it, so that a person must compare it.
    """

    path: str
    text: str
    mode: Mode
    lead: tuple[str, ...]
    support: tuple[str, ...]
    units: tuple[ReadUnit, ...]
    duties: tuple[ReadDuty, ...]
    line: int = 0
    scanned: bool = False

    def to_json(self) -> Json:
        return {
            "path": self.path,
            "text": self.text,
            "mode": self.mode,
            "lead": list(self.lead),
            "support": list(self.support),
            "units": [unit.to_json() for unit in self.units],
            "duties": [duty.to_json() for duty in self.duties],
            "line": self.line,
            "scanned": self.scanned,
        }


@dataclass(frozen=True)
class ElsewhereItem:
    """A dated thing that stands outside the part that assigns work, under its nearest heading."""

    path: str
    text: str
    lead: tuple[str, ...]
    deadlines: tuple[ReadDeadline, ...]
    line: int = 0
    heading: str = ""

    def to_json(self) -> Json:
        return {
            "path": self.path,
            "text": self.text,
            "lead": list(self.lead),
            "deadlines": [deadline.to_json() for deadline in self.deadlines],
            "line": self.line,
            "heading": self.heading,
        }


@dataclass(frozen=True)
class Warning_:  # noqa: N801 - Warning is a builtin
    """Something the officer should look at, in Vietnamese."""

    code: str
    path: str
    message: str

    def to_json(self) -> Json:
        return {"code": self.code, "path": self.path, "message": self.message}


@dataclass(frozen=True)
class Reading:
    """A whole document. ``section`` is ``None`` where the numbered body itself assigns work."""

    document: DocumentHead
    section: Section | None
    clauses: tuple[ReadClause, ...]
    elsewhere: tuple[ElsewhereItem, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    text: str = field(default="", repr=False)

    def to_json(self) -> Mapping[str, Any]:
        return {
            "document": self.document.to_json(),
            "section": self.section.to_json() if self.section else None,
            "clauses": [clause.to_json() for clause in self.clauses],
            "elsewhere": [item.to_json() for item in self.elsewhere],
            "warnings": [warning.to_json() for warning in self.warnings],
        }
