"""Work that a mail speaks of, read as plain values: it is put into words and not changed."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
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

    text: str


class ToldClause(NamedTuple):
    """The numbered item that orders it; the columns are those of ``Clause``."""

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


# Built once: building a statement takes longer than running it.
_TOLD = (
    select(
        *columns(Assignment, *ToldAssignment._fields),
        *columns(Duty, *ToldDuty._fields),
        *columns(Clause, *ToldClause._fields),
        *columns(Plan, *ToldPlan._fields),
    )
    .join(Duty, col(Duty.id) == col(Assignment.duty_id))
    .join(Clause, col(Clause.id) == col(Duty.clause_id))
    .join(Plan, col(Plan.id) == col(Assignment.plan_id))
    .where(col(Assignment.id).in_(bindparam("ids", expanding=True)))
    .order_by(
        col(Assignment.plan_id),
        col(Clause.position),
        col(Duty.position),
        col(Assignment.due_at),
        col(Assignment.id),
    )
)
_DUTY = len(ToldAssignment._fields)
_CLAUSE = _DUTY + len(ToldDuty._fields)
_PLAN = _CLAUSE + len(ToldClause._fields)


def work(session: Session, ids: Collection[int]) -> list[ToldWork]:
    """Return these assignments in the order and numbering of the plan, then by date."""
    if not ids:
        return []
    explained: dict[int, tuple[ToldDuty, ToldClause, ToldPlan]] = {}
    found = []
    for row in rows(session, _TOLD, ids=list(ids)):
        one = ToldAssignment._make(row[:_DUTY])
        if one.duty_id not in explained:
            explained[one.duty_id] = (
                ToldDuty._make(row[_DUTY:_CLAUSE]),
                ToldClause._make(row[_CLAUSE:_PLAN]),
                ToldPlan._make(row[_PLAN:]),
            )
        found.append(ToldWork(one, *explained[one.duty_id]))
    return found
