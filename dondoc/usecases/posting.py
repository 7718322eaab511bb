"""Letters into the outbox: one a day for each address, an unsent older one taken over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from dondoc.rules.delivery import LONGEST_WAIT
from dondoc.rules.local import at_local
from dondoc.usecases import letters as writing
from dondoc.usecases import unwritten
from dondoc.usecases.agenda import unique
from dondoc.usecases.context import WardContext
from dondoc.usecases.desk import Desk, desk_for
from dondoc.usecases.entries import Letter, Mark, letter_if_readable, letter_of
from dondoc.usecases.isolate import Written
from dondoc.usecases.readers import misdirected
from dondoc.usecases.voice import Voice
from models.outbox import MailState, NoticeState, OutboxMail
from models.queries import assignments
from models.queries import outbox as queries
from models.queries import shelf as shelf_queries
from notifications import outbox
from notifications.outbox import Parcel

ONE_DAY = timedelta(days=1)
#: How the key of a digest begins.
DIGEST = "digest:"


@dataclass(frozen=True)
class Shelf:
    """What the outbox already holds of a ward: today's mails by key, unsent ones by address."""

    today: dict[str, OutboxMail]
    unsent: dict[str, list[OutboxMail]]


def shelf_of(session: Session, context: WardContext, *, voice: Voice, now: datetime) -> Shelf:
    """Load what the outbox holds, in two queries where nothing waits to leave.

    Lines of unsent mails whose reader is another one by now are taken back to be told anew. The
    ward may send now: a mail that waits for a far day has it from a clock that ran ahead, or
    from a day off that is none any more, and is brought back.
    """
    unsent: dict[str, list[OutboxMail]] = defaultdict(list)
    for mail in _rightly_addressed(session, context, voice=voice, now=now):
        unsent[mail.to_address.casefold()].append(mail)
    return Shelf(todays(session, context, now), unsent)


def todays(session: Session, context: WardContext, now: datetime) -> dict[str, OutboxMail]:
    """Return by their keys the mails of the day of this instant.

    What has begun to leave as the digest of a ward that was one with this one on this day stands
    there as this ward's own: a merger or its undoing brings nobody a second one.
    """
    day = context.day(now)
    since, until = (at_local(one, "00:00", context.zone) for one in (day, day + ONE_DAY))
    found = shelf_queries.mails_of_day(session, context.ward_id, day, since=since, until=until)
    theirs = (mail for mail in found if mail.ward_id != context.ward_id)
    told = (m for m in theirs if m.dedup_key.startswith(DIGEST) and _may_be_read(m))
    others = {_digest_key(context, mail.to_address, day): mail for mail in told}
    return others | {m.dedup_key: m for m in found if m.ward_id == context.ward_id}


def _rightly_addressed(
    session: Session, context: WardContext, *, voice: Voice, now: datetime
) -> list[OutboxMail]:
    unsent = shelf_queries.unsent_mails(session, context.ward_id)
    for mail in unsent:
        if mail.not_before > now + LONGEST_WAIT:
            outbox.bring_back(session, mail, now=now)
    stored = ((m, letter_if_readable(m.facts)) for m in unsent if m.facts.get("form") == "round")
    found = [(mail, letter) for mail, letter in stored if letter is not None]
    if not found:
        return []
    letters = [letter for _, letter in found]
    desk = desk_for(session, context, letters, voice=voice, now=now)
    return [
        mail
        for mail, letter in found
        if not misdirected(letter, context, desk.rows, desk.notices, context.day(now))
        or writing.refresh(session, context, mail, voice=voice, now=now)
    ]


def digest_key(context: WardContext, letter: Letter, now: datetime) -> str:
    """The key of the one digest: ward, address and local date."""
    return _digest_key(context, letter.to.key, context.day(now))


def _digest_key(context: WardContext, address: str, day: date) -> str:
    return f"{DIGEST}{context.ward.key}:{address.casefold()}:{day.isoformat()}"


def has_left(shelf: Shelf, key: str) -> bool:
    """Tell whether today's digest has begun to leave, so that more waits for tomorrow's."""
    mail = shelf.today.get(key)
    return mail is not None and not _waits(mail)


def _waits(mail: OutboxMail) -> bool:
    return mail.state is MailState.QUEUED and mail.repeats == 0


def _may_be_read(mail: OutboxMail) -> bool:
    return mail.state is not MailState.DROPPED and not _waits(mail)


