"""Reporting upwards (báo cáo vượt cấp) what stays overdue: how late, and who must know."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.local import local_day
from dondoc.rules.owing import Owing
from models.assignment import OPEN_STATES
from models.plan import Mode


@dataclass(frozen=True)
class Level:
    """One level of the chain: told once an assignment is ``after`` working days overdue.

    ``to`` holds roles. ``number`` counts from 1 and stays with the level in a snapshot.
    """

    number: int
    after: int
    to: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the level as a snapshot keeps it."""
        return {"number": self.number, "after": self.after, "to": list(self.to)}


def levels_of(chain: Iterable[Mapping[str, Any]] | None) -> tuple[Level, ...]:
    """Return the levels of a ward's chain or of the snapshot of a running case."""
    return tuple(
        Level(
            number=int(given.get("number", place)),
            after=int(given["after"]),
            to=tuple(str(role) for role in given["to"]),
        )
        for place, given in enumerate(chain or (), start=1)
    )


def snapshot(levels: Sequence[Level]) -> list[dict[str, Any]]:
    """Return the chain to keep with a case, so that editing the ward's does not break it."""
    return [level.to_json() for level in levels]


def days_late(a: Owing, *, calendar: WorkCalendar, zone: ZoneInfo, now: datetime) -> int:
    """Return how many working days have passed since the day of the current deadline.

    Zero on that day itself, and while no report is owed: a report stops the clock.
    """
    if a.state not in OPEN_STATES or now <= a.due_at:
        return 0
    return calendar.between(local_day(a.due_at, zone), local_day(now, zone))


def crossed(
    a: Owing,
    *,
    levels: Sequence[Level],
    days_late: int,
    told: Collection[int],
    requested: bool = False,
) -> list[Level]:
    """Return the levels that the running case has reached and that were not told of it yet.

    Nothing crosses for what nobody owes or chases, nor for bodies that are asked and not
    ordered: those stand in a section of their own on the officer's sheet.

    Args:
        a: the assignment.
        levels: of the case's snapshot if it has one, else of the ward.
        days_late: as the function of that name counts.
        told: numbers of the levels told since the case began.
        requested: the unit cannot be ordered.
    """
    if requested or a.mode is Mode.REQUEST or a.state not in OPEN_STATES or not a.chased:
        return []
    return [level for level in levels if 0 < level.after <= days_late and level.number not in told]
