"""A draft as its page shows it: the document line by line, and the clauses beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.rules import cadence_words, ladder
from dondoc.rules.cadence import Cadence
from dondoc.rules.ladder import Ladder
from dondoc.usecases.dating import Planned
from dondoc.usecases.draft import Draft, DraftClause, DraftElsewhere, DraftUnit, Mark
from dondoc.usecases.draft_marks import Piece, fitted, pieces


@dataclass(frozen=True)
class LineView:
    """One line of the document; ``clauses`` and ``elsewhere`` count from 1 as the page does."""

    number: int
    pieces: list[Piece]
    clauses: list[tuple[int, str]]
    elsewhere: int
    scanned: bool


@dataclass(frozen=True)
class DutyView:
    """A duty with the days that it would get; ``ladder`` is empty where it has none of its own."""

    text: str
    kind: str
    when: str
    certainty: str
    phrases: list[str]
    days: list[date]
    ladder: str


@dataclass(frozen=True)
class ClauseView:
    """A clause as a card; units as (printed name, names in the directory)."""

    number: int
    clause: DraftClause
    pieces: list[Piece]
    lead: list[tuple[str, list[str]]]
    support: list[tuple[str, list[str]]]
    duties: list[DutyView]
    warnings: list[str]


@dataclass(frozen=True)
class ElsewhereView:
    """A dated thing outside the part that assigns work."""

    number: int
    item: DraftElsewhere
    pieces: list[Piece]


def lines_of(text: str, draft: Draft) -> list[LineView]:
    """Return the document with what was recognised in it."""
    clauses: dict[int, list[tuple[int, DraftClause]]] = {}
    for number, clause in enumerate(draft.clauses, start=1):
        for line in clause.lines:
            clauses.setdefault(line, []).append((number, clause))
    elsewhere = {
        item.line: number
        for number, item in reversed(list(enumerate(draft.elsewhere, start=1)))
        if item.line is not None
    }
    return [
        _line(at, line, clauses.get(at, []), elsewhere.get(at, 0), draft)
        for at, line in enumerate(text.split("\n"))
    ]


def _line(
    at: int,
    text: str,
    clauses: Sequence[tuple[int, DraftClause]],
    elsewhere: int,
    draft: Draft,
) -> LineView:
    marks = [mark for _, one in clauses for mark in fitted(one.marks, one.text, text)]
    if elsewhere:
        item = draft.elsewhere[elsewhere - 1]
        marks += fitted(elsewhere_marks(item), item.text, text)
    return LineView(
        number=at,
        pieces=pieces(text, sorted(marks, key=lambda mark: mark.span)),
        clauses=[(number, one.path) for number, one in clauses],
        elsewhere=elsewhere,
        scanned=any(one.scanned for _, one in clauses),
    )


def elsewhere_marks(item: DraftElsewhere) -> list[Mark]:
    """Return where the dates of an item stand in its text."""
    spans = [deadline.get("span") or (0, 0) for deadline in item.deadlines]
    return [Mark(span=(a, b), what="deadline") for a, b in spans if 0 <= a < b <= len(item.text)]


def elsewhere_of(draft: Draft) -> list[ElsewhereView]:
    """Return what stands elsewhere, in the order of the document."""
    return [
        ElsewhereView(number, item, pieces(item.text, elsewhere_marks(item)))
        for number, item in enumerate(draft.elsewhere, start=1)
    ]


def clauses_of(
    draft: Draft,
    planned: Sequence[Planned],
    names: Mapping[str, str],
    anchors: Mapping[str, date | None] | None = None,
    *,
    usual: Ladder,
) -> list[ClauseView]:
    """Return the clauses with the days that confirming would give, or ``anchors`` have.

    ``usual`` are the ward's reminders.
    """
    days: dict[tuple[str, int], set[date]] = {}
    for one in planned:
        if one.occurrence.waits_for:
            continue
        place = one.clause_path, one.duty_position
        days.setdefault(place, set()).add(one.occurrence.due_on)
    told: dict[str, list[str]] = {}
    for warning in draft.warnings:
        told.setdefault(str(warning.get("path")), []).append(str(warning.get("message", "")))
    return [
        ClauseView(
            number=number,
            clause=clause,
            pieces=pieces(clause.text, clause.marks),
            lead=[_unit(unit, names) for unit in clause.lead],
            support=[_unit(unit, names) for unit in clause.support],
            duties=_duties(clause, days, anchors, usual),
            warnings=told.get(clause.path, []),
        )
        for number, clause in enumerate(draft.clauses, start=1)
    ]


def general_warnings(draft: Draft) -> list[str]:
    """Return what concerns no clause of the draft."""
    paths = {clause.path for clause in draft.clauses}
    return [str(one.get("message", "")) for one in draft.warnings if one.get("path") not in paths]


def _unit(unit: DraftUnit, names: Mapping[str, str]) -> tuple[str, list[str]]:
    return unit.name, [names.get(key, key) for key in unit.units]


def _duties(
    clause: DraftClause,
    days: Mapping[tuple[str, int], set[date]],
    anchors: Mapping[str, date | None] | None,
    usual: Ladder,
) -> list[DutyView]:
    found = []
    for position, duty in enumerate(clause.duties, start=1):
        cadence = Cadence.from_json(duty.cadence)
        found.append(
            DutyView(
                text=duty.text,
                kind=duty.kind,
                when=cadence_words.words(cadence, anchors),
                certainty=cadence.certainty,
                phrases=duty.phrases,
                days=sorted(days.get((clause.path, position), ())),
                ladder=ladder.words(ladder.ladder_of(duty.ladder, usual)) if duty.ladder else "",
            )
        )
    return found
