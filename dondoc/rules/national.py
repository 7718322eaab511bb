"""Days off of the whole country, a year at a time.

The ``holidays`` library knows the law and most swaps; the table that ships with dondoc stands
over it, since swaps decided late are missing there.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import holidays
import yaml

from dondoc import wording

TABLE = Path(__file__).parent / "data" / "calendar_vn.yaml"
#: Names as the Labour Code, article 112, has them, where the library writes another.
_NAMES = {"Ngày Quốc tế Lao động": "Ngày Quốc tế lao động"}
_TET = re.compile(r"Nguyên Đán|^29 Tết")
_SWAPPED = re.compile(r"^Ngày nghỉ \(thay cho ngày (\d\d/\d\d/\d{4})\)$")
_INSTEAD = " (nghỉ bù)"


@dataclass(frozen=True)
class NationalYear:
    """One year: days off with their names, and days of the weekend that are worked, with why.

    ``source`` names the announcement; empty while the year is only reckoned from the law.
    """

    off: dict[date, str]
    working: dict[date, str]
    source: str = ""


@cache
def national_year(year: int) -> NationalYear:
    """Return the national days off and swapped working days of a year."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    table = _table().get(year, {})
    off: dict[date, str] = {}
    swaps = {one["free"]: one["worked"] for one in table.get("swaps", ())}
    for day, name in known.items():
        if day.year == year:
            off[day] = _named(name)
            swaps |= _swap(day, name)
    for free, worked in swaps.items():
        off[free] = f"hoán đổi ngày làm việc với {_dated(worked)}"
    working = {worked: f"làm bù cho {_dated(free)}" for free, worked in swaps.items()}
    return NationalYear(
        off={day: name for day, name in sorted(off.items()) if day not in working},
        working=working,
        source=table.get("source", ""),
    )


def _swap(day: date, name: str) -> dict[date, date]:
    found = _SWAPPED.match(name)
    return {day: _vietnamese_day(found[1])} if found else {}


def _named(name: str) -> str:
    """Return the library's name of a day off in official writing; two on one day are joined."""
    parts = [_one_name(part) for part in name.split("; ")]
    return wording.join(dict.fromkeys(parts))


def _one_name(name: str) -> str:
    if name.endswith(_INSTEAD):
        return f"nghỉ bù {_one_name(name.removesuffix(_INSTEAD)).replace('Ngày', 'ngày', 1)}"
    return "Tết Nguyên đán" if _TET.search(name) else _NAMES.get(name, name)


def _dated(day: date) -> str:
    return f"{wording.WEEKDAYS[day.weekday()]} {wording.day_short(day)}"


def _vietnamese_day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


@cache
def _table() -> dict[int, dict[str, Any]]:
    table: dict[int, dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))
    return table
