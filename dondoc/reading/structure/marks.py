"""The number, letter or bullet in front of a line."""

import re
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """Kinds of marks; a smaller one stands above a greater one."""

    DIVISION = 0
    PART = 1
    ROMAN = 2
    ARTICLE = 3
    NUMBER = 4
    DOTTED = 5
    LETTER = 6
    STAR = 7
    DASH = 8
    PLUS = 9
    NOTE = 10
    NONE = 11


@dataclass(frozen=True)
class Mark:
    """``label`` is what a path shows (empty for bullets, which are counted), ``rest`` the words.

    ``sign`` is what follows the label ("." or ")"): numbers with another sign are another series.
    """

    kind: Kind
    label: str
    rest: str
    sign: str = ""


_ORDINALS = {
    "nhất": "I", "một": "I", "hai": "II", "ba": "III", "tư": "IV", "bốn": "IV", "năm": "V",
    "sáu": "VI", "bảy": "VII",
}  # fmt: skip
_DIVISION = re.compile(
    r"(?:phần|chương)\s+(?:thứ\s+)?(?P<n>[IVX]{1,5}|\d{1,2}|nhất|một|hai|ba|tư|bốn|năm|sáu|bảy)"
    r"(?:\s*[.\-–:)/]\s*|\s+|$)",
    re.IGNORECASE,
)
_UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isupper())
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.ROMAN, re.compile(r"(?:(?:MỤC|Mục)\s+)?([IVX]{1,5})\s*([.\-–:)/]+)(?=\D)(?!v\b)\s*")),
    (Kind.ROMAN, re.compile(r"(?:MỤC|Mục)\s+([IVX]{1,5}|\d{1,2})\b\s*([.\-–:)/]?)\s*(?=[A-ZĐ])")),
    (Kind.PART, re.compile(r"(?:MỤC|Mục|PHẦN|Phần)\s+([A-HĐ])\s*[.:\-–/)]\s*(?=[^\W\d_])")),
    (Kind.ARTICLE, re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,3})\s*[.:\-]?\s+")),
    (Kind.DOTTED, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:\s*[.):/\-]\s*|\s+)(?=\D)")),
    (Kind.NUMBER, re.compile(r"(\d{1,2})\s*([.)/,])(?=[^\d])\s*")),
    (Kind.NUMBER, re.compile(rf"(\d{{1,2}})\s?([\-–])\s+(?=[{_UPPER}])")),
    (Kind.NUMBER, re.compile(rf"(\d{{1,2}})([\-–])(?=[{_UPPER}][^\W{_UPPER}\d_])")),
    (Kind.LETTER, re.compile(r"([a-zđ])\s*([.)/]|-(?=\s))\s+")),
    (Kind.LETTER, re.compile(rf"([a-zđ])([.)])(?=[{_UPPER}][^\W{_UPPER}\d_])")),
    (Kind.PART, re.compile(r"([A-HĐ])\s*(?:[.)/]\s+|[\-–]\s+(?=[A-ZĐ]))")),
    (Kind.NOTE, re.compile(r"[*]+\s*()(?=(?:Lưu ý|Ghi chú|Chú ý)\b)")),
    (Kind.STAR, re.compile(r"[*]\s*()(?=[^\W_])")),
    (Kind.DASH, re.compile(r"[_\-–—−]+[\"”“]?\s*()(?=[^\W\d_]|[\"“(\d])")),
    (Kind.DASH, re.compile(r"[:•●▪■◦∙·➢➤✓✔\uf0b7\uf02d\uf0a7\uf0d8\uf0fc]\s*()(?=[^\W_])")),
    (Kind.PLUS, re.compile(r"[+\uf02b]\s*()(?=[^\W_]|[\"“(])")),
)
# A scan reads the strokes of "II" and "III" as the letter H, and "I" as "l", "1" or "|".
_SCANNED_ROMAN = re.compile(
    r"(HI|IH|H|IIL|II1|TII|V1|VI1|l|ll|lI|Il|lll|IIl|Ill|lV|1V|Vl|VIl|Vll)\s*[.\-–]\s*(?=[^\W\d_])"
)
_SCANNED = {"HI": "III", "IH": "III", "H": "II", "IIL": "III", "II1": "III", "TII": "III"}


def marker_of(line: str) -> Mark:
    """Split a line into its mark and its words; ``Kind.NONE`` if it has none."""
    division = _DIVISION.match(line)
    if division and _opens_division(line, division):
        return _division(line, division)
    scanned = _SCANNED_ROMAN.match(line)
    if scanned and _mostly_upper(line[scanned.end() :]):
        read = scanned.group(1)
        label = _SCANNED.get(read) or read.replace("l", "I").replace("1", "I")
        return Mark(Kind.ROMAN, label, line[scanned.end() :])
    for kind, pattern in _PATTERNS:
        found = pattern.match(line)
        if found and line[found.end() :].strip():
            sign = found.group(2) if pattern.groups > 1 else ""
            return Mark(kind, found.group(1), line[found.end() :].strip(), sign)
    return Mark(Kind.NONE, "", line)


def _opens_division(line: str, found: re.Match[str]) -> bool:
    """A sentence may begin with such words too ("Phần hai của sách …")."""
    rest = line[found.end() :].strip()
    if not line[0].isupper() or len(line) > 200:
        return False
    return not rest or (rest[0].isupper() and not rest.endswith((".", ";", ",")))


def _division(line: str, found: re.Match[str]) -> Mark:
    label = _ORDINALS.get(found["n"].lower(), found["n"].upper())
    rest = line[found.end() :].strip()
    return Mark(Kind.DIVISION, label, rest or line)


def _mostly_upper(words: str) -> bool:
    letters = [ch for ch in words[:200] if ch.isalpha()]
    return bool(letters) and sum(ch.isupper() for ch in letters) > 0.7 * len(letters)
