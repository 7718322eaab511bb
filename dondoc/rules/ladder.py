"""The ladder (thang nhắc): at which distances to a deadline a unit is reminded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ladder:
    """Rungs in working days: ``before`` and ``after`` positive, then every ``then_every``.

    ``confirm`` working days after work was given, who has not said to have it is asked to.
    """

    before: tuple[int, ...] = (7, 3, 1)
    on_day: bool = True
    after: tuple[int, ...] = (1, 3)
    then_every: int | None = 5
    confirm: int | None = 3


def ladder_of(mapping: Mapping[str, Any], usual: Ladder = Ladder()) -> Ladder:
    """Return a ladder as a ward or a duty keeps it; what it does not say is as in ``usual``."""
    return Ladder(
        before=tuple(sorted(set(mapping.get("before", usual.before)), reverse=True)),
        on_day=bool(mapping.get("on_day", usual.on_day)),
        after=tuple(sorted(set(mapping.get("after", usual.after)))),
        then_every=mapping.get("then_every", usual.then_every),
        confirm=mapping.get("confirm", usual.confirm),
    )


class WrongLadder(ValueError):
    """A ladder cannot be used; the message says what is wrong and how it is written."""


def check_own(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a duty's ladder has otherwise than the ward's, in the form that is stored.

    Raises:
        WrongLadder: a key is unknown, or a number is not between 1 and 250 working days.
    """
    unknown = [key for key in given if key not in _KEYS]
    if unknown:
        raise WrongLadder(f"thang nhắc không có “{unknown[0]}”; dùng {', '.join(_KEYS)}.")
    found: dict[str, Any] = {}
    for key, value in given.items():
        if key in ("before", "after"):
            found[key] = sorted({_working_days(one) for one in value}, reverse=key == "before")
        elif key == "on_day":
            found[key] = bool(value)
        else:
            found[key] = None if value is None else _working_days(value)
    return found


_KEYS = ("before", "on_day", "after", "then_every", "confirm")


def _working_days(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 250:
        raise WrongLadder(f"thang nhắc: “{value}” không phải số ngày làm việc từ 1 đến 250.")
    return value


def words(ladder: Ladder) -> str:
    """Return a ladder in words, for the pages and the log."""
    said = []
    if ladder.confirm:
        said.append(f"hỏi xác nhận đã nhận sau {ladder.confirm} ngày")
    if ladder.before:
        said.append(f"trước hạn {_listed(ladder.before)} ngày")
    if ladder.on_day:
        said.append("đúng ngày đến hạn")
    if ladder.after:
        said.append(f"quá hạn {_listed(ladder.after)} ngày")
    if ladder.then_every:
        said.append(f"rồi cứ {ladder.then_every} ngày một lần")
    return ", ".join(said) or "không nhắc"


def _listed(numbers: Collection[int]) -> str:
    return ", ".join(str(number) for number in numbers)
