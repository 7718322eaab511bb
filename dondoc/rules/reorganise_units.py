"""Units and contacts after a reorganisation, made from those before it.

The rows that are given are changed in place; whoever only looks gives copies.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from dondoc.rules.directory import in_force
from dondoc.rules.reorganise import NewContact, Order
from models.ward import Contact, Person, Unit

ONE_DAY = timedelta(days=1)


def rearrange_units(
    order: Order, units: Mapping[str, Unit], *, ward_id: int, day: date
) -> list[Unit]:
    """Rename, end and make units from a local day on; returns those that were changed or made."""
    changed = []
    for renaming in order.renamed:
        unit = units[renaming.unit]
        former = {"name": unit.name, "until": (day - ONE_DAY).isoformat()}
        unit.former_names = [*unit.former_names, former]
        unit.name = renaming.name
        changed.append(unit)
    for ending in () if order.declared else order.ended:
        unit = units[ending.unit]
        unit.valid_to, unit.successor = day - ONE_DAY, ending.successor or None
        changed.append(unit)
    for new in order.new:
        unit = units.get(new.key) or Unit(ward_id=ward_id, key=new.key, name=new.name)
        unit.name, unit.requested = new.name, new.requested
        unit.aliases, unit.groups = list(new.aliases), list(new.groups)
        unit.valid_from, unit.valid_to, unit.successor = day, None, None
        unit.former_names = []
        changed.append(unit)
    return changed


def rearrange_contacts(
    order: Order, units: Mapping[str, Unit], contacts: Iterable[Contact], *, day: date
) -> list[Contact]:
    """End, move and make contacts from a local day on; returns those that were changed or made.

    ``units`` are those after the change, with their ids.
    """
    known = list(contacts)
    changed = [_new(given, units[new.key], day) for new in order.new for given in new.contacts]
    served = {c.unit_id for c in (*known, *changed) if in_force(c, day)}
    for ending in order.ended:
        mine = [c for c in known if c.unit_id == units[ending.unit].id and _goes_beyond(c, day)]
        heir = units[ending.successor] if ending.successor else None
        follow = ending.contacts == "follow" or (
            ending.contacts == "auto" and heir is not None and heir.id not in served
        )
        followers = _followers(mine, heir, [*known, *changed], day) if heir and follow else []
        for contact in mine:
            contact.valid_to = max(day, contact.valid_from or day) - ONE_DAY
        changed += [*mine, *followers]
    return changed


def _goes_beyond(contact: Contact, day: date) -> bool:
    """Tell whether somebody would still be, or become, a contact on or after a day."""
    taken_back = (
        contact.valid_from is not None
        and contact.valid_to is not None
        and contact.valid_to < contact.valid_from
    )
    return not taken_back and (contact.valid_to is None or contact.valid_to >= day)


def _new(given: NewContact, unit: Unit, day: date) -> Contact:
    return Contact(
        ward_id=unit.ward_id, unit_id=unit.id or 0, name=given.name, title=given.title,
        email=given.email, valid_from=day,
    )  # fmt: skip


def _followers(
    mine: Sequence[Contact], heir: Unit, known: Sequence[Contact], day: date
) -> list[Contact]:
    """Return the contacts that go along to a successor, those left out who are there already."""
    there = [c for c in known if c.unit_id == heir.id and _goes_beyond(c, day)]
    addresses = {c.email.casefold() for c in there}
    return [_copy(c, heir, day) for c in mine if c.email.casefold() not in addresses]


def _copy(contact: Contact, heir: Unit, day: date) -> Contact:
    return Contact(
        ward_id=heir.ward_id, unit_id=heir.id or 0, name=contact.name, title=contact.title,
        email=contact.email, phone=contact.phone, deputy=contact.deputy, valid_to=contact.valid_to,
        valid_from=max(day, contact.valid_from or day),
    )  # fmt: skip


def rearrange_people(order: Order, people: Iterable[Person]) -> list[Person]:
    """Let people with a role who belong to a unit that ends belong to its successor."""
    heirs = {one.unit: one.successor for one in order.ended if one.successor}
    changed = [person for person in people if person.unit_key in heirs]
    for person in changed:
        person.unit_key = heirs[person.unit_key or ""]
    return changed
