"""The sentence that answers «vì sao ngày này?» for a computed or stated date."""

from datetime import date

from dondoc.rules import anchored
from dondoc.rules.anchored import Point
from dondoc.rules.cadence import Cadence, Form, Shift
from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.stated import StatedDate
from dondoc.rules.waves import WaveSpan
from dondoc.wording import DUTY_KIND_NAMES, WEEKDAYS, day_short

_PERIODS = {
    Form.MONTHLY: ("hằng tháng", ""),
    Form.QUARTERLY: ("hằng quý", " của quý"),
    Form.HALF_YEARLY: ("06 tháng một lần", " của kỳ 06 tháng"),
    Form.YEARLY: ("hằng năm", ""),
}


def weekday_and_day(day: date) -> str:
    """Return ``thứ Sáu 24/10/2025``."""
    return f"{WEEKDAYS[day.weekday()]} {day_short(day)}"


def once(cadence: Cadence, first: date, *, issued_on: date) -> str:
    """Say how a single date comes from the issue date, or from the day on which it may begin."""
    begins = "ngày ban hành" if first == issued_on else "ngày bắt đầu"
    return f"một lần, {cadence.days} ngày làm việc sau {begins} {day_short(first)}"


def periodic(cadence: Cadence) -> str:
    """Say on which day of which period."""
    every, of_period = _PERIODS[cadence.form]
    day = "ngày cuối tháng" if cadence.day == -1 else f"ngày {cadence.day}"
    if cadence.form is Form.YEARLY:
        return f"{every}, {day} tháng {cadence.month or 12}"
    if cadence.form is Form.MONTHLY:
        return f"{every}, {day}"
    months = 3 if cadence.form is Form.QUARTERLY else 6
    return f"{every}, {day} tháng thứ {cadence.month or months}{of_period}"


def by_rule(on: date) -> str:
    """Name the last day that a rule of the text gives."""
    return f"hạn của kỳ này là {day_short(on)}"


def at_wave(cadence: Cadence, wave: WaveSpan, anchor: date) -> str:
    """Say how far from which edge of which wave."""
    edge = "kết thúc" if cadence.edge == "end" else "bắt đầu"
    point = f"khi {edge} {wave.name} ({day_short(anchor)})"
    if cadence.edge == "start" and anchor != wave.starts_on:
        point = f"ngày ban hành {day_short(anchor)} ({wave.name} đã bắt đầu)"
    if cadence.days == 0:
        return point
    side = "sau" if cadence.days > 0 else "trước"
    return f"{abs(cadence.days)} ngày làm việc {side} {point}"


def after(cadence: Cadence, point: Point) -> str:
    """Say how far from which day."""
    distance = anchored.distance(cadence)
    return f"{distance} {point.words}" if distance else point.words


def asleep(cadence: Cadence, point: Point) -> str:
    """Say what the work waits for, and what follows then."""
    said = f"Văn bản ghi “{cadence.phrase}”; " if cadence.phrase else "Theo kế hoạch: "
    distance = anchored.distance(cadence)
    proposed = "đề xuất " if cadence.certainty == "proposed" else ""
    due = f"{proposed}{distance} mốc “{point.name}”" if distance else f"đúng mốc “{point.name}”"
    return f"{said}{due}; mốc chưa có ngày nên chưa đặt hạn."


def summary_due(wave: WaveSpan) -> str:
    """Say that the wave itself has a date for its summary."""
    return f"ngày nộp báo cáo đã định của {wave.name}"


def rhythm(cadence: Cadence, kind: str, basis: str) -> str:
    """Put before the basis who says so: the text, or dondoc."""
    if cadence.phrase:
        link = "; đề xuất" if cadence.certainty == "proposed" else ";"
        return f"Văn bản ghi “{cadence.phrase}”{link} {basis}"
    if cadence.certainty == "stated":
        return f"Theo kế hoạch: {basis}"
    if cadence.notes:
        said = "”, “".join(cadence.notes)
        return f"Văn bản ghi “{said}” nhưng chưa định được ngày; đề xuất {basis}"
    return f"Đề xuất cho việc {DUTY_KIND_NAMES.get(kind, DUTY_KIND_NAMES['other'])}: {basis}"


def shifted(on: date, due_on: date, shift: Shift, calendar: WorkCalendar) -> str:
    """Say what became of a day off; empty for a working day."""
    # A day that was looked at and stayed is a working day; most are, so it is not looked up again.
    why = "" if on == due_on and shift is not Shift.NONE else calendar.why_off(on)
    if not why:
        return ""
    if shift is Shift.NONE:
        return f"; ngày {day_short(on)} là {why}, giữ nguyên"
    side = "trước" if due_on < on else "sau"
    return (
        f"; ngày {day_short(on)} là {why} nên lấy ngày làm việc liền {side}, "
        f"{weekday_and_day(due_on)}"
    )


def stated(given: StatedDate, calendar: WorkCalendar) -> str:
    """Say what the text says; a date of the text stays even on a day off."""
    said = f"Văn bản ghi “{given.phrase}”" if given.phrase else "Theo kế hoạch"
    hour = f"{given.at} " if given.at else ""
    why = calendar.why_off(given.on)
    stays = f"; ngày này là {why}, giữ nguyên như văn bản" if why else ""
    return f"{said}: hạn cuối {hour}{weekday_and_day(given.on)}{stays}."
