"""A person acts on a mail that got stuck: again, elsewhere, given up; each is one event."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from dondoc.operate.tick import send
from dondoc.rules.moves import Refused
from dondoc.usecases import contacts, log, mail_acts, outgoing
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.deliver import deliver
from dondoc.usecases.errors import Conflict
from dondoc.usecases.mail_acts import Resent
from dondoc.usecases.outgoing import Narrowing
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.change import WardEvent
from models.outbox import MailState, OutboxMail, RungState, SuspendedAddress
from models.queries import outbox as queries
from models.queries.outgoing import MailGroup
from tests.conftest import Prepared
from tests.contents import content_of
from tests.factories import OFFICER, WARD, Office, clause, office, on_dates
from tests.smtp_server import Fault, MailServer, ScriptedServer
from tests.usecases.play import local

EVE = local("2025-04-09 07:30")
BAD = "never.culture@p4.example"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
def prepared(now: datetime) -> Prepared:
    """A ward whose mails of the eve of a deadline wait; one of its addresses will be refused."""

    def build(app: App) -> tuple[int, int]:
        text = WARD.replace("culture@p4.example", BAD)
        draft = [clause("V.1", ["culture", "radio"], on_dates("2025-04-10"))]
        ward = office(app, draft, now=now, text=text)
        queue(ward, EVE)
        return ward.ward_id, ward.plan_id

    return Prepared("mail_acts", build)


@pytest.fixture
def ward(app: App, copied: tuple[str, tuple[int, int]]) -> Office:
    return Office(app, *copied[1])


def queue(ward: Office, at: datetime) -> None:
    with ward.app.transaction() as session:
        run_round(session, ward.ward_id, voice=ward.app.voice, now=at, force=True)


def pass_at(ward: Office, port: int, at: datetime) -> None:
    settings = ward.app.settings.model_copy(update={"sink_port": port})
    send(replace(ward.app, settings=settings), now=lambda: at)


def mail_to(ward: Office, address: str) -> OutboxMail:
    with ward.app.reading() as session:
        wanted = select(OutboxMail).where(OutboxMail.to_address == address)
        found = session.exec(wanted.order_by(col(OutboxMail.id).desc())).first()
    assert found is not None
    return found


def resend(ward: Office, mail: OutboxMail, at: datetime, *, lift: bool = False) -> Resent:
    with ward.app.transaction() as session:
        return mail_acts.resend(
            session, mail.id or 0, reason="Đã hỏi đơn vị qua điện thoại.", voice=ward.app.voice,
            actor=OFFICER, now=at, lift_address=lift,
        )  # fmt: skip


def events(ward: Office) -> list[tuple[str, str, str]]:
    kinds = (mail_acts.RESENT, mail_acts.DROPPED, mail_acts.LIFTED)
    with ward.app.reading() as session:
        rows = session.exec(select(WardEvent).where(col(WardEvent.kind).in_(kinds))).all()
    return [(row.kind, row.actor, row.text) for row in rows]


def said(ward: Office) -> list[str]:
    """What the log says was changed, newest first."""
    with ward.app.reading() as session:
        entries = log.read(session, ward.ward_id, log.Narrowing())
    return [change.after for entry in entries for change in entry.changes]


async def pass_to(ward: Office, server: ScriptedServer, at: datetime) -> None:
    settings = ward.app.settings.model_copy(update={"sink_port": server.port})
    there = replace(ward.app, settings=settings)
    await deliver(there.transaction, there.channel, voice=there.voice, now=lambda: at)


async def test_a_doubtful_mail_goes_again_with_its_bytes_and_its_message_id(ward: Office) -> None:
    lost = {"content": [Fault.CLOSE] * 4}
    async with ScriptedServer(lost) as deaf:
        await pass_to(ward, deaf, EVE)
        await pass_to(ward, deaf, EVE + timedelta(minutes=10))
    doubtful = mail_to(ward, "radio@p4.example")
    assert doubtful.state is MailState.UNKNOWN
    content = content_of(ward.app, doubtful)

    how = resend(ward, doubtful, EVE + timedelta(hours=1))

    async with ScriptedServer() as server:
        await pass_to(ward, server, EVE + timedelta(hours=1))
    assert how is Resent.AGAIN
    assert [one.content for one in server.received] == [content]
    after = mail_to(ward, "radio@p4.example")
    assert (after.state, after.message_id) == (MailState.SENT, doubtful.message_id)
    assert events(ward) == [(mail_acts.RESENT, OFFICER.name, "Đã hỏi đơn vị qua điện thoại.")]
    with ward.app.reading() as session:
        tries = queries.tries_of(session, [doubtful.id or 0])
    assert [one.outcome for one in tries] == ["doubtful", "doubtful", "sent"]


def test_news_of_a_refused_mail_goes_to_the_mended_address(
    ward: Office, server: MailServer
) -> None:
    pass_at(ward, server.port, EVE)
    refused = mail_to(ward, BAD)
    with ward.app.transaction() as session:
        context = load_ward_context(session, ward.ward_id)
        (minh,) = [one for one in context.contacts if one.email == BAD]
        contacts.correct(
            session, ward.ward_id, minh.id or 0,
            contacts.Given(name="Minh", email="minh@p4.example", title="Công chức"),
            days=(minh.valid_from, minh.valid_to), actor=OFFICER, now=EVE + timedelta(hours=1),
        )  # fmt: skip

    how = resend(ward, refused, EVE + timedelta(hours=1))
    queue(ward, EVE + timedelta(hours=2))
    pass_at(ward, server.port, EVE + timedelta(hours=2))

    assert how is Resent.ELSEWHERE
    assert mail_to(ward, BAD).state is MailState.DROPPED
    assert mail_to(ward, "minh@p4.example").state is MailState.SENT
    assert [one.rcpt_to for one in server.received].count("minh@p4.example") == 1
    assert "báo lại cho người nhận thư hiện nay của đơn vị bằng thư mới" in said(ward)


def test_an_address_that_is_still_refused_gets_nothing_until_somebody_says_that_it_works(
    ward: Office, server: MailServer
) -> None:
    pass_at(ward, server.port, EVE)
    refused = mail_to(ward, BAD)

    with pytest.raises(Refused, match="tạm ngừng gửi"):
        resend(ward, refused, EVE + timedelta(hours=1))
    untouched = mail_to(ward, BAD)
    how = resend(ward, refused, EVE + timedelta(hours=1), lift=True)

    assert (untouched.state, how) == (MailState.PARKED, Resent.AGAIN)
    assert (mail_to(ward, BAD).state, mail_to(ward, BAD).attempts) == (MailState.QUEUED, 0)
    assert [kind for kind, _, _ in events(ward)] == [mail_acts.LIFTED, mail_acts.RESENT]
    with ward.app.reading() as session:
        assert session.exec(select(SuspendedAddress)).all() == []
        assert queries.open_alarms(session, ward_id=ward.ward_id) == []


def test_what_came_back_goes_again_unchanged(ward: Office, server: MailServer) -> None:
    pass_at(ward, server.port, EVE)
    mail = mail_to(ward, "radio@p4.example")
    with ward.app.transaction() as session:
        session.get_one(OutboxMail, mail.id).bounced_at = EVE + timedelta(minutes=3)

    resend(ward, mail, EVE + timedelta(hours=1))
    pass_at(ward, server.port, EVE + timedelta(hours=1))

    twice = [one.content for one in server.received if one.rcpt_to == "radio@p4.example"]
    assert twice == [content_of(ward.app, mail)] * 2
    assert mail_to(ward, "radio@p4.example").bounced_at is None


def test_what_a_dropped_mail_told_counts_as_not_told_and_is_not_told_again(ward: Office) -> None:
    mail = mail_to(ward, "radio@p4.example")

    with ward.app.transaction() as session:
        mail_acts.drop(session, mail.id or 0, reason="Gửi nhầm đợt.", actor=OFFICER, now=EVE)
    queue(ward, EVE + timedelta(hours=1))

    with ward.app.reading() as session:
        marks = queries.marks_of(session, mail.id or 0)
    assert {(mark.state, mark.reason) for mark in marks} == {
        (RungState.SKIPPED, "bỏ thư: Gửi nhầm đợt.")
    }
    after = mail_to(ward, "radio@p4.example")
    assert (after.id, after.state) == (mail.id, MailState.DROPPED)
    assert after.last_words == f"{OFFICER.name}: Gửi nhầm đợt."
    assert events(ward) == [(mail_acts.DROPPED, OFFICER.name, "Gửi nhầm đợt.")]


def test_what_has_arrived_or_changed_meanwhile_is_left_alone(
    ward: Office, server: MailServer
) -> None:
    mail = mail_to(ward, "radio@p4.example")

    with pytest.raises(Refused, match="đang chờ gửi, không gửi lại được"):
        resend(ward, mail, EVE)
    pass_at(ward, server.port, EVE)
    with pytest.raises(Refused, match="đã gửi, không gửi lại được"):
        resend(ward, mail, EVE)
    with ward.app.transaction() as session, pytest.raises(Conflict, match="nay đã gửi"):
        mail_acts.drop(
            session, mail.id or 0, reason="thôi", actor=OFFICER, now=EVE, seen=MailGroup.WAITING
        )

    assert (mail_to(ward, "radio@p4.example").state, events(ward)) == (MailState.SENT, [])


def test_the_outbox_is_narrowed_by_group_words_unit_and_day_page_by_page(
    ward: Office, server: MailServer
) -> None:
    pass_at(ward, server.port, EVE)

    def found(**only: object) -> list[str]:
        with ward.app.reading() as session:
            context = load_ward_context(session, ward.ward_id)
            page = outgoing.read(session, context, Narrowing(**only))  # type: ignore[arg-type]
        return sorted(mail.to_address for mail in page.mails)

    assert found(groups={MailGroup.PARKED}) == [BAD]
    assert BAD not in found(groups={MailGroup.SENT})
    assert found(text="nhac CULTURE", unit="culture") == [BAD]
    assert found(text="NHẮC", address="RADIO@p4.example") == ["radio@p4.example"]
    assert found(last=EVE.date() - timedelta(days=1)) == []
    with ward.app.reading() as session:
        context = load_ward_context(session, ward.ward_id)
        first = outgoing.read(session, context, Narrowing(text="p4"), limit=1)
        second = outgoing.read(session, context, Narrowing(text="p4"), limit=1, offset=1)
    assert first.more
    assert (first.mails[0].id or 0) > (second.mails[0].id or 0)
