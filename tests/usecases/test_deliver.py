"""Delivery over real SMTP: nothing twice, nothing lost, nothing said that is no longer true."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import pairwise

import pytest
from sqlmodel import col, select

from dondoc.operate.tick import send, turn
from dondoc.usecases import alarms, extend, sign_in
from dondoc.usecases.deliver import DeliverOutcome, deliver
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.db import make_engine
from models.outbox import Alarm, DeliveryTry, MailState, OutboxMail, SuspendedAddress
from models.queries import outbox as queries
from models.queries import shelf as shelf_queries
from notifications import outbox
from notifications.channel import Accepted, Envelope, OnBegin, begin
from tests.contents import content_of, contents_of
from tests.factories import OFFICER, WARD, Office, clause, office, on_dates
from tests.smtp_server import Fault, MailServer, Reply, ScriptedServer
from tests.usecases.play import local

DUE = on_dates("2025-04-10")
EVE = local("2025-04-09 07:30")
FIVE = ["ubnd", "front", "women", "culture", "radio"]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


def through(app: App, port: int, *, senders: int = 1) -> App:
    """Return the application with its mails going to this port of the machine."""
    settings = app.settings.model_copy(update={"sink_port": port, "senders": senders})
    return replace(app, settings=settings)


def ward_of(app: App, units: Sequence[str], now: datetime, text: str = WARD) -> Office:
    return office(app, [clause("V.1", units, DUE)], now=now, text=text)


def queue(ward: Office, at: datetime = EVE) -> list[OutboxMail]:
    """Let a round fill the outbox, and return what waits there."""
    with ward.app.transaction() as session:
        run_round(session, ward.ward_id, voice=ward.app.voice, now=at, force=True)
    return [mail for mail in all_mails(ward) if mail.state is MailState.QUEUED]


def all_mails(ward: Office) -> list[OutboxMail]:
    with ward.app.reading() as session:
        return list(session.exec(select(OutboxMail).order_by(col(OutboxMail.id))).all())


def mail_to(ward: Office, address: str) -> OutboxMail:
    return [mail for mail in all_mails(ward) if mail.to_address == address][-1]


def pass_at(app: App, at: datetime) -> DeliverOutcome:
    return send(app, now=lambda: at)


async def pass_to(app: App, server: ScriptedServer, at: datetime) -> DeliverOutcome:
    there = through(app, server.port)
    return await deliver(there.transaction, there.channel, voice=app.voice, now=lambda: at)


def text_of(content: bytes) -> str:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def unanswered(ward: Office) -> list[Alarm]:
    with ward.app.reading() as session:
        return list(queries.open_alarms(session, ward_id=ward.ward_id))


class Dying:
    """A way out whose sender dies while the server already has the mail, or may have it."""

    def __init__(self) -> None:
        self.handed: list[Envelope] = []

    async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
        await begin(on_begin)
        self.handed.append(envelope)
        raise KeyboardInterrupt

    async def close(self) -> None:
        """The process is gone."""


def die(app: App, at: datetime) -> list[Envelope]:
    channel = Dying()

    async def one_pass() -> None:
        await deliver(app.transaction, lambda: channel, voice=app.voice, now=lambda: at)

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(one_pass())
    return channel.handed


def test_a_pass_hands_each_mail_over_as_it_was_stored(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, FIVE, now)
    waiting = queue(ward)
    contents = contents_of(app)

    outcome = pass_at(through(app, server.port, senders=3), EVE)

    assert (outcome.sent, outcome.later, outcome.parked) == (len(waiting), 0, 0)
    got = {one.rcpt_to: one.content for one in server.received}
    assert got == {mail.to_address: contents[mail.id or 0] for mail in waiting}
    assert {mail.state for mail in all_mails(ward)} == {MailState.SENT}
    assert {one.mail_from for one in server.received} == {"dondoc@phuong4.example"}


def test_r2_passes_side_by_side_send_each_mail_once(
    app: App, now: datetime, server: MailServer, database_url: str
) -> None:
    many = [f"u{number}" for number in range(40)]
    units = "".join(
        f"  - {{key: {key}, name: Tổ {key}, contacts: [{{name: T, email: {key}@p4.example}}]}}\n"
        for key in many
    )
    ward = ward_of(app, many, now, WARD.replace("groups: {unions", units + "groups: {unions"))
    waiting = queue(ward)
    engines = [make_engine(database_url) for _ in range(3)]
    workers = [replace(through(app, server.port, senders=2), engine=engine) for engine in engines]

    with ThreadPoolExecutor(len(workers)) as pool:
        outcomes = list(pool.map(lambda worker: pass_at(worker, EVE), workers))

    for engine in engines:
        engine.dispose()
    assert sum(outcome.sent for outcome in outcomes) == len(waiting) == 40
    assert sorted(one.rcpt_to for one in server.received) == sorted(m.to_address for m in waiting)
    assert {mail.attempts for mail in all_mails(ward)} == {1}


def test_r3_a_sender_that_dies_repeats_its_mail_once_with_the_same_bytes(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, ["culture"], now)
    queue(ward)
    (handed,) = die(app, EVE)
    working = through(app, server.port)

    early = pass_at(working, EVE + outbox.LEASE - timedelta(seconds=1))
    recovered = pass_at(working, EVE + outbox.LEASE)
    repeated = pass_at(working, EVE + outbox.LEASE + timedelta(minutes=5))

    assert (early.recovered, recovered.recovered, repeated.recovered) == (0, 1, 0)
    twice = [one.content for one in server.received if one.rcpt_to == handed.rcpt_to]
    assert twice == [handed.content]
    mail = mail_to(ward, handed.rcpt_to)
    assert (mail.state, mail.repeats, mail.message_id) == (MailState.SENT, 1, handed.message_id)
    assert handed.message_id.encode() in twice[0]


def test_r3_the_repeat_keeps_its_bytes_even_when_its_matter_has_changed(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, ["culture"], now)
    with app.transaction() as session:
        run_round(session, ward.ward_id, voice=app.voice, now=EVE, force=True)
        for mail in shelf_queries.unsent_mails(session, ward.ward_id):
            if mail.to_address != "culture@p4.example":
                outbox.drop(session, mail, reason="not looked at here")
    (handed,) = die(app, EVE)
    with app.transaction() as session:
        extend.grant(
            session, ward.one("V.1").id or 0, until=local("2025-04-24 00:00").date(),
            actor=OFFICER, now=EVE + timedelta(minutes=1),
        )  # fmt: skip
    working = through(app, server.port)
    pass_at(working, EVE + outbox.LEASE)

    # The next morning's round must not take a mail over that a server may have.
    tomorrow = local("2025-04-10 07:30")
    queue(ward, tomorrow)
    pass_at(working, tomorrow)

    contents = [one.content for one in server.received if one.rcpt_to == "culture@p4.example"]
    assert handed.content in contents
    assert len(contents) == len(set(contents))


def test_r3_a_second_death_leaves_the_mail_to_a_person(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, ["culture"], now)
    queue(ward)
    (first,) = die(app, EVE)
    working = through(app, server.port)
    again = EVE + outbox.LEASE
    with app.transaction() as session:
        outbox.recover(session, now=again)
    later = again + timedelta(minutes=5)
    with app.transaction() as session:
        others = [m.id for m in shelf_queries.unsent_mails(session, ward.ward_id)]
        for mail_id in others:
            outbox.drop(session, session.get_one(OutboxMail, mail_id), reason="not looked at here")
    (second,) = die(app, later)

    pass_at(working, later + outbox.LEASE)
    pass_at(working, later + timedelta(hours=2))

    assert second == first
    assert mail_to(ward, first.rcpt_to).state is MailState.UNKNOWN
    assert first.rcpt_to not in {one.rcpt_to for one in server.received}


def test_r3_a_claim_that_was_never_begun_goes_back_without_counting(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, ["culture"], now)
    (mail, *_) = queue(ward)
    with app.transaction() as session:
        outbox.claim(session, mail.id or 0, worker="one that died", now=EVE)

    outcome = pass_at(through(app, server.port), EVE + outbox.LEASE)

    after = next(row for row in all_mails(ward) if row.id == mail.id)
    assert (outcome.recovered, after.state, after.attempts, after.repeats) == (
        1, MailState.SENT, 1, 0,
    )  # fmt: skip
    assert [one.rcpt_to for one in server.received].count(mail.to_address) == 1


def test_r3_a_sender_that_comes_back_too_late_sends_nothing(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, ["culture"], now)
    (mail, *_) = queue(ward)
    with app.transaction() as session:
        outbox.claim(session, mail.id or 0, worker="slow", now=EVE)
    pass_at(through(app, server.port), EVE + outbox.LEASE)

    with app.transaction() as session:
        may_send = outbox.begin(session, mail.id or 0, worker="slow", now=EVE + outbox.LEASE)

    assert may_send is False


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CLOSE], ids=lambda f: f.value)
async def test_r3_silence_after_the_content_is_repeated_once_and_then_parked_as_unknown(
    app: App, now: datetime, fault: Fault
) -> None:
    ward = ward_of(app, ["culture"], now)
    (mail, *others) = queue(ward)
    with app.transaction() as session:
        for other in others:
            outbox.drop(session, session.get_one(OutboxMail, other.id), reason="not looked at here")
    content = content_of(app, mail)

    async with ScriptedServer({"content": [fault, fault]}) as server:
        first = await pass_to(app, server, EVE)
        early = await pass_to(app, server, EVE + timedelta(minutes=4))
        second = await pass_to(app, server, EVE + timedelta(minutes=5))
        third = await pass_to(app, server, EVE + timedelta(hours=3))

    assert [o.doubtful for o in (first, early, second, third)] == [1, 0, 1, 0]
    after = mail_to(ward, mail.to_address)
    assert (after.state, after.attempts) == (MailState.UNKNOWN, 2)
    assert content_of(app, mail) == content
    assert server.said.count("DATA") == 2


def test_r4_while_the_server_is_down_mails_wait_and_are_not_stamped_as_sent(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, FIVE, now)
    waiting = queue(ward)
    down = through(app, 1)

    outcome = pass_at(down, EVE)

    assert (outcome.sent, outcome.later, outcome.stopped) == (0, 1, False)
    stored = all_mails(ward)
    assert {(mail.state, mail.sent_at) for mail in stored} == {(MailState.QUEUED, None)}
    assert sorted(mail.attempts for mail in stored) == [0] * (len(waiting) - 1) + [1]
    later = pass_at(through(app, server.port), EVE + timedelta(minutes=2))
    assert later.sent == len(waiting)


def test_r4_tries_against_a_dead_server_grow_apart_to_an_hour(app: App, now: datetime) -> None:
    ward = ward_of(app, ["culture"], now)
    waiting = queue(ward)
    with app.transaction() as session:
        for mail in waiting[1:]:
            outbox.drop(session, session.get_one(OutboxMail, mail.id), reason="not looked at here")
    down = through(app, 1)

    for minute in range(5 * 60):
        pass_at(down, EVE + timedelta(minutes=minute))

    with app.reading() as session:
        tries = [row.at for row in queries.tries_of(session, [waiting[0].id or 0])]
    minutes = [round((b - a).total_seconds() / 60) for a, b in pairwise(tries)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert mail_to(ward, waiting[0].to_address).state is MailState.QUEUED


def test_r4_a_refused_address_is_suspended_told_and_the_next_contact_takes_over(
    app: App, now: datetime, server: MailServer
) -> None:
    both = (
        "contacts: [{name: Minh, title: Công chức, email: never.culture@p4.example}, "
        "{name: Thay, email: deputy@p4.example}]"
    )
    old = "contacts: [{name: Minh, title: Công chức, email: culture@p4.example}]"
    assert old in WARD
    ward = ward_of(app, ["culture", "radio"], now, WARD.replace(old, both))
    queue(ward)

    outcome = pass_at(through(app, server.port), EVE)

    refused = mail_to(ward, "never.culture@p4.example")
    assert (outcome.parked, refused.state, refused.last_words) == (
        1, MailState.PARKED, "5.1.1 no such user",
    )  # fmt: skip
    assert "radio@p4.example" in {one.rcpt_to for one in server.received}
    with app.reading() as session:
        suspended = session.exec(select(SuspendedAddress.address)).all()
    (alarm,) = unanswered(ward)
    assert (list(suspended), alarm.kind) == (["never.culture@p4.example"], outbox.ADDRESS_REFUSED)
    assert "never.culture@p4.example" in alarm.words
    queue(ward, local("2025-04-10 07:30"))
    pass_at(through(app, server.port), local("2025-04-10 07:30"))
    assert server.received[-1].rcpt_to != "never.culture@p4.example"
    assert "deputy@p4.example" in {one.rcpt_to for one in server.received}


def test_a_suspended_address_is_tried_again_once_the_officer_has_answered(
    app: App, now: datetime, server: MailServer
) -> None:
    text = WARD.replace("culture@p4.example", "never@p4.example")
    ward = ward_of(app, ["culture"], now, text)
    queue(ward)
    pass_at(through(app, server.port), EVE)
    (alarm,) = unanswered(ward)
    silent = queue(ward, local("2025-04-10 07:30"))

    with app.transaction() as session:
        alarms.answer(
            session,
            alarm.id or 0,
            ward_id=ward.ward_id,
            actor=OFFICER,
            now=local("2025-04-10 09:00"),
        )
    queued = queue(ward, local("2025-04-11 07:30"))

    assert "never@p4.example" not in {mail.to_address for mail in silent}
    assert "never@p4.example" in {mail.to_address for mail in queued}


async def test_r4_a_refused_sender_stops_the_whole_queue_until_a_person_answers(
    app: App, now: datetime
) -> None:
    ward = ward_of(app, FIVE, now)
    waiting = queue(ward)
    contents = contents_of(app)

    async with ScriptedServer({"MAIL": ["550 5.7.1 sender not allowed"]}) as server:
        first = await pass_to(app, server, EVE)
        second = await pass_to(app, server, EVE + timedelta(hours=1))
        untouched = [(mail.state, mail.repeats) for mail in all_mails(ward)], contents_of(app)
        (alarm,) = unanswered(ward)
        with app.transaction() as session:
            alarms.answer(
                session,
                alarm.id or 0,
                ward_id=ward.ward_id,
                actor=OFFICER,
                now=EVE + timedelta(hours=2),
            )
        third = await pass_to(app, server, EVE + timedelta(hours=2))

    assert (first.stopped, first.sent, second.stopped, second.sent) == (True, 0, True, 0)
    assert untouched == ([(MailState.QUEUED, 0)] * len(waiting), contents)
    assert (alarm.kind, alarm.words) == (outbox.QUEUE_STOPPED, "5.7.1 sender not allowed")
    assert (third.stopped, third.sent, len(server.received)) == (False, len(waiting), len(waiting))


async def test_r4_a_greylisted_mail_comes_again_and_does_not_hold_up_the_others(
    app: App, now: datetime
) -> None:
    ward = ward_of(app, FIVE, now)
    waiting = queue(ward)

    async with ScriptedServer({"RCPT": ["451 4.7.1 greylisted"]}) as server:
        first = await pass_to(app, server, EVE)
        second = await pass_to(app, server, EVE + timedelta(minutes=5))

    assert (first.sent, first.later, second.sent) == (len(waiting) - 1, 1, 1)
    assert len(server.received) == len(waiting)


async def test_r4_after_a_day_of_greylisting_the_mail_is_parked_for_a_person(
    app: App, now: datetime
) -> None:
    ward = ward_of(app, ["culture"], now)
    waiting = queue(ward)
    with app.transaction() as session:
        for mail in waiting[1:]:
            outbox.drop(session, session.get_one(OutboxMail, mail.id), reason="not looked at here")
    script: Mapping[str, Sequence[Reply]] = {"RCPT": ["450 4.7.1 greylisted"] * 99}

    async with ScriptedServer(script) as server:
        for quarter in range(4 * 30):
            await pass_to(app, server, EVE + timedelta(minutes=15 * quarter))

    mail = mail_to(ward, waiting[0].to_address)
    assert (mail.state, mail.last_words) == (MailState.PARKED, "4.7.1 greylisted")


def test_a_retry_waits_for_the_window_and_its_reminder_becomes_true_again(
    app: App, now: datetime, server: MailServer
) -> None:
    """Put off at 16:59 on the day before the deadline; the next morning it is due today."""
    ward = ward_of(app, ["culture"], now)
    before = local("2025-04-09 16:59")
    queue(ward, before)
    pass_at(through(app, 1), before)
    working = through(app, server.port)

    night = [pass_at(working, local(f"2025-04-{at}")).sent for at in ("09 17:00", "09 23:00", "10 07:29")]  # fmt: skip
    pass_at(working, local("2025-04-10 07:30"))

    assert night == [0, 0, 0]
    words = next(text_of(r.content) for r in server.received if r.rcpt_to == "culture@p4.example")
    assert ("hôm nay" in words.lower(), "sắp đến hạn" in words.lower()) == (True, False)


def test_r5_a_reminder_that_leaves_after_the_deadline_says_that_it_is_overdue(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, ["culture"], now)
    queue(ward)
    pass_at(through(app, 1), EVE)

    # The server comes back on Friday noon; nobody ran a round in between.
    pass_at(through(app, server.port), local("2025-04-11 12:00"))

    mail = mail_to(ward, "culture@p4.example")
    words = text_of(content_of(app, mail)).lower()
    assert (mail.kind, mail.state, mail.local_day.isoformat()) == (
        "overdue", MailState.SENT, "2025-04-11",
    )  # fmt: skip
    assert ("quá hạn" in words, "sắp đến hạn" in words) == (True, False)
    assert "quá hạn" in mail.subject


def test_r5_three_days_without_a_server_end_in_one_mail_for_each_address(
    app: App, now: datetime, server: MailServer
) -> None:
    clauses = [clause("V.1", ["culture"], DUE), clause("V.2", ["culture"], on_dates("2025-04-14"))]
    ward = office(app, clauses, now=now)
    down = through(app, 1)
    for day in ("2025-04-08", "2025-04-09", "2025-04-10"):
        opening = local(f"{day} 07:30")
        assert turn(down, now=lambda moment=opening: moment).failed == {}  # type: ignore[misc]

    back = local("2025-04-11 07:30")
    outcome = turn(through(app, server.port), now=lambda: back)

    addresses = [one.rcpt_to for one in server.received]
    assert sorted(addresses) == sorted(set(addresses))
    assert outcome.delivered.sent == len(addresses)
    words = next(text_of(r.content) for r in server.received if r.rcpt_to == "culture@p4.example")
    mail = mail_to(ward, "culture@p4.example")
    with app.reading() as session:
        told = {item.assignment_id for item in queries.items_of(session, [mail.id or 0])}
    assert told == {row.id for row in ward.all()}
    assert len(set(re.findall(r"/l/[\w-]{22}", words))) == 2
    older = [m for m in all_mails(ward) if m.to_address == "culture@p4.example" and m.id != mail.id]
    assert {m.state for m in older} == {MailState.DROPPED}
    assert {m.last_words.startswith("Được thay bằng") for m in older} == {True}


def test_a_mail_that_someone_waits_for_goes_first_and_at_night(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, FIVE, now)
    evening = local("2025-04-09 16:58")
    waiting = queue(ward, evening)
    with app.transaction() as session:
        sign_in.ask(session, "chair@p4.example", voice=app.voice, now=evening)

    night = pass_at(through(app, server.port), local("2025-04-09 20:00"))

    assert (night.sent, night.later) == (1, len(waiting))
    assert [one.rcpt_to for one in server.received] == ["chair@p4.example"]


def test_every_try_is_kept_with_the_servers_own_words(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_of(app, ["culture"], now, WARD.replace("culture@", "later.culture@"))
    queue(ward)

    pass_at(through(app, server.port), EVE)

    mail = mail_to(ward, "later.culture@p4.example")
    with app.reading() as session:
        rows = session.exec(select(DeliveryTry).where(DeliveryTry.mail_id == mail.id)).all()
    assert [(row.outcome, row.code, row.words) for row in rows] == [
        ("later_recipient", 451, "4.7.1 greylisted, come again")
    ]
    assert [(bool(row.sender), row.channel) for row in rows] == [(True, "mail")]
