"""The small words around a calendar point: do they bind somebody, and how?"""

import re

from dondoc.reading.draft import Role
from dondoc.reading.times.dates import Point
from dondoc.reading.times.frame import TimeFrame

_I = re.IGNORECASE
_NEAR = 120
HOUR = re.compile(
    r"(?P<h>\d{1,2})\s*(?:h|giờ|g|:)\s*(?P<m>\d{2})?\s*(?:phút|')?[\s,)(]*(?:(?:thứ\s+\w+|chủ\s+nhật)[\s,)(]*)?(?:ngày\s*)?$",
    _I,
)
CUE = re.compile(
    r"(?P<cue>(?:(?:hoàn\s+thành|xong)\s+)?trước(?:\s+hoặc\s+trong)?|"
    r"(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:vào|đến|trong))?|không\s+(?:muộn\s+hơn|quá|để\s+quá)|"
    r"(?:bắt\s+đầu\s+)?(?:kể\s+)?từ|sau|đến\s+hết|đến|tới|hết|hoàn\s+thành(?:\s+(?:trong|vào))?|"
    r"xong(?:\s+trong)?|trong|vào|dự\s+kiến(?:\s+(?:trong|vào))?|phấn\s+đấu(?:\s+(?:trong|đến))?|"
    r"hạn(?:\s+(?:cuối|chót|nộp|gửi))?(?:\s+là)?\s*:?|thời\s+(?:gian|hạn)(?:\s+\w+){0,3}\s*:|"
    r"tiến\s+độ\s*:|hoàn\s+thành\s*:|ngày)"
    r"\s*(?:(?:hết|cuối|đầu|giữa|khoảng|các|buổi\s+(?:sáng|chiều)|sáng|chiều|ngay)\s+)*$",
    _I,
)
_CITED_BEFORE = re.compile(
    r"(?:\bsố\s*[^\s,;]{0,40}\s*,?\s*|\b\d{1,4}\s*[-/]\s*[A-ZĐ]{2}[^\s,;]{0,30}\s*,?\s*|\b(?:ký|ban\s+hành|sinh|thành\s+lập|truyền\s+thống|lập\s+ngày|kèm\s+theo)\s*(?:vào\s+)?|\bhiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s*"
    r"|\b(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s[^.;:()]{2,80})$",
    _I,
)
_HISTORY = re.compile(
    r"(?:kỷ\s+niệm|truyền\s+thống|giải\s+phóng|thành\s+lập|quốc\s+khánh|chào\s+mừng)[^.;,]{0,60}$",
    _I,
)
_TERM = re.compile(
    r"(?:nhiệm\s+kỳ|giai\s+đoạn|khóa|khoá|niên\s+khóa|năm\s+học|định\s+hướng|tầm\s+nhìn|duy\s+trì)"
    r"[^.;:(\d]{0,14}$",
    _I,
)
_OWNED_AFTER = re.compile(r"\s*,?\s*của\s+(?!tháng|quý|năm)\w", _I)
_HOPED = re.compile(r"(?P<aim>phấn\s+đấu)(?:\s+[\w%]+){0,6}\s*$|dự\s+kiến(?:\s+\w+){0,4}\s*$", _I)
_AIM = re.compile(r"phấn\s+đấu", _I)
_EXPECTED = re.compile(r"dự\s+kiến", _I)
_BEGINS = re.compile(
    r"(?:khởi\s+động|bắt\s+đầu|khởi\s+công|triển\s+khai\s+từ)\s*(?:vào\s+|trong\s+|từ\s+)?$", _I
)
_BINDING = re.compile(r"trước|nhất|hết|hoàn\s+thành|xong|hạn|tiến\s+độ", _I)
_AT_END = re.compile(r"(?:cuối|hết)\s*$", _I)
#: What a report or a budget is about: a period that limits nobody's time by itself.
_ABOUT = re.compile(
    r"(?:báo\s+cáo|kết\s+quả|số\s+liệu|dự\s+toán|ngân\s+sách|kinh\s+phí|tình\s+hình|chỉ\s+tiêu)"
    r"(?:\s+\w+){0,4}\s*$",
    _I,
)
_LOOKS_BACK = re.compile(
    r"(?:sơ\s+kết|tổng\s+kết|đánh\s+giá|kiểm\s+điểm|kế\s+hoạch|nhiệm\s+vụ|công\s+tác|phong\s+trào)(?:\s+\w+){0,6}\s*$",
    _I,
)
_DONE_IN = re.compile(r"hoàn\s+thành[^.;]{0,40}$", _I)


