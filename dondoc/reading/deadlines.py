"""Time limits in a text: which calendar points bind somebody, and until which moment."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dondoc.reading.dates import Point, points_in
from dondoc.reading.draft import ReadDeadline, Role, Span

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSES_AT = time(17)

_I = re.IGNORECASE
_NEAR = 120
_HOUR = re.compile(
    r"(?P<h>\d{1,2})\s*(?:h|giờ|g)\s*(?P<m>\d{2})?\s*(?:phút)?[\s,)]*(?:ngày\s*)?$", _I
)
_CUE = re.compile(
    r"(?P<cue>(?:(?:hoàn\s+thành|xong)\s+)?trước(?:\s+hoặc\s+trong)?|"
    r"(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:vào|đến|trong))?|"
    r"(?:bắt\s+đầu\s+)?(?:kể\s+)?từ|sau|đến\s+hết|đến|tới|hết|hoàn\s+thành(?:\s+(?:trong|vào))?|"
    r"xong(?:\s+trong)?|trong|vào|dự\s+kiến(?:\s+(?:trong|vào))?|phấn\s+đấu(?:\s+(?:trong|đến))?|"
    r"hạn(?:\s+cuối)?(?:\s+là)?|thời\s+(?:gian|hạn)(?:\s+\w+){0,3}\s*:|tiến\s+độ\s*:|hoàn\s+thành\s*:|ngày)"
    r"\s*(?:(?:hết|cuối|đầu|giữa|khoảng|buổi\s+(?:sáng|chiều)|sáng|chiều|ngay)\s+)*$",
    _I,
)
_CITED_BEFORE = re.compile(
    r"(?:\bsố\s*[^\s,;]{0,40}\s*,?\s*|\b(?:ký|ban\s+hành|sinh|thành\s+lập|truyền\s+thống|lập\s+ngày|kèm\s+theo)\s*(?:vào\s+)?)$",
    _I,
)
_HISTORY = re.compile(
    r"(?:kỷ\s+niệm|truyền\s+thống|giải\s+phóng|thành\s+lập|quốc\s+khánh)[^.;,]{0,60}$", _I
)
_TERM = re.compile(
    r"(?:nhiệm\s+kỳ|giai\s+đoạn|khóa|khoá|niên\s+khóa|năm\s+học|định\s+hướng|tầm\s+nhìn|duy\s+trì)"
    r"[^.;]{0,14}$",
    _I,
)
_OWNED_AFTER = re.compile(r"\s*,?\s*của\s+(?!tháng|quý|năm)\w", _I)
_AIM = re.compile(r"phấn\s+đấu", _I)
_EXPECTED = re.compile(r"dự\s+kiến", _I)
_BEGINS = re.compile(
    r"(?:khởi\s+động|bắt\s+đầu|khởi\s+công|triển\s+khai\s+từ)\s*(?:vào\s+|trong\s+|từ\s+)?$", _I
)
_JOIN = re.compile(r"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?(?:[^\d.,;:\n]{0,24}\s)?$", _I)
_AND = re.compile(r"\s*(?:,|;|và|hoặc)\s*", _I)
_BINDING = re.compile(r"trước|nhất|hết|hoàn\s+thành|xong|hạn|tiến\s+độ", _I)
_AFTER = re.compile(
    r"(?:trong\s+)?(?:thời\s+hạn\s+|vòng\s+)?(?:không\s+quá\s+)?(?P<n>\d{1,3})\s+ngày"
    r"(?:\s+làm\s+việc)?,?\s+(?:kể\s+)?(?:từ\s+(?:ngày|khi)|sau\s+khi)\s+[^.,;)]{2,60}",
    _I,
)
_AHEAD = re.compile(
    r"trước\s+(?P<event>(?:ngày\s+)?[^\d.,;()]{3,40}?)\s+(?P<n>\d{1,3})\s+ngày(?!\s+làm)", _I
)


@dataclass(frozen=True)
class TimeFrame:
    """What a text leaves unsaid: the plan's year and the dates of the events that it names.

    ``about_time`` says that the text is a column or a line about time, where a bare year counts.
    """

    year: int | None = None
    events: Mapping[str, date] = field(default_factory=dict)
    about_time: bool = False


def deadlines_in(
    text: str, frame: TimeFrame, *, taken: Sequence[Span] = (), offset: int = 0
) -> list[ReadDeadline]:
    """Return the time limits of a text in order.

    ``taken`` are places that say something else (rhythms); spans are shifted by ``offset``.
    """
    used: list[Span] = list(taken)
    found: list[ReadDeadline] = []
    for deadline in (*_ahead(text, frame), *_after(text)):
        if not _overlaps(deadline.span, used):
            used.append(deadline.span)
            found.append(deadline)
    points = [p for p in points_in(text, year=frame.year) if not _overlaps((p.start, p.end), used)]
    found.extend(_from_points(text, points, frame))
    found.sort(key=lambda item: item.span)
    return [_shifted(item, offset) for item in _without_doubles(found)]


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _from_points(text: str, points: list[Point], frame: TimeFrame) -> Iterator[ReadDeadline]:
    index = 0
    cue, bound = "", -1
    while index < len(points):
        point = points[index]
        follows = points[index + 1] if index + 1 < len(points) else None
        if not (bound >= 0 and _AND.fullmatch(text[bound : point.start])):
            cue = ""
        cue = _cue_at(text, point) or cue
        if follows is not None and _JOIN.fullmatch(text[point.end : follows.start]):
            deadline = _range(text, point, follows, frame)
            index += 1
        else:
            deadline = _single(text, point, cue, frame)
        index += 1
        bound = points[index - 1].end if deadline is not None else -1
        if deadline is not None:
            yield deadline


def _cue_at(text: str, point: Point) -> str:
    """Return the small words that bind a point ("chậm nhất"); a list shares those of its first."""
    before = _before(text, point.start)
    hour = _HOUR.search(before)
    found = _CUE.search(before[: hour.start()] if hour else before)
    return found["cue"].lower() if found else ""


def _range(text: str, first: Point, last: Point, frame: TimeFrame) -> ReadDeadline | None:
    if _TERM.search(_before(text, first.start)) or _is_cited(text, first.start, last.end):
        return None
    if first.kind == last.kind == "year" and not frame.about_time:
        return None
    begin = first.first
    if not first.dated and last.dated:
        begin = _in_year(begin, last.last.year)
    start = _phrase_start(text, first.start)
    end = last.end
    return ReadDeadline(
        phrase=text[start:end],
        kind="range",
        role=_softened(text, start, end, "latest"),
        printed=last.last,
        from_=min(begin, last.last),
        until=_close(last.last, None),
        span=(start, end),
    )


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _before(text: str, start: int) -> str:
    """Return what stands before; far words are blanked, since only near ones matter."""
    return text[max(0, start - _NEAR) : start].rjust(start)


def _phrase_start(text: str, start: int) -> int:
    hour = _HOUR.search(_before(text, start))
    start = hour.start() if hour else start
    cue = _CUE.search(_before(text, start))
    return cue.start("cue") if cue else start


def _single(text: str, point: Point, cue: str, frame: TimeFrame) -> ReadDeadline | None:
    before = _before(text, point.start)
    hour = _HOUR.search(before)
    moment = _time_of(hour) if hour else None
    lead = before[: hour.start()] if hour and moment else before
    found = _CUE.search(lead)
    if not _binds(text, point, cue, frame):
        return None
    start = found.start("cue") if found else len(lead)
    role = _role(text, start, point, cue)
    first = point.first if point.kind != "day" or role == "start" else None
    return ReadDeadline(
        phrase=text[start : point.end].strip(),
        kind="hour" if moment else point.kind,
        role=role,
        printed=point.last,
        from_=first,
        until=_until(point, cue, moment) if role != "start" else None,
        span=(start, point.end),
    )


def _time_of(hour: re.Match[str]) -> time | None:
    hours, minutes = int(hour["h"]), int(hour["m"] or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def _is_cited(text: str, start: int, end: int) -> bool:
    before = _before(text, start).rstrip("( ")
    if _CITED_BEFORE.search(before) or _HISTORY.search(before):
        return True
    return bool(_OWNED_AFTER.match(text, end))


def _binds(text: str, point: Point, cue: str, frame: TimeFrame) -> bool:
    if _is_cited(text, point.start, point.end) or _TERM.search(_before(text, point.start)):
        return False
    if point.kind == "year":
        return _year_binds(text, point, cue, frame)
    if point.kind in ("day", "range"):
        named = text[point.start : point.end].lower().startswith("ngày")
        return point.dated or named or bool(cue)
    return point.dated or bool(cue) or frame.about_time


def _year_binds(text: str, point: Point, cue: str, frame: TimeFrame) -> bool:
    if frame.about_time:
        return True
    phrase = text[point.start : point.end].lower()
    if phrase.startswith(("cuối", "hết")):
        return point.dated or bool(cue)
    return bool(_BINDING.search(cue)) or (
        cue == "trong"
        and bool(re.search(r"hoàn\s+thành[^.;]{0,40}$", _before(text, point.start), _I))
    )


def _role(text: str, start: int, point: Point, cue: str) -> Role:
    if cue.endswith("từ") or cue == "sau" or _BEGINS.search(_before(text, point.start)):
        return "start"
    return _softened(text, start, point.end, "latest")


def _softened(text: str, start: int, end: int, role: Role) -> Role:
    """An aim or an expectation that stands right at the phrase changes what it means."""
    around = text[max(0, start - 14) : start] + text[start:end] + _bracket_after(text, end)
    if _AIM.search(around):
        return "aim"
    return "expected" if _EXPECTED.search(around) else role


def _bracket_after(text: str, end: int) -> str:
    follows = text[end : end + 20]
    return follows if follows.lstrip().startswith("(") else ""


def _until(point: Point, cue: str, moment: time | None) -> datetime:
    if moment is not None:
        return _close(point.last, moment)
    if "trước" in cue and "hoặc" not in cue:
        return _close(point.first - timedelta(days=1), None)
    return _close(point.last, None)


def _close(day: date, moment: time | None) -> datetime:
    return datetime.combine(day, moment or CLOSES_AT, tzinfo=ZONE)


def _after(text: str) -> Iterator[ReadDeadline]:
    for match in _AFTER.finditer(text):
        yield ReadDeadline(
            match.group().strip(), "after_event", "latest", None, None, None, match.span()
        )


def _ahead(text: str, frame: TimeFrame) -> Iterator[ReadDeadline]:
    for match in _AHEAD.finditer(text):
        event = frame.events.get(" ".join(match["event"].lower().split()))
        printed = event - timedelta(days=int(match["n"])) if event else None
        yield ReadDeadline(
            phrase=match.group(),
            kind="before_event",
            role="latest",
            printed=printed,
            from_=None,
            until=_close(printed, None) if printed else None,
            span=match.span(),
        )


def _without_doubles(found: list[ReadDeadline]) -> list[ReadDeadline]:
    kept: dict[tuple[date | None, date | None, str, str], ReadDeadline] = {}
    for item in found:
        key = (item.printed, item.from_, item.role, "" if item.printed else item.phrase)
        kept.setdefault(key, item)
    return list(kept.values())


def _shifted(item: ReadDeadline, offset: int) -> ReadDeadline:
    start, end = item.span
    return ReadDeadline(
        item.phrase, item.kind, item.role, item.printed, item.from_, item.until,
        (start + offset, end + offset), item.certainty,
    )  # fmt: skip
