"""Mails that wait to leave while whole wards change: what they say is told anew, by whoever goes on."""

from datetime import datetime

from sqlmodel import Session

from dondoc.usecases import readers
from dondoc.usecases.desk import on_sheet
from dondoc.usecases.entries import letter_if_readable
from models.queries import shelf as shelf_queries
from notifications import outbox


def take_back(session: Session, ward_id: int, *, reason: str, now: datetime) -> None:
    """Let everything be told anew that no server can have seen yet."""
    for mail in shelf_queries.unsent_mails(session, ward_id):
        letter = letter_if_readable(mail.facts) if mail.facts.get("form") == "round" else None
        if letter is None:
            continue
        entries = [entry for entry in letter.entries if not on_sheet(entry)]
        readers.take_back(session, mail, entries, now=now)
        outbox.drop(session, mail, reason=reason)
    session.flush()
