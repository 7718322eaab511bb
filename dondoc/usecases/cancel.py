"""The officer withdraws an assignment (thu hồi)."""

from datetime import datetime

from sqlmodel import Session

from dondoc.rules.moves import Move, Refused
from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from models.assignment import Assignment


def cancel(
    session: Session,
    assignment_id: int,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """End the assignment without a result; the history stays.

    Raises:
        Refused: no reason, or the state does not allow it.
        NotFound, Conflict: as ``change`` tells.
    """
    if not reason.strip():
        raise Refused("Thu hồi nhiệm vụ phải ghi rõ lý do.")
    assignment = change.hold(session, assignment_id, version=version)
    change.move(
        session, assignment, Move.CANCEL, actor=actor, now=now, text=reason.strip(),
        values={"closed_at": now},
    )  # fmt: skip
    change.tell(session, assignment, "withdrawn", now=now, text=reason.strip())
    return assignment
