"""Work that a mail speaks of, read as plain values: it is put into words and not changed."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import Session, col

from models.assignment import Assignment, State
from models.plan import Certainty, Clause, Duty, Mode, Plan
from models.queries.plain import columns, rows


class ToldAssignment(NamedTuple):
    """An assignment; the columns are those of ``Assignment``."""

    id: int
    ward_id: int
    plan_id: int
    duty_id: int
    unit_id: int
    code: str
    mode: Mode
    state: State
    certainty: Certainty
    expected_at: datetime | None
    first_due_at: datetime
    due_at: datetime
    revision: int
    case_revision: int
    revised_at: datetime
    derivation: str
    paused_until: date | None
    pause_reason: str | None
    reported_at: datetime | None
    closed_at: datetime | None
    chain: list[dict[str, Any]] | None
    version: int


class ToldDuty(NamedTuple):
    """What is to be done; the columns are those of ``Duty``."""

    id: int
    position: int
    text: str


class ToldClause(NamedTuple):
    """The numbered item that orders it; the columns are those of ``Clause``."""

    position: int
    path: str
    text: str


class ToldPlan(NamedTuple):
    """The document; the columns are those of ``Plan``."""

    id: int
    number: str | None
    title: str
    issued_on: date | None


class ToldWork(NamedTuple):
    """An assignment with what explains it, as ``Work`` has it in table rows."""

    assignment: ToldAssignment
    duty: ToldDuty
    clause: ToldClause
    plan: ToldPlan


# Built once: building a statement takes longer than running it. What explains work is read once,
# not once for each assignment, as in ``assignments.work``.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_WORK = select(*columns(Assignment, *ToldAssignment._fields)).where(col(Assignment.id).in_(_IDS))
_EXPLAINED = (
    select(
        *columns(Duty, *ToldDuty._fields),
        *columns(Clause, *ToldClause._fields),
        *columns(Plan, *ToldPlan._fields),
    )
    .join(Clause, col(Clause.id) == col(Duty.clause_id))
    .join(Plan, col(Plan.id) == col(Clause.plan_id))
    .where(col(Duty.id).in_(_IDS))
)
_CLAUSE = len(ToldDuty._fields)
_PLAN = _CLAUSE + len(ToldClause._fields)


def work(session: Session, ids: Collection[int]) -> list[ToldWork]:
    """Return these assignments in the order and numbering of the plan, then by date."""
    if not ids:
        return []
    found = [ToldAssignment._make(row) for row in rows(session, _WORK, ids=list(ids))]
    explained = _explained(session, {one.duty_id for one in found})
    return sorted((ToldWork(one, *explained[one.duty_id]) for one in found), key=_plan_order)


def _explained(
    session: Session, duty_ids: Collection[int]
) -> dict[int, tuple[ToldDuty, ToldClause, ToldPlan]]:
    found = {}
    for row in rows(session, _EXPLAINED, ids=list(duty_ids)):
        duty = ToldDuty._make(row[:_CLAUSE])
        found[duty.id] = (
            duty,
            ToldClause._make(row[_CLAUSE:_PLAN]),
            ToldPlan._make(row[_PLAN:]),
        )
    return found


def _plan_order(one: ToldWork) -> tuple[int, int, int, datetime, int]:
    row = one.assignment
    return row.plan_id, one.clause.position, one.duty.position, row.due_at, row.id
