"""Moves the clock over a ward and collects what it would send, for the tests of rounds."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from dondoc.operate.tick import Turn, turn
from dondoc.wiring import capturing
from models.outbox import OutboxMail
from models.queries import outbox
from tests.factories import Office


@dataclass(frozen=True)
class Told:
    """One mail: to whom, of what kind, and its words."""

    to: str
    kind: str
    subject: str
    text: str
    items: tuple[tuple[int, str, int | None], ...]


def local(text: str) -> datetime:
    """Return an instant given as local time in Vietnam: ``2025-04-10 07:30``."""
    return datetime.fromisoformat(f"{text}+07:00")


def tick(ward: Office, at: str, *, force: bool = False) -> tuple[Turn, list[Told]]:
    """Run one turn of the whole ward at a local moment; returns what it sent."""
    moment = local(at)
    app, channel = capturing(ward.app)
    done = turn(app, now=lambda: moment, force=force)
    if done.failed:
        raise next(iter(done.failed.values()))
    with ward.app.reading() as session:
        told = []
        for envelope in channel.taken:
            row = outbox.mail_by_message_id(session, envelope.message_id)
            assert row is not None
            lines = outbox.items_of(session, [row.id or 0])
            told.append(_told(row, envelope.content, [(i.assignment_id, i.kind, i.offset) for i in lines]))  # fmt: skip
    return done, sorted(told, key=lambda one: one.to)


def _told(row: OutboxMail, content: bytes, items: list[tuple[int, str, int | None]]) -> Told:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    return Told(row.to_address, row.kind, row.subject, text, tuple(items))


def days(ward: Office, *moments: str) -> list[tuple[str, str, str, list[int | None]]]:
    """Run several turns; returns (moment, address, kind, offsets) of each mail."""
    found = []
    for at in moments:
        _, told = tick(ward, at)
        found += [(at, one.to, one.kind, [item[2] for item in one.items]) for one in told]
    return found
