"""Working days of one ward: its own days over its file over the national table over the weekend."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dondoc.rules.national import national_year
from dondoc.wording import WEEKDAYS

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DEFAULT_WEEKEND = ("sat", "sun")
OWN_DAY_OFF = "ngày nghỉ riêng của đơn vị"
OWN_WORKING_DAY = "ngày làm việc riêng của đơn vị"


class WrongCalendar(ValueError):
    """A ward's calendar cannot be used; the message is for its officer."""


@dataclass(frozen=True)
class WorkCalendar:
    """Counts working days. ``weekend`` holds weekdays, Monday is 0.

    ``reasons`` says why the ward is off, or works, on days of its own.
    The working days of a year are listed once, then every answer is a search in that list:
    a simulated year asks a million times.
    """

    weekend: frozenset[int]
    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    reasons: Mapping[date, str] = field(default_factory=dict, compare=False, repr=False)
    _years: dict[int, tuple[date, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def is_working(self, day: date) -> bool:
        """Tell whether the ward works on this day."""
        days = self._days_of(day.year)
        place = bisect_left(days, day)
        return place < len(days) and days[place] == day

    def add(self, day: date, n: int) -> date:
        """Return the ``n``-th working day after ``day`` (before it if negative); 0 gives the day."""
        if n == 0:
            return day
        year = day.year
        days = self._days_of(year)
        place = bisect_right(days, day) + n - 1 if n > 0 else bisect_left(days, day) + n
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self._days_of(year)
        while place < 0:
            year -= 1
            days = self._days_of(year)
            place += len(days)
        return days[place]

    def on_or_before(self, day: date) -> date:
        """Return ``day`` if it is a working day, else the last one before it."""
        return day if self.is_working(day) else self.add(day, -1)

    def on_or_after(self, day: date) -> date:
        """Return ``day`` if it is a working day, else the first one after it."""
        return day if self.is_working(day) else self.add(day, 1)

    def between(self, a: date, b: date) -> int:
        """Return how many working days lie after ``a`` up to and with ``b``.

        Negative when ``b`` lies before ``a``: then those after ``b`` up to and with ``a``.
        """
        if b < a:
            return -self.between(b, a)
        whole = sum(len(self._days_of(year)) for year in range(a.year, b.year))
        return (
            whole + bisect_right(self._days_of(b.year), b) - bisect_right(self._days_of(a.year), a)
        )

    def off_between(self, a: date, b: date) -> list[tuple[date, str]]:
        """Return the days off that counting from ``a`` to ``b`` jumps over, with why.

        Plain weekends are left out; ``a`` is not counted, ``b`` is. Either may come first.
        """
        return [
            (day, self.why_off(day))
            for day in _counted(a, b)
            if day.weekday() not in self.weekend and not self.is_working(day)
        ]

    def made_up_between(self, a: date, b: date) -> list[tuple[date, str]]:
        """Return the days from ``a`` to ``b`` that count though they are free as a rule, with why.

        Counted as in ``off_between``.
        """
        return [(day, why) for day in _counted(a, b) if (why := self.why_working(day))]

    def break_around(self, day: date) -> tuple[date, date]:
        """Return the first and the last day off of the break that ``day`` lies in."""
        return (
            self.on_or_before(day) + timedelta(days=1),
            self.on_or_after(day) - timedelta(days=1),
        )

    def why_off(self, day: date) -> str:
        """Say in Vietnamese why the ward does not work on this day; empty when it does."""
        if self.is_working(day):
            return ""
        if day in self.off:
            why = self.reasons.get(day, "")
            return f"{OWN_DAY_OFF} ({why})" if why else OWN_DAY_OFF
        name = national_year(day.year).off.get(day, "")
        if day.weekday() in self.weekend:
            weekday = WEEKDAYS[day.weekday()]
            return f"{weekday}, {name}" if name else weekday
        return f"ngày nghỉ ({name})"

    def why_working(self, day: date) -> str:
        """Say in Vietnamese why the ward works on a day that is free as a rule; else empty."""
        if not self.is_working(day):
            return ""
        national = national_year(day.year)
        if day not in self.working:
            return national.working.get(day, "") if day.weekday() in self.weekend else ""
        why = self.reasons.get(day, "")
        return f"{OWN_WORKING_DAY} ({why})" if why else OWN_WORKING_DAY

    def _days_of(self, year: int) -> tuple[date, ...]:
        days = self._years.get(year)
        if days is None:
            days = self._years[year] = self._list(year)
        return days

    def _list(self, year: int) -> tuple[date, ...]:
        national = national_year(year)
        count = (date(year, 12, 31) - date(year, 1, 1)).days + 1
        days = (date(year, 1, 1) + timedelta(days=n) for n in range(count))
        return tuple(
            day
            for day in days
            if day in self.working
            or (
                day not in self.off
                and (
                    day in national.working
                    or (day.weekday() not in self.weekend and day not in national.off)
                )
            )
        )


def _counted(a: date, b: date) -> list[date]:
    """Return the days that a count from ``a``, which is not counted, goes over to reach ``b``."""
    first, last = (a + timedelta(days=1), b) if a <= b else (b, a - timedelta(days=1))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def calendar_of(ward_calendar: Mapping[str, Any]) -> WorkCalendar:
    """Return the calendar of a ward; equal descriptions share one, with what it has counted.

    Args:
        ward_calendar: ``weekend`` (names ``mon`` to ``sun``, Saturday and Sunday if absent),
            ``off`` and ``working`` (dates, or ISO texts of dates) as the ward file has them, and
            ``own``, which stands over both: ``{"day", "kind": "off" or "working", "reason"}``.

    Raises:
        WrongCalendar: a day that is none, or a weekend of all seven days.
    """
    return _calendar(
        tuple(str(name).lower() for name in ward_calendar.get("weekend", DEFAULT_WEEKEND)),
        tuple(str(day) for day in ward_calendar.get("off", ())),
        tuple(str(day) for day in ward_calendar.get("working", ())),
        tuple(
            (str(one["day"]), str(one["kind"]), str(one.get("reason", "")))
            for one in ward_calendar.get("own", ())
        ),
    )


@lru_cache(maxsize=4096)
def _calendar(
    weekend: tuple[str, ...],
    off: tuple[str, ...],
    working: tuple[str, ...],
    own: tuple[tuple[str, str, str], ...],
) -> WorkCalendar:
    unknown = [name for name in weekend if name not in DAY_NAMES]
    if unknown:
        raise WrongCalendar(f"weekend: không có thứ “{unknown[0]}”; dùng {', '.join(DAY_NAMES)}.")
    if len(set(weekend)) == len(DAY_NAMES):
        raise WrongCalendar("weekend: phải còn ít nhất một ngày làm việc trong tuần.")
    own_off = {_day(text, "own") for text, kind, _ in own if kind == "off"}
    own_working = {_day(text, "own") for text, kind, _ in own if kind != "off"}
    return WorkCalendar(
        weekend=frozenset(DAY_NAMES.index(name) for name in weekend),
        off=frozenset({_day(text, "off") for text in off} - own_working | own_off),
        working=frozenset({_day(text, "working") for text in working} - own_off | own_working),
        reasons={_day(text, "own"): why for text, _, why in own},
    )


def _day(text: str, key: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongCalendar(f"{key}: “{text}” không phải ngày dạng 2025-12-31.") from error
