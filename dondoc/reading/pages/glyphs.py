"""The letters of a PDF page → words, by their places alone: files draw letters in any order."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dondoc.reading.folding import tidy
from dondoc.reading.formats.legacy import Encoding, encoding_of_font, joined
from dondoc.reading.pages.layout import Word

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
#: Shares of the size of letters: a gap that parts words, and a letter drawn twice to look bold.
_GAP = 0.17
_TWICE = 0.12
_ASCENT, _DESCENT = 0.8, 0.2


@dataclass(slots=True)
class Glyph:
    """A letter: from where to where, and the height of its line from the upper edge, in points."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str


def glyphs_of(chars: Sequence[dict[str, Any]], wide: float, high: float) -> list[Glyph]:
    """Return the letters that most of a page's text runs with; it may run up or down the page."""
    straight = [char for char in chars if char["upright"]]
    if len(straight) * 2 >= len(chars):
        return _with_marks(
            Glyph(c["text"], c["x0"], c["x1"], high - c["matrix"][5], c["size"], c["fontname"])
            for c in straight
        )
    turned = [char for char in chars if not char["upright"]]
    if sum(char["matrix"][1] > 0 for char in turned) * 2 > len(turned):
        return _with_marks(
            Glyph(
                c["text"],
                high - c["bottom"],
                high - c["top"],
                c["matrix"][4],
                c["size"],
                c["fontname"],
            )
            for c in turned
        )
    return _with_marks(
        Glyph(c["text"], c["top"], c["bottom"], wide - c["matrix"][4], c["size"], c["fontname"])
        for c in turned
    )


def _with_marks(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Join marks that are drawn on their own to the letter before."""
    joined: list[Glyph] = []
    for glyph in glyphs:
        if joined and unicodedata.combining(glyph.text[:1]):
            joined[-1].text += glyph.text
        else:
            joined.append(glyph)
    return joined


def words_of(glyphs: Sequence[Glyph]) -> Iterator[list[Word]]:
    """Yield the words of each line, from left to right."""
    for line in _lines(glyphs):
        line.sort(key=lambda glyph: glyph.x0)
        words = list(_words(line))
        if words:
            yield words


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if line and glyph.base - line[0].base > 0.2 * max(glyph.size, line[0].size):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _words(line: Iterable[Glyph]) -> Iterator[Word]:
    word: list[Glyph] = []
    for glyph in line:
        if not glyph.text.strip():
            yield from _word(word)
            word = []
            continue
        if word:
            before = word[-1]
            size = max(before.size, glyph.size)
            if glyph.text == before.text and glyph.x0 - before.x0 < _TWICE * size:
                continue
            if glyph.x0 - before.x1 > _GAP * size:
                yield from _word(word)
                word = []
        word.append(glyph)
    yield from _word(word)


def _word(glyphs: list[Glyph]) -> Iterator[Word]:
    raw = "".join(glyph.text for glyph in glyphs)
    text = tidy(joined((_encoding(glyph.font), glyph.text) for glyph in glyphs))
    if not text:
        return
    size = max(glyph.size for glyph in glyphs)
    base = glyphs[0].base
    yield Word(
        # A soft hyphen at the end says that the word goes on in the next row.
        text=f"{text}\u00ad" if raw.endswith("\u00ad") else text,
        x0=glyphs[0].x0,
        x1=max(glyph.x1 for glyph in glyphs),
        top=base - _ASCENT * size,
        bottom=base + _DESCENT * size,
        size=size,
        bold=sum(map(is_bold, (glyph.font for glyph in glyphs))) * 2 > len(glyphs),
    )


@lru_cache(maxsize=500)
def _encoding(font: str) -> Encoding | None:
    """Return the old encoding of a font; a PDF puts six letters and a plus in front of its name."""
    name = font.rpartition("+")[2]
    return encoding_of_font(f".{name}" if name.startswith("Vn") else name)


@lru_cache(maxsize=500)
def is_bold(font: str) -> bool:
    """Say whether a font is bold by its name."""
    return _BOLD.search(font) is not None
