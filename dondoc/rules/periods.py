"""Rhythms of the calendar: recurrence rules, their days, and the names of their periods."""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr

from dondoc.rules.cadence import Cadence, Form
from dondoc.rules.local import midnight

_MONTHS_OF = {Form.MONTHLY: 1, Form.QUARTERLY: 3, Form.HALF_YEARLY: 6, Form.YEARLY: 12}
_EVERY_OF = {
    Form.MONTHLY: "month",
    Form.QUARTERLY: "quarter",
    Form.HALF_YEARLY: "half",
    Form.YEARLY: "year",
}


def rule_days(cadence: Cadence, *, first: date, last: date) -> tuple[date, ...]:
    """Return the days of a rhythm in a span, both ends inclusive.

    Each is counted from the first anchor (``since``, else the first day of the span) and never
    from the one before, so that months of different length do not make it drift.
    """
    anchor = cadence.since or first
    rule = cadence.rule or rule_of(cadence)
    return _days(rule, anchor, max(first, anchor), min(last, cadence.until or last))


@lru_cache(maxsize=4096)
def _days(rule: str, anchor: date, first: date, last: date) -> tuple[date, ...]:
    # Days have no zone: an UNTIL in UTC, as calendar programs write it, is taken as it stands.
    found = rrulestr(rule, dtstart=midnight(anchor), ignoretz=True)
    return tuple(day.date() for day in found.between(midnight(first), midnight(last), inc=True))


def forget() -> None:
    """Drop the days that are remembered, so that what they cost can be measured."""
    _days.cache_clear()


def rule_of(cadence: Cadence) -> str:
    """Return the RFC 5545 rule of a monthly, quarterly, half-yearly or yearly cadence.

    In a month that is too short for ``day`` its last day stands in, unless it is to be left out.
    """
    length = _MONTHS_OF[cadence.form]
    offset = (cadence.month or length) % length
    months = ",".join(str(month) for month in range(1, 13) if month % length == offset)
    day = cadence.day or -1
    days = str(day)
    if day > 28 and cadence.short == "last":
        # BYSETPOS=-1 takes the latest of the days that the month has.
        days = ",".join(str(n) for n in range(28, day + 1)) + ";BYSETPOS=-1"
    return f"FREQ=MONTHLY;BYMONTH={months};BYMONTHDAY={days}"


def period_key(cadence: Cadence, day: date) -> str:
    """Return the name of the period that a day closes: ``2025-06``, ``2025-Q2`` …, else the day."""
    every = _EVERY_OF.get(cadence.form, cadence.every)
    if every == "month":
        return f"{day:%Y-%m}"
    if every == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if every == "half":
        return f"{day.year}-H{1 if day.month <= 6 else 2}"
    return str(day.year) if every == "year" else day.isoformat()


def printed_day(cadence: Cadence, day: date) -> date:
    """Return the day that the text names, where the rule holds the one before (trước ngày 25)."""
    if cadence.printed_day is None:
        return day
    near = (day + timedelta(days=n) for n in range(32))
    return next((one for one in near if one.day == cadence.printed_day), day)
