"""What a round decides from, and the decision itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from dondoc.rules import pausing
from dondoc.rules.directory import Reachable
from dondoc.rules.owing import Held
from dondoc.usecases.context import WardContext
from dondoc.usecases.entries import RECEIPT, Letter, Mark
from models.outbox import Notice
from models.queries.owed import Owed, RungEnd


@dataclass(frozen=True)
class Facts:
    """What a round looks at; ``works`` are open and under plans in force.

    ``links`` holds the addresses that have a link to an assignment, by its id; ``heard`` when
    its unit last did something about it, where it ever did.
    """

    context: WardContext
    works: Sequence[Owed]
    marks: Sequence[RungEnd]
    notices: Sequence[Notice]
    subjects: Mapping[int, Held]
    links: Mapping[int, frozenset[str]]
    now: datetime
    heard: Mapping[int, datetime] = field(default_factory=dict)

    @cached_property
    def past(self) -> Mapping[int, Sequence[RungEnd]]:
        """How rungs ended, by the id of the assignment."""
        found: dict[int, list[RungEnd]] = {}
        for mark in self.marks:
            found.setdefault(mark.assignment_id, []).append(mark)
        return found

    @cached_property
    def asked(self) -> frozenset[int]:
        """The ids of work whose receipt was asked for, or did not have to be."""
        return frozenset(mark.assignment_id for mark in self.marks if mark.audience == RECEIPT)

    @cached_property
    def silenced(self) -> frozenset[int]:
        """The ids of work of which a rung met a pause."""
        return frozenset(m.assignment_id for m in self.marks if pausing.was_paused(m.reason))

    def reach(self, unit_id: int) -> Reachable | None:
        """Return who gets a unit's mails today."""
        if unit_id not in self._reached:
            self._reached[unit_id] = self.context.reach(unit_id, self.today)
        return self._reached[unit_id]

    @cached_property
    def _reached(self) -> dict[int, Reachable | None]:
        return {}

    @cached_property
    def today(self) -> date:
        """The ward's own day."""
        return self.context.day(self.now)


@dataclass
class Agenda:
    """The decision: a letter for each address, marks without one, and overtaken news.

    ``begun`` are the ids of work that has become overdue: its case keeps the chain as it stands
    now. ``quiet`` are those of work of which nothing is heard, ``spoken`` those of work of which
    a rung towards the unit has come, told or not.
    """

    letters: dict[str, Letter] = field(default_factory=dict)
    silent: list[Mark] = field(default_factory=list)
    overtaken: list[Notice] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    spoken: set[int] = field(default_factory=set)
    quiet: set[int] = field(default_factory=set)

    def letter(self, to: Reachable) -> Letter:
        """Return the letter to an address, begun on first use."""
        return self.letters.setdefault(to.key, Letter(to=to))
