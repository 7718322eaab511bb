"""Reminders rest for a while (tạm ngừng nhắc): of one assignment, or to one contact."""

from datetime import date, datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import pausing
from dondoc.rules.moves import Move, Refused
from dondoc.usecases import change, contacts
from dondoc.usecases import contact_rows as rows
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from models.assignment import Assignment
from models.ward import Contact

#: The longest pause in days; whatever rests longer is put to sleep, or has another contact.
LONGEST = 92


def pause(
    session: Session,
    assignment_id: int,
    *,
    until: date,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Remind nobody of the work up to and with a local day; deadline and figures stay.

    Levels that are reached meanwhile are told afterwards, decisions at once.

    Raises:
        Refused: no reason, the day is past or too far, or the state does not allow it.
        NotFound, Changed: as ``change`` tells.
    """
    assignment = change.hold(session, assignment_id, version=version)
    today = load_ward_context(session, assignment.ward_id).day(now)
    words = _checked(until, reason, today)
    change.move(
        session, assignment, Move.PAUSE, actor=actor, now=now, text=words,
        values={"paused_until": until, "pause_reason": words},
    )  # fmt: skip
    return assignment


def resume(
    session: Session,
    assignment_id: int,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Remind of the work again from now on.

    Raises:
        Refused: it is not paused, or the state does not allow it.
        NotFound, Changed: as ``change`` tells.
    """
    assignment = change.hold(session, assignment_id, version=version)
    today = load_ward_context(session, assignment.ward_id).day(now)
    if not pausing.is_paused(assignment, today):
        raise Refused("Nhiệm vụ này không tạm ngừng nhắc.")
    change.move(
        session, assignment, Move.RESUME, actor=actor, now=now,
        values={"paused_until": None, "pause_reason": None},
    )  # fmt: skip
    return assignment


def pause_contact(
    session: Session,
    ward_id: int,
    contact_id: int,
    *,
    until: date,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Contact:
    """Remind a contact of nothing up to and with a local day; decisions still reach them.

    Raises:
        NotFound, Changed: as ``contacts.Desk.contact``.
        Refused: no reason, or the day is past or too far.
    """
    desk = contacts.at_desk(session, ward_id, actor=actor, now=now)
    contact = desk.contact(contact_id, version)
    before = desk.kept(contact)
    contact.pause_reason = _checked(until, reason, desk.today)
    contact.paused_until = until
    desk.store(contact)
    words = pausing.words(until, contact.pause_reason)
    desk.record(wording.capital(words), before, desk.kept(contact))
    return contact


def resume_contact(
    session: Session,
    ward_id: int,
    contact_id: int,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Contact:
    """Remind a contact again from now on.

    Raises:
        NotFound, Changed: as ``contacts.Desk.contact``.
        Refused: they are not paused.
    """
    desk = contacts.at_desk(session, ward_id, actor=actor, now=now)
    contact = desk.contact(contact_id, version)
    if not pausing.is_paused(contact, desk.today):
        raise Refused(f"{contact.name} không tạm ngừng nhận thư nhắc.")
    before = desk.kept(contact)
    contact.paused_until = contact.pause_reason = None
    desk.store(contact)
    desk.record(f"Nhắc lại {contact.name}", before, desk.kept(contact))
    return contact


def _checked(until: date, reason: str, today: date) -> str:
    words = rows.words_of(reason, what="Lý do")
    if not words:
        raise Refused("Tạm ngừng nhắc thì phải ghi rõ lý do.")
    if until < today:
        raise Refused("Ngày cuối tạm ngừng nhắc phải từ hôm nay trở đi.")
    if (until - today).days > LONGEST:
        raise Refused(
            f"Tạm ngừng nhắc nhiều nhất {LONGEST} ngày; lâu hơn thì hãy tạm dừng nhiệm vụ hoặc thay "
            "đầu mối."
        )
    return words
