"""Confirm a draft: its duties become dated assignments, and their units are told."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from dondoc.rules.cadence import Cadence
from dondoc.rules.moves import Refused
from dondoc.rules.schedule import Occurrence, PlanFacts, WaveSpan, occurrences, proposed_waves
from dondoc.usecases import change
from dondoc.usecases import draft as drafts
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.draft import Draft, DraftClause, DraftUnit
from models.assignment import Assignment, AssignmentEvent, DeadlineRevision
from models.plan import (
    Certainty,
    Clause,
    ClauseUnit,
    Duty,
    DutyRole,
    Mode,
    Plan,
    PlanState,
    Wave,
)
from models.queries import assignments
from models.ward import Unit


@dataclass(frozen=True)
class Planned:
    """One assignment to be, before it is stored: what, who, when, and why then."""

    clause_path: str
    duty_position: int
    duty_text: str
    kind: str
    unit_name: str
    unit_key: str
    occurrence: Occurrence
    already_past: bool

    @property
    def code(self) -> str:
        """The assignment's ID within its plan."""
        return f"{self.clause_path}/{self.duty_position}@{self.unit_key}#{self.occurrence.key}"


@dataclass(frozen=True)
class ConfirmOutcome:
    """What confirming did."""

    assignments: int
    overdue_at_import: int
    archived: bool


def issue_date(plan: Plan, given: date | None, today: date) -> tuple[date, Certainty]:
    """Return the day from which terms run: the document's, else the given one, else today's."""
    if plan.issued_on is not None:
        return plan.issued_on, Certainty.STATED
    if given is not None:
        return given, Certainty.STATED
    return today, Certainty.PROPOSED


def facts_of(plan: Plan, context: WardContext, *, issued_on: date) -> PlanFacts:
    """Return the plan's span: as stated, else the calendar year of the plan."""
    year = plan.year or issued_on.year
    return PlanFacts(
        issued_on=issued_on,
        starts_on=plan.starts_on or date(year, 1, 1),
        ends_on=plan.ends_on or date(year, 12, 31),
        closes_at=context.ward.closes_at,
        zone=context.zone,
    )


def waves_for(draft: Draft, facts: PlanFacts, context: WardContext) -> tuple[WaveSpan, ...]:
    """Return the plan's waves: the draft's own, else the ward's in its span, else proposed ones."""
    given = draft.waves or [
        drafts.DraftWave.model_validate(
            {"from": w["starts_on"], "to": w["ends_on"], "key": w["key"], "name": w["name"],
             "summary": w["summary"], "summary_due": w["summary_due"]}
        )
        for w in context.ward.waves
    ]  # fmt: skip
    spans = tuple(
        WaveSpan(
            key=wave.key,
            name=wave.name,
            starts_on=wave.starts_on,
            ends_on=wave.ends_on,
            summary=wave.summary,
            summary_due_on=wave.summary_due,
            certainty="stated",
        )
        for wave in given
        if wave.starts_on <= facts.ends_on and facts.starts_on <= wave.ends_on
    )
    return spans or proposed_waves(facts)


def is_past(plan: Plan, context: WardContext, *, issued_on: date, today: date) -> bool:
    """Tell whether the whole span of the plan lies behind; such a plan is not chased."""
    return facts_of(plan, context, issued_on=issued_on).ends_on < today


def preview(
    session: Session, plan_id: int, *, now: datetime, issued_on: date | None = None
) -> list[Planned]:
    """Return what confirming would date, in the order of the plan; changes nothing.

    Raises:
        NotFound: there is no such plan.
    """
    plan = drafts.held(session, plan_id)
    context = load_ward_context(session, plan.ward_id)
    day, _ = issue_date(plan, issued_on, context.day(now))
    return list(_planned(plan, context, issued_on=day, now=now))


