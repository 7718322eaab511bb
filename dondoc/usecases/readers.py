"""Who reads a letter: in what capacity, and which of its lines are for somebody else by now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from typing import Protocol

from sqlmodel import Session

from dondoc.rules.directory import Reachable
from dondoc.usecases.context import WardContext
from dondoc.usecases.desk import Desk, on_sheet
from dondoc.usecases.entries import DEADLINE_KINDS, RECEIPT, TO_UNIT, Entry, Letter
from models.outbox import Notice, NoticeState, OutboxMail
from models.queries import assignments, links
from models.queries import outbox as outbox_queries


class OfUnit(Protocol):
    """Work, as far as the unit that has it."""

    @property
    def unit_id(self) -> int:
        """The unit's row id."""
        ...


def reader_of(letter: Letter, entries: Sequence[Entry], desk: Desk) -> Reachable:
    """Return the reader in every capacity in which these lines speak to them."""
    context, day = desk.context, desk.local.date()
    found: list[Reachable | None] = []
    if letter.sheet or any(on_sheet(entry) for entry in entries):
        found += [context.directory.stand_in(person, day) for person in context.people]
    units = dict.fromkeys(_unit_of(e, desk.rows, desk.notices) for e in entries if not on_sheet(e))
    found += [context.reach(unit_id, day) for unit_id in units]
    here = [to for to in found if to is not None and to.key == letter.to.key]
    return reduce(Reachable.also, here) if here else letter.to


def _unit_of(entry: Entry, rows: Mapping[int, OfUnit], notices: Mapping[int, Notice]) -> int:
    notice = notices.get(entry.notice_id or 0)
    return notice.unit_id if notice is not None else rows[entry.assignment_id].unit_id


def misdirected(
    letter: Letter,
    context: WardContext,
    rows: Mapping[int, OfUnit],
    notices: Mapping[int, Notice],
    day: date,
) -> list[Entry]:
    """Return the lines for a unit whose mails go to another address on this day, or to none."""
    wrong = []
    for entry in letter.entries:
        if on_sheet(entry) or entry.assignment_id not in rows:
            continue
        unit_id = _unit_of(entry, rows, notices)
        to = context.reach(unit_id, day) if unit_id in context.units else None
        if to is None or to.key != letter.to.key:
            wrong.append(entry)
    return wrong


def read_elsewhere(
    letter: Letter,
    context: WardContext,
    rows: Mapping[int, OfUnit],
    notices: Mapping[int, Notice],
    day: date,
) -> list[Entry]:
    """Return the lines for a unit that is read for at another address on this day."""
    wrong = misdirected(letter, context, rows, notices, day)
    units = {_unit_of(entry, rows, notices) for entry in wrong} & set(context.units)
    return wrong if any(context.reach(unit_id, day) for unit_id in units) else []


def take_back(
    session: Session, mail: OutboxMail, entries: Sequence[Entry], *, now: datetime
) -> None:
    """Let lines of a mail that nobody has seen be told anew, to whoever reads for the unit now."""
    due = {entry.assignment_id for entry in entries if entry.kind in DEADLINE_KINDS | {RECEIPT}}
    for mark in outbox_queries.marks_of(session, mail.id or 0):
        if mark.audience in TO_UNIT and mark.assignment_id in due:
            session.delete(mark)
    news = [entry.notice_id for entry in entries if entry.notice_id is not None]
    for notice in assignments.notices_by_id(session, news) if news else ():
        notice.state, notice.mail_id = NoticeState.WAITING, None
        session.add(notice)
    told = {entry.assignment_id for entry in entries if not entry.support}
    for link in links.links_to(session, told, mail.to_address.casefold()):
        if link.made_at >= mail.made_at and link.revoked_at is None:
            # It stands in this mail only: its reader does not have it.
            link.revoked_at = now
            session.add(link)
    mail.facts = mail.facts | {
        "entries": [one for one in mail.facts["entries"] if not _is_among(one, entries)]
    }
    session.add(mail)


def _is_among(stored: Mapping[str, object], entries: Sequence[Entry]) -> bool:
    return any(
        (stored["assignment_id"], stored["kind"], stored["notice_id"])
        == (entry.assignment_id, entry.kind, entry.notice_id)
        for entry in entries
    )
