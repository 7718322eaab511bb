"""By which way out somebody is told: mail, unless the ward or a contact chose another."""

from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.usecases import contact_rows as rows
from dondoc.usecases import contacts
from dondoc.usecases.actor import Actor
from models.ward import Contact


def choose(
    session: Session,
    ward_id: int,
    contact_id: int,
    way: str,
    *,
    reason: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Contact:
    """Let a contact be told by a way of their own; an empty one is the ward's.

    What waits in the outbox leaves as it was meant to.

    Raises:
        NotFound, Conflict: as ``contacts.Desk.contact``.
        Refused: it is that way already, or no way out is called so.
    """
    desk = contacts.at_desk(session, ward_id, actor=actor, now=now)
    contact = desk.contact(contact_id, version)
    if way not in wording.WAY_NAMES:
        known = ", ".join(name for name in wording.WAY_NAMES if name)
        raise Refused(f"Không có kênh nhận tin “{way}”. Các kênh: {known}.")
    if contact.channel == way:
        raise Refused(f"{contact.name} đã nhận tin {wording.WAY_NAMES[way]}.")
    before = desk.kept(contact)
    contact.channel = way
    desk.store(contact)
    words = (
        rows.words_of(reason, what="Lý do") or f"{contact.name} nhận tin {wording.WAY_NAMES[way]}"
    )
    desk.record(words, before, desk.kept(contact))
    return contact
