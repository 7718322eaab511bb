"""What units were called on a past day."""

from datetime import date

from models.ward import Unit


def name_on(unit: Unit, day: date) -> str:
    """Return the name that a unit had on a local day."""
    former = sorted(unit.former_names, key=lambda one: str(one["until"]))
    return next((str(one["name"]) for one in former if str(one["until"]) >= f"{day}"), unit.name)
