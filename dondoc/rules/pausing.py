"""Pauses (tạm ngừng nhắc): days on which somebody, or some work, is not reminded, and why."""

from datetime import date
from typing import Protocol

from dondoc import wording

#: How the reason of a rung begins that was not told because of a pause.
PREFIX = "tạm ngừng nhắc"


class Pausable(Protocol):
    """What may be paused: an assignment, a contact. The pause ends with the local day."""

    @property
    def paused_until(self) -> date | None: ...
    @property
    def pause_reason(self) -> str | None: ...


def is_paused(one: Pausable, day: date) -> bool:
    """Tell whether there are no reminders on a local day."""
    return one.paused_until is not None and day <= one.paused_until


def words(until: date, reason: str | None) -> str:
    """Return until when nobody is reminded, and why."""
    why = f" ({reason})" if reason else ""
    return f"{PREFIX} đến hết ngày {wording.day_short(until)}{why}"


def words_of(one: Pausable, day: date) -> str:
    """Return the pause on a local day in words; empty where there is none."""
    if one.paused_until is None or day > one.paused_until:
        return ""
    return words(one.paused_until, one.pause_reason)


def was_paused(reason: str) -> bool:
    """Tell by the reason of a rung whether a pause silenced it."""
    return reason.startswith(PREFIX)
