"""The officer returns a report with a reason and a repair term (trả lại)."""

from datetime import datetime

from sqlmodel import Session

from dondoc.rules.local import at_local
from dondoc.rules.moves import Move, Refused
from dondoc.usecases import answer, change
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from models.assignment import Assignment, ReportState

REPAIR_DAYS = 3


def send_back(
    session: Session,
    assignment_id: int,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    repair_days: int = REPAIR_DAYS,
    version: int | None = None,
) -> Assignment:
    """Return the report; the deadline becomes the end of the repair term, in working days.

    A deadline that lies later than that stays.

    Raises:
        Refused: no reason, a term below one day, or nothing was reported.
        NotAllowed, NotFound, Conflict: as for ``accept``.
    """
    if not reason.strip():
        raise Refused("Trả lại báo cáo phải ghi rõ lý do để đơn vị biết cần bổ sung gì.")
    if repair_days < 1:
        raise Refused("Thời hạn bổ sung phải từ 01 ngày làm việc trở lên.")
    assignment = change.hold(session, assignment_id, version=version)
    answer.refuse_own_work(session, assignment, actor, now=now)
    context = load_ward_context(session, assignment.ward_id)
    term = context.calendar.add(context.day(now), repair_days)
    due_at = max(assignment.due_at, at_local(term, context.ward.closes_at, context.zone))
    repair = change.Deadline("return", due_at, reason.strip(), case_anew=False)
    change.move(
        session, assignment, Move.RETURN, actor=actor, now=now, text=reason.strip(),
        data={"repair_days": repair_days}, values={"reported_at": None}, deadline=repair,
    )  # fmt: skip
    answer.answer_report(
        session, assignment, state=ReportState.RETURNED, text=reason.strip(), actor=actor, now=now
    )
    change.tell(session, assignment, "returned", now=now, text=reason.strip())
    return assignment
