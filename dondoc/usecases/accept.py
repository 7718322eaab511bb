"""The officer confirms that the work is done (xác nhận hoàn thành)."""

from datetime import datetime

from sqlmodel import Session

from dondoc.rules.moves import Move
from dondoc.usecases import answer, change
from dondoc.usecases.actor import Actor
from models.assignment import Assignment, ReportState


def accept(
    session: Session,
    assignment_id: int,
    *,
    actor: Actor,
    now: datetime,
    text: str = "",
    version: int | None = None,
) -> Assignment:
    """Close the assignment; it is judged by the moment of the report that is accepted.

    Raises:
        NotAllowed: it is the actor's own report.
        NotFound, Conflict, Refused: as ``change`` tells.
    """
    assignment = change.hold(session, assignment_id, version=version)
    answer.refuse_own_work(session, assignment, actor, now=now)
    row = answer.answer_report(
        session, assignment, state=ReportState.ACCEPTED, text=text, actor=actor, now=now
    )
    judged_at = row.made_at if row else assignment.reported_at
    change.move(
        session, assignment, Move.ACCEPT, actor=actor, now=now, text=text,
        values={"judged_at": judged_at, "closed_at": now},
    )  # fmt: skip
    change.tell(session, assignment, "accepted", now=now, text=text)
    return assignment
