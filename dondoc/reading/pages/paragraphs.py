"""Printed rows → paragraphs, by margins, indents, distances and marks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from dondoc.reading.folding import tidy
from dondoc.reading.pages.layout import Row
from dondoc.reading.structure.marks import Kind, marker_of

_ENDED = re.compile(r"[.;:!?…][\"”’)\]*/]*$")
#: Behind these words a number is never the number of a paragraph.
_AWAITS_NUMBER = re.compile(
    r"(?:ngày|tháng|năm|quý|số|khoản|điều|mục|tuần|lúc|trước|từ|đến|và|khóa|kỳ|[,(/–-])$",
    re.IGNORECASE,
)
#: The number of a document, not of a paragraph.
_OF_DOCUMENT = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ]{2}")
_DATED = re.compile(r",\s*ngày\b.*\bnăm$", re.IGNORECASE)
#: Points by which the places of rows in one column differ; a scan is less exact.
_EXACT, _ROUGH = 3.0, 7.0


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a column: its margins, and the distance of rows within a paragraph.

    ``indents`` tells that first rows begin further right; ``starts`` are the places from the left where paragraphs with a mark begin, by its kind.
    """

    left: float
    right: float
    pitch: float | None
    slack: float
    indents: bool = False
    starts: dict[Kind, set[int]] = field(default_factory=dict)


def measured(rows: Sequence[Row], *, scanned: bool) -> Measures:
    """Measure a column of rows; it should be more than a few."""
    slack = _ROUGH if scanned else _EXACT
    ends = sorted(row.x1 for row in rows)
    right = ends[int(len(ends) * 0.97)] if len(ends) > 12 else ends[-1]
    pairs = [(a, b) for a, b in pairwise(rows) if 0 < b.middle - a.middle < 60]
    after_full = [(a, b) for a, b in pairs if _is_full(a, b, right, slack)]
    plain = [b for _, b in after_full if not _marked(b.text)]
    left = _most_usual([row.x0 for row in plain or rows], slack)
    within = [b.middle - a.middle for a, b in after_full if abs(b.x0 - left) < slack and b in plain]
    starts: dict[Kind, set[int]] = {}
    full = {id(b) for _, b in after_full}
    for row in rows:
        if id(row) not in full and _marked(row.text):
            starts.setdefault(marker_of(row.text).kind, set()).add(round(row.x0 / slack))
    fresh = [b for a, b in pairs if id(b) not in full and b.x1 - b.x0 > (right - left) / 2]
    indented = sum(b.x0 > left + slack for b in fresh)
    pitch = median(within) if len(within) > 2 else None
    return Measures(left, right, pitch, slack, indented * 2 > len(fresh), starts)


def _most_usual(places: Sequence[float], slack: float) -> float:
    bins = Counter(round(place / slack) for place in places)
    best = max(bins, key=lambda b: bins[b - 1] + bins[b] + bins[b + 1])
    return median(place for place in places if abs(place / slack - best) < 1.6)


def _marked(text: str) -> bool:
    return marker_of(text).kind is not Kind.NONE


def _is_full(row: Row, following: Row, right: float, slack: float) -> bool:
    """Say whether the next row's first word had no room at the end of a row."""
    first = following.words[0]
    return right - row.x1 < first.x1 - first.x0 + 0.25 * row.size + slack / 3


@dataclass(slots=True)
class Paragraph:
    """Rows that make one paragraph; ``page`` of its first row."""

    rows: list[Row]
    page: int
    scanned: bool

    @property
    def text(self) -> str:
        text = ""
        for row in self.rows:
            text = _glued(text, row.text)
        return tidy(text)


def _glued(before: str, after: str) -> str:
    if before.endswith("\u00ad"):
        return before[:-1] + after
    broken = re.search(r"[^\s\W]-$|\w/$", before) is not None
    return before + ("" if not before or broken else " ") + after


@dataclass(slots=True)
class Column:
    """Rows of one page and column with their measures."""

    rows: Sequence[Row]
    measures: Measures
    page: int
    scanned: bool = False


