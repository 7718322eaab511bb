"""What is printed on every page and is no part of the text: page numbers, running heads, footnotes."""

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from dondoc.reading.folding import bare
from dondoc.reading.pages.layout import Row, Sheet

_NUMBER = re.compile(r"\W*(?:(?:trang|page)\W*)?\d{1,4}(?:\W{1,3}\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"\[?\(?(?:\d{1,3}|\*+)\)?\]?\s*\S")
#: Where heads and feet stand: this share of the page's height from its edges.
_ZONE = 0.12
_NEAR = 8.0
_SMALLER = 0.9


def without_furniture(sheets: Sequence[Sheet]) -> None:
    """Drop page numbers, running heads and feet, and footnotes from the rows of all pages."""
    repeated = _repeated(sheets)
    usual = _usual_size(sheets)
    for sheet in sheets:
        sheet.rows = [
            row
            for row in sheet.rows
            if not _in_zone(sheet, row)
            or not (
                _is_number(row, scanned=sheet.scanned) or (sheet.number, row.middle) in repeated
            )
        ]
        if not sheet.scanned:
            sheet.rows = _without_notes(sheet, usual)


def _in_zone(sheet: Sheet, row: Row) -> bool:
    return row.middle < sheet.height * _ZONE or row.middle > sheet.height * (1 - _ZONE)


def _is_number(row: Row, *, scanned: bool) -> bool:
    if _NUMBER.fullmatch(row.text):
        return True
    return scanned and len(row.text) < 8 and sum(ch.isalpha() for ch in row.text) < 3


def _repeated(sheets: Sequence[Sheet]) -> set[tuple[int, float]]:
    """Return page and height of rows that stand at one place with the same words on many pages."""
    places: defaultdict[tuple[str, int], set[tuple[int, float]]] = defaultdict(set)
    for sheet in sheets:
        for row in sheet.rows:
            words = _DIGITS.sub("#", bare(row.text))
            if words and _in_zone(sheet, row):
                places[words, round(row.middle / _NEAR)].add((sheet.number, row.middle))
    least = max(2, round(0.4 * len(sheets)))
    return {
        place
        for (words, height), found in places.items()
        if len(found | places.get((words, height + 1), set())) >= least
        or len(found | places.get((words, height - 1), set())) >= least
        for place in found
    }


def _usual_size(sheets: Sequence[Sheet]) -> float:
    sizes = [row.size for sheet in sheets for row in sheet.rows if len(row.words) > 5]
    return median(sizes) if sizes else 0.0


def _without_notes(sheet: Sheet, usual: float) -> list[Row]:
    """Drop the small print at the foot of a page that begins with a number or a star."""
    start = len(sheet.rows)
    for index in range(len(sheet.rows) - 1, -1, -1):
        row = sheet.rows[index]
        if row.size > usual * _SMALLER or row.middle < sheet.height / 2:
            break
        if row.words[0].size < usual * 0.7 or _NOTE.match(row.text):
            start = index
    small = sheet.rows[start:]
    return sheet.rows[:start] if small and not _has_recipients(sheet.rows) else sheet.rows


def _has_recipients(rows: Sequence[Row]) -> bool:
    return any("nơi nhận" in row.text.lower() for row in rows)
