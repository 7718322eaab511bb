"""Send what the outbox holds: claim, mark, hand over, record, each step durable by itself.

The one use case that opens transactions: a mail must be claimed and committed before the
network is touched, and its fate recorded after.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc.rules.delivery import Outcome
from dondoc.usecases import letters
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.voice import Voice
from models.outbox import OutboxMail
from models.queries import outbox as queries
from notifications import outbox
from notifications.channel import Channel, DeliveryError

Transactions = Callable[[], AbstractContextManager[Session]]
BATCH = 500


class ClaimLost(Exception):
    """Another sender took the mail over while this one prepared it."""


@dataclass
class DeliverOutcome:
    """Counts of mails by what became of them; ``stopped`` says why none is sent any more."""

    sent: int = 0
    later: int = 0
    parked: int = 0
    doubtful: int = 0
    dropped: int = 0
    recovered: int = 0
    stopped: bool = False


@dataclass
class Pass:
    """One pass over the outbox by one process."""

    transactions: Transactions
    voice: Voice
    now: Callable[[], datetime]
    worker: str
    todo: deque[int]
    outcome: DeliverOutcome


async def deliver(
    transactions: Transactions,
    channel: Callable[[], Channel],
    *,
    voice: Voice,
    now: Callable[[], datetime],
    senders: int = 1,
) -> DeliverOutcome:
    """Send every mail whose time has come, over as many connections as ``senders``.

    Safe side by side with others: each mail is claimed by a conditional update.
    """
    worker = secrets.token_hex(8)
    outcome = DeliverOutcome()
    with transactions() as session:
        outcome.recovered = outbox.recover(session, now=now())
        outcome.stopped = outbox.is_stopped(session)
        todo = [] if outcome.stopped else queries.ready_ids(session, now(), BATCH)
    work = Pass(transactions, voice, now, worker, deque(todo), outcome)
    if todo:
        await asyncio.gather(*(_send_all(work, channel()) for _ in range(min(senders, len(todo)))))
    return outcome


async def _send_all(work: Pass, channel: Channel) -> None:
    try:
        while work.todo and not work.outcome.stopped:
            await _send_one(work, channel, work.todo.popleft())
    finally:
        await channel.close()


async def _send_one(work: Pass, channel: Channel, mail_id: int) -> None:
    with work.transactions() as session:
        mail = _prepare(session, work, mail_id)
    if mail is None:
        return

    def begin() -> None:
        with work.transactions() as session:
            if not outbox.begin(session, mail_id, worker=work.worker, now=work.now()):
                raise ClaimLost

    envelope = outbox.envelope_of(mail, mail_from=work.voice.mail_from)
    try:
        accepted = await channel.deliver(envelope, on_begin=begin)
    except ClaimLost:
        return
    except DeliveryError as error:
        with work.transactions() as session:
            _record_failure(session, work, mail_id, error)
    else:
        with work.transactions() as session:
            row = session.get_one(OutboxMail, mail_id)
            outbox.settle_sent(session, row, words=accepted.words, now=work.now())
        work.outcome.sent += 1


def _prepare(session: Session, work: Pass, mail_id: int) -> OutboxMail | None:
    """Claim a mail and bring it up to date; None when it must not leave now."""
    now = work.now()
    mail = outbox.claim(session, mail_id, worker=work.worker, now=now)
    if mail is None:
        return None
    context = load_ward_context(session, mail.ward_id)
    if not mail.any_hour and not context.is_open(now):
        outbox.release(mail, not_before=context.opens(now))
        work.outcome.later += 1
        return None
    # Bytes are frozen once a server may have seen them.
    frozen = mail.repeats > 0
    if not frozen and not letters.refresh(session, context, mail, voice=work.voice, now=now):
        work.outcome.dropped += 1
        return None
    return mail


def _record_failure(session: Session, work: Pass, mail_id: int, error: DeliveryError) -> None:
    mail = session.get_one(OutboxMail, mail_id)
    outbox.settle_failed(
        session, mail, outcome=error.outcome, code=error.code, words=error.words, now=work.now()
    )
    match error.outcome:
        case Outcome.STOP:
            work.outcome.stopped = True
        case Outcome.LATER:
            # The server cannot be used now; the others would only wait for the same answer.
            work.outcome.later += 1
            work.todo.clear()
        case Outcome.LATER_RECIPIENT:
            work.outcome.later += 1
        case Outcome.DOUBTFUL:
            work.outcome.doubtful += 1
        case _:
            work.outcome.parked += 1
