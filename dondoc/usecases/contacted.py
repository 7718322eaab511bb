"""The officer spoke with a unit (đã liên hệ), by phone or in person, without a report yet."""

from datetime import datetime

from sqlmodel import Session

from dondoc.rules.moves import Move, Refused
from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from dondoc.usecases.contact_rows import words_of
from models.assignment import Assignment


def contacted(
    session: Session,
    assignment_id: int,
    *,
    text: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Note what the unit said; it counts as heard of, deadlines and reminders go on.

    Raises:
        Refused: nothing was noted, or nobody owes anything.
        NotFound, Changed: as ``change`` tells.
    """
    words = words_of(text, what="Nội dung trao đổi")
    if not words:
        raise Refused("Hãy ghi nội dung đã trao đổi với đơn vị.")
    assignment = change.hold(session, assignment_id, version=version)
    change.move(session, assignment, Move.CALL, actor=actor, now=now, text=words)
    return assignment
