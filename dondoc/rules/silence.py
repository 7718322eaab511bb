"""A unit from which nothing is heard: after two reminders it is better to phone."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.local import local_day

#: So many reminders in a row must have met silence.
RUNGS = 2


def is_silent(
    told_at: Iterable[datetime],
    *,
    heard_at: datetime | None,
    calendar: WorkCalendar,
    zone: ZoneInfo,
    now: datetime,
) -> bool:
    """Tell whether two reminders met silence and a working day has passed since the second.

    Args:
        told_at: when the unit was reminded of one assignment.
        heard_at: when it last did anything about it, or was spoken to; None if it never did.
        calendar: the ward's working days.
        zone: the ward's zone.
        now: the present instant.
    """
    since = sorted(one for one in told_at if heard_at is None or one > heard_at)
    if len(since) < RUNGS:
        return False
    return calendar.between(local_day(since[RUNGS - 1], zone), local_day(now, zone)) >= 1
