"""Tables of rhythms: short months, leap years, periods, rules of RFC 5545, always from the first."""

from datetime import date

import pytest

from dondoc.rules.cadence import Cadence, Form, Shift
from dondoc.rules.periods import rule_days
from dondoc.rules.schedule import occurrences
from tests.rules.cases import facts, usual_calendar

JANUARY, NEW_YEARS_EVE = date(2027, 1, 1), date(2028, 12, 31)


def days_of(cadence: Cadence, first: str, last: str) -> list[str]:
    found = rule_days(
        cadence, first=date.fromisoformat(first), last=date.fromisoformat(last)
    )  # fmt: skip
    return [f"{day:%d/%m}" for day in found]


@pytest.mark.parametrize(
    ("day", "short", "expected"),
    [
        (28, "last", "28/01 28/02 28/03 28/04"),
        (29, "last", "29/01 28/02 29/03 29/04"),
        (29, "skip", "29/01 29/03 29/04"),
        (30, "last", "30/01 28/02 30/03 30/04"),
        (30, "skip", "30/01 30/03 30/04"),
        (31, "last", "31/01 28/02 31/03 30/04"),
        (31, "skip", "31/01 31/03"),
        (-1, "last", "31/01 28/02 31/03 30/04"),
        (-1, "skip", "31/01 28/02 31/03 30/04"),
    ],
)
def test_short_months(day: int, short: str, expected: str) -> None:
    cadence = Cadence.from_json({"form": "monthly", "day": day, "short": short})

    assert days_of(cadence, "2027-01-01", "2027-04-30") == expected.split()


@pytest.mark.parametrize(
    ("day", "short", "expected"),
    [(29, "last", "29/02"), (29, "skip", "29/02"), (30, "last", "29/02"), (30, "skip", "")],
)
def test_february_of_a_leap_year(day: int, short: str, expected: str) -> None:
    cadence = Cadence.from_json({"form": "monthly", "day": day, "short": short})

    assert days_of(cadence, "2028-02-01", "2028-02-29") == expected.split()


def test_the_29th_of_february_each_year_is_the_28th_or_left_out() -> None:
    usual = Cadence(form=Form.YEARLY, day=29, month=2)
    left_out = usual.model_copy(update={"short": "skip"})

    assert days_of(usual, "2027-01-01", "2029-12-31") == ["28/02", "29/02", "28/02"]
    assert days_of(left_out, "2027-01-01", "2029-12-31") == ["29/02"]


@pytest.mark.parametrize(
    ("form", "day", "month", "expected"),
    [
        (Form.QUARTERLY, 20, None, "20/03 20/06 20/09 20/12"),
        (Form.QUARTERLY, 31, 1, "31/01 30/04 31/07 31/10"),
        (Form.QUARTERLY, 5, 2, "05/02 05/05 05/08 05/11"),
        (Form.HALF_YEARLY, 15, None, "15/06 15/12"),
        (Form.HALF_YEARLY, 31, 5, "31/05 30/11"),
        (Form.HALF_YEARLY, -1, 2, "28/02 31/08"),
        (Form.YEARLY, 10, 11, "10/11"),
        (Form.YEARLY, 31, None, "31/12"),
        (Form.YEARLY, 31, 6, "30/06"),
    ],
)
def test_quarters_halves_and_years(form: Form, day: int, month: int | None, expected: str) -> None:
    cadence = Cadence(form=form, day=day, month=month)

    assert days_of(cadence, "2027-01-01", "2027-12-31") == expected.split()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY", "31/01 31/03 31/05"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "31/01 28/02 31/03 30/04 31/05 30/06"),
        ("FREQ=WEEKLY;INTERVAL=4", "31/01 28/02 28/03 25/04 23/05 20/06"),
        ("FREQ=MONTHLY;BYDAY=2FR", "12/02 12/03 09/04 14/05 11/06"),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "26/02 26/03 30/04"),
        ("FREQ=YEARLY;BYMONTH=5,6;BYMONTHDAY=15", "15/05 15/06"),
        ("FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20270420T165959Z", "15/02 15/03 15/04"),
        ("RRULE:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", "01/03 01/05"),
    ],
)
def test_rules_of_rfc_5545_count_from_the_first_anchor(rule: str, expected: str) -> None:
    cadence = Cadence(form=Form.RRULE, rule=rule, since=date(2027, 1, 31))

    assert days_of(cadence, "2027-01-01", "2027-06-30") == expected.split()


def test_a_plan_that_is_issued_later_keeps_the_pace_of_the_first_anchor() -> None:
    fortnightly = Cadence(form=Form.RRULE, rule="FREQ=WEEKLY;INTERVAL=2", since=date(2027, 1, 8))

    assert days_of(fortnightly, "2027-01-18", "2027-02-28") == ["22/01", "05/02", "19/02"]


def test_from_31_january_each_month_never_drifts_to_the_28th() -> None:
    plan = facts(issued="2027-01-31", starts="2027-01-01", ends="2027-06-30")
    cadence = Cadence(form=Form.MONTHLY, day=31, shift=Shift.NONE)

    found = occurrences(
        cadence, "report", facts=plan, waves=(), calendar=usual_calendar()
    )  # fmt: skip

    assert [(one.key, one.due_on.day) for one in found] == [
        ("2027-01", 31), ("2027-02", 28), ("2027-03", 31),
        ("2027-04", 30), ("2027-05", 31), ("2027-06", 30),
    ]  # fmt: skip
