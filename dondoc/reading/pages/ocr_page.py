"""One picture of a page → its rows and tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from PIL import Image

from dondoc.reading.pages import images
from dondoc.reading.pages.grid import Rule, fill, grids_of
from dondoc.reading.pages.layout import Grid, Sheet, Word, rows_of
from dondoc.reading.pages.ocr_letterhead import columns_of
from dondoc.reading.pages.ocr_pieces import Piece, recognise_pieces
from dondoc.reading.pages.tesseract import Found, quarter_turns, recognise

#: Below this mean confidence a page may lie on its side or on its head.
_UNSURE_PAGE = 60.0
#: A line is looked at again if its first word, or any word of it, is less sure than that.
_UNSURE_MARK, _UNSURE_WORD = 70.0, 45.0
_UNSURE_SIGN, _UNSURE_LETTER = 35.0, 10.0
#: At another size the same letters are often read better.
_SECOND_LOOK = 0.8
_MOST_LOOKED_AT = 60
_SPECKS = frozenset("|_¬^'`\\‘’")
#: Tesseract's page segmentation: it finds the blocks of text itself.
_BY_ITSELF = 3
_EDGE = 6
#: Columns read apart may be that much less sure: across them lines are mixed.
_WORSE = 5.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture; ``number`` counts from 1, ``points`` is the width of a pixel."""

    number: int
    image: Image.Image
    points: float


def sheet_of(picture: Picture) -> Sheet:
    """Recognise a page.

    Raises:
        TookTooLong: Tesseract was stopped.
    """
    grey = images.levelled(images.without_red(picture.image))
    page = _Page(grey, picture.points)
    if page.sureness < _UNSURE_PAGE and (turn := quarter_turns(grey)):
        turned = images.levelled(grey.rotate(-turn, expand=True, fillcolor=255))
        again = _Page(turned, picture.points)
        page = again if again.sureness > page.sureness else page
    return page.sheet(picture.number)


class _Page:
    """A levelled page: its tables are read cell by cell, the rest line by line."""

    def __init__(self, grey: Image.Image, points: float) -> None:
        self._grey = grey
        self._points = points
        self._dpi = max(70, round(72 / points))
        level, upright = images.rules_of(grey)
        self._grids = grids_of(
            [_scaled(rule, points) for rule in level], [_scaled(rule, points) for rule in upright]
        )
        clean = images.erase(grey, level, upright) if self._grids else grey
        outside = clean.copy() if self._grids else clean
        for grid in self._grids:
            outside.paste(255, self._pixels(grid.left, grid.top, grid.right, grid.bottom))
        self._lines = _by_line(recognise(outside, layout=_BY_ITSELF, dpi=self._dpi))
        self._read_letterhead(outside)
        self._cells = [found for grid in self._grids for found in self._in_cells(clean, grid)]

    def _read_letterhead(self, outside: Image.Image) -> None:
        """Read the columns of the letterhead apart, in place of what was read across them."""
        columns = columns_of(outside, self._lines)
        if not columns:
            return
        apart = [
            line for column in recognise_pieces(columns, dpi=self._dpi) for line in _by_line(column)
        ]
        top, bottom = columns[0].top, columns[0].top + columns[0].image.height
        across = [
            line
            for line in self._lines
            if top <= line[0].top and max(found.bottom for found in line) <= bottom
        ]
        if (
            _mean(f for line in apart for f in line)
            > _mean(f for line in across for f in line) - _WORSE
        ):
            self._lines = [*apart, *(line for line in self._lines if line not in across)]

    @property
    def sureness(self) -> float:
        """Return the mean confidence, 0 to 100; of no words at all 0."""
        return _mean(found for line in [*self._lines, *self._cells] for found in line)

    def sheet(self, number: int) -> Sheet:
        """Return the page, its doubtful lines read a second time."""
        lines = [self._words(line) for line in self._second_look()]
        fill(self._grids, [word for cell in self._cells for word in self._words(cell)])
        wide, high = self._grey.width * self._points, self._grey.height * self._points
        return Sheet(number, wide, high, rows_of(lines), self._grids, scanned=True)

    def _second_look(self) -> list[list[Found]]:
        doubtful = [line for line in self._lines if _is_doubtful(line)][:_MOST_LOOKED_AT]
        pieces = [self._cut_out(line) for line in doubtful]
        again = recognise_pieces(pieces, dpi=self._dpi, scale=_SECOND_LOOK)
        better = {
            id(first): second
            for first, second in zip(doubtful, again, strict=True)
            if 2 * len(first) <= 3 * len(second) <= 4 * len(first) + 3
            and _mean(second) > _mean(first)
        }
        return [better.get(id(line), line) for line in self._lines]

    def _cut_out(self, line: Sequence[Found]) -> Piece:
        left = max(min(found.left for found in line) - _EDGE, 0)
        top = max(min(found.top for found in line) - _EDGE, 0)
        right = max(found.right for found in line) + _EDGE
        bottom = max(found.bottom for found in line) + _EDGE
        return Piece(left, top, self._grey.crop((left, top, right, bottom)))

    def _in_cells(self, clean: Image.Image, grid: Grid) -> Iterator[list[Found]]:
        pieces: list[Piece] = []
        for cell in grid.cells:
            box = self._pixels(cell.left, cell.top, cell.right, cell.bottom)
            cut = clean.crop(box)
            ink = images.ink_box(cut)
            if ink is not None:
                pieces.append(Piece(box[0] + ink[0], box[1] + ink[1], cut.crop(ink)))
        yield from recognise_pieces(pieces, dpi=self._dpi)

    def _words(self, group: Sequence[Found]) -> list[Word]:
        """Return the words of some lines; those of one line get one height."""
        words: list[Word] = []
        for line in _by_line(group):
            middle = median(found.top + found.bottom for found in line) / 2
            high = median(found.bottom - found.top for found in line)
            words += [
                self._word(found, middle - high / 2, middle + high / 2)
                for index, found in enumerate(line)
                if not _is_noise(found, first=index == 0)
            ]
        return words

    def _word(self, found: Found, top: float, bottom: float) -> Word:
        return Word(
            text=found.text,
            x0=found.left * self._points,
            x1=found.right * self._points,
            top=top * self._points,
            bottom=bottom * self._points,
            size=min(found.line_height, 1.6 * (bottom - top)) * self._points,
        )

    def _pixels(self, *box: float) -> tuple[int, int, int, int]:
        left, top, right, bottom = (round(value / self._points) for value in box)
        return left, top, right, bottom


def _scaled(rule: Rule, points: float) -> Rule:
    return Rule(rule.at * points, rule.start * points, rule.end * points)


def _by_line(words: Iterable[Found]) -> list[list[Found]]:
    lines: dict[tuple[int, int, int], list[Found]] = {}
    for found in words:
        lines.setdefault(found.line, []).append(found)
    return list(lines.values())


def _mean(words: Iterable[Found]) -> float:
    sure = [found.sure for found in words]
    return sum(sure) / len(sure) if sure else 0.0


def _is_doubtful(line: Sequence[Found]) -> bool:
    if all(len(found.text) < 2 for found in line):
        return False
    return line[0].sure < _UNSURE_MARK or any(found.sure < _UNSURE_WORD for found in line)


def _is_noise(found: Found, *, first: bool) -> bool:
    """Tell specks from words; at the beginning of a line a doubtful sign may be its mark."""
    signs = sum(ch.isalnum() for ch in found.text)
    if signs == 0:
        return found.text in _SPECKS or (not first and found.sure < _UNSURE_SIGN)
    return not first and signs == 1 and found.sure < _UNSURE_LETTER and not found.text.isdigit()
