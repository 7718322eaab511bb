"""Handovers over real SMTP: what a server got, and what the links in it are worth."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from dondoc.operate.tick import turn
from dondoc.usecases import absences, contacts, links
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.queries import wards
from tests.factories import OFFICER, WARD, Office, clause, office, on_dates
from tests.smtp_server import MailServer
from tests.usecases.play import local

NEW = contacts.Given(name="Trần Mới", email="moi@p4.example", title="Phát thanh viên")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


def ward_at(app: App, server: MailServer, now: datetime, text: str = WARD) -> Office:
    """A ward whose radio has work near and far, and mails that go to this server."""
    settings = app.settings.model_copy(update={"sink_port": server.port})
    app = replace(app, settings=settings)
    days = on_dates("2025-04-10", "2025-06-02")
    ward = office(app, [clause("V.1", ["radio"], days)], now=now, text=text)
    turn_at(ward, "2025-03-03 08:10")
    return ward


def turn_at(ward: Office, at: str) -> None:
    """Let round, news and mails go at a local moment."""
    done = turn(ward.app, now=lambda: local(at))
    assert not done.failed


def number_of(ward: Office, name: str) -> int:
    with ward.app.reading() as session:
        (one,) = [c for c in wards.contacts_of(session, ward.ward_id) if c.name == name]
    return one.id or 0


def got(server: MailServer, *, since: int = 0) -> list[tuple[str, str, str]]:
    """Address, subject and words of each mail for a unit, as a mail program shows them."""
    found = []
    for one in server.received[since:]:
        mail = message_from_bytes(one.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        body = mail.get_body(("plain",))
        assert body is not None
        if "Báo cáo việc quá hạn" not in str(mail["Subject"]):
            found.append((one.rcpt_to, str(mail["Subject"]), body.get_content()))
    return found


def worth(ward: Office, text: str, at: str) -> list[str]:
    """What each link of a mail opens at a moment."""
    with ward.app.reading() as session:
        tokens = re.findall(r"/l/([\w-]+)", text)
        return [links.open_link(session, token, now=local(at)).status for token in tokens]


def replaced(ward: Office, on: date, at: str) -> None:
    with ward.app.transaction() as session:
        contacts.replace(
            session, ward.ward_id, number_of(ward, "Dũng"), NEW, from_on=on, actor=OFFICER,
            now=local(at),
        )  # fmt: skip


def test_the_new_contact_gets_one_mail_with_links_that_work(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_at(app, server, now)
    replaced(ward, date(2025, 3, 20), "2025-03-14 09:00")
    before = len(server.received)

    for at in ("2025-03-19 07:30", "2025-03-20 07:30", "2025-03-20 07:40", "2025-03-21 07:30"):
        turn_at(ward, at)

    (old,) = got(server)[:1]
    ((address, subject, text),) = got(server, since=before)
    assert (address, subject) == (
        "moi@p4.example", "[Phường 4] Bàn giao đầu mối 20/03/2025: 02 nhiệm vụ đang thực hiện",
    )  # fmt: skip
    assert worth(ward, text, "2025-03-20 08:00") == ["valid", "valid"]
    assert worth(ward, old[2], "2025-03-19 23:00") == ["valid", "valid"]
    assert worth(ward, old[2], "2025-03-20 00:01") == ["left", "left"]


def test_a_mail_that_waits_while_the_contact_changes_reaches_only_the_new_one(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_at(app, server, now)
    with ward.app.transaction() as session:
        run_round(session, ward.ward_id, voice=ward.app.voice, now=local("2025-04-09 07:30"))
    replaced(ward, date(2025, 4, 9), "2025-04-09 07:35")
    before = len(server.received)

    turn_at(ward, "2025-04-09 07:40")
    turn_at(ward, "2025-04-09 07:50")

    ((address, _, text),) = got(server, since=before)
    assert address == "moi@p4.example"
    assert "Nhiệm vụ sắp đến hạn" in text
    assert "Nhiệm vụ đang thực hiện, chưa hoàn thành" in text
    assert worth(ward, text, "2025-04-09 08:00") == ["valid", "valid"]


def test_r15_a_refused_address_hands_the_work_to_the_next_contact(
    app: App, now: datetime, server: MailServer
) -> None:
    both = "{name: Dũng, email: never.radio@p4.example}, {name: Dự Bị, email: dubi@p4.example}"
    text = WARD.replace("{name: Dũng, email: radio@p4.example}", both)
    ward = ward_at(app, server, now, text)
    assert got(server) == []

    turn_at(ward, "2025-03-04 07:30")
    turn_at(ward, "2025-03-05 07:30")

    ((address, subject, words),) = got(server)
    assert address == "dubi@p4.example"
    assert "02 nhiệm vụ đang thực hiện" in subject
    assert worth(ward, words, "2025-03-05 08:00") == ["valid", "valid"]


def test_a_deputy_reads_during_the_absence_and_nothing_comes_twice(
    app: App, now: datetime, server: MailServer
) -> None:
    ward = ward_at(app, server, now)
    with ward.app.transaction() as session:
        given = absences.Given(
            from_on=date(2025, 4, 4), to_on=date(2025, 4, 8), deputy_name="Ngô Út",
            deputy_email="ut@p4.example",
        )  # fmt: skip
        absences.of_contact(
            session, ward.ward_id, number_of(ward, "Dũng"), given, actor=OFFICER, now=now
        )
    before = len(server.received)

    for day in ("01", "03", "04", "08", "09", "10"):
        turn_at(ward, f"2025-04-{day} 07:30")
        turn_at(ward, f"2025-04-{day} 07:40")

    told = [
        (address, text)
        for address, _, text in got(server, since=before)
        if not address.startswith("officer")
    ]
    assert [address for address, _ in told] == [
        "radio@p4.example", "ut@p4.example", "radio@p4.example", "radio@p4.example",
    ]  # fmt: skip
    assert "Ngô Út, thay Dũng đang vắng" in told[1][1]
    assert worth(ward, told[1][1], "2025-04-08 12:00") == ["valid"]
    assert worth(ward, told[1][1], "2025-04-09 12:00") == ["left"]
