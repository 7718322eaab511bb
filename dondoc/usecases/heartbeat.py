"""Each pass leaves a line, so that a scheduler that stopped is noticed without asking it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.outbox import Heartbeat
from models.queries import outbox as queries

latest = queries.latest_heartbeats


def record(
    session: Session,
    name: str,
    *,
    now: datetime,
    ward_id: int | None = None,
    ok: bool = True,
    facts: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Write that ``name`` passed at this instant, over one ward or over all; only the last stays.

    Returns the facts of the one before.
    """
    row = queries.last_heartbeat(session, name, ward_id) or Heartbeat(
        name=name, ward_id=ward_id, at=now
    )
    before = row.facts
    row.at, row.ok, row.facts = now, ok, facts or {}
    session.add(row)
    return before


def note(
    session: Session, name: str, ward_id: int, facts: dict[str, Any], *, now: datetime
) -> None:
    """Put further facts to the last pass of this name over a ward."""
    row = queries.last_heartbeat(session, name, ward_id) or Heartbeat(
        name=name, ward_id=ward_id, at=now
    )
    row.facts = row.facts | facts
    session.add(row)
