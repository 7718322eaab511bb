"""A cadence in words, so that the officer sees how dates come about before confirming."""

from collections.abc import Mapping
from datetime import date

from dondoc import wording
from dondoc.rules import anchored
from dondoc.rules.cadence import ISSUE, START, Cadence, Form

#: Days of the week as rules name them.
WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), wording.WEEKDAYS, strict=True))
#: Events that every plan has.
ANCHORS = {ISSUE: "ngày ban hành", START: "ngày đầu của kế hoạch"}
_PERIODS = {
    Form.MONTHLY: "hằng tháng",
    Form.QUARTERLY: "hằng quý",
    Form.HALF_YEARLY: "sáu tháng một lần",
    Form.YEARLY: "hằng năm",
}


def words(cadence: Cadence, anchors: Mapping[str, date | None] | None = None) -> str:
    """Return ``mỗi đợt, 10 ngày làm việc trước khi kết thúc đợt`` and the like.

    ``anchors`` are the days of the plan's anchors as they stand, over what the text gave.
    """
    on = (anchors or {}).get(cadence.anchor or "", cadence.anchor_on)
    said = _rhythm(cadence.model_copy(update={"anchor_on": on}))
    dates = wording.join(wording.day_short(date.on) for date in cadence.dates)
    hoped = f"dự kiến trước đó {cadence.expected_before} ngày làm việc"
    return "; ".join(
        part
        for part in (
            said,
            f"ngày {dates}" if dates else "",
            hoped if cadence.expected_before else "",
        )
        if part
    )


def event_name(cadence: Cadence) -> str:
    """Return the name of the event on which a term hangs."""
    key = cadence.anchor or ISSUE
    return ANCHORS.get(key) or cadence.anchor_name or key


def _rhythm(cadence: Cadence) -> str:
    if cadence.form in _PERIODS:
        return f"{_PERIODS[cadence.form]}, {_day(cadence)}{_month(cadence)}"
    if cadence.form is Form.ONCE:
        return f"một lần, {cadence.days} ngày làm việc sau ngày ban hành"
    if cadence.form is Form.EACH_WAVE:
        return f"mỗi đợt, {_from_edge(cadence)}"
    if cadence.form is Form.AFTER:
        return _from_event(cadence)
    if cadence.form is Form.RRULE:
        return cadence.phrase or _weekly(cadence) or f"theo quy tắc {cadence.rule}"
    return "" if cadence.dates else "không đặt hạn"


def _day(cadence: Cadence) -> str:
    return "ngày cuối" if cadence.day == -1 else f"ngày {cadence.printed_day or cadence.day}"


def _month(cadence: Cadence) -> str:
    if cadence.month is None or cadence.form is Form.MONTHLY:
        return ""
    if cadence.form is Form.YEARLY:
        return f" tháng {cadence.month}"
    return f" tháng thứ {cadence.month} của kỳ"


def _weekly(cadence: Cadence) -> str:
    weekday = WEEKDAYS.get((cadence.rule or "").removeprefix("FREQ=WEEKLY;BYDAY="))
    return f"hằng tuần, {weekday}" if weekday else ""


def _from_event(cadence: Cadence) -> str:
    name = event_name(cadence)
    distance = anchored.distance(cadence)
    said = f"{distance} mốc “{name}”" if distance else f"vào mốc “{name}”"
    if cadence.waits_for is None:
        return said
    known = wording.day_short(cadence.anchor_on) if cadence.anchor_on else "chưa có ngày"
    return f"{said} ({known})"


def _from_edge(cadence: Cadence) -> str:
    if cadence.on_summary_due:
        return "đúng hạn sơ kết, tổng kết của đợt"
    edge = "bắt đầu" if cadence.edge == "start" else "kết thúc"
    if cadence.days == 0:
        return f"ngày {edge} đợt"
    side = "trước" if cadence.days < 0 else "sau"
    return f"{abs(cadence.days)} ngày làm việc {side} ngày {edge} đợt"
