"""Send what the outbox holds: claim, mark, hand over, record, each step durable by itself.

The one use case that opens transactions: a mail must be claimed and committed before the
network is touched, and its fate recorded after. Several connections share one ledger, which
commits their marks together, and one supply, which hands them mails, most urgent first.
"""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import astuple, dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from typing import Any

from sqlmodel import Session

from dondoc.rules.delivery import Outcome
from dondoc.rules.limits import NO_LIMITS, Limits
from dondoc.usecases.claims import InHand
from dondoc.usecases.ledger import Ledger, NotWritten, Transactions
from dondoc.usecases.quiet import is_quiet
from dondoc.usecases.supply import Supply
from dondoc.usecases.voice import Voice
from models.outbox import OutboxMail
from models.queries import outbox as queries
from models.queries.outbox import BY_MAIL, Way
from notifications import outbox
from notifications.channel import Channel, DeliveryError

log = logging.getLogger(__name__)
#: After so long a pass claims no more; the next one goes on.
LONGEST_PASS = timedelta(minutes=5)


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

    def plus(self, other: "DeliverOutcome") -> "DeliverOutcome":
        """Return the counts of both; stopped is what stopped anywhere."""
        both = zip(astuple(self), astuple(other), strict=True)
        return DeliverOutcome(*(a or b if isinstance(a, bool) else a + b for a, b in both))


@dataclass
class Pass:
    """One pass over the outbox by one process.

    ``unsure`` are mails whose mark was asked for and not yet given: no server has seen them.
    """

    ledger: Ledger
    supply: Supply
    now: Callable[[], datetime]
    outcome: DeliverOutcome
    unsure: set[int] = field(default_factory=set)


async def deliver(
    transactions: Transactions,
    channel: Callable[[], Channel],
    *,
    voice: Voice,
    now: Callable[[], datetime],
    senders: int = 1,
    limits: Limits = NO_LIMITS,
    way: Way = BY_MAIL,
    linger: timedelta = timedelta(0),
) -> DeliverOutcome:
    """Send every mail whose time has come by one way out, over as many connections as ``senders``.

    A pass that found mails goes on until none came for ``linger``, over the same connections.

    Safe side by side with others: each mail is claimed by a conditional update. What exceeds
    the limits waits in the queue, the most urgent first.
    """
    outcome = DeliverOutcome()
    with transactions() as session:
        outcome.recovered = outbox.recover(session, now=now())
        outcome.stopped = outbox.is_stopped(session, way.name) or is_quiet(session)
        waits = queries.is_any_ready(session, now(), way=way)
    if outcome.stopped or not waits:
        return outcome
    ledger = Ledger(transactions, secrets.token_hex(8), now)
    until = now() + LONGEST_PASS
    supply = Supply(ledger, voice, now, until=until, limits=limits, way=way, linger=linger)
    work = Pass(ledger, supply, now, outcome)
    async with _kept_in_order(work):
        await _together([_send_all(work, channel()) for _ in range(senders)])
    outcome.later += supply.later
    outcome.dropped += supply.dropped
    return outcome


async def deliver_by_all(
    transactions: Transactions,
    ways: Mapping[Way, Callable[[], Channel]],
    *,
    voice: Voice,
    now: Callable[[], datetime],
    senders: int = 1,
    limits: Limits = NO_LIMITS,
    linger: timedelta = timedelta(0),
) -> DeliverOutcome:
    """Send by every way out side by side: one that stands still does not hold up another."""
    passes = [
        deliver(
            transactions,
            channel,
            voice=voice,
            now=now,
            senders=senders,
            limits=limits,
            way=way,
            linger=linger,
        )
        for way, channel in ways.items()
    ]
    outcomes = await asyncio.gather(*passes)
    return reduce(DeliverOutcome.plus, outcomes, DeliverOutcome())


@asynccontextmanager
async def _kept_in_order(work: Pass) -> AsyncIterator[None]:
    """Prolong leases meanwhile; at the end give back what was claimed and never begun."""
    renewal = asyncio.create_task(_renew(work.ledger))
    try:
        yield
    except NotWritten as error:
        raise error.__cause__ or error from None
    finally:
        renewal.cancel()
        last = work.ledger.write(lambda session: _give_back(session, work))
        work.ledger.close()
        with suppress(NotWritten):
            # What could not be given back waits for the end of its lease.
            await last


