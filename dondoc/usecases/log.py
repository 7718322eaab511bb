"""The log of a ward (nhật ký): who did what, when, how and why, newest first."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import value_words
from dondoc.rules.local import at_local
from dondoc.rules.past_names import name_on
from dondoc.rules.value_words import Changed, Known
from dondoc.usecases.context import WardContext, load_ward_context
from models.assignment import Assignment, AssignmentEvent
from models.change import WardEvent
from models.queries import assignments, history
from models.queries import log as queries
from models.queries.assignments import Work
from models.queries.log import Event, Wanted
from models.ward import Unit

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
    wanted = _wanted(session, only, context, ward_ids)
    events = queries.log_of(session, ward_ids, wanted, limit=limit, offset=offset)
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


def _wanted(
    session: Session, only: Narrowing, context: WardContext, ward_ids: Collection[int]
) -> Wanted:
    unit = context.unit_by_key(only.unit) if only.unit else None
    once: set[int] = set()
    if unit is not None:
        for event in history.successions_of(session, ward_ids=ward_ids):
            if unit.id in event.data["values"].get("unit_id", ()):
                once.add(event.assignment_id)
    after = only.last + timedelta(days=1) if only.last else None
    return Wanted(
        kind=only.kind or None,
        unit_id=unit.id if unit else None,
        once_had=frozenset(once),
        actor=only.person or None,
        since=at_local(only.first, "00:00", context.zone) if only.first else None,
        until=at_local(after, "00:00", context.zone) if after else None,
    )


def entries_of(session: Session, events: Iterable[Event], context: WardContext) -> list[Entry]:
    """Return events with their words, as they are given."""
    events = list(events)
    ids = {event.assignment_id for event in events if isinstance(event, AssignmentEvent)}
    rows = assignments.assignments_by_id(session, ids)
    holders = _holders(session, rows, events)
    known, units = _known(session, events, context, {*holders.values()})
    works = {work.assignment.id: work for work in history.works_of(session, rows)}
    found = []
    for event in events:
        # Who did it was called otherwise then, where the unit was renamed since.
        day = context.day(event.at)
        then = replace(known, units={unit.id or 0: name_on(unit, day) for unit in units})
        if isinstance(event, AssignmentEvent):
            work, unit_id = works[event.assignment_id], holders[event.id or 0]
            found.append(_of_assignment(event, work, unit_id, then))
        else:
            found.append(_of_ward(event, then))
    return found


def _holders(
    session: Session, rows: Iterable[Assignment], events: Iterable[Event]
) -> dict[int, int]:
    """Return by the id of each event of an assignment the unit that had it then."""
    now = {row.id or 0: row.unit_id for row in rows}
    later: dict[int, list[AssignmentEvent]] = {}
    for one in history.successions_of(session, ids=now):
        if "unit_id" in one.data["values"]:
            later.setdefault(one.assignment_id, []).append(one)
    found = {}
    for event in events:
        if isinstance(event, AssignmentEvent):
            after = (
                one for one in later.get(event.assignment_id, ()) if (one.id or 0) > (event.id or 0)
            )
            first = next(after, None)
            known = first.data["values"]["unit_id"][0] if first else now[event.assignment_id]
            found[event.id or 0] = known
    return found


def _known(
    session: Session, events: Iterable[Event], context: WardContext, unit_ids: set[int]
) -> tuple[Known, Sequence[Unit]]:
    """Load the names behind all numbers of these events, in a constant number of queries."""
    numbers: dict[str, set[int]] = {}
    for event in events:
        for name, pair in event.data.get("values", {}).items():
            numbers.setdefault(name, set()).update(n for n in pair if isinstance(n, int))
    others = numbers.get("predecessor_id", set()) | numbers.get("successor_id", set())
    codes = {row.id or 0: row.code for row in assignments.assignments_by_id(session, others)}
    units = history.units_by_id(session, unit_ids | numbers.get("unit_id", set()))
    known = Known(
        zone=context.zone,
        wards=history.ward_names(session, numbers.get("ward_id", set())),
        codes=codes,
        duties=history.duty_texts(session, numbers.get("duty_id", set())),
    )
    return known, units


def _of_assignment(event: AssignmentEvent, work: Work, unit_id: int, known: Known) -> Entry:
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
        unit_name=known.units[unit_id],
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
