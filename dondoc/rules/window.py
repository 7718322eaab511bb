"""The hours in which mails may leave: working days, from opening until closing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.local import at_local, local_day


def in_window(
    now: datetime,
    *,
    window_from: str,
    window_until: str,
    calendar: WorkCalendar,
    zone: ZoneInfo,
) -> bool:
    """Tell whether mails may leave now; the closing minute itself is outside.

    Args:
        now: the present instant.
        window_from: the ward's opening time, local ``HH:MM``.
        window_until: the ward's closing time, local ``HH:MM``.
        calendar: the ward's working days.
        zone: the ward's zone.
    """
    today = local_day(now, zone)
    if not calendar.is_working(today):
        return False
    return at_local(today, window_from, zone) <= now < at_local(today, window_until, zone)


def next_open(
    now: datetime,
    *,
    window_from: str,
    window_until: str,
    calendar: WorkCalendar,
    zone: ZoneInfo,
) -> datetime:
    """Return ``now`` if mails may leave now, else the next opening in UTC."""
    if in_window(
        now, window_from=window_from, window_until=window_until, calendar=calendar, zone=zone
    ):
        return now
    today = local_day(now, zone)
    opening = at_local(calendar.on_or_after(today), window_from, zone)
    return opening if opening > now else at_local(calendar.add(today, 1), window_from, zone)
