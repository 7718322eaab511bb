"""Time laid out in rows of months: which days are drawn, and at which x each of them stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.rules.year_facts import YearFacts

_DAY = timedelta(days=1)
#: A day is never drawn wider than this, however short the plan.
_WIDEST = 30.0


@dataclass(frozen=True)
class Format:
    """A page to draw on: its width and the margins beside the days in pixels, months in a row."""

    width: float
    months: int
    margin: float = 8


#: For a screen, for a sheet of paper held upright or a tablet, and for a phone.
WIDE, MIDDLE, NARROW = Format(1160, 3), Format(740, 2), Format(360, 1)


@dataclass(frozen=True)
class Row:
    """Some months beside each other; ``days`` are those that are drawn, each ``step`` wide."""

    days: tuple[date, ...]
    left: float
    step: float

    @property
    def right(self) -> float:
        """Where the last day ends."""
        return self.left + len(self.days) * self.step

    def start(self, day: date) -> float:
        """Return where a day begins; one that is not drawn where the next drawn one does."""
        return self.left + bisect_left(self.days, day) * self.step

    def end(self, day: date) -> float:
        """Return where a day ends; one that is not drawn where the last drawn one did."""
        return self.left + bisect_right(self.days, day) * self.step

    def middle(self, day: date) -> float:
        """Return the middle of a day; of one that is not drawn the place between its neighbours."""
        return (self.start(day) + self.end(day)) / 2

    def holds(self, day: date) -> bool:
        """Tell whether a day, drawn or not, lies in these months."""
        first, last = self.days[0], self.days[-1]
        return (first.year, first.month) <= (day.year, day.month) <= (last.year, last.month)


def rows_of(facts: YearFacts, page: Format) -> list[Row]:
    """Return the rows of a picture, from the first month to the last."""
    first, last = facts.drawn
    busy = facts.busy()
    chunks = [_drawn_days(chunk, facts, busy) for chunk in _chunks(first, last, page.months)]
    room = page.width - 2 * page.margin
    step = min(_WIDEST, room / max(len(days) for days in chunks))
    return [Row(days, page.margin, step) for days in chunks]


def _chunks(first: date, last: date, months: int) -> list[tuple[date, date]]:
    found = []
    start = first
    while start <= last:
        after = start.year * 12 + start.month - 1 + months
        end = date(after // 12, after % 12 + 1, 1) - _DAY
        found.append((start, min(end, last)))
        start = end + _DAY
    return found


def _drawn_days(
    span: tuple[date, date], facts: YearFacts, busy: Collection[date]
) -> tuple[date, ...]:
    """Leave weekends out, but not those that are worked or on which something falls."""
    count = (span[1] - span[0]).days + 1
    days = (span[0] + n * _DAY for n in range(count))
    weekend = facts.calendar.weekend
    return tuple(
        day
        for day in days
        if day.weekday() not in weekend or day in busy or facts.calendar.is_working(day)
    )
