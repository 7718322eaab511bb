"""Mails that came back: the address is suspended, counted or left to the officer, never the unit."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from dondoc.rules.incoming import MANY, Effect, Reported, effect_of, status_of
from dondoc.usecases.actor import SYSTEM, Actor
from dondoc.usecases.incoming_facts import Facts
from dondoc.usecases.incoming_verdict import Verdict, Work
from dondoc.usecases.record import record
from models.incoming import IncomingKind, IncomingMail
from models.outbox import OutboxMail
from models.queries import incoming as queries
from notifications import outbox, tries
from notifications.tries import Try

ADDRESS_PASSING = "address-passing"
#: Passing troubles are counted together over so long.
COUNTED_FOR = timedelta(days=14)
_GRAVITY = (Effect.SUSPEND, Effect.REFUSED, Effect.COUNT, Effect.UNCLEAR, Effect.NOTHING)
_UNKNOWN = "Thư báo lỗi không cho biết là của thư nào đã gửi."


def judge(session: Session, facts: Facts) -> Verdict:
    """Judge a delivery report; of several recipients the gravest counts, ours have one."""
    recipients = facts.read.report.recipients if facts.read.report else ()
    one = min(recipients, key=lambda each: _GRAVITY.index(effect_of(each)))
    effect, words = effect_of(one), (one.diagnostic.partition(";")[2] or one.diagnostic).strip()
    verdict = _judged(session, facts, one, effect, words or status_of(one))
    return replace(verdict, status=status_of(one), words=words)


def unreadable(facts: Facts) -> Verdict:
    """Leave a server's message that is no report of RFC 3464 to the officer."""
    about = f" Thư đã gửi tới {facts.ours.to_address}." if facts.ours else ""
    return Verdict.held(
        IncomingKind.UNCLEAR,
        f"Thư báo lỗi của máy chủ thư không theo mẫu nên không đọc được.{about}",
    )


def _judged(session: Session, facts: Facts, one: Reported, effect: Effect, words: str) -> Verdict:
    ours, code = facts.ours, status_of(one)
    if effect is Effect.NOTHING:
        return Verdict.done(IncomingKind.RECEIPT, _RECEIPTS.get(one.action, _RECEIPTS["delivered"]))
    if ours is None:
        return Verdict.held(IncomingKind.UNCLEAR, _UNKNOWN)
    if not facts.signed and not _speaks_of(one, ours):
        return Verdict.held(
            IncomingKind.UNCLEAR,
            f"Thư báo lỗi nói về địa chỉ {one.recipient}, khác địa chỉ đã gửi {ours.to_address}.",
        )
    match effect:
        case Effect.SUSPEND if _was_answered(session, ours, facts.now):
            return Verdict.done(
                IncomingKind.PASSING, "Thư báo lỗi của thư gửi trước khi địa chỉ được sửa."
            )
        case Effect.SUSPEND:
            reason = f"Đã ngừng gửi tới {ours.to_address} ({code}); thư sau gửi đầu mối kế tiếp."
            return Verdict.done(IncomingKind.BOUNCE, reason, _suspend(ours, words, facts.now))
        case Effect.COUNT:
            reason = f"Chưa tới được {ours.to_address} vì lỗi tạm thời ({code})."
            return Verdict.done(IncomingKind.PASSING, reason, _count(ours, words, facts.now))
        case Effect.REFUSED:
            reason = f"Máy chủ thư nơi nhận từ chối thư gửi {ours.to_address} ({code})."
            return Verdict.held(IncomingKind.REFUSED, reason, _mark_only(ours, words, facts.now))
        case _:
            return Verdict.held(
                IncomingKind.UNCLEAR,
                f"Thư báo lỗi không ghi rõ mã lỗi. Thư đã gửi tới {ours.to_address}.",
            )


_RECEIPTS = {
    "delayed": "Thư đang được máy chủ gửi lại; chưa phải lỗi.",
    "delivered": "Máy chủ thư báo đã chuyển thư.",
}


def _speaks_of(one: Reported, ours: OutboxMail) -> bool:
    return ours.to_address.casefold() in (one.recipient, one.original)


def _was_answered(session: Session, ours: OutboxMail, now: datetime) -> bool:
    """Tell whether the officer has mended this address after the mail was sent."""
    sent_at = ours.sent_at or ours.made_at
    alarms = queries.answered_since(session, ours.ward_id, outbox.ADDRESS_REFUSED, sent_at)
    return sent_at <= now and any(
        ours.to_address.casefold() in alarm.words.casefold() for alarm in alarms
    )


def _suspend(ours: OutboxMail, words: str, now: datetime) -> Work:
    def work(session: Session, row: IncomingMail) -> None:
        suspend(session, ours, row, words=words, actor=SYSTEM, now=now)

    return work


def suspend(
    session: Session,
    ours: OutboxMail,
    row: IncomingMail,
    *,
    words: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write no more to the address of a mail that came back, and say so in the ward's log."""
    _mark(session, ours, words, now)
    outbox.suspend(session, ours, words, now)
    record(
        session, ours.ward_id, "bounce", actor=actor, now=now,
        text=f"{ours.to_address}: {words}"[:500],
        after={"address": ours.to_address, "incoming": row.id},
    )  # fmt: skip


def _count(ours: OutboxMail, words: str, now: datetime) -> Work:
    def work(session: Session, row: IncomingMail) -> None:
        _mark(session, ours, words, now)
        since = now - COUNTED_FOR
        if queries.count_passing(session, ours.ward_id, ours.to_address, since) >= MANY:
            told = (
                f"Nhiều thư gửi {ours.to_address} bị trả lại vì lỗi tạm thời của máy chủ thư. Hãy "
                "gọi điện cho đơn vị và kiểm tra địa chỉ."
            )
            outbox.raise_alarm(
                session, ADDRESS_PASSING, ward_id=row.ward_id or ours.ward_id, words=told, now=now
            )

    return work


def _mark_only(ours: OutboxMail, words: str, now: datetime) -> Work:
    def work(session: Session, _row: IncomingMail) -> None:
        _mark(session, ours, words, now)

    return work


def _mark(session: Session, ours: OutboxMail, words: str, now: datetime) -> None:
    """Say on the mail itself that it came back; what a server once took stays sent."""
    ours.bounced_at = ours.bounced_at or now
    ours.last_words = words
    session.add(ours)
    tries.keep(session, [Try(mail_id=ours.id or 0, at=now, outcome=tries.BOUNCED, words=words)])
