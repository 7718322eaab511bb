"""One log out of two histories: what was done with assignments, and with the ward itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, Subquery, literal, union_all
from sqlmodel import Session, col, select

from models.assignment import Assignment, AssignmentEvent
from models.change import WardEvent

Event = AssignmentEvent | WardEvent


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to leave in a log; None leaves everything. ``until`` is the first instant outside.

    A unit's events are those of the assignments that it has now, and of those in ``once_had``.
    """

    kind: str | None = None
    unit_id: int | None = None
    once_had: frozenset[int] = frozenset()
    actor: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def log_of(
    session: Session,
    ward_ids: Collection[int],
    wanted: Wanted,
    *,
    limit: int | None,
    offset: int = 0,
) -> list[Event]:
    """Return events of the wards, newest first."""
    found = _both(ward_ids, wanted)
    rows = session.exec(
        select(found.c.source, found.c.id)
        .order_by(found.c.at.desc(), found.c.source.desc(), found.c.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()
    by_source: dict[str, dict[int, Event]] = {
        "assignment": {e.id or 0: e for e in _assignment_events(session, _ids(rows, "assignment"))},
        "ward": {e.id or 0: e for e in _ward_events(session, _ids(rows, "ward"))},
    }
    return [by_source[source][row_id] for source, row_id in rows]


def _both(ward_ids: Collection[int], wanted: Wanted) -> Subquery:
    """Return where, when and under which number each wanted event stands."""
    parts = [_narrow(AssignmentEvent, "assignment", ward_ids, wanted)]
    if wanted.unit_id is None:
        parts.append(_narrow(WardEvent, "ward", ward_ids, wanted))
    else:
        mine = select(Assignment.id).where(
            (col(Assignment.unit_id) == wanted.unit_id) | col(Assignment.id).in_(wanted.once_had)
        )
        parts[0] = parts[0].where(col(AssignmentEvent.assignment_id).in_(mine))
    return union_all(*parts).subquery()


def _narrow(
    table: type[AssignmentEvent] | type[WardEvent],
    source: str,
    ward_ids: Collection[int],
    wanted: Wanted,
) -> Select[tuple[str, int | None, datetime]]:
    query = select(literal(source).label("source"), col(table.id), col(table.at)).where(
        col(table.ward_id).in_(ward_ids)
    )
    if wanted.kind is not None:
        query = query.where(col(table.kind) == wanted.kind)
    if wanted.actor is not None:
        query = query.where(col(table.actor) == wanted.actor)
    if wanted.since is not None:
        query = query.where(col(table.at) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(table.at) < wanted.until)
    return query


def _ids(rows: Sequence[tuple[str, int]], source: str) -> list[int]:
    return [row_id for where, row_id in rows if where == source]


def _assignment_events(session: Session, ids: Collection[int]) -> Sequence[AssignmentEvent]:
    return session.exec(select(AssignmentEvent).where(col(AssignmentEvent.id).in_(ids))).all()


def _ward_events(session: Session, ids: Collection[int]) -> Sequence[WardEvent]:
    return session.exec(select(WardEvent).where(col(WardEvent.id).in_(ids))).all()


def last_of_assignment(
    session: Session, assignment_id: int, *, limit: int
) -> list[AssignmentEvent]:
    """Return the newest events of an assignment, oldest first."""
    rows = session.exec(
        select(AssignmentEvent)
        .where(AssignmentEvent.assignment_id == assignment_id)
        .order_by(col(AssignmentEvent.id).desc())
        .limit(limit)
    ).all()
    return list(reversed(rows))


def ward_events(session: Session, ward_id: int, kinds: Collection[str]) -> Sequence[WardEvent]:
    """Return the events of these kinds in the ward's own log, oldest first."""
    return session.exec(
        select(WardEvent)
        .where(WardEvent.ward_id == ward_id, col(WardEvent.kind).in_(kinds))
        .order_by(col(WardEvent.id))
    ).all()


def kinds_in(session: Session, ward_ids: Collection[int]) -> set[str]:
    """Return every kind of event that the log has."""
    return {
        kind
        for table in (AssignmentEvent, WardEvent)
        for kind in session.exec(
            select(table.kind).where(col(table.ward_id).in_(ward_ids)).distinct()
        ).all()
    }


def actors_in(session: Session, ward_ids: Collection[int]) -> set[str]:
    """Return everyone who did something in the log."""
    return {
        actor
        for table in (AssignmentEvent, WardEvent)
        for actor in session.exec(
            select(table.actor).where(col(table.ward_id).in_(ward_ids)).distinct()
        ).all()
    }
