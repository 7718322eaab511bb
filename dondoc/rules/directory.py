"""Who is written to for a unit or in place of a person on a day: contacts, deputies, roles."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from dondoc.rules.people import (
    AbsenceFacts,
    ContactFacts,
    PersonFacts,
    ReaderFacts,
    UnitFacts,
    is_contact,
)
from dondoc.rules.successors import last_day

#: Days for which who was a contact or a deputy still does not judge the unit's work.
REMEMBERED = timedelta(days=30)


@dataclass(unsafe_hash=True)
class Reachable:
    """A person and the address at which they are reached; ``instead_of`` names who is away.

    Nothing changes it; it is not frozen, for the reason that ``notifications/page.py`` gives.
    """

    name: str
    title: str
    email: str
    instead_of: str = ""

    @property
    def capacity(self) -> str:
        """The title, and for whom they stand in, as it follows a name in a greeting."""
        away = f"thay {self.instead_of} đang vắng" if self.instead_of else ""
        return ", ".join(part for part in (self.title, away) if part)

    @property
    def key(self) -> str:
        """The address for comparing and grouping: letter case does not count."""
        return self.email.casefold()

    def also(self, other: "Reachable") -> "Reachable":
        """Return the reader of one letter that goes to this address for both.

        One person keeps all titles; several people who share a mailbox are all named.
        """
        if self.name.casefold() == other.name.casefold():
            title = _joined(self.title, other.title)
            return replace(self, title=title, instead_of=_joined(self.instead_of, other.instead_of))
        if other.name in self.name.split(" và "):
            return self
        away = _joined(self.instead_of, other.instead_of)
        return Reachable(f"{self.name} và {other.name}", "", self.email, away)


def _joined(*parts: str) -> str:
    """Return what is not empty, each once."""
    found = [one for part in parts for one in part.split("; ") if one]
    return "; ".join(dict.fromkeys(found))


def in_force(contact: ContactFacts, day: date) -> bool:
    """Tell whether somebody is a contact on a local day."""
    after_start = contact.valid_from is None or contact.valid_from <= day
    return after_start and (contact.valid_to is None or day <= contact.valid_to)


def is_same_person(one: ContactFacts, other: ContactFacts) -> bool:
    """Tell whether two rows are one person at two units: the same name at the same address."""
    return one.email.casefold() == other.email.casefold() and (
        one.name.casefold() == other.name.casefold()
    )


@dataclass(frozen=True)
class Directory:
    """The contacts and people of a ward (danh bạ); ``suspended`` holds refused addresses."""

    contacts: Collection[ContactFacts]
    people: Collection[PersonFacts]
    absences: Collection[AbsenceFacts]
    suspended: Collection[str]

    def is_reachable(self, address: str) -> bool:
        """Tell whether mails to this address are still sent."""
        return address.casefold() not in self.suspended

    @cached_property
    def _of_unit(self) -> dict[int, list[ContactFacts]]:
        found: dict[int, list[ContactFacts]] = {}
        for one in self.contacts:
            found.setdefault(one.unit_id, []).append(one)
        return found

    def contacts_on(self, unit_id: int, day: date) -> list[ContactFacts]:
        """Return the unit's contacts in force on a day, the one who is written to first of all.

        First is who began earliest; of those who began together, who was entered first.
        """
        mine = [one for one in self._of_unit.get(unit_id, ()) if in_force(one, day)]
        if len(mine) < 2:
            return mine
        return sorted(mine, key=lambda one: (one.valid_from or date.min, one.id or 0))

    def absence_of(self, one: ReaderFacts, day: date) -> AbsenceFacts | None:
        """Return the absence of somebody on a day; of several the one noted last.

        A contact who is away is away at every unit.
        """
        if not self.absences:
            return None
        found = [a for a in self.absences_of(one) if a.from_on <= day <= a.to_on]
        return max(found, key=lambda absence: absence.id or 0, default=None)

    def absences_of(self, one: ReaderFacts) -> list[AbsenceFacts]:
        """Return the absences of somebody, earliest first."""
        if not self.absences:
            return []
        if is_contact(one):
            same = {c.id for c in self.contacts if is_same_person(c, one)}
            found = [a for a in self.absences if a.contact_id in same and a.contact_id is not None]
        else:
            found = [a for a in self.absences if a.person_id == one.id and one.id is not None]
        return sorted(found, key=lambda absence: (absence.from_on, absence.id or 0))

    def stand_in(self, one: ReaderFacts, day: date) -> Reachable | None:
        """Return who reads for somebody on a day: they, or while they are away their deputy."""
        absence = self.absence_of(one, day)
        if absence is None:
            found = Reachable(one.name, one.title, one.email)
            return found if self.is_reachable(one.email) else None
        email = _deputy_of(one, absence)
        if not email or not self.is_reachable(email):
            return None
        return Reachable(absence.deputy_name or self._name_at(email), "", email, one.name)

    def _name_at(self, address: str) -> str:
        known: list[ReaderFacts] = [*self.contacts, *self.people]
        wanted = address.casefold()
        return next((one.name for one in known if one.email.casefold() == wanted), address)

    def reach(self, unit: UnitFacts, day: date) -> Reachable | None:
        """Return who gets the unit's mails on a local day.

        The first contact in force who can be reached, or the deputy of one who is away; else
        the person with a role who belongs to the unit. Of a unit that has ended it is who read
        for it on its last day.
        """
        for one in self._in_turn(unit, day):
            found = self.stand_in(one, day)
            if found is not None:
                return found
        return None

    def principal(self, unit: UnitFacts, day: date) -> Reachable | None:
        """Return the unit's contact in their own right, whether away on this day or not."""
        for one in self._in_turn(unit, day):
            if self.is_reachable(one.email):
                return Reachable(one.name, one.title, one.email)
        return None

    def _in_turn(self, unit: UnitFacts, day: date) -> Iterator[ReaderFacts]:
        yield from self.contacts_on(unit.id or 0, last_day(unit, day))
        yield from (person for person in self.people if person.unit_key == unit.key)

    def standing_for(self, unit: UnitFacts, day: date) -> frozenset[str]:
        """Return the addresses whose links may act for the unit on a local day."""
        return frozenset(email.casefold() for email in self._standing(unit, day))

    def _standing(self, unit: UnitFacts, day: date) -> Iterator[str]:
        for one in self._in_turn(unit, day):
            yield one.email
            absence = self.absence_of(one, day)
            if absence is not None:
                yield _deputy_of(one, absence)

    def all_addresses(self, unit: UnitFacts, day: date | None = None) -> frozenset[str]:
        """Return every address that stands for the unit, for telling who is judged by whom.

        With a day, who was a contact or a deputy counts until ``REMEMBERED`` after it; without
        one all that there ever were or will be.
        """
        own = {person.email for person in self.people if person.unit_key == unit.key}
        for one in self.contacts:
            if one.unit_id == unit.id and _counts(one.valid_from, one.valid_to, day):
                own.add(one.email)
                own |= {
                    _deputy_of(one, absence)
                    for absence in self.absences_of(one)
                    if _counts(absence.from_on, absence.to_on, day)
                }
        return frozenset(email.casefold() for email in own if email)


def _deputy_of(one: ReaderFacts, absence: AbsenceFacts) -> str:
    standing = one.deputy if is_contact(one) else None
    return absence.deputy_email or standing or ""


def _counts(first: date | None, last: date | None, day: date | None) -> bool:
    if day is None:
        return True
    begun = first is None or first <= day
    return begun and (last is None or day <= last + REMEMBERED)
