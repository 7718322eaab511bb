"""The letterhead of a scan: its two columns stand at different heights and must be read apart."""

import re
from collections.abc import Sequence

from PIL import Image

from dondoc.reading.folding import bare
from dondoc.reading.pages import images
from dondoc.reading.pages.ocr_pieces import Piece
from dondoc.reading.pages.tesseract import Found

_STATE = re.compile(r"cong hoa xa hoi|doc lap tu do|dang cong san viet nam")
#: Where the white between the columns may lie: shares of the page's width.
_FROM, _TO = 0.2, 0.65
#: Rows of text above and below the name of the state.
_ABOVE, _BELOW = 3, 7
_NARROWEST = 16


def columns_of(grey: Image.Image, lines: Sequence[Sequence[Found]]) -> list[Piece]:
    """Return the left and the right column of a page's letterhead; nothing if it has none."""
    state = next((line for line in lines if _STATE.search(_plain(line))), None)
    if state is None or state[0].top > grey.height / 2:
        return []
    high = max(found.bottom - found.top for found in state)
    top = max(min(found.top for found in state) - _ABOVE * high, 0)
    ends = [max(found.bottom for found in line) for line in lines]
    lowest = max(found.bottom for found in state) + _BELOW * high
    # No line may be cut: the zone ends below one of them.
    for bottom in sorted((end for end in ends if top < end <= lowest), reverse=True):
        zone = grey.crop((0, top, grey.width, bottom))
        gutter = _gutter(zone)
        if gutter is not None:
            return [
                Piece(0, top, zone.crop((0, 0, gutter, zone.height))),
                Piece(gutter, top, zone.crop((gutter, 0, zone.width, zone.height))),
            ]
    return []


def _plain(line: Sequence[Found]) -> str:
    return bare(" ".join(found.text for found in line))


def _gutter(zone: Image.Image) -> int | None:
    """Return the middle of the widest upright stripe without ink, in pixels."""
    sums = images.ink_of(zone).resize((zone.width, 1), Image.Resampling.BOX).tobytes()
    start, end = round(zone.width * _FROM), round(zone.width * _TO)
    stripes = [
        (match.end() - match.start(), (match.start() + match.end()) // 2 + start)
        for match in re.finditer(rb"[\x00\x01]+", sums[start:end])
    ]
    widest, middle = max(stripes, default=(0, 0))
    inked = any(sums[:middle]) and any(sums[middle:])
    return middle if widest >= _NARROWEST and inked else None
