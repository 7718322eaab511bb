"""Questions about the outbox as people look through it: newest first, narrowed, counted."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from models.assignment import Assignment
from models.outbox import MailItem, MailState, OutboxMail, SuspendedAddress


class MailGroup(StrEnum):
    """Mails as people tell them apart; each mail is in exactly one of these."""

    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"
    DROPPED = "dropped"


#: What a person should look at.
TROUBLE = frozenset({MailGroup.PARKED, MailGroup.UNKNOWN, MailGroup.BOUNCED})

_GROUPS = {
    MailState.QUEUED: MailGroup.WAITING,
    MailState.CLAIMED: MailGroup.WAITING,
    MailState.SENDING: MailGroup.WAITING,
    MailState.SENT: MailGroup.SENT,
    MailState.PARKED: MailGroup.PARKED,
    MailState.UNKNOWN: MailGroup.UNKNOWN,
    MailState.DROPPED: MailGroup.DROPPED,
}


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What to leave in a list of mails; None leaves everything.

    ``unit_id`` keeps the mails about work that the unit has now. ``until`` is the first instant
    outside.
    """

    groups: Collection[MailGroup] | None = None
    address: str | None = None
    unit_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Head:
    """What a search reads of a mail."""

    id: int
    subject: str
    to_name: str
    to_address: str


def heads(session: Session, ward_id: int, sought: Sought) -> Iterator[Head]:
    """Yield mails newest first, a few words of each, read in portions."""
    query = (
        select(OutboxMail.id, OutboxMail.subject, OutboxMail.to_name, OutboxMail.to_address)
        .where(*_conditions(ward_id, sought))
        .order_by(col(OutboxMail.id).desc())
    )
    for mail_id, subject, name, address in session.exec(
        query, execution_options={"yield_per": 500}
    ):
        yield Head(mail_id or 0, subject, name, address)


def page_of(
    session: Session, ward_id: int, sought: Sought, *, limit: int, offset: int
) -> Sequence[OutboxMail]:
    """Return mails newest first."""
    return session.exec(
        select(OutboxMail)
        .where(*_conditions(ward_id, sought))
        .order_by(col(OutboxMail.id).desc())
        .limit(limit)
        .offset(offset)
    ).all()


def by_ids(session: Session, ids: Collection[int]) -> Sequence[OutboxMail]:
    """Return these mails newest first."""
    return session.exec(
        select(OutboxMail).where(col(OutboxMail.id).in_(ids)).order_by(col(OutboxMail.id).desc())
    ).all()


def group_of(mail: OutboxMail) -> MailGroup:
    """Return where people look for a mail."""
    return _group(mail.state, came_back=mail.bounced_at is not None)


def _group(state: MailState, *, came_back: bool) -> MailGroup:
    return MailGroup.BOUNCED if came_back and state is MailState.SENT else _GROUPS[state]


def counts(session: Session, ward_id: int) -> dict[MailGroup, int]:
    """Return how many mails of the ward each group holds."""
    came_back = col(OutboxMail.bounced_at).is_not(None)
    rows = session.exec(
        select(OutboxMail.state, came_back, func.count())
        .where(OutboxMail.ward_id == ward_id)
        .group_by(col(OutboxMail.state), came_back)
    ).all()
    found = dict.fromkeys(MailGroup, 0)
    for state, bounced, number in rows:
        found[_group(MailState(state), came_back=bool(bounced))] += number
    return found


def hold_mail(session: Session, mail_id: int) -> OutboxMail | None:
    """Return a mail, held until the transaction ends, so that no sender takes it meanwhile."""
    query = select(OutboxMail).where(OutboxMail.id == mail_id).with_for_update()
    return session.exec(query).first()


def suspended(session: Session, ward_id: int, address: str) -> SuspendedAddress | None:
    """Return the suspension of an address, whatever its letter case."""
    return session.exec(
        select(SuspendedAddress).where(
            SuspendedAddress.ward_id == ward_id,
            SuspendedAddress.address == address.casefold(),
        )
    ).first()


def _conditions(ward_id: int, sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [col(OutboxMail.ward_id) == ward_id]
    if sought.groups is not None:
        found.append(or_(*map(_is_in, sorted(sought.groups))))
    if sought.address is not None:
        found.append(func.lower(col(OutboxMail.to_address)) == sought.address.lower())
    if sought.unit_id is not None:
        about = (
            select(MailItem.mail_id)
            .join(Assignment, col(Assignment.id) == col(MailItem.assignment_id))
            .where(Assignment.unit_id == sought.unit_id)
        )
        found.append(col(OutboxMail.id).in_(about))
    if sought.since is not None:
        found.append(col(OutboxMail.made_at) >= sought.since)
    if sought.until is not None:
        found.append(col(OutboxMail.made_at) < sought.until)
    return found


def _is_in(group: MailGroup) -> ColumnElement[bool]:
    states = [state for state, usual in _GROUPS.items() if usual is group]
    if group is MailGroup.BOUNCED:
        states = [MailState.SENT]
    is_state = col(OutboxMail.state).in_(states)
    if group in (MailGroup.SENT, MailGroup.BOUNCED):
        came_back = col(OutboxMail.bounced_at).is_not(None)
        return and_(is_state, came_back if group is MailGroup.BOUNCED else ~came_back)
    return is_state
