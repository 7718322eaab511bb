"""Questions about mails, tries and alarms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, bindparam, case, func, insert, literal, or_, true, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.columns import UtcDateTime
from models.outbox import (
    MAIL,
    Alarm,
    DeliveryTry,
    MailContent,
    MailItem,
    MailState,
    Notice,
    OutboxMail,
    RungMark,
)
from models.queries.plain import columns, one_of, rows
from models.queries.prepared import Prepared, PreparedOfMany

WAITING = frozenset({MailState.QUEUED, MailState.CLAIMED, MailState.SENDING})

# Asked in each round over each ward, and built once: building takes longer than running.
_COUNT_WAITING = (
    sqlalchemy.select(func.count()).select_from(OutboxMail).where(one_of(OutboxMail.state, WAITING))
)
_COUNT_WAITING_OF_WARD = _COUNT_WAITING.where(col(OutboxMail.ward_id) == bindparam("ward_id"))
_NEW_MAILS = Prepared(
    insert(OutboxMail).inline(),
    "ward_id", "dedup_key", "kind", "to_name", "to_address", "to_phone", "subject", "message_id",
    "facts", "any_hour", "channel", "local_day", "state", "made_at", "not_before",
)  # fmt: skip
_NEW_IDS = PreparedOfMany(
    lambda keys: sqlalchemy.select(*columns(OutboxMail, "dedup_key", "id")).where(
        col(OutboxMail.dedup_key).in_(keys)
    )
)
_NEW_CONTENTS = Prepared(insert(MailContent).inline(), "mail_id", "content")
_NEW_ITEMS = Prepared(
    insert(MailItem).inline(), "mail_id", "assignment_id", "kind", "offset", "revision", "state"
)
_NEW_MARKS = Prepared(
    insert(RungMark).inline(),
    "ward_id", "assignment_id", "revision", "offset", "audience", "state", "reason", "marked_at",
    "mail_id",
)  # fmt: skip


def mail_by_key(session: Session, dedup_key: str) -> OutboxMail | None:
    """Return the mail that was made under this key."""
    return session.exec(select(OutboxMail).where(OutboxMail.dedup_key == dedup_key)).first()


def newest_mail_under(session: Session, prefix: str) -> OutboxMail | None:
    """Return the newest mail whose key begins so."""
    return session.exec(
        select(OutboxMail)
        .where(col(OutboxMail.dedup_key).startswith(prefix, autoescape=True))
        .order_by(col(OutboxMail.id).desc())
    ).first()


def mail_by_message_id(session: Session, message_id: str) -> OutboxMail | None:
    """Return the mail with this Message-ID."""
    return session.exec(select(OutboxMail).where(OutboxMail.message_id == message_id)).first()


def add_mails(session: Session, given: list[dict[str, Any]]) -> dict[str, int]:
    """Store new mails, each with its ``content``, at once; returns their ids by their keys.

    Raises:
        IntegrityError: a mail with one of the keys was stored before.
    """
    if not given:
        return {}
    _NEW_MAILS.run(session, given)
    stored = _NEW_IDS.found(session, [row["dedup_key"] for row in given])
    ids: dict[str, int] = {one.dedup_key: one.id for one in stored}
    contents = [{"mail_id": ids[row["dedup_key"]], "content": row["content"]} for row in given]
    _NEW_CONTENTS.run(session, contents)
    return ids


def content_of(session: Session, mail_id: int) -> bytes:
    """Return the bytes of a mail."""
    return session.exec(select(MailContent.content).where(MailContent.mail_id == mail_id)).one()


def change_content(session: Session, mail_id: int, content: bytes) -> None:
    """Give a mail that no server can have seen other bytes."""
    session.connection().execute(
        update(MailContent).where(col(MailContent.mail_id) == mail_id).values(content=content)
    )


def add_items(session: Session, given: list[dict[str, Any]]) -> None:
    """Store the lines of mails in one statement, in their order."""
    _NEW_ITEMS.run(session, given)


def add_marks(session: Session, given: list[dict[str, Any]]) -> None:
    """Store how rungs ended, in one statement.

    Raises:
        IntegrityError: one of them was stored before.
    """
    _NEW_MARKS.run(session, given)


def items_of(session: Session, mail_ids: Collection[int]) -> Sequence[MailItem]:
    """Return the lines of these mails in their order."""
    return session.exec(
        select(MailItem).where(col(MailItem.mail_id).in_(mail_ids)).order_by(col(MailItem.id))
    ).all()


def tries_of(session: Session, mail_ids: Collection[int]) -> Sequence[DeliveryTry]:
    """Return the tries to deliver these mails, oldest first."""
    return session.exec(
        select(DeliveryTry)
        .where(col(DeliveryTry.mail_id).in_(mail_ids))
        .order_by(col(DeliveryTry.id))
    ).all()


def mails_of(
    session: Session, ward_id: int, *, states: Collection[MailState] | None = None, limit: int = 500
) -> Sequence[OutboxMail]:
    """Return the ward's mails, newest first."""
    query = select(OutboxMail).where(OutboxMail.ward_id == ward_id)
    if states is not None:
        query = query.where(col(OutboxMail.state).in_(states))
    return session.exec(query.order_by(col(OutboxMail.id).desc()).limit(limit)).all()


