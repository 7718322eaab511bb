"""The steps by which a date came about, for people: what it rests on, from where, what moved it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from dondoc.rules import anchored
from dondoc.rules.anchored import Point
from dondoc.rules.cadence import Cadence, Shift
from dondoc.rules.calendar import WorkCalendar
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


def computed(
    cadence: Cadence,
    kind: str,
    *,
    basis: str,
    point: Point | None,
    on: date,
    shift: Shift,
    due_at: datetime,
    expected_at: datetime | None,
    calendar: WorkCalendar,
) -> tuple[Ground, ...]:
    """Tell how a date came out of a rhythm, a wave or an anchor.

    Args:
        cadence: the rhythm.
        kind: the kind of the duty.
        basis: the rhythm in words, where there is no ``point``.
        point: from where days are counted.
        on: the day before any shift.
        shift: where a day off goes.
        due_at: local, as ``expected_at``.
        expected_at: the day by which the work is hoped for.
        calendar: the ward's working days.
    """
    steps = [Ground(BASIS, _basis(cadence, kind))]
    if point is None:
        steps.append(Ground(RHYTHM, capital(basis)))
    else:
        steps.append(Ground(POINT, capital(point.words)))
        steps += _count(cadence, point, on, calendar)
    steps += _shift(on, due_at.date(), shift, calendar)
    return (*steps, *_end(due_at, expected_at, certain=cadence.certainty == "stated"))


def stated(
    given: StatedDate,
    *,
    due_at: datetime,
    expected_at: datetime | None,
    calendar: WorkCalendar,
) -> tuple[Ground, ...]:
    """Tell that a date stands in the text, and that it stays where it is."""
    said = f"Văn bản ghi “{given.phrase}”" if given.phrase else "Ngày ghi trong kế hoạch"
    steps = [Ground(BASIS, said)]
    if given.printed and given.printed != given.on:
        steps.append(
            Ground(POINT, f"Trước ngày {day_short(given.printed)}, ngày cuối còn đúng hạn là hôm trước")
        )  # fmt: skip
    why = calendar.why_off(given.on)
    if why:
        words = f"{day_short(given.on)} là {why}; giữ nguyên ngày văn bản đã ghi"
        steps.append(Ground(SHIFT, words))
    return (*steps, *_end(due_at, expected_at, certain=given.certainty == "stated"))


def asleep(cadence: Cadence, point: Point) -> tuple[Ground, ...]:
    """Tell what the work waits for."""
    distance = anchored.distance(cadence)
    proposed = "" if cadence.certainty == "stated" else " (đề xuất)"
    return (
        Ground(BASIS, _said(cadence) or "Theo kế hoạch"),
        Ground(POINT, f"{capital(point.name)}: chưa có ngày"),
        Ground(COUNT, f"{capital(distance) if distance else 'Đúng ngày'} mốc{proposed}"),
        Ground(DUE, "Được tính khi mốc có ngày"),
    )


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
    yield Ground(COUNT, words + _jumped(calendar.off_between(point.on, on)))


def _jumped(days: list[tuple[date, str]]) -> str:
    """Name the holidays that a count went over; plain weekends everyone knows."""
    if not days:
        return ""
    if len(days) > _NAMED:
        return f"; không tính {len(days)} ngày nghỉ lễ"
    named = ", ".join(f"{day_short(on)} ({_plain(why)})" for on, why in days)
    return f"; không tính {named}"


def _plain(why: str) -> str:
    """Return the name of a holiday without the words that stand round it elsewhere."""
    return why.removeprefix("ngày nghỉ (").removesuffix(")") if why.endswith(")") else why


def _shift(on: date, due_on: date, shift: Shift, calendar: WorkCalendar) -> Iterator[Ground]:
    why = calendar.why_off(on)
    if not why:
        return
    if shift is Shift.NONE or on == due_on:
        yield Ground(SHIFT, f"{day_short(on)} là {why}; giữ nguyên")
        return
    side = "trước" if due_on < on else "sau"
    yield Ground(SHIFT, f"{day_short(on)} là {why}; lấy ngày làm việc liền {side}, {day(due_on)}")


def _end(due_at: datetime, expected_at: datetime | None, *, certain: bool) -> Iterator[Ground]:
    if expected_at:
        yield Ground(EXPECTED, f"{capital(moment(expected_at))}; nhắc việc theo ngày này")
    yield Ground(DUE, capital(moment(due_at)) + ("" if certain else " (đề xuất)"))
