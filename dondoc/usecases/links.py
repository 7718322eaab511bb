"""Links by which a unit reports without an account: one assignment, one unit, one address.

A link works until it expires, and on the days on which its address reads for the unit.

The token is an HMAC of a random nonce with the installation's secret, so that each mail can
carry the same link although only the token's SHA-256 is stored (see reliability in ``docs``).
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol, Self

from sqlmodel import Session

from dondoc.rules.owing import Due
from dondoc.usecases.context import read_ward_context
from dondoc.usecases.errors import NotFound
from models.assignment import OPEN_STATES, Assignment, Link, State
from models.queries import links as queries
from models.queries.links import KnownLink
from models.ward import Unit

#: How long after the deadline a link of unfinished work still opens.
GRACE = timedelta(days=60)

#: ``left``: the address no longer reads for the unit; the contact of today has another link.
LinkStatus = Literal["valid", "expired", "revoked", "left", "closed"]


@dataclass(frozen=True)
class OpenedLink:
    """What stands behind a token. Only a ``valid`` one lets its holder act."""

    status: LinkStatus
    link: Link
    assignment: Assignment
    unit: Unit


class Linkable(Due, Protocol):
    """Work to which a link may lead."""

    @property
    def id(self) -> int | None: ...
    @property
    def ward_id(self) -> int: ...
    @property
    def unit_id(self) -> int: ...


def hash_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(secret: bytes, link: Link) -> str:
    """Return the token of a link; another one than was mailed, once the secret is another."""
    return _token(secret, link.nonce)


def _token(secret: bytes, nonce: str) -> str:
    digest = hmac.digest(secret, f"link:{nonce}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def token_for(
    session: Session,
    assignment: Assignment,
    *,
    address: str,
    secret: bytes,
    now: datetime,
) -> str:
    """Return the token of this assignment for this address, making the link on first use.

    The link is prolonged with the deadline; a link that died is followed by a new one.
    """
    book = LinkBook.of(session, [assignment.id or 0])
    return book.token_for(session, assignment, address=address, secret=secret, now=now)


@dataclass(frozen=True)
class LinkBook:
    """The newest links of some assignments, by assignment, unit and address, read at once."""

    newest: dict[tuple[int, int, str], KnownLink]

    @classmethod
    def of(cls, session: Session, assignment_ids: Collection[int]) -> Self:
        """Read the links of these assignments."""
        found = queries.links_of_many(session, assignment_ids)
        return cls({(one.assignment_id, one.unit_id, one.address): one for one in found})

    def token_for(
        self,
        session: Session,
        assignment: Linkable,
        *,
        address: str,
        secret: bytes,
        now: datetime,
    ) -> str:
        """Return the token of one of these assignments; see the function of this name."""
        key = (assignment.id or 0, assignment.unit_id, address.casefold())
        until = max(assignment.due_at, now) + GRACE
        link = self.newest.get(key)
        if link is None or link.revoked_at is not None:
            generation = 1 if link is None else link.generation + 1
            made = _new_link(assignment, key[2], generation, secret, made_at=now, expires_at=until)
            session.add(made)
            self.newest[key] = KnownLink.of(made)
            return _token(secret, made.nonce)
        if link.expires_at < until:
            session.get_one(Link, link.id).expires_at = until
        return _token(secret, link.nonce)


def _new_link(
    assignment: Linkable,
    address: str,
    generation: int,
    secret: bytes,
    *,
    made_at: datetime,
    expires_at: datetime,
) -> Link:
    nonce = secrets.token_urlsafe(18)
    return Link(
        ward_id=assignment.ward_id,
        assignment_id=assignment.id or 0,
        unit_id=assignment.unit_id,
        address=address,
        generation=generation,
        nonce=nonce,
        token_hash=hash_of(_token(secret, nonce)),
        made_at=made_at,
        expires_at=expires_at,
    )


def open_link(session: Session, token: str, *, now: datetime) -> OpenedLink:
    """Say what a token opens; changes nothing.

    Raises:
        NotFound: no link was ever made with this token.
    """
    link = queries.link_by_hash(session, hash_of(token))
    if link is None:
        raise NotFound("Liên kết này không đúng. Hãy mở lại từ thư đã nhận.")
    assignment = session.get_one(Assignment, link.assignment_id)
    unit = session.get_one(Unit, link.unit_id)
    status = _status(link, assignment, now)
    if status in {"valid", "closed"} and not _reads_for(session, link, unit, now):
        status = "left"
    return OpenedLink(status, link, assignment, unit)


def _reads_for(session: Session, link: Link, unit: Unit, now: datetime) -> bool:
    """Tell whether the address is the unit's today: a contact, a deputy, or its own person."""
    context = read_ward_context(session, unit.ward_id)
    return link.address in context.directory.standing_for(unit, context.day(now))


def _status(link: Link, assignment: Assignment, now: datetime) -> LinkStatus:
    if link.revoked_at is not None or link.unit_id != assignment.unit_id:
        return "revoked"
    if assignment.state not in OPEN_STATES | {State.REPORTED}:
        return "closed"
    if now >= max(link.expires_at, assignment.due_at + GRACE):
        return "expired"
    return "valid"


def revoke(session: Session, assignment_id: int, *, now: datetime) -> None:
    """End every link of the assignment; the pages then explain."""
    for link in queries.links_of(session, assignment_id):
        if link.revoked_at is None:
            link.revoked_at = now
            session.add(link)


def holder_instead(session: Session, opened: OpenedLink) -> str:
    """Return the name of the unit that has the work now; empty when it is still the link's own."""
    row = opened.assignment
    while row.successor_id is not None:
        row = session.get_one(Assignment, row.successor_id)
    if row.unit_id == opened.link.unit_id:
        return ""
    return session.get_one(Unit, row.unit_id).name
