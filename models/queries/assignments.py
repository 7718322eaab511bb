"""Questions about assignments and their history."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_
from sqlalchemy.orm import defer
from sqlalchemy.orm.strategy_options import _AbstractLoad
from sqlmodel import Session, col, select

from models.assignment import (
    OPEN_STATES,
    ActorKind,
    Assignment,
    AssignmentEvent,
    DeadlineRevision,
    Evidence,
    Extension,
    ExtensionState,
    Report,
    ReportState,
    State,
)
from models.outbox import MailItem, Notice, NoticeState, OutboxMail, RungMark
from models.plan import Clause, ClauseUnit, Duty, DutyRole, Plan, PlanState
from models.queries.plain import rows_if_any

#: Kinds of events by which something was heard from a unit without its link.
HEARD_BY = ("called", "replied")


@dataclass(frozen=True)
class Work:
    """An assignment with the rows that explain it."""

    assignment: Assignment
    duty: Duty
    clause: Clause
    plan: Plan


def work(
    session: Session,
    ward_id: int,
    *,
    states: Collection[State] | None = None,
    ids: Collection[int] | None = None,
    plan_id: int | None = None,
    in_force: bool = False,
) -> list[Work]:
    """Return assignments in the order and numbering of the plan, then by date and unit.

    ``Work.plan`` comes without the document and the draft, which are large.
    """
    plans = {plan.id: plan for plan in _plans(session, ward_id, in_force=in_force)}
    query = select(Assignment).where(
        Assignment.ward_id == ward_id, col(Assignment.plan_id).in_(plans)
    )
    if states is not None:
        query = query.where(col(Assignment.state).in_(states))
    if ids is not None:
        query = query.where(col(Assignment.id).in_(ids))
    if plan_id is not None:
        query = query.where(Assignment.plan_id == plan_id)
    rows = session.exec(query).all()
    # Each duty and clause is read once, not once for each of its assignments.
    duties = _duties(session, {row.plan_id for row in rows})
    found = [Work(row, *duties[row.duty_id], plans[row.plan_id]) for row in rows]
    return sorted(found, key=plan_order)


def plan_order(one: Work) -> tuple[int, int, int, datetime, int]:
    """Return by what assignments are sorted: as the plan goes, then by date."""
    row = one.assignment
    return row.plan_id, one.clause.position, one.duty.position, row.due_at, row.id or 0


def _plans(session: Session, ward_id: int, *, in_force: bool) -> Sequence[Plan]:
    query = select(Plan).where(Plan.ward_id == ward_id)
    if in_force:
        query = query.where(Plan.state == PlanState.IN_FORCE)
    return session.exec(query.options(*_without_the_document())).all()


def _without_the_document() -> list[_AbstractLoad]:
    return [without(column) for column in (Plan.file_bytes, Plan.text, Plan.draft)]


def without(column: object) -> _AbstractLoad:
    """Leave a large column in the database until it is asked for."""
    return defer(column)  # type: ignore[arg-type] # SQLModel types a column as its value


def _duties(session: Session, plan_ids: Collection[int]) -> dict[int, tuple[Duty, Clause]]:
    rows = session.exec(
        select(Duty, Clause)
        .join(Clause, col(Clause.id) == col(Duty.clause_id))
        .where(col(Clause.plan_id).in_(plan_ids))
    ).all()
    return {duty.id or 0: (duty, clause) for duty, clause in rows}


def open_work(session: Session, ward_id: int) -> list[Work]:
    """Return what units still owe under plans in force."""
    return work(session, ward_id, states=OPEN_STATES, in_force=True)


def by_id(session: Session, assignment_id: int, *, lock: bool = False) -> Assignment | None:
    """Return one assignment; with ``lock`` it is held until the transaction ends."""
    query = select(Assignment).where(Assignment.id == assignment_id)
    if lock:
        query = query.with_for_update()
    return session.exec(query.execution_options(populate_existing=lock)).first()


def hold_all_of(session: Session, plan_id: int) -> Sequence[Assignment]:
    """Return every assignment of a plan, held until the transaction ends, in the order of ids."""
    return session.exec(
        select(Assignment)
        .where(Assignment.plan_id == plan_id)
        .order_by(col(Assignment.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def revisions_of_plan(session: Session, plan_id: int) -> Sequence[DeadlineRevision]:
    """Return the deadlines of all assignments of a plan, for each first to current."""
    return session.exec(
        select(DeadlineRevision)
        .join(Assignment, col(Assignment.id) == col(DeadlineRevision.assignment_id))
        .where(Assignment.plan_id == plan_id)
        .order_by(col(DeadlineRevision.assignment_id), col(DeadlineRevision.number))
    ).all()


def by_code(session: Session, code: str, *, plan_id: int | None = None) -> Sequence[Assignment]:
    """Return the assignments with this code; several when several plans have one."""
    query = select(Assignment).where(Assignment.code == code).order_by(col(Assignment.id))
    if plan_id is not None:
        query = query.where(Assignment.plan_id == plan_id)
    return session.exec(query).all()


def revisions_of(session: Session, assignment_id: int) -> Sequence[DeadlineRevision]:
    """Return the deadlines of one assignment, first to current."""
    return session.exec(
        select(DeadlineRevision)
        .where(DeadlineRevision.assignment_id == assignment_id)
        .order_by(col(DeadlineRevision.number))
    ).all()


def revisions_among(
    session: Session, assignment_ids: Collection[int]
) -> Sequence[DeadlineRevision]:
    """Return the deadlines of these assignments, for each first to current."""
    return session.exec(
        select(DeadlineRevision)
        .where(col(DeadlineRevision.assignment_id).in_(assignment_ids))
        .order_by(col(DeadlineRevision.assignment_id), col(DeadlineRevision.number))
    ).all()


def events_of(session: Session, assignment_id: int) -> Sequence[AssignmentEvent]:
    """Return the history of one assignment, oldest first."""
    return session.exec(
        select(AssignmentEvent)
        .where(AssignmentEvent.assignment_id == assignment_id)
        .order_by(col(AssignmentEvent.id))
    ).all()


def events_after(session: Session, ward_id: int, event_id: int) -> Sequence[AssignmentEvent]:
    """Return the ward's events that came after one, oldest first."""
    return session.exec(
        select(AssignmentEvent)
        .where(AssignmentEvent.ward_id == ward_id, col(AssignmentEvent.id) > event_id)
        .order_by(col(AssignmentEvent.id))
    ).all()


