"""What a summary is counted from, and what it holds: plain values that survive JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Row:
    """One assignment as it stands. Every moment is aware; deadlines are inclusive.

    ``state`` is the stored state; ``judged_at`` the moment of the report that was accepted,
    None while it is open; ``extensions`` and ``shortenings`` count the deadlines agreed since, and
    ``reason`` is that of the last of them; ``report_figures`` are the numbers of that report by name, as the
    unit wrote them. ``requested`` marks what was asked of a body that takes no orders.
    """

    code: str
    clause_path: str
    clause_text: str
    unit_key: str
    unit_name: str
    kind: str
    requested: bool
    due_at: datetime
    first_due_at: datetime
    state: str
    judged_at: datetime | None = None
    reported_at: datetime | None = None
    extensions: int = 0
    shortenings: int = 0
    report_text: str | None = None
    report_figures: Mapping[str, float | str] = field(default_factory=dict)
    good_example: str | None = None
    reason: str | None = None
    duty_text: str = ""


@dataclass(frozen=True)
class Counts:
    """The four national categories; beside them, what no category may hide.

    ``waiting`` are the open ones whose report waits for the officer.
    """

    on_time: int = 0
    late: int = 0
    open_in_time: int = 0
    open_late: int = 0
    waiting: int = 0

    @property
    def completed(self) -> int:
        """Đã hoàn thành."""
        return self.on_time + self.late

    @property
    def unfinished(self) -> int:
        """Chưa hoàn thành."""
        return self.open_in_time + self.open_late

    @property
    def total(self) -> int:
        """The four categories together."""
        return self.completed + self.unfinished


@dataclass(frozen=True)
class UnitFigures:
    """One unit's line; requested bodies have theirs in a list apart.

    ``at_first`` counts the same work against the deadlines as first set.
    """

    key: str
    name: str
    counts: Counts
    at_first: Counts = Counts()


@dataclass(frozen=True)
class ClauseFigures:
    """One clause's line: what was assigned, and what was asked of requested bodies."""

    path: str
    text: str
    assigned: Counts
    requested: Counts


@dataclass(frozen=True)
class Item:
    """One assignment as a list names it; ``days_late`` in working days, 0 when in time."""

    code: str
    clause_path: str
    unit_name: str
    text: str
    requested: bool
    category: str
    due_at: datetime
    first_due_at: datetime
    judged_at: datetime | None
    waiting: bool
    days_late: int
    extensions: int
    reason: str
    shortenings: int = 0


@dataclass(frozen=True)
class GoodExample:
    """A person or a body that a unit's report praised."""

    unit_name: str
    clause_path: str
    text: str


@dataclass(frozen=True)
class Output:
    """One named number, summed over accepted reports; by unit in plan order."""

    name: str
    total: float
    by_unit: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Figures:
    """All figures of one period as they stood at ``as_of``; the summary's snapshot.

    ``overdue`` begins with the worst; ``awaited``, what was asked, is never ranked.
    ``assigned_at_first`` and ``requested_at_first`` count against the deadlines as first set.
    ``outputs`` come from propaganda, ``other_outputs`` from every other kind of duty.
    ``sleeping`` ones wait for an outside document: they stand in no category and in no sum.
    Withdrawn and transferred ones do not count at all (the successor of a transfer does).
    """

    as_of: datetime
    assigned: Counts
    requested: Counts
    units: tuple[UnitFigures, ...]
    requested_units: tuple[UnitFigures, ...]
    clauses: tuple[ClauseFigures, ...]
    items: tuple[Item, ...]
    overdue: tuple[Item, ...]
    awaited: tuple[Item, ...]
    extended: tuple[Item, ...]
    good_examples: tuple[GoodExample, ...]
    outputs: tuple[Output, ...]
    sleeping: int
    withdrawn: int
    other_outputs: tuple[Output, ...] = ()
    shortened: tuple[Item, ...] = ()
    assigned_at_first: Counts = Counts()
    requested_at_first: Counts = Counts()

    @property
    def total(self) -> int:
        """Everything in one of the four categories, requested bodies included."""
        return self.assigned.total + self.requested.total
