"""What a ward file decides of a ward, as plain values: to see what loading one has changed."""

from typing import Any

from sqlmodel import Session

from dondoc.usecases.change import plain
from models.queries import wards
from models.ward import Person, Unit, Ward

_WARD = (
    "name", "city", "province", "timezone", "send_at", "window_from", "window_until", "closes_at",
    "channel", "groups", "chain", "ladder", "calendar", "waves",
)  # fmt: skip
_UNIT = ("name", "requested", "aliases", "groups", "valid_from", "valid_to", "successor")
_PERSON = ("name", "role", "title", "email", "phone", "unit_key", "active")


def take(session: Session, ward: Ward) -> dict[str, Any]:
    """Return the ward's settings, units and people with a role; contacts have events of their own."""
    units = wards.units_of(session, ward.id or 0)
    people = wards.all_people_of(session, ward.id or 0)
    return {
        **{name: getattr(ward, name) for name in _WARD},
        "units": {unit.key: _values(unit, _UNIT) for unit in units},
        "people": {person.key: _values(person, _PERSON) for person in people},
    }


def _values(row: Unit | Person, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else plain(value)


def differences(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what differs, as it was and as it is; of units and people only those that do."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for name, value in after.items():
        was = before.get(name)
        if name in {"units", "people"}:
            keys = [
                key for key in {**(was or {}), **value} if (was or {}).get(key) != value.get(key)
            ]
            old |= {name: {key: was[key] for key in keys if was and key in was}} if keys else {}
            new |= {name: {key: value[key] for key in keys if key in value}} if keys else {}
        elif was != value:
            old[name], new[name] = was, value
    return old, new
