"""The rows of any past instant, made again from the history alone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from models.assignment import Assignment, AssignmentEvent

#: The chain is copied when a case starts; nobody decides it, no event tells it.
NOT_REPLAYED = frozenset({"chain"})


def rows_as_of(
    events: Iterable[AssignmentEvent],
    moment: datetime,
    *,
    present: Mapping[int, Assignment] | None = None,
) -> dict[int, Assignment]:
    """Return the assignments as they stood at ``moment``, by id; what came later is missing.

    ``events`` are whole histories, each in its order. The rows are free of any session and have
    every column but ``NOT_REPLAYED``; ``version`` is the number of events, as it is in the table.
    Histories that began before events kept values are taken from their ``present`` row, from
    which what was recorded since is undone; for those ``first_exact`` is the earliest instant.
    """
    known = present or {}
    rows: dict[int, Assignment] = {}
    for row_id, story in _stories(events).items():
        told = [event for event in story if event.at <= moment]
        if not told:
            continue
        columns = _forward(told) if is_whole(story) else _backward(story, told, known.get(row_id))
        if columns:
            rows[row_id] = Assignment(id=row_id, version=len(told), **columns)
    return rows


def first_exact(events: Iterable[AssignmentEvent]) -> datetime | None:
    """Return the instant from which on every day can be shown; None where all of them can.

    It is that of the last event which did not keep what it changed.
    """
    return max((event.at for event in events if not _is_kept(event)), default=None)


def is_whole(story: Sequence[AssignmentEvent]) -> bool:
    """Tell whether each event of one history kept the values that it changed."""
    return all(_is_kept(event) for event in story)


def _is_kept(event: AssignmentEvent) -> bool:
    return "values" in event.data


def _stories(events: Iterable[AssignmentEvent]) -> dict[int, list[AssignmentEvent]]:
    stories: dict[int, list[AssignmentEvent]] = {}
    for event in events:
        stories.setdefault(event.assignment_id, []).append(event)
    return stories


def _forward(told: Iterable[AssignmentEvent]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for event in told:
        values |= {name: after for name, (_, after) in event.data["values"].items()}
    return _columns(values)


def _backward(
    story: Sequence[AssignmentEvent], told: Sequence[AssignmentEvent], row: Assignment | None
) -> dict[str, Any]:
    """Undo what came after ``told``, from the present row."""
    if row is None:
        return {}
    undone: dict[str, Any] = {}
    for event in reversed(story[len(told) :]):
        undone |= {name: before for name, (before, _) in event.data.get("values", {}).items()}
    kept = {name: getattr(row, name) for name in Assignment.model_fields}
    for name in NOT_REPLAYED | {"id", "version"}:
        kept.pop(name)
    return kept | _columns(undone)


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _adapter(name).validate_python(value)
        for name, value in values.items()
        if name in Assignment.model_fields and name not in NOT_REPLAYED
    }


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    """Return what makes a column's value from its JSON: instants, enums, plain values."""
    kind: Any = Assignment.model_fields[name].annotation
    return TypeAdapter(kind)
