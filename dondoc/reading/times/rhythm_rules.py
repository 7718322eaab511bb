"""How a rhythm is written, and the RFC 5545 rule that gives its last day still in time."""

import re
from collections.abc import Callable
from dataclasses import dataclass

RuleOf = Callable[[re.Match[str]], str | None]

_EACH = r"(?:hằng|hàng|mỗi|từng)"
_BY = r"(?P<by>(?:xong\s+)?trước|chậm\s+nhất(?:\s+là)?(?:\s+vào)?|muộn\s+nhất|vào|đến)?\s*"
_DAY = r"ngày\s+(?P<day>\d{1,2})"
_OF_YEAR = r"(?:ngày\s+)?(?<![\d/])(?P<day>\d{1,2})"
_UNTIL = r"(?:\s+(?:đến\s+(?:hết\s+)?(?:năm\s+)?\d{4}|\d{4}\s*[-–]\s*\d{4}))?"
_DATE = r"(?:\s*[/-]\s*|\s+tháng\s+)(?P<month>\d{1,2})"
_TIMES = r"(?:lần|cuộc|buổi|kỳ|tin|bài|đợt)"
_PER = r"\s*(?:/|một|trong\s+(?:một\s+)?|trên\s+)\s*"
_TWO, _FOUR = r"(?<!\d)(?:0?2|hai)", r"(?<!\d)(?:0?4|bốn)"
_QUARTERS = "3,6,9,12"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY_WORDS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "nhật": 6}


@dataclass(frozen=True)
class Rule:
    """``needs`` are words without which the pattern cannot fit: a cheap look before a dear one.

    ``dated`` rules name a day; where that day is none (45 hằng tháng) they do not fit.
    """

    every: str
    pattern: re.Pattern[str]
    rrule: RuleOf
    needs: tuple[str, ...]

    @property
    def dated(self) -> bool:
        return self.rrule is not _none


def _rule(every: str, needs: str, pattern: str, rrule: RuleOf) -> Rule:
    return Rule(every, re.compile(pattern, re.IGNORECASE), rrule, tuple(needs.split()))


def _none(_: re.Match[str]) -> None:
    return None


def _fixed(rrule: str) -> RuleOf:
    return lambda _: rrule


def _is_before(found: re.Match[str]) -> bool:
    return "trước" in (found["by"] or "").lower()


def _last_day(found: re.Match[str]) -> int:
    """Return the last day of the month that is in time; "trước" ends on the day before."""
    day = int(found["day"])
    return (day - 1 or -1) if _is_before(found) else day


def _is_day(found: re.Match[str]) -> bool:
    return 1 <= int(found["day"]) <= 31


def monthly(found: re.Match[str]) -> str | None:
    """Return the rule of one day of each month; ``None`` where a month has no such day."""
    return f"FREQ=MONTHLY;BYMONTHDAY={_last_day(found)}" if _is_day(found) else None


def _days_of_month(found: re.Match[str]) -> str | None:
    days = [int(day) for day in re.findall(r"\d+", found["days"])]
    if not all(1 <= day <= 31 for day in days):
        return None
    return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, days))}"


def _in_months(months: str) -> RuleOf:
    def rrule(found: re.Match[str]) -> str | None:
        if not _is_day(found):
            return None
        return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={_last_day(found)}"

    return rrule


def _yearly(found: re.Match[str]) -> str | None:
    month, day = int(found["month"]), _last_day(found)
    if not (1 <= month <= 12 and _is_day(found)):
        return None
    if day == -1:
        month = month - 1 or 12
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"


def _same_day_of_months(found: re.Match[str]) -> str | None:
    """Two dates of a year share a rule only where their day is the same."""
    one, other = int(found["month"]), int(found["month2"])
    if int(found["day"]) != int(found["day2"]) or not (_is_day(found) and 1 <= one < other <= 12):
        return None
    day = _last_day(found)
    return f"FREQ=YEARLY;BYMONTH={one},{other};BYMONTHDAY={day}" if day > 0 else None


def _month_ends(found: re.Match[str]) -> str | None:
    months = sorted({int(month) for month in re.findall(r"\d+", found["months"])})
    if not all(1 <= month <= 12 for month in months):
        return None
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY=-1"


def _weekly(found: re.Match[str]) -> str:
    word = found["weekday"].lower()
    number = int(word) - 2 if word.isdigit() else _WEEKDAY_WORDS[word]
    return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[(number - _is_before(found)) % 7]}"


WEEK_END = _fixed("FREQ=WEEKLY;BYDAY=FR")
MONTH_END = _fixed("FREQ=MONTHLY;BYMONTHDAY=-1")
QUARTER_END = _fixed(f"FREQ=YEARLY;BYMONTH={_QUARTERS};BYMONTHDAY=-1")
HALF_END = _fixed("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1")
YEAR_END = _fixed("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1")

