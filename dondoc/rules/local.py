"""Between instants in UTC and a ward's own days and hours."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return the zone of this name.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: there is none.
    """
    return ZoneInfo(name)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """Return the day that it is in the zone at this instant."""
    return instant.astimezone(zone).date()


def at_local(day: date, clock_time: str, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which the zone's clocks show ``HH:MM`` on this day.

    Where clocks are put forward and skip that time, the instant as if they had not been yet;
    where they show it twice, the first.
    """
    return datetime.combine(day, time.fromisoformat(clock_time), tzinfo=zone).astimezone(UTC)


def midnight(day: date) -> datetime:
    """Return the naive start of a day, the only form of a day that recurrence rules take."""
    return datetime.combine(day, time.min)
