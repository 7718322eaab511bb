"""A clause as it is compared with its later version, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dondoc.rules import amend_words

Change = Literal["text", "lead", "support", "mode", "duties"]


@dataclass(frozen=True)
class DutyFacts:
    """A duty as it is compared; ``cadence`` is the JSON of its cadence."""

    text: str
    kind: str
    cadence: Mapping[str, Any]


@dataclass(frozen=True)
class ClauseFacts:
    """A clause as it is compared; ``lead`` and ``support`` are keys of units, or printed names."""

    path: str
    text: str
    mode: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    duties: tuple[DutyFacts, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A clause before and after; one of them is missing where it was added or dropped.

    ``given`` is the path of the new one in the amending document, whose own numbers need not be
    the plan's. ``hint`` names, by path, the clauses of the other side that its words may have
    come from or gone to, where it seems that a clause was split or several were merged.
    """

    old: ClauseFacts | None
    new: ClauseFacts | None
    given: str = ""
    hint: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the clause stands under another path."""
        return self.old is not None and self.new is not None and self.old.path != self.new.path

    @property
    def changes(self) -> frozenset[Change]:
        """What is other than before, the path apart."""
        if self.old is None or self.new is None:
            return frozenset()
        before, after = self.old, self.new
        found: dict[Change, bool] = {
            "text": amend_words.differ(before.text, after.text),
            "lead": set(before.lead) != set(after.lead),
            "support": set(before.support) != set(after.support),
            "mode": before.mode != after.mode,
            "duties": _cadences(before) != _cadences(after),
        }
        return frozenset(change for change, differs in found.items() if differs)

    @property
    def kind(self) -> Literal["added", "dropped", "changed", "moved", "unchanged"]:
        """What happened to the clause, the weightiest first."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "dropped"
        if self.changes:
            return "changed"
        return "moved" if self.moved else "unchanged"


def _cadences(clause: ClauseFacts) -> list[tuple[str, Mapping[str, Any]]]:
    return [(duty.kind, duty.cadence) for duty in clause.duties]
