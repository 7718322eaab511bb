"""A term that hangs on an event, out of the words of a plan: which event, how many days from it."""

import re
from dataclasses import dataclass
from typing import Literal

from dondoc.rules.cadence import ISSUE
from dondoc.rules.slugs import slug

_I = re.IGNORECASE
_NUMBER = r"(?P<n>\d{1,3})\s+ngày(?P<working>\s+làm\s+việc)?"
#: What may stand between the number of days and the event.
_SINCE = r"(?:kể\s+)?(?:từ\s+(?:ngày|khi)|sau\s+(?:khi|ngày))"
_AFTER = re.compile(rf"{_NUMBER},?\s+{_SINCE}\s+(?P<event>.{{2,80}})", _I)
_BEFORE = re.compile(
    rf"(?:{_NUMBER}\s+trước\s+(?:khi\s+)?|trước\s+{_NUMBER.replace('n>', 'm>').replace('working>', 'w>')}"
    r"\s+(?:trước\s+)?(?:khi\s+)?)(?P<event>\D{2,80})",
    _I,
)
_AHEAD = re.compile(rf"trước\s+(?:khi\s+)?(?P<event>\D{{2,80}}?)\s+{_NUMBER}", _I)
_ONCE = re.compile(r"(?:sau\s+)?(?:sau|khi)\s+(?:khi\s+|ngày\s+)?(?P<event>.{2,80})", _I)
_UNTIL = re.compile(r"trước\s+(?:khi\s+|dịp\s+)?(?P<event>.{2,80})", _I)
_THIS_PLAN = re.compile(
    r"(?:(?:kế\s+hoạch|quyết\s+định|chỉ\s+thị|văn\s+bản)\s+này\s+)?(?:được\s+)?(?:ban\s+hành|ký)(?:\s+ban\s+hành)?"
    r"(?:\s+(?:kế\s+hoạch|quyết\s+định|chỉ\s+thị|văn\s+bản))?(?:\s+này)?",
    _I,
)
_DATE = re.compile(r"\d{1,2}/\d{1,2}|tháng\s+\d|năm\s+\d", _I)
_EDGES = " .,;:()–-"


@dataclass(frozen=True)
class Offset:
    """``days`` from an event, negative before it; None where the text says only before or after.

    ``key`` names the anchor (``issue`` for the plan's own day), ``name`` is the event in the
    words of the text.
    """

    key: str
    name: str
    days: int | None
    unit: Literal["working", "calendar"]
    before: bool


def offset_of(phrase: str) -> Offset | None:
    """Return what a phrase such as «trước ngày bầu cử 23 ngày» counts from which event.

    None where it names no event, or a calendar date: then the date itself is what counts.
    """
    text = " ".join(phrase.split())
    if _DATE.search(text):
        return None
    for pattern, sign in ((_AFTER, 1), (_BEFORE, -1), (_AHEAD, -1)):
        if match := pattern.search(text):
            groups = match.groupdict()
            days = sign * int(groups["n"] or groups.get("m") or 0)
            working = bool(groups["working"] or groups.get("w"))
            return _offset(match["event"], days, working=working, before=sign < 0)
    for pattern, before in ((_UNTIL, True), (_ONCE, False)):
        if match := pattern.search(text):
            return _offset(match["event"], None, working=True, before=before)
    return None


def _offset(event: str, days: int | None, *, working: bool, before: bool) -> Offset | None:
    name = event.strip(_EDGES)
    if len(name) < 2:
        return None
    own = not before and _THIS_PLAN.fullmatch(name)
    key = ISSUE if own else slug(name)
    return Offset(key, name, days, "working" if working else "calendar", before)
