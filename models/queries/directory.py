"""Questions about who is away, and who stands in."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, bindparam, or_
from sqlmodel import Session, col, select

from models.ward import Absence, Contact, Person, Unit, Ward

_WARD: BindParameter[int] = bindparam("ward_id")
_ABSENCES = (
    select(Absence)
    .where(
        or_(
            col(Absence.contact_id).in_(select(Contact.id).where(col(Contact.ward_id) == _WARD)),
            col(Absence.person_id).in_(select(Person.id).where(col(Person.ward_id) == _WARD)),
        )
    )
    .order_by(col(Absence.from_on), col(Absence.id))
)


def absences_of(session: Session, ward_id: int) -> Sequence[Absence]:
    """Return all absences of a ward's contacts and people, earliest first."""
    return session.exec(_ABSENCES, params={"ward_id": ward_id}).all()


def contact_held(session: Session, ward_id: int, contact_id: int) -> Contact | None:
    """Return one contact of a ward, held until the transaction ends."""
    query = (
        select(Contact)
        .where(Contact.ward_id == ward_id, Contact.id == contact_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(query).first()


def contacts_of_unit(session: Session, unit_id: int) -> Sequence[Contact]:
    """Return everybody who is, was or will be a contact of a unit."""
    return session.exec(
        select(Contact).where(Contact.unit_id == unit_id).order_by(col(Contact.id))
    ).all()


def successor_of(session: Session, unit: Unit) -> Unit | None:
    """Return the unit to which a reorganisation gave the work of one, in whatever ward it is."""
    if unit.successor is None:
        return None
    ward_key, slash, key = unit.successor.rpartition("/")
    query = select(Unit).where(Unit.key == key)
    if slash:
        query = query.join(Ward, col(Ward.id) == col(Unit.ward_id)).where(Ward.key == ward_key)
    else:
        query = query.where(Unit.ward_id == unit.ward_id)
    return session.exec(query).first()


def absence_held(session: Session, absence_id: int) -> Absence | None:
    """Return one absence, held until the transaction ends."""
    query = (
        select(Absence)
        .where(Absence.id == absence_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.exec(query).first()
