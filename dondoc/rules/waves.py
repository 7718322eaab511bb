"""Waves (đợt thi đua) that are proposed: by default, and as named patterns to choose from."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.wave_patterns import Pattern, patterns

_DAY = timedelta(days=1)


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


@dataclass(frozen=True)
class Proposal:
    """A named way of cutting a span; ``key`` names it in files and commands."""

    key: str
    name: str
    waves: tuple[WaveSpan, ...]


def halves(starts_on: date, ends_on: date) -> tuple[WaveSpan, ...]:
    """Cut a span into two halves of whole months, the first one longer by one if they are odd.

    A span of more than twelve months is cut year by year, one of a single month not at all. The
    last wave ends with the final summary, those before it with interim ones.
    """
    months = _months(starts_on, ends_on)
    if len(months) <= 12:
        return _cut(starts_on, ends_on, named="Đợt {number}")
    waves = [
        wave
        for year in range(starts_on.year, ends_on.year + 1)
        for wave in _cut(
            max(starts_on, date(year, 1, 1)),
            min(ends_on, date(year, 12, 31)),
            named=f"Đợt {{number}} năm {year}",
        )
    ]
    return (*(replace(wave, summary="interim") for wave in waves[:-1]), waves[-1])


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


def proposals(
    starts_on: date, ends_on: date, *, calendar: WorkCalendar | None = None
) -> tuple[Proposal, ...]:
    """Return the patterns to choose from, each as it cuts this span; equal cuts stand once.

    The waves of each follow each other without a gap from the first day to the last; one that
    would be shorter than the table's ``shortest`` goes into its neighbour. Each has a proposed day
    for its summary, with a ``calendar`` a working day.

    Args:
        starts_on: the first day of the span.
        ends_on: its last day, not before the first.
        calendar: the ward's working days.
    """
    found: dict[tuple[date, ...], Proposal] = {}
    for pattern in patterns().patterns:
        one = _proposal(pattern, starts_on, ends_on, calendar)
        found.setdefault(tuple(wave.ends_on for wave in one.waves), one)
    return tuple(found.values())


def proposal(
    key: str, starts_on: date, ends_on: date, *, calendar: WorkCalendar | None = None
) -> Proposal | None:
    """Return how the pattern with this key cuts a span; None where there is no such pattern."""
    pattern = next((one for one in patterns().patterns if one.key == key), None)
    return _proposal(pattern, starts_on, ends_on, calendar) if pattern else None


def known_keys() -> tuple[str, ...]:
    """Return the keys of all patterns."""
    return tuple(one.key for one in patterns().patterns)


def _proposal(
    pattern: Pattern, starts_on: date, ends_on: date, calendar: WorkCalendar | None
) -> Proposal:
    if pattern.closings:
        waves = _by_closings(pattern, starts_on, ends_on)
    else:
        waves = halves(starts_on, ends_on)
    return Proposal(
        pattern.key, pattern.name, tuple(_with_summary_day(wave, calendar) for wave in waves)
    )


def _by_closings(pattern: Pattern, starts_on: date, ends_on: date) -> tuple[WaveSpan, ...]:
    ends = [*_inner_ends(pattern, starts_on, ends_on), ends_on]
    starts = [starts_on, *(end + _DAY for end in ends[:-1])]
    several = pattern.year_of(starts_on) != pattern.year_of(ends_on)
    return tuple(
        WaveSpan(
            key=f"{start.year}-{place}",
            name=_name(pattern, end, number, is_last=end == ends_on, several=several),
            starts_on=start,
            ends_on=end,
            summary="final" if end == ends_on else "interim",
        )
        for start, end, number, place in zip(
            starts,
            ends,
            _counted(pattern.year_of(end) for end in ends),
            _counted(start.year for start in starts),
            strict=True,
        )
    )


def _inner_ends(pattern: Pattern, starts_on: date, ends_on: date) -> list[date]:
    shortest = timedelta(days=patterns().shortest)
    return [
        day
        for day, _ in pattern.days(starts_on, ends_on)
        if starts_on + shortest <= day + _DAY and day + shortest <= ends_on
    ]


def _counted(years: Iterable[int]) -> Iterator[int]:
    """Yield which one of its year each is, from 1."""
    seen: Counter[int] = Counter()
    for year in years:
        seen[year] += 1
        yield seen[year]


def _name(pattern: Pattern, end: date, number: int, *, is_last: bool, several: bool) -> str:
    return pattern.wave.format(
        number=number,
        of_year=f" năm {pattern.year_name(end)}" if several else "",
        year=pattern.year_name(end),
        closing=_closing(pattern, end, is_last=is_last),
    )


def _closing(pattern: Pattern, end: date, *, is_last: bool) -> str:
    day, closing = pattern.closes(end)
    if day == end or not is_last:
        return closing.name or closing.period
    # The last wave ends where the plan does, perhaps soon after a closing day.
    earlier, before = pattern.closes(end - timedelta(days=patterns().shortest - 1))
    period = before.period if earlier < end else closing.period
    return period or f"đến hết ngày {end.day}/{end.month}"


def _with_summary_day(wave: WaveSpan, calendar: WorkCalendar | None) -> WaveSpan:
    table = patterns()
    year_ends = (wave.ends_on.month, wave.ends_on.day) == (12, 31)
    days = table.summary_after_year_end if year_ends else table.summary_after
    day = wave.ends_on + timedelta(days=days)
    if calendar is not None:
        day = max(calendar.on_or_before(day), calendar.on_or_after(wave.ends_on + _DAY))
    return replace(wave, summary_due_on=day)
