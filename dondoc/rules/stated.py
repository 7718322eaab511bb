"""Dates that the text of a plan states, out of the deadlines of a duty as it was read."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class StatedDate(BaseModel):
    """One date of the text; it never moves, not even off a day off.

    ``on`` is the last local day still in time, ``at`` an hour that the text itself gives,
    ``printed`` the day that the text names, ``expected`` the day by which it hopes for it.
    ``of_rhythm`` says that it stands right at a rhythm ("6 tháng (trước ngày 15/6)"): it is then
    the date of its period, in the place of the one that the rhythm would give.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    at: str | None = Field(default=None, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    printed: date | None = None
    expected: date | None = None
    of_rhythm: bool = False
    phrase: str = ""
    certainty: Literal["stated", "proposed"] = "stated"


def names_its_day(stated: StatedDate) -> bool:
    """Tell whether the text names this very day: a month has its last day only by reckoning."""
    day = (stated.printed or stated.on).day
    return bool(re.search(rf"(?<!\d)0?{day}(?!\d)", stated.phrase)) or not stated.phrase


#: A blank, a bracket or a comma may stand between a rhythm and its date.
_NEAR = 3


def stated_dates(
    deadlines: Iterable[Mapping[str, Any]], *, rhythm: Mapping[str, Any] | None = None
) -> tuple[StatedDate, ...]:
    """Return one date for each last day, in order.

    An expected day stands beside the first last day that is not before it; alone, it is the
    deadline itself. A start and an aim (phấn đấu) make nothing due.

    Args:
        deadlines: ``deadlines`` of one duty in the reading's JSON.
        rhythm: its ``recurrence``, to know the dates that stand at it.
    """
    dated = sorted((d for d in deadlines if d.get("until")), key=_last_day)
    latest = [_date(d, rhythm) for d in dated if d["role"] == "latest"]
    for given in (_date(d, rhythm) for d in dated if d["role"] == "expected"):
        place = next((n for n, one in enumerate(latest) if given.on <= one.on), None)
        if place is None:
            latest.append(given.model_copy(update={"expected": given.on}))
        else:
            latest[place] = latest[place].model_copy(update={"expected": given.on})
    return tuple({one.on: one for one in sorted(latest, key=lambda one: one.on)}.values())


def undated_phrases(deadlines: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return what the text says about time that makes nothing due by itself."""
    return tuple(
        str(d["phrase"])
        for d in deadlines
        if not d.get("until") or d["role"] not in ("latest", "expected")
    )


def _stands_at(deadline: Mapping[str, Any], rhythm: Mapping[str, Any] | None) -> bool:
    here, there = deadline.get("span"), (rhythm or {}).get("span")
    return here is not None and there is not None and 0 <= here[0] - there[1] <= _NEAR


def _last_day(deadline: Mapping[str, Any]) -> date:
    return datetime.fromisoformat(deadline["until"]).date()


def first_day(deadlines: Iterable[Mapping[str, Any]]) -> date | None:
    """Return the day before which nothing can be due ("bắt đầu từ ngày 01/4"), if one is said."""
    starts = [d.get("from") or d.get("printed") for d in deadlines if d["role"] == "start"]
    return min((date.fromisoformat(day) for day in starts if day), default=None)


def _date(deadline: Mapping[str, Any], rhythm: Mapping[str, Any] | None) -> StatedDate:
    until = datetime.fromisoformat(deadline["until"])
    printed = deadline.get("printed")
    return StatedDate(
        on=until.date(),
        at=f"{until:%H:%M}" if deadline["kind"] == "hour" else None,
        printed=date.fromisoformat(printed) if printed else None,
        of_rhythm=_stands_at(deadline, rhythm),
        phrase=str(deadline["phrase"]),
        certainty=deadline.get("certainty", "stated"),
    )
