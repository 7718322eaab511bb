"""What the picture of a plan's year shows: of a draft what confirming would date, else what is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from dondoc.rules.reached import until_due
from dondoc.rules.standing import Standing
from dondoc.rules.timetable import Timetable
from dondoc.rules.waves import WaveSpan
from dondoc.rules.year_facts import Due, Kind, SummaryDue, YearFacts
from dondoc.usecases import dating, show
from dondoc.usecases import draft as drafts
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.dating import Planned
from dondoc.usecases.waves import waves_of
from models.assignment import Assignment, State
from models.plan import Certainty, Mode, Plan, PlanState
from models.queries import assignments
from models.queries.assignments import Work

#: Where no day for the summary is set, that of its proposed duty: working days after the wave.
SUMMARY_AFTER = 15
_KINDS = {
    Standing.OVERDUE: Kind.OVERDUE,
    Standing.WAITING: Kind.WAITING,
    Standing.ON_TIME: Kind.DONE,
    Standing.LATE: Kind.DONE,
}
_NOT_SHOWN = frozenset({Standing.CANCELLED, Standing.TRANSFERRED})


@dataclass(frozen=True)
class _Work:
    """A deadline with what its reminders depend on."""

    due: Due
    row: Assignment
    unit_id: int | None
    timetable: Timetable


def year_facts(
    session: Session, plan_id: int, *, now: datetime, issued_on: date | None = None
) -> YearFacts:
    """Return the facts of a plan's year.

    Args:
        session: open; nothing is written.
        plan_id: the plan, a draft or not.
        now: the present instant.
        issued_on: for a draft that leaves it blank.

    Raises:
        NotFound: there is no such plan.
    """
    plan = drafts.held(session, plan_id)
    context = load_ward_context(session, plan.ward_id)
    today = context.day(now)
    issue_day, _ = dating.issue_date(plan, issued_on, today)
    span = dating.facts_of(plan, context, issued_on=issue_day)
    if plan.state is PlanState.DRAFT:
        waves = dating.waves_for(drafts.of_plan(plan), span, context)
        works, undated = _of_draft(plan, context, issue_day, now)
    else:
        waves = waves_of(session, plan_id)
        works, undated = _in_force(session, plan, context, now)
    return YearFacts(
        title=plan.title,
        first=span.starts_on,
        last=span.ends_on,
        waves=waves,
        dues=tuple(work.due for work in works),
        summaries=_summaries(waves, context),
        mails=_mails(works, context, now) if plan.state is not PlanState.ARCHIVED else {},
        calendar=context.calendar,
        today=today,
        undated=undated,
    )


def _of_draft(
    plan: Plan, context: WardRows, issued_on: date, now: datetime
) -> tuple[list[_Work], int]:
    units = {unit.key: unit.id for unit in context.own_units}
    planned = list(dating.planned_for(plan, context, issued_on=issued_on, now=now))
    dated = [one for one in planned if one.occurrence.waits_for is None]
    timetables = _timetables(plan, context)
    works = [
        _planned(one, units.get(one.unit_key), now, timetables[one.clause_path, one.duty_position])
        for one in dated
    ]
    return works, len(planned) - len(dated)


def _timetables(plan: Plan, context: WardRows) -> dict[tuple[str, int], Timetable]:
    """Return when reminders of each duty of a draft, by the path of its clause and its place."""
    return {
        (clause.path, place): context.timetable_for(duty.ladder)
        for clause in drafts.of_plan(plan).clauses
        for place, duty in enumerate(clause.duties, start=1)
    }


def _planned(one: Planned, unit_id: int | None, now: datetime, timetable: Timetable) -> _Work:
    found = one.occurrence
    kind = Kind.OVERDUE if one.already_past else Kind(found.certainty)
    row = Assignment(
        ward_id=0, plan_id=0, duty_id=0, unit_id=unit_id or 0, code=one.code,
        occurrence=found.key, mode=Mode.ASSIGN, certainty=Certainty(found.certainty),
        expected_at=found.expected_at, first_due_at=found.due_at, due_at=found.due_at,
        revised_at=now, chased=not one.already_past,
    )  # fmt: skip
    label = f"{one.clause_path} {one.unit_name}: {one.duty_text}"
    return _Work(Due(found.due_on, kind, label), row, unit_id, timetable)


def _in_force(
    session: Session, plan: Plan, context: WardRows, now: datetime
) -> tuple[list[_Work], int]:
    found = assignments.work(session, plan.ward_id, plan_id=plan.id)
    works, undated = [], 0
    for work in found:
        view = show.view_of(work, context, now=now, asked=False)
        if view.standing in _NOT_SHOWN:
            continue
        if view.state is State.SLEEPING:
            undated += 1
            continue
        works.append(_stored(work, view, context.timetable_for(work.duty.ladder)))
    return works, undated


def _stored(work: Work, view: show.AssignmentView, timetable: Timetable) -> _Work:
    kind = _KINDS.get(view.standing, Kind(view.certainty))
    label = f"{view.clause_path} {view.unit_name}: {view.duty_text}"
    return _Work(
        Due(view.due_day, kind, label), work.assignment, work.assignment.unit_id, timetable
    )


def _summaries(waves: Sequence[WaveSpan], context: WardRows) -> tuple[SummaryDue, ...]:
    return tuple(
        SummaryDue(
            wave.summary_due_on or context.calendar.add(wave.ends_on, SUMMARY_AFTER),
            f"nộp {'tổng kết' if wave.summary == 'final' else 'sơ kết'} {wave.name.split(' (')[0]}",
        )
        for wave in waves
    )


def _mails(works: Iterable[_Work], context: WardRows, now: datetime) -> dict[date, int]:
    """Count by day who would be reminded: each address gets one mail, however much it holds."""
    found: dict[date, set[str]] = defaultdict(set)
    for work in works:
        if work.unit_id is None:
            continue
        for rung in until_due(work.row, work.timetable, now=now):
            day = context.day(rung.moment_at)
            to = context.reach(work.unit_id, day)
            if to is not None:
                found[day].add(to.key)
    return {day: len(people) for day, people in sorted(found.items())}
