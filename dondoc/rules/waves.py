"""Waves (đợt thi đua) that are proposed where neither the plan nor the ward names any."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class WaveSpan:
    """One wave; both days inclusive and local."""

    key: str
    name: str
    starts_on: date
    ends_on: date
    summary: Literal["interim", "final"]
    summary_due_on: date | None = None
    certainty: Literal["stated", "proposed"] = "proposed"


def halves(starts_on: date, ends_on: date) -> tuple[WaveSpan, ...]:
    """Cut a span into two halves of whole months, the first one longer by one if they are odd.

    A span of more than twelve months is cut year by year, one of a single month not at all.
    """
    months = _months(starts_on, ends_on)
    if len(months) <= 12:
        return _cut(starts_on, ends_on, named="Đợt {number}")
    return tuple(
        wave
        for year in range(starts_on.year, ends_on.year + 1)
        for wave in _cut(
            max(starts_on, date(year, 1, 1)),
            min(ends_on, date(year, 12, 31)),
            named=f"Đợt {{number}} năm {year}",
        )
    )


def _cut(starts_on: date, ends_on: date, *, named: str) -> tuple[WaveSpan, ...]:
    months = _months(starts_on, ends_on)
    year, month = months[(len(months) + 1) // 2 - 1]
    middle = date(year, month, monthrange(year, month)[1])
    if middle >= ends_on:
        return (
            WaveSpan(f"{starts_on.year}-1", named.format(number=1), starts_on, ends_on, "final"),
        )
    second = months[(len(months) + 1) // 2]
    return (
        WaveSpan(f"{starts_on.year}-1", named.format(number=1), starts_on, middle, "interim"),
        WaveSpan(f"{starts_on.year}-2", named.format(number=2), date(*second, 1), ends_on, "final"),
    )


def _months(starts_on: date, ends_on: date) -> list[tuple[int, int]]:
    first = starts_on.year * 12 + starts_on.month - 1
    last = ends_on.year * 12 + ends_on.month - 1
    return [(number // 12, number % 12 + 1) for number in range(first, last + 1)]
