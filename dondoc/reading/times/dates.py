"""Calendar points in a text: days, weeks, months, quarters, halves and years."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dondoc.reading.times.date_patterns import ANY, PATTERNS

#: Years that a text leaves unsaid, by the month of the point; None where nobody can know.
YearOf = Callable[[int], int | None]


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


_QUARTER = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WEEK = {"1": 1, "nhất": 1, "2": 2, "hai": 2, "3": 3, "ba": 3, "4": 4, "tư": 4}
#: Thượng tuần, trung tuần, hạ tuần: the three parts of a month of ten days.
_PARTS = {"đầu": (1, 10), "thượng": (1, 10), "giữa": (11, 20), "trung": (11, 20)}
_EARLIEST, _LATEST = 1900, 2999
_SAME_LIST = re.compile(r"\s*(?:,|;|và|hoặc)\s*(?:ngày\s+)?", re.IGNORECASE)


def may_be_dated(text: str) -> bool:
    """Say whether a text could hold a calendar point at all: a cheap look before a dear one."""
    return ANY.search(text) is not None


def points_in(text: str, year_of: YearOf) -> list[Point]:
    """Return the calendar points of a text in order.

    ``year_of`` completes points that print no year; without an answer they are left out. A day
    that does not exist (31/02) is no point.
    """
    if not may_be_dated(text):
        return []
    found: list[Point] = []
    taken = bytearray(len(text))
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            point = _point(kind, match, year_of)
            if point is not None:
                found.append(point)
                taken[start:end] = b"\x01" * (end - start)
    return _years_of_lists(text, sorted(found, key=lambda point: point.start))


def _years_of_lists(text: str, points: list[Point]) -> list[Point]:
    """Give the members of a list the year that its last one prints ("20/01 và 10/3/2028")."""
    for index in range(len(points) - 2, -1, -1):
        one, follows = points[index], points[index + 1]
        listed = _SAME_LIST.fullmatch(text[one.end : follows.start])
        if listed and follows.dated and not one.dated and one.kind == follows.kind:
            first, last = (in_year(day, follows.first.year) for day in (one.first, one.last))
            points[index] = replace(one, first=first, last=last, dated=True)
    return points


def in_year(day: date, year: int) -> date:
    """Return the same day of another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _point(kind: str, match: re.Match[str], year_of: YearOf) -> Point | None:
    groups = match.groupdict()
    chosen = int(groups["y"]) if groups.get("y") else year_of(_month_of(groups))
    if chosen is not None and groups.get("next"):
        chosen += 1
    if chosen is None or not _EARLIEST <= chosen <= _LATEST:
        return None
    try:
        first, last = _SPANS[kind](match, chosen)
    except ValueError:
        return None
    name = _NAMES.get(kind, kind)
    return Point(match.start(), match.end(), name, first, last, bool(groups.get("y")))


def _month_of(groups: dict[str, str | None]) -> int:
    """Return the last month that a point names, to choose the year by."""
    if groups.get("m"):
        return int(groups["m"] or 0)
    if groups.get("q"):
        return _QUARTER[str(groups["q"]).lower()] * 3
    return 6 if str(groups.get("h")).lower() == "đầu" else 12


def _days(match: re.Match[str], year: int) -> tuple[date, date]:
    month = int(match["m"])
    return date(year, month, int(match["d"])), date(year, month, int(match["d2"]))


def _day(match: re.Match[str], year: int) -> tuple[date, date]:
    day = date(year, int(match["m"]), int(match["d"]))
    return day, day


def _week(match: re.Match[str], year: int) -> tuple[date, date]:
    last = _WEEK[match["w"].lower()] * 7
    month = int(match["m"])
    return date(year, month, last - 6), date(year, month, last)


def _month(match: re.Match[str], year: int) -> tuple[date, date]:
    first, last = months(year, int(match["m"]), 1)
    part = (match.groupdict().get("part") or "").lower().split()
    if part and part[0] in _PARTS:
        begin, end = _PARTS[part[0]]
        return first.replace(day=begin), first.replace(day=end)
    return first, last


def _months(match: re.Match[str], year: int) -> tuple[date, date]:
    first, last = int(match["m0"]), int(match["m"])
    if not first < last:
        raise ValueError("months of a list stand in order")
    return months(year, first, last - first + 1)


def _quarter(match: re.Match[str], year: int) -> tuple[date, date]:
    return months(year, _QUARTER[match["q"].lower()] * 3 - 2, 3)


def _quarters(match: re.Match[str], year: int) -> tuple[date, date]:
    first, last = _QUARTER[match["q0"].lower()], _QUARTER[match["q"].lower()]
    if not first < last:
        raise ValueError("quarters of a list stand in order")
    return months(year, first * 3 - 2, (last - first + 1) * 3)


def _half(match: re.Match[str], year: int) -> tuple[date, date]:
    return months(year, 1 if match["h"].lower() == "đầu" else 7, 6)


def _nine(_: re.Match[str], year: int) -> tuple[date, date]:
    return months(year, 1, 9)


def _whole(_: re.Match[str], year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _years(match: re.Match[str], year: int) -> tuple[date, date]:
    return date(int(match["y0"]), 1, 1), date(year, 12, 31)


def months(year: int, first: int, count: int) -> tuple[date, date]:
    """Return the first and the last day of ``count`` months from ``first`` (1 to 12)."""
    last = first + count - 1
    if not 1 <= first <= last <= 12:
        raise ValueError("months of one year are 1 to 12")
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


_SPANS: dict[str, Callable[[re.Match[str], int], tuple[date, date]]] = {
    "days": _days,
    "day": _day,
    "week": _week,
    "months": _months,
    "month": _month,
    "monthyear": _month,
    "quarters": _quarters,
    "quarter": _quarter,
    "half": _half,
    "nine": _nine,
    "years": _years,
    "year": _whole,
    "thisyear": _whole,
}
_NAMES = {
    "days": "range", "months": "range", "week": "month", "monthyear": "month", "thisyear": "year",
    "nine": "range", "quarters": "range",
}  # fmt: skip
