"""Reminder moments (mốc nhắc) of a deadline: which have come, and which one to tell."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.local import at_local, local_day
from models.assignment import OPEN_STATES, Assignment
from models.plan import Mode

#: A rung whose day lies further back than this, in working days, is no longer told.
STALE_AFTER = 5
#: How often a body that is asked, not ordered, hears that it is late; then the officer phones.
REQUESTED_AFTER = 2


@dataclass(frozen=True)
class Ladder:
    """Rungs in working days: ``before`` and ``after`` positive, then every ``then_every``."""

    before: tuple[int, ...] = (7, 3, 1)
    on_day: bool = True
    after: tuple[int, ...] = (1, 3)
    then_every: int | None = 5


@dataclass(frozen=True)
class Rung:
    """One moment, in UTC; ``offset`` is signed and counts from the last day, 0 is that day."""

    offset: int
    moment_at: datetime


@dataclass(frozen=True)
class LadderDecision:
    """What to do with the rungs that have come and were not dealt with before."""

    tell: Rung | None = None
    merged: tuple[Rung, ...] = ()
    missed: tuple[Rung, ...] = ()


class Marked(Protocol):
    """A rung that was dealt with; the rows of ``RungMark`` are such."""

    @property
    def revision(self) -> int: ...
    @property
    def offset(self) -> int: ...


class Mark(NamedTuple):
    """A rung that was dealt with, as a plain value."""

    revision: int
    offset: int


def ladder_of(mapping: Mapping[str, Any]) -> Ladder:
    """Return a ward's ladder; what it does not say is as in ``Ladder``."""
    usual = Ladder()
    return Ladder(
        before=tuple(sorted(set(mapping.get("before", usual.before)), reverse=True)),
        on_day=bool(mapping.get("on_day", usual.on_day)),
        after=tuple(sorted(set(mapping.get("after", usual.after)))),
        then_every=mapping.get("then_every", usual.then_every),
    )


def reached(
    a: Assignment,
    *,
    ladder: Ladder,
    calendar: WorkCalendar,
    zone: ZoneInfo,
    now: datetime,
    send_at: str,
    requested: bool,
    told: Collection[Marked],
) -> LadderDecision:
    """Sort the rungs whose moment has come into one to tell, those merged into it, and missed.

    Only rungs of the current ladder count, and only those whose moment lies after the current
    deadline was set. With an expected day the rungs before and on the day lead up to it, and one
    more to the last day. A rung before or on the day is missed once the deadline has passed,
    any rung once its day lies more than five working days back. Of the rest the latest one is
    told, unless a later one was told already. Whoever does not owe a report gets nothing.

    Args:
        a: the assignment.
        ladder: the ward's ladder.
        calendar: the ward's working days.
        zone: the ward's zone.
        now: the present instant.
        send_at: the ward's hour for mails, local ``HH:MM``.
        requested: the unit cannot be ordered; a request in the text counts by itself.
        told: rungs dealt with towards the lead unit, in whatever way, of any revision.
    """
    steps = _Steps(a, ladder, calendar, zone, send_at, requested=requested or _asks(a))
    done = {mark.offset for mark in told if mark.revision >= a.ladder_revision}
    fresh: list[Rung] = []
    missed: list[Rung] = []
    for rung in steps.up_to(now):
        if rung.offset not in done:
            (missed if _is_too_late(rung, a, calendar, zone, now) else fresh).append(rung)
    if not fresh or fresh[-1].offset < max(done, default=fresh[-1].offset):
        return LadderDecision(merged=tuple(fresh), missed=tuple(missed))
    return LadderDecision(tell=fresh[-1], merged=tuple(fresh[:-1]), missed=tuple(missed))


def next_rung(
    a: Assignment,
    *,
    ladder: Ladder,
    calendar: WorkCalendar,
    zone: ZoneInfo,
    now: datetime,
    send_at: str,
    requested: bool,
) -> Rung | None:
    """Return the first rung whose moment is still to come, for explanations."""
    steps = _Steps(a, ladder, calendar, zone, send_at, requested=requested or _asks(a))
    return steps.first_after(now)


