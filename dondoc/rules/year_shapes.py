"""The shapes of which a picture is made, and how wide words are in it; lengths in pixels."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Box:
    """A rectangle; ``look`` names its colours, ``title`` is told when one points at it."""

    x: float
    y: float
    width: float
    height: float
    look: str
    title: str = ""


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    look: str


@dataclass(frozen=True)
class Words:
    """One line of text; ``y`` is where letters stand."""

    x: float
    y: float
    text: str
    size: float
    look: str = "ink"
    anchor: Anchor = "start"
    bold: bool = False

    @property
    def box(self) -> Box:
        """The room that the words take up."""
        width = width_of(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - self.size * 0.8, width, self.size, "")


@dataclass(frozen=True)
class Symbol:
    """A sign around its middle, with a number in it where it stands for several."""

    x: float
    y: float
    kind: str
    count: int = 1
    title: str = ""


Shape = Box | Line | Words | Symbol


@dataclass(frozen=True)
class Picture:
    """A finished picture; ``title`` and ``description`` are for those who cannot see it."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]

    def words(self) -> Iterable[Words]:
        """Yield the lines of text."""
        return (shape for shape in self.shapes if isinstance(shape, Words))


_NARROW = frozenset("iljtfrIíìỉĩị.,:;'!|()[]/·- ")
_WIDE = frozenset("mwMW—…")


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is in Arial and its like, rather too much than too little."""
    wide = sum(_letter(letter) for letter in text)
    return wide * size * (1.08 if bold else 1)


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.92
    return 0.74 if letter.isupper() else 0.58


def fitted(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return as much of a text as has room, with an ellipsis; empty where nothing has."""
    if width_of(text, size, bold=bold) <= width:
        return text
    for length in range(len(text) - 1, 1, -1):
        short = f"{text[:length].rstrip(' ,;(')}…"
        if width_of(short, size, bold=bold) <= width:
            return short
    return ""
