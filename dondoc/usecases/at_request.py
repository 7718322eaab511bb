"""Mails that someone has just asked for: the way in, and a link sent again; at any hour."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from dondoc.usecases import links
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.desk import desk_for, sender_of
from dondoc.usecases.entries import Entry, Letter
from dondoc.usecases.items import item_of
from dondoc.usecases.voice import Voice
from models.assignment import OPEN_STATES, Assignment, Link
from models.queries import outbox as outbox_queries
from models.ward import Person
from notifications import notes, outbox
from notifications.message import Address, Message, message_id_for
from notifications.outbox import Line, Parcel
from notifications.views import LinkAgainMail, LoginMail

#: A link that was asked for again is not sent once more before this has passed.
BETWEEN_LINKS = timedelta(hours=1)
#: The kind of such a mail, and of its line.
LINK_AGAIN = "link-again"


def queue_login(
    session: Session, person: Person, *, code: str, voice: Voice, now: datetime, hours: float = 1
) -> None:
    """Queue the mail with a sign-in link; it leaves at any hour."""
    context = load_ward_context(session, person.ward_id)
    until = (now + timedelta(hours=hours)).astimezone(context.zone)
    key = f"login:{person.id}:{links.hash_of(code)[:16]}"
    message = notes.compose_login(
        LoginMail(
            to=Address(person.name, person.email),
            link=f"{voice.base_url}/dang-nhap/{code}",
            valid_until=until,
        ),
        sender_of(context, voice),
        message_id=message_id_for(key, voice.domain),
        now=now.astimezone(context.zone),
    )
    _queue_at_any_hour(session, context, key, "login", message, now)


def send_link_again(session: Session, link: Link, *, voice: Voice, now: datetime) -> bool:
    """Queue a fresh link to the unit's registered address, never to another one.

    At most one an hour for each link; False when nobody at the unit can be reached, or the
    work is closed.
    """
    row = session.get_one(Assignment, link.assignment_id)
    context = load_ward_context(session, row.ward_id)
    to = context.reach(row.unit_id, context.day(now))
    if to is None or row.state not in OPEN_STATES or row.unit_id != link.unit_id:
        return False
    last = outbox_queries.newest_mail_under(session, f"link-again:{link.id}:")
    if last is not None and now - last.made_at < BETWEEN_LINKS:
        return True
    key = f"link-again:{link.id}:{now.astimezone(UTC):%Y%m%d%H%M}"
    entry = Entry(assignment_id=row.id or 0, kind="assigned", revision=row.revision)
    letter = Letter(to=to, entries=[entry])
    desk = desk_for(session, context, [letter], voice=voice, now=now)
    message = notes.compose_link_again(
        LinkAgainMail(
            to=Address(to.name, to.email),
            item=item_of(session, entry, to, desk),
            title=to.capacity,
        ),
        sender_of(context, voice),
        message_id=message_id_for(key, voice.domain),
        now=desk.local,
    )
    line = Line(
        assignment_id=row.id or 0, kind=LINK_AGAIN, revision=row.revision, state=row.state.value
    )
    _queue_at_any_hour(session, context, key, LINK_AGAIN, message, now, lines=(line,))
    return True


def _queue_at_any_hour(
    session: Session,
    context: WardContext,
    key: str,
    kind: str,
    message: Message,
    now: datetime,
    *,
    lines: tuple[Line, ...] = (),
) -> None:
    parcel = Parcel(
        ward_id=context.ward_id,
        key=key,
        kind=kind,
        message=message,
        lines=lines,
        facts={"form": kind},
        local_day=context.day(now),
        any_hour=True,
    )
    outbox.enqueue(session, parcel, now=now)
