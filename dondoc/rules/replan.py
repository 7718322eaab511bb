"""What becomes of the assignments of one duty when its dates are computed again. All is pure.

Only what the change itself makes other is touched: a date that comes out as before stays, and
what is done, waits for its answer, was agreed for one assignment or lies behind stays in any case.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from dondoc.rules.amend_fates import LIVE, Held, Matched, match
from dondoc.rules.local import local_day
from dondoc.rules.schedule import Occurrence
from models.assignment import State

What = Literal["added", "moved", "dropped", "woken", "kept"]
Why = Literal[
    "", "same", "done", "waiting", "agreed", "overdue", "too_late", "asleep", "undated", "owed"
]


@dataclass(frozen=True)
class Work:
    """An assignment as it stands; ``anchor_key`` names the anchor that it sleeps for."""

    held: Held
    expected_at: datetime | None = None
    anchor_key: str | None = None

    @property
    def put_off(self) -> bool:
        """Whether its deadline was agreed for it alone, by an extension, a return, a waking."""
        return self.held.due_at != self.held.plan_due


@dataclass(frozen=True)
class Terms:
    """How one duty was dated and is dated now.

    ``units`` are the keys of those in the lead; ``before`` and ``after`` the dates by what held
    and by what holds now. With ``recount`` only the calendar changed: both are the same then, and
    the date that is stored stands for the earlier one. ``known`` are the anchors that have their
    day. With ``anew`` the rhythm is another one, so that an open
    assignment may stand for the nearest new date. What fell due before ``since`` is still owed.
    """

    units: tuple[str, ...]
    before: Sequence[Occurrence]
    after: Sequence[Occurrence]
    now: datetime
    since: datetime
    zone: ZoneInfo
    known: frozenset[str] = frozenset()
    anew: bool = False
    recount: bool = False

    def same_day(self, one: datetime, other: datetime) -> bool:
        """Tell whether two instants lie on one local day."""
        return local_day(one, self.zone) == local_day(other, self.zone)


@dataclass(frozen=True)
class Outcome:
    """What becomes of one assignment, or that one comes to be at ``unit``.

    ``due_at`` is the deadline afterwards. ``why`` says why a kept one is kept.
    """

    what: What
    unit: str
    work: Work | None = None
    occurrence: Occurrence | None = None
    due_at: datetime | None = None
    why: Why = ""


def outcomes(works: Sequence[Work], terms: Terms) -> list[Outcome]:
    """Return what becomes of each assignment of a duty, and what is new, by unit and date."""
    units = list(dict.fromkeys([*terms.units, *(work.held.owner for work in works)]))
    found: list[Outcome] = []
    for unit in units:
        mine = sorted(
            (work for work in works if work.held.owner == unit), key=lambda one: one.held.plan_due
        )
        found += _of_unit(unit, mine, terms)
    return found


def _of_unit(unit: str, works: Sequence[Work], terms: Terms) -> Iterator[Outcome]:
    was = {one.key: one for one in terms.before}
    ids = {work.held.id: work for work in works}
    plan = match(
        [work.held for work in works],
        terms.after,
        can_move=lambda held: _may_stand_for_another(ids[held.id], terms, was),
    )
    for work in works:
        yield _outcome(work, plan, was, terms)
    if unit in terms.units:
        yield from (
            Outcome("added", unit, None, one, one.due_at)
            for one in plan.left
            if one.key not in was and one.due_at > terms.now
        )


def _may_stand_for_another(work: Work, terms: Terms, was: Collection[str]) -> bool:
    held = work.held
    live = held.state in LIVE and held.due_at > terms.now
    return terms.anew and live and held.plan_due >= terms.since and held.occurrence in was


def _outcome(work: Work, plan: Matched, was: dict[str, Occurrence], terms: Terms) -> Outcome:
    held = work.held
    one = plan.matched.get(held.id)
    if held.state not in LIVE:
        return _kept(work, "waiting" if held.state is State.REPORTED else "done")
    if held.state is State.SLEEPING and work.anchor_key is not None:
        return _sleeping(work, one, terms)
    if one is None:
        return _without_a_date(work, was, terms)
    if held.state is State.SLEEPING:
        return _kept(work, "asleep")
    return _open(work, one, was.get(held.occurrence), terms)


def _kept(work: Work, why: Why) -> Outcome:
    return Outcome("kept", work.held.unit, work, None, work.held.due_at, why)


def _sleeping(work: Work, one: Occurrence | None, terms: Terms) -> Outcome:
    """Wake what waited for an anchor; with a date that lies behind only the officer can."""
    if work.anchor_key not in terms.known:
        return _kept(work, "asleep")
    due_at = work.held.due_at if work.put_off or one is None else one.due_at
    if due_at <= terms.now:
        return _kept(work, "too_late")
    return Outcome("woken", work.held.unit, work, one, due_at)


def _without_a_date(work: Work, was: dict[str, Occurrence], terms: Terms) -> Outcome:
    held = work.held
    if held.occurrence not in was:
        return _kept(work, "same")
    if held.due_at <= terms.now:
        return _kept(work, "overdue")
    if held.plan_due < terms.since:
        return _kept(work, "owed")
    return Outcome("dropped", held.unit, work, None, held.due_at)


def _open(work: Work, one: Occurrence, was: Occurrence | None, terms: Terms) -> Outcome:
    held = work.held
    if _is_as_before(work, one, was, terms):
        return _kept(work, "same")
    if held.due_at <= terms.now:
        return _kept(work, "overdue")
    if work.put_off:
        return _kept(work, "agreed")
    if one.waits_for is not None:
        return _kept(work, "undated")
    if one.due_at <= terms.now:
        return _kept(work, "too_late")
    return Outcome("moved", held.unit, work, one, one.due_at)


def _is_as_before(work: Work, one: Occurrence, was: Occurrence | None, terms: Terms) -> bool:
    """Tell whether a date comes out as it was: by the change itself, and beside what is stored."""
    if not terms.recount and was is not None and _same(one, was, terms):
        return True
    held = work.held
    same_term = terms.same_day(one.due_at, held.plan_due)
    return same_term and _same_moment(one.expected_at, work.expected_at, terms)


def _same(one: Occurrence, other: Occurrence, terms: Terms) -> bool:
    return one.due_at == other.due_at and _same_moment(one.expected_at, other.expected_at, terms)


def _same_moment(one: datetime | None, other: datetime | None, terms: Terms) -> bool:
    if one is None or other is None:
        return one is other
    return terms.same_day(one, other)