def reports_of(session: Session, assignment_ids: Collection[int]) -> Sequence[Report]:
    """Return the reports on these assignments, oldest first."""
    return session.exec(
        select(Report).where(col(Report.assignment_id).in_(assignment_ids)).order_by(col(Report.id))
    ).all()


def waiting_report(session: Session, assignment_id: int) -> Report | None:
    """Return the report that waits for an answer."""
    return session.exec(
        select(Report)
        .where(Report.assignment_id == assignment_id, Report.state == ReportState.WAITING)
        .order_by(col(Report.id).desc())
    ).first()


def evidence_of(session: Session, report_ids: Collection[int]) -> Sequence[Evidence]:
    """Return the files given with these reports, without their content."""
    return session.exec(
        select(Evidence)
        .where(col(Evidence.report_id).in_(report_ids))
        .order_by(col(Evidence.id))
        .options(without(Evidence.content))
    ).all()


def extensions_of(session: Session, assignment_ids: Collection[int]) -> Sequence[Extension]:
    """Return the wishes for more time on these assignments, oldest first."""
    return session.exec(
        select(Extension)
        .where(col(Extension.assignment_id).in_(assignment_ids))
        .order_by(col(Extension.id))
    ).all()


def asked_extension(session: Session, assignment_id: int) -> Extension | None:
    """Return the wish for more time that waits for an answer."""
    return session.exec(
        select(Extension)
        .where(Extension.assignment_id == assignment_id, Extension.state == ExtensionState.ASKED)
        .order_by(col(Extension.id).desc())
    ).first()


def asked_extensions(session: Session, ward_id: int) -> Sequence[Extension]:
    """Return all wishes of the ward that wait for an answer."""
    return session.exec(
        select(Extension)
        .join(Assignment, col(Assignment.id) == col(Extension.assignment_id))
        .where(Assignment.ward_id == ward_id, Extension.state == ExtensionState.ASKED)
    ).all()


