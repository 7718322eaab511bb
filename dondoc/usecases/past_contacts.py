"""Contacts and absences as they were written down at a past moment."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.usecases import absences, contact_rows, contacts
from models.change import WardEvent
from models.queries import directory, history, wards
from models.ward import Absence, Contact


def contacts_at(
    session: Session, ward_ids: Collection[int], moment: datetime
) -> tuple[Contact, ...]:
    """Undo, from the contacts of the present, what the log says was changed since."""
    found: dict[int, Contact] = {}
    for ward_id in ward_ids:
        found |= {one.id or 0: one for one in wards.contacts_of(session, ward_id)}
    for event in _since(session, ward_ids, contacts.KIND, moment):
        for made in event.data["after"] or ():
            found.pop(made["id"], None)
        for kept in event.data["before"] or ():
            found[kept["id"]] = contact_rows.contact_from(kept, ward_id=event.ward_id)
    return tuple(found[number] for number in sorted(found))


def absences_at(
    session: Session, ward_ids: Collection[int], moment: datetime
) -> tuple[Absence, ...]:
    """Undo, from the absences of the present, what the log says was changed since."""
    found: dict[int, Absence] = {}
    for ward_id in ward_ids:
        found |= {one.id or 0: one for one in directory.absences_of(session, ward_id)}
    for event in _since(session, ward_ids, absences.KIND, moment):
        after: dict[str, Any] | None = event.data["after"]
        before: dict[str, Any] | None = event.data["before"]
        if after is not None:
            found.pop(after["id"], None)
        if before is not None:
            found[before["id"]] = contact_rows.absence_from(before)
    return tuple(sorted(found.values(), key=lambda one: (one.from_on, one.id or 0)))


def refused_at(session: Session, ward_id: int, moment: datetime) -> frozenset[str]:
    """Return the addresses refused by then; what was mended since was no trouble worth keeping."""
    found = wards.suspended_addresses(session, ward_id)
    return frozenset(one.address.casefold() for one in found if one.since <= moment)


def _since(
    session: Session, ward_ids: Collection[int], kind: str, moment: datetime
) -> Iterable[WardEvent]:
    events = history.ward_events_of(session, ward_ids, kind=kind)
    return reversed([event for event in events if event.at > moment])
