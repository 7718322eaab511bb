"""The steps by which a date came about, for people: what it rests on, from where, what moved it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dondoc.rules import anchored
from dondoc.rules.anchored import Point
from dondoc.rules.cadence import Cadence, Shift
from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.local import local_day
from dondoc.rules.stated import StatedDate
from dondoc.wording import DUTY_KIND_NAMES, capital, day, day_short, moment

BASIS = "Căn cứ"
RHYTHM = "Định kỳ"
POINT = "Mốc tính"
COUNT = "Số ngày"
SHIFT = "Ngày nghỉ"
EXPECTED = "Dự kiến"
DUE = "Hạn"
#: More days off than this in one count are told by their number.
_NAMED = 12


class Ground(NamedTuple):
    """One step: what it is about, and what there is to say."""

    label: str
    words: str


@dataclass(slots=True)
class Computed:
    """How a date came out of a rhythm, a wave or an anchor.

    ``basis`` is the rhythm in words, told where there is no ``point`` from which days are
    counted; ``on`` is the day before any shift.
    """

    cadence: Cadence
    kind: str
    basis: str
    point: Point | None
    on: date
    shift: Shift
    zone: ZoneInfo
    calendar: WorkCalendar

    def steps(self, due_at: datetime, expected_at: datetime | None) -> tuple[Ground, ...]:
        """Return the steps to this deadline."""
        steps = [Ground(BASIS, _basis(self.cadence, self.kind))]
        if self.point is None:
            steps.append(Ground(RHYTHM, capital(self.basis)))
        else:
            steps.append(Ground(POINT, capital(self.point.words)))
            steps += _count(self.cadence, self.point, self.on, self.calendar)
        steps += _shift(self.on, local_day(due_at, self.zone), self.shift, self.calendar)
        certain = self.cadence.certainty == "stated"
        return (*steps, *_end(due_at, expected_at, self.zone, certain=certain))


@dataclass(slots=True)
class Stated:
    """That a date stands in the text, and stays where it is."""

    given: StatedDate
    zone: ZoneInfo
    calendar: WorkCalendar

    def steps(self, due_at: datetime, expected_at: datetime | None) -> tuple[Ground, ...]:
        """Return the steps to this deadline."""
        given = self.given
        said = f"Văn bản ghi “{given.phrase}”" if given.phrase else "Ngày ghi trong kế hoạch"
        steps = [Ground(BASIS, said)]
        if given.printed and given.printed != given.on:
            printed = day_short(given.printed)
            words = f"Trước ngày {printed}, ngày cuối còn đúng hạn là hôm trước"
            steps.append(Ground(POINT, words))
        why = self.calendar.why_off(given.on)
        if why:
            words = f"{day_short(given.on)} là {why}; giữ nguyên ngày văn bản đã ghi"
            steps.append(Ground(SHIFT, words))
        certain = given.certainty == "stated"
        return (*steps, *_end(due_at, expected_at, self.zone, certain=certain))


@dataclass(slots=True)
class Asleep:
    """What work without a date waits for."""

    cadence: Cadence
    point: Point

    def steps(self, _due_at: datetime, _expected_at: datetime | None) -> tuple[Ground, ...]:
        """Return the steps; the deadline only holds its place and is not told."""
        distance = anchored.distance(self.cadence)
        proposed = "" if self.cadence.certainty == "stated" else " (đề xuất)"
        return (
            Ground(BASIS, _said(self.cadence) or "Theo kế hoạch"),
            Ground(POINT, f"{capital(self.point.name)}: chưa có ngày"),
            Ground(COUNT, f"{capital(distance) if distance else 'Đúng ngày'} mốc{proposed}"),
            Ground(DUE, "Được tính khi mốc có ngày"),
        )


Story = Computed | Stated | Asleep


def _basis(cadence: Cadence, kind: str) -> str:
    said = _said(cadence)
    if said:
        return said if cadence.certainty == "stated" else f"{said}; số ngày do chương trình đề xuất"
    if cadence.certainty == "stated":
        return "Theo kế hoạch"
    name = DUTY_KIND_NAMES.get(kind, DUTY_KIND_NAMES["other"])
    if cadence.notes:
        noted = "”, “".join(cadence.notes)
        return f"Văn bản ghi “{noted}”, chưa định được ngày; đề xuất cho việc {name}"
    return f"Kế hoạch không nêu ngày; đề xuất cho việc {name}"


def _said(cadence: Cadence) -> str:
    return f"Văn bản ghi “{cadence.phrase}”" if cadence.phrase else ""


def _count(cadence: Cadence, point: Point, on: date, calendar: WorkCalendar) -> Iterator[Ground]:
    distance = anchored.distance(cadence)
    if not distance or point.on is None:
        return
    words = f"{capital(distance)} mốc: {day(on)}"
    if cadence.unit == "calendar":
        yield Ground(COUNT, f"{words} (tính cả ngày nghỉ)")
        return
    jumped = _named("không tính", calendar.off_between(point.on, on), many="ngày nghỉ lễ")
    made_up = _named("có tính", calendar.made_up_between(point.on, on), many="ngày làm bù")
    yield Ground(COUNT, words + jumped + made_up)


def _named(verb: str, days: list[tuple[date, str]], *, many: str) -> str:
    """Name the days that a count left out or took in; plain weekends everyone knows."""
    if not days:
        return ""
    if len(days) > _NAMED:
        return f"; {verb} {len(days)} {many}"
    named = ", ".join(f"{day_short(on)} ({_plain(why)})" for on, why in days)
    return f"; {verb} {named}"


def _plain(why: str) -> str:
    """Return why a day is off in words that stand well in brackets."""
    kind, _, name = why.removesuffix(")").partition(" (")
    if not name:
        return why
    return name if kind == "ngày nghỉ" else f"{kind}: {name}"


def _shift(on: date, due_on: date, shift: Shift, calendar: WorkCalendar) -> Iterator[Ground]:
    why = calendar.why_off(on)
    if not why:
        return
    if shift is Shift.NONE or on == due_on:
        yield Ground(SHIFT, f"{day_short(on)} là {why}; giữ nguyên")
        return
    side = "trước" if due_on < on else "sau"
    yield Ground(SHIFT, f"{day_short(on)} là {why}; lấy ngày làm việc liền {side}, {day(due_on)}")


def _end(
    due_at: datetime, expected_at: datetime | None, zone: ZoneInfo, *, certain: bool
) -> Iterator[Ground]:
    if expected_at:
        yield Ground(
            EXPECTED, f"{capital(moment(expected_at.astimezone(zone)))}; nhắc việc theo ngày này"
        )
    yield Ground(DUE, capital(moment(due_at.astimezone(zone))) + ("" if certain else " (đề xuất)"))
