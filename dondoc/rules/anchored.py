"""Points from which days are counted: the issue, a wave's edge, an anchor whose day may move."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.rules.cadence import ISSUE, START, Cadence
from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.waves import WaveSpan
from dondoc.wording import day_short


@dataclass(frozen=True, slots=True)
class Point:
    """A day to count from; ``name`` as in ``ngày ban hành``; ``on`` None while it is unknown."""

    name: str
    on: date | None

    @property
    def words(self) -> str:
        """Return ``ngày ban hành 03/03/2025``."""
        return f"{self.name} {day_short(self.on)}" if self.on else self.name


def start(first: date, *, issued_on: date) -> Point:
    """Return the day from which something that is done once is counted."""
    return Point("ngày ban hành" if first == issued_on else "ngày bắt đầu", first)


def edge(cadence: Cadence, wave: WaveSpan, on: date) -> Point:
    """Return the edge of a wave, or the issue of the plan where the wave had begun before it."""
    if cadence.edge == "end":
        return Point(f"{wave.name} kết thúc ngày", on)
    if on != wave.starts_on:
        return Point(f"ngày ban hành ({wave.name} đã bắt đầu)", on)
    return Point(f"{wave.name} bắt đầu ngày", on)


def point_of(
    cadence: Cadence,
    *,
    issued_on: date,
    starts_on: date,
    anchors: Mapping[str, date | None],
) -> Point:
    """Return what ``after`` is counted from; what the plan's anchors say comes before the text."""
    key = cadence.anchor or ISSUE
    if key == ISSUE:
        return Point("ngày ban hành", issued_on)
    if key == START:
        return Point("ngày đầu của kế hoạch", starts_on)
    on = anchors.get(key, cadence.anchor_on)
    return Point(named(cadence), on)


def named(cadence: Cadence) -> str:
    """Return the name of the anchor in words: the text's own, else its key."""
    return cadence.anchor_name or cadence.anchor or ""


def day_of(cadence: Cadence, on: date, calendar: WorkCalendar) -> date:
    """Return the day so many days from an anchor's; with none, the first working day from it on."""
    if cadence.unit == "calendar":
        return on + timedelta(days=cadence.days)
    return calendar.add(on, cadence.days) if cadence.days else calendar.on_or_after(on)


def distance(cadence: Cadence) -> str:
    """Return ``23 ngày trước`` or ``10 ngày làm việc sau``; empty for the day itself."""
    if cadence.days == 0:
        return ""
    unit = "ngày" if cadence.unit == "calendar" else "ngày làm việc"
    return f"{abs(cadence.days)} {unit} {'sau' if cadence.days > 0 else 'trước'}"
