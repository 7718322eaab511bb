"""What the board and the command line show of assignments: plain values, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlmodel import Session

from dondoc.rules import pausing, why
from dondoc.rules.clarity import last_working_moment, on_day_off
from dondoc.rules.escalation import days_late
from dondoc.rules.grounds import Ground
from dondoc.rules.standing import Standing, standing
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.errors import NotFound
from models.assignment import (
    OPEN_STATES,
    Assignment,
    AssignmentEvent,
    DeadlineRevision,
    Evidence,
    Extension,
    Report,
    State,
)
from models.outbox import MailItem, OutboxMail
from models.queries import assignments as queries
from models.queries import wards
from models.queries.assignments import Work

#: PostgreSQL's integer, the smaller one of the two databases.
LARGEST_ROW = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class AssignmentView:
    """One assignment as people see it; instants are UTC, ``due_local`` is the ward's.

    ``first_standing`` judges by the deadline as first set, whatever was agreed since.
    """

    id: int
    code: str
    plan_id: int
    plan_title: str
    clause_path: str
    clause_text: str
    duty_text: str
    kind: str
    unit_key: str
    unit_name: str
    mode: str
    requested: bool
    state: State
    standing: Standing
    first_standing: Standing
    due_at: datetime
    due_local: datetime
    first_due_at: datetime
    expected_at: datetime | None
    revision: int
    certainty: str
    derivation: str
    days_late: int
    reported_at: datetime | None
    waiting_for: str | None
    version: int
    chased: bool
    wave_key: str | None
    occurrence: str
    sleeping_for: str | None
    anchor_key: str | None
    paused: str = ""

    @property
    def due_day(self) -> date:
        """The local day of the current deadline."""
        return self.due_local.date()

    @property
    def undated(self) -> bool:
        """Whether it sleeps for an anchor that has no day: its deadline only holds a place."""
        return self.state is State.SLEEPING and self.anchor_key is not None


@dataclass(frozen=True, kw_only=True)
class Former:
    """The same work at a unit that had it before; ``shown`` if the unit of today may read it."""

    view: AssignmentView
    reports: tuple[Report, ...]
    evidence: dict[int, tuple[Evidence, ...]]
    events: tuple[AssignmentEvent, ...]
    shown: bool


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One assignment with its whole history.

    ``why`` tells where its deadline comes from, ``changes`` only what changed it later;
    ``before`` is what other units did with this work, the first unit first;
    ``day_off`` warns of a deadline on a day on which nobody works.
    """

    view: AssignmentView
    support: tuple[str, ...]
    reports: tuple[Report, ...]
    evidence: dict[int, tuple[Evidence, ...]]
    extensions: tuple[Extension, ...]
    revisions: tuple[DeadlineRevision, ...]
    events: tuple[AssignmentEvent, ...]
    mails: tuple[tuple[OutboxMail, MailItem], ...]
    why: tuple[Ground, ...] = ()
    changes: tuple[Ground, ...] = ()
    day_off: str = ""
    before: tuple[Former, ...] = ()
    successor: AssignmentView | None = None


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What to leave in a list; None leaves everything."""

    standing: str | None = None
    unit: str | None = None
    clause: str | None = None
    period: str | None = None
    plan_id: int | None = None

    def keeps(self, view: AssignmentView) -> bool:
        """Tell whether a view passes every condition."""
        wanted = (
            (self.standing, view.standing.value),
            (self.unit, view.unit_key),
            (self.clause, view.clause_path),
            (self.plan_id, view.plan_id),
        )
        if any(want is not None and want != have for want, have in wanted):
            return False
        return self.period is None or self.period in {view.wave_key, f"{view.due_local:%Y-%m}"}


def assignments(
    session: Session, ward_id: int, *, now: datetime, only: Filter | None = None
) -> list[AssignmentView]:
    """Return the ward's assignments in the order of the plan.

    Raises:
        NotFound: there is no such ward.
    """
    context = load_ward_context(session, ward_id)
    asked = {wish.assignment_id for wish in queries.asked_extensions(session, ward_id)}
    views = [
        view_of(work, context, now=now, asked=work.assignment.id in asked)
        for work in queries.work(session, ward_id)
    ]
    return [view for view in views if only is None or only.keeps(view)]


def view_of(work: Work, context: WardContext, *, now: datetime, asked: bool) -> AssignmentView:
    """Return how one assignment stands at this instant."""
    row = work.assignment
    unit = context.unit(row.unit_id)
    stands = partial(
        standing, row, now=now, zone=context.zone, calendar=context.calendar,
        largest_before=max(context.ladder_for(work.duty.ladder).before, default=0),
    )  # fmt: skip
    found = stands()
    late = days_late(row, calendar=context.calendar, zone=context.zone, now=now)
    waiting_for = "report" if row.state is State.REPORTED else "extension" if asked else None
    return AssignmentView(
        id=row.id or 0,
        code=row.code,
        plan_id=row.plan_id,
        plan_title=work.plan.title,
        clause_path=work.clause.path,
        clause_text=work.clause.text,
        duty_text=work.duty.text,
        kind=work.duty.kind,
        unit_key=unit.key,
        unit_name=unit.name,
        mode=row.mode.value,
        requested=row.mode.value == "request",
        state=row.state,
        standing=found,
        first_standing=found if row.first_due_at == row.due_at else stands(against_first=True),
        due_at=row.due_at,
        due_local=row.due_at.astimezone(context.zone),
        first_due_at=row.first_due_at,
        expected_at=row.expected_at,
        revision=row.revision,
        certainty=row.certainty.value,
        derivation=row.derivation,
        days_late=late if found is Standing.OVERDUE else 0,
        reported_at=row.reported_at,
        waiting_for=waiting_for,
        version=row.version,
        chased=row.chased,
        wave_key=row.wave_key,
        occurrence=row.occurrence,
        sleeping_for=row.sleeping_for,
        anchor_key=row.anchor_key,
        paused=pausing.words_of(row, context.day(now)),
    )


def detail(session: Session, assignment_id: int, *, now: datetime) -> Detail:
    """Return one assignment with its history.

    Raises:
        NotFound: there is none with this id.
    """
    row = queries.by_id(session, assignment_id)
    if row is None:
        raise NotFound(f"Không có nhiệm vụ số {assignment_id}.")
    context = load_ward_context(session, row.ward_id)
    near = [i for i in (row.id, row.successor_id) if i is not None]
    asked = queries.asked_extension(session, assignment_id) is not None
    views = {
        work.assignment.id: view_of(
            work, context, now=now, asked=asked and work.assignment.id == row.id
        )
        for work in queries.work(session, row.ward_id, ids=near)
    }
    view = views[row.id]
    revisions = tuple(queries.revisions_of(session, assignment_id))
    reports = tuple(queries.reports_of(session, [assignment_id]))
    return Detail(
        view=view,
        support=tuple(queries.support_names(session, row.duty_id)),
        reports=reports,
        evidence=_evidence(session, reports),
        extensions=tuple(queries.extensions_of(session, [assignment_id])),
        revisions=revisions,
        events=tuple(queries.events_of(session, assignment_id)),
        mails=tuple(queries.mails_about(session, assignment_id)),
        why=why.explain(
            row, revisions, clause_path=view.clause_path, clause_text=view.clause_text,
            zone=context.zone,
        ),
        changes=why.changes(revisions, zone=context.zone),
        day_off=_day_off(view, context),
        before=_before(session, row, context, now=now),
        successor=views.get(row.successor_id),
    )  # fmt: skip


def _evidence(session: Session, reports: Sequence[Report]) -> dict[int, tuple[Evidence, ...]]:
    files = queries.evidence_of(session, [report.id or 0 for report in reports])
    return {
        report.id or 0: tuple(f for f in files if f.report_id == report.id) for report in reports
    }


def _before(
    session: Session, row: Assignment, context: WardContext, *, now: datetime
) -> tuple[Former, ...]:
    """Go back from unit to unit; what was hidden once stays hidden from all who follow."""
    shown: dict[int, bool] = {}
    visible = True
    while row.predecessor_id is not None:
        visible = visible and not row.history_hidden
        shown[row.predecessor_id] = visible
        row = session.get_one(Assignment, row.predecessor_id)
    works = {
        work.assignment.id: work for work in queries.work(session, row.ward_id, ids=list(shown))
    }
    return tuple(
        _former(session, view_of(works[one], context, now=now, asked=False), shown=shown[one])
        for one in reversed(shown)
    )


def _former(session: Session, view: AssignmentView, *, shown: bool) -> Former:
    reports = tuple(queries.reports_of(session, [view.id]))
    return Former(
        view=view,
        reports=reports,
        evidence=_evidence(session, reports),
        events=tuple(queries.events_of(session, view.id)),
        shown=shown,
    )


def _day_off(view: AssignmentView, context: WardContext) -> str:
    off = on_day_off(view.due_day, context.calendar)
    if not off or view.undated or view.state not in OPEN_STATES:
        return ""
    last = last_working_moment(view.due_day, context.calendar, context.ward.closes_at)
    return f"Thời hạn rơi vào {off}; {last}."


def find(session: Session, text: str, *, ward_key: str | None = None) -> Assignment:
    """Return the assignment that a person names: its code, ``PLAN:CODE``, or its row number.

    Raises:
        NotFound: there is none, or the code stands in several plans.
    """
    plan, _, code = text.rpartition(":")
    found: Sequence[Assignment]
    if text.isdecimal():
        row = queries.by_id(session, _row_number(text))
        found = [row] if row else []
    else:
        plan_id = _row_number(plan) if plan.isdecimal() else None
        found = queries.by_code(session, text if plan_id is None else code, plan_id=plan_id)
    if ward_key is not None:
        ward = wards.ward_by_key(session, ward_key)
        found = [row for row in found if ward is not None and row.ward_id == ward.id]
    if not found:
        raise NotFound(f"Không có nhiệm vụ “{text}”. Xem danh sách: dondoc assignments.")
    if len(found) > 1:
        ids = ", ".join(f"{row.plan_id}:{row.code}" for row in found)
        raise NotFound(f"Có nhiều nhiệm vụ “{text}”; hãy ghi rõ kế hoạch: {ids}.")
    return found[0]


def _row_number(text: str) -> int:
    """Return the number of a row; 0, which no row has, for one that no database could hold."""
    number = int(text)
    return number if number <= LARGEST_ROW else 0
