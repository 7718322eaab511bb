"""Who is to hear of what an amendment does to one assignment. All is pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dondoc.rules.amend_fates import Fate
from models.assignment import State

Kind = Literal[
    "amended-new", "amended-due", "amended-text", "amended-to", "amended-from", "amended-off"
]


@dataclass(frozen=True)
class News:
    """One line of one unit's mail; ``support`` says that the unit only supports."""

    kind: Kind
    unit: str
    support: bool = False


def news_of(
    fate: Fate,
    *,
    reworded: bool,
    heard: bool,
    before: Iterable[str],
    after: Iterable[str],
) -> list[News]:
    """Return who hears what; nobody hears of what has passed or sleeps, or was never announced.

    Args:
        fate: what becomes of the assignment.
        reworded: its wording is another one.
        heard: the unit in the lead was told of it before.
        before: the known units that supported it.
        after: those that support it now.
    """
    if fate.past or (fate.held is not None and fate.held.state is State.SLEEPING):
        return []
    return [
        *_to_lead(fate, reworded=reworded, heard=heard),
        *_to_support(fate, heard, before, after),
    ]


def _to_lead(fate: Fate, *, reworded: bool, heard: bool) -> list[News]:
    if fate.what == "new":
        return [News("amended-new", fate.unit)]
    if fate.what == "moves" and fate.held:
        left = [News("amended-from", fate.held.unit)] if heard else []
        return [*left, News("amended-to", fate.unit)]
    if fate.what == "deadline" and fate.held and not fate.held.chased:
        return [News("amended-new", fate.unit)]
    if not heard:
        return []
    if fate.what == "cancelled":
        return [News("amended-off", fate.unit)]
    if fate.what == "deadline":
        return [News("amended-due", fate.unit)]
    return [News("amended-text", fate.unit)] if fate.what == "stays" and reworded else []


def _to_support(fate: Fate, heard: bool, before: Iterable[str], after: Iterable[str]) -> list[News]:
    if fate.what in {"done", "waiting"}:
        return []
    was = list(before) if fate.held else []
    now = [] if fate.what == "cancelled" else list(after)
    came = [News("amended-new", unit, support=True) for unit in now if unit not in was]
    if not heard:
        return came if fate.what in {"new", "moves"} else []
    gone = [News("amended-off", unit, support=True) for unit in was if unit not in now]
    stays = [unit for unit in now if unit in was]
    moved = fate.held is not None and fate.due_at not in (None, fate.held.due_at)
    return [*came, *gone, *(News("amended-due", unit, support=True) for unit in stays if moved)]
