"""Working days against days that were looked up by hand."""

from datetime import date

import pytest

from dondoc.rules.calendar import WrongCalendar, calendar_of
from tests.rules.cases import usual_calendar

TET_2025 = "27 28 29 30 31"


@pytest.mark.parametrize(
    "day",
    [
        *(f"2025-01-{day}" for day in TET_2025.split()),
        "2025-01-01",
        "2025-04-07",  # Giỗ Tổ
        "2025-04-30",
        "2025-05-01",
        "2025-05-02",  # swapped with Saturday 26/4
        "2025-09-01",
        "2025-09-02",
        "2026-01-01",
        "2026-01-02",  # decided late: only in the table that ships with dondoc
        "2026-02-16",
        "2026-02-17",
        "2026-02-18",
        "2026-02-19",
        "2026-02-20",
        "2026-04-27",  # Giỗ Tổ falls on Sunday 26/4
        "2026-08-31",  # swapped with Saturday 22/8
        "2026-09-01",
        "2026-09-02",
        "2026-11-24",
    ],
)
def test_nobody_works_on_a_public_holiday(day: str) -> None:
    weekday = date.fromisoformat(day)

    assert weekday.weekday() < 5
    assert not usual_calendar().is_working(weekday)


@pytest.mark.parametrize("day", ["2025-04-26", "2026-01-10", "2026-08-22"])
def test_a_swapped_saturday_is_worked(day: str) -> None:
    assert usual_calendar().is_working(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2025-11-24", "2025-02-03", "2026-01-05", "2026-02-23"])
def test_the_days_around_holidays_are_worked(day: str) -> None:
    assert usual_calendar().is_working(date.fromisoformat(day))


def test_the_swap_of_april_2025_counts_saturday_and_leaves_friday_out() -> None:
    calendar = usual_calendar()

    after_friday = [calendar.add(date(2025, 4, 25), n) for n in range(1, 5)]

    assert after_friday == [
        date(2025, 4, 26),
        date(2025, 4, 28),
        date(2025, 4, 29),
        date(2025, 5, 5),
    ]


def test_tet_2026_is_nine_days_off() -> None:
    calendar = usual_calendar()

    assert calendar.add(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert calendar.between(date(2026, 2, 13), date(2026, 2, 22)) == 0


def test_counting_crosses_the_turn_of_the_year_both_ways() -> None:
    calendar = usual_calendar()

    assert calendar.add(date(2025, 12, 31), 1) == date(2026, 1, 5)
    assert calendar.add(date(2025, 12, 31), 15) == date(2026, 1, 22)
    assert calendar.add(date(2026, 1, 22), -15) == date(2025, 12, 31)
    assert calendar.between(date(2025, 12, 31), date(2026, 1, 22)) == 15
    assert calendar.between(date(2026, 1, 22), date(2025, 12, 31)) == -15


def test_the_ward_stands_over_the_nation_and_working_over_off() -> None:
    own = calendar_of(
        {"off": ["2025-06-17", "2025-06-18"], "working": ["2025-06-18", "2025-09-01"]}
    )

    assert not own.is_working(date(2025, 6, 17))
    assert own.is_working(date(2025, 6, 18))
    assert own.is_working(date(2025, 9, 1))


def test_a_ward_with_one_free_day_works_on_saturday() -> None:
    own = calendar_of({"weekend": ["sun"]})

    assert own.is_working(date(2025, 6, 21))
    assert not own.is_working(date(2025, 6, 22))


def test_a_day_off_is_explained_in_vietnamese() -> None:
    own = calendar_of({"off": ["2025-06-17"]})

    reasons = [
        own.why_off(day)
        for day in (
            date(2025, 6, 16),
            date(2025, 6, 17),
            date(2025, 10, 25),
            date(2025, 4, 7),
            date(2026, 1, 2),
        )
    ]

    assert reasons == [
        "",
        "ngày nghỉ riêng của đơn vị",
        "thứ Bảy",
        "ngày nghỉ (Ngày Giỗ Tổ Hùng Vương)",
        "ngày nghỉ (hoán đổi ngày làm việc với thứ Bảy 10/01/2026)",
    ]


def test_equal_descriptions_share_one_calendar_and_what_it_has_counted() -> None:
    first = calendar_of({"weekend": ["sat", "sun"], "off": ["2025-06-17"], "working": []})
    second = calendar_of({"weekend": ("sat", "sun"), "off": [date(2025, 6, 17)], "working": ()})

    assert first is second


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"weekend": ["saturday"]}, "weekend: không có thứ “saturday”"),
        (
            {"weekend": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]},
            "weekend: phải còn ít nhất một ngày làm việc",
        ),
        ({"off": ["31/12/2025"]}, "off: “31/12/2025” không phải ngày"),
    ],
)
def test_a_wrong_calendar_names_its_key(given: dict[str, list[str]], message: str) -> None:
    with pytest.raises(WrongCalendar, match=message):
        calendar_of(given)
