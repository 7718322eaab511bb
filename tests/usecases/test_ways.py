"""Two ways out of one outbox: who is told by which, and what stands still on one leaves the other alone."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from dondoc.rules.moves import Refused
from dondoc.usecases import alarms, ways
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.deliver import DeliverOutcome, deliver_by_all
from dondoc.usecases.round import run_round
from dondoc.usecases.ward_file import WrongWardFile
from dondoc.wiring import App
from models.change import WardEvent
from models.outbox import DeliveryTry, MailState, OutboxMail
from models.queries import outbox as queries
from models.ward import Contact
from notifications import outbox
from tests.conftest import Prepared
from tests.factories import OFFICER, WARD, Office, clause, office, on_dates, ward_file
from tests.http_server import SECRET, Answer, GatewayServer
from tests.smtp_server import Fault, MailServer
from tests.usecases.play import local

EVE = local("2025-04-14 07:30")


def by_gateway(text: str) -> str:
    """The ward tells its units through the gateway; the radio chose mail. Both have a phone."""
    text = text.replace("{name: Minh,", "{name: Minh, phone: '0912 345 678',")
    text = text.replace("{name: Dũng,", "{name: Dũng, phone: '+84 (277) 3.000.104',")
    text = text.replace("key: phuong-4,", "key: phuong-4, channel: webhook,", 1)
    return text.replace("email: radio@p4.example", "email: radio@p4.example, channel: mail")


@pytest.fixture
def prepared(now: datetime) -> Prepared:
    """Two units are overdue, so that they and the officer are to be told."""

    def build(app: App) -> tuple[int, int]:
        draft = [clause("V.1", ["culture", "radio"], on_dates("2025-04-09"))]
        ward = office(app, draft, now=now, text=by_gateway(WARD))
        with app.transaction() as session:
            run_round(session, ward.ward_id, voice=app.voice, now=EVE, force=True)
        return ward.ward_id, ward.plan_id

    return Prepared("ways", build)


@pytest.fixture
def ward(app: App, copied: tuple[str, tuple[int, int]]) -> Office:
    return Office(app, *copied[1])


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
async def gateway() -> AsyncIterator[GatewayServer]:
    async with GatewayServer() as running:
        yield running


async def pass_at(
    ward: Office, server: MailServer, gateway: GatewayServer | None, at: datetime = EVE
) -> DeliverOutcome:
    update: dict[str, object] = {"sink_port": server.port}
    if gateway is not None:
        update |= {"webhook_url": gateway.url, "webhook_secret": SECRET}
    there = replace(ward.app, settings=ward.app.settings.model_copy(update=update))
    return await deliver_by_all(
        there.transaction, there.ways(), voice=there.voice, now=lambda: at, senders=2
    )


def tries(ward: Office) -> list[tuple[str, str, str]]:
    with ward.app.reading() as session:
        rows = session.exec(
            select(OutboxMail.to_address, DeliveryTry.channel, DeliveryTry.outcome)
            .join(DeliveryTry, col(DeliveryTry.mail_id) == col(OutboxMail.id))
            .order_by(col(DeliveryTry.id))
        ).all()
    return [(address, way, outcome) for address, way, outcome in rows]


def by_post(server: MailServer) -> set[str]:
    return {one.rcpt_to for one in server.received}


def through(gateway: GatewayServer) -> list[str]:
    return [message["to"]["address"] for message in gateway.taken.values()]


def open_alarms(ward: Office) -> list[str]:
    with ward.app.reading() as session:
        return [alarm.kind for alarm in queries.open_alarms(session, ward_id=ward.ward_id)]


async def test_each_is_told_by_the_way_that_the_ward_or_the_contact_chose(
    ward: Office, server: MailServer, gateway: GatewayServer
) -> None:
    outcome = await pass_at(ward, server, gateway)

    assert through(gateway) == ["culture@p4.example"]
    assert by_post(server) == {"radio@p4.example", "officer@p4.example", "vice@p4.example", "chair@p4.example"}  # fmt: skip
    assert outcome.sent == 5
    assert ("culture@p4.example", "webhook", "sent") in tries(ward)
    (message,) = gateway.taken.values()
    assert "Việc của mục V.1" in message["text"]
    assert message["to"] == {"address": "culture@p4.example", "name": "Minh", "phone": "0912345678"}
    with ward.app.reading() as session:
        kept = dict(session.exec(select(OutboxMail.to_address, OutboxMail.to_phone)).all())
    # Who is told by mail has no number in the outbox, and no mail names one.
    assert {address for address, phone in kept.items() if phone} == {"culture@p4.example"}
    assert not any(b"0912345678" in one.content for one in server.received)


async def test_a_recipient_whom_the_gateway_does_not_know_gets_a_mail_and_the_officer_a_word(
    ward: Office, server: MailServer
) -> None:
    unknown = Answer(422, {"error": "recipient", "message": "chưa quan tâm trang Zalo"})
    async with GatewayServer([unknown]) as gateway:
        await pass_at(ward, server, gateway)
        await pass_at(ward, server, gateway, EVE + timedelta(minutes=1))

    assert "culture@p4.example" in by_post(server)
    assert [one for one in tries(ward) if one[0] == "culture@p4.example"] == [
        ("culture@p4.example", "webhook", "address"), ("culture@p4.example", "mail", "sent"),
    ]  # fmt: skip
    assert open_alarms(ward) == [outbox.NOT_REACHED]
    with ward.app.reading() as session:
        assert load_ward_context(session, ward.ward_id).suspended == frozenset()


async def test_a_refused_secret_stops_the_gateway_alone_until_somebody_answers(
    ward: Office, server: MailServer
) -> None:
    async with GatewayServer(secret="another one, that nobody here knows") as gateway:
        first = await pass_at(ward, server, gateway)
        second = await pass_at(ward, server, gateway, EVE + timedelta(minutes=5))
        asked = len(gateway.requests)
        with ward.app.transaction() as session:
            (alarm,) = queries.open_alarms(session)
            alarms.answer(session, alarm.id or 0, ward_id=ward.ward_id, actor=OFFICER, now=EVE)
        gateway.secret = SECRET
        await pass_at(ward, server, gateway, EVE + timedelta(minutes=6))

    assert (first.stopped, second.stopped, first.sent, asked) == (True, True, 4, 1)
    assert (alarm.kind, through(gateway)) == ("queue-stopped-webhook", ["culture@p4.example"])


async def test_a_gateway_that_is_down_holds_up_no_mail(ward: Office, server: MailServer) -> None:
    async with GatewayServer() as gone:
        pass

    outcome = await pass_at(ward, server, gone)

    assert (outcome.sent, outcome.later, outcome.stopped) == (4, 1, False)


async def test_what_the_gateway_took_before_the_line_broke_is_not_told_twice(
    ward: Office, server: MailServer
) -> None:
    async with GatewayServer([Fault.CLOSE], keeps=True) as gateway:
        await pass_at(ward, server, gateway)
        with ward.app.transaction() as session:
            contact = session.exec(
                select(Contact).where(Contact.email == "culture@p4.example")
            ).one()
            contact.phone = "0987654321"
            session.add(contact)
        await pass_at(ward, server, gateway, EVE + timedelta(minutes=6))

    first, second = gateway.requests
    assert (first.body, len(gateway.taken)) == (second.body, 1)
    with ward.app.reading() as session:
        states = set(session.exec(select(OutboxMail.state)).all())
    assert states == {MailState.SENT}


async def test_without_a_gateway_everything_leaves_as_mail_and_says_so(
    ward: Office, server: MailServer
) -> None:
    outcome = await pass_at(ward, server, None)

    assert (outcome.sent, "culture@p4.example" in by_post(server)) == (5, True)
    assert {way for _, way, _ in tries(ward)} == {"mail"}


def test_a_choice_is_one_event_of_the_ward_and_an_unknown_way_is_refused(ward: Office) -> None:
    with ward.app.transaction() as session:
        context = load_ward_context(session, ward.ward_id)
        minh = next(one for one in context.contacts if one.email == "culture@p4.example")
        ways.choose(session, ward.ward_id, minh.id or 0, "mail", actor=OFFICER, now=EVE)
        with pytest.raises(Refused, match="Không có kênh nhận tin “telex”"):
            ways.choose(session, ward.ward_id, minh.id or 0, "telex", actor=OFFICER, now=EVE)
    with ward.app.reading() as session:
        chosen = load_ward_context(session, ward.ward_id).way_to("Culture@p4.example")
        last = session.exec(select(WardEvent).order_by(col(WardEvent.id).desc())).first()

    assert chosen == "mail"
    assert last is not None
    assert (last.text, last.data["before"][0]["channel"], last.data["after"][0]["channel"]) == (
        "Minh nhận tin qua thư điện tử", "", "mail",
    )  # fmt: skip
    with pytest.raises(WrongWardFile, match="không có kênh “telex”"):
        ward_file(WARD.replace("key: phuong-4,", "key: phuong-4, channel: telex,", 1))
