"""Questions about what the outbox already holds of a ward."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BindParameter, Integer, and_, bindparam, or_, union
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.change import REORGANISED, WardEvent
from models.outbox import MailState, OutboxMail
from models.queries.plain import rows_if_any
from models.ward import Ward

# Asked in each round over each ward, and built once: building takes longer than running.
_WARD: BindParameter[int] = bindparam("ward_id", type_=Integer)
_MINE, _THEIRS = aliased(WardEvent), aliased(WardEvent)
_TOGETHER = (
    select(_THEIRS.ward_id)
    .join(_MINE, and_(col(_MINE.at) == _THEIRS.at, col(_MINE.kind) == _THEIRS.kind))
    .where(
        col(_MINE.ward_id) == _WARD,
        col(_MINE.kind).in_(REORGANISED),
        col(_MINE.at) >= bindparam("since"),
        col(_MINE.at) < bindparam("until"),
    )
)
# Joined, not by "or" or "in": only so do PostgreSQL and SQLite both look into the index.
_KIN = union(select(col(Ward.id).label("id")).where(col(Ward.id) == _WARD), _TOGETHER).subquery()
_MAILS_OF_DAY = (
    select(OutboxMail)
    .join(_KIN, col(OutboxMail.ward_id) == _KIN.c.id)
    .where(
        # The index parts these from all that the ward ever sent.
        col(OutboxMail.local_day) >= bindparam("day"),
        # What a clock that ran ahead wrote anew for a later day still has this day's key.
        or_(
            col(OutboxMail.local_day) == bindparam("day"),
            and_(
                col(OutboxMail.made_at) >= bindparam("since"),
                col(OutboxMail.made_at) < bindparam("until"),
            ),
        ),
    )
)
_UNSENT = (
    select(OutboxMail)
    .where(
        col(OutboxMail.ward_id) == _WARD,
        col(OutboxMail.state) == MailState.QUEUED,
        col(OutboxMail.repeats) == 0,
    )
    .order_by(col(OutboxMail.id))
)


def mails_of_day(
    session: Session, ward_id: int, day: date, *, since: datetime, until: datetime
) -> Sequence[OutboxMail]:
    """Return the mails made for or on one local day, of the ward and of what was one with it.

    The day lasts from ``since`` until just before ``until``. What was one with the ward are the
    wards that a reorganisation of this day put together with it, or took apart again: one command
    leaves its events at one instant in each of them.
    """
    given = {"ward_id": ward_id, "day": day, "since": since, "until": until}
    return rows_if_any(session, _MAILS_OF_DAY, **given)


def unsent_mails(session: Session, ward_id: int) -> Sequence[OutboxMail]:
    """Return the mails that no server can have seen yet, oldest first."""
    return rows_if_any(session, _UNSENT, ward_id=ward_id)
