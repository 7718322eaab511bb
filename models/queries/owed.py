"""What units still owe, read as plain values: a round looks at all of it, and changes little."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import Session, col

from models.assignment import OPEN_STATES, Assignment, Link, State
from models.outbox import RungMark, RungState
from models.plan import Clause, Duty, Mode, Plan, PlanState
from models.queries.plain import columns, one_of, rows


class Owed(NamedTuple):
    """An open assignment under a plan in force; the columns are those of ``Assignment``.

    ``own_ladder`` is what the reminders of its duty have otherwise than the ward's.
    """

    id: int
    duty_id: int
    unit_id: int
    code: str
    mode: Mode
    state: State
    chased: bool
    expected_at: datetime | None
    due_at: datetime
    revised_at: datetime
    revision: int
    case_revision: int
    ladder_revision: int
    paused_until: date | None
    pause_reason: str | None
    chain: list[dict[str, Any]] | None
    own_ladder: Mapping[str, Any]


class RungEnd(NamedTuple):
    """How one rung of an open assignment ended; the columns are those of ``RungMark``."""

    assignment_id: int
    revision: int
    offset: int
    audience: str
    state: RungState
    reason: str
    marked_at: datetime


# Built once: building a statement takes longer than running it.
_WARD: BindParameter[int] = bindparam("ward_id")
_IN_FORCE = select(col(Plan.id)).where(
    col(Plan.ward_id) == _WARD, col(Plan.state) == PlanState.IN_FORCE
)
_OPEN = one_of(Assignment.state, OPEN_STATES)
_DUTIES = (
    select(*columns(Clause, "plan_id", "position"), *columns(Duty, "position", "id", "ladder"))
    .join(Clause, col(Clause.id) == col(Duty.clause_id))
    .where(col(Clause.plan_id).in_(_IN_FORCE))
)
_WORK = select(*columns(Assignment, *Owed._fields[:-1])).where(
    col(Assignment.ward_id) == _WARD,
    _OPEN,
    col(Assignment.plan_id).in_(_IN_FORCE),
)
_MARKS = (
    select(*columns(RungMark, *RungEnd._fields))
    .join(Assignment, col(Assignment.id) == col(RungMark.assignment_id))
    .where(col(RungMark.ward_id) == _WARD, _OPEN)
)
_LINKS = (
    select(*columns(Link, "assignment_id", "address"))
    .join(Assignment, col(Assignment.id) == col(Link.assignment_id))
    .where(
        col(Assignment.ward_id) == _WARD,
        _OPEN,
        col(Link.unit_id) == col(Assignment.unit_id),
        col(Link.revoked_at).is_(None),
    )
)


def work(session: Session, ward_id: int) -> list[Owed]:
    """Return what units of the ward owe, as the plans go, then by date."""
    places, ladders = {}, {}
    for *place, duty_id, ladder in rows(session, _DUTIES, ward_id=ward_id):
        places[duty_id], ladders[duty_id] = place, ladder
    work_rows = rows(session, _WORK, ward_id=ward_id)
    found = [Owed._make((*row, ladders[row.duty_id])) for row in work_rows]
    return sorted(found, key=lambda one: (places[one.duty_id], one.due_at, one.id))


def marks(session: Session, ward_id: int) -> list[RungEnd]:
    """Return how the rungs of all that units of the ward still owe ended."""
    return [RungEnd._make(row) for row in rows(session, _MARKS, ward_id=ward_id)]


def addresses_with_link(session: Session, ward_id: int) -> dict[int, frozenset[str]]:
    """Return, by assignment, the addresses that have a link to open work of its present unit."""
    found: dict[int, set[str]] = {}
    for assignment_id, address in rows(session, _LINKS, ward_id=ward_id):
        found.setdefault(assignment_id, set()).add(address)
    return {key: frozenset(addresses) for key, addresses in found.items()}