def _planned(
    plan: Plan, context: WardContext, *, issued_on: date, now: datetime
) -> Iterable[Planned]:
    draft = drafts.of_plan(plan)
    facts = facts_of(plan, context, issued_on=issued_on)
    waves = waves_for(draft, facts, context)
    names = {unit.key: unit.name for unit in context.units.values()}
    for clause in draft.clauses:
        keys = _lead_keys(clause)
        for position, duty in enumerate(clause.duties, start=1):
            dates = occurrences(
                Cadence.from_json(duty.cadence),
                duty.kind,
                facts=facts,
                waves=waves,
                calendar=context.calendar,
            )
            for occurrence in dates:
                past = occurrence.due_at <= now
                if past and occurrence.certainty == "proposed":
                    continue
                for key, printed in keys.items():
                    yield Planned(
                        clause_path=clause.path,
                        duty_position=position,
                        duty_text=duty.text,
                        kind=duty.kind,
                        unit_name=names.get(key, printed),
                        unit_key=key,
                        occurrence=occurrence,
                        already_past=past,
                    )


def _lead_keys(clause: DraftClause) -> dict[str, str]:
    """Return the keys of those who lead, each once, with the name as printed."""
    found: dict[str, str] = {}
    for unit in clause.lead:
        for key in unit.units or [slug(unit.name)]:
            found.setdefault(key, unit.name)
    return found


def slug(name: str) -> str:
    """Return a key for a unit that the directory does not know: «Tổ dân phố 3» → to-dan-pho-3."""
    plain = unicodedata.normalize("NFD", name.lower()).replace("đ", "d")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "don-vi"


def confirm(
    session: Session,
    plan_id: int,
    *,
    actor: Actor,
    now: datetime,
    issued_on: date | None = None,
    for_the_record: bool = False,
) -> ConfirmOutcome:
    """Put the plan in force, or with ``for_the_record`` into the archive, where nothing is chased.

    Stated dates that have passed become assignments that are not chased until the officer
    says so; proposed dates that have passed are not created.

    Raises:
        NotFound: there is no such plan.
        Refused: it is confirmed already.
    """
    plan = drafts.held(session, plan_id, lock=True)
    if plan.state is not PlanState.DRAFT:
        raise Refused(f"Kế hoạch số {plan_id} đã được xác nhận trước đó.")
    context = load_ward_context(session, plan.ward_id)
    plan.issued_on, plan.issued_certainty = issue_date(plan, issued_on, context.day(now))
    plan.confirmed_at, plan.confirmed_by = now, actor.name
    plan.state = PlanState.ARCHIVED if for_the_record else PlanState.IN_FORCE
    planned = list(_planned(plan, context, issued_on=plan.issued_on, now=now))
    facts = facts_of(plan, context, issued_on=plan.issued_on)
    plan.starts_on, plan.ends_on = facts.starts_on, facts.ends_on
    draft = drafts.of_plan(plan)
    _store_waves(session, plan, waves_for(draft, facts, context))
    duties = _store_clauses(session, plan, draft, context)
    session.add(plan)
    if for_the_record:
        return ConfirmOutcome(0, 0, archived=True)
    context = load_ward_context(session, plan.ward_id)
    for one in planned:
        _store_assignment(session, plan, one, duties, context, actor=actor, now=now)
    past = sum(one.already_past for one in planned)
    return ConfirmOutcome(len(planned), past, archived=False)


def _store_waves(session: Session, plan: Plan, waves: Iterable[WaveSpan]) -> None:
    for wave in waves:
        session.add(
            Wave(
                plan_id=plan.id or 0,
                key=wave.key,
                name=wave.name,
                starts_on=wave.starts_on,
                ends_on=wave.ends_on,
                summary=wave.summary,
                summary_due_on=wave.summary_due_on,
                certainty=Certainty(wave.certainty),
            )
        )


