"""Who goes on for the units of a ward that ends: units, archives and contacts of the successor."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from dondoc.rules import reorganise_wards as rules
from dondoc.rules.directory import in_force
from dondoc.rules.reorganise_wards import KEEP, WardOrder
from dondoc.rules.successors import has_ended
from dondoc.usecases import contact_rows
from dondoc.usecases.context import WardRows
from models.ward import Absence, Contact, Unit

ONE_DAY = timedelta(days=1)


@dataclass
class Heirs:
    """One ward that ends, one that goes on, and who is who; units and contacts as they are made.

    ``known`` gives by the id of an old unit the unit in the successor that goes on, ``archives``
    the unit there under whose name stays what was finished before. ``mapping`` is what was
    chosen, by the keys of units.
    """

    session: Session
    old: WardRows
    new: WardRows
    mapping: dict[str, str | None]
    day: date
    known: dict[int, Unit | None] = field(default_factory=dict)
    archives: dict[int, Unit] = field(default_factory=dict)
    made_units: list[Unit] = field(default_factory=list)
    made_contacts: list[Contact] = field(default_factory=list)
    made_absences: list[Absence] = field(default_factory=list)

    def heir(self, unit_id: int) -> Unit | None:
        """Return the unit in the successor that goes on for one; made on first use if it is kept."""
        if unit_id not in self.known:
            unit = self.old.unit(unit_id)
            key = None if has_ended(unit, self.day - ONE_DAY) else self.mapping.get(unit.key)
            self.known[unit_id] = None
            if key == KEEP:
                self.known[unit_id] = self._kept(unit)
            elif key is not None:
                self.known[unit_id] = self.new.unit_by_key(key)
            self._serve(unit, self.known[unit_id])
        return self.known[unit_id]

    def _kept(self, unit: Unit) -> Unit:
        groups = [group for group in unit.groups if group in self.new.ward.groups]
        return self._make(
            unit.key, unit.name, valid_from=self.day, groups=groups, aliases=unit.aliases,
            requested=unit.requested, former_names=unit.former_names,
        )  # fmt: skip

    def archive(self, unit_id: int) -> Unit:
        """Return the unit of the successor that keeps the old name, for what is finished."""
        if unit_id not in self.archives:
            unit, heir = self.old.unit(unit_id), self.heir(unit_id)
            place = self.old.ward.name
            former = [{**one, "name": f"{one['name']} ({place})"} for one in unit.former_names]
            made = self._make(
                f"{unit.key}-{self.old.ward.key}", f"{unit.name} ({place})",
                valid_from=unit.valid_from, valid_to=min(unit.valid_to or date.max, self.day - ONE_DAY),
                successor=heir.key if heir else None, requested=unit.requested,
                former_names=former,
            )  # fmt: skip
            self.archives[unit_id] = made
            for contact in self.old.contacts:
                if contact.unit_id == unit_id and in_force(contact, self.day - ONE_DAY):
                    self._copy(contact, made, contact.valid_from, self.day - ONE_DAY)
        return self.archives[unit_id]

    def _make(self, key: str, name: str, **columns: Any) -> Unit:
        taken = {unit.key for unit in (*self.new.own_units, *self.made_units)}
        free, number = key, 2
        while free in taken:
            free, number = f"{key}-{number}", number + 1
        unit = Unit(ward_id=self.new.ward_id, key=free, name=name, **columns)
        self.session.add(unit)
        self.session.flush()
        self.made_units.append(unit)
        return unit

    def _serve(self, unit: Unit, heir: Unit | None) -> None:
        """Let the contacts go along to a unit that has none of its own."""
        if heir is None:
            return
        known = (*self.new.contacts, *self.made_contacts)
        if any(c.unit_id == heir.id and in_force(c, self.day) for c in known):
            return
        for contact in self.old.contacts:
            if contact.unit_id == unit.id and in_force(contact, self.day):
                made = self._copy(contact, heir, self.day, contact.valid_to)
                self._let_be_away(contact, made)

    def _copy(self, contact: Contact, unit: Unit, first: date | None, last: date | None) -> Contact:
        made = Contact(
            ward_id=unit.ward_id, unit_id=unit.id or 0, name=contact.name, title=contact.title,
            email=contact.email, phone=contact.phone, deputy=contact.deputy, valid_from=first, valid_to=last,
            channel=contact.channel, paused_until=contact.paused_until,
            pause_reason=contact.pause_reason,
        )  # fmt: skip
        self.session.add(made)
        self.session.flush()
        self.made_contacts.append(made)
        return made

    def _let_be_away(self, contact: Contact, made: Contact) -> None:
        """Let a contact who came along be away on the days on which they were to be."""
        known = self.context_after().directory.absences_of(made)
        for one in self.old.directory.absences_of(contact):
            met = any(max(a.from_on, one.from_on) <= min(a.to_on, one.to_on) for a in known)
            if one.to_on < self.day or met:
                continue
            absence = Absence(
                contact_id=made.id, from_on=one.from_on, to_on=one.to_on, reason=one.reason,
                deputy_name=one.deputy_name, deputy_email=one.deputy_email,
            )  # fmt: skip
            self.session.add(absence)
            self.session.flush()
            self.made_absences.append(absence)

    def context_after(self) -> WardRows:
        """Return the successor with the units and contacts that came along."""
        units = {**self.new.units, **{unit.id or 0: unit for unit in self.made_units}}
        contacts = (*self.new.contacts, *self.made_contacts)
        absences = (*self.new.absences, *self.made_absences)
        return replace(self.new, units=units, contacts=contacts, absences=absences)

    def contacts_made(self) -> list[dict[str, Any]]:
        """Return the contacts that came along, as the log keeps them."""
        units = self.context_after().units
        return [contact_rows.of_contact(contact, units) for contact in self.made_contacts]

    def absences_made(self) -> list[dict[str, Any]]:
        """Return the absences that came along, as the log keeps them."""
        of = {contact.id: contact for contact in self.made_contacts}
        return [contact_rows.of_absence(one, of[one.contact_id]) for one in self.made_absences]


def proposed(order: WardOrder, old: WardRows, new: WardRows, day: date) -> dict[str, Any]:
    """Return who goes on for each unit that lives, as chosen or else as proposed.

    Raises:
        Refused: a unit is named that neither ward has.
    """
    living = old.living_units(day - ONE_DAY)
    there = {unit.key: unit for unit in new.living_units(day)}
    found = rules.counterparts(
        living, list(there.values()), ward=old.ward.name, successor=new.ward.name
    )
    return rules.chosen(
        order.units.get(old.ward.key, {}), found, there, ward=old.ward.name,
        main=len(order.into) == 1,
    )  # fmt: skip
