"""Questions about what was: whole histories, and the rows that explain assignments of the past."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.amendment import Amendment
from models.assignment import Assignment, AssignmentEvent
from models.change import WardEvent
from models.plan import Clause, Duty, Plan
from models.queries.assignments import Work, plan_order, without
from models.ward import Unit, Ward


def histories_of(session: Session, ward_ids: Collection[int]) -> Sequence[AssignmentEvent]:
    """Return the whole histories of all assignments that ever were of these wards, oldest first."""
    ever = select(AssignmentEvent.assignment_id).where(col(AssignmentEvent.ward_id).in_(ward_ids))
    return session.exec(
        select(AssignmentEvent)
        .where(col(AssignmentEvent.assignment_id).in_(ever))
        .order_by(col(AssignmentEvent.id))
    ).all()


def works_of(session: Session, rows: Collection[Assignment]) -> list[Work]:
    """Return rows, as they are given, with what explains them, in the order of the plan."""
    plans = plans_by_id(session, {row.plan_id for row in rows})
    duties = session.exec(
        select(Duty, Clause)
        .join(Clause, col(Clause.id) == col(Duty.clause_id))
        .where(col(Duty.id).in_({row.duty_id for row in rows}))
    ).all()
    by_plan = {plan.id: plan for plan in plans}
    by_duty = {duty.id: (duty, clause) for duty, clause in duties}
    works = [Work(row, *by_duty[row.duty_id], by_plan[row.plan_id]) for row in rows]
    return sorted(works, key=plan_order)


def plans_by_id(session: Session, ids: Collection[int]) -> Sequence[Plan]:
    """Return these plans without their documents and drafts, which are large."""
    large = [without(column) for column in (Plan.file_bytes, Plan.text, Plan.draft)]
    return session.exec(select(Plan).where(col(Plan.id).in_(ids)).options(*large)).all()


def units_by_id(session: Session, ids: Collection[int]) -> Sequence[Unit]:
    """Return these units, of whatever ward they are now."""
    return session.exec(select(Unit).where(col(Unit.id).in_(ids)).order_by(col(Unit.id))).all()


def ward_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the names of these wards by id."""
    rows = session.exec(select(Ward).where(col(Ward.id).in_(ids))).all() if ids else []
    return {ward.id or 0: ward.name for ward in rows}


def duty_texts(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the texts of these duties by id."""
    rows = session.exec(select(Duty).where(col(Duty.id).in_(ids))).all() if ids else []
    return {duty.id or 0: duty.text for duty in rows}


def successions_of(
    session: Session, *, ids: Collection[int] | None = None, ward_ids: Collection[int] = ()
) -> Sequence[AssignmentEvent]:
    """Return the events by which assignments got another unit in a reorganisation, oldest first.

    Those of some assignments, or all that the logs of some wards have.
    """
    query = select(AssignmentEvent).where(col(AssignmentEvent.kind).in_(["succeed", "restore"]))
    if ids is not None:
        query = query.where(col(AssignmentEvent.assignment_id).in_(ids))
    else:
        query = query.where(col(AssignmentEvent.ward_id).in_(ward_ids))
    return session.exec(query.order_by(col(AssignmentEvent.id))).all()


def wards_that_went_into(session: Session, ward_id: int) -> list[int]:
    """Return the wards that were merged into this one, however often, and itself, by id."""
    found = {ward_id}
    while True:
        more = session.exec(
            select(Ward.id).where(col(Ward.successor_id).in_(found), col(Ward.id).not_in(found))
        ).all()
        if not more:
            return sorted(found)
        found |= {one for one in more if one is not None}


def ward_events_of(
    session: Session, ward_ids: Collection[int], *, kind: str
) -> Sequence[WardEvent]:
    """Return the events of one kind in the logs of these wards, oldest first."""
    return session.exec(
        select(WardEvent)
        .where(col(WardEvent.ward_id).in_(ward_ids), WardEvent.kind == kind)
        .order_by(col(WardEvent.id))
    ).all()


def plan_events_of(
    session: Session, plan_ids: Collection[int], *, kind: str
) -> Sequence[WardEvent]:
    """Return the events of one kind about these plans, in whichever log, oldest first."""
    return session.exec(
        select(WardEvent)
        .where(col(WardEvent.plan_id).in_(plan_ids), WardEvent.kind == kind)
        .order_by(col(WardEvent.id))
    ).all()


def amendments_of(session: Session, plan_ids: Collection[int]) -> list[tuple[Plan, Amendment]]:
    """Return the confirmed amending documents of these plans with what they did, oldest first."""
    rows = session.exec(
        select(Plan, Amendment)
        .join(Amendment, col(Amendment.document_id) == col(Plan.id))
        .where(col(Plan.amends_id).in_(plan_ids), col(Plan.confirmed_at).is_not(None))
        .order_by(col(Plan.confirmed_at), col(Plan.id))
    ).all()
    return [(plan, amendment) for plan, amendment in rows]
