"""When reminders rest or go otherwise: pauses, send days, ladders of single duties, receipts."""

from datetime import date, datetime

import pytest
from sqlmodel import col, select

from dondoc.rules.moves import Refused
from dondoc.usecases import acknowledge, contacted, extend, pause, reladder
from dondoc.wiring import App
from models.change import WardEvent
from models.outbox import RungMark, RungState
from models.plan import Duty
from models.ward import Contact
from tests.factories import (
    OFFICER,
    UNIT,
    WARD,
    Office,
    clause,
    office,
    on_dates,
)
from tests.usecases.play import Told, days, local, tick

DUE = on_dates("2025-04-10")
REASON = "Đơn vị tập trung phòng, chống ngập"


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    return office(app, [clause("V.1", ["culture"], DUE)], now=now)


def unit(ward: Office, *moments: str) -> list[tuple[str, str, list[int | None]]]:
    """Return what the unit is told at some moments: day, kind of mail, offsets."""
    told = days(ward, *moments)
    return [(at[5:10], kind, offsets) for at, to, kind, offsets in told if to.startswith("culture")]


def ends(ward: Office, audience: str = "lead") -> list[tuple[int, RungState, str]]:
    with ward.app.reading() as session:
        found = session.exec(
            select(RungMark).where(RungMark.audience == audience).order_by(col(RungMark.id))
        ).all()
    return [(mark.offset, mark.state, mark.reason) for mark in found]


def paused(ward: Office, until: str, at: str) -> None:
    with ward.app.transaction() as session:
        pause.pause(
            session, ward.one("V.1").id or 0, until=date.fromisoformat(until), reason=REASON,
            actor=OFFICER, now=local(at),
        )  # fmt: skip


def contact_of(ward: Office) -> int:
    with ward.app.reading() as session:
        found = session.exec(select(Contact).where(Contact.email == "culture@p4.example")).one()
    return found.id or 0


