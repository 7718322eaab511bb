"""How an assignment stands, in the terms that Vietnamese authorities use."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.local import local_day
from dondoc.rules.owing import Due
from models.assignment import OPEN_STATES, UNFINISHED_STATES, Assignment, State


class Standing(StrEnum):
    """Derived from the state, the deadline and the clock; never stored."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    WAITING = "waiting"
    ON_TIME = "on_time"
    LATE = "late"
    SLEEPING = "sleeping"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


class Category(StrEnum):
    """The four national categories; what is asleep, withdrawn or transferred is in none."""

    ON_TIME = "on_time"
    LATE = "late"
    OPEN_IN_TIME = "open_in_time"
    OPEN_LATE = "open_late"


_BY_STATE = {
    State.REPORTED: Standing.WAITING,
    State.SLEEPING: Standing.SLEEPING,
    State.CANCELLED: Standing.CANCELLED,
    State.TRANSFERRED: Standing.TRANSFERRED,
}


def has_passed(a: Due, now: datetime) -> bool:
    """Tell whether the current deadline lies behind; its own instant is still in time."""
    return now > a.due_at


def standing(
    a: Assignment,
    *,
    now: datetime,
    zone: ZoneInfo,
    calendar: WorkCalendar,
    largest_before: int,
    against_first: bool = False,
) -> Standing:
    """Say how an assignment stands; the deadline's own instant is still in time.

    Args:
        a: the assignment.
        now: the present instant.
        zone: the ward's zone.
        calendar: the ward's working days.
        largest_before: the earliest before-rung of the ladder, in working days; from its day
            on the assignment is due soon.
        against_first: by the deadline as first set, whatever was agreed since.
    """
    if a.state in _BY_STATE:
        return _BY_STATE[a.state]
    due_at = _due(a, against_first=against_first)
    if a.state is State.ACCEPTED:
        return Standing.LATE if _judged_at(a, now) > due_at else Standing.ON_TIME
    if now > due_at:
        return Standing.OVERDUE
    soon_from = calendar.add(local_day(due_at, zone), -largest_before)
    return Standing.DUE_SOON if local_day(now, zone) >= soon_from else Standing.NOT_DUE


def category(a: Assignment, *, now: datetime, against_first: bool = False) -> Category | None:
    """Count an assignment, against the current deadline or the first one.

    A report that waits for its answer is not yet completed, but the officer's time to answer
    is not the unit's: it is judged by the moment of the report.
    """
    if a.state not in UNFINISHED_STATES and a.state is not State.ACCEPTED:
        return None
    late = _judged_at(a, now) > _due(a, against_first=against_first)
    if a.state is State.ACCEPTED:
        return Category.LATE if late else Category.ON_TIME
    return Category.OPEN_LATE if late else Category.OPEN_IN_TIME


def _due(a: Assignment, *, against_first: bool) -> datetime:
    return a.first_due_at if against_first else a.due_at


def _judged_at(a: Assignment, now: datetime) -> datetime:
    if a.state in OPEN_STATES:
        return now
    return a.judged_at or a.reported_at or a.closed_at or now
