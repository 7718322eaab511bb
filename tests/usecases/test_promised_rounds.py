"""The promises of the rounds by their numbers: R6 to R10; R1 is ``test_every_rung_ends.py``."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from dondoc.usecases import (
    accept,
    acknowledge,
    cancel,
    extend,
    load_ward,
    report,
    send_back,
    shorten,
    sleep,
    transfer,
)
from dondoc.usecases.report import GivenReport
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.db import make_engine
from models.outbox import MailState, OutboxMail
from models.queries import outbox
from tests.factories import OFFICER, UNIT, VICE, WARD, Office, clause, office, on_dates, ward_file
from tests.usecases.play import Told, days, local, tick

DUE = on_dates("2025-04-10")
MORNING = local("2025-04-09 07:30")
Change = Callable[[Session, int], object]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """These tests play many days; nobody pulls the plug, so they do not wait for the disk."""
    made = make_engine(database_url, durable=False)
    yield made
    made.dispose()


def to(address: str, told: Sequence[Told]) -> list[Told]:
    return [one for one in told if one.to.startswith(address)]


def _report(session: Session, row_id: int) -> object:
    given = GivenReport(text="Đã xong")
    return report.report(session, row_id, given=given, actor=UNIT, now=MORNING)


def _accept(session: Session, row_id: int) -> object:
    _report(session, row_id)
    return accept.accept(session, row_id, actor=OFFICER, now=MORNING)


def _return(session: Session, row_id: int) -> object:
    _report(session, row_id)
    return send_back.send_back(session, row_id, reason="Thiếu số liệu", actor=VICE, now=MORNING)


def _cancel(session: Session, row_id: int) -> object:
    return cancel.cancel(session, row_id, reason="Trùng", actor=OFFICER, now=MORNING)


def _extend(session: Session, row_id: int) -> object:
    return extend.grant(session, row_id, until=date(2025, 5, 8), actor=OFFICER, now=MORNING)


def _transfer(session: Session, row_id: int) -> object:
    return transfer.transfer(
        session, row_id, unit_key="radio", reason="Đúng việc", actor=OFFICER, now=MORNING
    )


def _sleep(session: Session, row_id: int) -> object:
    return sleep.put_to_sleep(
        session, row_id, waiting_for="Hướng dẫn của tỉnh", actor=OFFICER, now=MORNING
    )


@pytest.mark.parametrize(
    "change", [_report, _accept, _return, _cancel, _extend, _transfer, _sleep], ids=lambda f: f.__name__
)  # fmt: skip
def test_r6_what_changes_between_planning_and_sending_is_not_reminded_of(
    app: App, now: datetime, change: Change
) -> None:
    ward = office(app, [clause(path, ["culture"], DUE) for path in ("V.1", "V.2")], now=now)
    days(ward, "2025-03-03 08:10")
    with app.transaction() as session:
        run_round(session, ward.ward_id, voice=app.voice, now=MORNING)
    changed, kept = ward.one("V.1").id or 0, ward.one("V.2").id or 0
    with app.transaction() as session:
        change(session, changed)

    _, told = tick(ward, "2025-04-09 07:31")

    (mail,) = to("culture", told)
    assert mail.items == ((kept, "reminder", -1),)
    assert "Việc của mục V.2" in mail.text
    assert "Việc của mục V.1" not in mail.text


def test_r6_what_is_still_owed_is_reminded_of_in_its_new_state(app: App, now: datetime) -> None:
    ward = office(app, [clause("V.1", ["culture"], DUE)], now=now)
    days(ward, "2025-03-03 08:10")
    with app.transaction() as session:
        run_round(session, ward.ward_id, voice=app.voice, now=MORNING)
    row_id = ward.one("V.1").id or 0
    with app.transaction() as session:
        acknowledge.acknowledge(session, row_id, actor=UNIT, now=MORNING)

    _, told = tick(ward, "2025-04-09 07:31")

    (mail,) = to("culture", told)
    assert mail.items == ((row_id, "reminder", -1),)
    with app.reading() as session:
        row = outbox.mail_by_message_id(session, _message_id(ward, "culture"))
        assert row is not None
        (item,) = outbox.items_of(session, [row.id or 0])
    assert item.state == "acknowledged"


def _message_id(ward: Office, start: str) -> str:
    with ward.app.reading() as session:
        sent = session.exec(select(OutboxMail).where(OutboxMail.state == MailState.SENT)).all()
    return [mail for mail in sent if mail.to_address.startswith(start)][-1].message_id


def test_r7_a_later_an_earlier_and_the_first_deadline_again_each_climb_their_own_ladder(
    app: App, now: datetime
) -> None:
    """Due 10 April; on the 9th moved to the 24th, on the 16th back to the 18th, then the 24th."""
    ward = office(app, [clause("V.1", ["culture"], DUE)], now=now)
    row_id = ward.one("V.1").id or 0

    def played(*on: str) -> list[tuple[str, list[int | None]]]:
        found = days(ward, *(f"2025-04-{at}" for at in on))
        return [(at[8:], offsets) for at, who, _, offsets in found if who.startswith("culture")]

    days(ward, "2025-03-03 08:10")
    first = played("04 07:30", "09 07:30")
    with app.transaction() as session:
        extend.grant(session, row_id, until=date(2025, 4, 24), actor=OFFICER, now=local("2025-04-09 09:00"))  # fmt: skip
    later = played("09 09:30", "10 07:30", "11 07:30", "15 07:30", "15 16:00", "16 07:30")
    with app.transaction() as session:
        shorten.shorten(session, row_id, until=date(2025, 4, 18), reason="Gấp", actor=OFFICER, now=local("2025-04-16 09:00"))  # fmt: skip
    earlier = played("16 09:30", "17 07:30", "17 16:00")
    with app.transaction() as session:
        extend.grant(session, row_id, until=date(2025, 4, 24), actor=OFFICER, now=local("2025-04-17 16:30"))  # fmt: skip
    back = played("17 16:50", "18 07:30", "21 07:30", "22 07:30", "23 07:30", "24 07:30", "25 07:30")  # fmt: skip

    assert first == [("04 07:30", [-3]), ("09 07:30", [-1])]
    assert later == [("09 09:30", [None]), ("15 07:30", [-7])]
    assert earlier == [("16 09:30", [None]), ("17 07:30", [-1])]
    assert back == [
        ("17 16:50", [None]), ("21 07:30", [-3]), ("23 07:30", [-1]), ("24 07:30", [0]),
        ("25 07:30", [1]),
    ]  # fmt: skip


#: Deadline, and on which day which rung is told. Tết 2026 is 14 to 22 February; 27 April is the
#: day off for Hùng Kings' Sunday; Monday 31 August is free and Saturday 22 August worked for it.
GOLDEN = {
    "ubnd": ("2026-02-24", {"02-06": -7, "02-12": -3, "02-23": -1, "02-24": 0, "02-25": 1, "02-27": 3}),
    "front": ("2026-02-17", {"02-05": -7, "02-11": -3, "02-13": 0, "02-23": 1, "02-25": 3}),
    "women": ("2026-05-05", {"04-21": -7, "04-28": -3, "05-04": -1, "05-05": 0, "05-06": 1, "05-08": 3}),
    "culture": ("2026-09-03", {"08-21": -7, "08-26": -3, "08-28": -1, "09-03": 0, "09-04": 1, "09-08": 3}),
    "radio": ("2026-08-24", {"08-14": -7, "08-20": -3, "08-22": -1, "08-24": 0, "08-25": 1, "08-27": 3}),
}  # fmt: skip
SEASONS = [("2026-02-05", "2026-02-27"), ("2026-04-21", "2026-05-08"), ("2026-08-14", "2026-09-08")]


@pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
def test_r8_over_tet_and_the_long_weekends_mails_keep_to_working_days_and_deadlines_stay(
    app: App,
) -> None:
    """Two turns on each day of the calendar, of which one is outside the window."""
    made = local("2026-01-05 08:00")
    clauses = [
        clause(f"V.{number}", [key], on_dates(due))
        for number, (key, (due, _)) in enumerate(GOLDEN.items(), start=1)
    ]
    ward = office(app, clauses, now=made, issued_on=date(2026, 1, 5))
    days(ward, "2026-01-05 08:20")
    told: dict[str, dict[str, int]] = {key: {} for key in GOLDEN}
    for start, end in SEASONS:
        first, last = (date.fromisoformat(day).toordinal() for day in (start, end))
        for number in range(first, last + 1):
            day = date.fromordinal(number)
            assert days(ward, f"{day} {'17:00' if number % 2 else '07:29'}") == [], day
            for _, who, kind, offsets in days(ward, f"{day} 07:30"):
                if kind in ("reminder", "overdue"):
                    (offset,) = offsets
                    assert offset is not None
                    told[who.partition("@")[0].replace("vp", "ubnd")][f"{day:%m-%d}"] = offset

    in_their_seasons = {key: table for key, (_, table) in GOLDEN.items()}
    found = {
        key: {day: offset for day, offset in table.items() if day <= max(in_their_seasons[key])}
        for key, table in told.items()
    }
    assert found == in_their_seasons
    for key, (due, _) in GOLDEN.items():
        (row,) = [row for row in ward.all() if f"@{key}" in row.code]
        assert row.due_at == datetime.combine(
            date.fromisoformat(due), time(17), local("2026-01-05 08:00").tzinfo
        )


def test_r8_what_was_put_off_on_friday_evening_does_not_burn_the_ladder(
    app: App, now: datetime
) -> None:
    """Due on Tuesday; Friday's rung cannot leave before the window closes, Monday's tells."""
    ward = office(app, [clause("V.1", ["culture"], on_dates("2025-04-15"))], now=now)
    days(ward, "2025-03-03 08:10")
    with app.transaction() as session:
        run_round(session, ward.ward_id, voice=app.voice, now=local("2025-04-11 16:59"))

    told = days(
        ward, "2025-04-11 17:01", "2025-04-12 09:00", "2025-04-13 09:00",
        "2025-04-14 07:30", "2025-04-15 07:30", "2025-04-16 07:30",
    )  # fmt: skip

    assert [(at[8:10], offsets) for at, who, _, offsets in told if who.startswith("culture")] == [
        ("14", [-1]), ("15", [0]), ("16", [1]),
    ]  # fmt: skip


CHAIN = "chain:\n  - {after: 3, to: [interior_officer]}\n  - {after: 7, to: [vice_chairman]}\n  - {after: 14, to: [chairman]}\n"
EDITED = {
    "levels earlier": "chain:\n  - {after: 1, to: [chairman]}\n",
    "levels the other way round": "chain:\n  - {after: 3, to: [chairman]}\n  - {after: 7, to: [interior_officer]}\n",
    "no level": "chain: []\n",
}  # fmt: skip


def told_upwards(ward: Office, *on: str) -> list[tuple[str, str]]:
    """Return the day and address of each sheet on which the one late work is new."""
    found = []
    for day in on:
        _, told = tick(ward, f"{day} 07:30")
        found += [
            (day[5:], one.to.partition("@")[0])
            for one in told
            if one.kind == "escalation" and any(kind == "escalation" for _, kind, _ in one.items)
        ]
    return found


@pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
@pytest.mark.parametrize("edited", EDITED.values(), ids=EDITED.keys())
def test_r9_a_running_case_keeps_the_chain_with_which_it_started(
    app: App, now: datetime, edited: str
) -> None:
    """Due 10 April: three working days late on the 15th, seven on the 21st, fourteen on 2 May's eve."""
    ward = office(app, [clause("V.1", ["culture"], DUE)], now=now, text=WARD + CHAIN)
    days(ward, "2025-03-03 08:10")
    before = told_upwards(ward, "2025-04-11", "2025-04-15")
    with app.transaction() as session:
        load_ward.load_ward(session, ward_file(WARD + edited), now=local("2025-04-15 10:00"))

    after = told_upwards(ward, "2025-04-16", "2025-04-18", "2025-04-22", "2025-05-06")

    assert before == [("04-15", "officer")]
    firsts = list(dict.fromkeys(who for _, who in after))
    assert [who for who in firsts if who != "officer"] == ["vice", "chair"]
    assert ("04-22", "vice") in after
    assert ("05-06", "chair") in after


