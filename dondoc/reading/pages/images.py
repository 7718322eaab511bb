"""Pictures of pages: the stamp's red taken away, made level, ruling lines found."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

from dondoc.reading.pages.grid import Rule

#: Text at this resolution is read best; more only takes longer.
DPI = 250
POINTS = 72 / DPI
#: A page of A3 at 250 dpi is 12 million.
MOST_PIXELS = 20_000_000
#: After bleaching; a thin line of a table is grey.
_DARK = 205
_FAINT = 0.75
_STEP = 20
_LEVEL_RUN = re.compile(rb"[\xd8-\xff]{5,}")
_SLANTS = [angle / 4 for angle in range(-16, 17)]
_FINE = [angle / 20 for angle in range(-4, 5)]


def without_red(picture: Image.Image) -> Image.Image:
    """Return a grey picture in which red ink is as bright as paper, and black ink stays black."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    if picture.mode.startswith(("I", "F")):
        return picture.point(lambda value: value / 256).convert("L")
    return _bleached(picture.convert("RGB").getchannel("R"))


def _bleached(grey: Image.Image) -> Image.Image:
    """Make paper and what is little darker than it (a shadow, the rest of a stamp) white."""
    counts = grey.histogram()
    paper = max(range(128, 256), key=lambda value: counts[value])
    cut = _FAINT * paper
    return grey.point([min(255, round(value * 255 / cut)) for value in range(256)])


def levelled(grey: Image.Image) -> Image.Image:
    """Turn a page that was scanned at a slant of up to four degrees."""
    small = ink_of(grey.reduce(4))
    best = _steepest(small, _SLANTS)
    best = _steepest(small, [best + fine for fine in _FINE])
    if abs(best) < 0.1:
        return grey
    return grey.rotate(best, resample=Image.Resampling.BICUBIC, fillcolor=255)


def ink_of(grey: Image.Image) -> Image.Image:
    """Return the picture with ink as 255 and paper as 0."""
    return grey.point([255 if value < _DARK else 0 for value in range(256)])


def _steepest(ink: Image.Image, angles: Iterable[float]) -> float:
    """Return the angle at which rows of ink and rows of paper differ most."""
    return max(angles, key=lambda angle: (_contrast(ink, angle), -abs(angle)))


def _contrast(ink: Image.Image, angle: float) -> int:
    turned = ink.rotate(angle, resample=Image.Resampling.BILINEAR)
    sums = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(sums))


def rules_of(grey: Image.Image) -> tuple[list[Rule], list[Rule]]:
    """Return the level and the upright lines of a page, in pixels."""
    ink = ink_of(grey)
    return _runs(ink), _runs(ink.transpose(Image.Transpose.TRANSPOSE))


def _runs(ink: Image.Image) -> list[Rule]:
    """Return long level runs of ink, the rows of one thick or slanted line as one."""
    wide = max(ink.width // _STEP, 1)
    data = ink.resize((wide, ink.height), Image.Resampling.BOX).tobytes()
    scale = ink.width / wide
    open_: list[list[float]] = []
    done: list[list[float]] = []
    for run in _LEVEL_RUN.finditer(data):
        y, x = divmod(run.start(), wide)
        start, end = x * scale, min((x + len(run.group())) * scale, ink.width)
        for line in [line for line in open_ if y - line[1] > 3]:
            open_.remove(line)
            done.append(line)
        near = next((n for n in open_ if start <= n[3] + 60 and end >= n[2] - 60), None)
        if near is None:
            open_.append([y, y, start, end])
        else:
            near[1], near[2], near[3] = y, min(near[2], start), max(near[3], end)
    # What is thicker than a line is a bar or a black margin.
    return [Rule((a + b) / 2, x0, x1) for a, b, x0, x1 in done + open_ if b - a < 14]


def erase(grey: Image.Image, level: Sequence[Rule], upright: Sequence[Rule]) -> Image.Image:
    """Return a copy without ruling lines: a reader takes them for letters."""
    clean = grey.copy()
    pen = ImageDraw.Draw(clean)
    for rule in level:
        pen.rectangle((rule.start - 4, rule.at - 5, rule.end + 4, rule.at + 5), fill=255)
    for rule in upright:
        pen.rectangle((rule.at - 5, rule.start - 4, rule.at + 5, rule.end + 4), fill=255)
    return clean


def ink_box(grey: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box of what is printed on a piece of a page."""
    return ink_of(grey).getbbox()
