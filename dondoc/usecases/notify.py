"""Decisions that a unit waits for leave at once, after a short window to merge them."""

import hashlib
from datetime import datetime

from sqlmodel import Session

from dondoc.usecases import posting, quiet
from dondoc.usecases.agenda import MERGE_WINDOW, RIDES_ALONG, entry_of, listeners
from dondoc.usecases.context import WardContext, read_ward_context
from dondoc.usecases.entries import OFFICER_KINDS, Letter, news_is_true
from dondoc.usecases.round import NAME as ROUND
from dondoc.usecases.voice import Voice
from models.outbox import Notice, NoticeState
from models.queries import assignments, heartbeats


def notify(session: Session, ward_id: int, *, voice: Voice, now: datetime) -> int:
    """Queue one mail for each address whose oldest news has waited ten minutes.

    Before the day's first round nothing is done: the round takes the news along, so that
    nobody gets two mails in one morning. Returns the number of mails.

    Raises:
        NotFound: there is no such ward.
    """
    context = read_ward_context(session, ward_id, hold=True)
    if quiet.is_quiet(session) or not context.is_open(now):
        return 0
    if not _round_has_run_today(session, context, now):
        return 0
    waiting = [
        notice
        for notice in assignments.waiting_notices(session, ward_id)
        if notice.kind not in RIDES_ALONG | OFFICER_KINDS
    ]
    if not waiting:
        return 0
    shelf = posting.shelf_of(session, context, voice=voice, now=now)
    letters = {_key(context, one): one for one in _letters(session, context, waiting, now)}
    return len(posting.post(session, context, letters, shelf=shelf, voice=voice, now=now))


def _round_has_run_today(session: Session, context: WardContext, now: datetime) -> bool:
    last = heartbeats.last(session, ROUND, context.ward_id)
    return last is not None and context.day(last.at) == context.day(now)


def _letters(
    session: Session, context: WardContext, waiting: list[Notice], now: datetime
) -> list[Letter]:
    """Return a letter for each address whose oldest news is old enough; the newer ones merge."""
    ids = {notice.assignment_id for notice in waiting}
    rows = {row.id: row for row in assignments.assignments_by_id(session, ids)}
    letters: dict[str, Letter] = {}
    oldest: dict[str, datetime] = {}
    for notice in waiting:
        row = rows[notice.assignment_id]
        if not news_is_true(notice, row):
            notice.state, notice.reason = NoticeState.DROPPED, "đã có thay đổi mới hơn"
            session.add(notice)
            continue
        for to in listeners(context, notice, row, now):
            letters.setdefault(to.key, Letter(to=to)).entries.append(entry_of(notice))
            oldest.setdefault(to.key, notice.made_at)
    return [letter for key, letter in letters.items() if now - oldest[key] >= MERGE_WINDOW]


def _key(context: WardContext, letter: Letter) -> str:
    ids = ",".join(str(entry.notice_id) for entry in letter.entries)
    digest = hashlib.sha256(ids.encode()).hexdigest()[:24]
    return f"news:{context.ward.key}:{letter.to.key}:{digest}"
