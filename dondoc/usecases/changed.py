"""What others did to a thing since somebody saw it: for whoever comes second, on paper or on screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.value_words import Changed as Change
from dondoc.usecases import log
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict
from dondoc.usecases.log import Entry
from models.assignment import Assignment, AssignmentEvent
from models.change import WardEvent
from models.queries import log as queries


class Thing(StrEnum):
    """What two people may change at once."""

    ASSIGNMENT = "assignment"
    CONTACT = "contact"
    ABSENCE = "absence"
    CALENDAR = "calendar"
    PLAN = "plan"
    ANCHOR = "anchor"
    DRAFT = "draft"
    SUMMARY = "summary"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A thing at the version that was seen; ``changes`` counts those since, None if it is gone.

    ``number`` is its row id, or that of its plan with ``key`` naming it there.
    """

    thing: Thing
    ward_id: int
    number: int
    seen: int
    changes: int | None
    key: str = ""


class Changed(Conflict):
    """The thing is no longer as this person saw it; the message says who did what meanwhile.

    ``brief`` is the first sentence alone; ``since`` finds the changes anew.
    """

    def __init__(self, brief: str, subject: Subject, news: Sequence[str]) -> None:
        super().__init__(" ".join([brief, *news]))
        self.brief = brief
        self.subject = subject


def of_assignment(session: Session, row: Assignment, *, seen: int) -> Changed:
    """Return what to raise for an assignment that moved on."""
    subject = Subject(
        thing=Thing.ASSIGNMENT, ward_id=row.ward_id, number=row.id or 0, seen=seen,
        changes=row.version - seen,
    )  # fmt: skip
    return told(
        session,
        f"Nhiệm vụ {row.code} vừa được người khác cập nhật. Chưa có gì được ghi.",
        subject,
    )


def told(session: Session, brief: str, subject: Subject) -> Changed:
    """Return what to raise; its message names each change in a line of words."""
    zone = load_ward_context(session, subject.ward_id).zone
    return Changed(brief, subject, [line(one, zone) for one in since(session, subject)])


def since(session: Session, subject: Subject) -> list[Entry]:
    """Return what others did since this version was seen, oldest first."""
    events = events_since(session, subject)
    context = load_ward_context(session, subject.ward_id)
    return log.entries_of(session, events, context)


def events_since(session: Session, subject: Subject) -> Sequence[AssignmentEvent | WardEvent]:
    """Return the events behind ``since``, oldest first."""
    if subject.thing is Thing.ASSIGNMENT:
        return queries.last_of_assignment(session, subject.number, limit=subject.changes or 0)
    kinds, is_of = _OF_WARD[subject.thing]
    found = [
        event
        for event in queries.ward_events(session, subject.ward_id, kinds)
        if is_of(event, subject)
    ]
    if subject.changes is None:
        return found[subject.seen :]
    return found[len(found) - min(max(subject.changes, 0), len(found)) :]


def moves_since(session: Session, error: Exception) -> list[AssignmentEvent]:
    """Return what happened to an assignment behind an error; nothing for any other error."""
    if not isinstance(error, Changed):
        return []
    found = events_since(session, error.subject)
    return [event for event in found if isinstance(event, AssignmentEvent)]


def line(entry: Entry, zone: tzinfo) -> str:
    """Return ``Trần Thị Nội đã gia hạn lúc 08:05 03/03/2025 trên trang theo dõi: …``."""
    local = entry.at.astimezone(zone)
    when = f"{wording.hour(local)} {wording.day_short(local)}"
    what = "; ".join([*([entry.why] if entry.why else []), *map(_both, entry.changes)])
    told = f"{entry.who}, {when}, {entry.channel}: {entry.name}"
    return f"{told} ({what})." if what else f"{told}."


def _both(change: Change) -> str:
    if change.before and change.after:
        return f"{change.label}: {change.before} → {change.after}"
    return f"{change.label}: {change.after}" if change.after else f"bỏ {change.label.lower()}"


def _names(event: WardEvent, subject: Subject) -> bool:
    """Tell whether an event about several rows, or one, holds the row of this id."""
    sides = (event.data.get("before"), event.data.get("after"))
    return any(
        isinstance(one, Mapping) and one.get("id") == subject.number
        for side in sides
        for one in (side if isinstance(side, list) else [side])
    )


def _is_of_plan(event: WardEvent, subject: Subject) -> bool:
    return event.plan_id == subject.number


def _is_anchor(event: WardEvent, subject: Subject) -> bool:
    after: Any = event.data.get("after")
    return _is_of_plan(event, subject) and isinstance(after, dict) and after["key"] == subject.key


def _is_draft(event: WardEvent, subject: Subject) -> bool:
    if event.kind == "draft":
        return bool(event.data["after"]["plan"] == subject.number)
    return _is_of_plan(event, subject)


def _is_period(event: WardEvent, subject: Subject) -> bool:
    return _is_of_plan(event, subject) and event.text.endswith(f"({subject.key})")


def _by_a_person(event: WardEvent, subject: Subject) -> bool:  # noqa: ARG001 - one of several
    # A holiday that came with a newer table is kept as text, and is nobody's edit.
    return not isinstance(event.data.get("after"), str)


_OF_WARD: dict[Thing, tuple[frozenset[str], Callable[[WardEvent, Subject], bool]]] = {
    Thing.CONTACT: (frozenset({"contact"}), _names),
    Thing.ABSENCE: (frozenset({"absence"}), _names),
    Thing.CALENDAR: (frozenset({"calendar", "calendar-confirmed"}), _by_a_person),
    Thing.PLAN: (frozenset({"waves", "cadence", "ladder"}), _is_of_plan),
    Thing.SUMMARY: (frozenset({"summary"}), _is_period),
    Thing.DRAFT: (frozenset({"draft", "plan"}), _is_draft),
    Thing.ANCHOR: (frozenset({"anchor", "document"}), _is_anchor),
}
