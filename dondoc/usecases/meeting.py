"""All overdue work of a ward on one sheet, for the weekly meeting (họp giao ban)."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.reports.meeting import MeetingRow, MeetingSheet, meeting_document
from dondoc.rules.directory import Reachable
from dondoc.rules.escalation import days_late
from dondoc.rules.standing import has_passed
from dondoc.usecases.citing import plan_short
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.desk import Desk, desk_for
from dondoc.usecases.entries import Entry, Letter
from dondoc.usecases.items import item_of
from dondoc.usecases.silence import silent_work
from dondoc.usecases.voice import Voice
from models.plan import Mode
from models.queries import assignments
from models.queries.assignments import Work
from notifications.phrases import NO_CONTACT, NOT_GIVEN, SILENT


def meeting_sheet(session: Session, ward_id: int, *, voice: Voice, now: datetime) -> MeetingSheet:
    """Return what is overdue at this instant, told to a level already or not; writes nothing.

    Raises:
        NotFound: there is no such ward.
    """
    context = load_ward_context(session, ward_id)
    works = [
        work
        for work in assignments.open_work(session, ward_id)
        if work.assignment.chased and has_passed(work.assignment, now)
    ]
    quiet = silent_work(session, context, now=now)
    entries = [_entry(work, context, quiet, now) for work in works]
    officer = context.officer()
    reader = Reachable(officer.name if officer else "", "", officer.email if officer else "")
    desk = desk_for(session, context, [Letter(to=reader, entries=entries)], voice=voice, now=now)
    many = len({work.plan.id for work in works}) > 1
    rows = [(entry.kind, _row(session, entry, reader, desk, many=many)) for entry in entries]
    return MeetingSheet(
        ward=context.ward.name,
        day=context.day(now),
        late=tuple(row for kind, row in rows if kind == "escalation"),
        asked=tuple(row for kind, row in rows if kind == "cooperation"),
        plans=tuple(dict.fromkeys(plan_short(work.plan) for work in works)),
        officer=officer.name if officer else None,
    )


def _entry(work: Work, context: WardContext, quiet: set[int], now: datetime) -> Entry:
    row = work.assignment
    return Entry(
        assignment_id=row.id or 0,
        kind="cooperation" if row.mode is Mode.REQUEST else "escalation",
        revision=row.revision,
        offset=days_late(row, calendar=context.calendar, zone=context.zone, now=now),
        silent=row.id in quiet,
    )


def _row(
    session: Session, entry: Entry, reader: Reachable, desk: Desk, *, many: bool
) -> MeetingRow:
    item = item_of(session, entry, reader, desk)
    plan = desk.works[entry.assignment_id].plan
    proposal = "; ".join(
        part for part in (item.proposal, SILENT if item.silent else "", item.paused) if part
    )
    return MeetingRow(
        place=f"{item.clause_path}, {plan_short(plan)}" if many else item.clause_path,
        duty=item.duty_text,
        unit=item.unit_name,
        due_on=item.due_at.date(),
        days=item.days_late,
        reason=item.reason or NOT_GIVEN,
        last_contact=item.last_contact or NO_CONTACT,
        proposal=proposal,
    )


def document_of(sheet: MeetingSheet) -> bytes:
    """Return the sheet as DOCX."""
    return meeting_document(sheet)


def file_name(sheet: MeetingSheet) -> str:
    """Return ``giao-ban-2025-04-21.docx``."""
    return f"giao-ban-{sheet.day.isoformat()}.docx"


def as_json(sheet: MeetingSheet) -> dict[str, Any]:
    """Return the sheet for programs."""
    return {
        "ward": sheet.ward,
        "day": sheet.day.isoformat(),
        "overdue": [_json_of(row) for row in sheet.late],
        "asked": [_json_of(row) for row in sheet.asked],
    }


def _json_of(row: MeetingRow) -> dict[str, Any]:
    return {
        "place": row.place, "duty": row.duty, "unit": row.unit, "due": row.due_on.isoformat(),
        "days_late": row.days, "reason": row.reason, "last_contact": row.last_contact,
        "proposal": row.proposal,
    }  # fmt: skip


def words(sheet: MeetingSheet) -> list[str]:
    """Return the sheet as lines, for the terminal."""
    head = f"{sheet.ward}, {wording.day_short(sheet.day)}: "
    if not (sheet.late or sheet.asked):
        return [f"{head}không có việc quá hạn."]
    asked = wording.count(len(sheet.asked), "nội dung")
    also = f"; ngoài ra {asked} đề nghị phối hợp đã qua thời gian đề nghị" if sheet.asked else ""
    lines = [f"{head}{wording.count(len(sheet.late), 'nhiệm vụ')} quá hạn{also}."]
    for row in (*sheet.late, *sheet.asked):
        days = f"{row.days} ngày làm việc"
        lines.append(f"  {row.place}  {row.unit}, hạn {wording.day_short(row.due_on)} ({days})")
        lines.append(f"      {row.duty}")
        lines.append(
            f"      Lý do: {row.reason}. Liên hệ gần nhất: {row.last_contact}. "
            f"Đề xuất: {row.proposal}."
        )
    return lines
