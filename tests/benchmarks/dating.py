"""Dating a plan of 200 duties over five years, against plain dateutil giving the same dates."""

import time
from collections.abc import Callable
from datetime import date, datetime
from itertools import cycle, islice
from typing import Any

from dateutil.rrule import rrulestr

from dondoc.rules.cadence import Cadence
from dondoc.rules.calendar import WorkCalendar, calendar_of
from dondoc.rules.local import midnight, zone_of
from dondoc.rules.periods import forget, rule_of
from dondoc.rules.schedule import Occurrence, PlanFacts, occurrences
from tests.benchmarks.measure import Result, Subject, by_turns

DUTIES = 200
FIRST, LAST = date(2025, 1, 1), date(2029, 12, 31)
SUBJECT = Subject(
    name="dating",
    unit="ms",
    baseline="plain dateutil generating the same dates",
    target=5,
    goal=2,
)
FACTS = PlanFacts(
    issued_on=date(2024, 12, 2), starts_on=FIRST, ends_on=LAST, closes_at="17:00",
    zone=zone_of("Asia/Ho_Chi_Minh"),
)  # fmt: skip
#: Every duty has a day of its own in its rhythm, as far as months have days.
KINDS: list[dict[str, Any]] = [
    {"form": "monthly"},
    {"form": "quarterly"},
    {"form": "monthly", "shift": "next"},
    {"form": "half_yearly"},
    {"form": "rrule", "rule": "FREQ=WEEKLY;BYDAY=FR", "shift": "none"},
    {"form": "yearly", "month": 6},
    {"form": "monthly", "expected_before": 3},
    {"form": "rrule", "rule": "FREQ=MONTHLY;BYDAY=2TU"},
]


def cadences() -> list[Cadence]:
    """Return the rhythms of the plan, one for each duty."""
    found = []
    for number, kind in enumerate(islice(cycle(KINDS), DUTIES)):
        day = {} if kind["form"] == "rrule" else {"day": number % 31 + 1}
        found.append(Cadence.from_json(kind | day))
    return found


def dated(duties: list[Cadence], calendar: WorkCalendar) -> list[list[Occurrence]]:
    """Date every duty, nothing remembered from an earlier run."""
    forget()
    return [occurrences(one, "report", facts=FACTS, waves=(), calendar=calendar) for one in duties]


def plain(duties: list[Cadence]) -> list[list[datetime]]:
    """Generate the days of every duty with dateutil alone."""
    rules = [one.rule or rule_of(one) for one in duties]
    first, last = midnight(FIRST), midnight(LAST)
    return [list(rrulestr(rule, dtstart=first).between(first, last, inc=True)) for rule in rules]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def dating() -> Result:
    """Return how much longer shifting, keys, instants and reasons take than the dates alone."""
    duties, calendar = cadences(), calendar_of({})
    whole, bare = dated(duties, calendar), plain(duties)
    if [[one.printed_on for one in duty] for duty in whole] != [
        [moment.date() for moment in duty] for duty in bare
    ]:
        raise AssertionError("the two do not give the same dates")
    pairs = by_turns(
        lambda _: _seconds(lambda: dated(duties, calendar)), lambda _: _seconds(lambda: plain(duties))
    )  # fmt: skip
    return SUBJECT.result([(1000 * one, 1000 * base) for one, base in pairs])
