"""Puts right what OCR breaks: marks in front of lines, digits of dates, sure misreadings.

Only lines that are scanned are touched, or a text that shows itself as raw OCR.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dondoc.reading.folding import bare
from dondoc.reading.line import Line
from dondoc.reading.pages.repair_words import misreadings, repaired_words
from dondoc.reading.pages.syllables import is_syllable

#: A text shows itself as OCR by as many misread phrases, and by this share of all of them.
_MISREAD, _SHARE = 4, 0.03
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_HEADING = re.compile(
    r"(?P<mark>[IVXHLTÏÌÍYU1l|!i]{1,5})\s*(?P<sign>[.\-–,:)])\s*(?P<rest>[^\W\d_].*)"
)
_DOTLESS = re.compile(r"(?P<mark>[IVX]{1,4})(?P<sign>) (?P<rest>[^\W\d_].*)")
_STROKES = str.maketrans("LTÏÌÍ1l|!iY", "IIIIIIIIIIV")
_LETTER = re.compile(r"(?P<mark>[^\W_]{1,2})(?P<sign>\s*[)])\s*(?P<rest>.*)")
#: What stands in front of the office of who signs.
_SIGNED = frozenset({"TM", "KT", "TL", "TUQ", "Q", "T"})
#: Behind these lines parts are counted from one again.
_BEGINS_ANEW = re.compile(r"noi nhan\b|phu luc\b|(?:ke hoach|chuong trinh|de an|quy che|the le)$")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
#: What a letter in front of a bracket is read as.
_LOOKS = {
    "a": "áàảãạâăäå4", "b": "6hþ", "c": "eoóòöô", "d": "đ", "đ": "dä", "e": "côéèê", "g": "9qøa8",
    "h": "b", "i": "í1lìï", "k": "kh", "l": "1i", "o": "0óò",
}  # fmt: skip
_NUMBER = re.compile(r"(?P<mark>[\dlIOoSsBi|]{1,2})\s*(?P<sign>[.,])\s+(?P<rest>[^\W\d_].*)")
_DIGITS = str.maketrans("lIi|OoSsB", "111100558")
_LEADING = re.compile(
    r"(?P<signs>[-–—_=~¬:;«»®°¢©¤•·■▪*+.,\"“”'‘’`|\s]{1,6})(?P<rest>[^\W_].*)", re.DOTALL
)
_DASHES = frozenset("-–—_=~¬:;«»®°¢©¤•·■▪")


def repaired(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with OCR damage put right; other lines stay as they are."""
    wanted: Callable[[Line], bool] = _is_scanned
    if not any(line.scanned for line in lines):
        if not _shows_ocr(lines):
            return list(lines)
        wanted = _always
    marks = _Marks()
    result = []
    for line in lines:
        if not wanted(line):
            result.append(line)
        elif line.cells:
            cells = tuple(
                "\n".join(repaired_words(part) for part in cell.split("\n")) for cell in line.cells
            )
            result.append(replace(line, cells=cells, text=" | ".join(c for c in cells if c)))
        elif not (line.scanned and _is_specks(line.text)):
            text = marks.repaired(repaired_words(line.text), line)
            result.append(replace(line, text=text))
    return result


def _is_scanned(line: Line) -> bool:
    return line.scanned


def _always(line: Line) -> bool:
    return bool(line.text)


def _shows_ocr(lines: Sequence[Line]) -> bool:
    wrong = total = 0
    for line in lines:
        misread, phrases = misreadings(line.text)
        wrong += misread
        total += phrases
    return wrong >= _MISREAD and wrong >= _SHARE * total


def _is_specks(text: str) -> bool:
    """Say whether a short line holds no word at all: a stamp, a signature, a stain."""
    words = re.findall(r"[^\W\d_]+", text)
    return (
        len(text) < 40
        and not any(ch.isdigit() for ch in text)
        and not any(
            len(word) > 1 and (is_syllable(word) or (word.isupper() and len(word) < 8))
            for word in words
        )
    )


