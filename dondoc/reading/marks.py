"""The number, letter or bullet in front of a line."""

import re
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """Kinds of marks; a smaller one stands above a greater one."""

    PART = 1
    ROMAN = 2
    ARTICLE = 3
    NUMBER = 4
    DOTTED = 5
    LETTER = 6
    DASH = 7
    PLUS = 8
    NOTE = 9
    NONE = 10


@dataclass(frozen=True)
class Mark:
    """``label`` is what a path shows (empty for bullets, which are counted), ``rest`` the words."""

    kind: Kind
    label: str
    rest: str


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.ROMAN,
        re.compile(r"(?:(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+)?([IVX]{1,5})\s*[.\-–:)/](?=\D)\s*"),
    ),
    (Kind.ROMAN, re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương)\s+([IVX]{1,5})\s+")),
    (Kind.ARTICLE, re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,3})\s*[.:\-]?\s+")),
    (Kind.DOTTED, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:\s*[.):/]\s*|\s+)(?=\D)")),
    (Kind.NUMBER, re.compile(r"(\d{1,2})\s*[.)/,](?=[^\d])\s*")),
    (Kind.LETTER, re.compile(r"([a-zđ])\s*[.)/]\s+")),
    (Kind.PART, re.compile(r"([A-HĐ])\s*[.)]\s+")),
    (Kind.NOTE, re.compile(r"[*]+\s*()(?=(?:Lưu ý|Ghi chú|Chú ý)\b)")),
    (Kind.DASH, re.compile(r"[_\-–—−]+[\"”“]?\s*()(?=[^\W\d_]|[\"“(\d])")),
    (Kind.DASH, re.compile(r"[:•●▪■◦∙·\uf0b7\uf02d\uf0a7*]\s*()(?=[^\W_])")),
    (Kind.PLUS, re.compile(r"[+\uf02b]\s*()(?=[^\W_]|[\"“(])")),
)
# A scan reads the strokes of "II" and "III" as the letter H.
_SCANNED_ROMAN = re.compile(r"(HI|IH|H|IIL|II1|TII|V1|VI1)\s*[.\-–]\s*(?=[^\W\d_])")
_SCANNED = {
    "HI": "III", "IH": "III", "H": "II", "IIL": "III", "II1": "III", "TII": "III",
    "V1": "VI", "VI1": "VII",
}  # fmt: skip


def marker_of(line: str) -> Mark:
    """Split a line into its mark and its words; ``Kind.NONE`` if it has none."""
    scanned = _SCANNED_ROMAN.match(line)
    if scanned and _mostly_upper(line[scanned.end() :]):
        return Mark(Kind.ROMAN, _SCANNED[scanned.group(1)], line[scanned.end() :])
    for kind, pattern in _PATTERNS:
        found = pattern.match(line)
        if found and line[found.end() :].strip():
            return Mark(kind, found.group(1), line[found.end() :].strip())
    return Mark(Kind.NONE, "", line)


def _mostly_upper(words: str) -> bool:
    letters = [ch for ch in words if ch.isalpha()]
    return bool(letters) and sum(ch.isupper() for ch in letters) > 0.7 * len(letters)
