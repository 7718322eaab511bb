"""Questions about reorganisations, and about everything that one has to take along."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from models.assignment import Assignment, Link, State
from models.change import Reorganisation, ReorganisationState
from models.outbox import MailState, Notice, NoticeState, OutboxMail, RungMark
from models.plan import Clause, ClauseUnit, Duty, Plan, PlanState, PlanUpload
from models.summary import Summary
from models.ward import Contact, Person


def of_ward(session: Session, ward_id: int) -> Sequence[Reorganisation]:
    """Return the ward's reorganisations, newest first."""
    return session.exec(
        select(Reorganisation)
        .where(Reorganisation.ward_id == ward_id)
        .order_by(col(Reorganisation.id).desc())
    ).all()


def held(session: Session, ward_id: int, number: int) -> Reorganisation | None:
    """Return one of the ward's reorganisations, held until the transaction ends."""
    query = select(Reorganisation).where(
        Reorganisation.id == number, Reorganisation.ward_id == ward_id
    )
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).first()


def due(session: Session, ward_id: int, day: date) -> Sequence[Reorganisation]:
    """Return what waits for its day and has reached it, the earliest day first."""
    return session.exec(
        select(Reorganisation)
        .where(
            Reorganisation.ward_id == ward_id,
            Reorganisation.state == ReorganisationState.PLANNED,
            Reorganisation.effective_on <= day,
        )
        .order_by(col(Reorganisation.effective_on), col(Reorganisation.id))
    ).all()


def planned(session: Session, ward_id: int) -> Sequence[Reorganisation]:
    """Return what waits for its day, the earliest day first."""
    return due(session, ward_id, date.max)


def touched_units(session: Session, ward_id: int) -> set[int]:
    """Return the ids of units whose names or days a reorganisation that holds has decided."""
    rows = session.exec(
        select(Reorganisation).where(
            Reorganisation.ward_id == ward_id, Reorganisation.state == ReorganisationState.DONE
        )
    ).all()
    return {one["id"] for row in rows for one in row.data["done"].get("units", [])}


def later_ones(session: Session, ward_id: int, number: int) -> Sequence[Reorganisation]:
    """Return what was carried out after one and still holds."""
    return session.exec(
        select(Reorganisation).where(
            Reorganisation.ward_id == ward_id,
            Reorganisation.state == ReorganisationState.DONE,
            col(Reorganisation.done_at)
            > select(Reorganisation.done_at).where(Reorganisation.id == number).scalar_subquery(),
        )
    ).all()


def hold_rows(
    session: Session, ward_id: int, states: Collection[State], *, hold: bool
) -> Sequence[Assignment]:
    """Return the ward's assignments in these states by id; with ``hold`` for this transaction."""
    query = (
        select(Assignment)
        .where(Assignment.ward_id == ward_id, col(Assignment.state).in_(states))
        .order_by(col(Assignment.id))
    )
    if hold:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).all()


def rows_at(session: Session, unit_ids: Collection[int]) -> Sequence[Assignment]:
    """Return every assignment that some units have, whatever became of it."""
    if not unit_ids:
        return []
    return session.exec(select(Assignment).where(col(Assignment.unit_id).in_(unit_ids))).all()


def plans_with_draft(session: Session, ward_id: int, *, hold: bool) -> Sequence[Plan]:
    """Return the ward's drafts and plans in force by id, whose drafts name units by key."""
    query = (
        select(Plan)
        .where(
            Plan.ward_id == ward_id,
            col(Plan.state).in_([PlanState.DRAFT, PlanState.IN_FORCE]),
        )
        .order_by(col(Plan.id))
    )
    if hold:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).all()


def clause_units_of(
    session: Session, unit_ids: Collection[int]
) -> Sequence[tuple[ClauseUnit, Clause]]:
    """Return where clauses name some units, with the clause."""
    if not unit_ids:
        return []
    return session.exec(
        select(ClauseUnit, Clause)
        .join(Clause, col(Clause.id) == col(ClauseUnit.clause_id))
        .where(col(ClauseUnit.unit_id).in_(unit_ids))
        .order_by(col(ClauseUnit.id))
    ).all()


def clause_units(session: Session, ids: Collection[int]) -> Sequence[ClauseUnit]:
    """Return these rows."""
    return session.exec(select(ClauseUnit).where(col(ClauseUnit.id).in_(ids))).all()


