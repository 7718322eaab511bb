"""What every command on an assignment shares: hold it, check the move, record one event."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.rules.moves import Move, check
from dondoc.usecases.actor import Actor
from dondoc.usecases.errors import Conflict, NotFound
from models.assignment import Assignment, AssignmentEvent, DeadlineRevision
from models.outbox import Notice
from models.queries import assignments


def hold(session: Session, assignment_id: int, *, version: int | None = None) -> Assignment:
    """Return the assignment, held until the transaction ends.

    Raises:
        NotFound: there is none with this id.
        Conflict: it is no longer at the version that the person saw.
    """
    assignment = assignments.by_id(session, assignment_id, lock=True)
    if assignment is None:
        raise NotFound(f"Không có nhiệm vụ số {assignment_id}.")
    if version is not None and version != assignment.version:
        raise Conflict(
            f"Nhiệm vụ {assignment.code} vừa được người khác cập nhật. "
            "Hãy xem lại nội dung mới rồi làm lại nếu vẫn cần."
        )
    return assignment


def move(
    session: Session,
    assignment: Assignment,
    kind: Move,
    *,
    actor: Actor,
    now: datetime,
    text: str = "",
    data: dict[str, Any] | None = None,
    event: str | None = None,
) -> None:
    """Check the move, change the state and append its one event.

    Raises:
        Refused: the state does not allow it.
    """
    before = assignment.state
    assignment.state = check(before, kind)
    assignment.version += 1
    session.add(assignment)
    session.add(
        AssignmentEvent(
            ward_id=assignment.ward_id,
            assignment_id=assignment.id or 0,
            at=now,
            kind=event or kind.value,
            actor_kind=actor.kind,
            actor=actor.name,
            channel=actor.channel,
            state_from=before.value,
            state_to=assignment.state.value,
            text=text,
            data=data or {},
        )
    )


def revise(
    session: Session,
    assignment: Assignment,
    *,
    kind: str,
    due_at: datetime,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Give the assignment a new deadline; the ladder starts anew with its number."""
    assignment.revision += 1
    assignment.due_at = due_at
    assignment.revised_at = now
    session.add(
        DeadlineRevision(
            assignment_id=assignment.id or 0,
            number=assignment.revision,
            kind=kind,
            due_at=due_at,
            made_at=now,
            made_by=actor.name,
            reason=reason,
        )
    )


def tell(
    session: Session,
    assignment: Assignment,
    kind: str,
    *,
    now: datetime,
    audience: str = "lead",
    text: str = "",
    unit_id: int | None = None,
) -> None:
    """Leave news for whoever waits for it; ``notify`` or the next round makes a mail of it."""
    session.add(
        Notice(
            ward_id=assignment.ward_id,
            assignment_id=assignment.id or 0,
            unit_id=unit_id or assignment.unit_id,
            audience=audience,
            kind=kind,
            revision=assignment.revision,
            text=text,
            made_at=now,
        )
    )
