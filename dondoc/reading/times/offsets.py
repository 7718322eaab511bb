"""Time limits counted from an event: "trước ngày bầu cử 23 ngày", "05 ngày kể từ ngày nhận được"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dondoc.reading.draft import ReadDeadline
from dondoc.reading.times.closing import close
from dondoc.reading.times.events import OWN_EVENT
from dondoc.reading.times.frame import TimeFrame

_I = re.IGNORECASE
_AFTER = re.compile(
    r"(?:trong\s+|sau\s+)?(?:thời\s+hạn\s+|vòng\s+)?(?:không\s+quá\s+)?(?P<n>\d{1,3})\s+ngày"
    r"(?P<working>\s+làm\s+việc)?,?\s+(?:kể\s+)?(?:từ\s+(?:ngày|khi)|sau\s+(?:khi|ngày))\s+(?P<event>[^.,;)]{2,60})",
    _I,
)
_FROM_DAY = re.compile(
    r"(?:trong\s+|sau\s+)?(?:thời\s+(?:hạn|gian)\s+|vòng\s+)?(?P<n>\d{1,3})\s+ngày,?\s+(?:kể\s+)?từ\s+"
    r"(?:\d{1,2}\s*(?:h|giờ)\s*\d{0,2}\s*(?:phút\s*)?,?\s*)?(?:ngày\s+)?"
    r"(?P<d>\d{1,2})(?:/|\s+tháng\s+)(?P<m>\d{1,2})(?:/|\s+năm\s+)(?P<y>\d{4})",
    _I,
)
_ONCE = re.compile(
    r"(?:ngay\s+)?sau\s+khi\s+(?!kết\s+thúc\s+(?:mỗi|từng|các))[^.,;:()]{2,70}?"
    r"(?:ban\s+hành(?:\s+(?:văn\s+bản\s+)?(?:hướng\s+dẫn|kế\s+hoạch|quyết\s+định|chỉ\s+thị|nghị\s+quyết))?"
    r"|phê\s+duyệt|thông\s+qua|hướng\s+dẫn(?:\s+của\s+[^.,;()]{2,30})?|kết\s+thúc"
    r"|nhận\s+được\s+[^.,;()]{2,40}|hoàn\s+thành)",
    _I,
)
_WHEN = re.compile(
    r"(?:ngay\s+)?(?:sau\s+)?khi\s+có\s+(?:văn\s+bản\s+|ý\s+kiến\s+)?(?:hướng\s+dẫn|chỉ\s+đạo|kế\s+hoạch|quyết\s+định)"
    r"(?:\s+của\s+[^.,;:()]{2,30}?(?=\s+(?:thì|để|sẽ)\b|[.,;:()]|$))?",
    _I,
)
_DAYS_AHEAD = re.compile(
    r"trước\s+(?P<n>\d{1,3})\s+ngày\s+(?:trước\s+)?(?:khi\s+)?(?P<event>[^\d.,;()]{3,40})"
    r"\(\s*(?:ngày\s+)?(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\s*\)",
    _I,
)
_DAYS_BEFORE_HELD = re.compile(
    r"trước\s+(?P<n>\d{1,3})\s+ngày\s+(?P<event>(?:tổ\s+chức|diễn\s+ra|khai\s+mạc)(?=[\s.,;)])[^\d.,;()]{0,30})",
    _I,
)
#: "(khi) tổ chức Hội nghị": the meeting, contest or ceremony that the whole plan is about.
_HELD = re.compile(
    r"(?:khi\s+|ngày\s+)?(?:(?:tổ\s+chức|diễn\s+ra|khai\s+mạc)\b|(?:hội\s+(?:nghị|thi|thao|thảo)|đại\s+hội|lễ)\b)",
    _I,
)
_AHEAD = re.compile(
    r"trước\s+(?P<event>(?:ngày\s+)?[^\d.,;()]{3,40}?)\s+(?P<n>\d{1,3})\s+ngày(?!\s+làm)", _I
)
_DAYS_BEFORE = re.compile(
    r"(?:(?:chậm|muộn)\s+nhất(?:\s+là)?\s+)?(?P<n>\d{1,3})\s+ngày\s+trước\s+(?:khi\s+)?"
    r"(?P<event>ngày\s+(?:bầu\s+cử|khai\s+giảng|khai\s+mạc|đại\s+hội|hội\s+nghị)|[^\d.,;()]{3,40})"
    r"(?:\s*\(\s*(?:tức\s+)?(?:là\s+)?(?:ngày\s+)?(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\s*\))?",
    _I,
)
_NEW_YEAR = re.compile(r"(?:xong\s+)?trước\s+(?:dịp\s+)?Tết(?:\s+Nguyên\s+[đĐ]án)?", _I)
_ANY = re.compile(r"ngày|khi|Tết", _I)
_THIS_PLAN = re.compile(
    r"(?:ban\s+hành|ký)(?:\s+ban\s+hành)?(?:\s+(?:kế\s+hoạch|quyết\s+định|chỉ\s+thị|văn\s+bản))?(?:\s+này)?\s*$",
    _I,
)


def offsets_in(text: str, frame: TimeFrame) -> Iterator[ReadDeadline]:
    """Yield what is counted from an event; its day is printed only where the event's is known."""
    if not _ANY.search(text):
        return
    for match in _DAYS_AHEAD.finditer(text):
        yield _before(match, _stated(match))
    for match in _DAYS_BEFORE_HELD.finditer(text):
        yield _before(match, _event(match, frame))
    for match in _NEW_YEAR.finditer(text):
        yield _before(match, None)
    yield from _days_before(text, frame)
    yield from _ahead(text, frame)
    yield from _after(text, frame)


