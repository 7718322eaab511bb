"""The outbox (hộp thư đi): mails stored as bytes, claimed with a lease, settled by outcome.

A claim that was never begun goes back without counting. A mail that was being sent when its
sender died is doubtful: it goes once more with the same bytes, then waits for a person.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlmodel import Session

from dondoc.rules.delivery import LONGEST_PUT_OFF, LONGEST_WAIT, Outcome, next_attempt
from models.outbox import MAIL, Alarm, MailState, OutboxMail, SuspendedAddress
from models.queries import claims, wards
from models.queries import outbox as queries
from models.queries.claims import Held
from notifications import tries
from notifications.channel import Envelope
from notifications.message import Message, to_bytes
from notifications.tries import Try

LEASE = timedelta(minutes=10)
QUEUE_STOPPED = "queue-stopped"
ADDRESS_REFUSED = "address-refused"
MAIL_BROKEN = "mail-broken"
#: Another way out than mail does not know a recipient.
NOT_REACHED = "not-reached"


@dataclass(kw_only=True)
class Line:
    """One assignment in a mail, and the state and revision in which it was written down."""

    assignment_id: int
    kind: str
    revision: int
    state: str
    offset: int | None = None


@dataclass(kw_only=True)
class Parcel:
    """A composed mail on its way into the outbox; ``key`` makes it unique for ever."""

    ward_id: int
    key: str
    kind: str
    message: Message
    lines: tuple[Line, ...]
    facts: dict[str, Any]
    local_day: date
    any_hour: bool = False
    channel: str = MAIL
    phone: str = ""

    @cached_property
    def content(self) -> bytes:
        """The bytes of the mail, made once; making them may fail, as composing may."""
        return to_bytes(self.message)


@dataclass(slots=True, kw_only=True)
class Sent:
    """A mail that a server has taken, with its words, when, and by which way out."""

    mail_id: int
    code: int
    words: str
    at: datetime
    channel: str = MAIL


def is_new(session: Session, key: str) -> bool:
    """Tell whether no mail was ever stored under this key."""
    return queries.mail_by_key(session, key) is None


def enqueue(session: Session, parcel: Parcel, *, now: datetime) -> int:
    """Store a mail to leave as soon as it may; returns its id.

    Raises:
        IntegrityError: a mail with this key was stored before.
    """
    return enqueue_all(session, [parcel], now=now)[parcel.key]


def enqueue_all(session: Session, parcels: Sequence[Parcel], *, now: datetime) -> dict[str, int]:
    """Store several mails with their lines at once; returns their ids by their keys.

    Raises:
        IntegrityError: a mail with one of their keys was stored before.
    """
    ids = queries.add_mails(session, [_row(parcel, now) for parcel in parcels])
    rows = (_line_rows(ids[parcel.key], parcel.lines) for parcel in parcels)
    queries.add_items(session, [row for several in rows for row in several])
    return ids


def _row(parcel: Parcel, now: datetime) -> dict[str, Any]:
    message = parcel.message
    return {
        "ward_id": parcel.ward_id,
        "dedup_key": parcel.key,
        "kind": parcel.kind,
        "to_name": message.to.name,
        "to_address": message.to.email,
        "to_phone": parcel.phone,
        "subject": message.subject,
        "message_id": message.message_id,
        "content": parcel.content,
        "facts": parcel.facts,
        "any_hour": parcel.any_hour,
        "channel": parcel.channel,
        "local_day": parcel.local_day,
        "state": MailState.QUEUED,
        "made_at": now,
        "not_before": now,
    }


def rewrite(session: Session, mail: OutboxMail, parcel: Parcel) -> None:
    """Put a newly composed content in the place of one that no server has seen."""
    for item in queries.items_of(session, [mail.id or 0]):
        session.delete(item)
    mail.kind = parcel.kind
    mail.subject = parcel.message.subject
    queries.change_content(session, mail.id or 0, parcel.content)
    mail.facts = parcel.facts
    mail.to_phone = parcel.phone
    mail.local_day = parcel.local_day
    session.add(mail)
    queries.add_items(session, _line_rows(mail.id or 0, parcel.lines))


def _line_rows(mail_id: int, lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [
        {
            "mail_id": mail_id,
            "assignment_id": line.assignment_id,
            "kind": line.kind,
            "offset": line.offset,
            "revision": line.revision,
            "state": line.state,
        }
        for line in lines
    ]


def drop(session: Session, mail: OutboxMail, *, reason: str) -> None:
    """Give up a mail that has nothing left to say, or that a newer one replaces."""
    mail.state = MailState.DROPPED
    mail.last_words = reason
    session.add(mail)


def claim(session: Session, mail_id: int, *, worker: str, now: datetime) -> OutboxMail | None:
    """Take a queued mail for one worker; None when another was first."""
    taken = queries.swap_state(
        session,
        mail_id,
        expected=MailState.QUEUED,
        claimed_by=None,
        values={"state": MailState.CLAIMED, "claimed_by": worker, "claimed_until": now + LEASE},
    )
    return session.get_one(OutboxMail, mail_id, populate_existing=True) if taken else None


def claim_all(session: Session, mail_ids: Sequence[int], *, worker: str, now: datetime) -> set[int]:
    """Take queued mails for one worker; those that others have are not among what is returned."""
    return claims.claim_all(session, mail_ids, worker=worker, until=now + LEASE)


def release(mail: OutboxMail, *, not_before: datetime) -> None:
    """Put a claimed mail back into the queue; this counts as no try."""
    mail.state = MailState.QUEUED
    mail.claimed_by = None
    mail.claimed_until = None
    mail.not_before = not_before


def release_all(session: Session, mail_ids: Collection[int], *, not_before: datetime) -> None:
    """Put claimed mails back into the queue; this counts as no try."""
    claims.release_all(session, mail_ids, not_before=not_before)


def begin(session: Session, mail_id: int, *, worker: str, now: datetime) -> bool:
    """Mark durably, just before MAIL, that a server may soon have this mail.

    False means that the claim was lost; the mail must then not be sent.
    """
    return queries.swap_state(
        session,
        mail_id,
        expected=MailState.CLAIMED,
        claimed_by=worker,
        values={"state": MailState.SENDING, "claimed_until": now + LEASE},
    )


def begin_all(
    session: Session, mail_ids: Collection[int], *, worker: str, now: datetime
) -> set[int]:
    """Do the same for several mails; returns those that may be sent."""
    return claims.begin_all(session, mail_ids, worker=worker, until=now + LEASE)


def give_back(session: Session, worker: str, *, never_begun: Collection[int] = ()) -> int:
    """Put back what a worker claimed and did not begin; this counts as no try."""
    return claims.give_back(session, worker, never_begun)


def renew(session: Session, *, worker: str, now: datetime) -> int:
    """Prolong the lease of all that a worker holds."""
    return claims.renew(session, worker, now + LEASE)


def envelope_of(mail: Held, *, mail_from: str) -> Envelope:
    """Return a claimed mail as the channel takes it."""
    return Envelope(
        mail_from=mail_from,
        rcpt_to=mail.to_address,
        content=mail.content,
        message_id=mail.message_id,
        phone=mail.to_phone,
    )


def record_sent(session: Session, sent: Sequence[Sent], *, worker: str) -> None:
    """Record that the server took several mails of one worker."""
    claims.mark_sent(session, [(one.mail_id, one.words, one.at) for one in sent], worker=worker)
    tries.keep(
        session,
        (
            Try(
                mail_id=one.mail_id, at=one.at, outcome=tries.SENT, code=one.code, words=one.words,
                sender=worker, channel=one.channel,
            )
            for one in sent
        ),
    )  # fmt: skip


def settle_failed(
    session: Session,
    mail: OutboxMail,
    *,
    outcome: Outcome,
    code: int | None,
    words: str,
    now: datetime,
    by_way: str = MAIL,
) -> None:
    """Record a failed try and what follows from it, by class of failure."""
    _record_try(
        session, mail, outcome=outcome.value, code=code, words=words, now=now, by_way=by_way
    )
    if outcome is Outcome.ADDRESS and by_way != MAIL:
        _go_by_mail(session, mail, words, now)
        return
    again = next_attempt(
        outcome=outcome,
        attempts=mail.attempts,
        first_tried_at=mail.first_tried_at or now,
        now=now,
        repeats=mail.repeats,
    )
    if outcome is Outcome.STOP:
        raise_alarm(session, stopped_kind(by_way), ward_id=None, words=words, now=now)
        release(mail, not_before=now)
    elif again is not None:
        mail.repeats += outcome is Outcome.DOUBTFUL
        release(mail, not_before=again)
    else:
        mail.state = MailState.UNKNOWN if outcome is Outcome.DOUBTFUL else MailState.PARKED
    if outcome is Outcome.ADDRESS:
        suspend(session, mail, words, now)


def _record_try(
    session: Session,
    mail: OutboxMail,
    *,
    outcome: str,
    code: int | None,
    words: str,
    now: datetime,
    by_way: str = MAIL,
) -> None:
    one = Try(
        mail_id=mail.id or 0, at=now, outcome=outcome, code=code, words=words,
        sender=mail.claimed_by or "", channel=by_way,
    )  # fmt: skip
    tries.keep(session, [one])
    mail.attempts += 1
    mail.first_tried_at = mail.first_tried_at or now
    mail.last_words = words
    mail.claimed_by = None
    mail.claimed_until = None
    session.add(mail)


def set_aside(session: Session, mail_id: int, error: Exception, *, now: datetime) -> None:
    """Leave a mail to a person on which the program itself stumbled; the others go on.

    Where a server may already have it, its fate is unknown.
    """
    mail = session.get_one(OutboxMail, mail_id, populate_existing=True)
    told = mail.state is MailState.SENDING
    words = f"Lỗi của chương trình khi gửi thư: {type(error).__name__}: {error}"[:500]
    _record_try(session, mail, outcome=Outcome.PARK.value, code=None, words=words, now=now)
    mail.state = MailState.UNKNOWN if told else MailState.PARKED
    about = f"Thư “{mail.subject}” gửi {mail.to_address} được để lại chờ xử lý. {words}"
    raise_alarm(session, MAIL_BROKEN, ward_id=mail.ward_id, words=about, now=now)


def recover(session: Session, *, now: datetime) -> int:
    """Take back what dead senders left behind; returns how many mails that were.

    What a clock that ran ahead put off for ever is brought back too.
    """
    for mail in queries.put_off_beyond(session, now + LONGEST_PUT_OFF):
        bring_back(session, mail, now=now)
    left = queries.stale(session, now, beyond=now + LONGEST_WAIT)
    for mail in left:
        if mail.state is MailState.CLAIMED:
            release(mail, not_before=now)
            session.add(mail)
        else:
            words = "Tiến trình gửi dừng giữa chừng; không rõ máy chủ đã nhận thư hay chưa."
            settle_failed(
                session, mail, outcome=Outcome.DOUBTFUL, code=None, words=words, now=now,
                by_way=mail.channel,
            )  # fmt: skip
    return len(left)


def bring_back(session: Session, mail: OutboxMail, *, now: datetime) -> None:
    """Let a mail leave as soon as it may whose instants come from a clock that ran ahead."""
    mail.not_before = now
    if mail.first_tried_at is not None:
        mail.first_tried_at = min(mail.first_tried_at, now)
    session.add(mail)


def _go_by_mail(session: Session, mail: OutboxMail, words: str, now: datetime) -> None:
    """Another way out does not know the recipient and has taken nothing: mail still reaches them."""
    mail.channel = MAIL
    release(mail, not_before=now)
    raise_alarm(
        session,
        NOT_REACHED,
        ward_id=mail.ward_id,
        words=f"Cổng gửi tin không gửi được cho {mail.to_address}: {words}. "
        "Thư được gửi bằng thư điện tử.",
        now=now,
    )


def suspend(session: Session, mail: OutboxMail, words: str, now: datetime) -> None:
    """Write no more to the address of a mail, and tell the officer; the unit keeps its others."""
    known = {row.address for row in wards.suspended_addresses(session, mail.ward_id)}
    address = mail.to_address.casefold()
    if address in known:
        return
    session.add(SuspendedAddress(ward_id=mail.ward_id, address=address, since=now, words=words))
    raise_alarm(
        session,
        ADDRESS_REFUSED,
        ward_id=mail.ward_id,
        words=f"Máy chủ thư từ chối địa chỉ {mail.to_address}: {words}",
        now=now,
    )


def raise_alarm(
    session: Session, kind: str, *, ward_id: int | None, words: str, now: datetime
) -> None:
    """Raise an alarm for a person to answer, unless the same one is open already."""
    for alarm in queries.open_alarms(session):
        if (alarm.kind, alarm.ward_id, alarm.words) == (kind, ward_id, words):
            return
    session.add(Alarm(kind=kind, ward_id=ward_id, words=words, raised_at=now))


def stopped_kind(way: str) -> str:
    """Return the kind of the alarm that stops one way out."""
    return QUEUE_STOPPED if way == MAIL else f"{QUEUE_STOPPED}-{way}"


def is_stopped(session: Session, way: str = MAIL) -> bool:
    """Tell whether all that leaves by one way waits for a person to mend its settings."""
    kind = stopped_kind(way)
    return any(alarm.kind == kind for alarm in queries.open_alarms(session))
