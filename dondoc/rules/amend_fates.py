"""What an amendment does to the assignments of one duty. All is pure.

What is done stays done, what is reported waits for its answer, and what fell due under a rhythm
before the amendment is still owed. A deadline that was put off, by an extension or to repair a
report, is not shortened again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from dondoc.rules.schedule import Occurrence
from models.assignment import OPEN_STATES, State

What = Literal["stays", "deadline", "moves", "cancelled", "new", "waiting", "done"]
LIVE = OPEN_STATES | {State.SLEEPING}
GONE = frozenset({State.CANCELLED, State.TRANSFERRED})


@dataclass(frozen=True)
class Held:
    """An assignment as it stands. ``owner`` is the unit that the plan names, ``unit`` who has it now.

    ``plan_due`` is the deadline by the plan, without what an extension or a return made of it.
    ``chased`` is false while nobody follows up what was overdue already when it came in.
    """

    id: int
    code: str
    unit: str
    owner: str
    occurrence: str
    state: State
    plan_due: datetime
    due_at: datetime
    chased: bool = True


@dataclass(frozen=True)
class Terms:
    """What the amended plan wants of one duty.

    ``before`` and ``after`` are the units in the lead; ``redated`` says whether its dates come
    about otherwise than before, ``rhythm`` whether they follow from a rule, ``since`` from which
    instant on the amendment counts.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    wanted: tuple[Occurrence, ...]
    redated: bool
    rhythm: bool
    since: datetime
    now: datetime

    @property
    def successors(self) -> dict[str, str]:
        """By each unit that is no longer named the one that was named in its place, if any."""
        gone = [unit for unit in self.before if unit not in self.after]
        came = [unit for unit in self.after if unit not in self.before]
        return dict(zip(gone, came, strict=False))

    @property
    def newcomers(self) -> list[str]:
        """The units that are named now and stand in nobody's place."""
        came = [unit for unit in self.after if unit not in self.before]
        return came[len(self.successors) :]


@dataclass(frozen=True)
class Fate:
    """What becomes of one assignment, or that one comes to be.

    ``unit`` is who has it afterwards; ``occurrence`` is its date by the amended plan and
    ``due_at`` its deadline afterwards, where the amendment gives one. ``past`` says that this
    deadline lies behind already, so that nobody is chased before the officer says so.
    """

    what: What
    unit: str
    held: Held | None = None
    occurrence: Occurrence | None = None
    due_at: datetime | None = None
    past: bool = False


@dataclass
class Matched:
    """Which assignments stand for which dates, and the dates that nobody has yet."""

    left: list[Occurrence]
    matched: dict[int, Occurrence] = field(default_factory=dict)

    def take(self, row: Held, one: Occurrence) -> None:
        self.left.remove(one)
        self.matched[row.id] = one


def fates(held: Sequence[Held], terms: Terms) -> list[Fate]:
    """Return what becomes of each assignment, and what is new, by unit and date."""
    if not terms.redated and set(terms.before) == set(terms.after):
        return [_untouched(row) for row in held]
    units = list(dict.fromkeys([*terms.before, *(row.owner for row in held)]))
    found: list[Fate] = []
    for unit in units:
        mine = sorted((row for row in held if row.owner == unit), key=lambda row: row.plan_due)
        found += _of_unit(unit, mine, terms)
    for unit in terms.newcomers:
        found += _new(unit, terms.wanted, terms)
    return found


def _untouched(row: Held) -> Fate:
    if row.state in LIVE:
        return Fate("stays", row.unit, row)
    return Fate("waiting" if row.state is State.REPORTED else "done", row.unit, row)


def _of_unit(unit: str, rows: Sequence[Held], terms: Terms) -> list[Fate]:
    target = unit if unit in terms.after else terms.successors.get(unit)
    if target is None:
        return [_ended(row) for row in rows]
    plan = match(rows, terms.wanted, can_move=lambda row: _can_move(row, terms))
    found = [_fate(row, plan.matched.get(row.id), unit, target, terms) for row in rows]
    return found + (_new(target, plan.left, terms) if unit in terms.before else [])


def match(
    rows: Sequence[Held], wanted: Sequence[Occurrence], *, can_move: Callable[[Held], bool]
) -> Matched:
    """Match assignments and dates by key, then those that may move to the nearest date left.

    What waits for an anchor has no date that something could be near.
    """
    plan = Matched(list(wanted))
    by_key = {one.key: one for one in wanted}
    for row in sorted(rows, key=lambda row: row.state in GONE):
        one = by_key.get(row.occurrence)
        if one is not None and one in plan.left:
            plan.take(row, one)
        elif one is not None and row.state not in GONE:
            # Units that were merged may hold the same work twice: both follow its date.
            plan.matched[row.id] = one
    # What was moved to another date is the nearest one that nobody has yet.
    near = sorted(
        (
            (abs(one.due_at - row.plan_due), row.id, row, one)
            for row in rows
            if row.id not in plan.matched and can_move(row)
            for one in plan.left
            if one.waits_for is None
        ),
        key=lambda found: (found[0], found[1]),
    )
    for _, _, row, one in near:
        if row.id not in plan.matched and one in plan.left:
            plan.take(row, one)
    return plan


def _can_move(row: Held, terms: Terms) -> bool:
    """Tell whether an assignment may stand for another date than its own."""
    if row.state in GONE:
        return False
    if terms.rhythm:
        return row.state is not State.ACCEPTED and row.plan_due >= terms.since
    return True


def _ended(row: Held) -> Fate:
    return Fate("cancelled", row.unit, row) if row.state in LIVE else _untouched(row)


def _fate(row: Held, one: Occurrence | None, unit: str, target: str, terms: Terms) -> Fate:
    if row.state not in LIVE:
        return _untouched(row)
    if one is None and terms.redated:
        still_owed = terms.rhythm and row.plan_due < terms.since
        return Fate("stays" if still_owed else "cancelled", row.unit, row)
    due_at = _due(row, one, terms) if one else row.due_at
    past = due_at != row.due_at and due_at <= terms.now
    if target not in (unit, row.unit):
        return Fate("moves", target, row, one, due_at, past)
    what: What = "stays" if due_at == row.due_at else "deadline"
    return Fate(what, row.unit, row, one, due_at, past)


def _due(row: Held, one: Occurrence, terms: Terms) -> datetime:
    late_proposal = one.certainty == "proposed" and one.due_at <= terms.now
    if not terms.redated or late_proposal or one.due_at == row.plan_due:
        return row.due_at
    put_off = row.due_at != row.plan_due
    return max(one.due_at, row.due_at) if put_off else one.due_at


def _new(unit: str, wanted: Sequence[Occurrence], terms: Terms) -> list[Fate]:
    """Return the dates that come to be: none by a rule before the amendment, no past proposal."""
    found = []
    for one in wanted:
        past = one.due_at <= terms.now
        if (past and one.certainty == "proposed") or (terms.rhythm and one.due_at < terms.since):
            continue
        found.append(Fate("new", unit, None, one, one.due_at, past))
    return found


def counts(found: Sequence[Fate]) -> Mapping[What, int]:
    """Count fates by what they are."""
    tally: dict[What, int] = {}
    for fate in found:
        tally[fate.what] = tally.get(fate.what, 0) + 1
    return tally
