"""A PDF page's text layer → words with their places, and whether it can be trusted."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from dondoc.reading.formats.legacy import guess_of
from dondoc.reading.pages.glyphs import glyphs_of, words_of
from dondoc.reading.pages.grid import Rule, fill, grids_of
from dondoc.reading.pages.layout import Row, Sheet, Word, rows_of
from dondoc.reading.pages.syllables import share_of_syllables, share_with_marks

#: Letters on a page below which its text layer is at most a stamp.
_FEW = 60
_PICTURE = 0.5
#: A page of letters drawn as outlines has that many pieces.
_MANY_CURVES = 300
_SHORTEST_RULE = 8.0
#: A page with more drawn pieces is a picture; searching it for tables would take long.
_MOST_DRAWN = 6000
_MOST_CHARS = 60_000


def sheet_of(page: Any, number: int) -> Sheet | None:
    """Return a page of pdfplumber as rows and tables; ``None`` if it must be read as a picture."""
    chars = [char for char in page.chars[:_MOST_CHARS] if _inside(char, page)]
    letters = sum(char["text"].isalpha() for char in chars)
    pictured = _pictured(page)
    if letters < _FEW and (pictured or len(page.curves) + len(page.rects) > _MANY_CURVES):
        return None
    lines = _in_unicode(list(words_of(glyphs_of(chars, float(page.width), float(page.height)))))
    if not _trusted([word.text for line in lines for word in line], pictured=pictured):
        return None
    grids = grids_of(*_rules(page))
    groups = (fill(grids, line) for line in lines) if grids else lines
    rows = [_without_raised(row) for row in rows_of(groups)]
    scanned = pictured and letters >= _FEW
    return Sheet(number, float(page.width), float(page.height), rows, grids, scanned)


def _in_unicode(lines: list[list[Word]]) -> list[list[Word]]:
    """Convert a page that shows an old encoding by its words; its fonts may have lost their names."""
    guess = guess_of("\n".join(" ".join(word.text for word in line) for line in lines))
    if guess is None:
        return lines
    return [[replace(word, text=guess.mended(word.text)) for word in line] for line in lines]


def _without_raised(row: Row) -> Row:
    """Drop the small raised numbers that point to footnotes; a comma behind one joins its word."""
    words: list[Word] = []
    dropped = False
    for word in row.words:
        if word.size < 0.75 * row.size and word.middle < row.middle - 1 and word.text.isdigit():
            dropped = True
            continue
        if dropped and words and word.text[0] in ",.;:)":
            before = words.pop()
            words.append(replace(word, text=before.text + word.text, x0=before.x0))
        else:
            words.append(word)
        dropped = False
    return Row(tuple(words)) if words else row


def _inside(char: dict[str, Any], page: Any) -> bool:
    return bool(-2 <= char["x0"] <= page.width + 2 and -2 <= char["top"] <= page.height + 2)


def _pictured(page: Any) -> bool:
    """Say whether pictures cover most of a page."""
    area = sum(
        max(0.0, min(image["x1"], page.width) - max(image["x0"], 0))
        * max(0.0, min(image["bottom"], page.height) - max(image["top"], 0))
        for image in page.images[:1000]
    )
    return bool(area > _PICTURE * page.width * page.height)


def _trusted(texts: Sequence[str], *, pictured: bool) -> bool:
    """Say whether words read like Vietnamese; with a picture behind them more is asked."""
    alike = share_of_syllables(texts)
    if alike is None:
        return True
    return alike > (0.85 if pictured else 0.6) and (not pictured or share_with_marks(texts) > 0.25)


def _rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    """Return the level and the upright lines of a page."""
    level: list[Rule] = []
    upright_: list[Rule] = []
    if len(page.rects) + len(page.lines) + len(page.curves) > _MOST_DRAWN:
        return level, upright_
    for shape in [*page.rects, *page.lines]:
        _add(level, upright_, shape["x0"], shape["x1"], shape["top"], shape["bottom"])
    for curve in page.curves:
        for (x0, y0), (x1, y1) in pairwise(curve["pts"]):
            if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
                _add(level, upright_, min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))
    return level, upright_


def _add(
    level: list[Rule], upright_: list[Rule], x0: float, x1: float, top: float, bottom: float
) -> None:
    """Add a line, or the edges of a box."""
    wide, high = x1 - x0, bottom - top
    if high <= 3 and wide >= _SHORTEST_RULE:
        level.append(Rule((top + bottom) / 2, x0, x1))
    elif wide <= 3 and high >= _SHORTEST_RULE:
        upright_.append(Rule((x0 + x1) / 2, top, bottom))
    elif wide >= _SHORTEST_RULE and high >= _SHORTEST_RULE:
        level += [Rule(top, x0, x1), Rule(bottom, x0, x1)]
        upright_ += [Rule(x0, top, bottom), Rule(x1, top, bottom)]
