"""Which units there are on a day, and to which one the work of a unit that ended went."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from dondoc.rules.people import UnitFacts

U = TypeVar("U", bound=UnitFacts)
#: Of a chain of successors no more is followed; it would be a ring.
_LONGEST = 20


def lives(unit: UnitFacts, day: date) -> bool:
    """Tell whether a unit exists on a local day."""
    begun = unit.valid_from is None or unit.valid_from <= day
    return begun and not has_ended(unit, day)


def has_ended(unit: UnitFacts, day: date) -> bool:
    """Tell whether a unit is no more on a local day; one that is still to come has not."""
    return unit.valid_to is not None and unit.valid_to < day


def last_day(unit: UnitFacts, day: date) -> date:
    """Return a local day, or the last one on which the unit existed if that came before."""
    return day if unit.valid_to is None else min(day, unit.valid_to)


def is_taken_back(unit: UnitFacts) -> bool:
    """Tell whether a unit was taken back before its first day, so that its key is free again."""
    first, last = unit.valid_from, unit.valid_to
    return first is not None and last is not None and last < first


def key_in(unit: UnitFacts, ward_key: str) -> str | None:
    """Return the key of a unit's successor in a ward; None where it is in another one, or nowhere.

    A successor in another ward is written ``ward/unit``.
    """
    if not unit.successor:
        return None
    ward, slash, key = unit.successor.rpartition("/")
    return key if not slash or ward == ward_key else None


def heir(unit: U, by_key: Mapping[str, U], ward_key: str, day: date) -> U | None:
    """Return the unit itself, or the one to which its work went; None where it went to nobody.

    ``by_key`` are the ward's own units.
    """
    for _ in range(_LONGEST):
        if not has_ended(unit, day):
            return unit
        key = key_in(unit, ward_key)
        if key is None or key not in by_key:
            return None
        unit = by_key[key]
    return None
