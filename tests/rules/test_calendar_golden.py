"""Days off of whole years against a table that a person can check with the announcements."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from dondoc.rules.calendar import calendar_of
from dondoc.rules.national import national_year
from tests.rules.cases import usual_calendar

TABLE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "calendar_golden.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("one", TABLE["nghi"], ids=lambda one: one["ten"])
def test_a_break_is_as_long_as_announced(one: dict[str, Any]) -> None:
    calendar = usual_calendar()
    days = [one["tu"] + timedelta(days=n) for n in range((one["den"] - one["tu"]).days + 1)]

    assert [day for day in days if calendar.is_working(day)] == []
    assert calendar.on_or_before(one["tu"]) == one["truoc"]
    assert calendar.on_or_after(one["tu"]) == one["sau"]
    assert calendar.break_around(one["den"]) == (one["tu"], one["den"])


@pytest.mark.parametrize("one", TABLE["lam"], ids=lambda one: str(one["ngay"]))
def test_a_worked_saturday_says_for_which_day(one: dict[str, Any]) -> None:
    assert usual_calendar().why_working(one["ngay"]) == one["vi"]
    assert usual_calendar().is_working(one["ngay"])


@pytest.mark.parametrize("day", TABLE["khong_nghi"], ids=str)
def test_what_is_no_holiday_is_worked(day: date) -> None:
    assert usual_calendar().is_working(day)


@pytest.mark.parametrize(("day", "words"), TABLE["ten_ngay"].items(), ids=str)
def test_a_day_off_has_its_official_name(day: date, words: str) -> None:
    assert usual_calendar().why_off(day) == words


@pytest.mark.parametrize(("year", "count"), TABLE["so_ngay_lam_viec"].items(), ids=str)
def test_a_year_has_as_many_working_days_as_counted_by_hand(year: int, count: int) -> None:
    assert usual_calendar().between(date(year - 1, 12, 31), date(year, 12, 31)) == count


def test_what_counting_jumps_over_is_told_without_plain_weekends() -> None:
    found = usual_calendar().off_between(date(2026, 4, 24), date(2026, 5, 5))

    assert found == [
        (date(2026, 4, 27), "ngày nghỉ (nghỉ bù ngày Giỗ Tổ Hùng Vương)"),
        (date(2026, 4, 30), "ngày nghỉ (Ngày Chiến thắng)"),
        (date(2026, 5, 1), "ngày nghỉ (Ngày Quốc tế lao động)"),
    ]
    assert usual_calendar().off_between(date(2026, 5, 5), date(2026, 4, 24)) == found


def test_a_saturday_that_is_worked_for_a_day_off_is_told_with_the_count() -> None:
    calendar = usual_calendar()
    found = [(date(2026, 1, 10), "làm bù cho thứ Sáu 02/01/2026")]

    assert calendar.made_up_between(date(2025, 12, 31), date(2026, 1, 15)) == found
    assert calendar.made_up_between(date(2026, 1, 15), date(2025, 12, 31)) == found
    assert calendar.made_up_between(date(2026, 1, 10), date(2026, 1, 15)) == []


def test_a_year_without_an_announcement_says_so() -> None:
    assert national_year(2026).source.startswith("Thông báo nghỉ lễ, Tết năm 2026")
    assert national_year(2031).source == ""


def test_own_days_stand_over_the_file_and_carry_their_reason() -> None:
    calendar = calendar_of(
        {
            "off": ["2025-06-17"],
            "working": ["2025-06-21"],
            "own": [
                {"day": "2025-06-17", "kind": "working", "reason": "trực lũ"},
                {"day": "2025-06-21", "kind": "off", "reason": "bão số 2"},
                {"day": "2025-06-18", "kind": "off", "reason": ""},
            ],
        }
    )

    assert calendar.is_working(date(2025, 6, 17))
    assert calendar.why_working(date(2025, 6, 17)) == "ngày làm việc riêng của đơn vị (trực lũ)"
    assert calendar.why_off(date(2025, 6, 21)) == "ngày nghỉ riêng của đơn vị (bão số 2)"
    assert calendar.why_off(date(2025, 6, 18)) == "ngày nghỉ riêng của đơn vị"
