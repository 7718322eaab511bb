"""The ward's own log: one event for each change that is not of one assignment."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.usecases.actor import Actor
from models.change import WardEvent


def record(
    session: Session,
    ward_id: int,
    kind: str,
    *,
    actor: Actor,
    now: datetime,
    text: str = "",
    plan_id: int | None = None,
    before: Any = None,
    after: Any = None,
) -> WardEvent:
    """Append one event to the ward's log; ``before`` and ``after`` are plain JSON values."""
    event = WardEvent(
        ward_id=ward_id,
        plan_id=plan_id,
        at=now,
        kind=kind,
        actor_kind=actor.kind,
        actor=actor.name,
        channel=actor.channel,
        text=text,
        data={"before": before, "after": after},
    )
    session.add(event)
    session.flush()
    return event
