"""Work that waits for an outside document (tạm dừng), and its waking."""

from datetime import date, datetime

from sqlmodel import Session

from dondoc.rules.local import at_local
from dondoc.rules.moves import Move, Refused
from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from models.assignment import Assignment


def put_to_sleep(
    session: Session,
    assignment_id: int,
    *,
    waiting_for: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Stop reminders until the awaited document comes.

    Raises:
        Refused: it is not said what is awaited, or the state does not allow it.
        NotFound, Conflict: as ``change`` tells.
    """
    if not waiting_for.strip():
        raise Refused("Hãy ghi rõ đang chờ văn bản hoặc sự việc nào.")
    assignment = change.hold(session, assignment_id, version=version)
    change.move(
        session, assignment, Move.SLEEP, actor=actor, now=now, text=waiting_for.strip(),
        values={"sleeping_for": waiting_for.strip()},
    )  # fmt: skip
    change.tell(session, assignment, "sleeping", now=now, text=waiting_for.strip())
    return assignment


def wake(
    session: Session,
    assignment_id: int,
    *,
    until: date,
    actor: Actor,
    now: datetime,
    text: str = "",
    version: int | None = None,
) -> Assignment:
    """Take the work up again with a new deadline.

    Raises:
        Refused: the deadline has passed already, or the assignment does not sleep.
        NotFound, Conflict: as ``change`` tells.
    """
    assignment = change.hold(session, assignment_id, version=version)
    context = load_ward_context(session, assignment.ward_id)
    due_at = at_local(until, context.ward.closes_at, context.zone)
    if due_at <= now:
        raise Refused("Thời hạn mới phải sau thời điểm này.")
    change.move(
        session, assignment, Move.WAKE, actor=actor, now=now, text=text,
        data={"until": due_at.isoformat()},
        values={"sleeping_for": None, "anchor_key": None},
        deadline=change.Deadline("wake", due_at, text),
    )  # fmt: skip
    change.tell(session, assignment, "woken", now=now, text=text)
    return assignment
