"""A cadence in words, so that the officer sees how dates come about before confirming."""

from dondoc import wording
from dondoc.rules.cadence import Cadence, Form

#: Days of the week as rules name them.
WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), wording.WEEKDAYS, strict=True))
_PERIODS = {
    Form.MONTHLY: "hằng tháng",
    Form.QUARTERLY: "hằng quý",
    Form.HALF_YEARLY: "sáu tháng một lần",
    Form.YEARLY: "hằng năm",
}


def words(cadence: Cadence) -> str:
    """Return ``mỗi đợt, 10 ngày làm việc trước khi kết thúc đợt`` and the like."""
    said = _rhythm(cadence)
    dates = wording.join(wording.day_short(date.on) for date in cadence.dates)
    return "; ".join(part for part in (said, f"ngày {dates}" if dates else "") if part)


def _rhythm(cadence: Cadence) -> str:
    if cadence.form in _PERIODS:
        return f"{_PERIODS[cadence.form]}, {_day(cadence)}{_month(cadence)}"
    if cadence.form is Form.ONCE:
        return f"một lần, {cadence.days} ngày làm việc sau ngày ban hành"
    if cadence.form is Form.EACH_WAVE:
        return f"mỗi đợt, {_from_edge(cadence)}"
    if cadence.form is Form.RRULE:
        return cadence.phrase or _weekly(cadence) or "theo định kỳ ghi trong văn bản"
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


def _from_edge(cadence: Cadence) -> str:
    if cadence.on_summary_due:
        return "đúng hạn sơ kết, tổng kết của đợt"
    edge = "bắt đầu" if cadence.edge == "start" else "kết thúc"
    if cadence.days == 0:
        return f"ngày {edge} đợt"
    side = "trước" if cadence.days < 0 else "sau"
    return f"{abs(cadence.days)} ngày làm việc {side} ngày {edge} đợt"
