"""The working days by which open dates were last computed, so that a new holiday is noticed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dondoc import wording
from dondoc.rules.calendar import WorkCalendar

#: The watched years lie so far around the present one; no plan in force reaches beyond them.
_YEARS_BACK, _YEARS_AHEAD = 1, 5
_FRIDAY = 4
#: More days than this are told by their number.
_NAMED = 4


@dataclass(frozen=True)
class DayChange:
    """One day that is off now and was worked before, or the other way round."""

    day: date
    off: bool
    reason: str = ""

    @property
    def words(self) -> str:
        """As in ``thứ Sáu 02/01/2026 là ngày nghỉ (Nghỉ bù …)``."""
        named = f"{wording.WEEKDAYS[self.day.weekday()]} {wording.day_short(self.day)}"
        if not self.off:
            return f"{named} là ngày làm việc"
        return f"{named} là {self.reason}" if self.reason else f"{named} là ngày nghỉ"


def seen(calendar: WorkCalendar, today: date) -> str:
    """Return the working days around today as text: the span, then what differs from Monday–Friday.

    As in ``2025-01-01/2031-12-31 -2026-01-02 +2026-01-10``: a weekday off and a Saturday worked.
    """
    return _seen(calendar, today.year)


@lru_cache(maxsize=4096)
def _seen(calendar: WorkCalendar, year: int) -> str:
    first = date(year - _YEARS_BACK, 1, 1)
    last = date(year + _YEARS_AHEAD, 12, 31)
    marks = [f"{'-' if off else '+'}{day}" for day, off in _unusual(calendar, first, last)]
    return " ".join([f"{first}/{last}", *marks])


def _unusual(calendar: WorkCalendar, first: date, last: date) -> list[tuple[date, bool]]:
    """Return the weekdays off (true) and the Saturdays and Sundays worked (false) of a span."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [
        (day, day.weekday() <= _FRIDAY)
        for day in days
        if calendar.is_working(day) != (day.weekday() <= _FRIDAY)
    ]


def changes(text: str, calendar: WorkCalendar) -> list[DayChange]:
    """Return the days of the span of ``text`` that the calendar now sees in another way."""
    span, *marks = text.split()
    first, last = (date.fromisoformat(part) for part in span.split("/"))
    before = {date.fromisoformat(mark[1:]) for mark in marks}
    after = {day for day, _ in _unusual(calendar, first, last)}
    return [
        DayChange(day, not calendar.is_working(day), calendar.why_off(day))
        for day in sorted(before ^ after)
    ]


def words(changed: Sequence[DayChange]) -> str:
    """Say which days changed, the first ones by name."""
    named = "; ".join(one.words for one in changed[:_NAMED])
    if not named:
        return "Lịch làm việc thay đổi"
    more = len(changed) - _NAMED
    rest = f"; và {wording.count(more, 'ngày')} khác" if more > 0 else ""
    return f"Lịch làm việc thay đổi: {named}{rest}"
