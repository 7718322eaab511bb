"""One line of a mail to be, in a form that is stored with the mail and checked again later.

What is made for each line is not frozen, for the reason that ``notifications/page.py`` gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dondoc.rules.directory import Reachable
from dondoc.rules.owing import Held, InCase
from models.assignment import OPEN_STATES, State
from models.outbox import Notice, RungState

#: Kinds that speak of a deadline; all others are the kind of a notice.
DEADLINE_KINDS = frozenset({"reminder", "overdue"})
SHEET_KINDS = frozenset({"escalation", "cooperation"})
OFFICER_KINDS = frozenset({"reported", "asked", "replied"})
#: News of a deadline that is another one now, whatever made it so.
MOVED = "moved"
#: Open work that a unit's new contact has not heard of yet.
HANDOVER = "handover"
#: News of work that goes on at the unit which its own was merged, split or dissolved into.
INHERITED, HANDED_OFF = "inherited", "handed-off"
#: New work that the unit has not said to have.
RECEIPT = "receipt"
#: A unit from which nothing is heard, so that the officer should phone.
SILENCE = "silence"
#: Who a rung is for that tells after a pause what was silenced in it.
RESUMED = "resumed"
#: The audiences of rungs that speak to the unit itself.
TO_UNIT = frozenset({"lead", RECEIPT, RESUMED})
#: News of an amended plan.
AMENDED_KINDS = frozenset(
    {"amended-new", "amended-due", "amended-text", "amended-to", "amended-from", "amended-off"}
)


@dataclass(unsafe_hash=True, kw_only=True)
class Entry:
    """A line; ``kind`` is one of those above, or that of a notice.

    ``offset`` counts working days, negative before the deadline; ``earlier`` are the ids of
    open occurrences of the same series before this one; ``why`` is a word for the sheet's reader.
    """

    assignment_id: int
    kind: str
    revision: int
    offset: int | None = None
    notice_id: int | None = None
    earlier: tuple[int, ...] = ()
    is_new: bool = False
    support: bool = False
    why: str = ""
    silent: bool = False

    @property
    def identity(self) -> tuple[int, str, int | None]:
        """What makes two lines the same news."""
        kind = "deadline" if self.kind in DEADLINE_KINDS else self.kind
        return self.assignment_id, kind, self.notice_id


@dataclass(unsafe_hash=True, kw_only=True)
class Mark:
    """How one rung ends, to be stored."""

    assignment_id: int
    revision: int
    offset: int
    audience: str
    state: RungState = RungState.TOLD
    reason: str = ""


@dataclass(kw_only=True)
class Letter:
    """All that one address is told; ``sheet`` goes out even when nothing stands on it."""

    to: Reachable
    entries: list[Entry] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    sheet: bool = False

    def to_facts(self) -> dict[str, Any]:
        """Return the letter as JSON, without its marks."""
        return {
            "form": "round",
            "to": dict(vars(self.to)),
            "sheet": self.sheet,
            "entries": [dict(vars(entry)) for entry in self.entries],
        }


def letter_of(facts: Mapping[str, Any]) -> Letter:
    """Return the letter that was stored with a mail."""
    entries = [Entry(**(e | {"earlier": tuple(e["earlier"])})) for e in facts["entries"]]
    return Letter(to=Reachable(**facts["to"]), entries=entries, sheet=facts["sheet"])


def letter_if_readable(facts: Mapping[str, Any]) -> Letter | None:
    """Return the letter that was stored with a mail; None where it cannot be made out."""
    try:
        return letter_of(facts)
    except (KeyError, TypeError, ValueError):
        return None


def still_true(entry: Entry, row: InCase, notice: Notice | None) -> bool:
    """Tell whether a line is still worth sending, given the assignment as it is now."""
    if entry.kind in DEADLINE_KINDS:
        return row.state in OPEN_STATES and row.revision == entry.revision
    if entry.kind in {HANDOVER, SILENCE}:
        return row.state in OPEN_STATES
    if entry.kind == RECEIPT:
        return row.state is State.ASSIGNED and row.revision == entry.revision
    if entry.kind in SHEET_KINDS:
        return row.state in OPEN_STATES and row.case_revision <= entry.revision
    return notice is not None and news_is_true(notice, row)


def news_is_true(notice: Notice, row: Held) -> bool:
    """Tell whether news has not been overtaken by later news."""
    is_open = row.state in OPEN_STATES
    match notice.kind:
        case "assigned" | "amended-new" | "amended-to" | "inherited":
            return is_open and (notice.audience == "support" or notice.unit_id == row.unit_id)
        case "handed-off":
            return notice.unit_id != row.unit_id
        case "returned":
            return row.state is State.RETURNED and notice.revision == row.revision
        case "granted" | "shortened" | "woken" | "moved" | "amended-due":
            return is_open and notice.revision == row.revision
        case "refused" | "asked" | "amended-text":
            return is_open
        case "sleeping":
            return row.state is State.SLEEPING
        case "reported":
            return row.state is State.REPORTED
        case _:
            return True
