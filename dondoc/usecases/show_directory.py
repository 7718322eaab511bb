"""The directory (danh bạ đầu mối) as the board and the command line show it, on one day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dondoc.rules.directory import Directory, Reachable, in_force
from dondoc.rules.people import AbsenceFacts
from dondoc.usecases import contact_rows as rows
from dondoc.usecases.context import WardRows
from models.ward import Contact, Person, Unit

#: Where a contact stands on a day, for people.
STANDINGS = {
    "first": "nhận thư",
    "reserve": "dự phòng",
    "away": "đang vắng",
    "refused": "thư bị từ chối",
    "later": "chưa đến ngày",
    "over": "đã thôi",
}


@dataclass(frozen=True, kw_only=True)
class ContactView:
    """One contact; ``standing`` is a key of ``STANDINGS``."""

    row: Contact
    unit: Unit
    standing: str
    is_refused: bool
    absences: tuple[AbsenceFacts, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the contact as the command line prints it for programs."""
        return {
            "id": self.row.id,
            "unit": self.unit.key,
            "name": self.row.name,
            "title": self.row.title,
            "email": self.row.email,
            "phone": self.row.phone or None,
            "from": rows.iso(self.row.valid_from),
            "to": rows.iso(self.row.valid_to),
            "deputy": self.row.deputy,
            "channel": self.row.channel or None,
            "standing": self.standing,
            "refused": self.is_refused,
            "absences": [absence_json(one) for one in self.absences],
        }


@dataclass(frozen=True, kw_only=True)
class UnitView:
    """One unit with its contacts, those of the past apart; ``to`` is who reads its mails."""

    unit: Unit
    to: Reachable | None
    contacts: tuple[ContactView, ...]
    past: tuple[ContactView, ...]
    own_person: Person | None


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """Somebody with a role, and the absences that are not over."""

    row: Person
    is_refused: bool
    is_away: bool
    absences: tuple[AbsenceFacts, ...]


@dataclass(frozen=True, kw_only=True)
class DirectoryView:
    """The whole directory on a day."""

    day: date
    units: tuple[UnitView, ...]
    people: tuple[PersonView, ...]

    @property
    def silent(self) -> list[str]:
        """The names of units whose mails nobody would read."""
        return [one.unit.name for one in self.units if one.to is None]


def directory_on(context: WardRows, day: date) -> DirectoryView:
    """Return the directory as it is, or with the context of a past day was, on a local day."""
    living = context.living_units(day)
    known = context.directory
    return DirectoryView(
        day=day,
        units=tuple(_unit(context, unit, day) for unit in living),
        people=tuple(
            PersonView(
                row=person,
                is_refused=not known.is_reachable(person.email),
                is_away=known.absence_of(person, day) is not None,
                absences=_open(known, person, day),
            )
            for person in context.people
        ),
    )


def _unit(context: WardRows, unit: Unit, day: date) -> UnitView:
    mine = [c for c in context.contacts if c.unit_id == unit.id and not rows.is_taken_back(c)]
    mine.sort(key=lambda one: (one.valid_from or date.min, one.id or 0))
    views = [contact_view(context, contact, day) for contact in mine]
    return UnitView(
        unit=unit,
        to=context.directory.reach(unit, day),
        contacts=tuple(view for view in views if view.standing != "over"),
        past=tuple(view for view in views if view.standing == "over"),
        own_person=next((p for p in context.people if p.unit_key == unit.key), None),
    )


def contact_view(context: WardRows, contact: Contact, day: date) -> ContactView:
    """Return one contact as it stands on a day."""
    return ContactView(
        row=contact,
        unit=context.unit(contact.unit_id),
        standing=_standing(context, contact, day),
        is_refused=not context.is_reachable(contact.email),
        absences=_open(context.directory, contact, day),
    )


def _standing(context: WardRows, contact: Contact, day: date) -> str:
    known = context.directory
    if not in_force(contact, day):
        over = contact.valid_to is not None and contact.valid_to < day
        return "over" if over else "later"
    if known.absence_of(contact, day) is not None:
        return "away"
    if not known.is_reachable(contact.email):
        return "refused"
    to = known.reach(context.unit(contact.unit_id), day)
    return "first" if to is not None and to.key == contact.email.casefold() else "reserve"


def _open(known: Directory, one: Contact | Person, day: date) -> tuple[AbsenceFacts, ...]:
    return tuple(absence for absence in known.absences_of(one) if absence.to_on >= day)


def absence_json(absence: AbsenceFacts) -> dict[str, Any]:
    """Return an absence as the command line prints it for programs."""
    return {
        "id": absence.id,
        "from": absence.from_on.isoformat(),
        "to": absence.to_on.isoformat(),
        "deputy_name": absence.deputy_name,
        "deputy_email": absence.deputy_email,
        "reason": absence.reason,
    }
