"""Who and what there is in a ward, read as plain values: a round and a sender change none of it."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, or_, select
from sqlmodel import Session, col

from models.queries.plain import columns, rows
from models.ward import Absence, Contact, Person, Role, Unit, Ward


class KnownWard(NamedTuple):
    """A ward; the columns are those of ``Ward``."""

    id: int
    key: str
    name: str
    timezone: str
    send_at: str
    window_from: str
    window_until: str
    closes_at: str
    send_days: list[str]
    chain: list[dict[str, Any]]
    ladder: dict[str, Any]
    calendar: dict[str, Any]
    channel: str


class KnownUnit(NamedTuple):
    """A unit; the columns are those of ``Unit``."""

    id: int
    ward_id: int
    key: str
    name: str
    valid_from: date | None
    valid_to: date | None
    successor: str | None


class KnownContact(NamedTuple):
    """A contact; the columns are those of ``Contact``."""

    id: int
    unit_id: int
    name: str
    title: str
    email: str
    phone: str
    valid_from: date | None
    valid_to: date | None
    deputy: str | None
    paused_until: date | None
    pause_reason: str | None
    channel: str


class KnownPerson(NamedTuple):
    """Somebody who holds a role; the columns are those of ``Person``."""

    id: int
    key: str
    role: Role
    name: str
    title: str
    email: str
    phone: str
    unit_key: str | None


class KnownAbsence(NamedTuple):
    """Days on which somebody is away; the columns are those of ``Absence``."""

    id: int
    contact_id: int | None
    person_id: int | None
    from_on: date
    to_on: date
    deputy_name: str
    deputy_email: str
    reason: str


# Built once: building a statement takes longer than running it.
_WARD: BindParameter[int] = bindparam("ward_id")
_OF_WARD = select(*columns(Ward, *KnownWard._fields)).where(col(Ward.id) == _WARD)
_OF_WARD_HELD = _OF_WARD.with_for_update(key_share=True)
_UNITS = (
    select(*columns(Unit, *KnownUnit._fields))
    .where(col(Unit.ward_id) == _WARD)
    .order_by(col(Unit.id))
)
_UNITS_BY_ID = (
    select(*columns(Unit, *KnownUnit._fields))
    .where(col(Unit.id).in_(bindparam("ids", expanding=True)))
    .order_by(col(Unit.id))
)
_CONTACTS = (
    select(*columns(Contact, *KnownContact._fields))
    .where(col(Contact.ward_id) == _WARD)
    .order_by(col(Contact.id))
)
_PEOPLE = (
    select(*columns(Person, *KnownPerson._fields))
    .where(col(Person.ward_id) == _WARD, col(Person.active).is_(True))
    .order_by(col(Person.id))
)
_ABSENCES = (
    select(*columns(Absence, *KnownAbsence._fields))
    .where(
        or_(
            col(Absence.contact_id).in_(
                select(col(Contact.id)).where(col(Contact.ward_id) == _WARD)
            ),
            col(Absence.person_id).in_(select(col(Person.id)).where(col(Person.ward_id) == _WARD)),
        )
    )
    .order_by(col(Absence.from_on), col(Absence.id))
)


def ward(session: Session, ward_id: int, *, hold: bool = False) -> KnownWard | None:
    """Return the ward, with ``hold`` held until the transaction ends: see ``wards.hold_ward``."""
    found = rows(session, _OF_WARD_HELD if hold else _OF_WARD, ward_id=ward_id)
    return KnownWard._make(found[0]) if found else None


def units(session: Session, ward_id: int) -> list[KnownUnit]:
    """Return the ward's units in the order of the ward file."""
    return [KnownUnit._make(row) for row in rows(session, _UNITS, ward_id=ward_id)]


def units_by_id(session: Session, ids: Collection[int]) -> list[KnownUnit]:
    """Return these units, of whatever ward they are now."""
    return [KnownUnit._make(row) for row in rows(session, _UNITS_BY_ID, ids=list(ids))]


def contacts(session: Session, ward_id: int) -> list[KnownContact]:
    """Return the ward's contacts in the order of the ward file."""
    return [KnownContact._make(row) for row in rows(session, _CONTACTS, ward_id=ward_id)]


def people(session: Session, ward_id: int) -> list[KnownPerson]:
    """Return those of the ward's people who still hold their role, in file order."""
    return [KnownPerson._make(row) for row in rows(session, _PEOPLE, ward_id=ward_id)]


def absences(session: Session, ward_id: int) -> list[KnownAbsence]:
    """Return all absences of a ward's contacts and people, earliest first."""
    return [KnownAbsence._make(row) for row in rows(session, _ABSENCES, ward_id=ward_id)]
