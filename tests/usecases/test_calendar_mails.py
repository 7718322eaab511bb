"""Deadlines in the mails of a year, sent over real SMTP: put in, moved, taken out of a calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from icalendar import Calendar
from sqlmodel import select

from dondoc.operate.tick import send, turn
from dondoc.rules.moves import Refused
from dondoc.usecases import cancel, extend, report, send_back, sleep, transfer, ward_calendar
from dondoc.usecases.calendar_events import PUTS_IN, TAKES_OUT, event_for, uid_of
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.entries import AMENDED_KINDS
from dondoc.usecases.report import GivenReport
from dondoc.usecases.round import run_round
from dondoc.usecases.voice import Voice
from dondoc.usecases.ward_calendar import DayEdit
from dondoc.wiring import App
from models.outbox import OutboxMail
from models.queries import assignments
from notifications import phrases
from notifications.calendar_file import Event
from tests.contents import content_of
from tests.factories import OFFICER, UNIT, WARD, Office, clause, office, on_dates
from tests.notifications import rfc5545
from tests.notifications.rfc5545 import Component
from tests.smtp_server import MailServer
from tests.usecases.play import local

CULTURE = "culture@p4.example"
ONCE = {"form": "once", "days": 15, "certainty": "proposed"}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@dataclass(frozen=True)
class Mail:
    """One mail as the server got it; calendar files by their method."""

    to: str
    text: str
    files: dict[str, Component]
    names: tuple[str, ...]
    raw: dict[str, bytes]


@dataclass(frozen=True)
class Post:
    """A ward whose mails go through the server."""

    ward: Office
    server: MailServer

    def turn(self, at: str, *, force: bool = False) -> dict[str, Mail]:
        """Let the ward do what is due at a local moment; its mails by address."""
        app = self.ward.app
        settings = app.settings.model_copy(update={"sink_port": self.server.port})
        before = len(self.server.received)
        moment = local(at)
        done = turn(replace(app, settings=settings), now=lambda: moment, force=force)
        assert done.failed == {}
        mails = [opened(one.rcpt_to, one.content) for one in self.server.received[before:]]
        assert len({mail.to for mail in mails}) == len(mails)
        return {mail.to: mail for mail in mails}

    def event(self, code: str, at: str) -> Component:
        """The only event of the only calendar file that a turn sends to the culture officer."""
        mail = self.turn(at)[CULTURE]
        (calendar,) = mail.files.values()
        (event,) = calendar.events
        assert event["UID"] == uid_of(self.ward.app.voice, self.ward.one(code).id or 0)
        return event


def opened(to: str, content: bytes) -> Mail:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain",))
    assert body is not None
    files, names, raw = {}, [], {}
    for part in mail.iter_attachments():
        assert part.get_content_type() == "text/calendar"
        assert part.get_param("charset") == "utf-8"
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        assert [one.errors for one in Calendar.from_ical(payload).walk() if one.errors] == []
        calendar = rfc5545.read(payload)
        method = str(part.get_param("method"))
        assert calendar["METHOD"] == method
        files[method], raw[method] = calendar, payload
        names.append(str(part.get_filename()))
    return Mail(to, str(body.get_content()), files, tuple(names), raw)


def ward_with(app: App, now: datetime, server: MailServer, *clauses: object) -> Post:
    given = list(clauses) or [clause("V.1", ["culture"], on_dates("2025-04-10"))]
    return Post(office(app, given, now=now), server)  # type: ignore[arg-type]


def test_the_assignment_mail_carries_one_file_with_every_deadline(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(
        app, now, server,
        clause("V.1", ["culture"], on_dates("2025-04-10", "2025-09-10")),
        clause("V.2", ["culture"], on_dates("2025-06-16")),
    )  # fmt: skip

    mail = post.turn("2025-03-03 09:00")[CULTURE]

    assert mail.names == ("lich-nhiem-vu.ics",)
    events = mail.files["PUBLISH"].events
    assert [event["DTEND"][:8] for event in events] == ["20250410", "20250910", "20250616"]
    assert [event["SUMMARY"] for event in events] == [
        "Hạn 17:00: Việc của mục V.1", "Hạn 17:00: Việc của mục V.1", "Hạn 17:00: Việc của mục V.2",
    ]  # fmt: skip
    assert events[0]["DESCRIPTION"].splitlines()[1:4] == [
        "Mục V.1, Kế hoạch số 12/KH-UBND",
        "Đơn vị chủ trì: Công chức Văn hóa - Xã hội",
        "Thời hạn: 17:00, thứ Năm, 10/04/2025",
    ]
    assert {event["DTSTAMP"] for event in events} == {"20250303T010000Z"}
    # Each event opens the very link that the mail prints beside its deadline.
    assert [event["URL"] for event in events] == re.findall(r"https://\S+/l/\S+", mail.text)
    assert "Tệp lich-nhiem-vu.ics đính kèm" in mail.text


def test_a_granted_extension_moves_the_same_event(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(app, now, server)
    first = post.event("V.1", "2025-03-03 09:00")
    with app.transaction() as session:
        extend.grant(
            session, post.ward.one("V.1").id or 0, until=date(2025, 5, 9), actor=OFFICER,
            now=local("2025-03-10 10:00"), text="Đồng ý",
        )  # fmt: skip

    after = post.event("V.1", "2025-03-11 07:30")

    assert (first["DTEND"], after["DTEND"]) == ("20250410T170000", "20250509T170000")
    assert int(after["SEQUENCE"]) > int(first["SEQUENCE"])
    assert after["DTSTAMP"] == after["LAST-MODIFIED"] == "20250310T030000Z"


def test_a_late_holiday_moves_the_event_and_its_alarm(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(app, now, server, clause("V.1", ["culture"], ONCE))
    first = post.event("V.1", "2025-03-03 09:00")
    with app.transaction() as session:
        ward_calendar.set_days(
            session, post.ward.ward_id,
            DayEdit(first=date(2025, 3, 21), last=date(2025, 3, 21), kind="off", reason="bão"),
            actor=OFFICER, now=local("2025-03-10 10:00"),
        )  # fmt: skip

    after = post.event("V.1", "2025-03-11 07:30")

    assert (first["DTEND"], after["DTEND"]) == ("20250324T170000", "20250325T170000")
    # From Monday the alarm goes back over the weekend, from Tuesday one day.
    assert first.inside("VALARM")[0]["TRIGGER"] == "-P3DT9H"
    assert after.inside("VALARM")[0]["TRIGGER"] == "-P1DT9H"
    assert int(after["SEQUENCE"]) > int(first["SEQUENCE"])


def test_a_returned_report_brings_the_event_back_with_its_repair_term(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(app, now, server)
    first = post.event("V.1", "2025-03-03 09:00")
    row_id = post.ward.one("V.1").id or 0
    with app.transaction() as session:
        given = GivenReport(text="Đã làm")
        report.report(session, row_id, given=given, actor=UNIT, now=local("2025-04-09 09:00"))
        send_back.send_back(
            session, row_id, reason="Thiếu số liệu", actor=OFFICER, now=local("2025-04-10 09:00")
        )

    after = post.event("V.1", "2025-04-11 07:30")

    assert after["DTEND"] == "20250415T170000"
    assert int(after["SEQUENCE"]) > int(first["SEQUENCE"])


def test_withdrawn_work_is_cancelled_under_its_uid(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(app, now, server)
    first = post.event("V.1", "2025-03-03 09:00")
    with app.transaction() as session:
        cancel.cancel(
            session, post.ward.one("V.1").id or 0, reason="Kế hoạch đã được thay thế",
            actor=OFFICER, now=local("2025-03-10 10:00"),
        )  # fmt: skip

    mail = post.turn("2025-03-11 07:30")[CULTURE]

    (event,) = mail.files["CANCEL"].events
    assert mail.names == ("bo-khoi-lich.ics",)
    assert (event["UID"], event["STATUS"]) == (first["UID"], "CANCELLED")
    assert int(event["SEQUENCE"]) > int(first["SEQUENCE"])
    assert event["DTSTAMP"] == "20250310T030000Z"
    assert "Lý do: Kế hoạch đã được thay thế" in event["DESCRIPTION"].splitlines()
    assert "/l/" not in mail.raw["CANCEL"].decode()


def test_transferred_work_leaves_one_calendar_and_enters_the_other_under_another_uid(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(app, now, server)
    first = post.event("V.1", "2025-03-03 09:00")
    with app.transaction() as session:
        transfer.transfer(
            session, post.ward.one("V.1").id or 0, unit_key="radio", reason="Đúng chức năng",
            actor=OFFICER, now=local("2025-03-10 10:00"),
        )  # fmt: skip

    mails = post.turn("2025-03-11 07:30")

    (gone,) = mails[CULTURE].files["CANCEL"].events
    (come,) = mails["radio@p4.example"].files["PUBLISH"].events
    assert gone["UID"] == first["UID"] != come["UID"]
    assert (gone["STATUS"], come["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert come["SEQUENCE"] == "0"


def test_sleeping_work_leaves_the_calendar_and_comes_back_above_its_cancellation(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(app, now, server)
    row_id = post.ward.one("V.1").id or 0
    seen = [post.event("V.1", "2025-03-03 09:00")]
    with app.transaction() as session:
        sleep.put_to_sleep(
            session, row_id, waiting_for="hướng dẫn", actor=OFFICER, now=local("2025-03-10 10:00")
        )
    seen.append(post.event("V.1", "2025-03-11 07:30"))
    with app.transaction() as session:
        sleep.wake(
            session, row_id, until=date(2025, 6, 10), actor=OFFICER, now=local("2025-04-07 10:00")
        )
    seen.append(post.event("V.1", "2025-04-08 07:30"))

    assert [event["STATUS"] for event in seen] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    sequences = [int(event["SEQUENCE"]) for event in seen]
    assert sequences == sorted(set(sequences))
    assert seen[2]["DTEND"] == "20250610T170000"


def test_one_mail_puts_in_and_takes_out_with_a_file_for_each(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(
        app, now, server,
        clause("V.1", ["culture"], on_dates("2025-04-10")),
        clause("V.2", ["culture"], on_dates("2025-06-16")),
    )  # fmt: skip
    post.turn("2025-03-03 09:00")
    at = local("2025-03-10 10:00")
    with app.transaction() as session:
        cancel.cancel(session, post.ward.one("V.1").id or 0, reason="Thôi", actor=OFFICER, now=at)
        extend.grant(
            session, post.ward.one("V.2").id or 0, until=date(2025, 7, 16), actor=OFFICER, now=at
        )

    mail = post.turn("2025-03-11 07:30")[CULTURE]

    assert mail.names == ("lich-nhiem-vu.ics", "bo-khoi-lich.ics")
    titles = {method: [e["SUMMARY"] for e in file.events] for method, file in mail.files.items()}
    assert titles == {
        "PUBLISH": ["Hạn 17:00: Việc của mục V.2"],
        "CANCEL": ["Không còn thực hiện: Việc của mục V.1"],
    }


def test_a_person_who_leads_and_supports_gets_the_deadline_once(
    app: App, now: datetime, server: MailServer
) -> None:
    both = WARD.replace("radio@p4.example", CULTURE)
    given = [clause("V.1", ["culture"], on_dates("2025-04-10"), support=["radio"])]
    post = Post(office(app, given, now=now, text=both), server)

    event = post.event("V.1", "2025-03-03 09:00")

    assert event["SUMMARY"] == "Hạn 17:00: Việc của mục V.1"


def test_a_supporting_unit_gets_the_deadline_without_a_link(
    app: App, now: datetime, server: MailServer
) -> None:
    given = clause("V.1", ["culture"], on_dates("2025-04-10"), support=["radio"])
    post = ward_with(app, now, server, given)

    (event,) = post.turn("2025-03-03 09:00")["radio@p4.example"].files["PUBLISH"].events

    assert event["SUMMARY"] == "Phối hợp, trước 17:00: Việc của mục V.1"
    assert (event.get("URL"), event.get("CLASS")) == (None, None)


def test_reminders_and_the_mails_of_leaders_carry_no_file(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(app, now, server)
    post.turn("2025-03-03 09:00")

    mails = post.turn("2025-04-09 07:30") | post.turn("2025-04-25 07:30", force=True)

    assert {CULTURE, "officer@p4.example"} <= set(mails)
    assert [mail.names for mail in mails.values() if mail.names] == []


def test_a_mail_that_is_written_anew_the_next_day_has_the_same_file(
    app: App, now: datetime, server: MailServer
) -> None:
    post = ward_with(app, now, server)
    with app.transaction() as session:
        run_round(session, post.ward.ward_id, voice=app.voice, now=local("2025-03-03 09:00"))
    with app.reading() as session:
        (mail,) = session.exec(select(OutboxMail).where(OutboxMail.to_address == CULTURE)).all()
    stored = content_of(app, mail)

    there = replace(app, settings=app.settings.model_copy(update={"sink_port": server.port}))
    send(there, now=lambda: local("2025-03-04 09:00"))

    (sent,) = [one.content for one in server.received if one.rcpt_to == CULTURE]
    assert sent != stored  # Its date is another one, and only that.
    assert opened(CULTURE, sent).raw == opened(CULTURE, stored).raw


def event_now(ward: Office, row_id: int) -> Event:
    with ward.app.reading() as session:
        context = load_ward_context(session, ward.ward_id)
        (work,) = assignments.work(session, ward.ward_id, ids=[row_id])
        return event_for(work, context, ward.app.voice)


def test_the_sequence_never_goes_back_and_grows_with_every_new_date(
    app: App, now: datetime
) -> None:
    ward = office(app, [clause("V.1", ["culture"], on_dates("2025-04-10"))], now=now)
    row_id = ward.one("V.1").id or 0
    seen = [event_now(ward, row_id)]
    given = GivenReport(text="Đã làm")

    def play(at: str, verb: object, **facts: object) -> None:
        with ward.app.transaction() as session:
            verb(session, row_id, actor=OFFICER, now=local(at), **facts)  # type: ignore[operator]
        seen.append(event_now(ward, row_id))

    play("2025-03-04 09:00", extend.grant, until=date(2025, 5, 9))
    play("2025-03-05 09:00", sleep.put_to_sleep, waiting_for="hướng dẫn")
    play("2025-03-06 09:00", sleep.wake, until=date(2025, 4, 30))
    play("2025-03-07 09:00", report.report, given=given)
    play("2025-03-10 09:00", send_back.send_back, reason="Thiếu")
    play("2025-03-11 09:00", extend.grant, until=date(2025, 6, 30))
    play("2025-03-12 09:00", cancel.cancel, reason="Thôi")
    with pytest.raises(Refused):
        play("2025-03-13 09:00", sleep.put_to_sleep, waiting_for="nữa")

    assert len({event.uid for event in seen}) == 1
    sequences = [event.sequence for event in seen]
    assert sequences == sorted(set(sequences))
    stamps = [event.stamped_at for event in seen]
    assert stamps == sorted(stamps)


def test_a_uid_is_this_installations_own_and_survives_another_address_of_the_board() -> None:
    here = Voice("https://a.example", b"secret of this installation", "a@a.example")
    moved = Voice("https://b.example", b"secret of this installation", "b@b.example")
    trial = Voice("https://a.example", b"secret of another", "a@a.example")

    assert uid_of(here, 7) == uid_of(moved, 7)
    assert len({uid_of(here, 7), uid_of(trial, 7), uid_of(here, 8)}) == 3


#: News that leaves the calendar as it is: refused, and what the officer is told or has accepted.
SAYS_NOTHING = {"refused", "accepted"}


def test_every_kind_of_news_has_its_place_in_the_calendar_or_none_on_purpose() -> None:
    # A supporting unit reads the same news in other words.
    told = {kind.removesuffix("-support") for kind in phrases.NEWS} | {"assigned"} | AMENDED_KINDS

    assert told - PUTS_IN - TAKES_OUT == SAYS_NOTHING
    assert PUTS_IN.isdisjoint(TAKES_OUT)
