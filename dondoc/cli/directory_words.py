"""Contacts and absences as lines and as JSON, and where a command on them acts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.cli import places
from dondoc.cli.desk import Desk
from dondoc.rules.people import AbsenceFacts
from dondoc.usecases import absences, contact_rows, show_directory
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.show_directory import STANDINGS, ContactView, DirectoryView, UnitView
from models.ward import Absence, Contact


@dataclass(frozen=True)
class Place:
    """The ward, who acts in it, and when."""

    ward_id: int
    actor: Actor
    now: datetime


def place_of(desk: Desk, session: Session, by: str | None, ward: str | None) -> Place:
    """Return where a command acts.

    Raises:
        NotFound, NotAllowed: as ``places`` tells.
    """
    context = load_ward_context(session, places.the_ward(session, ward).id or 0)
    return Place(context.ward_id, places.answerer(context, by), desk.now(context.zone))


def lines(view: DirectoryView, *, past: bool) -> Iterator[str]:
    """Yield units with their contacts; with ``past`` those too who are no longer."""
    for unit in view.units:
        yield from _unit(unit, past=past)
    yield "Người có vai trò:"
    for person in view.people:
        row = person.row
        refused = "  (thư bị từ chối)" if person.is_refused else ""
        yield f"  {row.key}  {row.name}, {wording.ROLE_NAMES[row.role]}  {row.email}{refused}"
        yield from (_absence(one) for one in person.absences)


def _unit(view: UnitView, *, past: bool) -> Iterator[str]:
    to = view.to
    if to is None:
        reads = "chưa có đầu mối"
    else:
        reads = f"{to.name}, thay {to.instead_of}" if to.instead_of else to.name
    yield f"{view.unit.key}  {view.unit.name}: {reads}"
    for one in (*view.contacts, *(view.past if past else ())):
        yield _contact(one)
        yield from (_absence(absence) for absence in one.absences)


def _contact(view: ContactView) -> str:
    words = contact_rows.contact_words(view.row)
    return f"  {view.row.id:>4}  {words}  [{STANDINGS[view.standing]}]"


def _absence(absence: AbsenceFacts) -> str:
    reason = f" ({absence.reason})" if absence.reason else ""
    return f"        vắng mặt số {absence.id}: {contact_rows.absence_words(absence)}{reason}"


def as_json(view: DirectoryView) -> dict[str, Any]:
    """Return the directory for programs."""
    return {
        "day": view.day.isoformat(),
        "units": [
            {
                "key": one.unit.key,
                "name": one.unit.name,
                "to": one.to.email if one.to else None,
                "instead_of": (one.to.instead_of or None) if one.to else None,
                "contacts": [contact.to_json() for contact in (*one.contacts, *one.past)],
            }
            for one in view.units
        ],
        "people": [
            {
                "key": one.row.key,
                "name": one.row.name,
                "email": one.row.email,
                "away": one.is_away,
                "absences": [show_directory.absence_json(absence) for absence in one.absences],
            }
            for one in view.people
        ],
    }


def tell_contact(desk: Desk, session: Session, done: str, contact: Contact, at: Place) -> None:
    """Print what became of a contact, and who reads for the unit now."""
    session.flush()
    context = load_ward_context(session, at.ward_id)
    day = context.day(at.now)
    view = show_directory.contact_view(context, contact, day)
    desk.say(f"{done}: {view.unit.name}, {contact_rows.contact_words(contact)}.")
    if context.reach(contact.unit_id, day) is None:
        desk.say(f"  Chưa có đầu mối: {view.unit.name}")
    desk.hand_over(view.to_json())


def tell_absence(desk: Desk, done: str, absence: Absence, context: WardRows) -> None:
    """Print what became of an absence."""
    one = absences.whose(context, absence)
    name = one.name if one is not None else ""
    desk.say(f"{done}: {name}, {contact_rows.absence_words(absence)} (số {absence.id}).")
    desk.hand_over({"name": name, **show_directory.absence_json(absence)})
