"""The head of a document: number, date, issuer, title, year, and the span of a plan."""

import re
from collections.abc import Sequence
from datetime import date

from dondoc.reading.deadlines import TimeFrame, deadlines_in
from dondoc.reading.draft import DocumentHead
from dondoc.reading.folding import bare
from dondoc.reading.line import Line
from dondoc.reading.marks import Kind, marker_of

_NUMBER = re.compile(
    r"Số\s*:?\s*(\d{1,6}[a-zđ]?)\s*([-/])\s*([A-ZĐƯÂÊÔ][\w\-–/&.]*)", re.IGNORECASE
)
_FULL_DATE = re.compile(r",\s*ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_PARTLY = re.compile(r",\s*ngày\b.{0,12}tháng\b.{0,12}năm\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm\s+|/)((?:19|20)\d{2})\b")
_TYPES = {
    "ke hoach", "chuong trinh", "quyet dinh", "chi thi", "thong bao", "cong van", "huong dan",
    "phuong an", "de an",
}  # fmt: skip
_STATE = ("cong hoa xa hoi", "doc lap tu do", "dang cong san viet nam")
_ISSUES = re.compile(
    r"^(?P<who>[^,.;:]{4,120}?)\s+(?:xây dựng|ban hành)\s+(?:và\s+\w+\s+\w+\s+)?(?:kế hoạch|chương trình)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:thời gian\s+(?:thực hiện|tổ chức|phát động|thi đua|triển khai)|kế hoạch (?:này )?(?:được )?"
    r"(?:thực hiện|triển khai)|kế hoạch [^.;]{0,160}thực hiện (?:trong|từ)|phong trào (?:thi đua )?(?:được )?(?:thực hiện|tổ chức|phát động|diễn ra))",
    re.IGNORECASE,
)
_TOP = 40
_LETTERHEAD = 15
#: A shorter stretch is the time of one activity.
_SHORTEST_PLAN_DAYS = 28


def head_of(lines: Sequence[Line]) -> DocumentHead:
    """Return the head; what the document leaves blank is ``None``."""
    top = [line.text for line in lines[:_TOP]]
    issued_on = _issued_on([line.text for line in lines])
    title, title_at = _title(top)
    year = issued_on.year if issued_on else _year(top, [line.text for line in lines], title)
    starts_on, ends_on = _span(
        [*(line.text for line in lines), f"Kế hoạch thực hiện: {title}"], year
    )
    return DocumentHead(
        number=_number(top[: title_at or _LETTERHEAD]),
        issued_on=issued_on,
        issuer=_issuer(top, title_at),
        title=title,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _number(letterhead: list[str]) -> str | None:
    for line in letterhead:
        found = _NUMBER.match(line)
        if found:
            return f"{found[1]}{found[2]}{found[3].rstrip('.')}"
    return None


def _issued_on(texts: list[str]) -> date | None:
    for line in texts:
        found = _FULL_DATE.search(line) if len(line) < 120 else None
        if found and not bare(line).startswith(("can cu", "thuc hien", "ke hoach so")):
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                return None
    return None


def _year(top: list[str], texts: list[str], title: str | None) -> int | None:
    for line in texts:
        found = _PARTLY.search(line) if len(line) < 120 else None
        if found:
            return int(found[1])
    for words in (title or "", *top):
        named = _YEAR.findall(words)
        if named and not bare(words).startswith(("can cu", "thuc hien")):
            return int(named[-1]) if words == title else max(int(year) for year in named)
    return None


def _title(top: list[str]) -> tuple[str | None, int | None]:
    for index, line in enumerate(top):
        words = bare(line)
        if words in _TYPES and line.isupper():
            rest = top[index + 1 :]
            parts = rest[:1]
            for more in rest[1:3]:
                if not more[0].islower() and not parts[-1].endswith(","):
                    break
                parts.append(more)
            return " ".join(parts) or None, index
        for kind in _TYPES:
            begins = line[: len(kind)].isupper()
            if words.startswith(f"{kind} ") and begins and len(line) < 300:
                return " ".join(line.split()[len(kind.split()) :]), index
    return None, None


def _issuer(top: list[str], title_at: int | None) -> str | None:
    letterhead: list[str] = []
    for line in top[: title_at or 0]:
        if bare(line).startswith(_STATE) or "Số" in line or "ngày" in line:
            continue
        if line.isupper():
            letterhead.append(line.replace("ĐẢNG CỘNG SẢN VIỆT NAM", "").strip())
    if letterhead:
        return " ".join(letterhead)
    for line in top:
        found = _ISSUES.match(line)
        if found and marker_of(line).kind is Kind.NONE:
            return found["who"].strip()
    return None


def _span(texts: Sequence[str], year: int | None) -> tuple[date | None, date | None]:
    for text in texts:
        if not _SPAN.search(text[:400]):
            continue
        for found in deadlines_in(text[:600], TimeFrame(year=year, about_time=True)):
            if found.kind != "range" or not found.from_ or not found.printed:
                continue
            if (found.printed - found.from_).days >= _SHORTEST_PLAN_DAYS:
                return found.from_, found.printed
    return None, None
