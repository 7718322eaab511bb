"""What a calendar program gets: from the address of a feed, or by a unit's link."""

import hmac
from datetime import date, datetime

from sqlmodel import Session

from dondoc.rules.successors import has_ended
from dondoc.usecases.calendar_events import event_for, organizer_of
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.feeds import whose
from dondoc.usecases.links import OpenedLink, hash_of
from dondoc.usecases.voice import Voice
from models.assignment import OPEN_STATES, UNFINISHED_STATES, State
from models.queries import assignments, directory
from models.queries import feeds as queries
from models.queries.assignments import Work
from models.ward import Unit
from notifications.calendar_file import Event, Method, calendar_file

#: What is done stays in the calendar, marked so; what sleeps or was withdrawn leaves it.
SHOWN_STATES = UNFINISHED_STATES | {State.ACCEPTED}


class Revoked(Exception):
    """The address was good once; the message says what to do."""


def content_of(session: Session, token: str, *, voice: Voice, now: datetime) -> bytes:
    """Return the calendar behind a token, the same bytes while nothing in it changes.

    Of a unit that has ended it is that of the unit which goes on.

    Raises:
        NotFound: no feed was ever made with this token.
        Revoked: it was ended, or its person no longer holds a role.
    """
    wanted = hash_of(token)
    feed = queries.by_hash(session, wanted)
    if feed is None or not hmac.compare_digest(feed.token_hash, wanted):
        raise NotFound("Địa chỉ lịch này không đúng. Hãy xin cán bộ Nội vụ địa chỉ đúng.")
    unit, person = whose(session, feed)
    owner = unit or person
    if feed.revoked_at is not None or owner is None or (person and not person.active):
        raise Revoked(
            "Địa chỉ lịch này đã bị thu hồi. Hãy bỏ lịch này khỏi điện thoại, máy tính; "
            "cần lịch mới thì liên hệ cán bộ Nội vụ."
        )
    context = load_ward_context(session, owner.ward_id)
    if unit is not None and has_ended(unit, context.day(now)):
        unit = _goes_on(session, unit, context.day(now))
        context = load_ward_context(session, unit.ward_id)
    works = queries.work_in(
        session, context.ward_id, SHOWN_STATES, unit_id=unit.id if unit else None
    )
    events = [_event(work, context, voice, whole_ward=unit is None) for work in works]
    return calendar_file(
        events,
        method=Method.PUBLISH,
        organizer=organizer_of(context, voice),
        name=f"Nhiệm vụ {unit.name if unit else context.ward.name}",
    )


def _goes_on(session: Session, unit: Unit, day: date) -> Unit:
    """Return the unit whose work the feed of an ended one shows: that of its successor."""
    seen: set[int | None] = set()
    while has_ended(unit, day) and unit.id not in seen:
        seen.add(unit.id)
        unit = directory.successor_of(session, unit) or unit
    return unit


def _event(work: Work, context: WardContext, voice: Voice, *, whole_ward: bool) -> Event:
    """A unit's feed has no link in it: one that opens without an account is one reader's own."""
    if not whole_ward:
        return event_for(work, context, voice)
    url = f"{voice.base_url}/nhiem-vu/{work.assignment.id}"
    return event_for(work, context, voice, reader="ward", url=url)


def content_of_link(session: Session, found: OpenedLink, *, voice: Voice, url: str) -> bytes:
    """Return the one deadline behind a unit's link, for the unit itself, with ``url`` inside.

    Raises:
        Revoked: nothing is to be done any more, or the link has ended.
    """
    row = found.assignment
    if found.status != "valid" or row.state not in OPEN_STATES:
        raise Revoked("Nhiệm vụ này không còn thời hạn nào đang chờ, nên không có tệp lịch.")
    context = load_ward_context(session, row.ward_id)
    (work,) = assignments.work(session, row.ward_id, ids=[row.id or 0])
    event = event_for(work, context, voice, url=url)
    return calendar_file([event], method=Method.PUBLISH, organizer=organizer_of(context, voice))
