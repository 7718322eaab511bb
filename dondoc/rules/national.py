"""Days off of the whole country, a year at a time.

The ``holidays`` library knows the law and most swaps; the table that ships with dondoc stands
over it, since swaps decided late are missing there.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import holidays
import yaml

TABLE = Path(__file__).parent / "data" / "calendar_vn.yaml"


@dataclass(frozen=True)
class NationalYear:
    """One year: days off with their names, and days of the weekend that are worked."""

    off: dict[date, str]
    working: frozenset[date]


@cache
def national_year(year: int) -> NationalYear:
    """Return the national days off and swapped working days of a year."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    table = _table().get(year, {})
    off = {day: name for day, name in known.items() if day.year == year}
    off |= dict.fromkeys(table.get("off", ()), "hoán đổi ngày làm việc")
    swapped = {day for day in known.weekend_workdays if day.year == year}
    working = (swapped - set(table.get("off", ()))) | set(table.get("working", ()))
    return NationalYear(
        off={day: name for day, name in off.items() if day not in working},
        working=frozenset(working),
    )


@cache
def _table() -> dict[int, dict[str, Any]]:
    table: dict[int, dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))
    return table
