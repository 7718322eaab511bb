"""How late, and which level must know."""

import pytest

from dondoc.rules.escalation import Level, crossed, days_late, levels_of, snapshot
from models.assignment import Assignment, State
from models.plan import Mode
from tests.rules.cases import VIETNAM, an_assignment, due, local, usual_calendar

FRIDAY = due("2025-06-20")
CHAIN = [
    {"after": 3, "to": ["interior_officer"]},
    {"after": 7, "to": ["vice_chairman"]},
    {"after": 14, "to": ["chairman", "council"]},
]
LEVELS = levels_of(CHAIN)


def late(a: Assignment, now: str) -> int:
    return days_late(a, calendar=usual_calendar(), zone=VIETNAM, now=local(now))


def numbers(a: Assignment, days: int, *told: int, requested: bool = False) -> list[int]:
    found = crossed(a, levels=LEVELS, days_late=days, told=told, requested=requested)
    return [level.number for level in found]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2025-06-20T16:00", 0),
        ("2025-06-20T18:00", 0),
        ("2025-06-22T09:00", 0),
        ("2025-06-23T00:00", 1),
        ("2025-06-25T07:30", 3),
        ("2025-07-01T07:30", 7),
        ("2025-07-10T07:30", 14),
    ],
)
def test_working_days_late_are_counted_from_the_day_of_the_deadline(
    now: str, expected: int
) -> None:
    assert late(an_assignment(FRIDAY), now) == expected


def test_the_long_weekend_of_the_national_day_does_not_count() -> None:
    friday = an_assignment(due("2025-08-29"))

    assert late(friday, "2025-09-02T12:00") == 0
    assert late(friday, "2025-09-03T07:30") == 1


def test_a_report_stops_the_clock() -> None:
    assert late(an_assignment(FRIDAY, state=State.REPORTED), "2025-07-10T07:30") == 0


def test_a_level_is_reached_on_its_day_and_told_once() -> None:
    work = an_assignment(FRIDAY)

    assert numbers(work, 2) == []
    assert numbers(work, 3) == [1]
    assert numbers(work, 6, 1) == []
    assert numbers(work, 7, 1) == [2]
    assert numbers(work, 14, 1, 2) == [3]
    assert numbers(work, 30, 1, 2, 3) == []


def test_after_a_gap_every_level_passed_is_told() -> None:
    assert numbers(an_assignment(FRIDAY), 20) == [1, 2, 3]


def test_bodies_that_are_asked_never_cross_a_level() -> None:
    assert numbers(an_assignment(FRIDAY, mode=Mode.REQUEST), 30) == []
    assert numbers(an_assignment(FRIDAY), 30, requested=True) == []


@pytest.mark.parametrize(
    "state", [s for s in State if s not in ("assigned", "acknowledged", "returned")]
)
def test_what_nobody_owes_crosses_nothing(state: State) -> None:
    assert numbers(an_assignment(FRIDAY, state=state), 30) == []


def test_what_is_not_chased_crosses_nothing() -> None:
    assert numbers(an_assignment(FRIDAY, chased=False), 30) == []


def test_a_running_case_keeps_its_chain_when_the_wards_is_edited() -> None:
    kept = levels_of(snapshot(LEVELS))

    edited = levels_of([{"after": 2, "to": ["chairman"]}])

    assert kept == LEVELS
    assert edited == (Level(1, 2, ("chairman",)),)
    assert levels_of(None) == ()
