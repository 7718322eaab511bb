"""Questions about plans, clauses, duties and waves."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.amendment import Amendment
from models.plan import Clause, ClauseUnit, Duty, Plan, PlanState, Wave


def plans_of(session: Session, ward_id: int) -> Sequence[Plan]:
    """Return the ward's plans, newest first."""
    return session.exec(
        select(Plan).where(Plan.ward_id == ward_id).order_by(col(Plan.id).desc())
    ).all()


def first_in_force_at(session: Session) -> datetime | None:
    """Return when the first of all plans in force was confirmed."""
    query = select(col(Plan.confirmed_at)).where(Plan.state == PlanState.IN_FORCE)
    return session.exec(query.order_by(col(Plan.confirmed_at)).limit(1)).first()


def plans_in_force(session: Session, ward_id: int) -> Sequence[Plan]:
    """Return the confirmed plans that are followed up, oldest first."""
    return session.exec(
        select(Plan)
        .where(Plan.ward_id == ward_id, Plan.state == PlanState.IN_FORCE)
        .order_by(col(Plan.id))
    ).all()


def hold_plans(session: Session, plan_ids: Collection[int]) -> dict[int, Plan]:
    """Return plans by id, held until the transaction ends; always taken in the same order."""
    rows = session.exec(
        select(Plan)
        .where(col(Plan.id).in_(plan_ids))
        .order_by(col(Plan.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return {plan.id or 0: plan for plan in rows}


def amendment_of(session: Session, document_id: int) -> Amendment | None:
    """Return what was chosen for an amending document."""
    return session.exec(select(Amendment).where(Amendment.document_id == document_id)).first()


def amending(session: Session, plan_id: int) -> Sequence[Plan]:
    """Return the documents that amend a plan, drafts too, oldest first."""
    return session.exec(select(Plan).where(Plan.amends_id == plan_id).order_by(col(Plan.id))).all()


def same_document(
    session: Session, ward_id: int, *, content_hash: str, number: str | None, issued_on: object
) -> Plan | None:
    """Return the plan that was made from this document: same content, or same number and date."""
    for plan in plans_of(session, ward_id):
        if plan.content_hash == content_hash:
            return plan
        if number and issued_on and (plan.number, plan.issued_on) == (number, issued_on):
            return plan
    return None


def clauses_of(session: Session, plan_id: int) -> Sequence[Clause]:
    """Return the plan's clauses in its order."""
    return session.exec(
        select(Clause).where(Clause.plan_id == plan_id).order_by(col(Clause.position))
    ).all()


def clause_units_of(session: Session, clause_ids: Sequence[int]) -> Sequence[ClauseUnit]:
    """Return who leads and supports these clauses, in the order of the text."""
    return session.exec(
        select(ClauseUnit)
        .where(col(ClauseUnit.clause_id).in_(clause_ids))
        .order_by(col(ClauseUnit.id))
    ).all()


def duties_of(session: Session, clause_ids: Sequence[int]) -> Sequence[Duty]:
    """Return the duties of these clauses, in the order of the text."""
    return session.exec(
        select(Duty)
        .where(col(Duty.clause_id).in_(clause_ids))
        .order_by(col(Duty.clause_id), col(Duty.position))
    ).all()


def waves_of(session: Session, plan_id: int) -> Sequence[Wave]:
    """Return the plan's waves by date."""
    return session.exec(
        select(Wave).where(Wave.plan_id == plan_id).order_by(col(Wave.starts_on))
    ).all()


def waves_of_ward(session: Session, ward_id: int) -> Sequence[Wave]:
    """Return the waves of all plans of the ward that are in force."""
    return session.exec(
        select(Wave)
        .join(Plan, col(Plan.id) == col(Wave.plan_id))
        .where(Plan.ward_id == ward_id, Plan.state == PlanState.IN_FORCE)
        .order_by(col(Wave.starts_on))
    ).all()
