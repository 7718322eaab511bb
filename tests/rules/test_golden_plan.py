"""The real plan of 2025: five clauses, no date, and the 53 assignments that follow from it.

Each day was reckoned by hand on a printed calendar of 2025 and of January 2026.
"""

from datetime import date
from typing import Any

from dondoc.rules.proposals import from_reading
from dondoc.rules.schedule import occurrences, proposed_waves
from tests.rules.cases import facts, usual_calendar

BODIES = ("front", "women", "youth", "farmers", "veterans", "trade-union")
CHANNELS = ("culture", "radio", "web")
AFTER_WAVE = {"phrase": "kết thúc mỗi đợt thi đua", "every": "wave", "rrule": None}

#: Clause, kind, who leads, whether they are asked, and what the text says of the rhythm.
DUTIES: tuple[tuple[str, str, tuple[str, ...], bool, dict[str, Any] | None], ...] = (
    ("V.1", "launch", ("committee",), False, None),
    ("V.2", "mobilise", BODIES, True, None),
    ("V.3", "concretise", ("committee",), False, None),
    ("V.3", "evaluate", ("committee",), False, AFTER_WAVE),
    ("V.4", "propaganda", CHANNELS, False, None),
    ("V.5", "advise", ("interior",), False, None),
    ("V.5", "supervise", ("interior",), False, None),
    ("V.5", "appraise", ("interior",), False, None),
    ("V.5", "summarise", ("interior",), False, None),
)

#: 15 working days after Monday 3/3/2025.
ONCE = {"once": "2025-03-24"}
#: 10 working days before Monday 30/6 and before Wednesday 31/12.
BEFORE_THE_END = {"2025-1": "2025-06-16", "2025-2": "2025-12-17"}
#: 1/1 and 2/1/2026 are off and Saturday 10/1/2026 is worked.
PLUS_FIVE = {"2025-1": "2025-07-07", "2025-2": "2026-01-09"}
PLUS_TEN = {"2025-1": "2025-07-14", "2025-2": "2026-01-15"}
PLUS_FIFTEEN = {"2025-1": "2025-07-21", "2025-2": "2026-01-22"}
#: The 25th; 25/5 is a Sunday, 25/10 a Saturday.
MONTHLY = {
    "2025-03": "2025-03-25",
    "2025-04": "2025-04-25",
    "2025-05": "2025-05-23",
    "2025-06": "2025-06-25",
    "2025-07": "2025-07-25",
    "2025-08": "2025-08-25",
    "2025-09": "2025-09-25",
    "2025-10": "2025-10-24",
    "2025-11": "2025-11-25",
    "2025-12": "2025-12-25",
}

EXPECTED = {
    ("V.1", "launch"): ONCE,
    ("V.2", "mobilise"): BEFORE_THE_END,
    ("V.3", "concretise"): ONCE,
    ("V.3", "evaluate"): PLUS_TEN,
    ("V.4", "propaganda"): MONTHLY,
    ("V.5", "advise"): ONCE,
    ("V.5", "supervise"): BEFORE_THE_END,
    ("V.5", "appraise"): PLUS_FIVE,
    ("V.5", "summarise"): PLUS_FIFTEEN,
}


def dated() -> list[tuple[str, str, str, str, str]]:
    """Return clause, kind, unit, occurrence and day of each assignment."""
    plan = facts(issued="2025-03-03")
    found = []
    for clause, kind, units, asked, rhythm in DUTIES:
        duty: dict[str, Any] = {"kind": kind, "deadlines": [], "recurrence": rhythm}
        days = occurrences(
            from_reading(duty, requested=asked),
            kind,
            facts=plan,
            waves=proposed_waves(plan),
            calendar=usual_calendar(),
        )
        found += [(clause, kind, unit, one.key, str(one.due_on)) for one in days for unit in units]
    return found


def test_the_plan_of_2025_gives_53_assignments_on_these_days() -> None:
    expected = [
        (clause, kind, unit, key, day)
        for clause, kind, units, _, _ in DUTIES
        for key, day in EXPECTED[clause, kind].items()
        for unit in units
    ]

    found = dated()

    assert found == expected
    assert len(found) == 53


def test_every_clause_gets_its_share() -> None:
    clauses = [row[0] for row in dated()]

    assert {path: clauses.count(path) for path in dict.fromkeys(clauses)} == {
        "V.1": 1,
        "V.2": 12,
        "V.3": 3,
        "V.4": 30,
        "V.5": 7,
    }


def test_each_day_of_the_plan_is_worked() -> None:
    days = {date.fromisoformat(row[4]) for row in dated()}

    assert [day for day in sorted(days) if not usual_calendar().is_working(day)] == []
