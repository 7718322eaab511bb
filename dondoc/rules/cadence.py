"""How a duty becomes dated (định kỳ): one rhythm, and dates that the text states."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Self

from dateutil.rrule import rrulestr
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dondoc.rules.local import midnight
from dondoc.rules.stated import StatedDate

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
    AFTER = "after"


class Shift(StrEnum):
    """Where a computed date goes that falls on a day off."""

    PREVIOUS = "previous"
    NEXT = "next"
    NONE = "none"


#: Anchors that every plan has: the day of its issue, and its first day.
ISSUE, START = "issue", "start"
BY_CALENDAR = frozenset({Form.MONTHLY, Form.QUARTERLY, Form.HALF_YEARLY, Form.YEARLY})
_FREQUENCY = re.compile(r"\bFREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b")


class Cadence(BaseModel):
    """One rhythm, and ``dates`` that the text states beside it or instead of it.

    ``days`` counts working days: after the issue date (once), from a wave's ``edge`` or from an
    ``anchor`` (after), negative before it; with ``unit: calendar`` all days, as legal terms do.
    ``anchor`` is ``issue``, ``start`` (the plan's first day) or the key of an anchor of the plan,
    of which ``anchor_name`` and ``anchor_on`` are the name and the day, as far as known.
    ``day`` is a day of the month, -1 its last one; ``month`` the month within the quarter, half or
    year, its last one if absent. Where a month is too ``short`` for the day its last one stands in
    (last), or the month is left out (skip). ``rule`` is an RFC 5545 rule that gives the last day
    still in time, ``printed_day`` the day of the month that the text names. A rhythm is counted
    from ``since`` if given, else from the plan's first day; nothing falls before it or after
    ``until``. ``shift`` absent means the previous working day, but for calendar days none.
    ``expected_before`` is how many working days before the last day the work is hoped for.
    ``phrase`` is what the text says about the rhythm, ``notes`` what it says about time
    without giving a date. ``certainty`` belongs to the dates that the rhythm gives.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: Form
    certainty: CertaintyWord = "proposed"
    days: int = Field(default=0, ge=-250, le=250)
    unit: Literal["working", "calendar"] = "working"
    anchor: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    anchor_name: str = Field(default="", max_length=200)
    anchor_on: date | None = None
    edge: Literal["start", "end"] | None = None
    on_summary_due: bool = False
    day: int | None = Field(default=None, ge=-1, le=31)
    month: int | None = Field(default=None, ge=1, le=12)
    short: Literal["last", "skip"] = "last"
    rule: str | None = None
    every: str | None = None
    printed_day: int | None = Field(default=None, ge=1, le=31)
    since: date | None = None
    until: date | None = None
    shift: Shift | None = None
    expected_before: int = Field(default=0, ge=0, le=250)
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
        if self.form is Form.AFTER and not self.anchor:
            raise ValueError("after cần anchor: issue, start hoặc mã của một mốc, ví dụ bau-cu")
        if self.unit == "calendar" and self.form is not Form.AFTER:
            raise ValueError("unit: calendar chỉ dùng với after")
        return self

    @property
    def shifts(self) -> Shift:
        """Where a computed date goes that falls on a day off."""
        if self.shift is not None:
            return self.shift
        return Shift.NONE if self.unit == "calendar" else Shift.PREVIOUS

    @property
    def waits_for(self) -> str | None:
        """The key of the plan's own anchor on which the date hangs, if any."""
        return None if self.anchor in (ISSUE, START) else self.anchor

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
        rrulestr(rule, dtstart=midnight(date(2025, 1, 1)), ignoretz=True)
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
