"""Who may answer a report, and the report that waits for it."""

from datetime import datetime

from sqlmodel import Session

from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import NotAllowed
from models.assignment import ActorKind, Assignment, Report, ReportState
from models.queries import assignments


def refuse_own_work(
    session: Session, assignment: Assignment, actor: Actor, *, now: datetime
) -> None:
    """Nobody accepts their own report; the interior officer's work is answered by a leader.

    Raises:
        NotAllowed: the actor stands for the unit that reported.
    """
    context = load_ward_context(session, assignment.ward_id)
    officer = context.officer()
    email = actor.email
    if email is None and actor.kind is ActorKind.OFFICER and officer is not None:
        email = officer.email
    if email is not None and email.casefold() in context.all_addresses(
        assignment.unit_id, context.day(now)
    ):
        raise NotAllowed(
            "Không tự xác nhận báo cáo của chính mình. "
            "Việc của cán bộ Nội vụ do Chủ tịch hoặc Phó Chủ tịch xác nhận."
        )


def answer_report(
    session: Session,
    assignment: Assignment,
    *,
    state: ReportState,
    text: str,
    actor: Actor,
    now: datetime,
) -> Report | None:
    """Write the answer under the report that waits for one, and return it."""
    row = assignments.waiting_report(session, assignment.id or 0)
    if row is not None:
        row.state = state
        row.answer = text
        row.answered_at = now
        row.answered_by = actor.name
        session.add(row)
    return row