def post(
    session: Session,
    context: WardContext,
    letters: Mapping[str, Letter],
    *,
    shelf: Shelf,
    voice: Voice,
    now: datetime,
) -> dict[int, Letter]:
    """Store letters, given by their keys, as mails with their marks; returns them by mail id.

    A letter in which nothing is true any more makes no mail; lines that cannot be written are
    left to another round, see ``unwritten``.
    """
    if not letters:
        return {}
    for letter in letters.values():
        for mail in shelf.unsent.get(letter.to.key, []):
            earlier = letter_of(mail.facts)
            letter.entries = unique([*earlier.entries, *letter.entries])
            letter.sheet = letter.sheet or earlier.sheet
    desk = desk_for(session, context, list(letters.values()), voice=voice, now=now)
    written = {key: writing.written(session, one, desk, key=key) for key, one in letters.items()}
    _set_aside(session, context, written, shelf, now=now)
    composed = {key: one.parcel for key, one in written.items() if one.parcel is not None}
    ids = _store(session, composed, shelf, now=now)
    posted = {ids[key]: written[key].letter for key in composed}
    for mail_id, letter in posted.items():
        old = [one for one in shelf.unsent.get(letter.to.key, []) if one.id != mail_id]
        _take_over(session, old, mail_id)
        _mark_told(letter, desk, mail_id)
    marks = [(mark, mail_id) for mail_id, letter in posted.items() for mark in letter.marks]
    _store_marks(session, context, marks, now=now)
    return posted


def _set_aside(
    session: Session,
    context: WardContext,
    written: Mapping[str, Written],
    shelf: Shelf,
    *,
    now: datetime,
) -> None:
    """Keep what could not be written for another round, also what an older mail was to tell."""
    broken = [one for one in written.values() if one.failed]
    for one in broken:
        if one.parcel is not None:
            unwritten.untell(session, shelf.unsent.get(one.letter.to.key, []), one.failed)
    if broken:
        found = [(one.letter.to, one.failed) for one in broken]
        unwritten.keep(session, context, found, now=now, passing=True)


def _store(
    session: Session, composed: Mapping[str, Parcel], shelf: Shelf, *, now: datetime
) -> dict[str, int]:
    """Store mails, in the place of today's where there is one; returns their ids by their keys."""
    ids = {key: shelf.today[key].id or 0 for key in composed if key in shelf.today}
    for key in ids:
        outbox.rewrite(session, shelf.today[key], composed[key])
    new = [parcel for key, parcel in composed.items() if key not in ids]
    return ids | outbox.enqueue_all(session, new, now=now)


def _take_over(session: Session, old: Iterable[OutboxMail], mail_id: int) -> None:
    for superseded in old:
        outbox.drop(session, superseded, reason="Được thay bằng một thư mới hơn gửi cùng địa chỉ.")
        for mark in queries.marks_of(session, superseded.id or 0):
            mark.mail_id = mail_id
            session.add(mark)
        for notice in queries.notices_of(session, superseded.id or 0):
            notice.mail_id = mail_id
            session.add(notice)


def _mark_told(letter: Letter, desk: Desk, mail_id: int) -> None:
    for entry in letter.entries:
        notice = desk.notices.get(entry.notice_id or 0)
        if notice is not None:
            notice.state, notice.mail_id = NoticeState.TOLD, mail_id


def store_marks(
    session: Session, context: WardContext, marks: Sequence[Mark], *, now: datetime
) -> None:
    """Write down how rungs ended of which no mail tells."""
    _store_marks(session, context, [(mark, None) for mark in marks], now=now)


def _store_marks(
    session: Session,
    context: WardContext,
    marks: Sequence[tuple[Mark, int | None]],
    *,
    now: datetime,
) -> None:
    """Write down how rungs ended; each key exists once, whoever comes second fails."""
    queries.add_marks(
        session,
        [
            vars(mark) | {"ward_id": context.ward_id, "marked_at": now, "mail_id": mail_id}
            for mark, mail_id in marks
        ],
    )
    fixed = {mark.assignment_id for mark, _ in marks if mark.audience.startswith("level:")}
    for row in assignments.assignments_by_id(session, fixed):
        # The chain stays as it is for this case, whatever is edited later.
        row.chain = row.chain if row.chain is not None else list(context.ward.chain)
        session.add(row)
