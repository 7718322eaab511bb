"""A ward as it stood at the end of a past day, made again from its history; nothing is changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from dondoc import wording
from dondoc.reports.rows import Figures
from dondoc.rules import replay
from dondoc.rules.local import at_local
from dondoc.rules.moves import Refused
from dondoc.usecases import past_contacts, past_plans, past_wards, show, summarise
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.past_calendar import calendar_on
from dondoc.usecases.show import AssignmentView, Filter
from models.assignment import (
    Assignment,
    DeadlineRevision,
    Extension,
    ExtensionState,
    Report,
    ReportState,
)
from models.plan import Plan, Wave
from models.queries import assignments, history
from models.queries.assignments import Work


@dataclass(frozen=True, kw_only=True)
class Past:
    """The ward at ``moment``, the last instant of the local ``day``.

    ``context`` has the working days, the names of units, the contacts and the absences of that
    day, and the people with a role of today.
    ``plans`` are those that were confirmed; ``works``, ``reports``,
    ``extensions`` and ``revisions`` are those of then.
    """

    day: date
    moment: datetime
    context: WardRows
    plans: tuple[Plan, ...]
    works: tuple[Work, ...]
    reports: tuple[Report, ...]
    extensions: tuple[Extension, ...]
    revisions: tuple[DeadlineRevision, ...]
    waves: tuple[Wave, ...]

    def assignments(self, only: Filter | None = None) -> list[AssignmentView]:
        """Return the assignments as they stood, in the order of the plan."""
        asked = {
            wish.assignment_id for wish in self.extensions if wish.state is ExtensionState.ASKED
        }
        views = [
            show.view_of(work, self.context, now=self.moment, asked=work.assignment.id in asked)
            for work in self.works
        ]
        return [view for view in views if only is None or only.keeps(view)]

    def figures(self, plan_id: int, period: str) -> Figures:
        """Return the figures of a period as they were.

        Raises:
            NotFound: the plan had no such period on that day.
        """
        mine = [wave for wave in self.waves if wave.plan_id == plan_id]
        wave = next((wave for wave in mine if wave.key == period), None)
        if wave is None:
            known = ", ".join(wave.key for wave in mine) or "chưa có"
            raise NotFound(
                f"Ngày {wording.day_short(self.day)} không có kỳ “{period}”. Các kỳ: {known}."
            )
        works = [work for work in self.works if work.plan.id == plan_id]
        ids = {work.assignment.id for work in works}
        return summarise.count(
            works,
            wave,
            self.context,
            reports=[one for one in self.reports if one.assignment_id in ids],
            revisions=[one for one in self.revisions if one.assignment_id in ids],
            now=self.moment,
        )


def load(session: Session, ward_id: int, day: date, *, today: date) -> Past:
    """Make the ward again as it stood at the end of a local day.

    What other wards had that went into this one belongs to it. The ladder, by which work is
    *sắp đến hạn*, is that of today.

    Raises:
        NotFound: there is no such ward.
        Refused: the day is not over yet, or lies before the history kept what it changed.
    """
    if day >= today:
        raise Refused(
            f"Ngày {wording.day_short(day)} chưa qua; chỉ xem lại được đến hết ngày "
            f"{wording.day_short(today - timedelta(days=1))}."
        )
    context = load_ward_context(session, ward_id)
    moment = at_local(day + timedelta(days=1), "00:00", context.zone) - timedelta(microseconds=1)
    ward_ids = history.wards_that_went_into(session, ward_id)
    rows = _rows(session, context, ward_ids, moment)
    works = history.works_of(session, rows)
    plans = past_plans.plans_on(session, ward_ids, {row.plan_id for row in rows}, moment)
    ids = [row.id or 0 for row in rows]
    return Past(
        day=day,
        moment=moment,
        context=_context_on(session, context, ward_ids, rows, moment),
        plans=tuple(plans),
        works=tuple(past_plans.in_places_on(session, works, moment)),
        reports=tuple(_reports(assignments.reports_of(session, ids), moment)),
        extensions=tuple(_extensions(assignments.extensions_of(session, ids), moment)),
        revisions=tuple(
            one for one in assignments.revisions_among(session, ids) if one.made_at <= moment
        ),
        waves=tuple(past_plans.waves_on(session, plans, moment)),
    )


def _rows(
    session: Session, context: WardRows, ward_ids: Collection[int], moment: datetime
) -> list[Assignment]:
    events = history.histories_of(session, ward_ids)
    first = replay.first_exact(events)
    if first is not None and moment < first:
        raise Refused(
            "Lịch sử trước đây chưa ghi đủ để xem lại; xem lại được từ ngày "
            f"{wording.day_short(context.day(first))}."
        )
    ids = {event.assignment_id for event in events}
    present = (
        {row.id or 0: row for row in assignments.assignments_by_id(session, ids)} if first else {}
    )
    found = replay.rows_as_of(events, moment, present=present)
    return [row for row in found.values() if row.ward_id in ward_ids]


def _context_on(
    session: Session,
    context: WardRows,
    ward_ids: Collection[int],
    rows: Iterable[Assignment],
    moment: datetime,
) -> WardRows:
    known = set(context.units) | {row.unit_id for row in rows}
    day = context.day(moment)
    return replace(
        context,
        ward=past_wards.ward_at(session, context.ward, moment),
        calendar=calendar_on(session, context, moment),
        units={unit.id or 0: unit for unit in past_plans.units_on(session, known, day)},
        contacts=past_contacts.contacts_at(session, ward_ids, moment),
        absences=past_contacts.absences_at(session, ward_ids, moment),
        suspended=past_contacts.refused_at(session, context.ward_id, moment),
    )


def _reports(rows: Sequence[Report], moment: datetime) -> Iterable[Report]:
    for row in rows:
        if row.made_at > moment:
            continue
        copy = Report(**row.model_dump())
        if row.answered_at is not None and row.answered_at > moment:
            copy.state, copy.answer = ReportState.WAITING, ""
            copy.answered_at = copy.answered_by = None
        yield copy


def _extensions(rows: Sequence[Extension], moment: datetime) -> Iterable[Extension]:
    for row in rows:
        if row.asked_at > moment:
            continue
        copy = Extension(**row.model_dump())
        if row.answered_at is not None and row.answered_at > moment:
            copy.state, copy.answer = ExtensionState.ASKED, ""
            copy.answered_at = copy.answered_by = copy.granted_until = None
        yield copy
