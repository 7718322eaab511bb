"""Questions about the last passes of flows and commands, and their answers written down.

They are plain values, so that none in a session's memory is older than the table.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, col, select

from models.outbox import Heartbeat
from models.queries.plain import columns, rows


class Beat(NamedTuple):
    """The last pass of one name; the columns are those of ``Heartbeat``."""

    id: int
    name: str
    at: datetime
    ok: bool
    facts: Mapping[str, Any]


_OF_WARD = sqlalchemy.select(*columns(Heartbeat, *Beat._fields)).where(
    col(Heartbeat.ward_id).is_not_distinct_from(bindparam("ward_id"))
)
_OF_NAME = _OF_WARD.where(col(Heartbeat.name) == bindparam("name"))
_AGAIN = (
    update(Heartbeat)
    .where(col(Heartbeat.id) == bindparam("beat_id"))
    .values(at=bindparam("now"), ok=bindparam("went_well"), facts=bindparam("found"))
)


def latest(session: Session, ward_id: int | None = None) -> dict[str, Beat]:
    """Return the last pass of each name, over one ward or over all of them."""
    return {row.name: Beat._make(row) for row in rows(session, _OF_WARD, ward_id=ward_id)}


def last(session: Session, name: str, ward_id: int | None) -> Beat | None:
    """Return the last pass of one name over one ward, or over all of them."""
    found = rows(session, _OF_NAME, name=name, ward_id=ward_id)
    return Beat._make(found[0]) if found else None


def last_pass(session: Session, name: str) -> datetime | None:
    """Return when this pass last ran, over whichever ward."""
    query = select(col(Heartbeat.at)).where(Heartbeat.name == name)
    return session.exec(query.order_by(col(Heartbeat.at).desc()).limit(1)).first()


def first(
    session: Session,
    name: str,
    ward_id: int | None,
    *,
    at: datetime,
    ok: bool,
    facts: Mapping[str, Any],
) -> None:
    """Write down the first pass of a name."""
    given = {"name": name, "ward_id": ward_id, "at": at, "ok": ok, "facts": facts}
    session.connection().execute(insert(Heartbeat), given)


def again(
    session: Session, beat_id: int, *, at: datetime, ok: bool, facts: Mapping[str, Any]
) -> None:
    """Write down a pass in the place of the one before."""
    given = {"beat_id": beat_id, "now": at, "went_well": ok, "found": facts}
    session.connection().execute(_AGAIN, given)
