"""What cannot be put into words stops nothing else, is shown with its reason, and is tried again."""

from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from dondoc.operate.tick import send
from dondoc.usecases import alarms, calendar_ask, explain
from dondoc.usecases.round import run_round
from dondoc.wiring import App, capturing
from models.outbox import Alarm, Heartbeat, MailState, Notice, NoticeState, OutboxMail, RungMark
from models.queries import outbox as outbox_queries
from models.queries import unwritten as queries
from models.unwritten import Unwritten
from models.ward import Contact, Person
from tests.conftest import Prepared
from tests.factories import OFFICER, Office, clause, office, on_dates
from tests.usecases.play import days, local, tick

DUE = on_dates("2025-04-10")
#: A row that no form and no file lets in; the mail's builder refuses its letters.
BROKEN, GOOD = "văn-hóa@p4.example", "culture@p4.example"
FIRST, SECOND = "2025-04-01 07:30", "2025-04-01 07:40"


@pytest.fixture
def prepared(now: datetime) -> Prepared:
    """Two clauses for one unit and one for another, given out on 3 March."""

    def build(app: App) -> tuple[int, int]:
        draft = [clause("V.1", ["culture"], DUE), clause("V.2", ["culture"], DUE),
                 clause("V.3", ["radio"], DUE)]  # fmt: skip
        ward = office(app, draft, now=now)
        days(ward, "2025-03-03 09:00")
        return ward.ward_id, ward.plan_id

    return Prepared("unwritten", build)


@pytest.fixture
def ward(app: App, copied: tuple[str, tuple[int, int]]) -> Office:
    return Office(app, *copied[1])


def set_address(ward: Office, before: str, after: str) -> None:
    with ward.app.transaction() as session:
        one = session.exec(select(Contact).where(Contact.email == before)).one()
        one.email = after
        session.add(one)


def add_news(ward: Office, code: str, kind: str) -> int:
    """Put news there as another version of the program may have left it."""
    row = ward.one(code)
    notice = Notice(
        ward_id=ward.ward_id, assignment_id=row.id or 0, unit_id=row.unit_id, audience="lead",
        kind=kind, revision=row.revision, made_at=local("2025-03-31 09:00"),
    )  # fmt: skip
    with ward.app.transaction() as session:
        session.add(notice)
        session.flush()
        return notice.id or 0


def set_kind(ward: Office, notice_id: int, kind: str) -> None:
    with ward.app.transaction() as session:
        notice = session.get_one(Notice, notice_id)
        notice.kind = kind
        session.add(notice)


def _of_later_version(line: dict[str, Any]) -> dict[str, Any]:
    return line | {"kind": "of-a-later-version"} if line["kind"] == "woken" else line


def still_open(ward: Office) -> list[Unwritten]:
    with ward.app.reading() as session:
        return list(queries.still_open(session, ward.ward_id))


def raised(ward: Office) -> list[Alarm]:
    with ward.app.reading() as session:
        return list(outbox_queries.alarms_of_kind(session, "unwritten", ward.ward_id))


def told(session: Session, assignment_id: int | None) -> list[tuple[int, int | None]]:
    rows = session.exec(select(RungMark).where(RungMark.assignment_id == assignment_id)).all()
    return [(row.offset, row.mail_id) for row in rows if row.audience == "lead"]


def test_r1_a_letter_that_cannot_be_written_keeps_no_other_back_and_is_tried_until_it_can(
    ward: Office,
) -> None:
    set_address(ward, GOOD, BROKEN)

    first, mails = tick(ward, FIRST)
    second, _ = tick(ward, SECOND)

    assert [one.to for one in mails] == ["radio@p4.example"]
    assert first.rounds[ward.ward_id].unwritten == second.rounds[ward.ward_id].unwritten == 2
    assert [(row.address, row.tries) for row in still_open(ward)] == [(BROKEN, 2)] * 2
    (alarm,) = raised(ward)
    assert alarm.words == (
        "Chưa viết được thư gửi Minh (văn-hóa@p4.example) về việc ở mục V.1, V.2: "
        "Địa chỉ thư “văn-hóa@p4.example” không dùng được. Những nội dung khác "
        "vẫn được gửi, và mỗi lượt đôn đốc thử viết lại; hãy sửa chỗ sai nêu trên."
    )
    row = ward.one("V.1")
    with ward.app.reading() as session:
        found = explain.explain(session, row.id or 0, now=local("2025-04-01 08:00"))
        assert told(session, row.id) == []
    assert found.now[0] == (
        "Từ 07:30, thứ Ba, 01/04/2025 chưa viết được nội dung này vào thư gửi Minh "
        "(văn-hóa@p4.example): Địa chỉ thư “văn-hóa@p4.example” không dùng được. "
        "Mỗi lượt đôn đốc thử viết lại."
    )

    set_address(ward, BROKEN, GOOD)
    mended, mails = tick(ward, "2025-04-01 08:10")

    assert [(one.to, [item[2] for item in one.items]) for one in mails] == [(GOOD, [-7, -7])]
    assert (mended.rounds[ward.ward_id].unwritten, still_open(ward)) == (0, [])
    assert [one.answered_by for one in raised(ward)] == ["dondoc"]
    with ward.app.reading() as session:
        found = explain.explain(session, row.id or 0, now=local("2025-04-01 08:20"))
        (beat,) = session.exec(
            select(Heartbeat).where(Heartbeat.name == "round", Heartbeat.ward_id == ward.ward_id)
        ).all()
    assert (
        "chưa viết được, 02 lần thử, đến 08:10, thứ Ba, 01/04/2025 thì xong"
        in next(one for one in found.past if "chưa viết" in one.words).words
    )
    assert not beat.facts["unwritten"]


