"""Begin to follow up what was overdue already when its plan was imported."""

from datetime import datetime

from sqlmodel import Session

from dondoc.rules.moves import Move
from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from models.assignment import Assignment


def chase(
    session: Session,
    assignment_id: int,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Tell the unit of the assignment, and count working days overdue from its deadline.

    Raises:
        NotFound, Conflict, Refused: as ``change`` tells.
    """
    assignment = change.hold(session, assignment_id, version=version)
    begins = not assignment.chased
    values = {"chased": True, "revised_at": now} if begins else {}
    change.move(session, assignment, Move.CHASE, actor=actor, now=now, values=values)
    if begins:
        change.tell(session, assignment, "assigned", now=now)
    return assignment
