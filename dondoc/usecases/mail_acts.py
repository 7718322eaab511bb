"""What a person does with a mail that got stuck: send it again, give it up, trust its address.

Each is one event in the ward's log, with the reason in the words of whoever did it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.usecases import letters
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.entries import letter_of
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.outgoing import CAN_BE_DROPPED, CAN_GO_AGAIN
from dondoc.usecases.readers import read_elsewhere
from dondoc.usecases.record import record
from dondoc.usecases.voice import Voice
from models.outbox import NoticeState, OutboxMail, RungState
from models.queries import assignments, outgoing
from models.queries import outbox as queries
from models.queries.outgoing import MailGroup
from notifications import outbox

RESENT, DROPPED, LIFTED = "mail-resent", "mail-dropped", "address-lifted"
#: A sign-in link is good for an hour: whoever still wants one asks for a new one.
_SHORT_LIVED = "login"


class Resent(StrEnum):
    """How a mail that was sent again goes on."""

    AGAIN = "again"
    """With the same bytes, or written anew under the same Message-ID if no server took it."""
    ELSEWHERE = "elsewhere"
    """Its news goes to whoever reads for the unit now, in a mail of its own."""
    NOTHING_LEFT = "nothing-left"
    """What it said is no longer true, so nothing is sent."""


def resend(
    session: Session,
    mail_id: int,
    *,
    reason: str,
    voice: Voice,
    actor: Actor,
    now: datetime,
    seen: MailGroup | None = None,
    lift_address: bool = False,
) -> Resent:
    """Let a mail go again that nobody is known to have.

    What a server may have taken keeps its bytes and its Message-ID, so that a double can be
    recognised. What was refused is brought up to date; where somebody else reads for the unit
    by now, as after an address was mended, its news goes to them instead. ``seen`` is the group
    in which the person saw the mail; ``lift_address`` ends the suspension of its address first.

    Raises:
        NotFound: there is no such mail.
        Conflict: it is in another group than the person saw.
        Refused: it is on its way, has arrived, or its address still gets nothing.
    """
    mail = _held(session, mail_id, seen)
    group = outgoing.group_of(mail)
    if group not in CAN_GO_AGAIN:
        raise Refused(f"Thư này {wording.MAIL_GROUP_NAMES[group]}, không gửi lại được.")
    if mail.facts.get("form") == _SHORT_LIVED:
        raise Refused("Liên kết đăng nhập chỉ dùng trong một giờ; người nhận hãy xin liên kết mới.")
    if lift_address and outgoing.suspended(session, mail.ward_id, mail.to_address):
        lift(session, mail.ward_id, mail.to_address, reason=reason, actor=actor, now=now)
    context = load_ward_context(session, mail.ward_id)
    elsewhere = group is not MailGroup.UNKNOWN and _is_read_elsewhere(session, context, mail, now)
    if not elsewhere:
        _check_address(context, mail)
    before = _facts(mail)
    _queue_again(mail, group, elsewhere=elsewhere, now=now)
    session.add(mail)
    how = Resent.AGAIN
    if mail.repeats == 0 and not letters.refresh(session, context, mail, voice=voice, now=now):
        how = Resent.ELSEWHERE if elsewhere else Resent.NOTHING_LEFT
    if how is Resent.AGAIN:
        _check_address(context, mail)
    _record(session, mail, RESENT, before, {"how": how.value}, reason=reason, actor=actor, now=now)
    return how


def _check_address(context: WardContext, mail: OutboxMail) -> None:
    if not context.is_reachable(mail.to_address):
        raise Refused(
            f"Địa chỉ {mail.to_address} đang tạm ngừng gửi vì bị từ chối. Hãy sửa địa chỉ của "
            "đầu mối, hoặc xác nhận địa chỉ đã dùng được rồi gửi lại."
        )


def _queue_again(mail: OutboxMail, group: MailGroup, *, elsewhere: bool, now: datetime) -> None:
    """Begin its tries anew: a day of patience counts from now."""
    outbox.release(mail, not_before=now)
    mail.attempts, mail.first_tried_at = 0, None
    mail.sent_at = mail.bounced_at = None
    if group is MailGroup.UNKNOWN:
        mail.repeats = max(mail.repeats, 1)
    elif group is MailGroup.BOUNCED:
        # A server had these bytes: they go again as they are, unless nobody is to get them.
        mail.repeats = 0 if elsewhere else max(mail.repeats, 1)


def _is_read_elsewhere(
    session: Session, context: WardContext, mail: OutboxMail, now: datetime
) -> bool:
    """Tell whether somebody at another address reads by now for a unit that this mail was for."""
    if mail.facts.get("form") != "round":
        return False
    letter = letter_of(mail.facts)
    rows = assignments.assignments_by_id(session, {e.assignment_id for e in letter.entries})
    news = [e.notice_id for e in letter.entries if e.notice_id is not None]
    notices = {n.id or 0: n for n in assignments.notices_by_id(session, news)} if news else {}
    by_id = {row.id or 0: row for row in rows}
    return bool(read_elsewhere(letter, context, by_id, notices, context.day(now)))


def drop(
    session: Session,
    mail_id: int,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    seen: MailGroup | None = None,
) -> None:
    """Give a mail up. What it alone told, and no server took, counts as not told for this reason.

    Raises:
        NotFound: there is no such mail.
        Conflict: it is in another group than the person saw.
        Refused: it has arrived, was given up before, or is just being sent.
    """
    mail = _held(session, mail_id, seen)
    group = outgoing.group_of(mail)
    if group not in CAN_BE_DROPPED:
        raise Refused(f"Thư này {wording.MAIL_GROUP_NAMES[group]}, không bỏ được.")
    if mail.claimed_by is not None:
        raise Refused("Thư này đang được gửi; hãy xem lại sau ít phút.")
    before = _facts(mail)
    if mail.repeats == 0:
        _untell(session, mail, f"bỏ thư: {reason}")
    outbox.drop(session, mail, reason=f"{actor.name}: {reason}")
    _record(session, mail, DROPPED, before, {}, reason=reason, actor=actor, now=now)


def _untell(session: Session, mail: OutboxMail, reason: str) -> None:
    for mark in queries.marks_of(session, mail.id or 0):
        if mark.state is RungState.TOLD:
            mark.state, mark.reason = RungState.SKIPPED, reason
            session.add(mark)
    for notice in queries.notices_of(session, mail.id or 0):
        notice.state, notice.reason = NoticeState.DROPPED, reason
        session.add(notice)


def lift(
    session: Session, ward_id: int, address: str, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Let mails go to an address again that a server had refused; answers its alarm too.

    Raises:
        NotFound: nothing holds mails to this address back.
    """
    row = outgoing.suspended(session, ward_id, address)
    if row is None:
        raise NotFound(f"Địa chỉ {address} không bị tạm ngừng gửi.")
    before = {"email": row.address, "words": row.words, "since": row.since.isoformat()}
    session.delete(row)
    for alarm in queries.open_alarms(session, ward_id=ward_id):
        if alarm.kind == outbox.ADDRESS_REFUSED and row.address in alarm.words.casefold():
            alarm.answered_at, alarm.answered_by = now, actor.name
            session.add(alarm)
    record(session, ward_id, LIFTED, actor=actor, now=now, text=reason, before=before)


def _held(session: Session, mail_id: int, seen: MailGroup | None) -> OutboxMail:
    mail = outgoing.hold_mail(session, mail_id)
    if mail is None:
        raise NotFound(f"Không có thư số {mail_id}.")
    group = outgoing.group_of(mail)
    if seen is not None and group is not seen:
        raise Conflict(
            f"Thư này vừa đổi tình trạng: nay {wording.MAIL_GROUP_NAMES[group]}. "
            "Hãy xem lại rồi làm lại nếu vẫn cần."
        )
    return mail


def _facts(mail: OutboxMail) -> dict[str, Any]:
    return {"mail": mail.id, "mail_group": outgoing.group_of(mail).value}


def _record(
    session: Session,
    mail: OutboxMail,
    kind: str,
    before: dict[str, Any],
    more: dict[str, Any],
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    about = {"email": mail.to_address, "subject": mail.subject}
    after = about | _facts(mail) | more
    record(
        session, mail.ward_id, kind, actor=actor, now=now, text=reason,
        before=about | before, after=after,
    )  # fmt: skip
