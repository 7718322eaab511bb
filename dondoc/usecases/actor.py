"""Who acts, in what capacity, by which way."""

from dataclasses import dataclass

from dondoc.rules.people import PersonFacts
from models.assignment import ActorKind
from models.ward import Role


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Written into each event. ``channel`` is link, board, phone, cli or system."""

    kind: ActorKind
    name: str
    channel: str
    email: str | None = None


SYSTEM = Actor(kind=ActorKind.SYSTEM, name="dondoc", channel="system")


def acting(person: PersonFacts, *, channel: str = "board") -> Actor:
    """Return the actor that this person is."""
    officer = person.role is Role.INTERIOR_OFFICER
    return Actor(
        kind=ActorKind.OFFICER if officer else ActorKind.LEADER,
        name=person.name,
        channel=channel,
        email=person.email,
    )