def test_the_officer_is_told_once_a_day_also_after_having_answered(ward: Office) -> None:
    set_address(ward, GOOD, BROKEN)
    tick(ward, FIRST)
    with ward.app.transaction() as session:
        alarms.answer(
            session, raised(ward)[0].id or 0, ward_id=ward.ward_id, actor=OFFICER,
            now=local("2025-04-01 07:35"),
        )  # fmt: skip

    for at in (SECOND, "2025-04-01 16:00"):
        tick(ward, at)
    assert len(raised(ward)) == 1
    tick(ward, "2025-04-02 07:30")
    assert len(raised(ward)) == 2


def test_r1_a_line_that_cannot_be_written_is_left_out_and_told_once_it_can(ward: Office) -> None:
    notice = add_news(ward, "V.2", "of-a-later-version")

    _, mails = tick(ward, FIRST)
    tick(ward, SECOND)

    ours = next(one for one in mails if one.to == GOOD)
    assert [item[0] for item in ours.items] == [ward.one("V.1").id]
    (row,) = still_open(ward)
    assert (row.assignment_id, row.tries) == (ward.one("V.2").id, 2)
    assert "KeyError" in row.reason

    set_kind(ward, notice, "woken")
    _, mails = tick(ward, "2025-04-02 07:30")

    assert [(one.to, sorted(str(i[2]) for i in one.items)) for one in mails] == [
        (GOOD, ["-7", "None"])
    ]
    assert still_open(ward) == []


def test_r1_a_stored_mail_leaves_without_the_line_that_can_no_longer_be_written(
    ward: Office,
) -> None:
    notice = add_news(ward, "V.2", "woken")
    at = local(FIRST)
    with ward.app.transaction() as session:
        run_round(session, ward.ward_id, voice=ward.app.voice, now=at)
    set_kind(ward, notice, "of-a-later-version")
    with ward.app.transaction() as session:
        # The day has changed meanwhile, so the mail is written anew.
        for mail in session.exec(select(OutboxMail).where(OutboxMail.to_address == GOOD)):
            if mail.state is MailState.QUEUED:
                mail.local_day = local("2025-03-31 07:30").date()
                lines = [_of_later_version(one) for one in mail.facts["entries"]]
                mail.facts = mail.facts | {"entries": lines}
                session.add(mail)

    app, channel = capturing(ward.app)
    outcome = send(app, now=lambda: at)

    assert (outcome.sent, outcome.parked, outcome.dropped) == (2, 0, 0)
    assert sorted(one.rcpt_to for one in channel.taken) == [GOOD, "radio@p4.example"]
    with ward.app.reading() as session:
        assert session.get_one(Notice, notice).state is NoticeState.WAITING
        assert told(session, ward.one("V.2").id) == []
        assert [offset for offset, _ in told(session, ward.one("V.1").id)] == [-7]
    assert len(still_open(ward)) == len(raised(ward)) == 1


def test_the_question_for_the_calendar_cannot_hold_the_ward_up(ward: Office) -> None:
    with ward.app.transaction() as session:
        officer = session.exec(select(Person).where(Person.key == "officer")).one()
        officer.email = "cán-bộ@p4.example"
        session.add(officer)

    with ward.app.transaction() as session:
        for beat in session.exec(select(Heartbeat).where(Heartbeat.name == "round")):
            session.delete(beat)
        # Asked before the day's round, as the dates are looked at before it.
        asked = calendar_ask.ask(
            session, ward.ward_id, voice=ward.app.voice, now=local("2025-11-03 05:40")
        )
        session.flush()
        begun = session.exec(select(Heartbeat).where(Heartbeat.name == "round")).all()
    done, _ = tick(ward, "2025-11-03 07:30", force=True)

    assert (asked, begun, done.failed) == (False, [], {})
    assert any(row.address == "cán-bộ@p4.example" for row in still_open(ward))
