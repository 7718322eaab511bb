"""The ways of cutting a year into waves, as ``data/anniversaries.yaml`` has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).parent / "data" / "anniversaries.yaml"


@dataclass(frozen=True)
class Closing:
    """A day of each year that closes a wave.

    ``name`` holds for a wave that ends on the day, ``period`` also for one that is cut short.
    """

    month: int
    day: int
    name: str = ""
    period: str = ""

    def in_year(self, year: int) -> date:
        """Return the day in this year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True)
class Pattern:
    """One way of cutting; without ``closings`` a span is cut in its middle.

    ``wave`` is how a wave is called, with ``{number}``, ``{of_year}``, ``{year}``, ``{closing}``;
    ``begins`` is the month and the day with which a year of the pattern begins.
    """

    key: str
    name: str
    wave: str
    closings: tuple[Closing, ...] = ()
    begins: tuple[int, int] = (1, 1)

    def days(self, first: date, last: date) -> Iterator[tuple[date, Closing]]:
        """Yield the closing days of the years of a span and of the year after it, in order."""
        for year in range(first.year, last.year + 2):
            for closing in self.closings:
                yield closing.in_year(year), closing

    def closes(self, day: date) -> tuple[date, Closing]:
        """Return the first closing day on or after ``day``."""
        return next(found for found in self.days(day, day) if found[0] >= day)

    def year_of(self, day: date) -> int:
        """Return the year in which the pattern's year of this day begins."""
        return day.year - ((day.month, day.day) < self.begins)

    def year_name(self, day: date) -> str:
        """Return ``2025``, or ``2025-2026`` where a year of the pattern lies in two."""
        year = self.year_of(day)
        return str(year) if self.begins == (1, 1) else f"{year}-{year + 1}"


@dataclass(frozen=True)
class Patterns:
    """The whole table; lengths in calendar days."""

    shortest: int
    summary_after: int
    summary_after_year_end: int
    patterns: tuple[Pattern, ...]


@cache
def patterns() -> Patterns:
    """Return the table that ships with dondoc."""
    return patterns_of(yaml.safe_load(TABLE.read_text("utf-8")))


def patterns_of(table: Mapping[str, Any]) -> Patterns:
    """Return the patterns of a table as YAML gives it."""
    return Patterns(
        shortest=table["shortest"],
        summary_after=table["summary"]["after"],
        summary_after_year_end=table["summary"]["after_year_end"],
        patterns=tuple(_pattern(one) for one in table["patterns"]),
    )


def _pattern(one: Mapping[str, Any]) -> Pattern:
    given = () if one["closings"] == "middle" else one["closings"]
    closings = [
        Closing(*_month_day(c["day"]), c.get("name", ""), c.get("period", "")) for c in given
    ]
    return Pattern(
        key=one["key"],
        name=one["name"],
        wave=one["wave"],
        closings=tuple(sorted(closings, key=lambda c: (c.month, c.day))),
        begins=_month_day(one.get("begins", "01-01")),
    )


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)
