"""The picture of a plan's year: months in rows, with waves, days off, deadlines and reminders.

Pure: facts in, shapes with their places out. What a shape looks like is told where it is written
down as SVG.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.rules.year_facts import Due, Kind, YearFacts
from dondoc.rules.year_labels import SIZE, Placed, labels_of, lanes, placed
from dondoc.rules.year_legend import HEADING, heading, legend, sentence
from dondoc.rules.year_rows import Format, Row, rows_of
from dondoc.rules.year_shapes import Box, Line, Picture, Shape, Symbol, Words, fitted
from dondoc.wording import day_short

_MONTHS, _NUMBERS, _BAND, _LANE, _CELL = 18.0, 13.0, 19.0, 13.0, 17.0
_BAR, _BETWEEN = 16.0, 18.0
#: At most this many deadlines are named when one points at a sign.
_NAMED = 12


def draw(facts: YearFacts, page: Format) -> Picture:
    """Draw the year of a plan on a page of this format."""
    shapes: list[Shape] = [*heading(facts, page)]
    y = HEADING
    stacks = _stacks(facts)
    most = max(facts.mails.values(), default=0)
    for row in rows_of(facts, page):
        drawn = _Row(facts, row, page, stacks, most, y)
        shapes += drawn.shapes()
        y = drawn.bottom + _BETWEEN
    below, height = legend(facts, page, y)
    return Picture(
        page.width, height, f"Thời gian của kế hoạch: {facts.title}", sentence(facts),
        (*shapes, *below),
    )  # fmt: skip


def _stacks(facts: YearFacts) -> dict[date, dict[Kind, list[Due]]]:
    """Sort the deadlines by day and by how they stand, in the order of the kinds."""
    found: dict[date, dict[Kind, list[Due]]] = defaultdict(dict)
    for kind in Kind:
        for due in facts.dues:
            if due.kind is kind:
                found[due.day].setdefault(kind, []).append(due)
    return found


@dataclass
class _Row:
    """One row of months, from ``top`` downwards: names, waves, words, deadlines, reminders."""

    facts: YearFacts
    row: Row
    page: Format
    stacks: dict[date, dict[Kind, list[Due]]]
    most: int
    top: float

    def __post_init__(self) -> None:
        edge = self.page.width - self.page.margin
        self.labels = placed(labels_of(self.facts, self.row), left=self.page.margin, right=edge)
        highest = max((len(self.stacks[day]) for day in self.row.days if day in self.stacks), default=0)  # fmt: skip
        self.body = self.top + _MONTHS + _NUMBERS
        self.words_at = self.body + _BAND + 2
        self.marks_at = self.words_at + lanes(self.labels) * _LANE + 3
        self.floor = self.marks_at + max(highest, 1) * _CELL
        mails = any(self.facts.mails.get(day) for day in self.row.days)
        self.bottom = self.floor + (_BAR + SIZE + 2 if mails else 4)

    def shapes(self) -> Iterator[Shape]:
        """Yield the shapes, those that lie below others first."""
        yield from self._ground()
        yield from self._bands()
        yield from self._upright()
        yield from (self._written(one) for one in self.labels)
        yield from self._marks()
        yield from self._mails()

    def _ground(self) -> Iterator[Shape]:
        row, calendar = self.row, self.facts.calendar
        yield Box(row.left, self.body, row.right - row.left, self.bottom - self.body, "ground")
        for day in row.days:
            x = row.start(day)
            if not calendar.is_working(day):
                title = f"{day_short(day)}: {calendar.why_off(day)}"
                yield Box(x, self.body, row.step, self.bottom - self.body, "off", title)
            if self._begins(day, months=True):
                yield Line(x, self.top + 3, x, self.bottom, "month")
                yield Words(x + 3, self.top + _MONTHS - 5, f"Tháng {day.month}/{day.year}", 12, bold=True)  # fmt: skip
            elif self._begins(day, months=False):
                yield Line(x, self.body, x, self.bottom, "week")
            if self._begins(day, months=False):
                yield Words(row.middle(day), self.body - 3, str(day.day), 9, "soft", "middle")
        yield Line(row.left, self.floor, row.right, self.floor, "floor")

    def _begins(self, day: date, *, months: bool) -> bool:
        """Tell whether a day is the first one drawn of its month, or of its week."""
        place = self.row.days.index(day)
        if place == 0:
            return True
        before = self.row.days[place - 1]
        if months:
            return before.month != day.month
        return before.isocalendar()[:2] != day.isocalendar()[:2]

    def _bands(self) -> Iterator[Shape]:
        for number, wave in enumerate(self.facts.waves):
            x, end = self.row.start(wave.starts_on), self.row.end(wave.ends_on)
            if end <= x:
                continue
            look = f"wave-{number % 2}{'-proposed' if wave.certainty == 'proposed' else ''}"
            title = f"{wave.name}: {day_short(wave.starts_on)} – {day_short(wave.ends_on)}"
            yield Box(x + 0.5, self.body + 0.5, end - x - 1, _BAND - 1, look, title)
            name = fitted(wave.name, end - x - 10, 11)
            if name:
                yield Words(x + 5, self.body + _BAND - 5.5, name, 11, "wave-name")

    def _upright(self) -> Iterator[Shape]:
        """Yield what leads from words down to a day: summaries, and today."""
        for one in self.facts.summaries:
            if self.row.holds(one.day):
                x = self.row.middle(one.day)
                yield Line(x, self.words_at, x, self.floor, "summary-line")
        if self.row.holds(self.facts.today):
            x = self.row.middle(self.facts.today)
            yield Line(x, self.body, x, self.bottom, "today-line")

    def _written(self, one: Placed) -> Words:
        y = self.words_at + one.lane * _LANE + SIZE
        return Words(one.left, y, one.label.text, SIZE, one.label.look, bold=one.label.bold)

    def _marks(self) -> Iterator[Symbol]:
        for day in self.row.days:
            for level, (kind, dues) in enumerate(self.stacks.get(day, {}).items()):
                y = self.floor - (level + 0.5) * _CELL
                yield Symbol(self.row.middle(day), y, kind.value, len(dues), _told(day, dues))

    def _mails(self) -> Iterator[Shape]:
        for day in self.row.days:
            count = self.facts.mails.get(day, 0)
            if not count:
                continue
            height = 2 + (_BAR - 2) * count / self.most
            x, width = self.row.start(day) + 2, self.row.step - 4
            title = f"{day_short(day)}: {count} thư nhắc"
            yield Box(x, self.floor + 1, width, height, "mail", title)
            yield Words(x + width / 2, self.floor + height + 9, str(count), 8.5, "soft", "middle")


def _told(day: date, dues: list[Due]) -> str:
    names = [due.label for due in dues[:_NAMED]]
    more = [f"… và {len(dues) - _NAMED} việc nữa"] if len(dues) > _NAMED else []
    return "\n".join([day_short(day), *names, *more])
