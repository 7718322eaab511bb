"""One incoming mail: stored once, told apart, and what follows from it; nothing is ever answered.

What machines sent makes no note and no mail; a bounce suspends the address, not the unit; a
person's answer becomes a note on the assignment, never a report. What is not certain is held
for the officer.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc.reading.mails.mail import MailFile, ReadMail
from dondoc.reading.mails.read import fingerprint, read_mail
from dondoc.rules.incoming import Sort
from dondoc.rules.local import at_local, local_day
from dondoc.usecases import bounces, replies
from dondoc.usecases.actor import SYSTEM
from dondoc.usecases.incoming_facts import Facts, facts_of, name_of
from dondoc.usecases.incoming_verdict import Verdict
from dondoc.usecases.record import record
from dondoc.usecases.voice import Voice
from models.incoming import IncomingFile, IncomingKind, IncomingMail, IncomingState
from models.queries import incoming as queries

#: Of mails that machines sent, and of those that came back to us, so much is kept.
MACHINE_BYTES = 64 * 1024
LONGEST_SUBJECT = 500
TOO_LARGE = "Thư lớn hơn mức được nhận nên chỉ giữ phần đầu; tệp kèm theo không được lưu."


@dataclass(frozen=True, kw_only=True)
class Given:
    """A mail as a mailbox hands it over.

    ``raw`` is cut where the mail is larger than what is taken; ``size`` is its whole size in
    bytes. ``came_to`` is the recipient that the mail server named, where it did.
    """

    raw: bytes
    source: str
    size: int
    came_to: tuple[str, ...] = ()

    @property
    def is_cut(self) -> bool:
        return self.size > len(self.raw)


def receive(session: Session, given: Given, *, voice: Voice, now: datetime) -> IncomingMail | None:
    """Take one mail; None when it was taken before, however it came then."""
    identity = fingerprint(given.raw)
    if queries.is_known(session, identity):
        return None
    facts = facts_of(session, read_mail(given.raw), voice=voice, now=now, came_to=given.came_to)
    verdict = _held_back(given, facts) or _verdict(session, facts)
    row = _stored(session, given, facts, verdict, identity)
    verdict.carry_out(session, row)
    return row


def keep_unread(session: Session, given: Given, *, why: str, now: datetime) -> IncomingMail | None:
    """Store a mail on which the program itself has failed, for a person to read."""
    identity = fingerprint(given.raw)
    if queries.is_known(session, identity):
        return None
    read = read_mail(given.raw)
    row = _row(given, read, identity, now)
    row.kind, row.state = IncomingKind.UNCLEAR, IncomingState.HELD
    row.reason = f"Chương trình không xử lý được thư này ({why})."
    row.ward_id = queries.only_ward(session)
    session.add(row)
    session.flush()
    return row


def _held_back(given: Given, facts: Facts) -> Verdict | None:
    """Hold what was not read as a whole, unless it is known to come from a machine."""
    trouble = TOO_LARGE if given.is_cut else facts.read.trouble
    if not trouble or facts.sort in (Sort.OWN, Sort.MACHINE):
        return None
    kind = IncomingKind.REPLY if facts.sort is Sort.PERSON else IncomingKind.UNCLEAR
    return Verdict.held(kind, trouble)


def _verdict(session: Session, facts: Facts) -> Verdict:
    match facts.sort:
        case Sort.OWN:
            return Verdict.done(IncomingKind.OWN, "Thư của chính hệ thống quay lại; không xử lý.")
        case Sort.REPORT:
            return bounces.judge(session, facts)
        case Sort.BOUNCE:
            return bounces.unreadable(facts)
        case Sort.AWAY:
            return _away(session, facts)
        case Sort.MACHINE:
            return Verdict.done(IncomingKind.MACHINE, "Thư do máy gửi; không xử lý.")
        case Sort.PERSON:
            return replies.judge(session, facts)


def _away(session: Session, facts: Facts) -> Verdict:
    """Note an absence on the contact, once a day, and do nothing else."""
    context = facts.context
    if context is None or not facts.is_known:
        return Verdict.done(
            IncomingKind.AWAY, "Thư báo vắng mặt của người không có trong danh bạ; không xử lý."
        )
    since = at_local(local_day(facts.now, context.zone), "00:00", context.zone)
    if queries.is_noted_away(session, context.ward_id, facts.sender, since):
        return Verdict.done(IncomingKind.AWAY, "Đã ghi nhận vắng mặt trong ngày.")

    def note(session: Session, row: IncomingMail) -> None:
        name = name_of(context, row.sender) or row.sender_name or row.sender
        record(
            session, context.ward_id, "away", actor=SYSTEM, now=facts.now,
            text=f"{name} ({row.sender}): {row.own_words or row.subject}"[:500],
            after={"address": row.sender, "incoming": row.id},
        )  # fmt: skip

    return Verdict.done(IncomingKind.AWAY, "Đã ghi vắng mặt vào đầu mối.", note)


def _stored(
    session: Session, given: Given, facts: Facts, verdict: Verdict, identity: str
) -> IncomingMail:
    row = _row(given, facts.read, identity, facts.now)
    row.kind, row.state, row.reason = verdict.kind, verdict.state, _kept(verdict.reason)
    row.status, row.words = verdict.status, _kept(verdict.words)
    row.ward_id = facts.context.ward_id if facts.context else None
    row.mail_id = facts.ours.id if facts.ours else None
    if verdict.kind in (IncomingKind.OWN, IncomingKind.MACHINE):
        row.raw = row.raw[:MACHINE_BYTES]
    session.add(row)
    session.flush()
    # What a server sends back is our own mail, with the links of whom it was for.
    if facts.sort is Sort.PERSON:
        session.add_all(_files(row, facts.read.files if not given.is_cut else ()))
    return row


def _row(given: Given, read: ReadMail, identity: str, now: datetime) -> IncomingMail:
    return IncomingMail(
        fingerprint=identity,
        source=given.source,
        received_at=now,
        dated=read.dated,
        message_id=_kept(read.marks.message_id),
        sender=_kept(read.sender)[:320],
        sender_name=_kept(read.sender_name)[:200],
        subject=_kept(read.subject)[:LONGEST_SUBJECT],
        own_words=_kept(read.own_words),
        text=_kept(read.text),
        size=given.size,
        raw=given.raw,
        kind=IncomingKind.UNCLEAR,
        state=IncomingState.HELD,
    )


def _kept(text: str) -> str:
    """PostgreSQL takes no zero, and neither database half a surrogate pair."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _files(row: IncomingMail, files: Iterable[MailFile]) -> Iterable[IncomingFile]:
    return (
        IncomingFile(
            incoming_id=row.id or 0,
            file_name=_kept(file.file_name),
            media_type=file.media_type,
            size=len(file.content),
            sha256=hashlib.sha256(file.content).hexdigest(),
            content=file.content,
        )
        for file in files
    )
