"""The ward's own days: previewed, stored with their reason, told once; next year is confirmed."""

from datetime import date, datetime

import pytest
from sqlmodel import col, select

from dondoc.rules.moves import Refused
from dondoc.usecases import calendar_year, load_ward, ward_calendar
from dondoc.usecases.errors import Conflict
from dondoc.usecases.replan import Preview
from dondoc.usecases.ward_calendar import DayEdit
from dondoc.wiring import App
from models.assignment import DeadlineRevision
from models.change import WardEvent
from models.outbox import OutboxMail
from models.queries import assignments
from models.ward import Ward
from tests.factories import OFFICER, WARD, Office, clause, office, on_dates, ward_file
from tests.usecases.play import days, local, tick
from tests.usecases.replanning import AFTER, HALVES, PLAN, due, mails, settle

STORM = DayEdit(
    first=date(2025, 6, 25), last=date(2025, 6, 25), kind="off", reason="nghỉ tránh bão"
)
WORDS = "Lịch làm việc thay đổi: thứ Tư 25/06/2025 là ngày nghỉ riêng của đơn vị (nghỉ tránh bão)"


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    made = office(app, PLAN, now=now, draft={"clauses": PLAN, "waves": HALVES})
    settle(made)
    return made


def put(ward: Office, edit: DayEdit, *, now: datetime = AFTER, **given: object) -> Preview:
    with ward.app.transaction() as session:
        return ward_calendar.set_days(
            session,
            ward.ward_id,
            edit,
            actor=OFFICER,
            now=now,
            **given,  # type: ignore[arg-type]
        )


def row(ward: Office) -> Ward:
    with ward.app.reading() as session:
        return session.get_one(Ward, ward.ward_id)


def log(ward: Office) -> list[WardEvent]:
    """The events of the calendar, oldest first."""
    mine = col(WardEvent.kind).startswith("calendar")
    with ward.app.reading() as session:
        return list(session.exec(select(WardEvent).where(mine).order_by(col(WardEvent.id))).all())


def test_a_preview_tells_what_the_edit_then_does_and_writes_nothing(ward: Office) -> None:
    with ward.app.reading() as session:
        shown = ward_calendar.preview_days(session, ward.ward_id, STORM, now=AFTER)
    before = row(ward).calendar

    done = put(ward, STORM, seen=shown.fingerprint)

    assert done == shown
    assert "own" not in before
    assert [(line.code, line.why) for line in done.moved] == [
        ("V.1/1@culture#2025-1", WORDS),
        ("V.2/1@radio#2025-06", WORDS),
        ("V.3/1@women#2025-1", WORDS),
    ]


def test_a_day_off_is_one_event_with_who_why_and_both_values(ward: Office) -> None:
    put(ward, STORM)

    (event,) = log(ward)
    own = [{"day": "2025-06-25", "kind": "off", "reason": "nghỉ tránh bão"}]
    assert (event.kind, event.actor, event.text) == ("calendar", "Lê Thị Tám", WORDS)
    assert event.data == {"before": {"own": []}, "after": {"own": own}}
    assert row(ward).calendar["own"] == own


def test_a_holiday_announced_late_moves_dates_keeps_told_rungs_and_tells_each_unit_once(
    ward: Office,
) -> None:
    told = days(ward, "2025-06-16 07:30", "2025-06-20 07:30", "2025-06-23 07:30")

    put(ward, STORM, now=local("2025-06-23 09:00"))

    mine = [(at, offsets) for at, to, _, offsets in told if to == "radio@p4.example"]
    assert mine == [("2025-06-16 07:30", [-7]), ("2025-06-20 07:30", [-3])]

    assert due(ward, "V.2/1@radio#2025-06") == "2025-06-24"
    sent = mails(ward, "2025-06-23 09:30")
    assert list(sent) == ["radio@p4.example"]
    assert f"Lý do: {WORDS}" in sent["radio@p4.example"].text
    assert "Thời hạn mới: 17:00, thứ Ba, 24/06/2025" in sent["radio@p4.example"].text
    assert "Thời hạn cũ: 17:00, thứ Tư, 25/06/2025" in sent["radio@p4.example"].text
    later = days(ward, "2025-06-23 10:30", "2025-06-24 07:30", "2025-06-25 07:30")
    assert [(at, offsets) for at, to, _, offsets in later if to == "radio@p4.example"] == [
        ("2025-06-24 07:30", [0])
    ]
    with ward.app.reading() as session:
        number = ward.one("V.2/1@radio#2025-06").id
        revisions = session.exec(
            select(DeadlineRevision)
            .where(DeadlineRevision.assignment_id == number)
            .order_by(col(DeadlineRevision.number))
        ).all()
        kinds = [event.kind for event in assignments.events_of(session, number or 0)]
    assert [(one.kind, one.reason) for one in revisions][1:] == [("calendar", WORDS)]
    assert kinds[-1] == "replan"


def test_own_days_can_be_taken_away_again(ward: Office) -> None:
    put(ward, STORM)

    put(ward, DayEdit(first=STORM.first, last=STORM.last, kind="rule"))

    assert row(ward).calendar["own"] == []
    assert due(ward, "V.2/1@radio#2025-06") == "2025-06-25"


def test_a_span_takes_only_the_days_that_change(ward: Office) -> None:
    put(ward, DayEdit(first=date(2025, 6, 20), last=date(2025, 6, 23), kind="off", reason="bão"))

    assert [one["day"] for one in row(ward).calendar["own"]] == ["2025-06-20", "2025-06-23"]


