"""Calendar feeds (lịch điện tử): an address to subscribe to, of one unit or of the whole ward.

The address is a bearer right to read, made like those of links: whoever has it sees the deadlines,
without an account, until it is revoked.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.rules.successors import has_ended
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.links import hash_of
from dondoc.usecases.record import record
from dondoc.usecases.voice import Voice
from models.change import CalendarFeed
from models.queries import feeds as queries
from models.queries import wards
from models.ward import Person, Unit

KIND = "feed"


@dataclass(frozen=True, kw_only=True)
class FeedView:
    """One feed for people; ``address`` is empty where it cannot be shown any more."""

    id: int
    name: str
    unit: Unit | None
    person: Person | None
    made_at: datetime
    made_by: str
    address: str

    def to_json(self) -> dict[str, Any]:
        """Return the feed as the command line prints it for programs."""
        return {
            "id": self.id,
            "name": self.name,
            "unit": self.unit.key if self.unit else None,
            "person": self.person.key if self.person else None,
            "made_at": self.made_at.astimezone(UTC).isoformat(),
            "made_by": self.made_by,
            "address": self.address or None,
        }


def token_of(secret: bytes, feed: CalendarFeed) -> str:
    """Return the token of a feed; another one than was given out, once the secret is another."""
    digest = hmac.digest(secret, f"feed:{feed.nonce}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def make(
    session: Session,
    ward_id: int,
    *,
    unit_key: str | None = None,
    person: Person | None = None,
    actor: Actor,
    voice: Voice,
    now: datetime,
) -> FeedView:
    """Make the feed of a unit, or with ``person`` this person's own feed of the whole ward.

    Raises:
        NotFound: there is no such ward or unit.
        Refused: it has one already, or the unit was dissolved.
    """
    context = load_ward_context(session, ward_id, hold=True)
    unit = None if person else _living(context, unit_key or "", now)
    found = queries.alive_of(
        session, unit_id=unit.id if unit else None, person_id=person.id if person else None
    )
    name = name_of(unit, person)
    if found is not None:
        raise Refused(f"{name} đã có địa chỉ. Muốn đổi địa chỉ thì thu hồi địa chỉ cũ trước.")
    feed = CalendarFeed(
        ward_id=ward_id,
        unit_id=unit.id if unit else None,
        person_id=person.id if person else None,
        nonce=secrets.token_urlsafe(18),
        token_hash="",
        made_at=now,
        made_by=actor.name,
    )
    feed.token_hash = hash_of(token_of(voice.secret, feed))
    session.add(feed)
    record(
        session, ward_id, KIND, actor=actor, now=now, text="Tạo địa chỉ lịch điện tử",
        after={"name": name},
    )  # fmt: skip
    return _view(feed, unit, person, voice)


def _living(context: WardRows, key: str, now: datetime) -> Unit:
    unit = context.unit_by_key(key)
    if has_ended(unit, context.day(now)):
        raise Refused(f"{unit.name} không còn hoạt động; hãy tạo lịch cho đơn vị kế thừa.")
    return unit


def name_of(unit: Unit | None, person: Person | None) -> str:
    """Return how a feed is called on the board, in the log and in a calendar program."""
    if unit is not None:
        return f"Lịch của {unit.name}"
    return f"Lịch mọi đơn vị của {person.name}" if person else "Lịch điện tử"


def revoke(session: Session, ward_id: int, feed_id: int, *, actor: Actor, now: datetime) -> str:
    """End a feed for good; returns its name. Ending it twice changes nothing.

    Raises:
        NotFound: the ward has no such feed.
    """
    feed = queries.hold(session, feed_id)
    if feed is None:
        raise NotFound(f"Không có lịch điện tử số {feed_id}.")
    unit, person = whose(session, feed)
    owner = unit or person
    if owner is None or owner.ward_id != ward_id:
        raise NotFound(f"Không có lịch điện tử số {feed_id}.")
    name = name_of(unit, person)
    if feed.revoked_at is None:
        feed.revoked_at = now
        session.add(feed)
        zone = load_ward_context(session, ward_id).zone
        record(
            session, ward_id, KIND, actor=actor, now=now, text="Thu hồi địa chỉ lịch điện tử",
            before={"name": name},
            after={"name": name, "revoked_at": wording.moment(now.astimezone(zone))},
        )  # fmt: skip
    return name


def whose(session: Session, feed: CalendarFeed) -> tuple[Unit | None, Person | None]:
    """Return the unit or the person to whom a feed belongs."""
    unit = session.get(Unit, feed.unit_id) if feed.unit_id is not None else None
    person = session.get(Person, feed.person_id) if feed.person_id is not None else None
    return unit, person


def alive(session: Session, ward_id: int, *, voice: Voice) -> list[FeedView]:
    """Return the feeds of a ward that still work, those of units first."""
    units = {unit.id: unit for unit in wards.units_of(session, ward_id)}
    people = {person.id: person for person in wards.all_people_of(session, ward_id)}
    return [
        _view(feed, units.get(feed.unit_id), people.get(feed.person_id), voice)
        for feed in queries.alive(session, ward_id)
    ]


def _view(feed: CalendarFeed, unit: Unit | None, person: Person | None, voice: Voice) -> FeedView:
    token = token_of(voice.secret, feed)
    known = hmac.compare_digest(hash_of(token), feed.token_hash)
    return FeedView(
        id=feed.id or 0,
        name=name_of(unit, person),
        unit=unit,
        person=person,
        made_at=feed.made_at,
        made_by=feed.made_by,
        address=f"{voice.base_url}/lich/{token}.ics" if known else "",
    )
