"""Confirm a draft: its duties become dated assignments, and their units are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.rules.schedule import WaveSpan
from dondoc.rules.successors import lives
from dondoc.usecases import birth, change, dating, heirs, record
from dondoc.usecases import draft as drafts
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.dating import Hung, Planned, grounds_of
from dondoc.usecases.draft import Draft, DraftClause, DraftUnit
from models.assignment import Assignment, State
from models.plan import (
    Anchor,
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
from models.queries import replanning
from models.ward import Unit

#: The kind of event in the ward's log.
KIND = "plan"


@dataclass(frozen=True)
class ConfirmOutcome:
    """What confirming did."""

    assignments: int
    overdue_at_import: int
    archived: bool


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
        Refused: it is confirmed already, or amends a plan in force.
    """
    plan = drafts.held(session, plan_id, lock=True)
    if plan.state is not PlanState.DRAFT:
        raise Refused(f"Kế hoạch số {plan_id} đã được xác nhận trước đó.")
    if plan.amends_id is not None and not for_the_record:
        raise Refused(
            f"Văn bản này sửa đổi kế hoạch số {plan.amends_id}; hãy xem so sánh rồi xác nhận ở đó, "
            "để không giao việc hai lần."
        )
    context = load_ward_context(session, plan.ward_id)
    plan.issued_on, plan.issued_certainty = dating.issue_date(plan, issued_on, context.day(now))
    plan.confirmed_at, plan.confirmed_by = now, actor.name
    plan.state = PlanState.ARCHIVED if for_the_record else PlanState.IN_FORCE
    planned = list(dating.planned_for(plan, context, issued_on=plan.issued_on, now=now))
    facts = dating.facts_of(plan, context, issued_on=plan.issued_on)
    plan.starts_on, plan.ends_on = facts.starts_on, facts.ends_on
    draft = heirs.draft_now(drafts.of_plan(plan), context, context.day(now))
    if not for_the_record:
        _refuse_ended(planned, context, context.day(now))
    _store_waves(session, plan, dating.waves_for(draft, facts, context))
    names = store_anchors(session, plan, dating.anchors_of(draft))
    duties = _store_clauses(session, plan, draft, context)
    session.add(plan)
    record.record(
        session, plan.ward_id, KIND, plan_id=plan_id, actor=actor, now=now, text=plan.title,
        before={"state": PlanState.DRAFT.value}, after={"state": plan.state.value},
    )  # fmt: skip
    if for_the_record:
        return ConfirmOutcome(0, 0, archived=True)
    context = load_ward_context(session, plan.ward_id)
    for one in planned:
        row = _assignment_of(plan, one, duties, context, names, now=now)
        reason = one.occurrence.derivation
        birth.begin(session, row, reason=reason, actor=actor, now=now)
        # What sleeps is told when it wakes: until then there is nothing to do.
        if row.chased and row.state is not State.SLEEPING:
            change.tell(session, row, "assigned", now=now)
            change.tell_support(session, row, "assigned", now=now)
    past = sum(one.already_past for one in planned)
    return ConfirmOutcome(len(planned), past, archived=False)


def _refuse_ended(planned: Iterable[Planned], context: WardRows, day: date) -> None:
    """Work is not given to a unit that is no more and for which nobody goes on."""
    ended = {unit.key: unit for unit in context.own_units if not lives(unit, day)}
    for one in planned:
        if one.unit_key in ended:
            raise Refused(
                f"Mục {one.clause_path} giao cho {one.unit_name}, đơn vị không hoạt động ngày "
                f"{wording.day_short(day)} và không có đơn vị kế thừa; hãy sửa dự thảo, chọn đơn vị "
                "khác."
            )


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


def store_anchors(session: Session, plan: Plan, anchors: Iterable[Hung]) -> dict[str, str]:
    """Store the days on which terms of the plan hang, those it has stay; returns names by key."""
    names = {one.key: one.name for one in replanning.anchors_of(session, [plan.id or 0])}
    for one in anchors:
        if one.key in names:
            continue
        names[one.key] = one.name
        session.add(
            Anchor(
                plan_id=plan.id or 0, key=one.key, name=one.name, on=one.on,
                certainty=one.certainty,
            )
        )  # fmt: skip
    return names


def _store_clauses(
    session: Session, plan: Plan, draft: Draft, context: WardRows
) -> dict[tuple[str, int], tuple[Duty, Mode]]:
    """Store clauses, their units and duties; returns each duty by clause path and position."""
    ids = {unit.key: unit.id or 0 for unit in context.own_units}
    duties: dict[tuple[str, int], tuple[Duty, Mode]] = {}
    for position, given in enumerate(draft.clauses, start=1):
        _, stored = store_clause(session, plan, given, position=position, ids=ids)
        for number, duty in enumerate(stored, start=1):
            duties[given.path, number] = (duty, Mode(given.mode))
    return duties


def store_clause(
    session: Session, plan: Plan, given: DraftClause, *, position: int, ids: dict[str, int]
) -> tuple[Clause, list[Duty]]:
    """Store a clause, its units and its duties in order.

    Units that the directory does not know are taken into it, and into ``ids``, by key.
    """
    clause = Clause(
        plan_id=plan.id or 0,
        position=position,
        path=given.path,
        text=given.text,
        mode=Mode(given.mode),
    )
    session.add(clause)
    session.flush()
    _store_units(session, plan, clause, given, ids)
    duties = [
        Duty(
            clause_id=clause.id or 0,
            position=number,
            text=part.text,
            kind=part.kind,
            cadence=part.cadence,
            ladder=part.ladder,
        )
        for number, part in enumerate(given.duties, start=1)
    ]
    session.add_all(duties)
    session.flush()
    return clause, duties


def _store_units(
    session: Session, plan: Plan, clause: Clause, given: DraftClause, ids: dict[str, int]
) -> None:
    for role, units in ((DutyRole.LEAD, given.lead), (DutyRole.SUPPORT, given.support)):
        for unit in units:
            if role is DutyRole.LEAD and not unit.units:
                _make_unit(session, plan, unit, ids)
            keys: list[str | None] = [*unit.units] or [None]
            if role is DutyRole.LEAD and not unit.units:
                keys = [dating.slug(unit.name)]
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
    key = dating.slug(unit.name)
    if key not in ids:
        row = Unit(ward_id=plan.ward_id, key=key, name=unit.name)
        session.add(row)
        session.flush()
        ids[key] = row.id or 0


def _assignment_of(
    plan: Plan,
    one: Planned,
    duties: dict[tuple[str, int], tuple[Duty, Mode]],
    context: WardRows,
    anchors: dict[str, str],
    *,
    now: datetime,
) -> Assignment:
    duty, mode = duties[one.clause_path, one.duty_position]
    unit = context.unit_by_key(one.unit_key)
    occurrence = one.occurrence
    asleep = occurrence.waits_for
    return Assignment(
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
        grounds=grounds_of(occurrence),
        chased=not one.already_past,
        state=State.SLEEPING if asleep else State.ASSIGNED,
        anchor_key=asleep,
        sleeping_for=anchors.get(asleep) if asleep else None,
    )