def untold_notices(
    session: Session, ward_id: int, *, unit_ids: Collection[int]
) -> Sequence[Notice]:
    """Return the news for some units that has not left yet: it waits, or its mail does."""
    if not unit_ids:
        return []
    unsent = select(OutboxMail.id).where(
        OutboxMail.ward_id == ward_id,
        col(OutboxMail.state).in_([MailState.QUEUED, MailState.CLAIMED]),
    )
    return session.exec(
        select(Notice)
        .where(
            Notice.ward_id == ward_id,
            col(Notice.unit_id).in_(unit_ids),
            Notice.audience != "officer",
            or_(
                col(Notice.state) == NoticeState.WAITING,
                (col(Notice.state) == NoticeState.TOLD) & col(Notice.mail_id).in_(unsent),
            ),
        )
        .order_by(col(Notice.id))
    ).all()


def notices(session: Session, ids: Collection[int]) -> Sequence[Notice]:
    """Return these notices by id."""
    return session.exec(
        select(Notice).where(col(Notice.id).in_(ids)).order_by(col(Notice.id))
    ).all()


def people(session: Session, ids: Collection[int]) -> Sequence[Person]:
    """Return these people."""
    return session.exec(select(Person).where(col(Person.id).in_(ids))).all()


def contacts(session: Session, ids: Collection[int]) -> Sequence[Contact]:
    """Return these contacts by id, held until the transaction ends."""
    return session.exec(
        select(Contact)
        .where(col(Contact.id).in_(ids))
        .order_by(col(Contact.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def rows_of_plans(session: Session, plan_ids: Collection[int]) -> Sequence[Assignment]:
    """Return every assignment of some plans by id, held until the transaction ends."""
    return session.exec(
        select(Assignment)
        .where(col(Assignment.plan_id).in_(plan_ids))
        .order_by(col(Assignment.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def all_plans(session: Session, ward_id: int) -> Sequence[Plan]:
    """Return every plan, draft and archived document of a ward by id, held."""
    query = select(Plan).where(Plan.ward_id == ward_id).order_by(col(Plan.id))
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).all()


def paths_of(session: Session, plan_ids: Collection[int]) -> dict[int, str]:
    """Return by the id of each duty of some plans the path of its clause."""
    rows = session.exec(
        select(Duty.id, Clause.path)
        .join(Clause, col(Clause.id) == col(Duty.clause_id))
        .where(col(Clause.plan_id).in_(plan_ids))
    ).all()
    return {duty: path for duty, path in rows if duty is not None}


def clauses_of_duties(session: Session, duty_ids: Collection[int]) -> dict[int, int]:
    """Return by the id of each of these duties the id of its clause."""
    rows = session.exec(select(Duty.id, Duty.clause_id).where(col(Duty.id).in_(duty_ids))).all()
    return {duty: clause for duty, clause in rows if duty is not None}


def clause_units_in(session: Session, plan_ids: Collection[int]) -> Sequence[ClauseUnit]:
    """Return where clauses of some plans name units that are known."""
    return session.exec(
        select(ClauseUnit)
        .join(Clause, col(Clause.id) == col(ClauseUnit.clause_id))
        .where(col(Clause.plan_id).in_(plan_ids), col(ClauseUnit.unit_id).is_not(None))
        .order_by(col(ClauseUnit.id))
    ).all()


def notices_about(session: Session, ids: Collection[int]) -> Sequence[Notice]:
    """Return all news about some assignments."""
    return session.exec(
        select(Notice).where(col(Notice.assignment_id).in_(ids)).order_by(col(Notice.id))
    ).all()


def links_about(session: Session, ids: Collection[int]) -> Sequence[Link]:
    """Return all links to some assignments."""
    return session.exec(
        select(Link).where(col(Link.assignment_id).in_(ids)).order_by(col(Link.id))
    ).all()


def let_marks_go_along(session: Session, ids: Collection[int], ward_id: int) -> None:
    """Let the told rungs of some assignments belong to a ward."""
    session.execute(
        update(RungMark).where(col(RungMark.assignment_id).in_(ids)).values(ward_id=ward_id)
    )


def let_papers_go_along(session: Session, plan_ids: Collection[int], ward_id: int) -> None:
    """Let the summaries and the handed-in documents of some plans belong to a ward."""
    for table in (Summary, PlanUpload):
        session.execute(
            update(table).where(col(table.plan_id).in_(plan_ids)).values(ward_id=ward_id)
        )


def summaries_of(session: Session, plan_ids: Collection[int]) -> Sequence[Summary]:
    """Return the summaries of some plans."""
    return session.exec(select(Summary).where(col(Summary.plan_id).in_(plan_ids))).all()
