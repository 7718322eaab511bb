"""Dates of events that a document counts from ("trước ngày bầu cử 10 ngày")."""

import re
from collections.abc import Iterable
from datetime import date

from dondoc.reading.folding import bare

#: Nation-wide events: name as used in a text, words (without marks) that tell which one, its day.
NATIONAL = (
    ("ngày bầu cử", "bau cu dai bieu quoc hoi khoa xvi", date(2026, 3, 15)),
    ("ngày bầu cử", "bau cu dai bieu quoc hoi khoa xv", date(2021, 5, 23)),
)
#: The key of the one day on which the thing is held that the whole plan is about.
OWN_EVENT = "the plan's own"
_HELD_ON = re.compile(
    r"\W*(?:(?:\d+|[a-z])[.)]\s*)?thời\s+gian(?:\s+(?:tổ\s+chức|khai\s+mạc))?\s*:[^.\n]{0,60}?"
    r"(?<![\d/])(?P<d>\d{1,2})(?:/|\s+tháng\s+)(?P<m>\d{1,2})(?:/|\s+năm\s+)(?P<y>\d{4})",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?:từ|đến)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?<!trước\s)(?P<event>ngày\s+(?:bầu\s+cử|khai\s+giảng|khai\s+mạc|đại\s+hội|hội\s+nghị))\s*"
    r"(?:là|:|\(|vào|diễn\s+ra)?\s*(?:(?:thứ\s+\w+|chủ\s+nhật)\s*,?\s*)?(?:ngày\s+)?"
    r"(?P<d>\d{1,2})(?:/|\s+tháng\s+)(?P<m>\d{1,2})(?:/|\s+năm\s+)(?P<y>\d{4})",
    re.IGNORECASE,
)


def events_in(texts: Iterable[str]) -> dict[str, date]:
    """Return the events of a document by name in small letters; what it states itself wins."""
    found: dict[str, date] = {}
    national: dict[str, date] = {}
    held: set[date] = set()
    for text in texts:
        small = text.lower()
        if "ngày" in small:
            for name, day in _named(text):
                found.setdefault(name, day)
        if small.find("thời gian", 0, 24) >= 0:
            held |= {day for day in [_held_on(text)] if day}
        if "bầu cử" in small:
            words = f"{bare(text)} "
            for name, sign, day in NATIONAL:
                if f"{sign} " in words:
                    national.setdefault(name, day)
    if len(held) == 1:
        found[OWN_EVENT] = held.pop()
    return national | found


def _held_on(text: str) -> date | None:
    """Return the day on which something is held; a span ("từ … đến …") is none."""
    match = _HELD_ON.match(text)
    if match is None or _SPAN.search(text, 0, match.end() + 12):
        return None
    return _day(match)


def _named(text: str) -> Iterable[tuple[str, date]]:
    for match in _NAMED.finditer(text):
        day = _day(match)
        if day:
            yield " ".join(match["event"].lower().split()), day


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
