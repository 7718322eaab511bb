"""An assignment comes to be: its row, its first deadline and its first event."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from models.assignment import Assignment, AssignmentEvent, DeadlineRevision
from models.queries import assignments


def begin(
    session: Session,
    row: Assignment,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    data: dict[str, Any] | None = None,
) -> None:
    """Store a new assignment with its first deadline and the event that it was given."""
    session.add(row)
    session.flush()
    kept = row.model_dump(exclude={"id", "version", "chain"})
    values = {name: [None, change.plain(value)] for name, value in kept.items()}
    session.add(
        DeadlineRevision(
            assignment_id=row.id or 0, number=1, kind="first", due_at=row.due_at,
            made_at=now, made_by=actor.name, reason=reason,
        )
    )  # fmt: skip
    session.add(
        AssignmentEvent(
            ward_id=row.ward_id, assignment_id=row.id or 0, at=now, kind="assigned",
            actor_kind=actor.kind, actor=actor.name, channel=actor.channel,
            state_to=row.state.value, text=reason, data={**(data or {}), "values": values},
        )
    )  # fmt: skip


def free_code(session: Session, code: str, *, plan_id: int) -> str:
    """Return this code, or with the first number that is free in the plan: ``V.1/1@web#2025~2``."""
    number, free = 2, code
    while assignments.by_code(session, free, plan_id=plan_id):
        free, number = f"{code}~{number}", number + 1
    return free
