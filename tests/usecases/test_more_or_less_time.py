"""Deadlines that are agreed anew: extended whole, in part, late and again; refused; shortened."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from dondoc.rules.moves import Refused
from dondoc.rules.standing import Standing
from dondoc.usecases import cancel, extend, report, shorten, show, sleep, summarise, transfer
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.assignment import Assignment, Extension, State
from models.plan import Wave
from tests.factories import OFFICER, UNIT, Office, clause, office, on_dates
from tests.usecases.play import local, tick

DONE = GivenReport(text="Đã phát 12 tin bài.")
Verb = Callable[[Session, int], object]


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    text = clause("V.1", ["culture"], on_dates("2025-04-10"), support=["radio"])
    return office(app, [text], now=now)


def act(ward: Office, verb: Callable[..., Assignment], at: str, **words: Any) -> Assignment:
    with ward.app.transaction() as session:
        return verb(session, ward.one("V.1").id or 0, now=local(at), **words)


def ask(ward: Office, until: str, at: str = "2025-04-01 09:00") -> None:
    day = date.fromisoformat(until)
    act(ward, extend.ask, at, until=day, reason="Chờ số liệu của khóm", actor=UNIT)


def grant(ward: Office, until: str, at: str = "2025-04-02 09:00", text: str = "") -> None:
    act(ward, extend.grant, at, until=date.fromisoformat(until), text=text, actor=OFFICER)


def cut(ward: Office, until: str, at: str = "2025-04-01 09:00", reason: str = "Tỉnh cần") -> None:
    act(ward, shorten.shorten, at, until=date.fromisoformat(until), reason=reason, actor=OFFICER)


def detail(ward: Office, at: str = "2025-04-03 09:00") -> show.Detail:
    with ward.app.reading() as session:
        return show.detail(session, ward.one("V.1").id or 0, now=local(at))


def answers(ward: Office) -> list[tuple[str, datetime | None, str]]:
    wishes: tuple[Extension, ...] = detail(ward).extensions
    return [(wish.state.value, wish.granted_until, wish.answer) for wish in wishes]


def test_a_wish_is_granted_in_part_and_both_days_are_told(ward: Office) -> None:
    tick(ward, "2025-04-01 08:00")
    ask(ward, "2025-04-25")

    grant(ward, "2025-04-18", text="Cần cho báo cáo quý.")

    assert answers(ward) == [("granted", local("2025-04-18 17:00"), "Cần cho báo cáo quý.")]
    _, told = tick(ward, "2025-04-02 10:00")
    (mail,) = [one for one in told if one.items[0][1] == "granted"]
    assert (
        "Ý kiến: Đồng ý một phần: đến ngày 18/04/2025 (đơn vị đề nghị đến ngày 25/04/2025). "
        "Cần cho báo cáo quý." in " ".join(mail.text.split())
    )
    assert "Thời hạn cũ: 17:00, thứ Năm, 10/04/2025" in mail.text
    assert [(one.kind, one.reason) for one in detail(ward).revisions][1:] == [
        ("extension", "Chờ số liệu của khóm")
    ]


def test_what_is_granted_in_full_says_nothing_of_parts(ward: Office) -> None:
    ask(ward, "2025-04-25")

    grant(ward, "2025-04-25")

    assert answers(ward) == [("granted", local("2025-04-25 17:00"), "")]
    assert detail(ward).events[-1].text == ""


def test_time_is_asked_and_granted_after_the_deadline_has_passed(ward: Office) -> None:
    ask(ward, "2025-04-25", at="2025-04-14 09:00")
    grant(ward, "2025-04-25", at="2025-04-15 09:00")

    view = detail(ward, "2025-04-15 10:00").view
    assert (view.standing, view.first_standing) == (Standing.NOT_DUE, Standing.OVERDUE)


def test_time_is_given_several_times_and_every_time_is_kept(ward: Office) -> None:
    ask(ward, "2025-04-15")
    grant(ward, "2025-04-15")
    ask(ward, "2025-04-29", at="2025-04-14 09:00")
    act(ward, extend.refuse, "2025-04-14 10:00", reason="Đã gia hạn một lần", actor=OFFICER)
    grant(ward, "2025-04-22", at="2025-04-16 09:00", text="Gia hạn lần cuối")

    assert [answer[0] for answer in answers(ward)] == ["granted", "refused"]
    assert [(one.number, one.kind, one.due_at) for one in detail(ward).revisions] == [
        (1, "first", local("2025-04-10 17:00")),
        (2, "extension", local("2025-04-15 17:00")),
        (3, "extension", local("2025-04-22 17:00")),
    ]
    assert detail(ward).view.first_due_at == local("2025-04-10 17:00")


REPORTED: Verb = lambda s, i: report.report(s, i, given=DONE, actor=UNIT, now=local("2025-04-02 08:00"))  # fmt: skip  # noqa: E731
CANCELLED: Verb = lambda s, i: cancel.cancel(s, i, reason="Không cần nữa", actor=OFFICER, now=local("2025-04-02 08:00"))  # fmt: skip  # noqa: E731
ASLEEP: Verb = lambda s, i: sleep.put_to_sleep(s, i, waiting_for="hướng dẫn", actor=OFFICER, now=local("2025-04-02 08:00"))  # fmt: skip  # noqa: E731
HANDED_ON: Verb = lambda s, i: transfer.transfer(s, i, unit_key="radio", reason="Đúng việc", actor=OFFICER, now=local("2025-04-02 08:00"))  # fmt: skip  # noqa: E731


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        pytest.param(REPORTED, "Đơn vị đã báo cáo kết quả.", id="reported"),
        pytest.param(CANCELLED, "Nhiệm vụ đã được thu hồi.", id="withdrawn"),
        pytest.param(ASLEEP, "Nhiệm vụ đã tạm dừng.", id="asleep"),
        pytest.param(HANDED_ON, "Nhiệm vụ đã chuyển sang đơn vị khác.", id="handed on"),
    ],
)
def test_a_wish_that_nobody_has_to_answer_lapses(verb: Verb, words: str, ward: Office) -> None:
    row_id = ward.one("V.1").id or 0
    ask(ward, "2025-04-25")

    with ward.app.transaction() as session:
        verb(session, row_id)

    with ward.app.reading() as session:
        found = show.detail(session, row_id, now=local("2025-04-03 08:00"))
    assert [(wish.state.value, wish.answer) for wish in found.extensions] == [("lapsed", words)]
    assert found.view.waiting_for != "extension"


def test_a_shorter_term_begins_the_ladder_anew_and_is_told_once(ward: Office) -> None:
    tick(ward, "2025-04-01 08:00")

    cut(ward, "2025-04-07")

    row = ward.one("V.1")
    assert (row.state, row.due_at) == (State.ASSIGNED, local("2025-04-07 17:00"))
    assert (row.revision, row.ladder_revision, row.case_revision) == (2, 2, 2)
    _, told = tick(ward, "2025-04-01 10:00")
    assert [(one.to, one.items[0][1]) for one in told] == [
        ("culture@p4.example", "shortened"), ("radio@p4.example", "moved"),
    ]  # fmt: skip
    assert "Rút ngắn thời hạn" in told[0].text
    assert "Thời hạn cũ: 17:00, thứ Năm, 10/04/2025" in told[0].text
    assert tick(ward, "2025-04-01 11:00")[1] == []


@pytest.mark.parametrize(
    ("until", "reason", "words"),
    [
        pytest.param("2025-04-10", "Tỉnh cần", "phải trước thời hạn hiện tại", id="the same day"),
        pytest.param("2025-03-31", "Tỉnh cần", "sau thời điểm này", id="a day gone by"),
        pytest.param("2025-04-07", " ", "lý do", id="no reason"),
    ],
)
def test_a_term_is_not_shortened_without_sense(
    until: str, reason: str, words: str, ward: Office
) -> None:
    with pytest.raises(Refused, match=words):
        cut(ward, until, reason=reason)

    assert ward.one("V.1").revision == 1


def test_a_wish_for_more_time_is_answered_before_there_is_less(ward: Office) -> None:
    ask(ward, "2025-04-25")

    with pytest.raises(Refused, match="Hãy trả lời đề nghị đó"):
        cut(ward, "2025-04-07", at="2025-04-02 09:00")


def test_a_new_deadline_on_a_day_off_is_warned_of(ward: Office) -> None:
    grant(ward, "2025-05-01")

    assert detail(ward).day_off == (
        "Thời hạn rơi vào ngày nghỉ (Ngày Quốc tế lao động), trong đợt nghỉ từ 30/04 đến "
        "04/05/2025; thời điểm làm việc cuối cùng trước đó: thứ Ba, 29/04/2025, 17:00."
    )


def test_figures_are_kept_against_both_deadlines_whoever_began(ward: Office) -> None:
    grant(ward, "2025-04-22", text="Cần thêm tài liệu")
    cut(ward, "2025-04-15", at="2025-04-03 09:00", reason="Tỉnh họp sớm")
    act(ward, report.report, "2025-04-14 09:00", given=DONE, actor=UNIT)

    with ward.app.transaction() as session:
        plan_id = ward.one("V.1").plan_id
        session.add(Wave(plan_id=plan_id, key="n", name="Năm", starts_on=date(2025, 1, 1),
                         ends_on=date(2025, 12, 31), summary="final"))  # fmt: skip
        session.flush()
        made = summarise.draft(session, plan_id, "n", now=local("2025-04-15 09:00"))
        text = made.figures

    assert (text["assigned"]["open_in_time"], text["assigned"]["open_late"]) == (1, 0)
    assert (text["assigned_at_first"]["open_in_time"], text["assigned_at_first"]["open_late"]) == (0, 1)  # fmt: skip
    (item,) = text["items"]
    assert (item["extensions"], item["shortenings"], item["reason"]) == (1, 1, "Tỉnh họp sớm")
