"""Supporting work (phối hợp) that goes on at another unit: who reads for that one hears of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.usecases.context import WardContext


@dataclass(frozen=True, kw_only=True)
class Support:
    """A clause that named a supporting unit, and who supports it by now; all as row ids."""

    clause_id: int
    unit_id: int
    heir_id: int


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Open work that is chased, with the unit that is in the lead by now; all as row ids."""

    id: int
    clause_id: int
    lead_id: int


def newly_supported(
    works: Collection[Carried],
    supports: Iterable[Support],
    *,
    old: WardContext,
    new: WardContext,
    day: date,
    waiting: Collection[tuple[int, int]] = (),
) -> list[tuple[int, Support]]:
    """Return the ids of work with the support that its new reader does not know of yet.

    They know who read for the former unit, who read for the one in the lead, and for whom news of
    the work waits, as (assignment, unit); a unit without a reader is told nothing.
    """
    found: dict[tuple[int, int], Support] = {}
    for one in supports:
        was, now = old.reach(one.unit_id, day), new.reach(one.heir_id, day)
        if now is None or (was is not None and was.key == now.key):
            continue
        for work in _of_clause(works, one.clause_id):
            lead = new.reach(work.lead_id, day)
            told = (work.id, one.unit_id) in waiting or (work.id, one.heir_id) in waiting
            if not told and (lead is None or lead.key != now.key):
                found.setdefault((work.id, one.heir_id), one)
    return [(number, one) for (number, _), one in found.items()]


def _of_clause(works: Iterable[Carried], clause_id: int) -> Iterator[Carried]:
    return (work for work in works if work.clause_id == clause_id)