#: "Hằng tháng" with no other period between it and the end of the text.
EACH_MONTH = re.compile(
    rf"{_EACH}\s+tháng(?!\s*\d)(?:(?!quý|(?:6|sáu)\s+tháng|\bnăm\b|\btuần\b).)*$",
    re.IGNORECASE | re.DOTALL,
)
#: A day without its month; what follows must not name one.
BARE_DAY = re.compile(
    r"(?P<by>(?:xong\s+)?trước|chậm\s+nhất(?:\s+là)?(?:\s+vào)?|muộn\s+nhất(?:\s+là)?|vào)\s+"
    rf"{_DAY}(?![\s/.-]*\d|\s+(?:của|tháng|hằng|hàng|mỗi|từng|làm|kể|sau)\b|\s*,?\s*{_EACH}\s)",
    re.IGNORECASE,
)

#: The first rule that fits a place wins.
RULES = (
    _rule("quarter", "tháng cuối quý",
          rf"{_BY}{_DAY}\s+(?:của\s+)?tháng\s+cuối\s+(?:cùng\s+)?(?:của\s+|trong\s+)?(?:{_EACH}\s+)?quý",
          _in_months(_QUARTERS)),
    _rule("quarter", "tháng thứ quý",
          rf"{_BY}{_DAY}\s+(?:của\s+)?tháng\s+thứ\s+(?:ba|3)\s+(?:của\s+|trong\s+)?(?:{_EACH}\s+)?quý",
          _in_months(_QUARTERS)),
    _rule("quarter", "tháng đầu quý",
          rf"{_BY}{_DAY}\s+(?:của\s+)?tháng\s+đầu\s+(?:tiên\s+)?(?:của\s+)?(?:{_EACH}\s+)?quý(?:\s+sau|\s+tiếp\s+theo)?",
          _in_months("1,4,7,10")),
    _rule("year", "năm",
          rf"{_EACH}\s+năm,?\s*\(?{_BY}(?:các\s+)?{_OF_YEAR}{_DATE}\s*(?:,|và)\s*(?:ngày\s+)?(?P<day2>\d{{1,2}})(?:\s*[/-]\s*|\s+tháng\s+)(?P<month2>\d{{1,2}})(?![/\d])",
          _same_day_of_months),
    _rule("year", "năm",
          rf"{_BY}(?:các\s+)?{_OF_YEAR}{_DATE}\s*(?:,|và)\s*(?:ngày\s+)?(?P<day2>\d{{1,2}})(?:\s*[/-]\s*|\s+tháng\s+)(?P<month2>\d{{1,2}})\s+(?:của\s+)?{_EACH}\s+năm(?!\s+học)",
          _same_day_of_months),
    _rule("year", "năm",
          rf"{_BY}(?:các\s+)?{_OF_YEAR}{_DATE}(?=\s*(?:,|và)\s*(?:ngày\s+)?\d{{1,2}}(?:\s*[/-]\s*|\s+tháng\s+)\d{{1,2}}\s+(?:của\s+)?{_EACH}\s+năm(?!\s+học))",
          _yearly),
    _rule("year", "năm", rf"{_BY}{_OF_YEAR}{_DATE}\s+(?:của\s+)?{_EACH}\s+năm(?!\s+học)", _yearly),
    _rule("year", "năm", rf"{_EACH}\s+năm,?\s*\(?{_BY}{_OF_YEAR}{_DATE}(?![/\d]|\s*(?:,|và)\s*(?:ngày\s+)?\d)", _yearly),
    _rule("year", "tháng năm",
          rf"(?P<months>tháng\s+\d{{1,2}}(?:\s*(?:,|và)\s*(?:tháng\s+)?\d{{1,2}})*)\s+{_EACH}\s+năm(?!\s+học)",
          _month_ends),
    _rule("month", "tháng ngày",
          rf"ngày\s+(?P<days>\d{{1,2}}(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{{1,2}})+)\s+(?:của\s+)?{_EACH}\s+tháng",
          _days_of_month),
    _rule("month", "tháng ngày", rf"{_BY}{_DAY}\s+(?:của\s+)?{_EACH}\s+tháng", monthly),
    _rule("month", "tháng ngày", rf"(?<!\d\stháng\s)(?<=tháng\s)\({_BY}{_DAY}\)", monthly),
    _rule("month", "tháng ngày", rf"{_EACH}\s+tháng,?\s*\(?{_BY}{_DAY}(?!\s*[/\d]|\s+tháng\s+\d)", monthly),
    _rule("month", "tháng ngày",
          rf"{_BY}{_DAY}\s+(?:của\s+tháng(?:\s+(?:sau|kế\s+tiếp|tiếp\s+theo|liền\s+kề|đó))?|tháng\s+(?:sau|kế\s+tiếp|tiếp\s+theo))(?!\s*\d|\s+cuối)",
          monthly),
    _rule("month", "cuối tháng",
          rf"(?:vào\s+|trước\s+)?(?:ngày\s+cuối(?:\s+cùng)?\s+(?:của\s+)?(?:{_EACH}\s+)?tháng|cuối\s+{_EACH}\s+tháng|vào\s+cuối\s+tháng)(?!\s*\d)",
          MONTH_END),
    _rule("quarter", "quý",
          rf"(?:{_EACH}|cuối\s+{_EACH})\s+quý{_UNTIL}|\bquý\s+(?:một|1)\s+lần|{_TIMES}{_PER}quý", QUARTER_END),
    _rule("quarter", "lần", rf"{_FOUR}\s+{_TIMES}{_PER}năm\b|{_EACH}\s+năm\s+(?:\S+\s+){{0,2}}?{_FOUR}\s+lần", QUARTER_END),
    _rule("quarter", "tháng lần", r"(?<!\d)(?:0?3|ba)\s+tháng(?:\s+(?:một|1|01)\s+lần|\s*/\s*lần)", QUARTER_END),
    _rule("half", "lần", rf"{_TWO}\s+{_TIMES}{_PER}năm\b|{_EACH}\s+năm\s+(?:\S+\s+){{0,2}}?{_TWO}\s+lần", HALF_END),
    _rule("half", "tháng", r"(?<!\d)(?:0?6|sáu)\s+tháng(?:\s+(?:một|1|01)\s+lần|\s*/\s*lần)", HALF_END),
    _rule("half", "tháng",
          r"(?:(?:định\s+kỳ|hằng|hàng|mỗi)\s+(?:0?6|sáu)\s+tháng"
          r"|(?<!với\s)(?:báo\s+cáo|sơ\s+kết)\s+(?:0?6|sáu)\s+tháng(?!\s*\(?\s*(?:xong\s+)?(?:trước|chậm|muộn|vào|ngày|đến)|\s*\())(?!\s+(?:đầu|cuối))",
          HALF_END),
    _rule("half", "tháng năm", r"(?<!\d)(?:0?6|sáu)\s+tháng(?=,?\s+(?:và\s+)?(?:cả\s+|một\s+)?năm\b)", HALF_END),
    _rule("half", "nửa năm", rf"{_EACH}\s+nửa\s+năm", HALF_END),
    _rule("school_year", "năm học", rf"(?:cuối|hết|kết\s+thúc|{_EACH})\s+năm\s+học", _none),
    _rule("semester", "học",
          rf"(?:cuối|hết|giữa|kết\s+thúc|{_EACH})\s+(?:mỗi\s+)?học\s+k[ỳì](?:\s+(?:[12]|I{{1,2}})\b)?", _none),
    _rule("year", "năm", rf"(?:{_EACH}\s+năm(?!\s+học)|định\s+kỳ\s+cuối\s+năm){_UNTIL}|{_TIMES}{_PER}năm\b", YEAR_END),
    _rule("quarter", "tháng, quý", r"(?<=tháng,\s)quý(?=,|\s+và\b)", QUARTER_END),
    _rule("year", "năm",
          r"(?:(?<=,\s)|(?<=và\s))(?:cả\s+|một\s+)?năm(?=\s*(?:[.,;)]|$|về\b|gửi\b|báo\b|theo\b))", YEAR_END),
    _rule("month", "tháng", rf"{_EACH}\s+tháng{_UNTIL}|/\s*tháng\b|\btháng\s+(?:một|1)\s+lần", MONTH_END),
    _rule("week", "tuần",
          rf"{_BY}(?:buổi\s+)?(?:chiều\s+|sáng\s+)?(?:ngày\s+)?(?:thứ|chủ)\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|nhật|[2-7])\s+(?:của\s+)?{_EACH}\s+tuần",
          _weekly),
    _rule("week", "tuần", rf"{_EACH}\s+tuần|/\s*tuần\b|(?<!\d\s)(?<!\w)tuần\s+(?:một|1)\s+lần", WEEK_END),
    _rule("wave", "đợt",
          rf"(?:(?:sau\s+khi\s+)?kết\s+thúc|sau|cuối|trong)\s+(?:{_EACH}|các)\s+đợt\s+(?:phát\s+động\s+)?thi\s+đua", _none),
    _rule("wave", "đợt", r"(?:sau\s+khi\s+)?kết\s+thúc\s+đợt\s+(?:phát\s+động\s+)?thi\s+đua(?!\s*\d)", _none),
    _rule("wave", "đợt", rf"{_EACH}\s+đợt\s+(?:phát\s+động\s+)?thi\s+đua", _none),
    _rule("event", "",
          rf"(?:(?:sau\s+khi\s+)?kết\s+thúc|sau|trước|cuối)\s+{_EACH}\s+(?:đợt|hội\s+nghị|kỳ|cuộc|lần|phiên|hoạt\s+động|vòng|buổi|chuyên\s+đề|sự\s+kiện|giai\s+đoạn)(?:\s+(?:họp|kiểm\s+tra|giám\s+sát))?",
          _none),
)  # fmt: skip
