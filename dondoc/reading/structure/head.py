"""The head of a document: number, date, issuer, title, year, and the span of a plan."""

import re
from collections.abc import Sequence
from datetime import date

from dondoc.reading.draft import DocumentHead
from dondoc.reading.folding import bare
from dondoc.reading.line import Line
from dondoc.reading.structure.headtitle import issuer_of, title_of
from dondoc.reading.times.deadlines import deadlines_in
from dondoc.reading.times.frame import TimeFrame, school_year_span, year_of_plan

_NUMBER = re.compile(
    r"S[ốôo6]\s*[:.]?\s*(?P<n>\d{1,6}[a-zđ]?)\s*(?P<y>/\s*(?:19|20)\d{2})?\s*(?P<sep>[-/])\s*"
    r"(?P<code>[A-ZĐƯÂÊÔ][\w\-–/&.]*)",
    re.IGNORECASE,
)
_NUMBER_WITHIN = re.compile(r"Số\s*:")
_FULL_DATE = re.compile(
    r"(?P<place>[^,]{0,60}),?\s*ngày\s*(?P<d>\d{1,2})\s*(?:tháng|/)\s*(?P<m>\d{1,2})\s*(?:năm|/)\s*"
    r"(?P<y>\d{4})",
    re.IGNORECASE,
)
_PARTLY = re.compile(r",\s*ngày\b.{0,12}tháng\b.{0,12}năm\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm\s+|/)((?:19|20)\d{2})\b")
_YEAR_AT_END = re.compile(r"\b((?:19|20)\d{2})\W*$")
_NO_PLACE = re.compile(
    r"(?:\b(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)$)|(?:^can cu|^thuc hien|^theo)"
)
_SPAN = re.compile(
    r"(?:thời gian\s+(?:thực hiện|tổ chức|phát động|thi đua|triển khai)|kế hoạch (?:này )?(?:được )?"
    r"(?:thực hiện|triển khai)|kế hoạch [^.;]{0,160}thực hiện (?:trong|từ)|phong trào (?:thi đua )?(?:được )?(?:thực hiện|tổ chức|phát động|diễn ra))",
    re.IGNORECASE,
)
_TOP = 40
_LETTERHEAD = 15
_LONGEST_DATE_LINE = 120
_LONGEST_PLACE = 40
#: A shorter stretch is the time of one activity.
_SHORTEST_PLAN_DAYS = 28


def head_of(lines: Sequence[Line]) -> DocumentHead:
    """Return the head; what the document leaves blank is ``None``."""
    top = [line.text for line in lines[:_TOP]]
    issued_on = _issued_on([line.text for line in lines])
    title, title_at = title_of(top)
    year = _year(top, [line.text for line in lines], title)
    if issued_on is not None:
        year = year_of_plan(title, issued_on.year)
    starts_on, ends_on = school_year_span(title) or _span(
        [*(line.text for line in lines), f"Kế hoạch thực hiện: {title}"], year
    )
    return DocumentHead(
        number=_number(top[: title_at or _LETTERHEAD]),
        issued_on=issued_on,
        issuer=issuer_of(top, title_at),
        title=title,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _number(letterhead: list[str]) -> str | None:
    for line in letterhead:
        inner = _NUMBER_WITHIN.search(line)
        found = _NUMBER.match(line) or (_NUMBER.match(line, inner.start()) if inner else None)
        if found:
            year = (found["y"] or "").replace(" ", "")
            return f"{found['n']}{year}{found['sep']}{found['code'].rstrip('.')}"
    return None


def _issued_on(texts: list[str]) -> date | None:
    """Return the date under the letterhead, or where it stands over the signature."""
    for index, line in enumerate(texts):
        found = _FULL_DATE.search(line) if len(line) < _LONGEST_DATE_LINE else None
        if not found or not _dates_the_document(line, found, at_top=index < _LETTERHEAD):
            continue
        try:
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            return None
    return None


def _dates_the_document(line: str, found: re.Match[str], *, at_top: bool) -> bool:
    place = found["place"].strip()
    if _NO_PLACE.search(bare(place)) or bare(line).startswith(
        ("can cu", "thuc hien", "ke hoach so")
    ):
        return False
    if "," in line[found.start("place") : found.start("d")]:
        return at_top or place[:1].isupper()
    follows = line[found.end() :].strip(" .)")
    return at_top and not follows and place[:1].isupper() and len(place) <= _LONGEST_PLACE


def _year(top: list[str], texts: list[str], title: str | None) -> int | None:
    for line in texts:
        found = _PARTLY.search(line) if len(line) < 120 else None
        if found:
            return int(found[1])
    at_end = _YEAR_AT_END.search(title or "")
    if at_end and not _YEAR.search(title or ""):
        return int(at_end[1])
    for words in (title or "", *top):
        named = _YEAR.findall(words)
        if named and not bare(words).startswith(("can cu", "thuc hien")):
            return int(named[-1]) if words == title else max(int(year) for year in named)
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