async def _renew(ledger: Ledger) -> None:
    """Keep what is in hand from looking like left by the dead, however slow the server is."""
    while True:
        await asyncio.sleep(outbox.LEASE.total_seconds() / 4)
        with suppress(NotWritten):
            await ledger.write(
                lambda session: outbox.renew(session, worker=ledger.worker, now=ledger.now())
            )


def _give_back(session: Session, work: Pass) -> None:
    outbox.give_back(session, work.ledger.worker, never_begun=work.unsure)


async def _together(conversations: list[Any]) -> None:
    """Run the connections side by side; when one fails for a fault of ours, all end."""
    tasks = [asyncio.create_task(one) for one in conversations]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _send_all(work: Pass, channel: Channel) -> None:
    line = _Line(work, channel)
    try:
        while (mail := await work.supply.next()) is not None:
            try:
                await line.send(mail)
            finally:
                work.supply.done()
        await line.settled()
    finally:
        await channel.close()


@dataclass
class _Line:
    """One connection and the record of its last mail, which must be durable before the next."""

    work: Pass
    channel: Channel
    record: "asyncio.Future[None] | None" = None

    async def settled(self) -> None:
        """Wait until what became of the last mail is durable."""
        record, self.record = self.record, None
        if record is not None:
            await record

    async def send(self, mail: InHand) -> None:
        """Hand one mail over and record what became of it."""
        ledger = self.work.ledger
        try:
            accepted = await self.channel.deliver(
                mail.envelope, on_begin=lambda: self._begin(mail.mail_id)
            )
        except ClaimLost:
            return
        except NotWritten:
            raise
        except DeliveryError as error:
            await self.settled()
            self.record = ledger.failed(mail.mail_id, self._failure(mail.mail_id, error))
            _count(self.work, error.outcome)
        except Exception as error:  # noqa: BLE001 - one mail's fault must not stop the queue
            await self._give_up(mail, error)
        else:
            self.record = ledger.sent(
                outbox.Sent(
                    mail_id=mail.mail_id, code=accepted.code, words=accepted.words,
                    at=self.work.now(), channel=self.work.supply.way.name,
                )
            )  # fmt: skip
            self.work.outcome.sent += 1

    async def _give_up(self, mail: InHand, error: Exception) -> None:
        """Leave a mail on which the program itself stumbled to a person."""
        log.error("mail %d could not be handed over", mail.mail_id, exc_info=error)
        await self.settled()
        at = self.work.now()
        self.record = self.work.ledger.failed(
            mail.mail_id, lambda session: outbox.set_aside(session, mail.mail_id, error, now=at)
        )
        self.work.outcome.parked += 1

    async def _begin(self, mail_id: int) -> None:
        # Both go into one commit; nothing is said to the server before it is durable.
        self.work.unsure.add(mail_id)
        begun = self.work.ledger.begin(mail_id)
        await self.settled()
        held = await begun
        self.work.unsure.discard(mail_id)
        if not held:
            raise ClaimLost

    def _failure(self, mail_id: int, error: DeliveryError) -> Callable[[Session], None]:
        at, worker = self.work.now(), self.work.ledger.worker
        way = self.work.supply.way.name

        def record(session: Session) -> None:
            mail = session.get_one(OutboxMail, mail_id)
            if mail.claimed_by != worker:
                # Its lease ran out, and another sender has taken it over with all that follows.
                return
            outbox.settle_failed(
                session, mail, outcome=error.outcome, code=error.code, words=error.words, now=at,
                by_way=way,
            )  # fmt: skip

        return record


def _count(work: Pass, outcome: Outcome) -> None:
    match outcome:
        case Outcome.STOP:
            work.outcome.stopped = True
            work.supply.stop()
        case Outcome.LATER:
            work.outcome.later += 1
            # The server cannot be used now; the others would only wait for the same answer.
            work.supply.stop()
        case Outcome.LATER_RECIPIENT:
            work.outcome.later += 1
        case Outcome.DOUBTFUL:
            work.outcome.doubtful += 1
        case _:
            work.outcome.parked += 1
