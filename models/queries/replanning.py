"""Questions about everything of some plans at once, for computing their dates again."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from models.assignment import Assignment, DeadlineRevision
from models.outbox import Notice, NoticeState
from models.plan import Anchor, Clause, ClauseUnit, Duty, Plan, PlanState, Wave


def plans_to_date(
    session: Session, ward_id: int, *, plan_id: int | None = None, hold: bool = False
) -> Sequence[Plan]:
    """Return the ward's plans in force, or one of them, without their documents, by id.

    With ``hold`` they are held until the transaction ends.
    """
    query = select(Plan).where(Plan.ward_id == ward_id, Plan.state == PlanState.IN_FORCE)
    if plan_id is not None:
        query = query.where(Plan.id == plan_id)
    large = (defer(Plan.file_bytes), defer(Plan.text))  # type: ignore[arg-type] # as in assignments
    query = query.order_by(col(Plan.id)).options(*large)
    if hold:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).all()


def rows_of(
    session: Session, plan_ids: Collection[int], *, hold: bool = False
) -> Sequence[Assignment]:
    """Return every assignment of these plans by id; with ``hold`` held for this transaction."""
    query = (
        select(Assignment).where(col(Assignment.plan_id).in_(plan_ids)).order_by(col(Assignment.id))
    )
    if hold:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).all()


def later_revisions(session: Session, plan_ids: Collection[int]) -> Sequence[DeadlineRevision]:
    """Return the deadlines of those assignments that have had more than one, first to current."""
    return session.exec(
        select(DeadlineRevision)
        .join(Assignment, col(Assignment.id) == col(DeadlineRevision.assignment_id))
        .where(col(Assignment.plan_id).in_(plan_ids), Assignment.revision > 1)
        .order_by(col(DeadlineRevision.assignment_id), col(DeadlineRevision.number))
    ).all()


def duties_of(session: Session, plan_ids: Collection[int]) -> list[tuple[Duty, Clause]]:
    """Return the duties of these plans with their clauses, in the order of the text."""
    rows = session.exec(
        select(Duty, Clause)
        .join(Clause, col(Clause.id) == col(Duty.clause_id))
        .where(col(Clause.plan_id).in_(plan_ids))
        .order_by(col(Clause.plan_id), col(Clause.position), col(Clause.id), col(Duty.position))
    ).all()
    return list(rows)


def units_of(session: Session, plan_ids: Collection[int]) -> Sequence[ClauseUnit]:
    """Return who leads and supports the clauses of these plans and is known, as printed."""
    return session.exec(
        select(ClauseUnit)
        .join(Clause, col(Clause.id) == col(ClauseUnit.clause_id))
        .where(col(Clause.plan_id).in_(plan_ids), col(ClauseUnit.unit_id).is_not(None))
        .order_by(col(ClauseUnit.id))
    ).all()


def waves_of(session: Session, plan_ids: Collection[int]) -> Sequence[Wave]:
    """Return the waves of these plans by date."""
    return session.exec(
        select(Wave)
        .where(col(Wave.plan_id).in_(plan_ids))
        .order_by(col(Wave.plan_id), col(Wave.starts_on))
    ).all()


def anchors_of(session: Session, plan_ids: Collection[int]) -> Sequence[Anchor]:
    """Return the anchors of these plans in the order in which they were made."""
    return session.exec(
        select(Anchor).where(col(Anchor.plan_id).in_(plan_ids)).order_by(col(Anchor.id))
    ).all()


def amending(session: Session, plan_ids: Collection[int]) -> Sequence[Plan]:
    """Return the confirmed documents that amended these plans, oldest first."""
    return session.exec(
        select(Plan)
        .where(col(Plan.amends_id).in_(plan_ids), Plan.state == PlanState.ARCHIVED)
        .order_by(col(Plan.confirmed_at), col(Plan.id))
        .options(defer(Plan.file_bytes), defer(Plan.text))  # type: ignore[arg-type] # as above
    ).all()


def unheard(session: Session, ward_id: int, *, kinds: Collection[str]) -> set[int]:
    """Return the assignments of which a first news, of these kinds, waits for its mail."""
    rows = session.exec(
        select(Notice.assignment_id).where(
            Notice.ward_id == ward_id,
            Notice.state == NoticeState.WAITING,
            Notice.audience == "lead",
            col(Notice.kind).in_(kinds),
        )
    ).all()
    return set(rows)


def told_of(session: Session, ids: Collection[int]) -> set[int]:
    """Return which of these assignments their unit was ever told of by mail."""
    if not ids:
        return set()
    rows = session.exec(
        select(Notice.assignment_id).where(
            col(Notice.assignment_id).in_(ids),
            Notice.audience == "lead",
            Notice.state == NoticeState.TOLD,
        )
    ).all()
    return set(rows)


def has_plans(session: Session, ward_id: int) -> bool:
    """Tell whether the ward has a plan in force."""
    query = select(Plan.id).where(Plan.ward_id == ward_id, Plan.state == PlanState.IN_FORCE)
    return session.exec(query.limit(1)).first() is not None
