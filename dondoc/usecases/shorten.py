"""Less time (rút ngắn thời hạn): the officer sets an earlier deadline, with a reason."""

from datetime import date, datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.local import at_local, local_day
from dondoc.rules.moves import Move, Refused
from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from models.assignment import Assignment
from models.queries import assignments


def shorten(
    session: Session,
    assignment_id: int,
    *,
    until: date,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Give an earlier deadline that is still to come; the ladder and the levels start anew.

    Raises:
        Refused: no reason, a day that is not before the deadline or has passed, a wish for more
            time waits for its answer, or the state does not allow it.
        NotFound, Conflict: as ``change`` tells.
    """
    if not reason.strip():
        raise Refused("Rút ngắn thời hạn phải ghi rõ lý do để đơn vị biết.")
    assignment = change.hold(session, assignment_id, version=version)
    context = load_ward_context(session, assignment.ward_id)
    due_at = at_local(until, context.ward.closes_at, context.zone)
    if not now < due_at < assignment.due_at:
        today = wording.day_short(local_day(assignment.due_at, context.zone))
        raise Refused(f"Thời hạn mới phải trước thời hạn hiện tại ({today}) và sau thời điểm này.")
    if assignments.asked_extension(session, assignment_id) is not None:
        raise Refused("Đơn vị đang đề nghị gia hạn. Hãy trả lời đề nghị đó trước khi rút ngắn.")
    change.move(
        session, assignment, Move.SHORTEN, actor=actor, now=now, text=reason.strip(),
        data={"from": assignment.due_at.isoformat(), "until": due_at.isoformat()},
        deadline=change.Deadline("shortened", due_at, reason.strip()),
    )  # fmt: skip
    change.tell(session, assignment, "shortened", now=now, text=reason.strip())
    change.tell_support(session, assignment, "moved", now=now, text=reason.strip())
    return assignment
