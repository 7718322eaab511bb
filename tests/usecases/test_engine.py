"""The engine under delivery: marks in groups, connections side by side, nothing left claimed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from dondoc.usecases.deliver import deliver
from dondoc.usecases.ledger import Ledger, NotWritten
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.outbox import DeliveryTry, MailState, OutboxMail
from models.queries import outbox as queries
from notifications import outbox
from notifications.channel import Accepted, Envelope, OnBegin, begin
from tests.conftest import Prepared
from tests.factories import WARD, clause, office, on_dates
from tests.smtp_server import Fault, ScriptedServer
from tests.usecases.play import local

EVE = local("2025-04-09 07:30")
MANY = 30


def many_mails(app: App) -> None:
    """Thirty mails that wait in the outbox."""
    keys = [f"u{number}" for number in range(MANY)]
    units = "".join(
        f"  - {{key: {key}, name: Tổ {key}, contacts: [{{name: T, email: {key}@p4.example}}]}}\n"
        for key in keys
    )
    text = WARD.replace("groups: {unions", units + "groups: {unions")
    plan = [clause("V.1", keys, on_dates("2025-04-10"))]
    ward = office(app, plan, now=local("2025-03-03 08:00"), text=text)
    with app.transaction() as session:
        run_round(session, ward.ward_id, voice=app.voice, now=EVE, force=True)


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("many_mails", many_mails)


def all_mails(app: App) -> list[OutboxMail]:
    with app.reading() as session:
        return list(session.exec(select(OutboxMail).order_by(col(OutboxMail.id))).all())


def to(app: App, server: ScriptedServer) -> App:
    return replace(app, settings=app.settings.model_copy(update={"sink_port": server.port}))


@contextmanager
def counting(app: App) -> Iterator[list[int]]:
    """Count the commits of this application."""
    commits: list[int] = []
    heard = lambda _: commits.append(1)  # noqa: E731
    event.listen(app.engine, "commit", heard)
    yield commits
    event.remove(app.engine, "commit", heard)


async def test_marks_of_connections_are_committed_in_groups(app: App) -> None:
    async with ScriptedServer() as server:
        there = to(app, server)
        with counting(app) as commits:
            outcome = await deliver(
                app.transaction, there.channel, voice=app.voice, now=lambda: EVE, senders=8
            )

    assert (outcome.sent, len(server.received), server.connections) == (MANY, MANY, 8)
    assert {mail.state for mail in all_mails(app)} == {MailState.SENT}
    assert len(commits) < MANY // 2


async def test_r3_each_mail_is_durably_marked_before_its_mail_command(app: App) -> None:
    """The database is asked, on another connection, at the moment in which a server would be."""
    seen: list[tuple[MailState, int]] = []

    @dataclass
    class Looking:
        async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
            await begin(on_begin)
            with app.reading() as session:
                mine = select(OutboxMail).where(OutboxMail.message_id == envelope.message_id)
                unrecorded = select(OutboxMail).where(OutboxMail.state == MailState.SENDING)
                seen.append((session.exec(mine).one().state, len(session.exec(unrecorded).all())))
            return Accepted(250, "taken")

        async def close(self) -> None:
            """Nothing is held open."""

    await deliver(app.transaction, Looking, voice=app.voice, now=lambda: EVE, senders=3)

    assert [state for state, _ in seen] == [MailState.SENDING] * MANY
    # What a kill would leave in doubt is never more than one mail a connection.
    assert max(unrecorded for _, unrecorded in seen) <= 3


async def test_a_connection_that_hangs_holds_up_neither_the_others_nor_their_records(
    app: App,
) -> None:
    async with ScriptedServer({"content": [Fault.HANG]}) as server:
        there = to(app, server)
        passing = asyncio.create_task(
            deliver(app.transaction, there.channel, voice=app.voice, now=lambda: EVE, senders=3)
        )
        await until_sent(app, MANY - 1)
        passing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await passing

    assert [mail.state for mail in all_mails(app)].count(MailState.SENDING) == 1
    assert len(server.received) == MANY - 1


async def test_r3_a_pass_that_is_stopped_gives_back_what_it_had_not_begun(app: App) -> None:
    async with ScriptedServer({"RCPT": [Fault.HANG] * 9}) as server:
        there = to(app, server)
        passing = asyncio.create_task(
            deliver(app.transaction, there.channel, voice=app.voice, now=lambda: EVE, senders=2)
        )
        await server.heard["RCPT"].wait()
        passing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await passing

    states = [mail.state for mail in all_mails(app)]
    assert states.count(MailState.SENDING) <= 2
    assert states.count(MailState.QUEUED) == MANY - states.count(MailState.SENDING)
    assert {mail.attempts for mail in all_mails(app)} == {0}


async def test_r3_a_mail_that_was_given_back_while_its_server_took_it_counts_as_sent(
    app: App,
) -> None:
    """Its sender was slow, not dead: the answer comes after another pass has recovered the mail."""
    first = all_mails(app)[0]
    late = EVE + outbox.LEASE + timedelta(seconds=1)
    with app.transaction() as session:
        outbox.claim_all(session, [first.id or 0], worker="slow", now=EVE)
        outbox.begin_all(session, [first.id or 0], worker="slow", now=EVE)
    with app.transaction() as session:
        outbox.recover(session, now=late)
    with app.transaction() as session:
        taken = outbox.Sent(mail_id=first.id or 0, code=250, words="taken", at=late)
        outbox.record_sent(session, [taken], worker="slow")

    after = all_mails(app)[0]
    assert (after.state, after.sent_at) == (MailState.SENT, late)


async def test_one_mark_that_cannot_be_written_leaves_the_others_written(app: App) -> None:
    def bad(session: Session) -> None:
        session.add(DeliveryTry(mail_id=987654, at=EVE, outcome="sent"))
        session.flush()
        raise ValueError("no such mail")

    mails = all_mails(app)
    ledger = Ledger(app.transaction, "w", lambda: EVE)
    claimed = ledger.write(
        lambda session: outbox.claim_all(
            session, [mail.id or 0 for mail in mails[:2]], worker="w", now=EVE
        )
    )
    failing, begun = ledger.write(bad), ledger.begin(mails[0].id or 0)
    stranger = ledger.begin(mails[5].id or 0)

    assert (len(await claimed), await begun, await stranger) == (2, True, False)
    with pytest.raises(NotWritten):
        await failing
    ledger.close()
    assert all_mails(app)[0].state is MailState.SENDING


async def test_leases_are_renewed_while_a_pass_lasts(app: App) -> None:
    mail_id = all_mails(app)[0].id or 0
    with app.transaction() as session:
        outbox.claim_all(session, [mail_id], worker="w", now=EVE)
        outbox.renew(session, worker="w", now=EVE + timedelta(minutes=8))
    with app.transaction() as session:
        taken_back = outbox.recover(session, now=EVE + outbox.LEASE)

    assert (taken_back, all_mails(app)[0].state) == (0, MailState.CLAIMED)


@dataclass
class Clock:
    """Moves on with each look."""

    at: datetime
    step: timedelta
    looks: list[datetime] = field(default_factory=list)

    def __call__(self) -> datetime:
        self.at += self.step
        self.looks.append(self.at)
        return self.at


async def test_a_pass_ends_by_itself_and_leaves_the_rest_to_the_next(app: App) -> None:
    clock = Clock(EVE, timedelta(minutes=1))
    async with ScriptedServer() as server:
        there = to(app, server)
        first = await deliver(app.transaction, there.channel, voice=app.voice, now=clock)
        rest = await deliver(app.transaction, there.channel, voice=app.voice, now=lambda: EVE)

    assert first.sent + rest.sent == MANY
    assert {mail.attempts for mail in all_mails(app)} == {1}


@dataclass
class Stumbling:
    """A way out with a fault of its own in one mail, before or after the server was spoken to."""

    number: int
    after_begin: bool
    taken: list[str] = field(default_factory=list)

    async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
        stumbles = len(self.taken) == self.number
        self.taken.append(envelope.rcpt_to)
        if stumbles and not self.after_begin:
            raise ValueError("not one line")
        await begin(on_begin)
        if stumbles:
            raise ValueError("not one line")
        return Accepted(250, "taken")

    async def close(self) -> None:
        """Nothing is held open."""


@pytest.mark.parametrize(
    ("after_begin", "left"), [(False, MailState.PARKED), (True, MailState.UNKNOWN)]
)
async def test_a_mail_on_which_the_program_stumbles_does_not_stop_the_others(
    app: App, after_begin: bool, left: MailState
) -> None:
    channel = Stumbling(3, after_begin)

    outcome = await deliver(app.transaction, lambda: channel, voice=app.voice, now=lambda: EVE)

    broken = next(m for m in all_mails(app) if m.to_address == channel.taken[3])
    with app.reading() as session:
        (alarm,) = queries.open_alarms(session)
    assert (outcome.sent, outcome.parked, broken.state) == (MANY - 1, 1, left)
    assert (alarm.kind, broken.to_address in alarm.words) == (outbox.MAIL_BROKEN, True)


async def test_a_pass_that_lingers_sends_what_a_round_stores_meanwhile_over_its_connections(
    app: App,
) -> None:
    later = [mail.id for mail in all_mails(app)][20:]
    may_leave(app, later, EVE + timedelta(hours=1))
    async with ScriptedServer() as server:
        there = to(app, server)
        passing = asyncio.create_task(
            deliver(
                app.transaction, there.channel, voice=app.voice, now=lambda: EVE, senders=3,
                linger=timedelta(seconds=60),
            )
        )  # fmt: skip
        await until_sent(app, 20)
        may_leave(app, later, EVE)
        await until_sent(app, MANY)
        passing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await passing

    assert (len(server.received), server.connections) == (MANY, 3)


async def test_a_pass_ends_when_nothing_came_for_as_long_as_it_lingers(app: App) -> None:
    taken: list[float] = []
    clock = asyncio.get_running_loop().time

    @dataclass
    class Noting:
        async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
            await begin(on_begin)
            taken.append(clock())
            return Accepted(250, f"took {envelope.message_id}")

        async def close(self) -> None:
            """Nothing is held open."""

    outcome = await deliver(
        app.transaction, Noting, voice=app.voice, now=lambda: EVE, senders=8,
        linger=timedelta(seconds=1.2),
    )  # fmt: skip

    assert (outcome.sent, len(taken)) == (MANY, MANY)
    # However many connections rest meanwhile.
    assert clock() - taken[-1] >= 1.2


def may_leave(app: App, mail_ids: list[int | None], not_before: datetime) -> None:
    with app.transaction() as session:
        for mail_id in mail_ids:
            session.get_one(OutboxMail, mail_id).not_before = not_before


async def until_sent(app: App, count: int) -> None:
    async with asyncio.timeout(30):
        while sum(mail.state is MailState.SENT for mail in all_mails(app)) < count:  # noqa: ASYNC110 - a row tells nobody that it changed
            await asyncio.sleep(0.02)
