"""Assignments and small helpers for the tests of the rules."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import WorkCalendar, calendar_of
from dondoc.rules.ladder import Ladder
from dondoc.rules.local import at_local, zone_of
from dondoc.rules.schedule import PlanFacts
from dondoc.rules.timetable import Timetable
from dondoc.rules.window import SendDays
from models.assignment import Assignment, State
from models.plan import Certainty, Mode

VIETNAM = zone_of("Asia/Ho_Chi_Minh")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Mark(NamedTuple):
    """A rung that was dealt with."""

    revision: int
    offset: int


def usual_calendar() -> WorkCalendar:
    return calendar_of({"weekend": ["sat", "sun"], "off": [], "working": []})


def local(text: str) -> datetime:
    """Return the instant of a local ISO time in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


def timetable_for(
    ladder: Ladder, calendar: WorkCalendar, zone: ZoneInfo = VIETNAM, send_at: str = "07:30"
) -> Timetable:
    return Timetable(ladder, SendDays(calendar), zone, send_at)


def an_assignment(due_at: datetime, **given: Any) -> Assignment:
    facts: dict[str, Any] = {
        "ward_id": 1,
        "plan_id": 1,
        "duty_id": 1,
        "unit_id": 1,
        "code": "V.1/1@front#once",
        "occurrence": "once",
        "mode": Mode.ASSIGN,
        "state": State.ASSIGNED,
        "certainty": Certainty.PROPOSED,
        "first_due_at": due_at,
        "due_at": due_at,
        "revised_at": LONG_AGO,
        "revision": 1,
        "chased": True,
    }
    return Assignment(**(facts | given))


def due(day: str, hour: str = "17:00") -> datetime:
    return at_local(date.fromisoformat(day), hour, VIETNAM)


def facts(
    *,
    issued: str = "2025-03-03",
    starts: str = "2025-01-01",
    ends: str = "2025-12-31",
) -> PlanFacts:
    return PlanFacts(
        issued_on=date.fromisoformat(issued),
        starts_on=date.fromisoformat(starts),
        ends_on=date.fromisoformat(ends),
        closes_at="17:00",
        zone=VIETNAM,
    )
