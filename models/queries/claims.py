"""Marks on mails that a sender has in hand, many at once.

The statements are built once: a sender says them for every few mails.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    String,
    Update,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    type_coerce,
    update,
)
from sqlmodel import Session, col

from models.assignment import Assignment
from models.columns import UtcDateTime
from models.outbox import MailContent, MailItem, MailState, OutboxMail
from models.queries.prepared import Prepared, PreparedOfMany, said

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


class Held(NamedTuple):
    """A claimed mail, as far as its sender must know it."""

    id: int
    ward_id: int
    channel: str
    to_address: str
    to_phone: str
    message_id: str
    any_hour: bool
    repeats: int
    local_day: date
    facts: dict[str, Any]
    content: bytes


class TellingLine(NamedTuple):
    """A line of a mail beside the work it speaks of.

    ``differs`` where it tells of another state or deadline than the present one, or of a deadline
    to come that has passed.
    """

    mail_id: int
    assignment_id: int
    unit_id: int
    differs: bool


def _is(state: MailState) -> ColumnElement[bool]:
    return col(OutboxMail.state) == said(state)


def _swap(expected: MailState, becomes: MailState, *, own: bool) -> PreparedOfMany:
    """Return what changes mails that are still as expected, and whose they must be."""
    worker: BindParameter[str] = bindparam("worker", type_=String())

    def of(ids: list[Any]) -> Update:
        changed = update(OutboxMail).where(col(OutboxMail.id).in_(ids), _is(expected))
        if own:
            changed = changed.where(col(OutboxMail.claimed_by) == worker)
        return changed.values(
            state=said(becomes),
            claimed_by=worker,
            claimed_until=bindparam("until"),
        ).returning(col(OutboxMail.id))

    return PreparedOfMany(of, "worker", "until")


_CLAIM = _swap(MailState.QUEUED, MailState.CLAIMED, own=False)
_BEGIN = _swap(MailState.CLAIMED, MailState.SENDING, own=True)
_AT: BindParameter[datetime] = bindparam("at", type_=UtcDateTime())
#: A mail that was given back by mistake (its sender was slow, not dead) counts as sent too, unless
#: another sender is at it.
_MARK_SENT = Prepared(
    update(OutboxMail)
    .where(
        col(OutboxMail.id) == bindparam("mail"),
        or_(
            and_(
                _is(MailState.SENDING),
                col(OutboxMail.claimed_by) == bindparam("worker"),
            ),
            _is(MailState.QUEUED),
            _is(MailState.CLAIMED),
            _is(MailState.UNKNOWN),
        ),
    )
    .values(
        state=said(MailState.SENT),
        sent_at=_AT,
        attempts=col(OutboxMail.attempts) + said(1),
        first_tried_at=func.coalesce(OutboxMail.first_tried_at, _AT),
        last_words=bindparam("words"),
        claimed_by=null(),
        claimed_until=null(),
    ),
    "mail", "worker", "at", "words",
)  # fmt: skip
_HELD = (
    select(
        *(getattr(MailContent if name == "content" else OutboxMail, name) for name in Held._fields)
    )
    .join(MailContent, col(MailContent.mail_id) == col(OutboxMail.id))
    .where(col(OutboxMail.id).in_(_IDS))
)
_DIFFERS = or_(
    col(MailItem.revision) != col(Assignment.revision),
    col(MailItem.state) != type_coerce(Assignment.state, String),
    and_(col(MailItem.kind) == "reminder", col(Assignment.due_at) < bindparam("now")),
).label("differs")
_LINES = PreparedOfMany(
    lambda ids: (
        select(
            col(MailItem.mail_id), col(MailItem.assignment_id), col(Assignment.unit_id), _DIFFERS
        )
        .join(Assignment, col(Assignment.id) == col(MailItem.assignment_id))
        .where(col(MailItem.mail_id).in_(ids))
    ),
    "now",
)


def claim_all(
    session: Session, mail_ids: Collection[int], *, worker: str, until: datetime
) -> set[int]:
    """Take those of the mails that still wait in the queue for one worker; returns their ids."""
    return _changed(session, _CLAIM, mail_ids, worker, until)


def begin_all(
    session: Session, mail_ids: Collection[int], *, worker: str, until: datetime
) -> set[int]:
    """Mark those of the mails as being sent that this worker still holds; returns their ids."""
    return _changed(session, _BEGIN, mail_ids, worker, until)


def _changed(
    session: Session,
    swap: PreparedOfMany,
    mail_ids: Collection[int],
    worker: str,
    until: datetime,
) -> set[int]:
    return {mail_id for (mail_id,) in swap.found(session, mail_ids, worker=worker, until=until)}


def held(session: Session, mail_ids: Collection[int]) -> dict[int, Held]:
    """Return these mails by their ids, without making rows of them that are watched."""
    rows = session.connection().execute(_HELD, {"ids": list(mail_ids)}).all()
    return {row[0]: Held._make(row) for row in rows}


def lines_of(session: Session, mail_ids: Collection[int], *, now: datetime) -> list[TellingLine]:
    """Return the lines of these mails beside the work as it is at this instant."""
    return [TellingLine._make(row) for row in _LINES.found(session, mail_ids, now=now)]


def mark_sent(
    session: Session, mails: Collection[tuple[int, str, datetime]], *, worker: str
) -> None:
    """Mark mails as sent, each given as (id, the server's words, when)."""
    rows = [{"mail": i, "words": words, "at": at, "worker": worker} for i, words, at in mails]
    _MARK_SENT.run(session, rows)


def release_all(session: Session, mail_ids: Collection[int], *, not_before: datetime) -> None:
    """Put claimed mails back into the queue until an instant."""
    session.connection().execute(
        update(OutboxMail)
        .where(col(OutboxMail.id).in_(mail_ids), col(OutboxMail.state) == MailState.CLAIMED)
        .values(state=MailState.QUEUED, claimed_by=None, claimed_until=None, not_before=not_before)
    )


def give_back(session: Session, worker: str, never_begun: Collection[int]) -> int:
    """Put what a worker claimed and did not begin back into the queue; returns how many.

    ``never_begun`` are ids of mails marked as being sent that no server has heard of.
    """
    claimed, sending = MailState.CLAIMED, MailState.SENDING
    marked_only = and_(col(OutboxMail.state) == sending, col(OutboxMail.id).in_(never_begun))
    statement = (
        update(OutboxMail)
        .where(col(OutboxMail.claimed_by) == worker)
        .where(or_(col(OutboxMail.state) == claimed, marked_only))
        .values(state=MailState.QUEUED, claimed_by=None, claimed_until=None)
    )
    return int(session.connection().execute(statement).rowcount)


def renew(session: Session, worker: str, until: datetime) -> int:
    """Prolong the lease of all that a worker holds; returns how many mails that are."""
    statement = (
        update(OutboxMail)
        .where(
            col(OutboxMail.state).in_([MailState.CLAIMED, MailState.SENDING]),
            col(OutboxMail.claimed_by) == worker,
        )
        .values(claimed_until=until)
    )
    return int(session.connection().execute(statement).rowcount)
