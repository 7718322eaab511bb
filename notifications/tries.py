"""Tries to hand a mail over, kept for good: the only place that adds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session

from dondoc.rules.delivery import Outcome
from models.outbox import MAIL, DeliveryTry
from models.queries.prepared import Prepared

SENT = "sent"
BOUNCED = "bounced"
_KEEP = Prepared(
    insert(DeliveryTry).inline(),
    "mail_id", "at", "outcome", "words", "code", "sender", "channel",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Try:
    """One try. ``sender`` is the sending process, as it claims mails; ``words`` are the server's."""

    mail_id: int
    at: datetime
    outcome: str | Outcome
    words: str
    code: int | None = None
    sender: str = ""
    channel: str = MAIL


def keep(session: Session, tries: Iterable[Try]) -> None:
    """Add tries, many at once, in the transaction that records what became of their mails."""
    rows = [
        {
            "mail_id": one.mail_id,
            "at": one.at,
            "outcome": str(one.outcome),
            "words": one.words,
            "code": one.code,
            "sender": one.sender,
            "channel": one.channel,
        }
        for one in tries
    ]
    _KEEP.run(session, rows)
