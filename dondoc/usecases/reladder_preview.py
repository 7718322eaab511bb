"""When the open work of a duty is reminded of by its present ladder, and when by another one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlmodel import Session

from dondoc.rules.fingerprint import fingerprint_of
from dondoc.rules.ladder import words
from dondoc.rules.reached import reached, upcoming
from dondoc.rules.timetable import Rung, Timetable
from dondoc.usecases.context import WardContext
from models.assignment import Assignment
from models.plan import Duty, Mode
from models.queries import assignments, owed
from models.queries.owed import RungEnd

#: Coming reminders that are told of one assignment; more follow where the ladder goes on.
SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class Line:
    """One assignment: its coming reminders now and then, in UTC.

    ``at_once`` is a rung of the new ladder that has come already and is told in the next round.
    """

    row: Assignment
    unit_name: str
    before: tuple[Rung, ...]
    after: tuple[Rung, ...]
    at_once: Rung | None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The ladders in words, and the open work of the duty by date."""

    before: str
    after: str
    lines: tuple[Line, ...]

    @cached_property
    def fingerprint(self) -> str:
        """Return what tells whether the same work would be reminded of in the same way."""
        work = [(one.row.code, one.row.revision, one.row.state.value) for one in self.lines]
        return fingerprint_of([self.before, self.after, work])


def of(
    session: Session, context: WardContext, duty: Duty, own: Mapping[str, Any], *, now: datetime
) -> Preview:
    """Return what another ladder of a duty changes; a constant number of queries."""
    old, new = context.timetable_for(duty.ladder), context.timetable_for(own)
    works = [
        work.assignment
        for work in assignments.open_work(session, context.ward_id)
        if work.assignment.duty_id == duty.id and work.assignment.chased
    ]
    marks: dict[int, list[RungEnd]] = defaultdict(list)
    for mark in owed.marks(session, context.ward_id):
        if mark.audience == "lead":
            marks[mark.assignment_id].append(mark)
    return Preview(
        before=words(old.ladder),
        after=words(new.ladder),
        lines=tuple(
            Line(
                row=row,
                unit_name=context.unit(row.unit_id).name,
                before=tuple(upcoming(row, old, now=now, most=SHOWN + 1)),
                after=tuple(upcoming(row, new, now=now, most=SHOWN + 1)),
                at_once=_at_once(row, new, marks[row.id or 0], now),
            )
            for row in sorted(works, key=lambda one: (one.due_at, one.code))
        ),
    )


def _at_once(
    row: Assignment, new: Timetable, marks: Sequence[RungEnd], now: datetime
) -> Rung | None:
    return reached(row, new, now=now, requested=row.mode is Mode.REQUEST, told=marks).tell