def test_r9_a_person_who_left_is_passed_over_for_the_next_level(app: App, now: datetime) -> None:
    ward = office(app, [clause("V.1", ["culture"], DUE)], now=now, text=WARD + CHAIN)
    days(ward, "2025-03-03 08:10")
    told_upwards(ward, "2025-04-15")
    without = "\n".join(line for line in (WARD + CHAIN).splitlines() if "key: vice," not in line)
    with app.transaction() as session:
        load_ward.load_ward(session, ward_file(without), now=local("2025-04-16 10:00"))

    after = told_upwards(ward, "2025-04-17", "2025-04-22", "2025-04-23")

    assert after[-1] == ("04-22", "chair")
    assert "vice" not in {who for _, who in after}


MANY = 40
ORDERED = ["ubnd", "culture", "radio"]
LATE_UNITS = [*ORDERED, "front", "women"]


@pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
def test_r10_two_hundred_overdue_items_make_one_mail_for_each_level_and_day(
    app: App, now: datetime
) -> None:
    clauses = [clause(f"V.{number}", LATE_UNITS, DUE) for number in range(1, MANY + 1)]
    ward = office(app, clauses, now=now)
    days(ward, "2025-03-03 08:10")

    sheets: dict[tuple[str, str], int] = {}
    for day in ("04-15", "04-16", "04-21", "05-06"):
        mails = [one for at in ("07:30", "16:00") for one in tick(ward, f"2025-{day} {at}")[1]]
        assert max(Counter(one.to for one in mails).values(), default=1) == 1, day
        for one in mails:
            if one.kind == "escalation":
                sheets[day, one.to.partition("@")[0]] = len(one.items)

    assert sheets["04-15", "officer"] == MANY * len(LATE_UNITS)
    # The bodies that are asked and not ordered stand on the interior officer's sheet only.
    assert sheets["04-21", "vice"] == MANY * len(ORDERED)
    assert sheets["05-06", "chair"] == MANY * len(ORDERED)
