"""Units by which a stored draft names who leads and supports, put in the place of others."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

#: From the path of a clause and the key of a unit to the key of who goes on for it there.
Heirs = Callable[[str, str], str]


def with_heirs(draft: Mapping[str, Any], heirs: Heirs) -> tuple[dict[str, Any], list[list[Any]]]:
    """Return a draft that names heirs, and what it said before: part, clause, role, place, keys.

    The names as printed stay.
    """
    made: dict[str, Any] = deepcopy(dict(draft))
    before: list[list[Any]] = []
    for part in ("clauses", "dropped"):
        for number, clause in enumerate(made.get(part, [])):
            for role in ("lead", "support"):
                for place, unit in enumerate(clause.get(role, [])):
                    keys = unit.get("units", [])
                    now = list(dict.fromkeys(heirs(clause["path"], key) for key in keys))
                    if now != keys:
                        before.append([part, number, role, place, keys])
                        unit["units"] = now
    return made, before


def as_before(draft: Mapping[str, Any], before: list[list[Any]]) -> dict[str, Any]:
    """Return a draft that has not been edited since ``with_heirs`` as it was."""
    made: dict[str, Any] = deepcopy(dict(draft))
    for part, number, role, place, keys in before:
        made[part][number][role][place]["units"] = list(keys)
    return made
