"""A piece of a clause → one duty for each of its rhythms, or for each report it asks for."""

import re
from collections.abc import Iterator, Sequence

from dondoc.reading.draft import ReadDeadline, ReadDuty, ReadRecurrence, Span
from dondoc.reading.times.deadlines import deadlines_in
from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.times.recurrences import recurrences_in

_NEAR = 200
#: What a report is about; two of them with a date each are two reports.
_PERIOD = re.compile(
    r"(?:0?[69]|sáu|chín)\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?|qu[ýí]\s+(?:[1-4]|IV|I{1,3})\b"
    r"|học\s+k[ỳì]\s+(?:[12]|I{1,2})\b|(?:cả\s+)?năm(?:\s+học)?",
    re.IGNORECASE,
)
#: A blank and a bracket may stand between a rhythm and the date that belongs to it.
_AT_RHYTHM = 3


def is_timed(part: str, frame: TimeFrame) -> bool:
    """Say whether a text gives any time of its own."""
    return bool(recurrences_in(part) or deadlines_in(part, frame))


def timed_duties(text: str, span: Span, kind: str, frame: TimeFrame) -> Iterator[ReadDuty]:
    """Yield the duties of a part of a clause, all with its text; there is at least one."""
    start, end = span
    part = text[start:end]
    rhythms = recurrences_in(part, before=text[:start], offset=start)
    taken = [(r.span[0] - start, r.span[1] - start) for r in rhythms]
    deadlines = deadlines_in(part, frame, taken=taken, offset=start)
    if rhythms:
        shares = _shared(text, rhythms, deadlines)
        for rhythm, share in zip(rhythms, shares, strict=True):
            yield ReadDuty(part, kind, tuple(share), rhythm, span)
    else:
        for group in _reports(text, start, deadlines):
            yield ReadDuty(part, kind, tuple(group), None, span)


def _shared(
    text: str, rhythms: Sequence[ReadRecurrence], deadlines: Sequence[ReadDeadline]
) -> list[list[ReadDeadline]]:
    """Give each date to the rhythm right before it, all others to the first."""
    shares: list[list[ReadDeadline]] = [[] for _ in rhythms]
    ends = {rhythm.span[1]: number for number, rhythm in enumerate(rhythms)}
    for deadline in deadlines:
        at = deadline.span[0]
        gaps = [gap for gap in range(_AT_RHYTHM + 1) if text[at - gap : at].strip() in ("", "(")]
        near = (ends.get(at - gap) for gap in gaps)
        shares[next((number for number in near if number is not None), 0)].append(deadline)
    return shares


def _reports(
    text: str, start: int, deadlines: Sequence[ReadDeadline]
) -> Sequence[Sequence[ReadDeadline]]:
    """Part the dates of reports on different periods ("6 tháng … 15/6, năm … 15/12")."""
    periods: list[str] = []
    for deadline in deadlines:
        begin, end = max(start, deadline.span[0] - _NEAR), deadline.span[0]
        named = list(_PERIOD.finditer(text, begin, end))
        periods.append(named[-1].group().lower() if named else "")
        start = deadline.span[1]
    each = all(periods) and len(set(periods)) == len(periods) > 1
    return [[deadline] for deadline in deadlines] if each else [deadlines]
