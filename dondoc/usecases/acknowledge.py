"""The unit says that it has the assignment (xác nhận đã nhận)."""

from datetime import datetime

from sqlmodel import Session

from dondoc.rules.moves import Move
from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from models.assignment import Assignment


def acknowledge(
    session: Session,
    assignment_id: int,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Record the receipt.

    Raises:
        NotFound, Conflict, Refused: as ``change`` tells.
    """
    assignment = change.hold(session, assignment_id, version=version)
    change.move(session, assignment, Move.ACKNOWLEDGE, actor=actor, now=now)
    return assignment
