"""Rhythms in a text: "hằng quý", "trước ngày 25 hằng tháng", "định kỳ 6 tháng, năm"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dondoc.reading.draft import ReadRecurrence
from dondoc.reading.times.rhythm_rules import (
    BARE_DAY,
    EACH_MONTH,
    HALF_END,
    MONTH_END,
    QUARTER_END,
    RULES,
    WEEK_END,
    YEAR_END,
    RuleOf,
    monthly,
)

_I = re.IGNORECASE
#: What no rhythm can do without; spares all patterns most sentences.
_ANY = re.compile(
    r"hằng|hàng|mỗi|từng|định\s+k|lần|học\s+k|năm\s+học|đợt|cuối\s|đầu\s|(?:của|tiếp)\s|sau\b|"
    r"(?:6|sáu|3|ba)\s+tháng|/\s*(?:tuần|tháng|quý|năm)|(?:,|và)\s+(?:một\s+|cả\s+)?năm",
    _I,
)
_ITEM = (
    r"(?:(?:hằng|hàng|mỗi|một|cả|01|1)\s+)?(?:tuần|quý|(?<!\d)0?[369]\s+tháng(?:\s+đầu\s+năm)?"
    r"|(?:ba|sáu|chín)\s+tháng|tháng|năm)(?!\s*\d|\s+(?:học|nay|sau|tới|cuối)|\w)"
)
_NOTE = r"(?:\s*\([^()]{2,60}\))?"
_LIST = re.compile(
    rf"(?:(?:định\s+k[ỳì]|báo\s+cáo|hằng|hàng|mỗi)\s+)+(?P<items>{_ITEM}{_NOTE}"
    rf"(?:\s*(?:,|;|và|hoặc|/)\s*(?:báo\s+cáo\s+)?{_ITEM}{_NOTE})+)",
    _I,
)
_DAY_BEFORE = re.compile(r"ngày\s+\d{1,2}\s+(?:của\s+)?$", _I)
_LISTED = re.compile(rf"\([^()]{{2,60}}\)|(?P<item>{_ITEM})", _I)
_CLASSES: tuple[tuple[str, str, RuleOf], ...] = (
    ("tuần", "week", WEEK_END),
    ("quý", "quarter", QUARTER_END),
    ("3 tháng", "quarter", QUARTER_END),
    ("ba tháng", "quarter", QUARTER_END),
    ("6 tháng", "half", HALF_END),
    ("sáu tháng", "half", HALF_END),
    ("9 tháng", "", HALF_END),
    ("chín tháng", "", HALF_END),
    ("tháng", "month", MONTH_END),
    ("năm", "year", YEAR_END),
)
#: "theo kế hoạch hằng năm": the rhythm of a plan or a budget, not of the duty.
_OF_ANOTHER = re.compile(
    r"(?:theo|trong|vào|từ|tại)\s+(?:[\w,]+\s+){0,4}?(?:kế\s+hoạch|dự\s+toán|ngân\s+sách|kinh\s+phí|"
    r"chương\s+trình)\s+(?:\w+\s+){0,3}$",
    _I,
)
_PERIODIC = re.compile(r"định\s+k[ỳì]", _I)
_HABIT = re.compile(
    r"(?:sinh\s+hoạt|chi\s+bộ|giao\s+ban|tiếp\s+công\s+dân|tiếp\s+dân|họp|hội\s+nghị|cuộc)\s*$", _I
)


def recurrences_in(text: str, *, before: str = "", offset: int = 0) -> list[ReadRecurrence]:
    """Return the rhythms of a text in order; spans are shifted by ``offset``.

    ``before`` is what stands before it in its clause: "trước ngày 25" is a day of each month
    where "hằng tháng" was said there.
    """
    found = _written(text) if _ANY.search(text) else []
    found = _without_doubles([*found, *_days_of_months(text, before)])
    return [_shifted(rhythm, offset) for rhythm in found]


def _written(text: str) -> list[ReadRecurrence]:
    taken = bytearray(len(text))
    found = [*_lists(text, taken), *_matches(text, taken)]
    found.sort(key=lambda item: item.span)
    named = {item.every for item in found}
    return [r for r in found if not _is_loose_year(r, named)] or list(_unspecified(text))


def _days_of_months(text: str, before: str) -> Iterator[ReadRecurrence]:
    for match in BARE_DAY.finditer(text):
        rrule = monthly(match)
        if rrule is not None and EACH_MONTH.search(before + text[: match.start()]):
            yield ReadRecurrence(match.group(), "month", rrule, int(match["day"]), match.span())


def _lists(text: str, taken: bytearray) -> Iterator[ReadRecurrence]:
    """Yield the rhythms of a list ("định kỳ tháng, quý, 6 tháng và năm"), each with its words."""
    for match in _LIST.finditer(text):
        # "trước ngày 20 hằng tháng, quý": the first rhythm has its day and a rule of its own.
        begin = (
            None
            if _DAY_BEFORE.search(text, max(0, match.start() - 30), match.start())
            else match.start()
        )
        for listed in _LISTED.finditer(text, match.start("items"), match.end("items")):
            first = listed.start() == match.start("items")
            if not listed["item"] or (first and begin is None):
                continue
            start, end = listed.span("item")
            start = begin if first and begin is not None else start
            words = " ".join(listed["item"].lower().split()).replace("0", "")
            every, rrule = next((e, r) for word, e, r in _CLASSES if word in words)
            if every and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                yield ReadRecurrence(text[start:end], every, rrule(listed), None, (start, end))


def _matches(text: str, taken: bytearray) -> Iterator[ReadRecurrence]:
    small = text.lower()
    for rule in RULES:
        if not all(word in small for word in rule.needs):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            rrule = rule.rrule(match)
            if any(taken[start:end]) or (rrule is None and rule.dated):
                continue
            taken[start:end] = b"\x01" * (end - start)
            if _OF_ANOTHER.search(text, max(0, start - 60), start):
                continue
            start += len(match.group()) - len(match.group().lstrip())
            day = match.groupdict().get("day")
            yield ReadRecurrence(
                phrase=match.group().strip(),
                every=rule.every,
                rrule=rrule,
                printed_day=int(day) if day else None,
                span=(start, start + len(match.group().strip())),
            )


def _is_loose_year(found: ReadRecurrence, named: set[str]) -> bool:
    """A bare "năm" is a rhythm only beside another one ("6 tháng, năm")."""
    bare = found.phrase.lower() in {"năm", "cả năm", "một năm"}
    return bare and named.isdisjoint({"half", "quarter", "month"})


def _unspecified(text: str) -> Iterator[ReadRecurrence]:
    for match in _PERIODIC.finditer(text):
        if not _HABIT.search(text, max(0, match.start() - 40), match.start()):
            yield ReadRecurrence(match.group(), "unspecified", None, None, match.span())
            return


def _without_doubles(found: list[ReadRecurrence]) -> list[ReadRecurrence]:
    """Keep each rhythm once: "hằng quý (trước ngày 10 tháng cuối quý)" is one, with its day."""
    kept: dict[tuple[str, str | None], ReadRecurrence] = {}
    exact = {item.every for item in found if item.printed_day is not None}
    for item in found:
        if item.printed_day is None and item.every in exact:
            continue
        kept.setdefault((item.every, item.rrule), item)
    return list(kept.values())


def _shifted(found: ReadRecurrence, offset: int) -> ReadRecurrence:
    start, end = found.span
    return replace(found, span=(start + offset, end + offset))