def waiting_mails(session: Session, ward_id: int) -> Sequence[OutboxMail]:
    """Return the ward's mails that still have to leave or are just leaving, oldest first."""
    return session.exec(
        select(OutboxMail)
        .where(OutboxMail.ward_id == ward_id, col(OutboxMail.state).in_(WAITING))
        .order_by(col(OutboxMail.id))
    ).all()


def count_waiting(session: Session, ward_id: int | None = None) -> int:
    """Count the mails that still have to leave."""
    if ward_id is not None:
        ((count,),) = rows(session, _COUNT_WAITING_OF_WARD, ward_id=ward_id)
    else:
        ((count,),) = rows(session, _COUNT_WAITING)
    return int(count)


def oldest_waiting(
    session: Session, ward_id: int | None = None, *, tried: bool = False
) -> OutboxMail | None:
    """Return the mail that has waited longest to leave, with ``tried`` among those tried before."""
    query = select(OutboxMail).where(col(OutboxMail.state).in_(WAITING))
    if ward_id is not None:
        query = query.where(OutboxMail.ward_id == ward_id)
    if tried:
        query = query.where(col(OutboxMail.first_tried_at).is_not(None))
    return session.exec(query.order_by(col(OutboxMail.made_at)).limit(1)).first()


@dataclass(frozen=True)
class Way:
    """A way out of the house, by its name; mail also takes what none of the ``others`` does."""

    name: str = MAIL
    others: frozenset[str] = frozenset()

    def takes(self) -> ColumnElement[bool]:
        """Tell which mails leave by it."""
        if self.name != MAIL:
            return col(OutboxMail.channel) == self.name
        return col(OutboxMail.channel).not_in(sorted(self.others)) if self.others else true()


BY_MAIL = Way()


def ready_ids(
    session: Session,
    now: datetime,
    limit: int,
    *,
    ranks: Mapping[str, int] | None = None,
    way: Way = BY_MAIL,
) -> list[int]:
    """Return the ids of queued mails whose time has come, and that leave by one way.

    First those for people who wait for a link, then by the rank of their kind, lowest first.
    """
    rank = case(dict(ranks), value=OutboxMail.kind, else_=len(ranks)) if ranks else literal(0)
    rows = session.exec(
        _ready(now, way)
        .order_by(
            col(OutboxMail.any_hour).desc(), rank, col(OutboxMail.not_before), col(OutboxMail.id)
        )
        .limit(limit)
    ).all()
    return [i for i in rows if i is not None]


def is_any_ready(session: Session, now: datetime, *, way: Way = BY_MAIL) -> bool:
    """Tell whether the time of any mail that leaves by one way has come."""
    return session.exec(_ready(now, way).limit(1)).first() is not None


