"""How many mails have left, and to whom, for the limits of a provider."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, text, update
from sqlmodel import Session, col, select

from models.outbox import DeliveryTry, MailState, OutboxMail

#: Tries after which a server has the mail, or may have it.
COUNTED = ("sent", "doubtful")
IN_HAND = (MailState.CLAIMED, MailState.SENDING)
_LOCK = 5_202_611


def take_turns(session: Session) -> None:
    """Let senders claim one after the other until this transaction ends.

    SQLite has one writer at a time anyway.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def in_hand(session: Session) -> int:
    """Count the mails that senders have claimed."""
    query = select(func.count()).select_from(OutboxMail)
    return session.exec(query.where(col(OutboxMail.state).in_(IN_HAND))).one()


def left_since(session: Session, since: datetime) -> int:
    """Count the mails that have left after an instant."""
    query = select(func.count()).select_from(DeliveryTry)
    return session.exec(
        query.where(col(DeliveryTry.outcome).in_(COUNTED), col(DeliveryTry.at) > since)
    ).one()


def newest_but(session: Session, number: int) -> datetime | None:
    """Return when a mail left that had this many after it; None when none had."""
    return session.exec(
        select(DeliveryTry.at)
        .where(col(DeliveryTry.outcome).in_(COUNTED))
        .order_by(col(DeliveryTry.at).desc())
        .offset(number)
        .limit(1)
    ).first()


def addresses_of(session: Session, mail_ids: Collection[int]) -> dict[int, str]:
    """Return the addresses of mails in lower case, by their ids."""
    rows = session.exec(
        select(OutboxMail.id, OutboxMail.to_address).where(col(OutboxMail.id).in_(mail_ids))
    ).all()
    return {mail_id or 0: address.casefold() for mail_id, address in rows}


def left_to(
    session: Session, addresses: Collection[str], since: datetime, *, now: datetime
) -> dict[str, list[datetime]]:
    """Return when mails to these addresses left after an instant; those in hand leave now."""
    address = func.lower(OutboxMail.to_address)
    found: dict[str, list[datetime]] = defaultdict(list)
    for one, at in session.exec(
        select(address, DeliveryTry.at)
        .join(DeliveryTry, col(DeliveryTry.mail_id) == col(OutboxMail.id))
        .where(
            col(DeliveryTry.outcome).in_(COUNTED),
            col(DeliveryTry.at) > since,
            address.in_(addresses),
        )
    ).all():
        found[one].append(at)
    for one in session.exec(
        select(address).where(col(OutboxMail.state).in_(IN_HAND), address.in_(addresses))
    ).all():
        found[one].append(now)
    return found


def put_off(session: Session, mails: Mapping[int, datetime]) -> None:
    """Let waiting mails wait until an instant of their own."""
    for mail_id, until in mails.items():
        session.connection().execute(
            update(OutboxMail)
            .where(col(OutboxMail.id) == mail_id, col(OutboxMail.state) == MailState.QUEUED)
            .values(not_before=until)
        )
