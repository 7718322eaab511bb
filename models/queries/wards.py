"""Questions about wards, their units and their people."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy
from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select

from models.outbox import SuspendedAddress
from models.queries.plain import columns, rows
from models.ward import Contact, Person, Unit, Ward

# Asked in each round over each ward, and built once: building takes longer than running.
_OF_WARD: BindParameter[int] = bindparam("ward_id")
_WARD_HELD = select(Ward).where(col(Ward.id) == _OF_WARD).with_for_update(key_share=True)
_UNITS = select(Unit).where(col(Unit.ward_id) == _OF_WARD).order_by(col(Unit.id))
_CONTACTS = select(Contact).where(col(Contact.ward_id) == _OF_WARD).order_by(col(Contact.id))
_PEOPLE = (
    select(Person)
    .where(col(Person.ward_id) == _OF_WARD, col(Person.active).is_(True))
    .order_by(col(Person.id))
)


def ward_by_key(session: Session, key: str) -> Ward | None:
    """Return the ward with this key."""
    return session.exec(select(Ward).where(Ward.key == key)).first()


def hold_ward(session: Session, ward_id: int) -> Ward | None:
    """Return the ward, held until the transaction ends: rounds over one ward take turns.

    Rows that only refer to the ward may be added meanwhile, so that a report is not kept waiting.
    """
    return session.exec(_WARD_HELD, params={"ward_id": ward_id}).first()


def wards(session: Session) -> Sequence[Ward]:
    """Return all wards by key."""
    return session.exec(select(Ward).order_by(Ward.key)).all()


def ward_ids(session: Session) -> list[int]:
    """Return the ids of the wards that have not gone into another one, in order."""
    query = select(Ward.id).where(col(Ward.ended_on).is_(None)).order_by(col(Ward.id))
    return [i for i in session.exec(query).all() if i is not None]


def gone_into(session: Session, ward_ids: Collection[int], last: date) -> Sequence[Ward]:
    """Return the wards that have gone into one of these and had their last local day then."""
    query = select(Ward).where(col(Ward.successor_id).in_(ward_ids), Ward.ended_on == last)
    return session.exec(query.order_by(Ward.key)).all()


def units_of(session: Session, ward_id: int) -> Sequence[Unit]:
    """Return the ward's units in the order of the ward file."""
    return session.exec(_UNITS, params={"ward_id": ward_id}).all()


def contacts_of(session: Session, ward_id: int) -> Sequence[Contact]:
    """Return the ward's contacts in the order of the ward file."""
    return session.exec(_CONTACTS, params={"ward_id": ward_id}).all()


def people_of(session: Session, ward_id: int) -> Sequence[Person]:
    """Return those of the ward's people who still hold their role, in file order."""
    return session.exec(_PEOPLE, params={"ward_id": ward_id}).all()


def suspended_addresses(session: Session, ward_id: int) -> Sequence[SuspendedAddress]:
    """Return the addresses that the mail server refused for good."""
    return session.exec(select(SuspendedAddress).where(SuspendedAddress.ward_id == ward_id)).all()


_REFUSED = sqlalchemy.select(*columns(SuspendedAddress, "address")).where(
    col(SuspendedAddress.ward_id) == _OF_WARD
)


def refused_by_server(session: Session, ward_id: int) -> frozenset[str]:
    """Return the same, for comparing: letter case does not count."""
    return frozenset(row.address.casefold() for row in rows(session, _REFUSED, ward_id=ward_id))


def people_with_address(session: Session, address: str) -> list[Person]:
    """Return the active people behind an address, in any ward, whatever its letter case."""
    wanted = address.strip().casefold()
    rows = session.exec(select(Person).where(col(Person.active).is_(True))).all()
    return [person for person in rows if person.email.casefold() == wanted]


def all_people_of(session: Session, ward_id: int) -> Sequence[Person]:
    """Return everyone who holds or held a role in the ward."""
    return session.exec(
        select(Person).where(Person.ward_id == ward_id).order_by(col(Person.id))
    ).all()
