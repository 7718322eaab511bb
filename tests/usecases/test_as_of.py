"""A ward as it stood at the end of a past day: work, answers, names, days off and figures."""

from datetime import date, datetime

import pytest

from dondoc.rules.moves import Refused
from dondoc.rules.standing import Standing
from dondoc.usecases import accept, as_of, extend, report, transfer, ward_calendar
from dondoc.usecases.as_of import Past
from dondoc.usecases.errors import NotFound
from dondoc.usecases.report import GivenReport
from dondoc.usecases.ward_calendar import DayEdit
from dondoc.wiring import App
from models.assignment import ActorKind, AssignmentEvent, State
from models.ward import Unit
from tests.factories import OFFICER, UNIT, Office, clause, draft_plan, office, on_dates
from tests.usecases.amending import amending, confirmed, worded
from tests.usecases.play import local
from tests.usecases.replanning import HALVES, PLAN, edit_waves, span

TODAY = date(2025, 12, 1)
V4 = "V.4/1@culture#2025-06-16"
DONE = GivenReport("Đã xong.")


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    return office(app, PLAN, now=now, draft={"clauses": PLAN, "waves": HALVES})


def past(ward: Office, day: str, *, today: date = TODAY) -> Past:
    with ward.app.reading() as session:
        return as_of.load(session, ward.ward_id, date.fromisoformat(day), today=today)


def stands(ward: Office, day: str, code: str = V4) -> tuple[str, str | None]:
    (view,) = [one for one in past(ward, day).assignments() if one.code == code]
    return view.standing.value, view.waiting_for


def reports(ward: Office, at: str) -> None:
    row = ward.one(V4).id or 0
    with ward.app.transaction() as session:
        report.report(session, row, given=DONE, actor=UNIT, now=local(at))


def test_each_day_shows_what_had_happened_until_its_end(ward: Office) -> None:
    reports(ward, "2025-06-20 23:30")
    with ward.app.transaction() as session:
        row = ward.one(V4).id or 0
        accept.accept(session, row, actor=OFFICER, now=local("2025-06-23 00:01"))

    days = ("2025-06-01", "2025-06-10", "2025-06-16", "2025-06-19", "2025-06-20", "2025-06-23")
    assert {day: stands(ward, day) for day in days} == {
        "2025-06-01": ("not_due", None),
        "2025-06-10": ("due_soon", None),
        "2025-06-16": ("overdue", None),
        "2025-06-19": ("overdue", None),
        "2025-06-20": ("waiting", "report"),
        "2025-06-23": ("late", None),
    }


def test_a_report_that_was_answered_later_still_waits(ward: Office) -> None:
    reports(ward, "2025-06-10 09:00")
    with ward.app.transaction() as session:
        row = ward.one(V4).id or 0
        accept.accept(
            session, row, text="Tốt", actor=OFFICER, now=local("2025-06-12 09:00")
        )  # fmt: skip

    (before,), (after,) = past(ward, "2025-06-11").reports, past(ward, "2025-06-12").reports
    assert (before.state.value, before.answer, before.answered_by) == ("waiting", "", None)
    assert (after.state.value, after.answer, after.answered_by) == (
        "accepted", "Tốt", "Lê Thị Tám",
    )  # fmt: skip
    assert past(ward, "2025-06-09").reports == ()


def test_a_wish_waits_until_the_day_of_its_answer(ward: Office) -> None:
    row = ward.one(V4).id or 0
    with ward.app.transaction() as session:
        extend.ask(
            session, row, until=date(2025, 7, 1), reason="Chờ số liệu", actor=UNIT,
            now=local("2025-06-10 09:00"),
        )  # fmt: skip
    with ward.app.transaction() as session:
        extend.grant(
            session, row, until=date(2025, 6, 25), actor=OFFICER, now=local("2025-06-18 09:00")
        )

    assert stands(ward, "2025-06-09") == ("due_soon", None)
    assert stands(ward, "2025-06-17") == ("overdue", "extension")
    assert stands(ward, "2025-06-18") == ("due_soon", None)


def test_what_is_not_over_cannot_be_looked_back_at(ward: Office) -> None:
    with pytest.raises(Refused, match=r"Ngày 01/12/2025 chưa qua; .* hết ngày 30/11/2025"):
        past(ward, "2025-12-01")


def test_an_unknown_ward_is_told(ward: Office) -> None:
    with pytest.raises(NotFound), ward.app.reading() as session:
        as_of.load(session, 99, date(2025, 6, 1), today=TODAY)


def test_before_the_plan_was_confirmed_there_is_nothing(ward: Office) -> None:
    found = past(ward, "2025-03-02")

    assert (found.plans, found.works, found.waves) == ((), (), ())


