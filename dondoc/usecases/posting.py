"""Letters into the outbox: one a day for each address, an unsent older one taken over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc.usecases import letters as writing
from dondoc.usecases.agenda import unique
from dondoc.usecases.context import WardContext
from dondoc.usecases.desk import Desk, desk_for
from dondoc.usecases.entries import Letter, Mark, letter_of
from dondoc.usecases.readers import misdirected
from dondoc.usecases.voice import Voice
from models.outbox import MailState, NoticeState, OutboxMail, RungMark
from models.queries import assignments
from models.queries import outbox as queries
from notifications import outbox


@dataclass(frozen=True)
class Shelf:
    """What the outbox already holds of a ward: today's mails by key, unsent ones by address."""

    today: dict[str, OutboxMail]
    unsent: dict[str, list[OutboxMail]]


def shelf_of(session: Session, context: WardContext, *, voice: Voice, now: datetime) -> Shelf:
    """Load what the outbox holds, in two queries where nothing waits to leave.

    Lines of unsent mails whose reader is another one by now are taken back to be told anew.
    """
    unsent: dict[str, list[OutboxMail]] = defaultdict(list)
    for mail in _rightly_addressed(session, context, voice=voice, now=now):
        unsent[mail.to_address.casefold()].append(mail)
    today = queries.mails_of_day(session, context.ward_id, context.day(now))
    return Shelf({mail.dedup_key: mail for mail in today}, unsent)


def _rightly_addressed(
    session: Session, context: WardContext, *, voice: Voice, now: datetime
) -> list[OutboxMail]:
    unsent = queries.unsent_mails(session, context.ward_id)
    found = [(m, letter_of(m.facts)) for m in unsent if m.facts.get("form") == "round"]
    if not found:
        return []
    letters = [letter for _, letter in found]
    desk = desk_for(session, context, letters, voice=voice, now=now)
    rows = {key: work.assignment for key, work in desk.works.items()}
    return [
        mail
        for mail, letter in found
        if not misdirected(letter, context, rows, desk.notices, context.day(now))
        or writing.refresh(session, context, mail, voice=voice, now=now)
    ]


def digest_key(context: WardContext, letter: Letter, now: datetime) -> str:
    """The key of the one digest: ward, address and local date."""
    return f"digest:{context.ward.key}:{letter.to.key}:{context.day(now).isoformat()}"


def has_left(shelf: Shelf, key: str) -> bool:
    """Tell whether today's digest has begun to leave, so that more waits for tomorrow's."""
    mail = shelf.today.get(key)
    return mail is not None and not (mail.state is MailState.QUEUED and mail.repeats == 0)


def post(
    session: Session,
    context: WardContext,
    letters: Mapping[str, Letter],
    *,
    shelf: Shelf,
    voice: Voice,
    now: datetime,
) -> list[OutboxMail]:
    """Store letters, given by their keys, as mails with their marks.

    A letter in which nothing is true any more makes no mail.
    """
    if not letters:
        return []
    for letter in letters.values():
        for mail in shelf.unsent.get(letter.to.key, []):
            earlier = letter_of(mail.facts)
            letter.entries = unique([*earlier.entries, *letter.entries])
            letter.sheet = letter.sheet or earlier.sheet
    desk = desk_for(session, context, list(letters.values()), voice=voice, now=now)
    posted = (_post_one(session, letter, desk, key, shelf) for key, letter in letters.items())
    return [mail for mail in posted if mail is not None]


def _post_one(
    session: Session, letter: Letter, desk: Desk, key: str, shelf: Shelf
) -> OutboxMail | None:
    parcel = writing.parcel_of(session, letter, desk, key=key)
    if parcel is None:
        return None
    mail = shelf.today.get(key)
    if mail is not None:
        outbox.rewrite(session, mail, parcel)
    else:
        mail = outbox.enqueue(session, parcel, now=desk.now)
    old = [one for one in shelf.unsent.get(letter.to.key, []) if one.id != mail.id]
    _take_over(session, old, mail)
    store_marks(session, desk.context, letter.marks, now=desk.now, mail_id=mail.id)
    _mark_told(session, letter, mail)
    return mail


def _take_over(session: Session, old: Iterable[OutboxMail], mail: OutboxMail) -> None:
    for superseded in old:
        outbox.drop(session, superseded, reason="Được thay bằng một thư mới hơn gửi cùng địa chỉ.")
        for mark in queries.marks_of(session, superseded.id or 0):
            mark.mail_id = mail.id
            session.add(mark)
        for notice in queries.notices_of(session, superseded.id or 0):
            notice.mail_id = mail.id
            session.add(notice)


def _mark_told(session: Session, letter: Letter, mail: OutboxMail) -> None:
    ids = [entry.notice_id for entry in letter.entries if entry.notice_id is not None]
    for notice in assignments.notices_by_id(session, ids) if ids else []:
        notice.state = NoticeState.TOLD
        notice.mail_id = mail.id
        session.add(notice)


def store_marks(
    session: Session,
    context: WardContext,
    marks: Sequence[Mark],
    *,
    now: datetime,
    mail_id: int | None = None,
) -> None:
    """Write down how rungs ended; each key exists once, whoever comes second fails."""
    session.add_all(
        RungMark(
            ward_id=context.ward_id,
            assignment_id=mark.assignment_id,
            revision=mark.revision,
            offset=mark.offset,
            audience=mark.audience,
            state=mark.state,
            reason=mark.reason,
            marked_at=now,
            mail_id=mail_id,
        )
        for mark in marks
    )
