"""When mails may leave."""

import pytest

from dondoc.rules.window import in_window, next_open
from tests.rules.cases import VIETNAM, local, usual_calendar

HOURS = {"window_from": "07:30", "window_until": "17:00"}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2025-06-20T07:29:59", False),
        ("2025-06-20T07:30", True),
        ("2025-06-20T16:59:59", True),
        ("2025-06-20T17:00", False),
        ("2025-06-21T10:00", False),  # Saturday
        ("2025-04-26T10:00", True),  # a swapped Saturday
        ("2025-05-02T10:00", False),  # its swapped Friday
        ("2025-06-23T06:00", False),  # Monday here, still Sunday in UTC
        ("2025-06-23T08:00", True),
    ],
)
def test_mails_leave_in_working_hours_of_working_days(now: str, expected: bool) -> None:
    found = in_window(local(now), calendar=usual_calendar(), zone=VIETNAM, **HOURS)

    assert found is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2025-06-20T10:00", "2025-06-20T10:00"),
        ("2025-06-20T05:00", "2025-06-20T07:30"),
        ("2025-06-20T17:00", "2025-06-23T07:30"),
        ("2025-06-21T10:00", "2025-06-23T07:30"),
        ("2026-02-13T18:00", "2026-02-23T07:30"),  # over Tết
        ("2025-04-25T18:00", "2025-04-26T07:30"),
    ],
)
def test_what_comes_outside_waits_for_the_next_opening(now: str, expected: str) -> None:
    found = next_open(local(now), calendar=usual_calendar(), zone=VIETNAM, **HOURS)

    assert found == local(expected)
