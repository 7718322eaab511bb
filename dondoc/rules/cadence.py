"""How a duty becomes dated (định kỳ): as the text says, else as ``data/cadence.yaml`` proposes."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from dateutil.rrule import rrulestr
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dondoc.rules.local import midnight
from dondoc.rules.stated import StatedDate, first_day, stated_dates, undated_phrases

PROPOSALS = Path(__file__).parent / "data" / "cadence.yaml"

CertaintyWord = Literal["stated", "proposed"]


class WrongCadence(ValueError):
    """A cadence cannot be used; the message names the key."""


class Form(StrEnum):
    """The ways in which dates come about."""

    NONE = "none"
    DATES = "dates"
    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    EACH_WAVE = "each_wave"
    RRULE = "rrule"


class Shift(StrEnum):
    """Where a computed date goes that falls on a day off."""

    PREVIOUS = "previous"
    NEXT = "next"
    NONE = "none"


BY_CALENDAR = frozenset({Form.MONTHLY, Form.QUARTERLY, Form.HALF_YEARLY, Form.YEARLY})
_SEMESTER = re.compile(r"học\s+k[ỳì]\s+([12]|I{1,2})\b", re.IGNORECASE)
#: The middle of a semester has its own place in the year, which no table knows.
_MIDDLE = re.compile(r"\bgiữa\b", re.IGNORECASE)
_FREQUENCY = re.compile(r"\bFREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b")


class Cadence(BaseModel):
    """One rhythm, and ``dates`` that the text states beside it or instead of it.

    ``days`` counts working days: after the issue date (once) or from a wave's ``edge``,
    negative before it. ``day`` is a day of the month, -1 its last one; ``month`` the month
    within the quarter, half or year, its last one if absent. ``rule`` is an RFC 5545 rule that
    gives the last day still in time, ``printed_day`` the day of the month that the text names.
    Of a rhythm nothing falls before ``since`` or after ``until``.
    ``phrase`` is what the text says about the rhythm, ``notes`` what it says about time
    without giving a date. ``certainty`` belongs to the dates that the rhythm gives.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: Form
    certainty: CertaintyWord = "proposed"
    days: int = Field(default=0, ge=-250, le=250)
    edge: Literal["start", "end"] | None = None
    on_summary_due: bool = False
    day: int | None = Field(default=None, ge=-1, le=31)
    month: int | None = Field(default=None, ge=1, le=12)
    rule: str | None = None
    every: str | None = None
    printed_day: int | None = Field(default=None, ge=1, le=31)
    since: date | None = None
    until: date | None = None
    shift: Shift = Shift.PREVIOUS
    phrase: str = ""
    notes: tuple[str, ...] = ()
    dates: tuple[StatedDate, ...] = ()

    @model_validator(mode="after")
    def _says_what_its_form_needs(self) -> Self:
        if self.form is Form.EACH_WAVE and self.edge is None:
            raise ValueError("each_wave cần edge: start (đầu đợt) hoặc end (cuối đợt)")
        if self.form is Form.ONCE and self.days < 0:
            raise ValueError("once cần days từ 0 trở lên: số ngày làm việc sau ngày ban hành")
        if self.form in BY_CALENDAR and self.day in (None, 0):
            raise ValueError(f"{self.form} cần day: ngày 1 đến 31, hoặc -1 là ngày cuối tháng")
        if self.form is Form.DATES and not self.dates:
            raise ValueError("dates cần ít nhất một ngày")
        if self.form is Form.RRULE:
            _check_rule(self.rule)
        return self

    def to_json(self) -> dict[str, Any]:
        """Return plain values, without those that are as usual."""
        usual = self.model_dump(mode="json", exclude_defaults=True)
        return {"form": self.form.value, "certainty": self.certainty} | usual

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Cadence":
        """Read what ``to_json`` gave, or what an officer wrote.

        Raises:
            WrongCadence: a key or a value cannot be used.
        """
        try:
            return cls.model_validate(dict(data))
        except ValidationError as error:
            raise WrongCadence(_explain(error)) from error


def _check_rule(rule: str | None) -> None:
    if not rule or not _FREQUENCY.search(rule):
        raise ValueError("rrule cần rule, ví dụ FREQ=MONTHLY;BYMONTHDAY=25")
    try:
        rrulestr(rule, dtstart=midnight(date(2025, 1, 1)))
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"rule “{rule}” không đúng RFC 5545") from error


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in ("cadence", *first["loc"]))
    if first["type"] == "value_error":
        return f"{key}: {str(first['msg']).removeprefix('Value error, ')}."
    if first["type"] == "extra_forbidden":
        return f"{key}: không có khóa nào tên như vậy."
    if first["type"] == "missing":
        return f"{key}: thiếu khóa bắt buộc này."
    return f"{key}: giá trị “{first['input']}” không dùng được."


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

    A date that hangs on an event nobody knows gives none: the proposal of its kind stands in,
    with the phrase in ``notes``.

    Args:
        duty: one of ``duties`` of the reading's JSON.
        requested: as for ``propose``.
    """
    deadlines = duty.get("deadlines") or []
    recurrence = duty.get("recurrence")
    dates = stated_dates(deadlines, rhythm=recurrence)
    notes = undated_phrases(deadlines)
    since = first_day(deadlines)
    if recurrence:
        rhythm = _stated_rhythm(recurrence, kind=str(duty["kind"]), requested=requested)
        if rhythm is not None:
            return rhythm.model_copy(update={"dates": dates, "notes": notes, "since": since})
        notes = (*notes, str(recurrence["phrase"]))
    if dates:
        return Cadence(form=Form.DATES, certainty="stated", dates=dates, notes=notes)
    proposed = propose(str(duty["kind"]), requested=requested)
    return proposed.model_copy(update={"notes": notes, "since": since})


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