def paragraphs_of(columns: Iterable[Column]) -> Iterator[Paragraph]:
    """Yield the paragraphs of columns that follow each other, also across their borders."""
    current: Paragraph | None = None
    above: Column | None = None
    for column in columns:
        for row in column.rows:
            if (
                current is not None
                and above is not None
                and _continues(current, row, above, column)
            ):
                current.rows.append(row)
            else:
                if current is not None:
                    yield current
                current = Paragraph([row], column.page, column.scanned)
            above = column
    if current is not None:
        yield current


def _continues(paragraph: Paragraph, row: Row, above: Column, column: Column) -> bool:
    before = paragraph.rows[-1]
    ended = _ENDED.search(before.text) is not None
    same_column = above is column
    flows = row.text[0].islower() and not ended and not before.text.isupper()
    full = _is_full(before, row, above.measures.right, column.measures.slack)
    if same_column and _cut_in_letterhead(before.text, row.text):
        return True
    if same_column and _far(before, row, column.measures):
        return flows and full and row.middle - before.middle < 3 * before.size
    if _genuine_mark(paragraph, row, column, full=full, ended=ended):
        return False
    if not full:
        return flows or row.text[0] in ",;)"
    if flows:
        return True
    if before.bold and not row.bold and all(r.bold for r in paragraph.rows):
        return False
    if not _at_margin(paragraph, row, above, column):
        return same_column and _centred(before, row, column.measures)
    return column.measures.indents or not (
        row.text[0].isupper() and before.text.endswith((";", ":"))
    )


def _cut_in_letterhead(before: str, after: str) -> bool:
    """Say whether a narrow column has broken the name of the state or the date."""
    state = before.startswith("CỘNG H") and not before.endswith("NAM") and after.isupper()
    dated = _DATED.search(before) is not None and after[:4].isdigit() and len(after) < 8
    return state or dated


def _far(before: Row, row: Row, measures: Measures) -> bool:
    distance = row.middle - before.middle
    if distance < 0:
        return True
    pitch = measures.pitch if measures.pitch is not None else 1.9 * max(before.size, row.size)
    return distance > pitch * 1.12 + measures.slack * 0.35


def _at_margin(paragraph: Paragraph, row: Row, above: Column, column: Column) -> bool:
    """Say whether a row begins where a paragraph goes on: at the margin, or below its words."""
    shift = column.measures.left - above.measures.left
    places = [column.measures.left]
    first = paragraph.rows[0]
    if len(paragraph.rows) > 1:
        places.append(paragraph.rows[1].x0 + shift)
    elif _marked(first.text) and len(first.words) > 1:
        places.append(first.words[1].x0 + shift)
    return any(abs(row.x0 - place) < column.measures.slack for place in places)


def _centred(before: Row, row: Row, measures: Measures) -> bool:
    """Say whether two rows are a centred title that was too long for one."""
    middle = (measures.left + measures.right) / 2
    first = row.words[0]
    room = measures.right - measures.left - (before.x1 - before.x0)
    return (
        abs((before.x0 + before.x1) / 2 - middle) < 3 * measures.slack
        and abs((row.x0 + row.x1) / 2 - middle) < 3 * measures.slack
        and before.bold == row.bold
        and before.text.isupper() == row.text.isupper()
        and room < 2 * (first.x1 - first.x0) + row.size
    )


def _genuine_mark(
    paragraph: Paragraph, row: Row, column: Column, *, full: bool, ended: bool
) -> bool:
    """Tell the mark of a new paragraph from a dash or number that a line break has put in front."""
    mark = marker_of(row.text)
    if mark.kind is Kind.NONE:
        return False
    if not full:
        return True
    if _OF_DOCUMENT.match(row.text):
        return False
    numbered = mark.kind in (Kind.NUMBER, Kind.DOTTED)
    if numbered and not ended and _AWAITS_NUMBER.search(paragraph.rows[-1].text):
        return False
    measures = column.measures
    place = round(row.x0 / measures.slack)
    usual = measures.starts.get(mark.kind, set())
    if usual and not usual & {place - 1, place, place + 1}:
        return not _at_margin(paragraph, row, column, column)
    if mark.kind is Kind.DASH and not mark.rest[0].isupper() and not ended:
        return not _at_margin(paragraph, row, column, column)
    return True
