"""A cadence as the fields of a form: what the officer sees filled in, and what comes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dondoc.board.cadence_words import WEEKDAYS
from dondoc.rules import proposals
from dondoc.rules.cadence import Cadence, Form, WrongCadence
from dondoc.rules.stated import StatedDate

#: The ways to choose from, in the order of the form.
WAYS = ("keep", "dates", "issue", "weekly", "periodic", "wave", "proposed", "none")
PERIODS = {
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half_yearly": "sáu tháng một lần",
    "yearly": "hằng năm",
}
#: What may be chosen as a day of the month, and as a month of a quarter, half or year.
DAYS = (*((str(day), f"ngày {day}") for day in range(1, 32)), ("-1", "ngày cuối tháng"))
MONTHS = (
    ("", "tháng cuối của kỳ"),
    *((str(month), f"tháng thứ {month} của kỳ") for month in range(1, 13)),
)
_MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


class WrongWhen(Exception):
    """What was typed gives no cadence; the message says what is missing."""


@dataclass(frozen=True)
class When:
    """The fields as typed; ``way`` says which of them count."""

    way: str = "keep"
    on: Sequence[str] = field(default=())
    days: str = "15"
    weekday: str = "FR"
    period: str = "monthly"
    day: str = "25"
    month: str = ""
    wave_days: str = "10"
    wave_side: str = "before"
    wave_edge: str = "end"


def filled(cadence: Cadence) -> When:
    """Return the fields that say what a cadence says; it is kept unless another way is chosen."""
    given = When(on=tuple(one.on.isoformat() for one in cadence.dates))
    changes: dict[str, str] = {}
    if cadence.form is Form.ONCE:
        changes = {"days": str(cadence.days)}
    elif cadence.form.value in PERIODS:
        changes = {
            "period": cadence.form.value,
            "day": str(cadence.day),
            "month": str(cadence.month or ""),
        }
    elif cadence.form is Form.EACH_WAVE:
        side = "before" if cadence.days < 0 else "after"
        changes = {
            "wave_days": str(abs(cadence.days)),
            "wave_side": side,
            "wave_edge": cadence.edge or "end",
        }
    return When(**{**given.__dict__, **changes})


def typed(text: Callable[[str], str], texts: Callable[[str], list[str]]) -> When:
    """Return the fields of one duty as they came."""
    names = [name for name in When.__dataclass_fields__ if name != "on"]
    return When(on=tuple(texts("on")), **{name: text(name) for name in names})


def chosen(when: When, now: Cadence, *, kind: str, requested: bool) -> Cadence:
    """Return the cadence that was chosen; ``now`` is what the duty has.

    A rhythm of the officer's own is no more in the text than the one before it: it keeps whether
    that was stated. A day is what the officer says, so it is stated.

    Raises:
        WrongWhen: a field is missing or impossible.
    """
    if when.way == "keep":
        return now
    if when.way == "proposed":
        return proposals.propose(kind, requested=requested).model_copy(update={"notes": now.notes})
    if when.way == "dates":
        return Cadence(form=Form.DATES, certainty="stated", dates=_dates(when, now))
    try:
        return Cadence.from_json(_rhythm(when) | {"certainty": now.certainty})
    except WrongCadence as error:
        raise WrongWhen("Định kỳ này không đặt được; hãy xem lại các số đã ghi.") from error


def _rhythm(when: When) -> dict[str, object]:
    if when.way == "issue":
        return {"form": "once", "days": _number(when.days, 0, 250, "số ngày làm việc")}
    if when.way == "weekly" and when.weekday in WEEKDAYS:
        return {"form": "rrule", "rule": f"FREQ=WEEKLY;BYDAY={when.weekday}", "every": "week"}
    if when.way == "periodic" and when.period in PERIODS:
        return _periodic(when)
    if when.way == "wave":
        days = _number(when.wave_days, 0, 250, "số ngày làm việc")
        signed = -days if when.wave_side == "before" else days
        edge = "start" if when.wave_edge == "start" else "end"
        return {"form": "each_wave", "edge": edge, "days": signed}
    if when.way == "none":
        return {"form": "none"}
    raise WrongWhen("Hãy chọn một cách đặt hạn.")


def _periodic(when: When) -> dict[str, object]:
    day = -1 if when.day == "-1" else _number(when.day, 1, 31, "ngày")
    rhythm: dict[str, object] = {"form": when.period, "day": day}
    most = _MONTHS[when.period]
    if when.month and most > 1:
        rhythm["month"] = _number(when.month, 1, most, "tháng trong kỳ")
    return rhythm


def _dates(when: When, now: Cadence) -> tuple[StatedDate, ...]:
    known = {one.on: one for one in now.dates}
    days = set()
    for text in when.on:
        if text.strip():
            try:
                days.add(date.fromisoformat(text.strip()))
            except ValueError as error:
                raise WrongWhen("Ngày chưa đúng. Hãy chọn ngày.") from error
    if not days:
        raise WrongWhen("Hãy chọn ít nhất một ngày.")
    return tuple(known.get(on, StatedDate(on=on)) for on in sorted(days))


def _number(text: str, least: int, most: int, name: str) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise WrongWhen(f"Hãy ghi {name} từ {least} đến {most}.")
    return int(text)
