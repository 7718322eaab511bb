"""What a picture of a plan's year shows, as plain values; the picture is another module's work."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.waves import WaveSpan

#: How far before and after the plan's own days deadlines are still drawn.
MARGIN = timedelta(days=92)


class Kind(StrEnum):
    """How a deadline is drawn; the first one lies lowest where several fall on a day."""

    OVERDUE = "overdue"
    STATED = "stated"
    PROPOSED = "proposed"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True)
class Due:
    """One deadline: its local day, how it stands, and what it is."""

    day: date
    kind: Kind
    label: str


@dataclass(frozen=True)
class SummaryDue:
    """The local day on which the summary of a wave is to be handed in."""

    day: date
    label: str


@dataclass(frozen=True)
class YearFacts:
    """A plan's time. ``mails`` counts by day who will be reminded as long as nobody reports.

    ``undated`` counts work that waits for an event or is asleep, and so has no place in time.
    """

    title: str
    first: date
    last: date
    waves: tuple[WaveSpan, ...]
    dues: tuple[Due, ...]
    summaries: tuple[SummaryDue, ...]
    mails: Mapping[date, int]
    calendar: WorkCalendar
    today: date
    undated: int = 0

    @property
    def drawn(self) -> tuple[date, date]:
        """The first and the last day of the picture: whole months with all that lies near."""
        days = [self.first, self.last, *self._near()]
        return min(days).replace(day=1), _month_end(max(days))

    @property
    def left_out(self) -> int:
        """How many deadlines lie too far from the plan's own days to be drawn."""
        return sum(not self._is_near(due.day) for due in self.dues)

    def counts(self) -> Counter[Kind]:
        """Count the deadlines by how they stand."""
        return Counter(due.kind for due in self.dues)

    def busy(self) -> set[date]:
        """Return the days on which a deadline, a summary or a reminder falls."""
        return {*(one.day for one in self.dues), *(one.day for one in self.summaries), *self.mails}

    def _near(self) -> Iterator[date]:
        edges = {day for wave in self.waves for day in (wave.starts_on, wave.ends_on)}
        return (day for day in edges | self.busy() if self._is_near(day))

    def _is_near(self, day: date) -> bool:
        return self.first - MARGIN <= day <= self.last + MARGIN


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
