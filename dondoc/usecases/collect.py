"""Reads a mailbox: each mail in a transaction of its own, taken away only after its commit.

Like ``deliver`` this use case opens transactions itself: a mail must be kept durably before
the mailbox is told that it was taken. A crash in between hands the same mail in again, which
changes nothing.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from dondoc.usecases.receive import Given, keep_unread, receive
from dondoc.usecases.voice import Voice
from models.incoming import IncomingCursor, IncomingMail, IncomingState
from models.queries import incoming as queries
from notifications.mailbox import Fetched, Mailbox

Transactions = Callable[[], AbstractContextManager[Session]]
#: More than this in one pass wait for the next one.
BATCH = 500


@dataclass
class CollectOutcome:
    """Counts of mails: taken now, known before, held for the officer; ``kinds`` by what they were."""

    taken: int = 0
    known: int = 0
    held: int = 0
    kinds: dict[str, int] = field(default_factory=dict)


def collect(
    transactions: Transactions,
    mailbox: Mailbox,
    *,
    voice: Voice,
    now: Callable[[], datetime],
    outcome: CollectOutcome | None = None,
    most: int = BATCH,
) -> CollectOutcome:
    """Take every new mail of a mailbox, oldest first, at most so many; count in ``outcome``.

    Raises:
        MailboxTrouble: the mailbox cannot be read; what was taken before is kept.
    """
    outcome = outcome or CollectOutcome()
    with transactions() as session:
        found = queries.cursor(session, mailbox.source)
        after = found.last_uid if found else 0
    for fetched in mailbox.fetch(after=after, most=most):
        row = take(transactions, fetched, voice=voice, now=now())
        _count(outcome, row)
        mailbox.done(fetched)
    return outcome


def take(
    transactions: Transactions, fetched: Fetched, *, voice: Voice, now: datetime
) -> IncomingMail | None:
    """Take one mail; where the program itself fails on it, a person gets it as it is.

    Raises:
        OperationalError: the database cannot be used; the mail stays where it is.
    """
    given = Given(raw=fetched.raw, source=fetched.kind, size=fetched.size, came_to=fetched.came_to)
    try:
        return _taken(transactions, fetched, lambda s: receive(s, given, voice=voice, now=now), now)
    except OperationalError:
        raise
    except IntegrityError:
        # Another reader was quicker by a moment: look again, and find it known.
        return _taken(transactions, fetched, lambda s: receive(s, given, voice=voice, now=now), now)
    except Exception as error:  # noqa: BLE001 - one mail must not stand in the way of the others
        why = f"{type(error).__name__}: {error}"[:200]
        return _taken(transactions, fetched, lambda s: keep_unread(s, given, why=why, now=now), now)


def _taken(
    transactions: Transactions,
    fetched: Fetched,
    work: Callable[[Session], IncomingMail | None],
    now: datetime,
) -> IncomingMail | None:
    with transactions() as session:
        row = work(session)
        if fetched.uid is not None:
            _move_on(session, fetched.source, fetched.uid, now)
    return row


def _move_on(session: Session, source: str, uid: int, now: datetime) -> None:
    cursor = queries.cursor(session, source) or IncomingCursor(source=source, last_uid=0, at=now)
    cursor.last_uid, cursor.at = max(cursor.last_uid, uid), now
    session.add(cursor)


def _count(outcome: CollectOutcome, row: IncomingMail | None) -> None:
    if row is None:
        outcome.known += 1
        return
    outcome.taken += 1
    outcome.held += row.state is IncomingState.HELD
    outcome.kinds[row.kind.value] = outcome.kinds.get(row.kind.value, 0) + 1
