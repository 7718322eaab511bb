"""Rounds: who is told what, on which day, and what is never told twice."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from dondoc.operate.tick import turn
from dondoc.rules.standing import has_passed
from dondoc.usecases import accept, alarms, cancel, extend, report
from dondoc.usecases.report import GivenReport
from dondoc.usecases.round import run_round
from dondoc.wiring import App, capturing
from models.assignment import Assignment
from models.outbox import MailState, OutboxMail, RungMark, RungState
from models.queries import outbox
from models.ward import Ward
from tests.factories import OFFICER, UNIT, WARD, Office, clause, draft_plan, load, office, on_dates
from tests.usecases.play import days, local, tick

DUE = on_dates("2025-04-10")


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    return office(app, [clause("V.1", ["culture"], DUE)], now=now)


def marks(ward: Office) -> list[tuple[int, int, str, RungState]]:
    with ward.app.reading() as session:
        rows = session.exec(select(RungMark).order_by(RungMark.revision, RungMark.offset)).all()  # type: ignore[arg-type]
    return [(row.revision, row.offset, row.audience, row.state) for row in rows]


def hand_in(ward: Office, row: Assignment, at: datetime) -> None:
    with ward.app.transaction() as session:
        given = GivenReport(text="Đã xong")
        report.report(session, row.id or 0, given=given, actor=UNIT, now=at)


def test_confirming_sends_one_assignment_mail_after_ten_minutes(ward: Office) -> None:
    told = days(ward, "2025-03-03 08:05", "2025-03-03 08:10", "2025-03-03 08:20")

    assert [one for one in told if one[1].startswith("culture")] == [
        ("2025-03-03 08:10", "culture@p4.example", "assignment", [None])
    ]


def test_a_draft_sends_nothing(app: App, now: datetime) -> None:

    with app.transaction() as session:
        ward_id = load(session, now=now)
        plan = draft_plan(session, ward_id, [clause("V.1", ["culture"], DUE)], now=now)
    drafted = Office(app, ward_id, plan.id or 0)

    assert days(drafted, "2025-03-31 07:30", "2025-04-11 07:30") == []


def test_the_ladder_and_the_chain_over_a_silent_unit(ward: Office) -> None:
    """Due Thursday 10 April 2025; Monday 7 April is Hùng Kings' day, a day off."""
    told = days(
        ward,
        "2025-03-03 08:10",
        "2025-03-31 07:30",
        "2025-04-01 07:30",
        "2025-04-04 07:30",
        "2025-04-09 07:30",
        "2025-04-10 07:30",
        "2025-04-11 07:30",
        "2025-04-15 07:30",
        "2025-04-16 07:30",
        "2025-04-21 07:30",
    )

    unit = [(at, kind, offsets) for at, to, kind, offsets in told if to.startswith("culture")]
    assert unit == [
        ("2025-03-03 08:10", "assignment", [None]),
        ("2025-03-31 07:30", "reminder", [-7]),
        ("2025-04-04 07:30", "reminder", [-3]),
        ("2025-04-09 07:30", "reminder", [-1]),
        ("2025-04-10 07:30", "reminder", [0]),
        ("2025-04-11 07:30", "overdue", [1]),
        ("2025-04-15 07:30", "overdue", [3]),
    ]
    officer = [(at, kind, offsets) for at, to, kind, offsets in told if to.startswith("officer")]
    assert officer == [
        ("2025-03-03 08:10", "escalation", []),
        ("2025-03-31 07:30", "escalation", []),
        ("2025-04-09 07:30", "silence", [None]),
        ("2025-04-15 07:30", "escalation", [3]),
        ("2025-04-21 07:30", "escalation", [7]),
    ]
    vice = [(at, kind, offsets) for at, to, kind, offsets in told if to.startswith("vice")]
    assert vice[-1] == ("2025-04-21 07:30", "escalation", [7])


def test_r2_the_same_round_twice_adds_nothing(ward: Office) -> None:
    first = days(ward, "2025-04-09 07:30")
    again = days(ward, "2025-04-09 07:30", "2025-04-09 16:00")

    assert ([one[2] for one in first if one[1].startswith("culture")], again) == (["reminder"], [])


def test_nothing_leaves_at_night_or_on_a_day_off(ward: Office) -> None:
    assert days(ward, "2025-04-09 06:00", "2025-04-09 17:00", "2025-04-07 09:00") == []