def _bulleted(text: str) -> str:
    """Make what stands for a bullet a bullet: ``_—- Lập`` is ``- Lập``."""
    found = _LEADING.fullmatch(text)
    if found is None:
        return text
    signs, rest = found["signs"].strip(), found["rest"]
    if "+" in signs:
        return f"+ {rest}"
    if signs[:1] == "*" or not (_DASHES & set(signs)):
        return text if signs[:1] in tuple("*\"“‘'”") else rest
    return f"- {rest}"


class _Marks:
    """Knows which number, letter and part came last, and so what the next can be."""

    def __init__(self) -> None:
        self._part = 0
        self._letter = ""
        self._number = 0

    def repaired(self, text: str, line: Line) -> str:
        if _BEGINS_ANEW.match(bare(line.text[:60])):
            self._part, self._letter, self._number = 0, "", 0
            return text
        for repair in (self._heading, self._blurred, self._lettered, self._numbered):
            changed = repair(text)
            if changed is not None:
                return changed
        return _bulleted(text)

    def _heading(self, text: str) -> str | None:
        found = _HEADING.fullmatch(text) or self._without_dot(text)
        if found is None or not _is_capital(found["rest"]):
            return None
        self._letter, self._number = "", 0
        mark = found["mark"]
        read = _numeral(mark)
        if mark not in _ROMAN or read == self._part:
            read = read if self._part < read <= self._part + 2 else self._part + 1
        self._part = read
        return f"{_ROMAN[min(read, len(_ROMAN) - 1)]}{found['sign'].replace(',', '.') or '.'} {found['rest']}"

    def _without_dot(self, text: str) -> re.Match[str] | None:
        """Take a number without its dot if it is the one that comes next."""
        found = _DOTLESS.fullmatch(text)
        return found if found and _numeral(found["mark"]) == self._part + 1 else None

    def _blurred(self, text: str) -> str | None:
        """Number a heading of the body whose mark is only a stain."""
        stain, _, rest = text.partition(" ")
        letters = re.sub(r"[\W_]", "", stain)
        known = is_syllable(letters) or letters in _SIGNED or (letters and letters.isdigit())
        if not self._part or len(stain) > 3 or known or len(rest) < 8 or not _is_capital(rest):
            return None
        self._part += 1
        self._letter, self._number = "", 0
        return f"{_ROMAN[min(self._part, len(_ROMAN) - 1)]}. {rest}"

    def _lettered(self, text: str) -> str | None:
        found = _LETTER.fullmatch(text)
        if found is None:
            return None
        mark = found["mark"]
        place = _LETTERS.find(self._letter) + 1 if self._letter else 0
        wanted = _LETTERS[min(place, len(_LETTERS) - 1)]
        if mark != wanted and mark in _LOOKS.get(wanted, ""):
            mark = wanted
        elif mark not in _LETTERS:
            return None
        self._letter = mark
        return f"{mark}{found['sign'].strip()} {found['rest']}"

    def _numbered(self, text: str) -> str | None:
        found = _NUMBER.fullmatch(text)
        if found is None:
            return None
        number = found["mark"].translate(_DIGITS)
        if not number.isdigit() or (number != found["mark"] and int(number) != self._number + 1):
            return None
        self._number, self._letter = int(number), ""
        return f"{number}. {found['rest']}"


def _numeral(mark: str) -> int:
    """Return what a number of a part is by its strokes; 0 if it cannot be told."""
    strokes = mark.translate(_STROKES)
    for wide, narrow in (("H", "II"), ("U", "II")):
        strokes = strokes.replace(wide, narrow)
    return _ROMAN.index(strokes) if strokes in _ROMAN else 0


def _is_capital(words: str) -> bool:
    letters = [ch for ch in words.partition(":")[0] if ch.isalpha()]
    return len(letters) > 3 and sum(ch.isupper() for ch in letters) > 0.7 * len(letters)
