"""How wide a line of Times New Roman Bold is: the decree measures rules by their words."""

import unicodedata

#: Advance widths of Times New Roman Bold in thousandths of the size, ``A`` to ``Z``.
_CAPITALS = (
    722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944,
    722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667,
)  # fmt: skip
#: The same, ``a`` to ``z``.
_SMALL = (
    500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833,
    556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444,
)  # fmt: skip
_OTHER = {" ": 250, "-": 333, "–": 500, ",": 250, ".": 250, "Đ": 722, "đ": 556}
_DEFAULT = 500
_MM_PER_POINT = 25.4 / 72


def bold_width_mm(text: str, size: float) -> float:
    """Return the width of one line in millimetres at ``size`` points."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return sum(map(_width, letters)) / 1000 * size * _MM_PER_POINT


def _width(letter: str) -> int:
    if "A" <= letter <= "Z":
        return _CAPITALS[ord(letter) - ord("A")]
    if "a" <= letter <= "z":
        return _SMALL[ord(letter) - ord("a")]
    return _OTHER.get(letter, _DEFAULT)