def test_a_round_in_the_afternoon_sends_what_the_morning_missed(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")

    told = days(ward, "2025-04-09 16:00")

    assert told == [("2025-04-09 16:00", "culture@p4.example", "reminder", [-1])]


def test_r5_after_three_weeks_of_silence_each_address_gets_one_mail(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")

    _, told = tick(ward, "2025-04-24 07:30")

    addresses = [one.to for one in told]
    assert sorted(addresses) == sorted(set(addresses))
    unit = next(one for one in told if one.to.startswith("culture"))
    assert (unit.kind, "sắp đến hạn" in unit.text.lower()) == ("overdue", False)


def test_r1_every_rung_that_passed_has_one_end(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")
    days(ward, "2025-04-24 07:30")

    lead = [(offset, state) for _, offset, audience, state in marks(ward) if audience == "lead"]
    assert lead == [
        (-7, RungState.MISSED),
        (-3, RungState.MISSED),
        (-1, RungState.MISSED),
        (0, RungState.MISSED),
        (1, RungState.MISSED),
        (3, RungState.MISSED),
        (8, RungState.TOLD),
    ]


def test_r6_a_report_before_the_round_silences_it(ward: Office, now: datetime) -> None:
    days(ward, "2025-03-03 08:10")
    hand_in(ward, ward.one("V.1"), local("2025-04-08 10:00"))

    told = days(ward, "2025-04-09 07:30", "2025-04-11 07:30")

    assert [one for one in told if one[1].startswith("culture")] == []


def test_r6_a_mail_that_waits_is_dropped_when_its_matter_is_settled(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")

    with ward.app.transaction() as session:
        run_round(session, ward.ward_id, voice=ward.app.voice, now=local("2025-04-09 07:30"))
    with ward.app.transaction() as session:
        row_id = ward.one("V.1").id or 0
        cancel.cancel(session, row_id, reason="Trùng", actor=OFFICER, now=local("2025-04-09 07:31"))
    _, told = tick(ward, "2025-04-09 07:32")

    assert [one for one in told if one.to.startswith("culture")] == []
    with ward.app.reading() as session:
        states = session.exec(select(OutboxMail.state).where(OutboxMail.kind == "reminder")).all()
    assert list(states) == [MailState.DROPPED]
    assert (1, -1, "lead", RungState.SKIPPED) in marks(ward)


def test_r7_an_extension_arms_the_ladder_anew(ward: Office) -> None:
    days(ward, "2025-03-03 08:10", "2025-04-09 07:30")
    with ward.app.transaction() as session:
        extend.grant(
            session, ward.one("V.1").id or 0, until=date(2025, 4, 24), actor=OFFICER,
            now=local("2025-04-09 09:00"),
        )  # fmt: skip

    told = days(
        ward, "2025-04-09 09:10", "2025-04-10 07:30", "2025-04-11 07:30", "2025-04-15 07:30"
    )

    assert [one for one in told if one[1].startswith("culture")] == [
        ("2025-04-09 09:10", "culture@p4.example", "decisions", [None]),
        ("2025-04-15 07:30", "culture@p4.example", "reminder", [-7]),
    ]


def test_requested_bodies_are_asked_politely_and_never_escalated(app: App, now: datetime) -> None:
    ward = office(app, [clause("V.2", ["front"], DUE, mode="request", kind="mobilise")], now=now)
    days(ward, "2025-03-03 08:10")

    moments = [f"2025-{day} 07:30" for day in ("04-11", "04-15", "04-22", "04-29", "05-09")]
    found = [(at, one) for at in moments for one in tick(ward, at)[1]]

    front = [(at, one.kind) for at, one in found if one.to.startswith("front")]
    assert front == [("2025-04-11 07:30", "overdue"), ("2025-04-15 07:30", "overdue")]
    assert all("đề nghị" in one.text.lower() for _, one in found if one.to.startswith("front"))
    row_id = ward.one("V.2").id
    above = [one for _, one in found if one.to.startswith(("vice", "chair"))]
    assert all(item[0] != row_id for one in above for item in one.items)
    officer = [one for _, one in found if one.to.startswith("officer") and one.items]
    assert [item[1] for item in officer[0].items] == ["cooperation"]


def test_later_occurrences_take_over_the_chase(app: App, now: datetime) -> None:
    cadence = on_dates("2025-04-10", "2025-04-24")
    ward = office(app, [clause("V.1", ["culture"], cadence)], now=now)
    days(ward, "2025-03-03 08:10")

    _, told = tick(ward, "2025-04-23 07:30")

    unit = next(one for one in told if one.to.startswith("culture"))
    second = ward.one("V.1/1@culture#2025-04-24")
    assert unit.items == ((second.id, "reminder", -1),)
    assert "10/04/2025" in unit.text


def test_a_unit_without_a_contact_is_skipped_with_its_reason(app: App, now: datetime) -> None:
    text = WARD.replace(
        "\n    contacts: [{name: Minh, title: Công chức, email: culture@p4.example}]", ""
    )
    ward = office(app, [clause("V.1", ["culture"], DUE)], now=now, text=text)

    done, told = tick(ward, "2025-04-09 07:30")

    assert [one for one in told if one.kind == "reminder"] == []
    assert done.rounds[ward.ward_id].skipped == 2
    assert (1, -1, "lead", RungState.SKIPPED) in marks(ward)


def test_one_failing_ward_does_not_silence_the_others(app: App, now: datetime) -> None:
    ward = office(app, [clause("V.1", ["culture"], DUE)], now=now)

    with app.transaction() as session:
        broken = Ward(key="a-broken-one", name="Hỏng", timezone="Nowhere/Land", loaded_at=now)
        session.add(broken)
        session.flush()
        broken_id = broken.id

    playing, channel = capturing(app)
    moment = local("2025-04-09 07:30")
    done = turn(playing, now=lambda: moment)

    assert set(done.failed) == {broken_id}
    assert done.rounds[ward.ward_id].mails == len(channel.taken) > 0


def test_the_storm_guard_asks_before_many_mails_after_a_long_silence(
    app: App, now: datetime
) -> None:
    many = [f"u{number}" for number in range(60)]
    units = "".join(
        f"  - {{key: {key}, name: Tổ {key}, contacts: [{{name: T, email: {key}@p4.example}}]}}\n"
        for key in many
    )
    text = WARD.replace("groups: {unions", units + "groups: {unions")
    ward = office(app, [clause("V.1", many, DUE)], now=now, text=text)
    tick(ward, "2025-03-03 08:10", force=True)

    done, told = tick(ward, "2025-04-09 07:30")

    assert (told, done.rounds[ward.ward_id].storm) == ([], 60)

    with app.transaction() as session:
        (alarm,) = outbox.open_alarms(session, ward_id=ward.ward_id)
        alarms.answer(
            session,
            alarm.id or 0,
            ward_id=ward.ward_id,
            actor=OFFICER,
            now=local("2025-04-09 08:00"),
        )
    _, told = tick(ward, "2025-04-09 08:05")
    assert len([one for one in told if one.kind == "reminder"]) == 60


def test_accepted_work_is_never_mentioned_again(ward: Office) -> None:
    days(ward, "2025-03-03 08:10")
    row = ward.one("V.1")
    hand_in(ward, row, local("2025-04-12 10:00"))
    with ward.app.transaction() as session:
        accept.accept(session, row.id or 0, actor=OFFICER, now=local("2025-04-14 10:00"))

    start = local("2025-04-15 07:30")
    later = [(start + timedelta(days=n)).strftime("%Y-%m-%d 07:30") for n in range(20)]
    assert [one for one in days(ward, *later) if one[1].startswith("culture")] == []


def test_the_officer_hears_of_reports_once_each_morning(ward: Office) -> None:
    days(ward, "2025-03-04 07:30")
    hand_in(ward, ward.one("V.1"), local("2025-03-05 09:00"))

    told = days(
        ward, "2025-03-05 09:10", "2025-03-05 16:00", "2025-03-06 07:30", "2025-03-07 07:30"
    )

    assert told == [("2025-03-06 07:30", "officer@p4.example", "officer", [None])]


def test_the_very_moment_of_the_deadline_is_still_in_time(ward: Office) -> None:
    row = ward.one("V.1")

    assert (has_passed(row, row.due_at), has_passed(row, row.due_at + timedelta(seconds=1))) == (
        False,
        True,
    )
