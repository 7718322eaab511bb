"""R4: each fault of a mail server ends in its stated class, as the outbox's rows show it.

The same faults at the channel alone: ``tests/notifications/test_smtp_faults.py``.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from sqlmodel import col, select

from dondoc.operate.tick import send
from dondoc.usecases import alarms
from dondoc.usecases.deliver import DeliverOutcome
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.outbox import Alarm, DeliveryTry, MailState, OutboxMail, SuspendedAddress
from models.queries import outbox as queries
from notifications import outbox
from tests.certificates import certificate
from tests.conftest import Prepared
from tests.contents import contents_of
from tests.factories import OFFICER, clause, office, on_dates
from tests.smtp_server import Fault, Reply, ScriptedServer, Slow
from tests.usecases.play import local

EVE = local("2025-04-09 07:30")
UNITS = ["culture", "radio", "women"]
Class = Literal["sent", "later", "later_recipient", "address", "park", "stop", "doubtful"]


def build(app: App) -> int:
    """A ward whose morning round has just filled the outbox."""
    now = local("2025-03-03 08:00")
    ward = office(app, [clause("V.1", UNITS, on_dates("2025-04-10"))], now=now)
    with app.transaction() as session:
        run_round(session, ward.ward_id, voice=app.voice, now=EVE, force=True)
    return ward.ward_id


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("mails_wait", build)


@dataclass(frozen=True)
class Case:
    """What the server does to the first mail, and the class in which that must end.

    ``patience`` is the channel's waiting time in seconds for every answer.
    """

    ends: Class
    script: Mapping[str, Sequence[Reply]] = field(default_factory=dict)
    code: int | None = None
    offers: Sequence[str] = ("SIZE 1000000",)
    settings: Mapping[str, Any] = field(default_factory=dict)
    patience: float = 20
    certificate_for: str | None = None


def first(step: str, reply: Reply, ends: Class, code: int | None = None) -> Case:
    return Case(ends, {step: [reply]}, code, patience=0.5 if reply is Fault.HANG else 20)


def drip(ends: Class, *steps: str, a_byte: float, patience: float) -> Case:
    usual = {"banner": "220 slow", "MAIL": "250 ok", "RCPT": "250 ok", "content": "250 taken"}
    slow: dict[str, list[Reply]] = {s: [Slow(usual[s], byte_seconds=a_byte)] for s in steps}
    return Case(ends, slow, patience=patience)


LOGIN = {"smtp_host": "localhost", "smtp_security": "none", "smtp_user": "u", "smtp_password": "p"}
TLS = {"smtp_host": "localhost", "smtp_security": "starttls"}
CASES = {
    "too busy to greet": first("banner", "421 4.3.2 busy", "later", 421),
    "closing": first("MAIL", "421 4.3.2 closing", "later", 421),
    "closing after the content": first("content", "421 4.3.2 closing", "later", 421),
    "out of space at MAIL": first("MAIL", "452 4.3.1 out of space", "later", 452),
    "greylisting": first("RCPT", "451 4.7.1 greylisted", "later_recipient", 451),
    "too many recipients": first("RCPT", "452 4.5.3 too many", "later_recipient", 452),
    "out of space after the content": first("content", "452 4.3.1 full", "later_recipient", 452),
    "mailbox full": first("RCPT", "552 5.2.2 over quota", "later_recipient", 552),
    "unknown user": first("RCPT", "550 5.1.1 no such user", "address", 550),
    "unknown user after the content": first("content", "550 5.1.1 no such user", "address", 550),
    "sender not allowed at MAIL": first("MAIL", "550 5.7.1 not you", "stop", 550),
    "sender not allowed at RCPT": first("RCPT", "550 5.7.1 not you", "stop", 550),
    "sender not allowed at the end": first("content", "550 5.7.26 DMARC", "stop", 550),
    "blocked": first("banner", "554 5.7.1 blocked", "stop", 554),
    "content refused": first("content", "554 5.6.0 no", "park", 554),
    "too big after the content": first("content", "552 5.3.4 too big", "park", 552),
    "size exceeded": Case("park", {"MAIL": ["552 5.3.4 too big"]}, 552, offers=("SIZE 10",)),
    "wrong password": Case(
        "stop", {"AUTH": ["535 5.7.8 wrong"]}, 535, offers=["AUTH PLAIN"], settings=LOGIN
    ),
    "login not possible now": Case(
        "later", {"AUTH": ["454 4.7.0 not now"]}, 454, offers=["AUTH PLAIN"], settings=LOGIN
    ),
    "no login offered": Case("stop", settings=LOGIN),
    "no encryption offered": Case("stop", settings=TLS),
    "certificate of nobody known": Case("stop", settings=TLS, certificate_for="localhost"),
    "certificate of another host": Case("stop", settings=TLS, certificate_for="other.example"),
    "greeting after a while": Case("sent", {"banner": [Slow("220 hello", 0.2)]}, patience=5),
    "greeting too late": Case("later", {"banner": [Slow("220 hello", 2)]}, patience=0.3),
    "never a greeting": first("banner", Fault.HANG, "later"),
    "silence after RCPT": first("RCPT", Fault.HANG, "later"),
    "silence after DATA": first("DATA", Fault.HANG, "later"),
    "silence after the content": first("content", Fault.HANG, "doubtful"),
    "reset after RCPT": first("RCPT", Fault.RESET, "later"),
    "reset in the content": first("middle", Fault.RESET, "doubtful"),
    "reset after the content": first("content", Fault.RESET, "doubtful"),
    "no 8BITMIME, no SMTPUTF8, nothing": Case("sent", offers=()),
    "slow, with patience": drip(
        "sent", "banner", "MAIL", "RCPT", "content", a_byte=0.01, patience=5
    ),
    "slow greeting": drip("later", "banner", a_byte=1, patience=0.3),
    "slow after MAIL": drip("later", "MAIL", a_byte=1, patience=0.3),
    "slow after the content": drip("doubtful", "content", a_byte=1, patience=0.3),
}


@dataclass(frozen=True)
class Ward:
    """A ward whose mails wait, and ways to look at what became of them."""

    app: App
    id: int

    def mails(self) -> list[OutboxMail]:
        with self.app.reading() as session:
            return list(session.exec(select(OutboxMail).order_by(col(OutboxMail.id))).all())

    def contents(self) -> dict[str, bytes]:
        """Return the bytes of each mail by its address."""
        kept = contents_of(self.app)
        return {mail.to_address: kept[mail.id or 0] for mail in self.mails()}

    def alarms(self) -> list[Alarm]:
        with self.app.reading() as session:
            return list(queries.open_alarms(session))

    def suspended(self) -> list[str]:
        with self.app.reading() as session:
            return list(session.exec(select(SuspendedAddress.address)).all())

    def tries(self, mail: OutboxMail) -> list[DeliveryTry]:
        with self.app.reading() as session:
            return list(queries.tries_of(session, [mail.id or 0]))

    def answer_alarms(self) -> None:
        for alarm in self.alarms():
            with self.app.transaction() as session:
                alarms.answer(
                    session, alarm.id or 0, ward_id=alarm.ward_id or 1, actor=OFFICER, now=EVE
                )


@pytest.fixture
def ward(app: App, copied: tuple[str, Any]) -> Ward:
    return Ward(app, copied[1])


async def pass_to(ward: Ward, port: int, minute: int, **given: Any) -> DeliverOutcome:
    """Send once over one connection, some minutes after the round."""
    found = ward.app.settings.model_copy(
        update={"sink_port": port, "smtp_port": port, "senders": 1, **given}
    )
    at = EVE + timedelta(minutes=minute)
    return await asyncio.to_thread(send, replace(ward.app, settings=found), now=lambda: at)


def scripted(case: Case, folder: Path) -> ScriptedServer:
    context = certificate(folder, case.certificate_for)[1] if case.certificate_for else None
    return ScriptedServer(case.script, extensions=case.offers, starttls=context)


#: One fault of each class on PostgreSQL too; the conversation does not depend on the database.
EVERYWHERE = {case.ends: name for name, case in CASES.items()}.values()
PAIRS = [("sqlite", name) for name in CASES] + [("postgresql", name) for name in EVERYWHERE]


@pytest.mark.parametrize(
    ("copied", "case"),
    [pytest.param(where, CASES[name], id=f"{where}-{name}") for where, name in PAIRS],
    indirect=["copied"],
)
async def test_r4_each_fault_ends_in_its_class(ward: Ward, case: Case, tmp_path: Path) -> None:
    before, contents = ward.mails(), ward.contents()
    waits = {
        "smtp_timeout_seconds": case.patience,
        "smtp_data_timeout_seconds": case.patience,
        **case.settings,
    }
    async with scripted(case, tmp_path) as server:
        outcome = await pass_to(ward, server.port, 0, **waits)

        after = ward.mails()
        _CHECKS[case.ends](ward, outcome, before, after)
        if case.ends in ("later", "stop"):
            assert server.received == []
        tried = [row for mail in after for row in ward.tries(mail)]
        if case.ends != "sent":
            assert (tried[0].outcome, tried[0].code) == (case.ends, case.code)
            assert tried[0].words
        assert all("8BITMIME" not in said and "SMTPUTF8" not in said for said in server.said)

    await everything_arrives_in_the_end(ward, contents, already=server)


async def everything_arrives_in_the_end(
    ward: Ward, contents: dict[str, bytes], *, already: ScriptedServer
) -> None:
    """Once the server is well and alarms are answered, each mail that may go has gone once.

    ``contents`` are the bytes by address, as they were before the fault.
    """
    ward.answer_alarms()
    async with ScriptedServer() as well:
        for minute in (10, 20, 40):
            await pass_to(ward, well.port, minute)

    got = [mail.rcpt_to for mail in (*already.received, *well.received)]
    parked = [m.to_address for m in ward.mails() if m.state is MailState.PARKED]
    assert sorted(got + parked) == sorted(contents)
    assert all(one.content == contents[one.rcpt_to] for one in already.received + well.received)


def is_sent(
    ward: Ward, outcome: DeliverOutcome, before: Sequence[OutboxMail], after: Sequence[OutboxMail]
) -> None:
    assert outcome.sent == len(before)
    assert {mail.state for mail in after} == {MailState.SENT}
    assert ward.alarms() == []


def waits_with_all_others(
    ward: Ward, outcome: DeliverOutcome, before: Sequence[OutboxMail], after: Sequence[OutboxMail]
) -> None:
    """Nobody is told anything wrong: no mail is stamped as sent, no address is blamed."""
    assert (outcome.sent, outcome.stopped) == (0, False)
    assert {(mail.state, mail.sent_at, mail.repeats) for mail in after} == {
        (MailState.QUEUED, None, 0)
    }
    assert sorted(mail.attempts for mail in after) == [0] * (len(before) - 1) + [1]
    (tried,) = [mail for mail in after if mail.attempts]
    assert tried.not_before == EVE + timedelta(minutes=1)
    assert (ward.suspended(), ward.alarms()) == ([], [])


def waits_alone(
    ward: Ward, outcome: DeliverOutcome, before: Sequence[OutboxMail], after: Sequence[OutboxMail]
) -> None:
    (mail,) = others_are_sent(outcome, before, after)
    assert (mail.state, mail.attempts, mail.repeats) == (MailState.QUEUED, 1, 0)
    assert mail.not_before == EVE + timedelta(minutes=5)
    assert (ward.suspended(), ward.alarms()) == ([], [])


def its_address_is_suspended(
    ward: Ward, outcome: DeliverOutcome, before: Sequence[OutboxMail], after: Sequence[OutboxMail]
) -> None:
    (mail,) = others_are_sent(outcome, before, after)
    assert mail.state is MailState.PARKED
    assert ward.suspended() == [mail.to_address]
    (alarm,) = ward.alarms()
    assert alarm.kind == outbox.ADDRESS_REFUSED
    assert mail.to_address in alarm.words


def is_parked(
    ward: Ward, outcome: DeliverOutcome, before: Sequence[OutboxMail], after: Sequence[OutboxMail]
) -> None:
    (mail,) = others_are_sent(outcome, before, after)
    assert mail.state is MailState.PARKED
    assert ward.suspended() == []


def stops_the_queue(
    ward: Ward, outcome: DeliverOutcome, before: Sequence[OutboxMail], after: Sequence[OutboxMail]
) -> None:
    assert (outcome.sent, outcome.stopped) == (0, True)
    assert {(mail.state, mail.repeats) for mail in after} == {(MailState.QUEUED, 0)}
    assert [alarm.kind for alarm in ward.alarms()] == [outbox.QUEUE_STOPPED]
    assert ward.suspended() == []


def is_repeated_once(
    ward: Ward, outcome: DeliverOutcome, before: Sequence[OutboxMail], after: Sequence[OutboxMail]
) -> None:
    (mail,) = others_are_sent(outcome, before, after)
    assert (outcome.doubtful, mail.state, mail.repeats) == (1, MailState.QUEUED, 1)
    assert mail.not_before == EVE + timedelta(minutes=5)
    assert (ward.suspended(), ward.alarms()) == ([], [])


def others_are_sent(
    outcome: DeliverOutcome, before: Sequence[OutboxMail], after: Sequence[OutboxMail]
) -> list[OutboxMail]:
    assert outcome.sent == len(before) - 1
    return [mail for mail in after if mail.state is not MailState.SENT]


_Check = Callable[[Ward, DeliverOutcome, Sequence[OutboxMail], Sequence[OutboxMail]], None]
_CHECKS: dict[Class, _Check] = {
    "sent": is_sent,
    "later": waits_with_all_others,
    "later_recipient": waits_alone,
    "address": its_address_is_suspended,
    "park": is_parked,
    "stop": stops_the_queue,
    "doubtful": is_repeated_once,
}


async def test_r4_a_refused_connection_delays_every_mail(ward: Ward) -> None:
    before, contents = ward.mails(), ward.contents()
    async with ScriptedServer() as gone:
        pass

    outcome = await pass_to(ward, gone.port, 0)

    waits_with_all_others(ward, outcome, before, ward.mails())
    await everything_arrives_in_the_end(ward, contents, already=gone)


async def test_r4_the_given_authority_is_trusted(ward: Ward, tmp_path: Path) -> None:
    public, context = certificate(tmp_path, "localhost")
    async with ScriptedServer(starttls=context) as server:
        outcome = await pass_to(ward, server.port, 0, **TLS, smtp_ca_file=public)

    assert outcome.sent == len(server.received) == len(ward.mails())
