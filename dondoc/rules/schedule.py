"""From a cadence to dates: waves, calendar rules, anchors and stated days, each with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from dondoc.rules import anchored, derivation, periods
from dondoc.rules.anchored import Point
from dondoc.rules.cadence import BY_CALENDAR, Cadence, Form, Shift
from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.grounds import Asleep, Computed, Ground, Stated, Story
from dondoc.rules.local import at_local
from dondoc.rules.stated import StatedDate
from dondoc.rules.waves import WaveSpan, halves

__all__ = ["Ground", "Occurrence", "PlanFacts", "WaveSpan", "occurrences", "proposed_waves"]


@dataclass(frozen=True)
class PlanFacts:
    """What dating must know of a plan; days are local, ``closes_at`` is ``HH:MM``.

    ``anchors`` are the days of its anchors by key, None for those that have none yet.
    """

    issued_on: date
    starts_on: date
    ends_on: date
    closes_at: str
    zone: ZoneInfo
    anchors: Mapping[str, date | None] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        """The first day on which a rhythm can fall."""
        return max(self.issued_on, self.starts_on)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a duty; instants in UTC.

    ``key`` is ``once``, a period (``2025-06``, ``2025-Q2``, ``2025-H1``, ``2025``), a wave's
    key, an anchor's key or an ISO date. ``printed_on`` is the day before any shift, as the text or
    rule names it. ``waits_for`` is the key of an anchor whose day is not known: the date is then
    the plan's last day, and only holds its place.
    """

    key: str
    printed_on: date
    due_on: date
    due_at: datetime
    expected_at: datetime | None
    wave_key: str | None
    certainty: Literal["stated", "proposed"]
    derivation: str
    waits_for: str | None = None
    story: Story | None = field(default=None, compare=False, repr=False)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The steps by which the date came about, in words, the first one first."""
        return self.story.steps(self.due_at, self.expected_at) if self.story else ()


@dataclass(frozen=True, slots=True)
class _Raw:
    """A date as computed, before days off are looked at; ``fixed`` ones stay where they are."""

    key: str
    on: date
    printed_on: date
    basis: str
    wave_key: str | None = None
    fixed: bool = False
    point: Point | None = None


def proposed_waves(facts: PlanFacts) -> tuple[WaveSpan, ...]:
    """Return the two halves of the plan's span, as proposals."""
    return halves(facts.starts_on, facts.ends_on)


def occurrences(
    cadence: Cadence,
    kind: str,
    *,
    facts: PlanFacts,
    waves: Sequence[WaveSpan],
    calendar: WorkCalendar,
) -> list[Occurrence]:
    """Date a duty, in order of time.

    Rhythms of the calendar run from the issue date (or the plan's first day, if later) to the
    plan's last day; what hangs on a wave may lie after that, but never before the issue date.
    Stated dates are all there, past ones too, as is what the text counts from an anchor.
    """
    found = [_stated(given, cadence, facts, calendar) for given in cadence.dates]
    taken = {one.due_on for one in found}
    own = {periods.period_key(cadence, one.on) for one in cadence.dates if one.of_rhythm}
    if cadence.form is Form.AFTER:
        found += _after(cadence, kind, facts, calendar)
    for raw in _rhythm(cadence, facts, waves, calendar):
        if raw.key in own:
            continue
        one = _settle(raw, cadence, kind, facts, calendar)
        # Two days of a rule that fall on one working day are one deadline; two waves are not.
        if one.due_on < facts.issued_on or (raw.wave_key is None and one.due_on in taken):
            continue
        taken.add(one.due_on)
        found.append(one)
    return sorted(found, key=lambda one: one.due_at)


def _rhythm(
    cadence: Cadence, facts: PlanFacts, waves: Sequence[WaveSpan], calendar: WorkCalendar
) -> Iterator[_Raw]:
    if cadence.form is Form.ONCE:
        first = max(facts.issued_on, cadence.since or facts.issued_on)
        on = _from_start(first, cadence.days, calendar)
        basis = derivation.once(cadence, first, issued_on=facts.issued_on)
        point = anchored.start(first, issued_on=facts.issued_on)
        yield _Raw("once", on, on, basis, point=point)
    elif cadence.form is Form.EACH_WAVE:
        for wave in waves:
            if cadence.since and wave.ends_on < cadence.since:
                continue
            if wave.ends_on >= facts.issued_on or cadence.edge == "end":
                yield _at_wave(cadence, wave, facts, calendar)
    elif cadence.form is Form.RRULE or cadence.form in BY_CALENDAR:
        yield from _by_rule(cadence, facts)


def _from_start(day: date, n: int, calendar: WorkCalendar) -> date:
    # Nothing is due before it begins: a start on a day off is the next working day.
    return calendar.add(day, n) if n else calendar.on_or_after(day)


