"""The assignments of a plan as an amendment finds them, and the dates that it wants."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from dondoc.rules.amend_facts import ClauseFacts
from dondoc.rules.amend_fates import Held, Terms
from dondoc.rules.cadence import BY_CALENDAR, Cadence, Form
from dondoc.rules.local import at_local
from dondoc.rules.schedule import PlanFacts, WaveSpan, occurrences
from dondoc.usecases.context import WardContext
from dondoc.usecases.draft import DraftDuty
from models.assignment import Assignment, DeadlineRevision, State
from models.outbox import Notice
from models.plan import Plan, Wave
from models.queries import assignments as queries
from models.queries import plans, replanning

#: News by which a unit first hears of an assignment.
FIRST_NEWS = frozenset({"assigned", "amended-new", "amended-to", "inherited"})
#: Kinds of deadlines that follow from the plan, not from what was agreed for one assignment.
BY_THE_PLAN = frozenset({"amended", "calendar", "waves", "cadence", "anchor"})
RHYTHMS = BY_CALENDAR | {Form.EACH_WAVE, Form.RRULE}


@dataclass(frozen=True)
class Standing:
    """A plan in force as it stands: its assignments by clause path and duty position.

    ``unheard`` are the ids of those of which their unit has not been told yet.
    """

    held: Mapping[tuple[str, int], Sequence[Held]]
    unheard: frozenset[int]


def standing_of(
    session: Session, plan: Plan, context: WardContext, leads: Mapping[str, Sequence[str]]
) -> Standing:
    """Load how a plan stands; ``leads`` are the keys of the units in the lead by clause path."""
    works = queries.work(session, plan.ward_id, plan_id=plan.id)
    rows = {work.assignment.id: work.assignment for work in works}
    revisions: dict[int, list[DeadlineRevision]] = defaultdict(list)
    for revision in queries.revisions_of_plan(session, plan.id or 0):
        revisions[revision.assignment_id].append(revision)
    held: dict[tuple[str, int], list[Held]] = defaultdict(list)
    for work in works:
        row = work.assignment
        if row.state is State.TRANSFERRED and row.successor_id is not None:
            continue
        chain = chain_of(row, rows)
        named = leads.get(work.clause.path, ())
        held[work.clause.path, work.duty.position].append(held_of(chain, named, revisions, context))
    waiting = queries.waiting_notices(session, plan.ward_id)
    silent = {row.id or 0 for row in rows.values() if not row.chased}
    return Standing(held, frozenset(silent | unheard(waiting)))


def unheard(waiting: Sequence[Notice]) -> set[int]:
    """Return the assignments whose unit is still to hear of them for the first time."""
    return {n.assignment_id for n in waiting if n.kind in FIRST_NEWS and n.audience == "lead"}


def chain_of(row: Assignment, rows: Mapping[int | None, Assignment]) -> list[Assignment]:
    """Return an assignment and those from which it was handed on, the first one first."""
    chain = [row]
    while (before := rows.get(chain[0].predecessor_id)) is not None:
        chain.insert(0, before)
    return chain


def held_of(
    chain: Sequence[Assignment],
    named: Sequence[str],
    revisions: Mapping[int, Sequence[DeadlineRevision]],
    context: WardContext,
) -> Held:
    """Return the last of a chain as it stands; ``named`` are the units that the plan names."""
    row = chain[-1]
    keys = [context.unit(one.unit_id).key for one in chain]
    # Whoever the plan names last in the chain owns it; who got it by the officer's word holds it.
    owner = next((key for key in reversed(keys) if key in named), keys[-1])
    return Held(
        id=row.id or 0,
        code=row.code,
        unit=keys[-1],
        owner=owner,
        occurrence=row.occurrence,
        state=row.state,
        plan_due=_plan_due(chain, revisions),
        due_at=row.due_at,
        chased=row.chased,
    )


def _plan_due(
    chain: Sequence[Assignment], revisions: Mapping[int, Sequence[DeadlineRevision]]
) -> datetime:
    """Return the last deadline that the plan itself gave: as first set, or as computed again."""
    given = [
        one.due_at for row in chain for one in revisions[row.id or 0] if one.kind in BY_THE_PLAN
    ]
    return given[-1] if given else chain[0].first_due_at


@dataclass(frozen=True)
class Calendar:
    """The days between which an amended plan runs, and the day from which the amendment counts."""

    context: WardContext
    waves: tuple[WaveSpan, ...]
    plan: PlanFacts
    amended: PlanFacts
    now: datetime

    @property
    def since(self) -> datetime:
        """The beginning of the amendment's day."""
        return at_local(self.amended.issued_on, "00:00", self.context.zone)

    @property
    def longer(self) -> bool:
        """Whether the plan now runs until another day."""
        return self.plan.ends_on != self.amended.ends_on


def calendar_of(
    session: Session, plan: Plan, context: WardContext, *, facts: PlanFacts, issued_on: date,
    ends_on: date | None, now: datetime,
) -> Calendar:  # fmt: skip
    """Return the calendar of an amendment; waves and anchors stay those of the plan in force."""
    waves = tuple(span_of(wave) for wave in plans.waves_of(session, plan.id or 0))
    days = {one.key: one.on for one in replanning.anchors_of(session, [plan.id or 0])}
    facts = replace(facts, anchors={**facts.anchors, **days})
    amended = replace(facts, issued_on=issued_on, ends_on=ends_on or facts.ends_on)
    return Calendar(context, waves, facts, amended, now)


def span_of(wave: Wave) -> WaveSpan:
    """Return a stored wave as dating takes it."""
    return WaveSpan(
        key=wave.key, name=wave.name, starts_on=wave.starts_on, ends_on=wave.ends_on,
        summary="final" if wave.summary == "final" else "interim",
        summary_due_on=wave.summary_due_on, certainty=wave.certainty.value,
    )  # fmt: skip


def terms_of(
    calendar: Calendar,
    *,
    old: ClauseFacts | None,
    new: ClauseFacts | None,
    duty: DraftDuty | None,
    changed: bool,
) -> Terms:
    """Return what the amended plan wants of one duty; none is wanted where it has no duty left.

    A duty that is dated otherwise than before is dated from the amendment's own day.
    """
    cadence = Cadence.from_json(duty.cadence) if duty else None
    wanted = (
        occurrences(
            cadence, duty.kind, facts=calendar.amended if changed else _lengthened(calendar),
            waves=calendar.waves, calendar=calendar.context.calendar,
        )
        if cadence and duty
        else []
    )  # fmt: skip
    rhythm = cadence is not None and cadence.form in RHYTHMS
    return Terms(
        before=old.lead if old else (),
        after=new.lead if new and duty else (),
        wanted=tuple(wanted),
        redated=changed or (calendar.longer and rhythm),
        rhythm=rhythm,
        since=calendar.since,
        now=calendar.now,
    )


def _lengthened(calendar: Calendar) -> PlanFacts:
    return replace(calendar.plan, ends_on=calendar.amended.ends_on)
