"""Reminder moments (mốc nhắc) of a deadline: which have come, and which one to tell."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.local import at_local, local_day
from dondoc.rules.window import SendDays
from models.assignment import OPEN_STATES, Assignment
from models.plan import Mode

#: A rung whose day lies further back than this, in working days, is no longer told.
STALE_AFTER = 5
#: How often a body that is asked, not ordered, hears that it is late; then the officer phones.
REQUESTED_AFTER = 2


@dataclass(frozen=True)
class Ladder:
    """Rungs in working days: ``before`` and ``after`` positive, then every ``then_every``.

    ``confirm`` working days after work was given, who has not said to have it is asked to.
    """

    before: tuple[int, ...] = (7, 3, 1)
    on_day: bool = True
    after: tuple[int, ...] = (1, 3)
    then_every: int | None = 5
    confirm: int | None = 3


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


def ladder_of(mapping: Mapping[str, Any], usual: Ladder = Ladder()) -> Ladder:
    """Return a ladder as a ward or a duty keeps it; what it does not say is as in ``usual``."""
    return Ladder(
        before=tuple(sorted(set(mapping.get("before", usual.before)), reverse=True)),
        on_day=bool(mapping.get("on_day", usual.on_day)),
        after=tuple(sorted(set(mapping.get("after", usual.after)))),
        then_every=mapping.get("then_every", usual.then_every),
        confirm=mapping.get("confirm", usual.confirm),
    )


class WrongLadder(ValueError):
    """A ladder cannot be used; the message says what is wrong and how it is written."""


def check_own(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a duty's ladder has otherwise than the ward's, in the form that is stored.

    Raises:
        WrongLadder: a key is unknown, or a number is not between 1 and 250 working days.
    """
    unknown = [key for key in given if key not in _KEYS]
    if unknown:
        raise WrongLadder(f"thang nhắc không có “{unknown[0]}”; dùng {', '.join(_KEYS)}.")
    found: dict[str, Any] = {}
    for key, value in given.items():
        if key in ("before", "after"):
            found[key] = sorted({_working_days(one) for one in value}, reverse=key == "before")
        elif key == "on_day":
            found[key] = bool(value)
        else:
            found[key] = None if value is None else _working_days(value)
    return found


_KEYS = ("before", "on_day", "after", "then_every", "confirm")


def _working_days(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 250:
        raise WrongLadder(f"thang nhắc: “{value}” không phải số ngày làm việc từ 1 đến 250.")
    return value


def words(ladder: Ladder) -> str:
    """Return a ladder in words, for the pages and the log."""
    said = []
    if ladder.confirm:
        said.append(f"hỏi xác nhận đã nhận sau {ladder.confirm} ngày")
    if ladder.before:
        said.append(f"trước hạn {_listed(ladder.before)} ngày")
    if ladder.on_day:
        said.append("đúng ngày đến hạn")
    if ladder.after:
        said.append(f"quá hạn {_listed(ladder.after)} ngày")
    if ladder.then_every:
        said.append(f"rồi cứ {ladder.then_every} ngày một lần")
    return ", ".join(said) or "không nhắc"


def _listed(numbers: Collection[int]) -> str:
    return ", ".join(str(number) for number in numbers)


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
    sending: SendDays | None = None,
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
        sending: the days on which reminders go out, if not every working day; rungs up to the
            deadline move to the one before, those after it to the one after.
    """
    steps = _Steps(a, ladder, calendar, zone, send_at, requested or _asks(a), sending)
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
    sending: SendDays | None = None,
) -> Rung | None:
    """Return the first rung whose moment is still to come, for explanations."""
    steps = _Steps(a, ladder, calendar, zone, send_at, requested or _asks(a), sending)
    return steps.first_after(now)


def until_due(
    a: Assignment,
    *,
    ladder: Ladder,
    calendar: WorkCalendar,
    zone: ZoneInfo,
    now: datetime,
    send_at: str,
    sending: SendDays | None = None,
) -> list[Rung]:
    """Return the rungs before and on the day that are still to come, for looking ahead."""
    steps = _Steps(a, ladder, calendar, zone, send_at, _asks(a), sending)
    return [rung for rung in steps.up_to(a.due_at) if rung.moment_at > now]


def receipt_at(
    a: Assignment, *, ladder: Ladder, zone: ZoneInfo, send_at: str, sending: SendDays
) -> datetime | None:
    """Return when a unit that has not said to have the work is asked to; None where nobody asks.

    Counted from the day on which its present deadline was set; never on or after the deadline,
    where the other rungs speak.
    """
    if ladder.confirm is None or not a.chased:
        return None
    day = sending.calendar.add(local_day(a.revised_at, zone), ladder.confirm)
    moment = at_local(sending.on_or_after(day), send_at, zone)
    return moment if moment < a.due_at else None


def is_stale(moment: datetime, now: datetime, *, calendar: WorkCalendar, zone: ZoneInfo) -> bool:
    """Tell whether a rung's day lies too far back to be told still."""
    return calendar.between(local_day(moment, zone), local_day(now, zone)) > STALE_AFTER


def _asks(a: Assignment) -> bool:
    return a.mode is Mode.REQUEST


def _is_too_late(
    rung: Rung, a: Assignment, calendar: WorkCalendar, zone: ZoneInfo, now: datetime
) -> bool:
    if rung.offset <= 0 and now >= a.due_at:
        return True
    return is_stale(rung.moment_at, now, calendar=calendar, zone=zone)


class _Steps:
    """The rungs of one assignment in order of offset, which is also their order in time."""

    def __init__(
        self,
        a: Assignment,
        ladder: Ladder,
        calendar: WorkCalendar,
        zone: ZoneInfo,
        send_at: str,
        requested: bool,
        sending: SendDays | None,
    ) -> None:
        self._a = a
        self._ladder = ladder
        self._calendar = calendar
        self._zone = zone
        self._send_at = send_at
        self._requested = requested
        self._sending = sending or SendDays(calendar)
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
        moment = self._sent_on(day, offset)
        if offset <= 0 and moment >= term:
            # The deadline's hour comes before the hour for mails: a day earlier, or too late.
            moment = self._sent_on(self._calendar.add(day, -1), offset)
        return Rung(offset, moment)

    def _sent_on(self, day: date, offset: int) -> datetime:
        sending = self._sending
        if sending.weekdays:
            day = sending.on_or_before(day) if offset <= 0 else sending.on_or_after(day)
        return at_local(day, self._send_at, self._zone)

    def _day(self, term: date, offset: int) -> date:
        if offset == 0:
            return self._calendar.on_or_before(term)
        return self._calendar.add(term, offset)
