"""Pieces of a page recognised together: one call of Tesseract for a table's cells or doubtful lines."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image

from dondoc.reading.pages.tesseract import Found, recognise

#: Tesseract takes no picture of more than 32 767 rows.
_TALLEST = 30_000
_MARGIN = 24
#: Tesseract's page segmentation: one block of text.
_ONE_BLOCK = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page and the place of its upper left corner, in pixels."""

    left: int
    top: int
    image: Image.Image


def recognise_pieces(pieces: Sequence[Piece], *, dpi: int, scale: float = 1.0) -> list[list[Found]]:
    """Return the words of each piece, with their places on the page.

    Raises:
        TookTooLong: Tesseract was stopped.
    """
    found: list[list[Found]] = [[] for _ in pieces]
    scaled = [_scaled(piece.image, scale) for piece in pieces]
    tops: list[int] = []
    height = _MARGIN
    for image in scaled:
        tops.append(height)
        height += image.height + _MARGIN
    if not pieces or height > _TALLEST:
        return found
    stack = Image.new("L", (max(image.width for image in scaled) + 2 * _MARGIN, height), 255)
    for top, image in zip(tops, scaled, strict=True):
        stack.paste(image, (_MARGIN, top))
    for word in recognise(stack, layout=_ONE_BLOCK, dpi=round(dpi * scale)):
        middle = (word.top + word.bottom + _MARGIN) // 2
        index = max(bisect_right(tops, middle) - 1, 0)
        found[index].append(_on_page(word, pieces[index], tops[index], scale))
    return found


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    if scale == 1.0:
        return image
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.LANCZOS)


def _on_page(word: Found, piece: Piece, top: int, scale: float) -> Found:
    return replace(
        word,
        left=piece.left + round((word.left - _MARGIN) / scale),
        right=piece.left + round((word.right - _MARGIN) / scale),
        top=piece.top + round((word.top - top) / scale),
        bottom=piece.top + round((word.bottom - top) / scale),
        line_height=round(word.line_height / scale),
    )
