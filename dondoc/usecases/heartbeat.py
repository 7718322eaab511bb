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
) -> None:
    """Write that ``name`` passed at this instant, over one ward or over all; only the last stays."""
    row = queries.last_heartbeat(session, name, ward_id) or Heartbeat(
        name=name, ward_id=ward_id, at=now
    )
    row.at, row.ok, row.facts = now, ok, facts or {}
    session.add(row)