def _store_clauses(
    session: Session, plan: Plan, draft: Draft, context: WardContext
) -> dict[tuple[str, int], tuple[Duty, Mode]]:
    """Store clauses, their units and duties; returns each duty by clause path and position."""
    ids = {unit.key: unit.id or 0 for unit in context.units.values()}
    duties: dict[tuple[str, int], tuple[Duty, Mode]] = {}
    for position, given in enumerate(draft.clauses, start=1):
        mode = Mode(given.mode)
        clause = Clause(
            plan_id=plan.id or 0, position=position, path=given.path, text=given.text, mode=mode
        )
        session.add(clause)
        session.flush()
        _store_units(session, plan, clause, given, ids)
        for number, part in enumerate(given.duties, start=1):
            duty = Duty(
                clause_id=clause.id or 0,
                position=number,
                text=part.text,
                kind=part.kind,
                cadence=part.cadence,
            )
            session.add(duty)
            duties[given.path, number] = (duty, mode)
    session.flush()
    return duties


def _store_units(
    session: Session, plan: Plan, clause: Clause, given: DraftClause, ids: dict[str, int]
) -> None:
    for role, units in ((DutyRole.LEAD, given.lead), (DutyRole.SUPPORT, given.support)):
        for unit in units:
            if role is DutyRole.LEAD and not unit.units:
                _make_unit(session, plan, unit, ids)
            keys: list[str | None] = [*unit.units] or [None]
            if role is DutyRole.LEAD and not unit.units:
                keys = [slug(unit.name)]
            for key in keys:
                session.add(
                    ClauseUnit(
                        clause_id=clause.id or 0,
                        role=role,
                        printed_name=unit.name,
                        unit_id=ids[key] if key else None,
                    )
                )


def _make_unit(session: Session, plan: Plan, unit: DraftUnit, ids: dict[str, int]) -> None:
    """Take a unit that the directory does not know into it, to be given a contact later."""
    key = slug(unit.name)
    if key not in ids:
        row = Unit(ward_id=plan.ward_id, key=key, name=unit.name)
        session.add(row)
        session.flush()
        ids[key] = row.id or 0


def _store_assignment(
    session: Session,
    plan: Plan,
    one: Planned,
    duties: dict[tuple[str, int], tuple[Duty, Mode]],
    context: WardContext,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    duty, mode = duties[one.clause_path, one.duty_position]
    unit = context.unit_by_key(one.unit_key)
    occurrence = one.occurrence
    row = Assignment(
        ward_id=plan.ward_id,
        plan_id=plan.id or 0,
        duty_id=duty.id or 0,
        unit_id=unit.id or 0,
        code=one.code,
        occurrence=occurrence.key,
        wave_key=occurrence.wave_key,
        mode=Mode.REQUEST if unit.requested else mode,
        certainty=Certainty(occurrence.certainty),
        expected_at=occurrence.expected_at,
        first_due_at=occurrence.due_at,
        due_at=occurrence.due_at,
        revised_at=now,
        derivation=occurrence.derivation,
        chased=not one.already_past,
    )
    session.add(row)
    session.flush()
    session.add(
        DeadlineRevision(
            assignment_id=row.id or 0, number=1, kind="first", due_at=row.due_at,
            made_at=now, made_by=actor.name, reason=occurrence.derivation,
        )
    )  # fmt: skip
    session.add(
        AssignmentEvent(
            ward_id=row.ward_id, assignment_id=row.id or 0, at=now, kind="assigned",
            actor_kind=actor.kind, actor=actor.name, channel=actor.channel,
            state_to=row.state.value, text=occurrence.derivation,
        )
    )  # fmt: skip
    if row.chased:
        change.tell(session, row, "assigned", now=now)
        _tell_support(session, row, now)


def _tell_support(session: Session, row: Assignment, now: datetime) -> None:
    for unit_id in assignments.support_units(session, row.duty_id):
        change.tell(session, row, "assigned", audience="support", unit_id=unit_id, now=now)
