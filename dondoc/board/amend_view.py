"""A comparison as its page shows it, made now or kept since it was confirmed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from dondoc import wording
from dondoc.rules import amend_words
from dondoc.rules.amend_words import Run

#: The weightiest first; so are the cards ordered within their document.
TONES = {"added": "on_time", "changed": "due_soon", "dropped": "overdue", "moved": "waiting"}
CHANGES = {
    "text": "nội dung",
    "lead": "đơn vị chủ trì",
    "support": "đơn vị phối hợp",
    "mode": "giao hay đề nghị",
    "duties": "cách định thời hạn",
}
NEWS = {
    "amended-new": "nhiệm vụ mới",
    "amended-to": "nhận từ đơn vị khác",
    "amended-due": "đổi thời hạn",
    "amended-text": "đổi nội dung",
    "amended-from": "chuyển đơn vị khác",
    "amended-off": "không tiếp tục",
}
#: More dates than this are told by their number, the first and the last.
NAMED_DATES = 3


@dataclass(frozen=True)
class Row:
    """Assignments of one unit with the same fate; ``due`` and ``was`` are in words."""

    what: str
    label: str
    unit: str
    duty: str
    due: str
    was: str
    past: bool


@dataclass(frozen=True)
class Card:
    """One clause; ``given`` is its path in the amending document, ``was`` in the plan in force.

    Either is empty where it has none.
    """

    kind: str
    label: str
    tone: str
    title: str
    path: str
    given: str
    was: str
    changes: str
    hint: str
    runs: tuple[Run, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Told:
    """A unit that gets a mail, and what it says; ``to`` is empty where nobody can be reached."""

    name: str
    news: str
    to: str


def cards_of(shown: Mapping[str, Any], names: Mapping[str, str], zone: ZoneInfo) -> list[Card]:
    """Return the clauses of a comparison in the order of the amended plan."""
    return [_card(one, names, zone) for one in shown["clauses"]]


def _card(one: Mapping[str, Any], names: Mapping[str, str], zone: ZoneInfo) -> Card:
    kind, path, was = one["kind"], one["path"], one["was"]
    title = f"Mục {was} → mục {path}" if one["moved"] else f"Mục {path or was}"
    return Card(
        kind=kind,
        label=wording.AMENDED_CLAUSE_NAMES[kind],
        tone=TONES.get(kind, ""),
        title=title,
        path=path or was,
        given=one["given"],
        was=was or "",
        changes=", ".join(CHANGES[change] for change in one["changes"]),
        hint=_hint(kind, one["hint"]),
        runs=tuple(amend_words.runs(one["before"] or "", one["after"] or "")),
        rows=tuple(_rows(one["assignments"], names, zone)),
    )


def _hint(kind: str, paths: Sequence[str]) -> str:
    if not paths:
        return ""
    places = wording.join(f"mục {path}" for path in paths)
    if kind == "dropped":
        return f"Có thể đã được tách hoặc nhập vào {places}."
    return f"Có thể được tách ra hoặc nhập lại từ {places}."


def _rows(
    given: Iterable[Mapping[str, Any]], names: Mapping[str, str], zone: ZoneInfo
) -> Iterable[Row]:
    def same(one: Mapping[str, Any]) -> tuple[Any, ...]:
        return one["what"], one["unit"], one["was_unit"], one["duty"], one["past"]

    order = list(wording.AMENDED_WORK_NAMES)
    ranked = sorted(given, key=lambda one: order.index(one["what"]))
    for (what, unit, was_unit, duty, past), group in groupby(ranked, key=same):
        found = list(group)
        handed = was_unit is not None and was_unit != unit
        shown = names.get(unit, unit)
        yield Row(
            what=what,
            label=wording.AMENDED_WORK_NAMES[what],
            unit=f"{names.get(was_unit, was_unit)} → {shown}" if handed else shown,
            duty=duty,
            due=_days((one["due"] or one["was_due"] for one in found), zone),
            was=_days((one["was_due"] for one in found), zone) if what == "deadline" else "",
            past=past,
        )


def _days(given: Iterable[str], zone: ZoneInfo) -> str:
    days = [datetime.fromisoformat(one).astimezone(zone).date() for one in given]
    if len(days) > NAMED_DATES:
        first, last = wording.day_short(min(days)), wording.day_short(max(days))
        return f"{wording.count(len(days), 'kỳ')}, từ {first} đến {last}"
    return ", ".join(wording.day_short(day) for day in days)


def told_of(
    shown: Mapping[str, Any], names: Mapping[str, str], reach: Callable[[str], str]
) -> list[Told]:
    """Return who gets a mail; ``reach`` gives the address of a unit's key, or nothing."""
    return [
        Told(
            names.get(one["unit"], one["name"]),
            ", ".join(
                f"{wording.number(number)} {NEWS[kind]}" for kind, number in one["news"].items()
            ),
            reach(one["unit"]),
        )
        for one in shown["told"]
    ]


def tally(shown: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Count the assignments by what becomes of them, in words."""
    found = [one["what"] for clause in shown["clauses"] for one in clause["assignments"]]
    names = wording.AMENDED_WORK_NAMES
    return [(label, found.count(what)) for what, label in names.items() if what in found]
