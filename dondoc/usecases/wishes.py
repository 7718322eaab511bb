"""How a unit's wish for more time ends: answered by the officer, or overtaken by what happened."""

from datetime import datetime

from sqlmodel import Session

from dondoc.usecases.actor import Actor
from models.assignment import OPEN_STATES, Assignment, Extension, ExtensionState, State
from models.queries import assignments

_OVERTAKEN = {
    State.REPORTED: "Đơn vị đã báo cáo kết quả.",
    State.TRANSFERRED: "Nhiệm vụ đã chuyển sang đơn vị khác.",
    State.CANCELLED: "Nhiệm vụ đã được thu hồi.",
    State.SLEEPING: "Nhiệm vụ đã tạm dừng.",
}
_MET = "Thời hạn đã được điều chỉnh đến ngày đề nghị hoặc muộn hơn."


def answer(
    wish: Extension,
    state: ExtensionState,
    *,
    text: str,
    actor: Actor,
    now: datetime,
    until: datetime | None = None,
) -> None:
    """Write the answer under a wish; ``until`` is the deadline that was given, if any."""
    wish.state = state
    wish.answer = text
    wish.granted_until = until
    wish.answered_at = now
    wish.answered_by = actor.name


def end_overtaken(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Let the wish that waits lapse when its work is no longer to be reported on."""
    if assignment.state in OPEN_STATES:
        return
    wish = assignments.asked_extension(session, assignment.id or 0)
    if wish is not None:
        answer(
            wish, ExtensionState.LAPSED, text=_OVERTAKEN.get(assignment.state, ""),
            actor=actor, now=now,
        )  # fmt: skip


def end_met(session: Session, ward_id: int, *, actor: Actor, now: datetime) -> None:
    """Let the wishes lapse whose work has got as much time already, by another change."""
    for wish in assignments.asked_extensions(session, ward_id):
        if session.get_one(Assignment, wish.assignment_id).due_at >= wish.wanted_until:
            answer(wish, ExtensionState.LAPSED, text=_MET, actor=actor, now=now)
