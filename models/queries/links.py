"""Questions about links, sign-in codes and sessions."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Self

import sqlalchemy
from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from models.assignment import Link
from models.queries.plain import columns, rows
from models.summary import LoginCode, WebSession


def link_by_hash(session: Session, token_hash: str) -> Link | None:
    """Return the link whose token has this SHA-256."""
    return session.exec(select(Link).where(Link.token_hash == token_hash)).first()


def links_of(session: Session, assignment_id: int) -> Sequence[Link]:
    """Return every link of an assignment."""
    return session.exec(select(Link).where(Link.assignment_id == assignment_id)).all()


class KnownLink(NamedTuple):
    """A link as a plain value; the columns are those of ``Link``."""

    id: int | None
    assignment_id: int
    unit_id: int
    address: str
    generation: int
    nonce: str
    expires_at: datetime
    revoked_at: datetime | None

    @classmethod
    def of(cls, row: Link) -> Self:
        """Return the values of a new row."""
        return cls._make(getattr(row, name) for name in cls._fields)


_LINKS_OF_MANY = (
    sqlalchemy.select(*columns(Link, *KnownLink._fields))
    .where(col(Link.assignment_id).in_(bindparam("ids", expanding=True)))
    .order_by(col(Link.generation))
)


def links_of_many(session: Session, assignment_ids: Collection[int]) -> list[KnownLink]:
    """Return every link of these assignments, of one address the newest last."""
    if not assignment_ids:
        return []
    found = rows(session, _LINKS_OF_MANY, ids=list(assignment_ids))
    return [KnownLink._make(row) for row in found]


def links_to(session: Session, assignment_ids: Collection[int], address: str) -> Sequence[Link]:
    """Return the links that one address has to these assignments."""
    return session.exec(
        select(Link).where(col(Link.assignment_id).in_(assignment_ids), Link.address == address)
    ).all()


def login_code(session: Session, code_hash: str, *, lock: bool = False) -> LoginCode | None:
    """Return the sign-in right whose code has this SHA-256."""
    query = select(LoginCode).where(LoginCode.code_hash == code_hash)
    return session.exec(query.with_for_update() if lock else query).first()


def codes_since(session: Session, person_id: int, since: datetime) -> int:
    """Count the sign-in rights that a person was given from a moment on."""
    query = select(func.count()).select_from(LoginCode)
    return session.exec(
        query.where(LoginCode.person_id == person_id, col(LoginCode.made_at) >= since)
    ).one()


def web_session(session: Session, token_hash: str) -> WebSession | None:
    """Return the signed-in browser whose cookie has this SHA-256."""
    return session.exec(select(WebSession).where(WebSession.token_hash == token_hash)).first()