def search_before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Search the nearest words before a place; the match counts in the whole text."""
    begin = max(0, end - _NEAR)
    return pattern.search(text, begin, end)


def cue_at(text: str, point: Point) -> str:
    """Return the small words that bind a point ("chậm nhất"), in small letters."""
    hour = search_before(HOUR, text, point.start)
    found = search_before(CUE, text, hour.start() if hour else point.start)
    return found["cue"].lower() if found else ""


def is_binding(cue: str) -> bool:
    """Say whether small words set a limit ("chậm nhất"), and not just a time ("vào")."""
    return _BINDING.search(cue) is not None


def phrase_start(text: str, start: int) -> int:
    """Return where the phrase of a point begins, with its hour and its small words."""
    hour = search_before(HOUR, text, start)
    start = hour.start() if hour else start
    cue = search_before(CUE, text, start)
    return cue.start("cue") if cue else start


def is_cited(text: str, start: int, end: int) -> bool:
    """Say whether a point belongs to a cited document or to history."""
    opened = len(text[:start].rstrip("( "))
    for pattern in (_CITED_BEFORE, _HISTORY):
        if search_before(pattern, text, opened):
            return True
    return bool(_OWNED_AFTER.match(text, end))


def is_term(text: str, start: int) -> bool:
    """Say whether a point belongs to a term of years ("nhiệm kỳ", "giai đoạn")."""
    return search_before(_TERM, text, start) is not None


def is_reported(text: str, point: Point, *, other_limit: bool) -> bool:
    """Say whether a period is what a report or a review is about ("báo cáo quý I/2027").

    ``other_limit``: the same text has another time that binds, so that a review of a period
    ("sơ kết công tác quý I/2027") is not its limit.
    """
    if point.kind not in ("month", "quarter", "half", "range", "year"):
        return False
    if search_before(_ABOUT, text, point.start):
        return True
    return other_limit and search_before(_LOOKS_BACK, text, point.start) is not None


def binds(text: str, point: Point, cue: str, frame: TimeFrame) -> bool:
    """Say whether a point limits somebody's time."""
    if is_cited(text, point.start, point.end) or _is_past(point, cue, frame):
        return False
    about_time = frame.about_time
    if point.kind == "years":
        return about_time
    if is_term(text, point.start):
        return False
    if point.kind == "year":
        return about_time or _year_binds(text, point, cue, frame)
    if point.kind in ("day", "range"):
        named = text[point.start : point.end].lower().startswith("ngày")
        return point.dated or named or bool(cue) or about_time
    return point.dated or bool(cue) or about_time


def _is_past(point: Point, cue: str, frame: TimeFrame) -> bool:
    """A day before the issue that nothing binds dates a document or a thing that is done."""
    if frame.issued_on is None or frame.about_time or point.kind != "day" or not point.dated:
        return False
    return cue in ("", "ngày") and point.last < frame.issued_on


def _year_binds(text: str, point: Point, cue: str, frame: TimeFrame) -> bool:
    phrase = text[point.start : point.end].lower()
    if phrase.startswith(("cuối", "hết")):
        return point.dated or bool(cue)
    if search_before(_AT_END, text, point.start) or _BINDING.search(cue):
        return True
    if cue == "vào":
        return frame.year is not None and point.last.year >= frame.year
    return cue == "trong" and (search_before(_DONE_IN, text, point.start) is not None)


def role_of(text: str, start: int, point: Point, cue: str) -> Role:
    """Return what a point that binds means; ``start`` is where its phrase begins."""
    begins = cue.endswith("từ") or cue == "sau" or search_before(_BEGINS, text, point.start)
    if begins and point.kind != "range":
        return "start"
    return softened(text, start, point.end)


def softened(text: str, start: int, end: int) -> Role:
    """Return what an aim or an expectation that stands right at the phrase makes of it."""
    follows = text[end : end + 20]
    bracket = follows if follows.lstrip().startswith("(") else ""
    around = text[max(0, start - 14) : start] + text[start:end] + bracket
    before = search_before(_HOPED, text, start)
    if _AIM.search(around) or (before and before["aim"]):
        return "aim"
    if before:
        return "expected"
    return "expected" if _EXPECTED.search(around) else "latest"
