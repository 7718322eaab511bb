"""Work that waits for an outside document (tạm dừng), and its waking."""

from datetime import date, datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.local import at_local
from dondoc.rules.moves import Move, Refused
from dondoc.usecases import anchors, change
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from models.assignment import Assignment


def put_to_sleep(
    session: Session,
    assignment_id: int,
    *,
    waiting_for: str = "",
    anchor: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Stop reminders until the awaited document comes.

    With ``anchor``, the key of an anchor of the plan that has no day yet, the work wakes by
    itself once the anchor has its day.

    Raises:
        Refused: it is not said what is awaited, the anchor has its day already, or the state
            does not allow it.
        NotFound: the plan has no such anchor, or as ``change`` tells.
        Conflict: as ``change`` tells.
    """
    assignment = change.hold(session, assignment_id, version=version)
    awaited = waiting_for.strip() or _name_of(session, assignment, anchor)
    if not awaited:
        raise Refused("Hãy ghi rõ đang chờ văn bản hoặc sự việc nào.")
    if anchor:
        _require_undated(session, assignment, anchor)
    change.move(
        session, assignment, Move.SLEEP, actor=actor, now=now, text=awaited,
        values={"sleeping_for": awaited, "anchor_key": anchor or None},
    )  # fmt: skip
    change.tell(session, assignment, "sleeping", now=now, text=awaited)
    return assignment


def _name_of(session: Session, assignment: Assignment, anchor: str) -> str:
    return anchors.anchor_of(session, assignment.plan_id, anchor).name if anchor else ""


def _require_undated(session: Session, assignment: Assignment, key: str) -> None:
    anchor = anchors.anchor_of(session, assignment.plan_id, key)
    if anchor.on is not None:
        raise Refused(
            f"Mốc “{anchor.name}” đã có ngày {wording.day_short(anchor.on)}, không còn gì để chờ."
        )


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
