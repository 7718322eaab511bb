"""Limits on what leaves, counted over all senders from what the database has recorded.

A mail counts from its claim on, so that senders side by side never send more than one may.
"""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlmodel import Session

from dondoc.rules import limit_words
from dondoc.rules.limits import DAY, HOUR, Limits, Span
from models.queries import limits as queries


def spans(session: Session, limits: Limits, now: datetime) -> list[Span]:
    """Return the limits over all addresses with what is used of each."""
    given = [(HOUR, limits.per_hour), (DAY, limits.per_day)]
    if (limits.per_hour, limits.per_day) == (None, None):
        return []
    in_hand = queries.in_hand(session)
    found = []
    for length, most in given:
        if most is None:
            continue
        used = queries.left_since(session, now - length) + in_hand
        filled_from = queries.newest_but(session, most - 1) if used >= most else None
        free_at = max(filled_from + length, now) if filled_from is not None else None
        found.append(Span(length=length, most=most, used=used, free_at=free_at))
    return found


def words(session: Session, limits: Limits, now: datetime, zone: tzinfo) -> tuple[str, str]:
    """Return how much of the limits is used, and when mails leave again; both may be empty."""
    found = spans(session, limits, now)
    return (limit_words.used(found), limit_words.full(found, now, zone)) if found else ("", "")


def hold_back(
    session: Session, limits: Limits, mail_ids: Sequence[int], now: datetime
) -> list[int]:
    """Put off mails whose address has had enough; returns the others in their order.

    Mails come most urgent first, so of several to one address the less urgent wait.
    """
    most = limits.per_address_hour
    if most is None:
        return list(mail_ids)
    addresses = queries.addresses_of(session, mail_ids)
    left = queries.left_to(session, set(addresses.values()), now - HOUR, now=now)
    allowed, late = [], {}
    for mail_id in mail_ids:
        address = addresses.get(mail_id)
        if address is None:
            continue
        before = left.setdefault(address, [])
        if len(before) < most:
            before.append(now)
            allowed.append(mail_id)
        else:
            late[mail_id] = sorted(before)[-most] + HOUR
    queries.put_off(session, late)
    return allowed
