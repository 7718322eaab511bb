"""Which rungs of a deadline have come, and which one to tell."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.local import local_day
from dondoc.rules.owing import Owing
from dondoc.rules.timetable import Rung, Timetable
from models.plan import Mode

#: A rung whose day lies further back than this, in working days, is no longer told.
STALE_AFTER = 5
#: So short a while back no day lies too far, whatever days are off and wherever clocks change.
_NEVER_STALE = timedelta(days=STALE_AFTER - 1)


@dataclass(frozen=True)
class LadderDecision:
    """What to do with the rungs that have come and were not dealt with before."""

    tell: Rung | None = None
    merged: tuple[Rung, ...] = ()
    missed: tuple[Rung, ...] = ()


#: Nothing has come.
NOTHING = LadderDecision()


class Marked(Protocol):
    """A rung that was dealt with; the rows of ``RungMark`` are such."""

    @property
    def revision(self) -> int: ...
    @property
    def offset(self) -> int: ...


def reached(
    a: Owing,
    timetable: Timetable,
    *,
    now: datetime,
    requested: bool,
    told: Collection[Marked] = (),
) -> LadderDecision:
    """Sort the rungs whose moment has come into one to tell, those merged into it, and missed.

    Only rungs of the current ladder count, and only those whose moment lies after the current
    deadline was set. With an expected day the rungs before and on the day lead up to it, and one
    more to the last day. A rung before or on the day is missed once the deadline has passed,
    any rung once its day lies more than five working days back. Of the rest the latest one is
    told, unless a later one was told already. Whoever does not owe a report gets nothing.

    Args:
        a: what is owed.
        timetable: when the rungs of its ladder fall.
        now: the present instant.
        requested: the unit cannot be ordered; a request in the text counts by itself.
        told: rungs dealt with towards the lead unit, in whatever way, of any revision.
    """
    come = timetable.up_to(now, a, requested=requested or _asks(a))
    if not come:
        return NOTHING
    done = {mark.offset for mark in told if mark.revision >= a.ladder_revision}
    fresh: list[Rung] = []
    missed: list[Rung] = []
    for rung in come:
        if rung.offset not in done:
            (missed if _is_too_late(rung, a, timetable, now) else fresh).append(rung)
    if not fresh or fresh[-1].offset < max(done, default=fresh[-1].offset):
        return LadderDecision(merged=tuple(fresh), missed=tuple(missed))
    return LadderDecision(tell=fresh[-1], merged=tuple(fresh[:-1]), missed=tuple(missed))


def until_due(a: Owing, timetable: Timetable, *, now: datetime) -> list[Rung]:
    """Return the rungs before and on the day that are still to come, for looking ahead."""
    come = timetable.up_to(a.due_at, a, requested=_asks(a))
    return [rung for rung in come if rung.moment_at > now]


def upcoming(a: Owing, timetable: Timetable, *, now: datetime, most: int) -> list[Rung]:
    """Return the rungs still to come if nothing changes, at most ``most``, for looking ahead."""
    return list(islice(timetable.after(now, a, requested=_asks(a)), most))


def is_stale(moment: datetime, now: datetime, *, calendar: WorkCalendar, zone: ZoneInfo) -> bool:
    """Tell whether a rung's day lies too far back to be told still."""
    if now - moment < _NEVER_STALE:
        return False
    return calendar.between(local_day(moment, zone), local_day(now, zone)) > STALE_AFTER


def _asks(a: Owing) -> bool:
    return a.mode is Mode.REQUEST


def _is_too_late(rung: Rung, a: Owing, timetable: Timetable, now: datetime) -> bool:
    if rung.offset <= 0 and now >= a.due_at:
        return True
    return is_stale(rung.moment_at, now, calendar=timetable.calendar, zone=timetable.zone)