def _after(
    cadence: Cadence, kind: str, facts: PlanFacts, calendar: WorkCalendar
) -> Iterator[Occurrence]:
    """Date what hangs on an anchor; without its day the work sleeps."""
    point = anchored.point_of(
        cadence, issued_on=facts.issued_on, starts_on=facts.starts_on, anchors=facts.anchors
    )
    if point.on is None:
        yield _asleep(cadence, point, facts)
        return
    on = anchored.day_of(cadence, point.on, calendar)
    key = cadence.waits_for or "once"
    raw = _Raw(key, on, on, derivation.after(cadence, point), point=point)
    one = _settle(raw, cadence, kind, facts, calendar)
    if cadence.certainty == "stated" or one.due_on >= facts.issued_on:
        yield one


def _asleep(cadence: Cadence, point: Point, facts: PlanFacts) -> Occurrence:
    return Occurrence(
        key=cadence.waits_for or "once",
        printed_on=facts.ends_on,
        due_on=facts.ends_on,
        due_at=at_local(facts.ends_on, facts.closes_at, facts.zone),
        expected_at=None,
        wave_key=None,
        certainty="proposed",
        derivation=derivation.asleep(cadence, point),
        waits_for=cadence.waits_for,
        story=Asleep(cadence, point),
    )


def _at_wave(cadence: Cadence, wave: WaveSpan, facts: PlanFacts, calendar: WorkCalendar) -> _Raw:
    if cadence.on_summary_due and wave.summary_due_on is not None:
        due = wave.summary_due_on
        return _Raw(wave.key, due, due, derivation.summary_due(wave), wave.key, fixed=True)
    # A wave that runs already when the plan is issued begins, for the plan, with its issue.
    if cadence.edge == "start":
        anchor = max(wave.starts_on, facts.issued_on)
        on = _from_start(anchor, cadence.days, calendar)
    else:
        anchor = wave.ends_on
        on = calendar.add(anchor, cadence.days)
    basis = derivation.at_wave(cadence, wave, anchor)
    point = anchored.edge(cadence, wave, anchor)
    return _Raw(wave.key, on, on, basis, wave.key, point=point)


def _by_rule(cadence: Cadence, facts: PlanFacts) -> list[_Raw]:
    days = periods.rule_days(cadence, first=facts.first_day, last=facts.ends_on)
    keys = [periods.period_key(cadence, day) for day in days]
    if len(set(keys)) < len(keys):
        keys = [day.isoformat() for day in days]
    whole = "" if cadence.form is Form.RRULE else derivation.periodic(cadence)
    return [
        _Raw(key, day, periods.printed_day(cadence, day), whole or derivation.by_rule(day))
        for key, day in zip(keys, days, strict=True)
    ]


def _settle(
    raw: _Raw, cadence: Cadence, kind: str, facts: PlanFacts, calendar: WorkCalendar
) -> Occurrence:
    shift = Shift.NONE if raw.fixed else cadence.shifts
    due_on = _shift(raw.on, shift, calendar)
    reason = derivation.rhythm(cadence, kind, raw.basis)
    due_at = at_local(due_on, facts.closes_at, facts.zone)
    expected_at = _expected(cadence, due_on, facts, calendar)
    return Occurrence(
        key=raw.key,
        printed_on=raw.printed_on,
        due_on=due_on,
        due_at=due_at,
        expected_at=expected_at,
        wave_key=raw.wave_key,
        certainty=cadence.certainty,
        derivation=f"{reason}{derivation.shifted(raw.on, due_on, shift, calendar)}.",
        story=Computed(
            cadence, kind, raw.basis, raw.point, raw.on, shift, facts.zone, calendar
        ),
    )  # fmt: skip


def _shift(on: date, shift: Shift, calendar: WorkCalendar) -> date:
    if shift is Shift.PREVIOUS:
        return calendar.on_or_before(on)
    return calendar.on_or_after(on) if shift is Shift.NEXT else on


def _expected(
    cadence: Cadence, due_on: date, facts: PlanFacts, calendar: WorkCalendar
) -> datetime | None:
    if not cadence.expected_before:
        return None
    return at_local(calendar.add(due_on, -cadence.expected_before), facts.closes_at, facts.zone)


def _stated(
    given: StatedDate, cadence: Cadence, facts: PlanFacts, calendar: WorkCalendar
) -> Occurrence:
    hoped = _expected(cadence, given.on, facts, calendar)
    hour = given.at or facts.closes_at
    due_at = at_local(given.on, hour, facts.zone)
    expected = at_local(given.expected, hour, facts.zone) if given.expected else hoped
    return Occurrence(
        key=given.on.isoformat(),
        printed_on=given.printed or given.on,
        due_on=given.on,
        due_at=due_at,
        expected_at=expected,
        wave_key=None,
        certainty=given.certainty,
        derivation=derivation.stated(given, calendar),
        story=Stated(given, facts.zone, calendar),
    )
