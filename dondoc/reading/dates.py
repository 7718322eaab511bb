"""Calendar points in a text: days, months, quarters, halves and years, as first and last day."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Point:
    """A place in the text that names a stretch of the calendar.

    ``dated`` says that its year is printed; without it, the plan's year was taken.
    """

    start: int
    end: int
    kind: str
    first: date
    last: date
    dated: bool


_YEAR = r"(?:\s*(?:[/\-.]|,?\s*năm)\s*(?P<y>\d{4}))?(?![\d])"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "days",
            r"(?:ngày\s+)?(?<![\d/.\-])(?P<d>\d{1,2})(?:\s*(?:,|và|đến|-|–)\s*(?P<d2>\d{1,2}))+"
            rf"\s*(?:/|\s+tháng\s+)\s*(?P<m>\d{{1,2}}){_YEAR}",
        ),
        (
            "day",
            rf"(?:ngày\s+)?(?<![\d/])(?P<d>\d{{1,2}})\s*(?:[/]|\s+tháng\s+)\s*(?P<m>\d{{1,2}}){_YEAR}(?!\s*ngày)",
        ),
        (
            "day",
            r"(?:ngày\s+)?(?<![\d/.\-])(?P<d>\d{1,2})(?P<s>[.\-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})(?!\d)",
        ),
        (
            "month",
            r"(?<!\w)tháng\s+(?P<m>\d{1,2})(?:\s*(?:[/\-.]|,?\s*năm)\s*(?P<y>\d{4}))?(?![\d/])",
        ),
        ("quarter", r"qu[ýí]\s+(?P<q>IV|I{1,3}|[1-4])\b(?:\s*(?:[/\-.]|,?\s*năm)\s*(?P<y>\d{4}))?"),
        ("monthyear", r"(?<![\d/])(?P<m>\d{1,2})/(?P<y>\d{4})(?!\d)"),
        (
            "half",
            r"(?<!\d)(?:0?6|sáu)\s+tháng\s+(?P<h>đầu|cuối)\s+năm(?:\s+(?P<y>\d{4}))?",
        ),
        ("year", r"(?:năm\s+)?(?<![\d/.\-])(?P<y>(?:19|20)\d{2})(?![\d/])"),
        ("thisyear", r"(?:cuối|hết|trong)\s+năm(?!\s*(?:\d|học))(?=\s*(?:[.,;)]|nay|$))"),
    )
)
_QUARTER = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_EARLIEST, _LATEST = 1900, 2999


def points_in(text: str, *, year: int | None) -> list[Point]:
    """Return the calendar points of a text in order.

    ``year`` completes points that print none; without it they are left out. A day that does not
    exist (31/02) is no point.
    """
    found: list[Point] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < p.end and p.start < match.end() for p in found):
                continue
            point = _point(kind, match, year)
            if point is not None:
                found.append(point)
    return sorted(found, key=lambda point: point.start)


def _point(kind: str, match: re.Match[str], year: int | None) -> Point | None:
    printed = match.groupdict().get("y")
    chosen = int(printed) if printed else year
    if chosen is None or not _EARLIEST <= chosen <= _LATEST:
        return None
    try:
        first, last = _SPANS[kind](match, chosen)
    except ValueError:
        return None
    name = {"days": "range", "monthyear": "month", "thisyear": "year"}.get(kind, kind)
    return Point(match.start(), match.end(), name, first, last, printed is not None)


def _days(match: re.Match[str], year: int) -> tuple[date, date]:
    month = int(match["m"])
    return date(year, month, int(match["d"])), date(year, month, int(match["d2"]))


def _day(match: re.Match[str], year: int) -> tuple[date, date]:
    day = date(year, int(match["m"]), int(match["d"]))
    return day, day


def _month(match: re.Match[str], year: int) -> tuple[date, date]:
    return months(year, int(match["m"]), 1)


def _quarter(match: re.Match[str], year: int) -> tuple[date, date]:
    return months(year, _QUARTER[match["q"].lower()] * 3 - 2, 3)


def _half(match: re.Match[str], year: int) -> tuple[date, date]:
    return months(year, 1 if match["h"].lower() == "đầu" else 7, 6)


def _whole(_: re.Match[str], year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def months(year: int, first: int, count: int) -> tuple[date, date]:
    """Return the first and the last day of ``count`` months from ``first`` (1 to 12)."""
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


_SPANS: dict[str, Callable[[re.Match[str], int], tuple[date, date]]] = {
    "days": _days,
    "day": _day,
    "month": _month,
    "monthyear": _month,
    "quarter": _quarter,
    "half": _half,
    "year": _whole,
    "thisyear": _whole,
}
