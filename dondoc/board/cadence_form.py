"""A cadence as the fields of a form: what the officer sees filled in, and what comes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dondoc.rules import proposals
from dondoc.rules.cadence import ISSUE, START, Cadence, Form, WrongCadence
from dondoc.rules.cadence_words import ANCHORS, WEEKDAYS, event_name
from dondoc.rules.slugs import slug
from dondoc.rules.stated import StatedDate

#: The ways to choose from, in the order of the form.
WAYS = (
    "keep", "dates", "issue", "event", "weekly", "periodic", "rule", "wave", "proposed", "none",
)  # fmt: skip
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
SHORT = {"last": "lấy ngày cuối tháng", "skip": "bỏ qua tháng đó"}
_MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


_OWN = {name: key for key, name in ANCHORS.items()}
_WRONG = {
    "rule": "Quy tắc chưa đúng RFC 5545. Ví dụ: FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15.",
    "": "Định kỳ này không đặt được; hãy xem lại các số đã ghi.",
}


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
    short: str = "last"
    rule: str = ""
    event: str = ""
    event_on: str = ""
    event_days: str = "10"
    event_unit: str = "working"
    event_side: str = "after"
    expected: str = ""
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
            "short": cadence.short,
        }
    elif cadence.form is Form.RRULE:
        changes = {"rule": cadence.rule or ""}
    elif cadence.form is Form.AFTER:
        changes = _event(cadence)
    elif cadence.form is Form.EACH_WAVE:
        side = "before" if cadence.days < 0 else "after"
        changes = {
            "wave_days": str(abs(cadence.days)),
            "wave_side": side,
            "wave_edge": cadence.edge or "end",
        }
    if cadence.expected_before:
        changes["expected"] = str(cadence.expected_before)
    return When(**{**given.__dict__, **changes})


def _event(cadence: Cadence) -> dict[str, str]:
    return {
        "event": event_name(cadence),
        "event_on": cadence.anchor_on.isoformat() if cadence.anchor_on else "",
        "event_days": str(abs(cadence.days)),
        "event_unit": cadence.unit,
        "event_side": "before" if cadence.days < 0 else "after",
    }


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
    expected = _number(when.expected or "0", 0, 250, "số ngày làm việc trước hạn cuối")
    if when.way == "keep":
        return now.model_copy(update={"expected_before": expected}) if when.expected else now
    if when.way == "proposed":
        return proposals.propose(kind, requested=requested).model_copy(update={"notes": now.notes})
    if when.way == "dates":
        dates = _dates(when, now)
        return Cadence(
            form=Form.DATES, certainty="stated", dates=dates, expected_before=expected
        )  # fmt: skip
    given = _after_event(when, now) if when.way == "event" else _rhythm(when)
    if given["form"] != "none" and expected:
        given["expected_before"] = expected
    try:
        return Cadence.from_json(given | {"certainty": now.certainty})
    except WrongCadence as error:
        raise WrongWhen(_WRONG.get(when.way, _WRONG[""])) from error


def _rhythm(when: When) -> dict[str, object]:
    if when.way == "issue":
        return {"form": "once", "days": _number(when.days, 0, 250, "số ngày làm việc")}
    if when.way == "rule":
        return {"form": "rrule", "rule": when.rule.strip().upper()}
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


def _after_event(when: When, now: Cadence) -> dict[str, object]:
    """Return a term that hangs on an event; the same event keeps its key and its phrase."""
    name = when.event.strip()
    if not 2 <= len(name) <= 200:
        raise WrongWhen("Hãy ghi tên mốc sự kiện, ví dụ: ngày bầu cử, tỉnh ban hành hướng dẫn.")
    days = _number(when.event_days, 0, 250, "số ngày")
    same = now.form is Form.AFTER and name == event_name(now)
    key = now.anchor if same else _OWN.get(name.casefold(), slug(name))
    given: dict[str, object] = {
        "form": "after",
        "anchor": key,
        "days": -days if when.event_side == "before" else days,
        "unit": "calendar" if when.event_unit == "calendar" else "working",
    }
    if key not in (ISSUE, START):
        given["anchor_name"] = name
        if when.event_on.strip():
            given["anchor_on"] = _day(when.event_on)
    if same and now.phrase:
        given["phrase"] = now.phrase
    return given


def _periodic(when: When) -> dict[str, object]:
    day = -1 if when.day == "-1" else _number(when.day, 1, 31, "ngày")
    rhythm: dict[str, object] = {"form": when.period, "day": day}
    if when.short == "skip":
        rhythm["short"] = "skip"
    most = _MONTHS[when.period]
    if when.month and most > 1:
        rhythm["month"] = _number(when.month, 1, most, "tháng trong kỳ")
    return rhythm


def _dates(when: When, now: Cadence) -> tuple[StatedDate, ...]:
    known = {one.on: one for one in now.dates}
    days = set()
    for text in when.on:
        if text.strip():
            days.add(_day(text))
    if not days:
        raise WrongWhen("Hãy chọn ít nhất một ngày.")
    return tuple(known.get(on, StatedDate(on=on)) for on in sorted(days))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise WrongWhen("Ngày chưa đúng. Hãy chọn ngày.") from error


def _number(text: str, least: int, most: int, name: str) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise WrongWhen(f"Hãy ghi {name} từ {least} đến {most}.")
    return int(text)
