"""Quiet mode (tạm ngừng gửi thư): a restored backup or a copy says nothing until a person says yes."""

import secrets
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.installation import Installation
from models.place import Place, is_same
from models.queries import installation as queries

RESTORED, COPIED = "restored", "copied"
_WHY = {
    RESTORED: "Dữ liệu này được phục hồi từ bản sao lưu",
    COPIED: "Cơ sở dữ liệu này là bản sao, hoặc đã được chuyển sang nơi khác",
}

is_quiet = queries.is_quiet
the_installation = queries.the_installation


def settle(session: Session, place: Place | None, *, now: datetime) -> bool:
    """Take this place as one's own on the first start; fall quiet where it is another one.

    Called before anything is sent. Returns whether nothing may be sent.
    """
    row = queries.the_installation(session)
    if row is None:
        session.add(Installation(instance=new_name(), place=place, made_at=now))
        return False
    if place is not None and row.place is None:
        row.place = place
        session.add(row)
    elif row.quiet_since is None and _is_elsewhere(row, place):
        row.quiet_since, row.quiet_why = now, COPIED
        session.add(row)
    return row.quiet_since is not None


def is_settled(session: Session, place: Place | None) -> bool:
    """Tell whether ``settle`` would change nothing and mails may leave; only reads."""
    row = queries.the_installation(session)
    if row is None or (row.place is None and place is not None):
        return False
    return row.quiet_since is None and not _is_elsewhere(row, place)


def _is_elsewhere(row: Installation, place: Place | None) -> bool:
    return place is not None and row.place is not None and not is_same(row.place, place)


def fall_quiet(
    session: Session, *, origin: dict[str, Any], place: Place | None, now: datetime
) -> Installation:
    """Say nothing from now on: what is here was restored from the backup that ``origin`` names."""
    row = queries.the_installation(session) or Installation(instance=new_name(), made_at=now)
    row.place, row.origin = place, origin
    row.quiet_since, row.quiet_why = now, RESTORED
    session.add(row)
    return row


def new_name() -> str:
    """Return a name that no other installation has."""
    return secrets.token_hex(8)


def words(row: Installation) -> str:
    """Say why nothing is sent."""
    return f"{_WHY.get(row.quiet_why, _WHY[COPIED])}; chưa gửi thư nào cho đến khi được xác nhận."
