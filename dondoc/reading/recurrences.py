"""Rhythms in a text: "hằng quý", "trước ngày 25 hằng tháng", "kết thúc mỗi đợt thi đua"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dondoc.reading.draft import ReadRecurrence

_EACH = r"(?:hằng|hàng|mỗi|từng)"
_BY = r"(?P<by>(?:xong\s+)?trước|chậm nhất(?:\s+là)?(?:\s+vào)?|muộn nhất|vào|đến)?\s*"
_DAY = r"ngày\s+(?P<day>\d{1,2})"
_UNTIL = r"(?:\s+(?:đến\s+(?:hết\s+)?(?:năm\s+)?\d{4}|\d{4}\s*[-–]\s*\d{4}))?"
_QUARTERS = "3,6,9,12"


@dataclass(frozen=True)
class _Rule:
    every: str
    pattern: re.Pattern[str]
    rrule: Callable[[re.Match[str]], str | None]


def _rule(every: str, pattern: str, rrule: Callable[[re.Match[str]], str | None]) -> _Rule:
    return _Rule(every, re.compile(pattern, re.IGNORECASE), rrule)


def _none(_: re.Match[str]) -> None:
    return None


def _fixed(rrule: str) -> Callable[[re.Match[str]], str]:
    return lambda _: rrule


def _last_day(found: re.Match[str]) -> int:
    """Return the last day of the month that is in time; "trước" ends on the day before."""
    day = int(found["day"])
    before = "trước" in (found["by"] or "").lower()
    return (day - 1 or -1) if before else day


def _monthly(found: re.Match[str]) -> str | None:
    return f"FREQ=MONTHLY;BYMONTHDAY={_last_day(found)}" if int(found["day"]) <= 31 else None


def _quarterly(found: re.Match[str]) -> str | None:
    if int(found["day"]) > 31:
        return None
    return f"FREQ=YEARLY;BYMONTH={_QUARTERS};BYMONTHDAY={_last_day(found)}"


def _yearly(found: re.Match[str]) -> str | None:
    month, day = int(found["month"]), _last_day(found)
    if not (1 <= month <= 12 and int(found["day"]) <= 31):
        return None
    if day == -1:
        month = month - 1 or 12
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"


_MONTH_END = _fixed("FREQ=MONTHLY;BYMONTHDAY=-1")
_QUARTER_END = _fixed(f"FREQ=YEARLY;BYMONTH={_QUARTERS};BYMONTHDAY=-1")
_HALF_END = _fixed("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1")
_YEAR_END = _fixed("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1")

#: The first rule that fits a place wins.
_RULES = (
    _rule(
        "quarter",
        rf"{_BY}{_DAY}\s+(?:của\s+)?tháng\s+cuối\s+(?:của\s+)?(?:{_EACH}\s+)?quý",
        _quarterly,
    ),
    _rule(
        "year",
        rf"{_BY}{_DAY}(?:\s*[/-]\s*|\s+tháng\s+)(?P<month>\d{{1,2}})\s+(?:của\s+)?{_EACH}\s+năm(?!\s+học)",
        _yearly,
    ),
    _rule(
        "year",
        rf"{_EACH}\s+năm,?\s*\(?{_BY}{_DAY}(?:\s*[/-]\s*|\s+tháng\s+)(?P<month>\d{{1,2}})(?![/\d])",
        _yearly,
    ),
    _rule("month", rf"{_BY}{_DAY}\s+(?:của\s+)?{_EACH}\s+tháng", _monthly),
    _rule("month", rf"{_EACH}\s+tháng,?\s*\(?{_BY}{_DAY}(?!\s*[/\d]|\s+tháng)", _monthly),
    _rule("quarter", rf"(?:{_EACH}|cuối\s+{_EACH})\s+quý{_UNTIL}|\bquý\s+(?:một|1)\s+lần", _QUARTER_END),
    _rule("half", r"(?<!\d)(?:0?6|sáu)\s+tháng(?:\s+(?:một|1|01)\s+lần|/lần)", _HALF_END),
    _rule("half", r"(?:định\s+kỳ|báo\s+cáo|sơ\s+kết|hằng|hàng|mỗi)\s+(?:0?6|sáu)\s+tháng(?!\s+(?:đầu|cuối))", _HALF_END),
    _rule("half", r"(?<!\d)(?:0?6|sáu)\s+tháng(?=,?\s+(?:và\s+)?(?:cả\s+)?năm\b)", _HALF_END),
    _rule("half", rf"{_EACH}\s+nửa\s+năm", _HALF_END),
    _rule("school_year", rf"(?:cuối|kết\s+thúc|{_EACH})\s+năm\s+học", _none),
    _rule("semester", rf"(?:cuối|giữa|kết\s+thúc|{_EACH})\s+(?:mỗi\s+)?học\s+k[ỳì](?:\s+(?:[12]|I{{1,2}})\b)?", _none),
    _rule("year", rf"(?:{_EACH}\s+năm|định\s+kỳ\s+cuối\s+năm){_UNTIL}", _YEAR_END),
    _rule("quarter", r"(?<=tháng,\s)quý(?=,|\s+và\b)", _QUARTER_END),
    _rule("year", r"(?:(?<=,\s)|(?<=và\s))(?:cả\s+)?năm(?=\s*(?:[.,;)]|$|về\b|gửi\b|báo\b|theo\b))", _YEAR_END),
    _rule("month", rf"{_EACH}\s+tháng{_UNTIL}|/\s*tháng\b|\btháng\s+(?:một|1)\s+lần", _MONTH_END),
    _rule("week", rf"{_EACH}\s+tuần|/\s*tuần\b|\btuần\s+(?:một|1)\s+lần", _fixed("FREQ=WEEKLY;BYDAY=FR")),
    _rule("wave", rf"(?:(?:sau\s+khi\s+)?kết\s+thúc|sau|cuối|trong)\s+(?:{_EACH}|các)\s+đợt\s+(?:phát\s+động\s+)?thi\s+đua", _none),
    _rule("wave", rf"{_EACH}\s+đợt\s+(?:phát\s+động\s+)?thi\s+đua", _none),
    _rule("event", rf"(?:(?:sau\s+khi\s+)?kết\s+thúc|sau|trước|cuối)\s+{_EACH}\s+(?:đợt|hội\s+nghị|kỳ|cuộc|lần|phiên|hoạt\s+động|vòng|buổi|chuyên\s+đề|sự\s+kiện|giai\s+đoạn)(?:\s+(?:họp|kiểm\s+tra|giám\s+sát))?", _none),
)  # fmt: skip
_PERIODIC = re.compile(r"định\s+k[ỳì]", re.IGNORECASE)
_HABIT = re.compile(
    r"(?:sinh\s+hoạt|chi\s+bộ|giao\s+ban|tiếp\s+công\s+dân|tiếp\s+dân|họp|hội\s+nghị|cuộc)\s*$",
    re.IGNORECASE,
)


def recurrences_in(text: str, *, offset: int = 0) -> list[ReadRecurrence]:
    """Return the rhythms of a text in order; spans are shifted by ``offset``."""
    found = sorted(_matches(text), key=lambda item: item.span)
    named = {item.every for item in found}
    found = [r for r in found if not _is_loose_year(r, named)]
    if not found:
        found = list(_unspecified(text))
    return [_shifted(r, offset) for r in _without_doubles(found)]


def _matches(text: str) -> Iterator[ReadRecurrence]:
    taken: list[tuple[int, int]] = []
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            start += len(match.group()) - len(match.group().lstrip())
            day = match.groupdict().get("day")
            yield ReadRecurrence(
                phrase=match.group().strip(),
                every=rule.every,
                rrule=rule.rrule(match),
                printed_day=int(day) if day else None,
                span=(start, end),
            )


def _is_loose_year(found: ReadRecurrence, named: set[str]) -> bool:
    """A bare "năm" is a rhythm only beside another one ("6 tháng, năm")."""
    bare = found.phrase.lower() in {"năm", "cả năm"}
    return bare and named.isdisjoint({"half", "quarter", "month"})


def _unspecified(text: str) -> Iterator[ReadRecurrence]:
    for match in _PERIODIC.finditer(text):
        if not _HABIT.search(text[: match.start()]):
            yield ReadRecurrence(match.group(), "unspecified", None, None, match.span())
            return


def _without_doubles(found: list[ReadRecurrence]) -> list[ReadRecurrence]:
    """Keep each rhythm once; "hằng quý (trước ngày 10 tháng cuối quý)" is one, with its day."""
    kept: dict[tuple[str, str | None], ReadRecurrence] = {}
    exact = {item.every for item in found if item.printed_day is not None}
    for item in found:
        if item.printed_day is None and item.every in exact:
            continue
        kept.setdefault((item.every, item.rrule), item)
    return list(kept.values())


def _shifted(found: ReadRecurrence, offset: int) -> ReadRecurrence:
    start, end = found.span
    return ReadRecurrence(
        found.phrase, found.every, found.rrule, found.printed_day, (start + offset, end + offset)
    )
