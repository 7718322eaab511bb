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
    for text in texts:
        small = text.lower()
        if "ngày" in small:
            for name, day in _named(text):
                found.setdefault(name, day)
        if "bầu cử" in small:
            words = f"{bare(text)} "
            for name, sign, day in NATIONAL:
                if f"{sign} " in words:
                    national.setdefault(name, day)
    return national | found


def _named(text: str) -> Iterable[tuple[str, date]]:
    for match in _NAMED.finditer(text):
        try:
            day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            continue
        yield " ".join(match["event"].lower().split()), day
