"""The cadence of a duty as it was read: as the text says, else as ``data/cadence.yaml`` proposes."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dondoc.rules.cadence import ISSUE, Cadence, Form
from dondoc.rules.offsets import Offset, offset_of
from dondoc.rules.stated import first_day, stated_dates, undated_phrases

PROPOSALS = Path(__file__).parent / "data" / "cadence.yaml"

_SEMESTER = re.compile(r"học\s+k[ỳì]\s+([12]|I{1,2})\b", re.IGNORECASE)
#: The middle of a semester has its own place in the year, which no table knows.
_MIDDLE = re.compile(r"\bgiữa\b", re.IGNORECASE)
_FROM_EVENTS = frozenset({"after_event", "before_event"})


def propose(kind: str, *, requested: bool) -> Cadence:
    """Return what dondoc proposes for a kind of duty of which the text gives no date.

    Args:
        kind: as in the reading of a plan; one that is not known counts as ``other``.
        requested: the text asks, or the unit cannot be ordered.
    """
    table = _proposals()
    cadence = table["kinds"].get(kind) or table["kinds"]["other"]
    if requested and cadence.form is not Form.NONE:
        return table["requested"]["all"]
    return cadence


def from_reading(duty: Mapping[str, Any], *, requested: bool) -> Cadence:
    """Return the cadence of a duty as it was read: what the text states wins.

    A date that hangs on an event is counted from that event's day, which may be unknown yet; how
    many days, dondoc proposes where the text does not say. What is said about time beside that
    stands in ``notes``.

    Args:
        duty: one of ``duties`` of the reading's JSON.
        requested: as for ``propose``.
    """
    deadlines = duty.get("deadlines") or []
    recurrence = duty.get("recurrence")
    dates = stated_dates(deadlines, rhythm=recurrence)
    notes = undated_phrases(deadlines)
    since = first_day(deadlines)
    if not recurrence and (hung := _from_event(deadlines)):
        return hung
    if recurrence:
        rhythm = _stated_rhythm(recurrence, kind=str(duty["kind"]), requested=requested)
        if rhythm is not None:
            return rhythm.model_copy(update={"dates": dates, "notes": notes, "since": since})
        notes = (*notes, str(recurrence["phrase"]))
    if dates:
        return Cadence(form=Form.DATES, certainty="stated", dates=dates, notes=notes)
    proposed = propose(str(duty["kind"]), requested=requested)
    return proposed.model_copy(update={"notes": notes, "since": since})


def _from_event(deadlines: Sequence[Mapping[str, Any]]) -> Cadence | None:
    """Return the cadence of a duty whose only term is counted from an event."""
    binding = [one for one in deadlines if one["role"] in ("latest", "expected")]
    if not binding or any(one["kind"] not in _FROM_EVENTS for one in binding):
        return None
    if any(one.get("until") for one in binding[1:]):
        return None
    first = binding[0]
    offset = offset_of(str(first["phrase"]))
    if offset is None or (first.get("until") and not _may_move(offset)):
        return None
    return _hung(offset, first).model_copy(
        update={"notes": tuple(str(one["phrase"]) for one in deadlines if one is not first)}
    )


def _may_move(offset: Offset) -> bool:
    """Tell whether a term that the reading has dated hangs on a day of its own all the same."""
    return offset.days is not None and offset.key != ISSUE and offset.unit == "calendar"


def _hung(offset: Offset, deadline: Mapping[str, Any]) -> Cadence:
    until = deadline.get("until")
    usual = _proposals()["events"]["before" if offset.before else "after"]
    days = usual.days if offset.days is None else offset.days
    known = datetime.fromisoformat(until).date() - timedelta(days=days) if until else None
    return usual.model_copy(
        update={
            "certainty": "proposed" if offset.days is None else deadline.get("certainty", "stated"),
            "days": days,
            "unit": offset.unit,
            "anchor": offset.key,
            "anchor_name": "" if offset.key == ISSUE else offset.name,
            "anchor_on": known,
            "phrase": str(deadline["phrase"]),
        }
    )


def _stated_rhythm(recurrence: Mapping[str, Any], *, kind: str, requested: bool) -> Cadence | None:
    phrase = str(recurrence["phrase"])
    if recurrence.get("rrule"):
        return Cadence(
            form=Form.RRULE,
            certainty=recurrence["certainty"],
            rule=recurrence["rrule"],
            every=recurrence["every"],
            printed_day=recurrence.get("printed_day"),
            phrase=phrase,
        )
    if recurrence["every"] == "wave":
        # The text gives the rhythm, but how many days after the wave is still our proposal.
        return _each_wave(kind, requested=requested).model_copy(update={"phrase": phrase})
    found = _proposals()["schools"].get(_part_of_school_year(recurrence))
    return found.model_copy(update={"phrase": phrase}) if found else None


def _part_of_school_year(recurrence: Mapping[str, Any]) -> str:
    """Return the key in the table of schools: ``semester`` with its number, if one is named."""
    phrase = str(recurrence["phrase"])
    if _MIDDLE.search(phrase):
        return ""
    number = _SEMESTER.search(phrase)
    which = {"i": "_1", "1": "_1", "ii": "_2", "2": "_2"}[number[1].lower()] if number else ""
    return f"{recurrence['every']}{which}"


def _each_wave(kind: str, *, requested: bool) -> Cadence:
    table = _proposals()
    known = table["kinds"].get(kind)
    if known is not None and known.form is Form.EACH_WAVE:
        return known
    if requested:
        return table["requested"]["all"]
    return table["each_wave"].get(kind) or table["each_wave"]["default"]


@cache
def _proposals() -> dict[str, dict[str, Cadence]]:
    data = yaml.safe_load(PROPOSALS.read_text("utf-8"))
    data["requested"] = {"all": data["requested"]}
    return {
        part: {name: Cadence.from_json(given) for name, given in entries.items()}
        for part, entries in data.items()
    }
