"""Each pass leaves a line, so that a scheduler that stopped is noticed without asking it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.queries import heartbeats as queries

latest = queries.latest


def record(
    session: Session,
    name: str,
    *,
    now: datetime,
    ward_id: int | None = None,
    ok: bool = True,
    facts: dict[str, Any] | None = None,
) -> Mapping[str, Any]:
    """Write that ``name`` passed at this instant, over one ward or over all; only the last stays.

    Returns the facts of the one before.
    """
    last = queries.last(session, name, ward_id)
    if last is None:
        queries.first(session, name, ward_id, at=now, ok=ok, facts=facts or {})
        return {}
    queries.again(session, last.id, at=now, ok=ok, facts=facts or {})
    return last.facts


def note(
    session: Session,
    name: str,
    ward_id: int,
    facts: dict[str, Any],
    *,
    now: datetime,
    passing: bool = False,
) -> None:
    """Put further facts to the last pass of this name over a ward.

    Where there was none, ``passing`` says that the first one is just under way; nothing is noted
    otherwise, as a line would say that one has been.
    """
    last = queries.last(session, name, ward_id)
    if last is None and passing:
        queries.first(session, name, ward_id, at=now, ok=True, facts=facts)
    elif last is not None:
        queries.again(session, last.id, at=last.at, ok=last.ok, facts={**last.facts, **facts})
