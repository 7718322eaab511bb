"""Time limits in a text: which calendar points bind somebody, and until which moment."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dondoc.reading.draft import ReadDeadline, Span
from dondoc.reading.times import cues
from dondoc.reading.times.closing import close
from dondoc.reading.times.dates import Point, in_year, points_in
from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.times.offsets import offsets_in

_JOIN = re.compile(
    r"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?(?:[^\d.,;:\n]{0,24}\s)?$", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,|;|và|hoặc)\s*", re.IGNORECASE)
_SPAN_LINE = re.compile(
    r"\W*(?:(?:đợt|giai\s+đoạn|bước)\s+(?:\d+|[IVX]+)\b|thời\s+gian(?!\s+hoàn\s+thành))",
    re.IGNORECASE,
)
#: Longer than any plan: what spans more years is a life or a history.
_LONGEST_YEARS = 15


def deadlines_in(
    text: str, frame: TimeFrame, *, taken: Sequence[Span] = (), offset: int = 0
) -> list[ReadDeadline]:
    """Return the time limits of a text in order.

    ``taken`` are places that say something else (rhythms); spans are shifted by ``offset``.
    """
    used = bytearray(len(text))
    for start, end in taken:
        used[start:end] = b"\x01" * (end - start)
    found: list[ReadDeadline] = []
    for deadline in offsets_in(text, frame):
        start, end = deadline.span
        if not any(used[start:end]):
            used[start:end] = b"\x01" * (end - start)
            found.append(deadline)
    points = [p for p in points_in(text, frame.year_of) if not any(used[p.start : p.end])]
    if not frame.about_time:
        points = _limiting(text, points)
    found.extend(_from_points(text, points, frame))
    found.sort(key=lambda item: item.span)
    apart = _apart(text, found)
    return [_shifted(item, offset) for item in _without_doubles(apart)]


def _from_points(text: str, points: list[Point], frame: TimeFrame) -> Iterator[ReadDeadline]:
    index = 0
    cue, bound = "", -1
    while index < len(points):
        point = points[index]
        follows = points[index + 1] if index + 1 < len(points) else None
        if not _is_listed(text, points, index, bound):
            cue = ""
        cue = cues.cue_at(text, point) or cue
        if follows is not None and _JOIN.fullmatch(text[point.end : follows.start]):
            deadline = _range(text, point, follows, frame)
            index += 1
        else:
            deadline = _single(text, point, cue, frame)
        index += 1
        bound = points[index - 1].end if deadline is not None else -1
        if deadline is not None:
            yield deadline


def _is_listed(text: str, points: list[Point], index: int, bound: int) -> bool:
    """Say whether a point shares the small words of the one before it ("trong quý I và quý II")."""
    if bound < 0 or points[index].kind != points[index - 1].kind:
        return False
    return _AND.fullmatch(text[bound : points[index].start]) is not None


def _limiting(text: str, points: list[Point]) -> list[Point]:
    """Leave out the periods that reports and reviews are about."""
    found = [cues.cue_at(text, point) for point in points]
    limits = sum(cues.is_binding(cue) for cue in found)
    return [
        point
        for point, cue in zip(points, found, strict=True)
        if cue or not cues.is_reported(text, point, other_limit=limits > 0)
    ]


def _range(text: str, first: Point, last: Point, frame: TimeFrame) -> ReadDeadline | None:
    if cues.is_term(text, first.start) or cues.is_cited(text, first.start, last.end):
        return None
    if first.kind == last.kind == "year" and not frame.about_time:
        return None
    begin = first.first
    if not first.dated and last.dated:
        begin = in_year(begin, last.last.year)
    if last.last.year - begin.year > _LONGEST_YEARS:
        return None
    start, end = cues.phrase_start(text, first.start), last.end
    return ReadDeadline(
        phrase=text[start:end],
        kind="range",
        role="expected" if _tells_a_span(text, frame) else cues.softened(text, start, end),
        printed=last.last,
        from_=min(begin, last.last),
        until=close(last.last, None),
        span=(start, end),
    )


def _tells_a_span(text: str, frame: TimeFrame) -> bool:
    """Say whether a line only tells when a wave or the plan runs, so that nothing ends late."""
    return frame.about_time and _SPAN_LINE.match(text) is not None


def _single(text: str, point: Point, cue: str, frame: TimeFrame) -> ReadDeadline | None:
    if not cues.binds(text, point, cue, frame):
        return None
    hour = cues.search_before(cues.HOUR, text, point.start)
    moment = _time_of(hour) if hour else None
    begin = hour.start() if hour and moment else point.start
    found = cues.search_before(cues.CUE, text, begin)
    start = found.start("cue") if found else begin
    role = cues.role_of(text, start, point, cue)
    return ReadDeadline(
        phrase=text[start : point.end].strip(),
        kind="hour" if moment else "range" if point.kind == "years" else point.kind,
        role=role,
        printed=point.last,
        from_=point.first if point.kind != "day" or role == "start" else None,
        until=_until(point, cue, moment) if role != "start" else None,
        span=(start, point.end),
    )


def _time_of(hour: re.Match[str]) -> time | None:
    hours, minutes = int(hour["h"]), int(hour["m"] or 0)
    if hours == 24 and not minutes:
        return time(23, 59)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def _until(point: Point, cue: str, moment: time | None) -> datetime:
    if moment is not None:
        return close(point.last, moment)
    if "trước" in cue and "hoặc" not in cue:
        return close(point.first - timedelta(days=1), None)
    return close(point.last, None)


def _apart(text: str, found: list[ReadDeadline]) -> list[ReadDeadline]:
    """Take words that two phrases share from the later one ("10 ngày tháng 5")."""
    kept: list[ReadDeadline] = []
    last = 0
    for item in found:
        start, end = item.span
        if start < last < end:
            start = end - len(text[last:end].lstrip())
        kept.append(replace(item, phrase=text[start:end], span=(start, end)))
        last = end
    return kept


def _without_doubles(found: list[ReadDeadline]) -> list[ReadDeadline]:
    kept: dict[tuple[date | None, date | None, str, str], ReadDeadline] = {}
    for item in found:
        key = (item.printed, item.from_, item.role, "" if item.printed else item.phrase)
        kept.setdefault(key, item)
    return list(kept.values())


def _shifted(item: ReadDeadline, offset: int) -> ReadDeadline:
    start, end = item.span
    return replace(item, span=(start + offset, end + offset))
