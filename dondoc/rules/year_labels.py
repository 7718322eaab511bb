"""Words beside a row of days: days off, summaries, today; none of them over another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.year_facts import YearFacts
from dondoc.rules.year_rows import Row
from dondoc.rules.year_shapes import fitted, width_of

SIZE = 10.0
_GAP = 6.0
_LONGEST = 230.0


@dataclass(frozen=True)
class Label:
    """Words at a place; ``wish`` is where they would like their middle to be."""

    wish: float
    text: str
    look: str
    bold: bool = False

    @property
    def width(self) -> float:
        """How much room the words take up."""
        return width_of(self.text, SIZE, bold=self.bold)


@dataclass(frozen=True)
class Placed:
    """A label with the lane it got, from 0, and its left edge."""

    label: Label
    lane: int
    left: float


def labels_of(facts: YearFacts, row: Row) -> list[Label]:
    """Return what is written beside a row, in the order of time."""
    found = [*_breaks(facts.calendar, row), *_worked(facts.calendar, row)]
    found += [
        Label(row.middle(one.day), fitted(one.label, _LONGEST, SIZE), "summary")
        for one in facts.summaries
        if row.holds(one.day)
    ]
    if row.holds(facts.today):
        name = f"hôm nay {facts.today.day}/{facts.today.month}"
        found.append(Label(row.middle(facts.today), name, "today", bold=True))
    return sorted(found, key=lambda one: one.wish)


def placed(labels: Iterable[Label], *, left: float, right: float) -> list[Placed]:
    """Give each label the first lane in which it has room between ``left`` and ``right``."""
    ends: list[float] = []
    found = []
    for label in sorted(labels, key=lambda one: (one.wish - one.width / 2, one.wish)):
        start = max(left, min(label.wish - label.width / 2, right - label.width))
        free = (number for number, end in enumerate(ends) if end + _GAP <= start)
        lane = next(free, len(ends))
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = start + label.width
        found.append(Placed(label, lane, start))
    return found


def _breaks(calendar: WorkCalendar, row: Row) -> Iterator[Label]:
    """Yield one label for days off that are drawn beside each other."""
    off = [
        (place, day)
        for place, day in enumerate(row.days)
        if day.weekday() not in calendar.weekend and not calendar.is_working(day)
    ]
    # Neighbours have the same distance between their place and their number.
    for _, group in groupby(enumerate(off), key=lambda one: one[1][0] - one[0]):
        days = [day for _, (_, day) in group]
        wish = (row.start(days[0]) + row.end(days[-1])) / 2
        yield Label(wish, fitted(_break_name(calendar, days), _LONGEST, SIZE), "off-name")


def _break_name(calendar: WorkCalendar, days: Sequence[date]) -> str:
    names = list(dict.fromkeys(_short(calendar.why_off(day)) for day in days))
    if len(names) == 1:
        return names[0]
    first, last = days[0], days[-1]
    return f"nghỉ {first.day}/{first.month} – {last.day}/{last.month}"


def _short(why: str) -> str:
    """Return ``Tết Nguyên đán`` for ``ngày nghỉ (Tết Nguyên đán)``."""
    name = why.partition("(")[2].removesuffix(")") or why
    if name.startswith("hoán đổi"):
        return "nghỉ hoán đổi"
    if name.startswith("nghỉ bù"):
        return "nghỉ bù"
    return name.removeprefix("Ngày ")


def _worked(calendar: WorkCalendar, row: Row) -> Iterator[Label]:
    for day in row.days:
        if day.weekday() in calendar.weekend and calendar.is_working(day):
            yield Label(row.middle(day), f"làm bù {day.day}/{day.month}", "off-name")


def lanes(found: Sequence[Placed]) -> int:
    """Return how many lanes are used."""
    return max((one.lane + 1 for one in found), default=0)