def test_the_second_of_two_people_overwrites_nothing(ward: Office) -> None:
    version = row(ward).version
    put(ward, STORM, version=version)
    other = DayEdit(first=date(2025, 6, 26), last=date(2025, 6, 26), kind="off", reason="lũ")

    with pytest.raises(Conflict, match="Người khác vừa thay đổi lịch làm việc này"):
        put(ward, other, version=version)

    assert [one["day"] for one in row(ward).calendar["own"]] == ["2025-06-25"]


def test_what_was_seen_must_still_be_what_happens(ward: Office) -> None:
    with pytest.raises(Conflict, match="Tình hình vừa thay đổi"):
        put(ward, STORM, seen="0" * 16)

    assert "own" not in row(ward).calendar
    assert log(ward) == []


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (("2025-06-22", "2025-06-22", "off", "lễ"), "đã là ngày nghỉ"),
        (("2025-06-24", "2025-06-24", "working", "bù"), "đã là ngày làm việc"),
        (("2025-06-24", "2025-06-24", "rule", ""), "không có khai báo riêng"),
        (("2025-06-24", "2025-06-20", "off", "lễ"), "Ngày cuối phải từ ngày đầu"),
        (("2025-06-24", "2025-12-20", "off", "lễ"), "nhiều nhất 62 ngày"),
        (("2040-06-24", "2040-06-24", "off", "lễ"), "trong năm 2024 đến năm 2030"),
        (("2025-06-24", "2025-06-24", "off", " "), "Hãy ghi lý do"),
    ],
)
def test_edits_that_do_not_hold_are_refused(
    ward: Office, edit: tuple[str, str, ward_calendar.Kind, str], words: str
) -> None:
    first, last = date.fromisoformat(edit[0]), date.fromisoformat(edit[1])

    with pytest.raises(Refused, match=words):
        put(ward, DayEdit(first=first, last=last, kind=edit[2], reason=edit[3]))


def test_loading_the_ward_file_again_keeps_own_days_and_confirmed_years(ward: Office) -> None:
    put(ward, STORM)
    with ward.app.transaction() as session:
        ward_calendar.confirm_year(session, ward.ward_id, 2026, actor=OFFICER, now=AFTER)

    with ward.app.transaction() as session:
        source = ward_file(WARD + "calendar: {off: [2025-05-05]}\n")
        load_ward.load_ward(session, source, now=AFTER)

    calendar = row(ward).calendar
    assert (calendar["off"], calendar["confirmed"]) == (["2025-05-05"], [2026])
    assert [one["day"] for one in calendar["own"]] == ["2025-06-25"]


def test_a_year_is_shown_with_reasons_and_what_is_due(ward: Office) -> None:
    put(ward, STORM)

    with ward.app.reading() as session:
        view = calendar_year.year_of(session, ward.ward_id, 2025, now=AFTER)

    june = {one.day: one for week in view.months[5].weeks for one in week if one}
    assert (view.working, view.months[5].working) == (249, 20)
    assert june[date(2025, 6, 25)].kind == "own_off"
    assert june[date(2025, 6, 24)].due == 1
    assert june[date(2025, 6, 21)].kind == "weekend"
    assert [one.day.isoformat() for one in view.notable if one.kind == "worked"] == ["2025-04-26"]


def autumn(app: App, *, until: str = "2025-12-31") -> Office:
    plan = [clause("V.1", ["culture"], on_dates(until))]
    return office(app, plan, now=local("2025-10-20 08:00"), year=2025)


def asked(ward: Office) -> list[str]:
    with ward.app.reading() as session:
        rows = session.exec(
            select(OutboxMail).where(OutboxMail.kind == "calendar").order_by(col(OutboxMail.id))
        ).all()
    return [f"{mail.local_day} {mail.to_address}" for mail in rows]


def test_the_officer_is_asked_on_the_first_working_day_of_november_and_then_weekly(
    app: App,
) -> None:
    ward = autumn(app)

    for at in ("10-31", "11-01", "11-02", "11-03", "11-04", "11-07", "11-10", "11-11", "11-18"):
        tick(ward, f"2025-{at} 07:30")

    assert asked(ward) == [f"2025-11-{day} officer@p4.example" for day in ("03", "10", "18")]


def test_nobody_is_asked_about_a_year_that_is_confirmed(app: App) -> None:
    ward = autumn(app)
    tick(ward, "2025-11-03 07:30")

    with ward.app.transaction() as session:
        now = local("2025-11-04 09:00")
        first = ward_calendar.confirm_year(session, ward.ward_id, 2026, actor=OFFICER, now=now)
        again = ward_calendar.confirm_year(session, ward.ward_id, 2026, actor=OFFICER, now=now)
    tick(ward, "2025-11-10 07:30")

    assert (first, again) == (True, False)
    assert asked(ward) == ["2025-11-03 officer@p4.example"]
    assert [(one.kind, one.data["after"]) for one in log(ward)] == [
        ("calendar-confirmed", {"confirmed": [2026]})
    ]


def test_only_this_year_and_the_next_can_be_confirmed(ward: Office) -> None:
    with ward.app.transaction() as session, pytest.raises(Refused, match="năm 2025 hoặc năm 2026"):
        ward_calendar.confirm_year(session, ward.ward_id, 2027, actor=OFFICER, now=AFTER)
