"""What the time phrases of a document leave unsaid: its year, and the days of its events."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

_SCHOOL_YEAR = re.compile(r"năm\s+học\s+(\d{4})\s*[-–]\s*(\d{4})", re.IGNORECASE)
_PLANNED_YEAR = re.compile(r"năm\s+(\d{4})(?!\s*[-–])", re.IGNORECASE)
_SCHOOL_BEGINS = 8
_LATE_ISSUE, _EARLY_MONTHS = 11, 6


@dataclass(frozen=True)
class TimeFrame:
    """What a text leaves unsaid: the plan's year and the dates of the events that it names.

    ``about_time`` says that the text is a column or a line about time, where a bare year counts.
    ``issued_on`` is the day of issue, ``school_year`` the first of the two years of a school year.
    """

    year: int | None = None
    events: Mapping[str, date] = field(default_factory=dict)
    about_time: bool = False
    issued_on: date | None = None
    school_year: int | None = None

    def year_of(self, month: int) -> int | None:
        """Return the year of a month that prints none.

        A school year begins in August. What is issued in November or December for a date in
        the first half of a year means the next one.
        """
        if self.school_year is not None:
            return self.school_year + (month < _SCHOOL_BEGINS)
        late = self.issued_on is not None and self.issued_on.month >= _LATE_ISSUE
        if self.year is not None and late and self.issued_on and self.issued_on.year == self.year:
            return self.year + (month <= _EARLY_MONTHS)
        return self.year


def school_year_in(title: str | None) -> int | None:
    """Return the first year of the school year in a title ("năm học 2027-2028")."""
    found = _SCHOOL_YEAR.search(title or "")
    return int(found[1]) if found and int(found[2]) == int(found[1]) + 1 else None


def school_year_span(title: str | None) -> tuple[date, date] | None:
    """Return the days from the opening in September to the end of May of a school year's plan."""
    first = school_year_in(title)
    return (date(first, 9, 1), date(first + 1, 5, 31)) if first is not None else None


def year_of_plan(title: str | None, issued: int) -> int:
    """Return the year that a plan is for: the next one where its title names it, else its issue's."""
    named = {int(year) for year in _PLANNED_YEAR.findall(title or "")}
    return issued + 1 if issued + 1 in named else issued
