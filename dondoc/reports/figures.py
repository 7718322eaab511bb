"""Rows to figures: the four national categories and the lists of a summary.

Source of the categories: the reports of the Prime Minister's working group, which every
authority follows: hoàn thành đúng hạn, hoàn thành quá hạn, chưa hoàn thành trong hạn, chưa
hoàn thành quá hạn.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from dondoc.reports.outputs import outputs
from dondoc.reports.rows import ClauseFigures, Counts, Figures, GoodExample, Item, Row, UnitFigures

DaysLate = Callable[[datetime, datetime], int]

_NOT_COUNTED = frozenset({"sleeping", "cancelled", "transferred"})
_STORED = TypeAdapter(Figures)


def figures(rows: Sequence[Row], *, as_of: datetime, days_late: DaysLate) -> Figures:
    """Count ``rows``, given in plan order, as they stand at ``as_of``.

    ``days_late`` tells how many working days its second moment lies behind the first.
    """
    counted = [row for row in rows if row.state not in _NOT_COUNTED]
    assigned = [row for row in counted if not row.requested]
    requested = [row for row in counted if row.requested]
    items = [_item(row, as_of, days_late) for row in counted]
    late = [item for item in items if item.category == "open_late"]
    return Figures(
        as_of=as_of,
        assigned=count(assigned, as_of=as_of),
        requested=count(requested, as_of=as_of),
        assigned_at_first=count(assigned, as_of=as_of, against_first=True),
        requested_at_first=count(requested, as_of=as_of, against_first=True),
        units=_by_unit(assigned, as_of),
        requested_units=_by_unit(requested, as_of),
        clauses=_by_clause(counted, as_of),
        items=tuple(items),
        overdue=tuple(sorted((i for i in late if not i.requested), key=_worst_first)),
        awaited=tuple(item for item in late if item.requested),
        extended=tuple(item for item in items if item.extensions),
        shortened=tuple(item for item in items if item.shortenings),
        good_examples=_good_examples(counted),
        outputs=outputs(row for row in counted if row.kind == "propaganda"),
        other_outputs=outputs(row for row in counted if row.kind != "propaganda"),
        sleeping=sum(row.state == "sleeping" for row in rows),
        withdrawn=sum(row.state == "cancelled" for row in rows),
    )


def to_json(taken: Figures) -> dict[str, Any]:
    """Return ``taken`` as plain JSON values, to be stored."""
    stored: dict[str, Any] = _STORED.dump_python(taken, mode="json")
    return stored


def from_json(stored: Mapping[str, Any]) -> Figures:
    """Return the figures that ``to_json`` stored.

    Raises:
        pydantic.ValidationError: ``stored`` is something else.
    """
    return _STORED.validate_python(dict(stored))


def category(row: Row, *, as_of: datetime, against_first: bool = False) -> str:
    """Name the category of a counted row: ``on_time``, ``late``, ``open_in_time``, ``open_late``.

    An accepted row is judged by the moment of its report. A report that still waits for the
    officer completes nothing, but it stops the clock: the delay would be the officer's.
    ``against_first`` judges by the deadline as first set, whatever was agreed since.
    """
    due_at = row.first_due_at if against_first else row.due_at
    if row.state == "accepted":
        return "late" if row.judged_at and row.judged_at > due_at else "on_time"
    stopped_at = row.reported_at if row.state == "reported" else None
    return "open_late" if (stopped_at or as_of) > due_at else "open_in_time"


def count(rows: Iterable[Row], *, as_of: datetime, against_first: bool = False) -> Counts:
    """Count rows that are neither sleeping, withdrawn nor transferred."""
    tally: dict[str, int] = {}
    for row in rows:
        names = [category(row, as_of=as_of, against_first=against_first)]
        if row.state == "reported":
            names.append("waiting")
        for name in names:
            tally[name] = tally.get(name, 0) + 1
    return Counts(**tally)


def _by_unit(rows: Iterable[Row], as_of: datetime) -> tuple[UnitFigures, ...]:
    """A unit that was renamed has a line for each name, one below the other."""
    groups: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        groups.setdefault(row.unit_key, {}).setdefault(row.unit_name, []).append(row)
    return tuple(
        UnitFigures(
            key,
            name,
            count(group, as_of=as_of),
            count(group, as_of=as_of, against_first=True),
        )
        for key, names in groups.items()
        for name, group in names.items()
    )


def _by_clause(rows: Iterable[Row], as_of: datetime) -> tuple[ClauseFigures, ...]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.clause_path, []).append(row)
    return tuple(
        ClauseFigures(
            path,
            group[0].clause_text,
            assigned=count((row for row in group if not row.requested), as_of=as_of),
            requested=count((row for row in group if row.requested), as_of=as_of),
        )
        for path, group in groups.items()
    )


def _item(row: Row, as_of: datetime, days_late: DaysLate) -> Item:
    found = category(row, as_of=as_of)
    waiting = row.state == "reported"
    until = (row.judged_at or row.reported_at if found == "late" or waiting else None) or as_of
    return Item(
        code=row.code,
        clause_path=row.clause_path,
        unit_name=row.unit_name,
        text=row.duty_text or row.clause_text,
        requested=row.requested,
        category=found,
        due_at=row.due_at,
        first_due_at=row.first_due_at,
        judged_at=row.judged_at,
        waiting=waiting,
        days_late=days_late(row.due_at, until) if found in {"late", "open_late"} else 0,
        extensions=row.extensions,
        reason=row.reason or "",
        shortenings=row.shortenings,
    )


def _worst_first(item: Item) -> tuple[int, datetime, str]:
    return -item.days_late, item.due_at, item.code


def _good_examples(rows: Iterable[Row]) -> tuple[GoodExample, ...]:
    told: dict[tuple[str, str], GoodExample] = {}
    for row in rows:
        text = " ".join((row.good_example or "").split())
        if text and row.state == "accepted":
            told.setdefault((row.unit_key, text), GoodExample(row.unit_name, row.clause_path, text))
    return tuple(told.values())