def _ready(now: datetime, way: Way) -> SelectOfScalar[Any]:
    return select(OutboxMail.id).where(
        OutboxMail.state == MailState.QUEUED, col(OutboxMail.not_before) <= now, way.takes()
    )


def stale(session: Session, now: datetime, *, beyond: datetime) -> Sequence[OutboxMail]:
    """Return the claimed or sending mails whose lease has run out, or ends after ``beyond``.

    No sender takes a lease so far ahead unless its clock ran ahead.
    """
    return session.exec(
        select(OutboxMail)
        .where(
            col(OutboxMail.state).in_([MailState.CLAIMED, MailState.SENDING]),
            or_(
                col(OutboxMail.claimed_until).is_(None),
                col(OutboxMail.claimed_until) <= now,
                col(OutboxMail.claimed_until) > beyond,
            ),
        )
        .order_by(col(OutboxMail.id))
        .with_for_update(skip_locked=True)
    ).all()


def put_off_beyond(session: Session, moment: datetime) -> Sequence[OutboxMail]:
    """Return the mails that wait for an instant after this one."""
    return session.exec(
        select(OutboxMail)
        .where(OutboxMail.state == MailState.QUEUED, col(OutboxMail.not_before) > moment)
        .order_by(col(OutboxMail.id))
        .with_for_update(skip_locked=True)
    ).all()


def swap_state(
    session: Session,
    mail_id: int,
    *,
    expected: MailState,
    claimed_by: str | None,
    values: dict[str, object],
) -> bool:
    """Change a mail only if it is still as expected and ours; True when it was."""
    statement = (
        update(OutboxMail)
        .where(col(OutboxMail.id) == mail_id, col(OutboxMail.state) == expected)
        .values(**values)
    )
    if claimed_by is not None:
        statement = statement.where(col(OutboxMail.claimed_by) == claimed_by)
    result = session.connection().execute(statement)
    return result.rowcount == 1


def open_alarms(session: Session, *, ward_id: int | None = None) -> Sequence[Alarm]:
    """Return the alarms that nobody has answered, those of the whole installation included."""
    query = select(Alarm).where(col(Alarm.answered_at).is_(None))
    if ward_id is not None:
        query = query.where(or_(col(Alarm.ward_id) == ward_id, col(Alarm.ward_id).is_(None)))
    return session.exec(query.order_by(col(Alarm.id))).all()


def waiting_since(session: Session) -> Sequence[tuple[int, bool, datetime]]:
    """Return ward, whether at any hour, and since when the longest waiting mail could leave.

    What was tried before waits since it was made, anything else since it may leave.
    """
    since = case(
        (col(OutboxMail.first_tried_at).is_not(None), col(OutboxMail.made_at)),
        else_=col(OutboxMail.not_before),
    )
    rows = session.exec(
        select(OutboxMail.ward_id, OutboxMail.any_hour, func.min(since, type_=UtcDateTime))
        .where(col(OutboxMail.state).in_(WAITING))
        .group_by(col(OutboxMail.ward_id), col(OutboxMail.any_hour))
    )
    return rows.all()


def alarms_of_kind(session: Session, kind: str, ward_id: int | None) -> Sequence[Alarm]:
    """Return the alarms of one kind, newest first."""
    return session.exec(
        select(Alarm)
        .where(Alarm.kind == kind, col(Alarm.ward_id).is_not_distinct_from(ward_id))
        .order_by(col(Alarm.id).desc())
    ).all()


def marks_of(session: Session, mail_id: int) -> Sequence[RungMark]:
    """Return the rungs that a mail tells."""
    return session.exec(select(RungMark).where(RungMark.mail_id == mail_id)).all()


def notices_of(session: Session, mail_id: int) -> Sequence[Notice]:
    """Return the news that a mail tells."""
    return session.exec(select(Notice).where(Notice.mail_id == mail_id)).all()
