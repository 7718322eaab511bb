"""More time (gia hạn): asked by the unit, before or after the deadline; granted or refused."""

from datetime import date, datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.local import at_local, local_day
from dondoc.rules.moves import Move, Refused
from dondoc.usecases import change, wishes
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from models.assignment import Assignment, Extension, ExtensionState
from models.queries import assignments


def ask(
    session: Session,
    assignment_id: int,
    *,
    until: date,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Put the wish before the officer; the deadline and the reminders stay until the answer.

    Raises:
        Refused: no reason, a day that is not later than the deadline, or one wish waits already.
        NotFound, Conflict: as ``change`` tells.
    """
    if not reason.strip():
        raise Refused("Đề nghị gia hạn phải ghi rõ lý do.")
    assignment = change.hold(session, assignment_id, version=version)
    wanted = _moment(session, assignment, until)
    _require_later(session, assignment, wanted, now)
    if assignments.asked_extension(session, assignment_id) is not None:
        raise Refused("Đã có một đề nghị gia hạn đang chờ trả lời cho nhiệm vụ này.")
    change.move(
        session, assignment, Move.ASK_EXTENSION, actor=actor, now=now, text=reason.strip(),
        data={"until": until.isoformat()},
    )  # fmt: skip
    session.add(
        Extension(
            assignment_id=assignment_id,
            asked_at=now,
            asked_by=actor.name,
            wanted_until=wanted,
            reason=reason.strip(),
        )
    )
    told = f"Đến ngày {wording.day_short(until)}. {reason.strip()}"
    change.tell(session, assignment, "asked", audience="officer", now=now, text=told)
    return assignment


def grant(
    session: Session,
    assignment_id: int,
    *,
    until: date,
    actor: Actor,
    now: datetime,
    text: str = "",
    version: int | None = None,
) -> Assignment:
    """Give a later deadline, asked for or not; the ladder and the levels start anew.

    A day before the one that the unit wishes grants in part (đồng ý một phần).

    Raises:
        Refused: the day is not later than the deadline, or the state does not allow it.
        NotFound, Conflict: as ``change`` tells.
    """
    assignment = change.hold(session, assignment_id, version=version)
    due_at = _moment(session, assignment, until)
    _require_later(session, assignment, due_at, now)
    wish = assignments.asked_extension(session, assignment_id)
    said = _granted(session, assignment, wish, due_at, text.strip())
    change.move(
        session, assignment, Move.EXTEND, actor=actor, now=now, text=said,
        data={"from": assignment.due_at.isoformat(), "until": due_at.isoformat()},
        deadline=change.Deadline("extension", due_at, wish.reason if wish else said),
    )  # fmt: skip
    if wish is not None:
        wishes.answer(
            wish, ExtensionState.GRANTED, text=text.strip(), actor=actor, now=now, until=due_at
        )
    change.tell(session, assignment, "granted", now=now, text=said)
    change.tell_support(session, assignment, "moved", now=now, text=said)
    return assignment


def refuse(
    session: Session,
    assignment_id: int,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Refuse the wish that waits; the deadline stays.

    Raises:
        Refused: no wish waits, or no reason is given.
        NotFound, Conflict: as ``change`` tells.
    """
    if not reason.strip():
        raise Refused("Không đồng ý gia hạn thì phải ghi rõ lý do.")
    assignment = change.hold(session, assignment_id, version=version)
    wish = assignments.asked_extension(session, assignment_id)
    if wish is None:
        raise Refused("Không có đề nghị gia hạn nào đang chờ trả lời cho nhiệm vụ này.")
    change.move(
        session, assignment, Move.REFUSE_EXTENSION, actor=actor, now=now, text=reason.strip()
    )
    wishes.answer(wish, ExtensionState.REFUSED, text=reason.strip(), actor=actor, now=now)
    change.tell(session, assignment, "refused", now=now, text=reason.strip())
    return assignment


def _moment(session: Session, assignment: Assignment, until: date) -> datetime:
    context = load_ward_context(session, assignment.ward_id)
    return at_local(until, context.ward.closes_at, context.zone)


def _require_later(
    session: Session, assignment: Assignment, wanted: datetime, now: datetime
) -> None:
    zone = load_ward_context(session, assignment.ward_id).zone
    if wanted <= max(assignment.due_at, now):
        day = local_day(assignment.due_at, zone)
        raise Refused(
            f"Thời hạn mới phải sau thời hạn hiện tại ({day:%d/%m/%Y}) và sau thời điểm này."
        )


def _granted(
    session: Session, assignment: Assignment, wish: Extension | None, due_at: datetime, text: str
) -> str:
    """Return what the unit reads: where it gets less than it wished, both days are said."""
    if wish is None or due_at >= wish.wanted_until:
        return text
    zone = load_ward_context(session, assignment.ward_id).zone
    wanted = wording.day_short(local_day(wish.wanted_until, zone))
    given = wording.day_short(local_day(due_at, zone))
    said = f"Đồng ý một phần: đến ngày {given} (đơn vị đề nghị đến ngày {wanted})."
    return f"{said} {text}".strip()
