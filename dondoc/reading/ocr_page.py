"""One picture of a page → its rows and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from dondoc.reading import images
from dondoc.reading.grid import Rule, fill, grids_of
from dondoc.reading.layout import Grid, Sheet, Word, rows_of
from dondoc.reading.tesseract import Found, quarter_turns, recognise

#: Below this mean confidence a page may lie on its side or on its head.
_UNSURE = 60.0
_UNSURE_SIGN, _UNSURE_LETTER = 35.0, 10.0
_SPECKS = frozenset("|_¬^'`\\‘’")
#: Tesseract's page segmentation: found by itself for a page, one block for cells put together.
_BY_ITSELF, _UNIFORM = 3, 6
#: Tesseract takes no picture of more than 32 767 rows.
_TALLEST = 30_000
_MARGIN = 24


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
    if page.sureness < _UNSURE and (turn := quarter_turns(grey)):
        turned = images.levelled(grey.rotate(-turn, expand=True, fillcolor=255))
        again = _Page(turned, picture.points)
        page = again if again.sureness > page.sureness else page
    return page.sheet(picture.number)


class _Page:
    """A levelled page: its tables are read cell by cell, the rest as one block."""

    def __init__(self, grey: Image.Image, points: float) -> None:
        self._grey = grey
        self._points = points
        level, upright = images.rules_of(grey)
        self._grids = grids_of(
            [_scaled(rule, points) for rule in level], [_scaled(rule, points) for rule in upright]
        )
        clean = images.erase(grey, level, upright) if self._grids else grey
        outside = clean.copy() if self._grids else clean
        for grid in self._grids:
            outside.paste(255, self._pixels(grid.left, grid.top, grid.right, grid.bottom))
        self._lines = recognise(outside, layout=_BY_ITSELF, dpi=self._dpi)
        self._cells = [word for grid in self._grids for word in self._in_cells(clean, grid)]

    @property
    def sureness(self) -> float:
        """Return the mean confidence, 0 to 100; of no words at all 0."""
        found = [word.sure for word in self._lines]
        return sum(found) / len(found) if found else 0.0

    def sheet(self, number: int) -> Sheet:
        lines: dict[tuple[int, int, int], list[Word]] = {}
        for found in self._lines:
            line = lines.setdefault(found.line, [])
            if not _is_noise(found, first=not line):
                line.append(self._word(found, 0, 0))
        fill(self._grids, self._cells)
        wide, high = self._grey.width * self._points, self._grey.height * self._points
        return Sheet(number, wide, high, rows_of(lines.values()), self._grids, scanned=True)

    @property
    def _dpi(self) -> int:
        return max(70, round(72 / self._points))

    def _in_cells(self, clean: Image.Image, grid: Grid) -> Iterator[Word]:
        """Recognise all cells of a table in one go, one below the other."""
        pieces: list[tuple[int, int, Image.Image]] = []
        height = _MARGIN
        for cell in grid.cells:
            box = self._pixels(cell.left, cell.top, cell.right, cell.bottom)
            piece = clean.crop(box)
            ink = images.ink_box(piece)
            if ink is None or height + piece.height > _TALLEST:
                continue
            pieces.append((box[0] + ink[0], box[1] + ink[1], piece.crop(ink)))
            height += ink[3] - ink[1] + _MARGIN
        if pieces:
            yield from self._stacked(pieces, height)

    def _stacked(
        self, pieces: Sequence[tuple[int, int, Image.Image]], height: int
    ) -> Iterator[Word]:
        wide = max(piece.width for _, _, piece in pieces) + 2 * _MARGIN
        stack = Image.new("L", (wide, height), 255)
        places: list[tuple[int, int, int]] = []
        top = _MARGIN
        for left, above, piece in pieces:
            stack.paste(piece, (_MARGIN, top))
            places.append((top, left - _MARGIN, above - top))
            top += piece.height + _MARGIN
        for found in recognise(stack, layout=_UNIFORM, dpi=self._dpi):
            if not _is_noise(found, first=True):
                middle = (found.top + found.bottom) / 2 + _MARGIN / 2
                _, right, down = max(place for place in places if place[0] <= max(middle, _MARGIN))
                yield self._word(found, right, down)

    def _word(self, found: Found, right: int, down: int) -> Word:
        return Word(
            text=found.text,
            x0=(found.left + right) * self._points,
            x1=(found.right + right) * self._points,
            top=(found.top + down) * self._points,
            bottom=(found.bottom + down) * self._points,
            size=min(found.line_height, 4 * (found.bottom - found.top)) * self._points,
        )

    def _pixels(self, *box: float) -> tuple[int, int, int, int]:
        left, top, right, bottom = (round(value / self._points) for value in box)
        return left, top, right, bottom


def _scaled(rule: Rule, points: float) -> Rule:
    return Rule(rule.at * points, rule.start * points, rule.end * points)


def _is_noise(found: Found, *, first: bool) -> bool:
    """Tell specks from words; at the beginning of a line a doubtful sign may be its mark."""
    signs = sum(ch.isalnum() for ch in found.text)
    if signs == 0:
        return found.text in _SPECKS or (not first and found.sure < _UNSURE_SIGN)
    return not first and signs == 1 and found.sure < _UNSURE_LETTER and not found.text.isdigit()
