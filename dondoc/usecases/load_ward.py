"""Create or update a ward from its file; what the file no longer names is ended, not deleted."""

from datetime import datetime

from sqlmodel import Session

from dondoc.usecases.ward_file import UnitPart, WardFile, as_columns
from models.queries import wards
from models.ward import Contact, Person, Unit, Ward

#: Parts of the calendar that the ward file knows nothing of.
DECIDED_HERE = ("own", "confirmed")


def load_ward(session: Session, source: WardFile, *, now: datetime) -> Ward:
    """Bring the ward in the database to what the file says; loading twice changes nothing."""
    ward = wards.ward_by_key(session, source.ward.key) or Ward(
        key=source.ward.key, name=source.ward.name, loaded_at=now
    )
    part = source.ward
    ward.name, ward.city, ward.province = part.name, part.city, part.province
    ward.timezone, ward.send_at, ward.closes_at = part.timezone, part.send_at, part.closes_at
    ward.window_from, ward.window_until = part.send_window
    ward.groups = {key: list(names) for key, names in source.groups.items()}
    ward.chain = [as_columns(level) for level in source.chain]
    ward.ladder = as_columns(source.ladder)
    # What was decided on the board or in the terminal is not in the file, and stays.
    decided = {key: ward.calendar[key] for key in DECIDED_HERE if key in ward.calendar}
    ward.calendar = as_columns(source.calendar) | decided
    ward.waves = [as_columns(wave) for wave in source.waves]
    ward.loaded_at = now
    session.add(ward)
    session.flush()
    _load_units(session, ward.id or 0, source.units)
    _load_people(session, ward.id or 0, source)
    return ward


def _load_units(session: Session, ward_id: int, parts: tuple[UnitPart, ...]) -> None:
    known = {unit.key: unit for unit in wards.units_of(session, ward_id)}
    contacts = list(wards.contacts_of(session, ward_id))
    for part in parts:
        unit = known.get(part.key) or Unit(ward_id=ward_id, key=part.key, name=part.name)
        unit.name, unit.requested = part.name, part.requested
        unit.aliases, unit.groups = list(part.aliases), list(part.groups)
        unit.valid_from, unit.valid_to = part.valid
        unit.successor = part.successor
        session.add(unit)
        session.flush()
        old = [contact for contact in contacts if contact.unit_id == unit.id]
        _load_contacts(session, unit, part, old)


def _load_contacts(session: Session, unit: Unit, part: UnitPart, old: list[Contact]) -> None:
    # Contacts carry no history of their own: mails keep the address they went to.
    for contact in old:
        session.delete(contact)
    session.flush()
    for given in part.contacts:
        session.add(
            Contact(
                ward_id=unit.ward_id,
                unit_id=unit.id or 0,
                name=given.name,
                title=given.title,
                email=given.email,
                valid_from=given.valid_from,
                valid_to=given.valid_to,
                deputy=given.deputy,
            )
        )


def _load_people(session: Session, ward_id: int, source: WardFile) -> None:
    known = {person.key: person for person in wards.all_people_of(session, ward_id)}
    for part in source.people:
        person = known.pop(part.key, None) or Person(
            ward_id=ward_id, key=part.key, role=part.role, name=part.name, email=part.email
        )
        person.role, person.name, person.title = part.role, part.name, part.title
        person.email, person.phone, person.unit_key = part.email, part.phone, part.unit
        person.active = True
        session.add(person)
    for gone in known.values():
        gone.active = False
        session.add(gone)