def heard_of(session: Session, ward_id: int) -> dict[int, datetime]:
    """Return when each open assignment's unit last did something about it, or was spoken to."""
    rows = session.exec(
        select(AssignmentEvent.assignment_id, func.max(AssignmentEvent.at))
        .join(Assignment, col(Assignment.id) == col(AssignmentEvent.assignment_id))
        .where(
            AssignmentEvent.ward_id == ward_id,
            col(Assignment.state).in_(OPEN_STATES),
            or_(
                col(AssignmentEvent.actor_kind) == ActorKind.LINK,
                col(AssignmentEvent.channel) == "phone",
                col(AssignmentEvent.kind).in_(HEARD_BY),
            ),
        )
        .group_by(col(AssignmentEvent.assignment_id))
    ).all()
    return dict(rows)


_WAITING_NOTICES = (
    select(Notice)
    .where(col(Notice.ward_id) == bindparam("ward_id"), col(Notice.state) == NoticeState.WAITING)
    .order_by(col(Notice.id))
)


def waiting_notices(session: Session, ward_id: int) -> Sequence[Notice]:
    """Return the news that no mail has told yet, oldest first."""
    return rows_if_any(session, _WAITING_NOTICES, ward_id=ward_id)


def rung_marks_of(session: Session, assignment_id: int) -> Sequence[RungMark]:
    """Return how every rung of an assignment ended, oldest first."""
    return session.exec(
        select(RungMark)
        .where(RungMark.assignment_id == assignment_id)
        .order_by(col(RungMark.marked_at), col(RungMark.id))
    ).all()


def notices_about(session: Session, assignment_id: int) -> Sequence[Notice]:
    """Return all news that there ever was about an assignment, oldest first."""
    return session.exec(
        select(Notice).where(Notice.assignment_id == assignment_id).order_by(col(Notice.id))
    ).all()


def notices_by_id(session: Session, ids: Collection[int]) -> Sequence[Notice]:
    """Return these notices in the order in which they were made."""
    if not ids:
        return []
    return session.exec(
        select(Notice).where(col(Notice.id).in_(ids)).order_by(col(Notice.id))
    ).all()


def mails_about(session: Session, assignment_id: int) -> list[tuple[OutboxMail, MailItem]]:
    """Return every mail with a line about this assignment, oldest first."""
    rows = session.exec(
        select(OutboxMail, MailItem)
        .join(MailItem, col(MailItem.mail_id) == col(OutboxMail.id))
        .where(MailItem.assignment_id == assignment_id)
        .order_by(col(OutboxMail.id))
    ).all()
    return [(mail, item) for mail, item in rows]


def support_units(session: Session, duty_id: int) -> Sequence[int]:
    """Return the ids of the known units that support (phối hợp) this duty's clause."""
    rows = session.exec(
        select(ClauseUnit.unit_id)
        .join(Duty, col(Duty.clause_id) == col(ClauseUnit.clause_id))
        .where(
            Duty.id == duty_id,
            ClauseUnit.role == DutyRole.SUPPORT,
            col(ClauseUnit.unit_id).is_not(None),
        )
        .order_by(col(ClauseUnit.id))
    ).all()
    return [unit_id for unit_id in rows if unit_id is not None]


def support_names(session: Session, duty_id: int) -> Sequence[str]:
    """Return the supporting units of this duty's clause as the text names them."""
    rows = session.exec(
        select(ClauseUnit.printed_name)
        .join(Duty, col(Duty.clause_id) == col(ClauseUnit.clause_id))
        .where(Duty.id == duty_id, ClauseUnit.role == DutyRole.SUPPORT)
        .order_by(col(ClauseUnit.id))
    ).all()
    return list(dict.fromkeys(rows))


def events_of_many(session: Session, ids: Collection[int]) -> Sequence[AssignmentEvent]:
    """Return the histories of several assignments, oldest first."""
    if not ids:
        return []
    return session.exec(
        select(AssignmentEvent)
        .where(col(AssignmentEvent.assignment_id).in_(ids))
        .order_by(col(AssignmentEvent.id))
    ).all()


def assignments_by_id(session: Session, ids: Collection[int]) -> Sequence[Assignment]:
    """Return these assignments."""
    if not ids:
        return []
    return session.exec(select(Assignment).where(col(Assignment.id).in_(ids))).all()
