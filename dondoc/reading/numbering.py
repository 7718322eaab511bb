"""Automatic numbering of a .docx: the numbers and bullets that its text does not hold.

Rules of WordprocessingML (ECMA-376 part 1, 17.9): a paragraph points to a list and a level, itself
or through its style; lists of one abstract definition count on together unless a list overrides its
start; a level begins anew after any level above it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 9


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    text: str


class Numbering:
    """Counts the lists of one document; ask for each paragraph once, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._style_lists: dict[str, tuple[str | None, int | None, str | None]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if numbering is not None:
            self._read_definitions(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read_definitions(self, root: etree._Element) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {
                _number(level.get(f"{W}ilvl"), 0): _level(level)
                for level in abstract.findall(f"{W}lvl")
            }
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for num in root.iter(f"{W}num"):
            number = num.get(f"{W}numId", "")
            self._abstract_of[number] = _value(num, "abstractNumId") or ""
            self._overrides[number] = {
                _number(override.get(f"{W}ilvl"), 0): _number(_value(override, "startOverride"), 1)
                for override in num.findall(f"{W}lvlOverride")
                if override.find(f"{W}startOverride") is not None
            }

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iter(f"{W}style"):
            properties = style.find(f"{W}pPr/{W}numPr")
            number = _value(properties, "numId") if properties is not None else None
            level = _value(properties, "ilvl") if properties is not None else None
            self._style_lists[style.get(f"{W}styleId", "")] = (
                number,
                _number(level, 0) if level is not None else None,
                _value(style, "basedOn"),
            )

    def mark_of(self, paragraph: etree._Element) -> str:
        """Return the printed number or bullet of a paragraph, or ""."""
        number, level = self._list_of(paragraph)
        levels = self._levels.get(self._abstract_of.get(number or "", ""), {})
        if number is None or level not in levels:
            return ""
        self._count(number, level, levels)
        definition = levels[level]
        if definition.form == "bullet":
            above = levels.get(level - 1)
            return _bullet(definition.text, nested=above is not None and above.form == "bullet")
        if definition.form == "none":
            return ""
        return self._printed(number, definition.text, levels)

    def _list_of(self, paragraph: etree._Element) -> tuple[str | None, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None, 0
        own = properties.find(f"{W}numPr")
        number = _value(own, "numId") if own is not None else None
        level = _value(own, "ilvl") if own is not None else None
        style_number, style_level = self._list_of_style(_value(properties, "pStyle"))
        number = number if number is not None else style_number
        if number in (None, "0"):
            return None, 0
        return number, _number(level, style_level or 0)

    def _list_of_style(self, style: str | None) -> tuple[str | None, int | None]:
        seen: set[str] = set()
        while style is not None and style not in seen:
            seen.add(style)
            number, level, based_on = self._style_lists.get(style, (None, None, None))
            if number is not None:
                return number, level
            style = based_on
        return None, None

    def _count(self, number: str, level: int, levels: dict[int, _Level]) -> None:
        counters = self._counters.setdefault(self._abstract_of[number], {})
        if number not in self._begun:
            self._begun.add(number)
            for overridden, start in self._overrides[number].items():
                counters[overridden] = start - 1
        before = counters.get(level, levels[level].start - 1)
        counters[level] = before + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]

    def _printed(self, number: str, text: str, levels: dict[int, _Level]) -> str:
        counters = self._counters[self._abstract_of[number]]
        for level in range(_DEEPEST):
            sign = f"%{level + 1}"
            if sign in text and level in levels:
                count = counters.get(level, levels[level].start)
                text = text.replace(sign, _FORMS.get(levels[level].form, str)(count))
        return text


def _level(level: etree._Element) -> _Level:
    return _Level(
        start=_number(_value(level, "start"), 1),
        form=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText") or "",
    )


def _value(element: etree._Element | None, name: str) -> str | None:
    child = element.find(f"{W}{name}") if element is not None else None
    value = child.get(f"{W}val") if child is not None else None
    return str(value) if value is not None else None


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 7 else default


def _bullet(glyph: str, *, nested: bool) -> str:
    if glyph in ("+", "-", "*"):
        return glyph
    return "+" if nested else "-"


def _roman(count: int) -> str:
    values = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    text = ""
    for value, sign in values:
        while count >= value and len(text) < 40:
            text += sign
            count -= value
    return text


def _letter(count: int) -> str:
    index = max(count - 1, 0)
    return chr(ord("a") + index % 26) * min(index // 26 + 1, 5)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperRoman": _roman,
}
