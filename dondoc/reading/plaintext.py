"""Plain text and Markdown → lines: broken paragraphs are joined, tables are recognised."""

import re
from collections.abc import Iterable, Iterator

from dondoc.reading.folding import tidy
from dondoc.reading.line import Line
from dondoc.reading.marks import Kind, marker_of
from dondoc.reading.tables import columns_of

_RULE_ROW = re.compile(r"\|?[\s:|+\-]+\|?")
_ENDED = re.compile(r"[.;:!?…][\"”’)\]*/]*$")
_BOLD = re.compile(r"\*\*|__|^\s{0,3}#{1,6}\s+|^\s*>\s")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STARTS_ANEW = re.compile(r"(?:[\"“(*]|Trên đây là|Nơi nhận|Kính gửi)")
#: Longer than any paragraph of an official document; nothing is joined beyond it.
LONGEST_PARAGRAPH = 30_000
_FULL_WIDTH = 0.72
_WRAPPED_BELOW = 115


def lines_from_text(text: str) -> list[Line]:
    """Return the paragraphs and table rows of a text, each paragraph in one piece."""
    return join_broken(list(_raw_lines(text)), width=_wrap_width(text))


def _raw_lines(text: str) -> Iterator[Line]:
    rows: list[list[str]] = []
    table = 0
    gap = False
    for raw in text.splitlines():
        if raw.lstrip().startswith("|") and raw.count("|") > 1:
            if not _RULE_ROW.fullmatch(raw.strip()):
                cells = raw.strip().strip("|").split("|")
                rows.append([tidy(_BREAK.sub("\n", cell)) for cell in cells])
            continue
        if rows:
            yield from table_lines(rows, table := table + 1)
            rows = []
        line = tidy(_BOLD.sub("", raw))
        if _has_words(line):
            yield Line(line, gap=gap)
            gap = False
        elif not line:
            gap = True
    if rows:
        yield from table_lines(rows, table + 1)


def table_lines(rows: Iterable[list[str]], number: int) -> Iterator[Line]:
    """Yield a table of work row by row, any other table paragraph by paragraph.

    ``number`` counts the tables of the document from 1.
    """
    rows = list(rows)
    if columns_of([tuple(row) for row in rows[:3]]):
        for row in rows:
            yield Line(" | ".join(c for c in row if c), cells=tuple(row), table=number, gap=True)
        return
    for row in rows:
        for cell in row:
            for part in cell.split("\n"):
                if _has_words(tidy(part)):
                    yield Line(tidy(part), gap=True, fixed=True)


def _has_words(line: str) -> bool:
    return sum(ch.isalpha() for ch in line) >= 3


def _wrap_width(text: str) -> int | None:
    """Return the width at which a text is broken hard, or None if its paragraphs are whole."""
    lengths = sorted(len(line) for line in text.splitlines() if len(line) > 30)
    if len(lengths) < 5:
        return None
    longest = lengths[int(len(lengths) * 0.97)]
    return longest if longest < _WRAPPED_BELOW else None


def join_broken(lines: list[Line], *, width: int | None = None) -> list[Line]:
    """Join a paragraph that a page or a line break has cut in mid-sentence."""
    joined: list[Line] = []
    last_length = 0
    for line in lines:
        if joined and _continues(joined[-1], line, last_length, width):
            before = joined.pop()
            glue = "" if before.text.endswith("-") and not before.text.endswith(" -") else " "
            joined.append(Line(f"{before.text}{glue}{line.text}", gap=before.gap))
        else:
            joined.append(line)
        last_length = len(line.text)
    return joined


def _continues(before: Line, line: Line, last_length: int, width: int | None) -> bool:
    if len(before.text) > LONGEST_PARAGRAPH or line.cells or before.cells or line.fixed:
        return False
    if marker_of(line.text).kind is not Kind.NONE:
        return False
    first = line.text[0]
    if width is not None and first.islower() and before.text.endswith(";"):
        return True
    if _ENDED.search(before.text) or before.text.isupper():
        return False
    if first.islower() or first in ",;)":
        return True
    wrapped = width is not None and not line.gap and last_length >= width * _FULL_WIDTH
    return wrapped and not line.text.isupper() and not _STARTS_ANEW.match(line.text)
