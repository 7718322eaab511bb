"""The hours in which mails may leave, and the days on which reminders do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import DAY_NAMES, WorkCalendar
from dondoc.rules.local import at_local, local_day

#: Working days within which a send day must come; a ward that never sends is a mistake.
_FAR = 30


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


@dataclass(frozen=True)
class SendDays:
    """The days on which reminders go out: working days, of these ``weekdays`` where given.

    Monday is 0. Decisions that a unit waits for do not wait for such a day.
    """

    calendar: WorkCalendar
    weekdays: frozenset[int] = frozenset()

    def includes(self, day: date) -> bool:
        """Tell whether reminders go out on this day."""
        return self.calendar.is_working(day) and (
            not self.weekdays or day.weekday() in self.weekdays
        )

    def on_or_before(self, day: date) -> date:
        """Return the day, else the last one before it on which reminders go out."""
        return self._towards(self.calendar.on_or_before(day), -1)

    def on_or_after(self, day: date) -> date:
        """Return the day, else the first one after it on which reminders go out."""
        return self._towards(self.calendar.on_or_after(day), 1)

    def _towards(self, day: date, step: int) -> date:
        found = day
        for _ in range(_FAR):
            if self.includes(found):
                return found
            found = self.calendar.add(found, step)
        return day


def send_days_of(names: Iterable[str], calendar: WorkCalendar) -> SendDays:
    """Return a ward's send days from their names, ``mon`` to ``sun``; none means all."""
    return SendDays(calendar, frozenset(DAY_NAMES.index(name) for name in names))
