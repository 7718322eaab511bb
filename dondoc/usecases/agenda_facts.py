"""What a round decides from, and the decision itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from dondoc.rules.directory import Reachable
from dondoc.rules.owing import Held
from dondoc.usecases.context import WardContext
from dondoc.usecases.entries import Letter, Mark
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

    @property
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