def _ahead(text: str, frame: TimeFrame) -> Iterator[ReadDeadline]:
    for match in _AHEAD.finditer(text):
        yield _before(match, _event(match, frame))


def _days_before(text: str, frame: TimeFrame) -> Iterator[ReadDeadline]:
    for match in _DAYS_BEFORE.finditer(text):
        yield _before(match, _event(match, frame), stated=_stated(match))


def _stated(match: re.Match[str]) -> date | None:
    if not match["y"]:
        return None
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _event(match: re.Match[str], frame: TimeFrame) -> date | None:
    name = " ".join(match["event"].lower().split())
    own = frame.events.get(OWN_EVENT) if _HELD.match(name) else None
    return frame.events.get(name, own)


def _before(match: re.Match[str], event: date | None, stated: date | None = None) -> ReadDeadline:
    printed = stated or (event - timedelta(days=int(match["n"])) if event else None)
    return ReadDeadline(
        phrase=match.group().strip(),
        kind="before_event",
        role="latest",
        printed=printed,
        from_=None,
        until=close(printed, None) if printed else None,
        span=_stripped(match),
    )


def _after(text: str, frame: TimeFrame) -> Iterator[ReadDeadline]:
    for match in _AFTER.finditer(text):
        begin = frame.issued_on if _THIS_PLAN.search(match["event"].strip()) else None
        # Working days need the ward's calendar, which a document does not know.
        known = begin is not None and not match["working"]
        printed = begin + timedelta(days=int(match["n"])) if known and begin else None
        yield _since(match, printed)
    for match in _FROM_DAY.finditer(text):
        first = _stated(match)
        yield _since(match, first + timedelta(days=int(match["n"])) if first else None)
    for match in (*_ONCE.finditer(text), *_WHEN.finditer(text)):
        yield _since(match, None)


def _since(match: re.Match[str], printed: date | None) -> ReadDeadline:
    until = close(printed, None) if printed else None
    return ReadDeadline(
        match.group().strip(), "after_event", "latest", printed, None, until, _stripped(match)
    )


def _stripped(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.start() + len(match.group().rstrip())
