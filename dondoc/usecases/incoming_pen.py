"""What the officer does with mails that are held (thư chờ xem): note, suspend, put aside."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.usecases import bounces, replies
from dondoc.usecases.actor import Actor
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.record import record
from models.assignment import Assignment
from models.incoming import IncomingMail, IncomingState
from models.outbox import OutboxMail
from models.queries import assignments, outbox
from models.queries import incoming as queries

MOST_CHOSEN = 20


def attach(
    session: Session,
    ward_id: int,
    incoming_id: int,
    assignment_ids: Collection[int],
    *,
    actor: Actor,
    now: datetime,
) -> IncomingMail:
    """Put a held mail beside assignments as a note; who decided so stands in their history.

    Raises:
        NotFound, Conflict: as ``_held``.
        Refused: no assignment of this ward was chosen, or too many.
    """
    row = _held(session, ward_id, incoming_id)
    wanted = set(assignment_ids)
    found = [a for a in assignments.assignments_by_id(session, wanted) if a.ward_id == ward_id]
    if not found or len(found) != len(wanted) or len(found) > MOST_CHOSEN:
        raise Refused(f"Hãy chọn từ 1 đến {MOST_CHOSEN} nhiệm vụ của phường, xã này.")
    for assignment in found:
        replies.note_on(session, assignment, row, actor=actor, now=now)
    codes = wording.join([assignment.code for assignment in found])
    _settle(row, ward_id, f"Đã ghi vào nhiệm vụ {codes}.", actor=actor, now=now)
    session.add(row)
    return row


def give(
    session: Session, incoming_id: int, ward_id: int, *, actor: Actor, now: datetime
) -> IncomingMail:
    """Let a ward's officer see a held mail that names no ward.

    Raises:
        NotFound: there is no such mail.
        Conflict: it is no longer held.
        Refused: it belongs to a ward already.
    """
    row = queries.held(session, incoming_id)
    if row is None:
        raise NotFound(f"Không có thư đến số {incoming_id}.")
    if row.state is not IncomingState.HELD:
        raise Conflict(f"Thư đến số {incoming_id} không còn chờ xem: {row.reason}")
    if row.ward_id is not None:
        raise Refused(f"Thư đến số {incoming_id} đã thuộc một phường, xã.")
    row.ward_id = ward_id
    session.add(row)
    record(
        session, ward_id, "incoming", actor=actor, now=now,
        text=f"{row.sender or 'không rõ người gửi'}: {row.subject or 'không có tiêu đề'}",
        before={"reason": "Không rõ của phường, xã nào."},
        after={"reason": row.reason, "incoming": row.id},
    )  # fmt: skip
    return row


def put_aside(
    session: Session, ward_id: int, incoming_id: int, *, actor: Actor, now: datetime
) -> IncomingMail:
    """Say that a held mail needs nothing; it stays in the list.

    Raises:
        NotFound, Conflict: as ``_held``.
    """
    row = _held(session, ward_id, incoming_id)
    before = row.reason
    _settle(row, ward_id, "Không cần xử lý.", actor=actor, now=now)
    session.add(row)
    record(
        session, ward_id, "incoming", actor=actor, now=now,
        text=f"{row.sender or 'không rõ người gửi'}: {row.subject or 'không có tiêu đề'}",
        before={"reason": before}, after={"reason": row.reason, "incoming": row.id},
    )  # fmt: skip
    return row


def suspend(
    session: Session, ward_id: int, incoming_id: int, *, actor: Actor, now: datetime
) -> IncomingMail:
    """Write no more to the address whose mail came back, where the report itself was unclear.

    Raises:
        NotFound, Conflict: as ``_held``.
        Refused: nobody can tell which mail came back.
    """
    row = _held(session, ward_id, incoming_id)
    ours = session.get(OutboxMail, row.mail_id) if row.mail_id else None
    if ours is None:
        raise Refused("Không rõ thư nào bị trả lại nên không biết ngừng gửi tới địa chỉ nào.")
    words = row.words or "Cán bộ quyết định theo thư báo lỗi."
    bounces.suspend(session, ours, row, words=words, actor=actor, now=now)
    _settle(row, ward_id, f"Đã ngừng gửi tới {ours.to_address}.", actor=actor, now=now)
    session.add(row)
    return row


def candidates(session: Session, row: IncomingMail) -> list[Assignment]:
    """Return the assignments of the mail that a held one answers."""
    if row.mail_id is None:
        return []
    ids = {item.assignment_id for item in outbox.items_of(session, [row.mail_id])}
    found = assignments.assignments_by_id(session, ids)
    return sorted(found, key=lambda one: one.id or 0)


def _held(session: Session, ward_id: int, incoming_id: int) -> IncomingMail:
    """Return a held mail of the ward.

    Raises:
        NotFound: the ward has no such mail.
        Conflict: somebody has dealt with it.
    """
    row = queries.held(session, incoming_id)
    if row is None or row.ward_id != ward_id:
        raise NotFound("Không có thư đến này.")
    if row.state is not IncomingState.HELD:
        by = f" ({row.settled_by})" if row.settled_by else ""
        raise Conflict(f"Thư này đã được xử lý{by}: {row.reason}")
    return row


def _settle(row: IncomingMail, ward_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    row.state, row.reason, row.ward_id = IncomingState.SETTLED, reason, ward_id
    row.settled_at, row.settled_by = now, actor.name
