"""Questions about calendar feeds and the work that stands in them."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.assignment import Assignment, State
from models.change import CalendarFeed
from models.queries.assignments import Work, work
from models.ward import Person, Unit


def by_hash(session: Session, token_hash: str) -> CalendarFeed | None:
    """Return the feed whose token has this SHA-256."""
    return session.exec(select(CalendarFeed).where(CalendarFeed.token_hash == token_hash)).first()


def hold(session: Session, feed_id: int) -> CalendarFeed | None:
    """Return one feed, held until the transaction ends."""
    query = select(CalendarFeed).where(CalendarFeed.id == feed_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).first()


def alive(session: Session, ward_id: int) -> Sequence[CalendarFeed]:
    """Return the feeds of the ward that nobody has revoked, of units first, in their order.

    A feed belongs to where its unit or person is now, also after its ward went into another.
    """
    units = select(Unit.id).where(Unit.ward_id == ward_id)
    people = select(Person.id).where(Person.ward_id == ward_id)
    return session.exec(
        select(CalendarFeed)
        .where(
            col(CalendarFeed.revoked_at).is_(None),
            or_(col(CalendarFeed.unit_id).in_(units), col(CalendarFeed.person_id).in_(people)),
        )
        .order_by(
            col(CalendarFeed.unit_id).is_(None), col(CalendarFeed.unit_id), col(CalendarFeed.id)
        )
    ).all()


def alive_of(
    session: Session, *, unit_id: int | None = None, person_id: int | None = None
) -> CalendarFeed | None:
    """Return the feed of one unit or one person that nobody has revoked."""
    return session.exec(
        select(CalendarFeed).where(
            CalendarFeed.unit_id == unit_id,
            CalendarFeed.person_id == person_id,
            col(CalendarFeed.revoked_at).is_(None),
        )
    ).first()


def work_in(
    session: Session, ward_id: int, states: Collection[State], *, unit_id: int | None = None
) -> list[Work]:
    """Return what stands in a feed: work under plans in force, of the ward or of one unit."""
    if unit_id is None:
        return work(session, ward_id, states=states, in_force=True)
    mine = select(Assignment.id).where(
        Assignment.unit_id == unit_id, col(Assignment.state).in_(states)
    )
    ids = [one for one in session.exec(mine).all() if one is not None]
    return work(session, ward_id, ids=ids, in_force=True)