def test_a_paused_assignment_is_not_reminded_of_and_its_rungs_say_why(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")
    paused(ward, "2025-04-08", "2025-04-01 09:00")

    told = unit(ward, "2025-04-04 07:30", "2025-04-08 07:30", "2025-04-09 07:30")

    assert told == [("04-09", "reminder", [-1])]
    why = f"tạm ngừng nhắc đến hết ngày 08/04/2025 ({REASON})"
    assert (-3, RungState.SKIPPED, why) in ends(ward)


def test_after_a_pause_what_it_silenced_is_told_once(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")
    paused(ward, "2025-04-07", "2025-04-01 09:00")
    days(ward, "2025-04-04 07:30")

    told = unit(ward, "2025-04-08 07:30", "2025-04-08 15:00", "2025-04-09 07:30")

    assert told == [("04-08", "reminder", [-3]), ("04-09", "reminder", [-1])]
    assert ends(ward, "resumed") == [(-3, RungState.TOLD, "")]


def test_a_pause_that_is_ended_early_lets_reminders_go_on(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")
    paused(ward, "2025-05-30", "2025-04-01 09:00")
    silenced = unit(ward, "2025-04-11 07:30")
    with ward.app.transaction() as session:
        pause.resume(session, ward.one("V.1").id or 0, actor=OFFICER, now=local("2025-04-11 09:00"))

    assert silenced == []
    assert unit(ward, "2025-04-14 07:30") == [("04-14", "overdue", [1])]


def test_a_level_that_is_reached_in_a_pause_waits_for_its_end(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")
    paused(ward, "2025-04-16", "2025-04-01 09:00")

    sheets = {
        day: [one.to for one in tick(ward, f"2025-{day} 07:30", force=True)[1] if one.items]
        for day in ("04-15", "04-16", "04-17")
    }

    assert sheets["04-15"] == sheets["04-16"] == []
    assert "officer@p4.example" in sheets["04-17"]


def test_a_paused_contact_hears_decisions_but_no_reminders(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")
    with ward.app.transaction() as session:
        pause.pause_contact(
            session, ward.ward_id, contact_of(ward), until=date(2025, 4, 8), reason=REASON,
            actor=OFFICER, now=local("2025-04-01 09:00"),
        )  # fmt: skip
        extend.grant(
            session, ward.one("V.1").id or 0, until=date(2025, 4, 11), actor=OFFICER,
            now=local("2025-04-03 09:00"),
        )  # fmt: skip

    told = unit(ward, "2025-04-03 09:20", "2025-04-08 07:30", "2025-04-09 07:30")

    assert told == [("04-03", "decisions", [None]), ("04-09", "reminder", [-3])]
    with ward.app.reading() as session:
        event = session.exec(select(WardEvent).where(WardEvent.kind == "contact")).one()
    assert (event.data["before"][0]["paused_until"], event.data["after"][0]["paused_until"]) == (
        None, "2025-04-08",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("until", "reason", "words"),
    [
        ("2025-04-08", " ", "phải ghi rõ lý do"),
        ("2025-03-31", REASON, "từ hôm nay trở đi"),
        ("2026-04-01", REASON, "nhiều nhất 92 ngày"),
    ],
)
def test_a_pause_needs_a_reason_and_an_end_in_reach(
    ward: Office, until: str, reason: str, words: str
) -> None:
    with ward.app.transaction() as session, pytest.raises(Refused, match=words):
        pause.pause(
            session, ward.one("V.1").id or 0, until=date.fromisoformat(until), reason=reason,
            actor=OFFICER, now=local("2025-04-01 09:00"),
        )  # fmt: skip


def test_reminders_keep_to_their_days_and_decisions_do_not(app: App, now: datetime) -> None:
    """Sent on Tuesdays and Thursdays: rungs up to the deadline come earlier, later ones later."""
    text = WARD.replace("province: Đồng Tháp}", "province: Đồng Tháp, send_days: [tue, thu]}")
    ward = office(app, [clause("V.1", ["culture"], on_dates("2025-05-16"))], now=now, text=text)
    days(ward, "2025-03-04 08:10")

    # Friday 16 May: 3 days before is Tuesday the 13th, 1 day before Thursday the 15th, the day
    # itself moves to that Thursday too; 1 day after is Monday the 19th, told on the 20th.
    told = unit(ward, *(f"2025-05-{day:02} 07:30" for day in range(12, 22)))
    assert told == [
        ("05-13", "reminder", [-3]),
        ("05-15", "reminder", [0]),
        ("05-20", "overdue", [1]),
    ]
    with app.transaction() as session:
        extend.grant(
            session, ward.one("V.1").id or 0, until=date(2025, 6, 20), actor=OFFICER,
            now=local("2025-05-21 08:00"),
        )  # fmt: skip
    assert unit(ward, "2025-05-21 08:20") == [("05-21", "decisions", [None])]


def test_before_the_hour_for_mails_a_round_waits(app: App, now: datetime) -> None:
    """News of the evening must not make a digest of its own an hour before the reminders."""
    text = WARD.replace("province: Đồng Tháp}", 'province: Đồng Tháp, send_at: "09:00"}')
    ward = office(app, [clause("V.1", ["culture"], DUE)], now=now, text=text)
    days(ward, "2025-03-03 09:10")
    with app.transaction() as session:
        contacted.contacted(
            session, ward.one("V.1").id or 0, text="Hứa nộp sớm", actor=OFFICER,
            now=local("2025-04-08 17:00"),
        )  # fmt: skip

    told = unit(ward, "2025-04-09 07:30", "2025-04-09 09:00")

    assert told == [("04-09", "reminder", [-1])]


def test_a_duty_may_have_its_own_ladder_from_the_draft_on(app: App, now: datetime) -> None:
    own = clause("V.1", ["culture"], DUE)
    own["duties"][0]["ladder"] = {"before": [2], "on_day": False, "after": [2], "then_every": None}
    ward = office(app, [own], now=now)
    days(ward, "2025-03-03 08:10")

    moments = [f"2025-04-{day:02} 07:30" for day in range(1, 28)]

    assert unit(ward, *moments) == [("04-08", "reminder", [-2]), ("04-14", "overdue", [2])]


def test_a_ladder_is_changed_in_force_with_one_event(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")
    with ward.app.transaction() as session:
        duty = session.exec(select(Duty)).one()
        reladder.set_ladder(
            session, ward.plan_id, duty.id or 0, {"before": [5], "confirm": 3}, reason="Việc lớn",
            actor=OFFICER, now=local("2025-03-04 09:00"),
        )  # fmt: skip

    assert unit(ward, "2025-04-02 07:30", "2025-04-04 07:30") == [("04-02", "reminder", [-5])]
    with ward.app.reading() as session:
        assert session.exec(select(Duty)).one().ladder == {"before": [5]}
        event = session.exec(select(WardEvent).where(WardEvent.kind == "ladder")).one()
    assert "trước hạn 7, 3, 1 ngày" in event.data["before"]["words"]
    assert "trước hạn 5 ngày" in event.data["after"]["words"]


def test_a_wrong_ladder_is_refused_and_changes_nothing(ward: Office) -> None:
    with ward.app.transaction() as session, pytest.raises(Refused, match="1 đến 250"):
        duty = session.exec(select(Duty)).one()
        reladder.set_ladder(
            session, ward.plan_id, duty.id or 0, {"before": [0]}, reason="Việc lớn",
            actor=OFFICER, now=local("2025-03-04 09:00"),
        )  # fmt: skip


def receipts(ward: Office, at: str) -> list[Told]:
    return [one for one in tick(ward, at, force=True)[1] if one.kind == "receipt"]


def test_who_has_not_said_to_have_new_work_is_asked_once(app: App, now: datetime) -> None:
    cadence = on_dates("2025-04-10", "2025-05-15")
    ward = office(app, [clause("V.1", ["culture"], cadence)], now=now)
    days(ward, "2025-03-03 08:10")

    found = {day: receipts(ward, f"2025-03-{day} 07:30") for day in ("05", "06", "07", "10")}

    assert {day: len(told) for day, told in found.items()} == {"05": 0, "06": 1, "07": 0, "10": 0}
    (one,) = found["06"]
    assert one.subject == (
        "[Phường 4] Xác nhận đã nhận việc 06/03/2025: 01 nhiệm vụ chưa xác nhận đã nhận"
    )
    assert [kind for _, kind, _ in one.items] == ["receipt"]
    states = [state for _, state, _ in ends(ward, "receipt")]
    assert states == [RungState.TOLD, RungState.MERGED]


def test_acknowledging_silences_that_question_and_not_the_deadline(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")
    with ward.app.transaction() as session:
        acknowledge.acknowledge(
            session, ward.one("V.1").id or 0, actor=UNIT, now=local("2025-03-05 10:00")
        )

    assert receipts(ward, "2025-03-06 07:30") == []
    assert ends(ward, "receipt") == [(0, RungState.SKIPPED, "đơn vị đã xác nhận đã nhận")]
    assert unit(ward, "2025-04-09 07:30") == [("04-09", "reminder", [-1])]


def test_a_short_lead_time_skips_what_passed_in_silence(app: App, now: datetime) -> None:
    """Given on Monday, due on Wednesday: neither 7 nor 3 days before, nor a question of receipt."""
    ward = office(app, [clause("V.1", ["culture"], on_dates("2025-03-05"))], now=now)

    told = unit(ward, *(f"2025-03-{day:02} 08:10" for day in range(3, 8)))

    assert told == [
        ("03-03", "assignment", [None]),
        ("03-04", "reminder", [-1]),
        ("03-05", "reminder", [0]),
        ("03-06", "overdue", [1]),
    ]
    assert ends(ward, "receipt") == []


def test_two_reminders_that_met_silence_ask_the_officer_to_phone(ward: Office) -> None:
    with ward.app.transaction() as session:
        minh = session.exec(select(Contact).where(Contact.email == "culture@p4.example")).one()
        minh.phone = "0912345678"
        session.add(minh)
    days(ward, "2025-03-03 08:10", "2025-03-06 07:30")

    found = {
        day: [one for one in tick(ward, f"2025-{day} 07:30")[1] if one.to.startswith("officer")]
        for day in ("03-31", "04-01", "04-02")
    }

    assert [len(found[day]) for day in ("04-01", "04-02")] == [1, 0]
    (hint,) = found["04-01"]
    assert "Một thời gian không phản hồi, nên gọi điện" in hint.text
    assert "Điện thoại: Minh, 0912345678" in hint.text
    assert hint.subject == "[Phường 4] Nên gọi điện 01/04/2025: 01 nhiệm vụ chưa có phản hồi"


def test_what_the_officer_noted_of_a_call_ends_the_silence_and_stands_on_the_sheet(
    ward: Office,
) -> None:
    days(ward, "2025-03-03 08:10", "2025-03-06 07:30", "2025-03-31 07:30")
    with ward.app.transaction() as session:
        contacted.contacted(
            session, ward.one("V.1").id or 0, text="Hứa nộp trước ngày 20", actor=OFFICER,
            now=local("2025-03-31 15:00"),
        )  # fmt: skip

    quiet = [one for one in tick(ward, "2025-04-01 07:30")[1] if one.to.startswith("officer")]
    (sheet,) = [
        one for one in tick(ward, "2025-04-15 07:30", force=True)[1] if one.kind == "escalation"
    ]

    assert quiet == []
    assert "Liên hệ gần nhất: trao đổi ngày 31/03/2025: Hứa nộp trước ngày 20" in sheet.text
