"""Questions about what could not be put into words."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.assignment import Assignment
from models.unwritten import Unwritten


def still_open(session: Session, ward_id: int) -> Sequence[Unwritten]:
    """Return what a ward still has to tell and cannot write, in the order in which it came up."""
    return session.exec(
        select(Unwritten)
        .where(Unwritten.ward_id == ward_id, col(Unwritten.settled_at).is_(None))
        .order_by(col(Unwritten.id))
    ).all()


def still_open_with_code(
    session: Session, ward_id: int
) -> Sequence[tuple[Unwritten, Assignment | None]]:
    """Return the same with the assignments that it is about."""
    return session.exec(
        select(Unwritten, Assignment)
        .join(Assignment, col(Assignment.id) == col(Unwritten.assignment_id), isouter=True)
        .where(Unwritten.ward_id == ward_id, col(Unwritten.settled_at).is_(None))
        .order_by(col(Unwritten.id))
    ).all()


def about(session: Session, assignment_id: int) -> Sequence[Unwritten]:
    """Return all that could ever not be written about an assignment, oldest first."""
    return session.exec(
        select(Unwritten)
        .where(Unwritten.assignment_id == assignment_id)
        .order_by(col(Unwritten.id))
    ).all()
