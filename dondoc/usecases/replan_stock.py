"""Everything of a ward's plans in force that computing dates again needs, in a few queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlmodel import Session

from dondoc.rules.replan import Work
from dondoc.rules.schedule import PlanFacts, WaveSpan
from dondoc.usecases import amend_work, dating
from dondoc.usecases.context import WardRows
from models.amendment import Amendment
from models.assignment import Assignment, DeadlineRevision, State
from models.plan import Anchor, Clause, Duty, DutyRole, Plan, Wave
from models.queries import plans
from models.queries import replanning as queries


@dataclass(frozen=True)
class DutyStock:
    """One duty as it stands: who leads it (by key), who supports it (by id), and its work.

    ``issued_on`` is the day from which it was dated: the plan's, or that of an amendment.
    """

    plan: Plan
    clause: Clause
    duty: Duty
    issued_on: date
    leads: tuple[str, ...]
    support: tuple[int, ...]
    works: tuple[Work, ...]


@dataclass(frozen=True)
class Stock:
    """The plans with their waves, anchors and duties, and every assignment by id.

    ``unheard`` are the ids of those of which their unit has not been told.
    """

    context: WardRows
    plans: Mapping[int, Plan]
    waves: Mapping[int, tuple[WaveSpan, ...]]
    anchors: Mapping[int, Mapping[str, Anchor]]
    duties: tuple[DutyStock, ...]
    rows: Mapping[int, Assignment]
    unheard: frozenset[int]

    @cached_property
    def codes(self) -> set[tuple[int, str]]:
        """Every code that is in use, by plan."""
        return {(row.plan_id, row.code) for row in self.rows.values()}

    def facts_of(self, one: DutyStock) -> PlanFacts:
        """Return what dates one duty, with the days of the anchors as they are stored."""
        return replace(self._facts[one.plan.id or 0], issued_on=one.issued_on)

    @cached_property
    def _facts(self) -> dict[int, PlanFacts]:
        found = {}
        for number, plan in self.plans.items():
            facts = dating.facts_of(plan, self.context, issued_on=plan.issued_on or date.min)
            stored = {key: one.on for key, one in self.anchors.get(number, {}).items()}
            found[number] = replace(facts, anchors={**facts.anchors, **stored})
        return found


def load(
    session: Session,
    context: WardRows,
    *,
    now: datetime,
    plan_id: int | None = None,
    hold: bool = False,
) -> Stock:
    """Load the plans in force, or one of them; with ``hold`` nobody else changes them meanwhile."""
    found = {
        plan.id or 0: plan
        for plan in queries.plans_to_date(session, context.ward_id, plan_id=plan_id, hold=hold)
    }
    rows = {row.id or 0: row for row in queries.rows_of(session, found, hold=hold)}
    duties = _duties(session, context, found, rows, today=context.day(now))
    return Stock(
        context=context,
        plans=found,
        waves=_by_plan(queries.waves_of(session, found)),
        anchors=_anchors(queries.anchors_of(session, found)),
        duties=tuple(duties),
        rows=rows,
        unheard=_unheard(session, context, rows),
    )


def _by_plan(waves: Sequence[Wave]) -> dict[int, tuple[WaveSpan, ...]]:
    found: dict[int, list[WaveSpan]] = defaultdict(list)
    for wave in waves:
        found[wave.plan_id].append(amend_work.span_of(wave))
    return {plan: tuple(spans) for plan, spans in found.items()}


def _anchors(anchors: Sequence[Anchor]) -> dict[int, dict[str, Anchor]]:
    found: dict[int, dict[str, Anchor]] = defaultdict(dict)
    for anchor in anchors:
        found[anchor.plan_id][anchor.key] = anchor
    return found


def _unheard(session: Session, context: WardRows, rows: Mapping[int, Assignment]) -> frozenset[int]:
    waiting = queries.unheard(session, context.ward_id, kinds=amend_work.FIRST_NEWS)
    asleep = {i for i, row in rows.items() if row.state is State.SLEEPING}
    return frozenset(waiting | (asleep - queries.told_of(session, asleep)))


def _duties(
    session: Session,
    context: WardRows,
    found: Mapping[int, Plan],
    rows: Mapping[int, Assignment],
    *,
    today: date,
) -> list[DutyStock]:
    revisions: dict[int, list[DeadlineRevision]] = defaultdict(list)
    for revision in queries.later_revisions(session, found):
        revisions[revision.assignment_id].append(revision)
    mine: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows.values():
        if row.state is not State.TRANSFERRED or row.successor_id is None:
            mine[row.duty_id].append(row)
    lead, support = _units(session, context, found, today)
    issued = _issue_days(session, found)
    made = []
    by_id: dict[int | None, Assignment] = dict(rows.items())
    for duty, clause in queries.duties_of(session, found):
        plan = found[clause.plan_id]
        if clause.path not in _live_paths(plan) or plan.issued_on is None:
            continue
        named = lead.get(clause.id or 0, ())
        works = tuple(
            _work(amend_work.chain_of(row, by_id), named, revisions, context)
            for row in mine[duty.id or 0]
        )
        day = issued.get((plan.id or 0, clause.path, duty.position), plan.issued_on)
        helpers = support.get(clause.id or 0, ())
        made.append(DutyStock(plan, clause, duty, day, named, helpers, works))
    return made


def _work(
    chain: Sequence[Assignment],
    named: Sequence[str],
    revisions: Mapping[int, Sequence[DeadlineRevision]],
    context: WardRows,
) -> Work:
    row = chain[-1]
    held = amend_work.held_of(chain, named, revisions, context)
    return Work(held, expected_at=row.expected_at, anchor_key=row.anchor_key)


def _live_paths(plan: Plan) -> set[str]:
    """Return the paths of the clauses that hold; earlier wordings of amended ones do not."""
    return {str(clause["path"]) for clause in plan.draft.get("clauses", [])}


def _units(
    session: Session, context: WardRows, found: Mapping[int, Plan], today: date
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[int, ...]]]:
    """Return by clause the keys of those in the lead and the ids of those that support.

    Who ended is left out, or stands under whoever goes on for it.
    """
    lead: dict[int, dict[str, None]] = defaultdict(dict)
    support: dict[int, dict[int, None]] = defaultdict(dict)
    for row in queries.units_of(session, found):
        unit = context.heir(row.unit_id or 0, today)
        if unit is None:
            continue
        if row.role is DutyRole.LEAD:
            lead[row.clause_id][unit.key] = None
        else:
            support[row.clause_id][unit.id or 0] = None
    return (
        {clause: tuple(keys) for clause, keys in lead.items()},
        {clause: tuple(ids) for clause, ids in support.items()},
    )


def _issue_days(session: Session, found: Mapping[int, Plan]) -> dict[tuple[int, str, int], date]:
    """Return, by plan, path and position, the day of the amendment from which a duty is dated."""
    days: dict[tuple[int, str, int], date] = {}
    for document in queries.amending(session, found):
        amendment = plans.amendment_of(session, document.id or 0)
        if amendment is not None and document.issued_on is not None:
            plan_id = document.amends_id or 0
            found_now = _after(amendment, plan_id, document.issued_on, days)
            days = {key: day for key, day in days.items() if key[0] != plan_id} | found_now
    return days


def _after(
    amendment: Amendment, plan_id: int, day: date, days: Mapping[tuple[int, str, int], date]
) -> dict[tuple[int, str, int], date]:
    found: dict[tuple[int, str, int], date] = {}
    for clause in amendment.shown.get("clauses", []):
        path = clause.get("path")
        if path is None:
            continue
        for (plan, was, position), earlier in days.items():
            if plan == plan_id and was == clause.get("was"):
                found[plan_id, path, position] = earlier
        for position in _redated(clause):
            found[plan_id, path, position] = day
    return found


def _redated(clause: Mapping[str, Any]) -> Sequence[int]:
    """Return which duties of a clause an amendment dated anew; an old comparison does not say."""
    given: Sequence[int] | None = clause.get("redated")
    if given is not None:
        return given
    whole = clause.get("kind") == "added" or "duties" in clause.get("changes", ())
    return range(1, 100) if whole else ()
