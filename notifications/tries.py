"""Tries to hand a mail over, kept for good: the only place that adds them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session

from dondoc.rules.delivery import Outcome
from models.outbox import MAIL, DeliveryTry

SENT = "sent"
BOUNCED = "bounced"


@dataclass(frozen=True, slots=True, kw_only=True)
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
    rows = [asdict(one) | {"outcome": str(one.outcome)} for one in tries]
    if rows:
        session.connection().execute(insert(DeliveryTry), rows)
