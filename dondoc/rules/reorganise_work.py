"""What becomes of unfinished work when its unit is merged, split or dissolved. All is pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dondoc.rules.moves import Refused
from dondoc.rules.reorganise import Ending, Order
from models.assignment import State

What = Literal["moves", "merged", "withdrawn", "waiting"]

#: Work of which nothing has been handed in yet: of two such that become one unit's, one goes on.
FRESH = frozenset({State.ASSIGNED, State.ACKNOWLEDGED})


@dataclass(frozen=True, kw_only=True)
class Held:
    """An unfinished assignment as it stands; ``unit`` is the key of who has it."""

    id: int
    code: str
    path: str
    unit: str
    state: State
    duty_id: int
    occurrence: str
    due_at: datetime
    chased: bool = True


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What becomes of one assignment.

    It moves to the unit ``to``, is merged into the one with the code ``into``, is withdrawn since
    nobody goes on with it, or its report waits for its answer where it is.
    """

    held: Held
    what: What
    to: str = ""
    into: str = ""


def fates(order: Order, works: Sequence[Held]) -> list[Fate]:
    """Return what becomes of each assignment of the units that end, in the order given.

    ``works`` are all unfinished ones of the ward.
    """
    ended = {one.unit: one for one in order.ended}
    after = {work.id: _unit_after(work, ended) for work in works}
    goes_on = _goes_on(works, after, ended)
    found = []
    for work in works:
        if work.unit not in ended:
            continue
        heir, kept = after[work.id], goes_on.get(work.id)
        if not heir:
            waits = work.state is State.REPORTED
            found.append(Fate(held=work, what="waiting" if waits else "withdrawn"))
        elif kept is not None:
            found.append(Fate(held=work, what="merged", to=heir, into=kept.code))
        else:
            found.append(Fate(held=work, what="moves", to=heir))
    return found


def _unit_after(work: Held, ended: Mapping[str, Ending]) -> str:
    ending = ended.get(work.unit)
    return work.unit if ending is None else ending.heir_of(work.code, work.path)


def _goes_on(
    works: Iterable[Held], after: Mapping[int, str], ended: Mapping[str, Ending]
) -> dict[int, Held]:
    """Return, by the id of each that is merged, the one that goes on in its place.

    One unit owes one report of one duty for one date. The work that the heir has already goes on,
    else the one with the later deadline.
    """
    same: dict[tuple[int, str, str, bool], list[Held]] = {}
    for work in works:
        if work.state in FRESH and after[work.id]:
            key = (work.duty_id, work.occurrence, after[work.id], work.chased)
            same.setdefault(key, []).append(work)
    found: dict[int, Held] = {}
    for group in same.values():
        ours = [work for work in group if work.unit not in ended]
        kept = min(ours or group, key=lambda work: (-work.due_at.timestamp(), work.id))
        found |= {work.id: kept for work in group if work.unit in ended and work.id != kept.id}
    return found


def check_works(order: Order, works: Sequence[Held]) -> None:
    """Make sure that the assignments and clauses which an order names are there to be moved.

    Raises:
        Refused: one is not.
    """
    for ending in order.ended:
        mine = [work for work in works if work.unit == ending.unit]
        known = {work.code for work in mine} | {work.path for work in mine}
        for name in ending.works:
            if name not in known:
                listed = ", ".join(work.code for work in mine) or "không có"
                raise Refused(
                    f"“{name}” không phải nhiệm vụ chưa xong của đơn vị “{ending.unit}”. Các nhiệm "
                    f"vụ ấy: {listed}."
                )


def heir_of_clause(path: str, ending: Ending, moved: Iterable[Fate]) -> str:
    """Return the key of the unit that the plan names from now on in a clause.

    It is the one that was chosen for the clause, else the heir of its latest work, else the
    successor.
    """
    mine = [one for one in moved if one.held.path == path and one.held.unit == ending.unit]
    latest = max(mine, key=lambda one: one.held.due_at, default=None)
    return ending.works.get(path) or (latest.to if latest else "") or ending.successor
