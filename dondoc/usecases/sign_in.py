"""Signing in by a link that is mailed: no password to forget, lend or lose."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Session

from dondoc.usecases import at_request
from dondoc.usecases.errors import NotFound
from dondoc.usecases.voice import Voice
from models.queries import links as queries
from models.queries import wards
from models.summary import LoginCode, WebSession
from models.ward import Person

CODE_HOURS = 1
#: More links than this in an hour are not mailed, so that nobody's mailbox can be flooded.
CODES_AN_HOUR = 5
SESSION_DAYS = 14


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def ask(session: Session, address: str, *, voice: Voice, now: datetime) -> None:
    """Mail a sign-in link to everyone with a role behind this address.

    An unknown address gets nothing and the caller learns nothing, so that the page cannot be
    used to find out who works here.
    """
    for person in wards.people_with_address(session, address):
        if queries.codes_since(session, person.id or 0, now - timedelta(hours=1)) >= CODES_AN_HOUR:
            continue
        code = make_code(session, person, now=now, hours=CODE_HOURS)
        at_request.queue_login(session, person, code=code, voice=voice, now=now)


def make_code(session: Session, person: Person, *, now: datetime, hours: float) -> str:
    """Return a one-time code for a person, good for some hours."""
    code = secrets.token_urlsafe(16)
    session.add(
        LoginCode(
            person_id=person.id or 0,
            code_hash=_hash(code),
            made_at=now,
            expires_at=now + timedelta(hours=hours),
        )
    )
    return code


def whose(session: Session, code: str, *, now: datetime) -> Person:
    """Return the person whom an unused code would sign in; changes nothing.

    Raises:
        NotFound: it was never made, was used, is too old, or the role is no longer held.
    """
    return session.get_one(Person, _usable(session, code, now=now).person_id)


def use_code(session: Session, code: str, *, now: datetime) -> tuple[str, Person]:
    """Use up a code; returns the cookie's value and who is signed in.

    Raises:
        NotFound: it was never made, was used, is too old, or the role is no longer held.
    """
    row = _usable(session, code, now=now)
    row.used_at = now
    session.add(row)
    token = secrets.token_urlsafe(24)
    session.add(
        WebSession(
            person_id=row.person_id,
            token_hash=_hash(token),
            made_at=now,
            expires_at=now + timedelta(days=SESSION_DAYS),
        )
    )
    return token, session.get_one(Person, row.person_id)


def who(session: Session, token: str, *, now: datetime) -> Person | None:
    """Return who is signed in with this cookie, if the role is still held."""
    row = queries.web_session(session, _hash(token))
    if row is None or row.ended_at is not None or row.expires_at <= now:
        return None
    person = session.get_one(Person, row.person_id)
    return person if person.active else None


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End this browser's session."""
    row = queries.web_session(session, _hash(token))
    if row is not None and row.ended_at is None:
        row.ended_at = now
        session.add(row)


def _usable(session: Session, code: str, *, now: datetime) -> LoginCode:
    row = queries.login_code(session, _hash(code), lock=True)
    good = row is not None and row.used_at is None and now < row.expires_at
    # Whoever lost the role since the mail was sent is not let in any more.
    if row is None or not good or not session.get_one(Person, row.person_id).active:
        raise NotFound("Liên kết đăng nhập đã dùng hoặc đã hết hạn. Hãy yêu cầu liên kết mới.")
    return row
