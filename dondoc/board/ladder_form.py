"""A duty's ladder as the fields of a form: what the officer sees filled in, and what comes back."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dondoc.rules.ladder import Ladder, ladder_of
from dondoc.rules.moves import Refused
from dondoc.usecases.reladder import differing

#: What stands before the names of the fields in a form.
PREFIX = "l-"
_MOST = 250


class WrongSteps(Exception):
    """What was typed gives no ladder; the message says what is missing."""


@dataclass(frozen=True)
class Steps:
    """The fields as typed, days in working days; without ``here`` the form had none of them.

    ``usual`` is ticked by whoever wants the duty reminded of as all others are.
    """

    here: str = ""
    usual: str = ""
    before: str = ""
    on_day: str = ""
    after: str = ""
    every: str = ""
    confirm: str = ""


def filled(own: Mapping[str, Any], usual: Ladder) -> Steps:
    """Return the fields that say how a duty is reminded of."""
    ladder = ladder_of(own, usual)
    return Steps(
        here="1",
        before=_listed(ladder.before),
        on_day="1" if ladder.on_day else "",
        after=_listed(ladder.after),
        every=str(ladder.then_every or ""),
        confirm=str(ladder.confirm or ""),
    )


def typed(text: Callable[[str], str]) -> Steps:
    """Return the fields of one duty as they came."""
    return Steps(**{name: text(name) for name in Steps.__dataclass_fields__})


def chosen(steps: Steps, usual: Ladder, now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what differs from the usual ladder; ``now`` is what the duty has.

    Raises:
        WrongSteps: a number is impossible.
    """
    if not steps.here:
        return dict(now)
    if steps.usual:
        return {}
    own = {
        "before": _numbers(steps.before, "số ngày trước hạn"),
        "on_day": bool(steps.on_day),
        "after": _numbers(steps.after, "số ngày quá hạn"),
        "then_every": _number(steps.every, "số ngày giữa hai lần nhắc tiếp theo"),
        "confirm": _number(steps.confirm, "số ngày trước khi hỏi xác nhận"),
    }
    try:
        return differing(own, usual)
    except Refused as error:
        raise WrongSteps(str(error)) from error


def pairs_of(steps: Steps, prefix: str) -> list[tuple[str, str]]:
    """Return the fields as their form sends them; a box that is not ticked sends nothing."""
    return [(f"{prefix}{name}", str(value)) for name, value in vars(steps).items() if value]


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _numbers(text: str, name: str) -> list[int]:
    return [_day(part, name) for part in re.split(r"[\s,;]+", text.strip()) if part]


def _number(text: str, name: str) -> int | None:
    return _day(text.strip(), name) if text.strip() else None


def _day(text: str, name: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST:
        raise WrongSteps(
            f"Ở ô {name}, “{text}” không dùng được: hãy ghi số ngày làm việc từ 1 đến {_MOST}, "
            "cách nhau bằng dấu phẩy; để trống là không nhắc."
        )
    return int(text)
