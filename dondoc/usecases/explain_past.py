"""What was told of one assignment, to whom, and why something was not: from marks, news and mails."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import explain_words
from dondoc.usecases.context import WardContext
from models.assignment import Assignment
from models.outbox import MAIL, MailItem, Notice, NoticeState, OutboxMail, RungMark, RungState
from models.queries import assignments
from models.queries import unwritten as queries
from models.queries.outgoing import MailGroup, group_of
from models.unwritten import Unwritten
from notifications.masking import mask


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One thing that was: a mail with what it said of the assignment, or why there was none."""

    at: datetime
    words: str
    why: str = ""
    mail: OutboxMail | None = None
    group: MailGroup | None = None


def happened(
    session: Session, context: WardContext, row: Assignment, *, address: str, now: datetime
) -> list[Happened]:
    """Return what was, oldest first; with an address only what concerns it."""
    number = row.id or 0
    told = assignments.mails_about(session, number)
    mails = [(m, i) for m, i in told if not address or m.to_address.casefold() == address]
    shown = {mail.id for mail, _ in mails}
    found = list(_mails(mails, context, now))
    found += _rungs(assignments.rung_marks_of(session, number), shown, everything=not address)
    found += _news(assignments.notices_about(session, number), shown, everything=not address)
    found += _unwritten(queries.about(session, number), context, address)
    return sorted(found, key=lambda one: one.at)


def _unwritten(rows: Sequence[Unwritten], context: WardContext, address: str) -> Iterator[Happened]:
    """Yield what could not be put into words, and until when; what still cannot is told as now."""
    for row in rows:
        if row.settled_at is None or (address and row.address != address):
            continue
        until = wording.moment(row.settled_at.astimezone(context.zone))
        tries = f", {wording.count(row.tries, 'lần')} thử" if row.tries > 1 else ""
        yield Happened(
            at=row.first_at,
            words=f"thư gửi {row.address}: chưa viết được{tries}, đến {until} thì xong",
            why=row.reason,
        )


def _mails(
    told: Sequence[tuple[OutboxMail, MailItem]], context: WardContext, now: datetime
) -> Iterator[Happened]:
    lines: dict[int, list[str]] = {}
    once = {mail.id or 0: mail for mail, _ in told}
    for mail, item in told:
        lines.setdefault(mail.id or 0, []).append(explain_words.line(item.kind, item.offset))
    for number, mail in once.items():
        words = "; ".join(lines[number])
        if mail.channel != MAIL:
            words += f", {wording.WAY_NAMES.get(mail.channel, mail.channel)}"
        yield Happened(
            at=mail.sent_at or mail.made_at, words=words, why=_why(mail, context, now),
            mail=mail, group=group_of(mail),
        )  # fmt: skip


def _why(mail: OutboxMail, context: WardContext, now: datetime) -> str:
    """Return why a mail has not arrived, and when it will be tried."""
    group = group_of(mail)
    said = [mask(mail.last_words)] if mail.last_words and group is not MailGroup.SENT else []
    if group is MailGroup.WAITING and mail.not_before > now:
        said.append(f"gửi từ {wording.moment(mail.not_before.astimezone(context.zone))}")
    return "; ".join(said)


def _rungs(
    marks: Sequence[RungMark], shown: set[int | None], *, everything: bool
) -> Iterator[Happened]:
    """Yield rungs that no mail shown tells; for one address those that concern nobody else."""
    for mark in marks:
        if mark.mail_id in shown or (mark.mail_id is not None and not everything):
            continue
        if mark.state is RungState.TOLD and mark.mail_id is not None:
            continue
        words = explain_words.rung(mark.offset, mark.audience)
        state = explain_words.RUNG_STATES[mark.state]
        yield Happened(at=mark.marked_at, words=f"{words}: {state}", why=mark.reason)


def _news(
    notices: Sequence[Notice], shown: set[int | None], *, everything: bool
) -> Iterator[Happened]:
    for notice in notices:
        words = f"tin “{explain_words.line(notice.kind)}”"
        if notice.state is NoticeState.WAITING:
            yield Happened(at=notice.made_at, words=f"{words}: đang chờ gộp vào thư")
        elif notice.state is NoticeState.DROPPED and (everything or notice.mail_id in shown):
            yield Happened(at=notice.made_at, words=f"{words}: không báo", why=notice.reason)
