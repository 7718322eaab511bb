"""Mails of the outbox as lines and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.cli import places
from dondoc.cli.desk import Desk
from dondoc.cli.directory_words import Place
from dondoc.usecases import outgoing
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.outgoing import Mails, MailView
from models.assignment import Assignment
from models.outbox import DeliveryTry, OutboxMail, SuspendedAddress
from models.queries.outgoing import group_of
from models.unwritten import Unwritten
from notifications.masking import mask
from notifications.stored import raw_view, read_stored


def place_of(desk: Desk, session: Session, mail_id: int, by: str | None) -> Place:
    """Return where a command on one mail acts: in the mail's own ward.

    Raises:
        NotFound, NotAllowed: there is no such mail or person, or the person may only read.
    """
    context = load_ward_context(session, outgoing.view(session, mail_id).mail.ward_id)
    return Place(context.ward_id, places.answerer(context, by), desk.now(context.zone))


def lines(page: Mails, zone: tzinfo) -> Iterator[str]:
    """Yield one line for each mail, and a second one with the server's words where it got stuck."""
    if not page.mails:
        yield "Không có thư nào như vậy."
    for mail in page.mails:
        group = group_of(mail)
        when = _short(mail.sent_at or mail.made_at, zone)
        yield (
            f"{mail.id:>6}  {when}  {wording.MAIL_GROUP_NAMES[group]:<26}  "
            f"{mail.to_address}  {mail.subject}"
        )
        if mail.last_words and group != "sent":
            yield f"        {mask(mail.last_words)}"
    if page.more:
        yield "Còn thư cũ hơn; xem thêm bằng --limit, --find, --state."


def print_mail(desk: Desk, view: MailView, zone: tzinfo, *, raw: bool) -> None:
    """Print one mail with its tries; with ``raw`` part by part with every header line."""
    mail, stored = view.mail, read_stored(view.content)
    desk.say(f"Thư số {mail.id}: {wording.MAIL_GROUP_NAMES[view.group]}, lập lúc "
             f"{_short(mail.made_at, zone)}")  # fmt: skip
    if view.suspended is not None:
        desk.say(f"Địa chỉ {mail.to_address} đang tạm ngừng gửi: {mask(view.suspended.words)}")
    for one in view.tries:
        desk.say(f"  {_short(one.at, zone)}  {_try(one)}")
    desk.say()
    if raw:
        desk.say(raw_view(view.content))
    else:
        for name in ("From", "To", "Subject", "Message-ID"):
            desk.say(f"{name}: {stored.header(name)}")
        desk.say_all(f"Tệp kèm: {file.name}" for file in stored.files)
        desk.say()
        desk.say(stored.text)
    desk.hand_over(
        as_json(mail, zone)
        | {
            "tries": [_try_json(one, zone) for one in view.tries],
            "headers": [list(pair) for pair in stored.headers],
            "text": stored.text,
            "html": stored.html,
            "files": [file.name for file in stored.files],
            "address_suspended": view.suspended is not None,
        }
    )


def _try(one: DeliveryTry) -> str:
    code = f"{one.code} " if one.code else ""
    outcome = wording.TRY_NAMES.get(one.outcome, one.outcome)
    return f"{outcome}: {code}{mask(one.words)} [{one.sender or '-'}]"


def _try_json(one: DeliveryTry, zone: tzinfo) -> dict[str, Any]:
    return {
        "at": one.at.astimezone(zone).isoformat(),
        "outcome": one.outcome,
        "code": one.code,
        "words": mask(one.words),
        "sender": one.sender,
        "channel": one.channel,
    }


def as_json(mail: OutboxMail, zone: tzinfo) -> dict[str, Any]:
    """Return one mail of a list for programs."""
    return {
        "id": mail.id,
        "state": group_of(mail).value,
        "kind": mail.kind,
        "to": mail.to_address,
        "to_name": mail.to_name,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "channel": mail.channel,
        "made": mail.made_at.astimezone(zone).isoformat(),
        "not_before": mail.not_before.astimezone(zone).isoformat(),
        "sent": mail.sent_at.astimezone(zone).isoformat() if mail.sent_at else None,
        "bounced": mail.bounced_at.astimezone(zone).isoformat() if mail.bounced_at else None,
        "attempts": mail.attempts,
        "words": mask(mail.last_words),
    }


def print_addresses(desk: Desk, rows: Sequence[SuspendedAddress], zone: tzinfo) -> None:
    """Print the addresses to which nothing is sent."""
    if not rows:
        desk.say("Không có địa chỉ nào đang tạm ngừng gửi.")
    for row in rows:
        desk.say(f"{row.address}  từ {_short(row.since, zone)}  {mask(row.words)}")
    desk.hand_over(
        [
            {
                "address": row.address,
                "since": row.since.astimezone(zone).isoformat(),
                "words": mask(row.words),
            }
            for row in rows
        ]
    )


def _short(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{wording.hour(local)} {wording.day_short(local)}"


def print_unwritten(
    desk: Desk, rows: Sequence[tuple[Unwritten, Assignment | None]], zone: tzinfo
) -> None:
    """Print what could not be put into words, and why."""
    if not rows:
        desk.say("Không có nội dung nào chưa viết được.")
    for row, work in rows:
        desk.say(
            f"{row.address}  {work.code if work else 'cả thư'}  từ {_short(row.first_at, zone)}, "
            f"{wording.count(row.tries, 'lần')} thử"
        )
        desk.say(f"        {row.reason}")
    desk.hand_over(
        [
            {
                "address": row.address,
                "assignment": work.code if work else None,
                "reason": row.reason,
                "first": row.first_at.astimezone(zone).isoformat(),
                "last": row.last_at.astimezone(zone).isoformat(),
                "tries": row.tries,
            }
            for row, work in rows
        ]
    )
