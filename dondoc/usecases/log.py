"""The log of a ward (nhật ký): who did what, when, how and why, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import value_words
from dondoc.rules.local import at_local
from dondoc.rules.value_words import Changed, Known
from dondoc.usecases.context import WardContext, load_ward_context
from models.assignment import AssignmentEvent
from models.change import WardEvent
from models.queries import assignments, history
from models.queries import log as queries
from models.queries.assignments import Work
from models.queries.log import Event, Wanted

#: Entries on one page.
PAGE = 50
_PORTION = 500


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What to leave in the log; both days are local and inclusive, empty texts leave everything."""

    kind: str = ""
    unit: str = ""
    person: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event. ``why`` is the reason in the words of whoever gave it."""

    at: datetime
    kind: str
    name: str
    who: str
    channel: str
    why: str
    changes: tuple[Changed, ...]
    assignment_id: int | None = None
    code: str | None = None
    clause_path: str | None = None
    duty_text: str | None = None
    unit_name: str | None = None
    plan_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the log can be narrowed to."""

    kinds: dict[str, str]
    units: dict[str, str]
    people: tuple[str, ...]


def read(
    session: Session,
    ward_id: int,
    only: Narrowing,
    *,
    limit: int = PAGE,
    offset: int = 0,
) -> list[Entry]:
    """Return events of the ward, and of those that went into it, newest first.

    Raises:
        NotFound: there is no such ward, or no such unit.
    """
    context = load_ward_context(session, ward_id)
    ward_ids = history.wards_that_went_into(session, ward_id)
    events = queries.log_of(session, ward_ids, _wanted(only, context), limit=limit, offset=offset)
    return entries_of(session, events, context)


def read_all(session: Session, ward_id: int, only: Narrowing) -> Iterator[Entry]:
    """Yield every event that is wanted, newest first, read in portions.

    Raises:
        NotFound: as ``read``.
    """
    offset = 0
    while portion := read(session, ward_id, only, limit=_PORTION, offset=offset):
        yield from portion
        offset += len(portion)


def _wanted(only: Narrowing, context: WardContext) -> Wanted:
    unit = context.unit_by_key(only.unit) if only.unit else None
    after = only.last + timedelta(days=1) if only.last else None
    return Wanted(
        kind=only.kind or None,
        unit_id=unit.id if unit else None,
        actor=only.person or None,
        since=at_local(only.first, "00:00", context.zone) if only.first else None,
        until=at_local(after, "00:00", context.zone) if after else None,
    )


def entries_of(session: Session, events: Iterable[Event], context: WardContext) -> list[Entry]:
    """Return events with their words, as they are given."""
    events = list(events)
    ids = {event.assignment_id for event in events if isinstance(event, AssignmentEvent)}
    rows = assignments.assignments_by_id(session, ids)
    known = _known(session, events, context, {row.unit_id for row in rows})
    works = {work.assignment.id: work for work in history.works_of(session, rows)}
    return [
        _of_assignment(event, works[event.assignment_id], known)
        if isinstance(event, AssignmentEvent)
        else _of_ward(event, known)
        for event in events
    ]


def _known(
    session: Session, events: Iterable[Event], context: WardContext, unit_ids: set[int]
) -> Known:
    """Load the names behind all numbers of these events, in a constant number of queries."""
    numbers: dict[str, set[int]] = {}
    for event in events:
        for name, pair in event.data.get("values", {}).items():
            numbers.setdefault(name, set()).update(n for n in pair if isinstance(n, int))
    others = numbers.get("predecessor_id", set()) | numbers.get("successor_id", set())
    codes = {row.id or 0: row.code for row in assignments.assignments_by_id(session, others)}
    units = history.units_by_id(session, unit_ids | numbers.get("unit_id", set()))
    return Known(
        zone=context.zone,
        units={unit.id or 0: unit.name for unit in units},
        wards=history.ward_names(session, numbers.get("ward_id", set())),
        codes=codes,
        duties=history.duty_texts(session, numbers.get("duty_id", set())),
    )


def _of_assignment(event: AssignmentEvent, work: Work, known: Known) -> Entry:
    row = work.assignment
    return Entry(
        at=event.at,
        kind=event.kind,
        name=name_of(event.kind),
        who=event.actor,
        channel=wording.CHANNEL_NAMES.get(event.channel, event.channel),
        why=event.text,
        changes=tuple(value_words.of_assignment(event.data.get("values", {}), known)),
        assignment_id=row.id,
        code=row.code,
        clause_path=work.clause.path,
        duty_text=work.duty.text,
        unit_name=known.units[row.unit_id],
        plan_id=row.plan_id,
    )


def _of_ward(event: WardEvent, known: Known) -> Entry:
    data = event.data
    changes = value_words.of_ward(event.kind, data.get("before"), data.get("after"), known)
    return Entry(
        at=event.at,
        kind=event.kind,
        name=name_of(event.kind),
        who=event.actor,
        channel=wording.CHANNEL_NAMES.get(event.channel, event.channel),
        why=event.text,
        changes=tuple(changes),
        plan_id=event.plan_id,
    )


def name_of(kind: str) -> str:
    """Return how the log heads an event of this kind."""
    return wording.WARD_EVENT_NAMES.get(kind) or wording.EVENT_NAMES.get(kind, kind)


def choices(session: Session, ward_id: int) -> Choices:
    """Return what the log of a ward can be narrowed to, by name.

    Raises:
        NotFound: there is no such ward.
    """
    context = load_ward_context(session, ward_id)
    ward_ids = history.wards_that_went_into(session, ward_id)
    kinds = {kind: name_of(kind) for kind in queries.kinds_in(session, ward_ids)}
    return Choices(
        kinds=dict(sorted(kinds.items(), key=lambda one: wording.fold(one[1]))),
        units={unit.key: unit.name for unit in context.own_units},
        people=tuple(sorted(queries.actors_in(session, ward_ids), key=wording.fold)),
    )
