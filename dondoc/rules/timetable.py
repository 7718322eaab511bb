"""When the rungs of a deadline fall: a ladder on a ward's working days, send days and hour."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.ladder import Ladder
from dondoc.rules.local import at_local, local_day
from dondoc.rules.owing import Owing
from dondoc.rules.window import SendDays
from models.assignment import OPEN_STATES

#: How often a body that is asked, not ordered, hears that it is late; then the officer phones.
REQUESTED_AFTER = 2
#: Deadlines whose rungs are remembered.
_REMEMBERED = 1000


@dataclass(frozen=True)
class Rung:
    """One moment, in UTC; ``offset`` is signed and counts from the last day, 0 is that day."""

    offset: int
    moment_at: datetime


@dataclass(frozen=True)
class Timetable:
    """Counts the rungs of deadlines; ``send_at`` is the ward's hour for mails, local ``HH:MM``.

    Rungs up to the deadline move to the send day before, those after it to the one after. What
    leads up to a deadline is counted once: a ward asks again every ten minutes, and many
    assignments have one deadline.
    """

    ladder: Ladder
    sending: SendDays
    zone: ZoneInfo
    send_at: str
    _ahead: dict[tuple[datetime, datetime | None], tuple[Rung, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def calendar(self) -> WorkCalendar:
        """The ward's working days."""
        return self.sending.calendar

    def up_to(self, now: datetime, a: Owing, *, requested: bool) -> list[Rung]:
        """Return the rungs that count and whose moment has come, in their order."""
        ahead = self._until_the_day(a)
        if ahead and now < ahead[0].moment_at:
            return []
        found = []
        for rung in self._counted(a, requested):
            if rung.moment_at > now:
                break
            found.append(rung)
        return found

    def after(self, now: datetime, a: Owing, *, requested: bool) -> Iterator[Rung]:
        """Yield the rungs that count and are still to come, without end as the ladder may be."""
        return (rung for rung in self._counted(a, requested) if rung.moment_at > now)

    def receipt_at(self, a: Owing) -> datetime | None:
        """Return when a unit that has not said to have the work is asked to; None for never.

        Counted from the day on which its present deadline was set; never on or after the
        deadline, where the other rungs speak.
        """
        if self.ladder.confirm is None or not a.chased:
            return None
        day = self.calendar.add(local_day(a.revised_at, self.zone), self.ladder.confirm)
        moment = at_local(self.sending.on_or_after(day), self.send_at, self.zone)
        return moment if moment < a.due_at else None

    def _counted(self, a: Owing, requested: bool) -> Iterator[Rung]:
        """Yield the rungs that count, without end where the ladder goes on for ever.

        Their order is that of their offsets, which is also their order in time.
        """
        if a.state not in OPEN_STATES or not a.chased:
            return
        after = 0
        for rung in chain(self._until_the_day(a), self._afterwards(a.due_at)):
            if rung.moment_at <= a.revised_at:
                continue
            after += rung.offset > 0
            if requested and after > REQUESTED_AFTER:
                return
            yield rung

    def _until_the_day(self, a: Owing) -> tuple[Rung, ...]:
        key = a.due_at, a.expected_at
        found = self._ahead.get(key)
        if found is None:
            if len(self._ahead) >= _REMEMBERED:
                self._ahead.clear()
            found = self._ahead[key] = tuple(self._leading_to(*key))
        return found

    def _leading_to(self, due_at: datetime, expected_at: datetime | None) -> list[Rung]:
        ahead = [-days for days in self.ladder.before] + [0] * self.ladder.on_day
        due_on = local_day(due_at, self.zone)
        if expected_at is None or local_day(expected_at, self.zone) >= due_on:
            return [self._towards(due_at, offset) for offset in ahead]
        # Told by their distance to the last day, so that no two share a number.
        found = {}
        for rung in [self._towards(expected_at, offset) for offset in ahead]:
            day = local_day(rung.moment_at, self.zone)
            offset = -self.calendar.between(day, due_on)
            found[offset] = Rung(offset, rung.moment_at)
        for offset in ahead[-1:]:
            found[offset] = self._towards(due_at, offset)
        return sorted(found.values(), key=lambda rung: rung.moment_at)

    def _afterwards(self, due_at: datetime) -> Iterator[Rung]:
        offset = 0
        for offset in self.ladder.after:
            yield self._towards(due_at, offset)
        while self.ladder.then_every:
            offset += self.ladder.then_every
            yield self._towards(due_at, offset)

    def _towards(self, term: datetime, offset: int) -> Rung:
        day = self._day(local_day(term, self.zone), offset)
        moment = self._sent_on(day, offset)
        if offset <= 0 and moment >= term:
            # The deadline's hour comes before the hour for mails: a day earlier, or too late.
            moment = self._sent_on(self.calendar.add(day, -1), offset)
        return Rung(offset, moment)

    def _sent_on(self, day: date, offset: int) -> datetime:
        if self.sending.weekdays:
            at_or = self.sending.on_or_before if offset <= 0 else self.sending.on_or_after
            day = at_or(day)
        return at_local(day, self.send_at, self.zone)

    def _day(self, term: date, offset: int) -> date:
        if offset == 0:
            return self.calendar.on_or_before(term)
        return self.calendar.add(term, offset)


@lru_cache(maxsize=512)
def timetable_of(ladder: Ladder, sending: SendDays, zone: ZoneInfo, send_at: str) -> Timetable:
    """Return the timetable of a ladder; equal descriptions share one, with what it has counted."""
    return Timetable(ladder, sending, zone, send_at)