def until_due(
    a: Assignment,
    *,
    ladder: Ladder,
    calendar: WorkCalendar,
    zone: ZoneInfo,
    now: datetime,
    send_at: str,
) -> list[Rung]:
    """Return the rungs before and on the day that are still to come, for looking ahead."""
    steps = _Steps(a, ladder, calendar, zone, send_at, requested=_asks(a))
    return [rung for rung in steps.up_to(a.due_at) if rung.moment_at > now]


def _asks(a: Assignment) -> bool:
    return a.mode is Mode.REQUEST


def _is_too_late(
    rung: Rung, a: Assignment, calendar: WorkCalendar, zone: ZoneInfo, now: datetime
) -> bool:
    if rung.offset <= 0 and now >= a.due_at:
        return True
    age = calendar.between(local_day(rung.moment_at, zone), local_day(now, zone))
    return age > STALE_AFTER


class _Steps:
    """The rungs of one assignment in order of offset, which is also their order in time."""

    def __init__(
        self,
        a: Assignment,
        ladder: Ladder,
        calendar: WorkCalendar,
        zone: ZoneInfo,
        send_at: str,
        *,
        requested: bool,
    ) -> None:
        self._a = a
        self._ladder = ladder
        self._calendar = calendar
        self._zone = zone
        self._send_at = send_at
        self._requested = requested
        self._due_on = local_day(a.due_at, zone)

    def up_to(self, now: datetime) -> list[Rung]:
        found = []
        for rung in self._counted():
            if rung.moment_at > now:
                break
            found.append(rung)
        return found

    def first_after(self, now: datetime) -> Rung | None:
        return next((rung for rung in self._counted() if rung.moment_at > now), None)

    def _counted(self) -> Iterator[Rung]:
        """Yield the rungs that count, without end where the ladder goes on for ever."""
        if self._a.state not in OPEN_STATES or not self._a.chased:
            return
        after = 0
        for rung in chain(self._until_the_day(), self._afterwards()):
            if rung.moment_at <= self._a.revised_at:
                continue
            after += rung.offset > 0
            if self._requested and after > REQUESTED_AFTER:
                return
            yield rung

    def _until_the_day(self) -> list[Rung]:
        expected_at = self._a.expected_at
        ahead = [-days for days in self._ladder.before] + [0] * self._ladder.on_day
        if expected_at is None or local_day(expected_at, self._zone) >= self._due_on:
            return [self._towards(self._a.due_at, offset) for offset in ahead]
        # Told by their distance to the last day, so that no two share a number.
        found = {}
        for rung in [self._towards(expected_at, offset) for offset in ahead]:
            day = local_day(rung.moment_at, self._zone)
            offset = -self._calendar.between(day, self._due_on)
            found[offset] = Rung(offset, rung.moment_at)
        for offset in ahead[-1:]:
            found[offset] = self._towards(self._a.due_at, offset)
        return sorted(found.values(), key=lambda rung: rung.moment_at)

    def _afterwards(self) -> Iterator[Rung]:
        offset = 0
        for offset in self._ladder.after:
            yield self._towards(self._a.due_at, offset)
        while self._ladder.then_every:
            offset += self._ladder.then_every
            yield self._towards(self._a.due_at, offset)

    def _towards(self, term: datetime, offset: int) -> Rung:
        day = self._day(local_day(term, self._zone), offset)
        moment = at_local(day, self._send_at, self._zone)
        if offset <= 0 and moment >= term:
            # The deadline's hour comes before the hour for mails: a day earlier, or too late.
            moment = at_local(self._calendar.add(day, -1), self._send_at, self._zone)
        return Rung(offset, moment)

    def _day(self, term: date, offset: int) -> date:
        if offset == 0:
            return self._calendar.on_or_before(term)
        return self._calendar.add(term, offset)