def test_drafts_are_not_shown(ward: Office, now: datetime) -> None:
    with ward.app.transaction() as session:
        draft_plan(session, ward.ward_id, [clause("V.1", ["radio"], on_dates("2025-07-01"))], now=now)  # fmt: skip

    assert [plan.id for plan in past(ward, "2025-06-01").plans] == [ward.plan_id]


def test_work_stands_at_the_unit_that_had_it(ward: Office) -> None:
    with ward.app.transaction() as session:
        transfer.transfer(
            session, ward.one(V4).id or 0, unit_key="radio", reason="Đúng chức năng",
            actor=OFFICER, now=local("2025-05-05 09:00"),
        )  # fmt: skip

    assert stands(ward, "2025-05-04") == ("not_due", None)
    assert stands(ward, "2025-05-05") == ("transferred", None)
    assert not [v for v in past(ward, "2025-05-04").assignments() if "V.4/1@radio" in v.code]


def test_units_have_the_names_of_that_day(ward: Office) -> None:
    with ward.app.transaction() as session:
        unit = session.get_one(Unit, ward.one(V4).unit_id)
        unit.former_names = [
            {"name": "Ban Văn hóa", "until": "2025-03-31"},
            {"name": "Công chức Văn hóa", "until": "2025-06-30"},
        ]
        session.add(unit)

    def name(day: str) -> str:
        return next(v.unit_name for v in past(ward, day).assignments() if v.code == V4)

    assert [name(day) for day in ("2025-03-31", "2025-04-01", "2025-06-30", "2025-07-01")] == [
        "Ban Văn hóa", "Công chức Văn hóa", "Công chức Văn hóa", "Công chức Văn hóa - Xã hội",
    ]  # fmt: skip


def test_days_late_are_counted_by_the_days_off_of_that_time(ward: Office) -> None:
    edit = DayEdit(first=date(2025, 6, 18), last=date(2025, 6, 19), kind="off", reason="bão")
    before = past(ward, "2025-06-20").assignments()

    with ward.app.transaction() as session:
        ward_calendar.set_days(
            session, ward.ward_id, edit, actor=OFFICER, now=local("2025-06-24 09:00")
        )

    late = {day: _late(ward, day) for day in ("2025-06-20", "2025-06-24")}
    assert past(ward, "2025-06-20").assignments() == before
    assert late == {"2025-06-20": 4, "2025-06-24": 4}


def _late(ward: Office, day: str) -> int:
    return next(v.days_late for v in past(ward, day).assignments() if v.code == V4)


def test_figures_follow_the_waves_of_that_day(ward: Office) -> None:
    before = past(ward, "2025-06-19").figures(ward.plan_id, "2025-1")
    shorter = [
        span("2025-1", "Đợt 1", "2025-03-03", "2025-06-10"),
        span("2025-2", "Đợt 2", "2025-06-11", "2025-12-31", summary="final"),
    ]

    edit_waves(ward, shorter, now=local("2025-06-20 09:00"))

    assert past(ward, "2025-06-19").figures(ward.plan_id, "2025-1") == before
    assert past(ward, "2025-06-20").figures(ward.plan_id, "2025-1").total < before.total
    with pytest.raises(NotFound, match=r"Ngày 20/06/2025 không có kỳ “2030-1”\. Các kỳ: 2025-1"):
        past(ward, "2025-06-20").figures(ward.plan_id, "2030-1")


def test_before_an_amendment_clauses_have_their_own_numbers(app: App, now: datetime) -> None:
    first, second = (
        worded("V.1", ["culture"], on_dates("2025-09-10")),
        worded("V.2", ["radio"], on_dates("2025-09-12")),
    )
    ward = office(app, [first, second], now=now)
    later = local("2025-05-05 09:00")
    before = past(ward, "2025-05-04").assignments()

    moved = worded("V.1", ["radio"], on_dates("2025-09-12"), text=second["text"])
    confirmed(ward, amending(ward, [moved], now=later, issued_on=later.date()), later)

    after = past(ward, "2025-05-05").assignments()
    assert past(ward, "2025-05-04").assignments() == before
    assert [(view.clause_path, view.state) for view in after] == [
        ("V.1 (đã bãi bỏ)", State.CANCELLED),
        ("V.1", State.ASSIGNED),
    ]


def test_where_the_history_kept_too_little_it_says_from_when_on(ward: Office) -> None:
    row = ward.one(V4)
    with ward.app.transaction() as session:
        session.add(
            AssignmentEvent(
                ward_id=ward.ward_id, assignment_id=row.id or 0, at=local("2025-05-05 09:00"),
                kind="acknowledge", actor_kind=ActorKind.LINK, actor="Minh", channel="link",
            )
        )  # fmt: skip

    with pytest.raises(Refused, match="xem lại được từ ngày 05/05/2025"):
        past(ward, "2025-05-04")
    assert stands(ward, "2025-05-05") == (Standing.NOT_DUE.value, None)
