"""Standing and category at the moments where they change."""

from datetime import timedelta

import pytest

from dondoc.rules.standing import Category, Standing, category, standing
from models.assignment import Assignment, State
from tests.rules.cases import VIETNAM, an_assignment, due, local, usual_calendar

FRIDAY = due("2025-06-20")
SECOND = timedelta(seconds=1)


def stands(a: Assignment, now: str, *, largest_before: int = 7) -> Standing:
    return standing(
        a,
        now=local(now),
        zone=VIETNAM,
        calendar=usual_calendar(),
        largest_before=largest_before,
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2025-06-10T23:59:59", Standing.NOT_DUE),
        ("2025-06-11T00:00:00", Standing.DUE_SOON),
        ("2025-06-20T17:00:00", Standing.DUE_SOON),
        ("2025-06-20T17:00:01", Standing.OVERDUE),
    ],
)
def test_open_work_comes_due_and_then_overdue(now: str, expected: Standing) -> None:
    assert stands(an_assignment(FRIDAY), now) is expected


def test_without_before_rungs_work_is_due_soon_on_its_day_only() -> None:
    work = an_assignment(FRIDAY)

    assert stands(work, "2025-06-19T23:59", largest_before=0) is Standing.NOT_DUE
    assert stands(work, "2025-06-20T00:00", largest_before=0) is Standing.DUE_SOON


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.ASSIGNED, Standing.OVERDUE),
        (State.ACKNOWLEDGED, Standing.OVERDUE),
        (State.RETURNED, Standing.OVERDUE),
        (State.REPORTED, Standing.WAITING),
        (State.SLEEPING, Standing.SLEEPING),
        (State.CANCELLED, Standing.CANCELLED),
        (State.TRANSFERRED, Standing.TRANSFERRED),
    ],
)
def test_after_the_deadline_the_state_decides(state: State, expected: Standing) -> None:
    assert stands(an_assignment(FRIDAY, state=state), "2025-08-01T08:00") is expected


def test_accepted_work_is_judged_by_its_report_and_not_by_the_answer() -> None:
    in_time = an_assignment(FRIDAY, state=State.ACCEPTED, judged_at=FRIDAY)
    late = an_assignment(FRIDAY, state=State.ACCEPTED, judged_at=FRIDAY + SECOND)

    assert stands(in_time, "2025-08-01T08:00") is Standing.ON_TIME
    assert stands(late, "2025-08-01T08:00") is Standing.LATE


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"state": State.ACCEPTED, "judged_at": FRIDAY}, Category.ON_TIME),
        ({"state": State.ACCEPTED, "judged_at": FRIDAY + SECOND}, Category.LATE),
        ({"state": State.REPORTED, "reported_at": FRIDAY}, Category.OPEN_IN_TIME),
        ({"state": State.REPORTED, "reported_at": FRIDAY + SECOND}, Category.OPEN_LATE),
        ({"state": State.ASSIGNED}, Category.OPEN_LATE),
        ({"state": State.RETURNED}, Category.OPEN_LATE),
        ({"state": State.SLEEPING}, None),
        ({"state": State.CANCELLED}, None),
        ({"state": State.TRANSFERRED}, None),
    ],
)
def test_the_four_national_categories(given: dict[str, object], expected: Category | None) -> None:
    work = an_assignment(FRIDAY, **given)

    assert category(work, now=local("2025-08-01T08:00")) is expected


def test_open_work_before_its_deadline_is_in_time() -> None:
    assert category(an_assignment(FRIDAY), now=FRIDAY) is Category.OPEN_IN_TIME


def test_an_extension_counts_differently_against_the_first_deadline() -> None:
    extended = an_assignment(
        due("2025-06-30"),
        first_due_at=FRIDAY,
        state=State.ACCEPTED,
        judged_at=local("2025-06-25T09:00"),
    )

    now = local("2025-08-01T08:00")
    assert category(extended, now=now) is Category.ON_TIME
    assert category(extended, now=now, against_first=True) is Category.LATE
