"""Automatic numbering of a .docx: the numbers and bullets that its text does not hold.

Rules of WordprocessingML (ECMA-376 part 1, 17.9): a paragraph points to a list and a level, itself
or through its style; lists of one abstract definition count on together unless a list overrides its
start; a level begins anew after any level above it.
"""

from dataclasses import dataclass, replace

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.formats.counting import bullet_of, spelled
from dondoc.reading.formats.word_names import W, is_on, number_of, value_of
from dondoc.reading.formats.word_styles import Styles

_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    #: The level (from 1) after which this one begins anew; 0 for none, None for any above.
    after: int | None = None


class Numbering:
    """Counts the lists of one document; ask for each paragraph once, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        linked: dict[str, str] = {}
        for abstract in root.iter(f"{W}abstractNum"):
            own = abstract.get(f"{W}abstractNumId", "")
            self._abstract[own] = {
                number_of(level.get(f"{W}ilvl"), 0): _level(level)
                for level in abstract.findall(f"{W}lvl")
            }
            if style := value_of(abstract, "numStyleLink"):
                linked[own] = style
        nums = list(root.iter(f"{W}num"))
        for num in nums:
            self._abstract_of[num.get(f"{W}numId", "")] = value_of(num, "abstractNumId") or ""
        for own, style in linked.items():
            number, _ = self._styles.list_of(style)
            self._abstract[own] = self._abstract.get(self._abstract_of.get(number or "", ""), {})
        for num in nums:
            self._read_overrides(num)

    def _read_overrides(self, num: etree._Element) -> None:
        number = num.get(f"{W}numId", "")
        levels = dict(self._abstract.get(self._abstract_of[number], {}))
        starts: dict[int, int] = {}
        for override in num.findall(f"{W}lvlOverride"):
            level = number_of(override.get(f"{W}ilvl"), 0)
            definition = override.find(f"{W}lvl")
            if definition is not None:
                levels[level] = _level(definition)
            if override.find(f"{W}startOverride") is not None:
                starts[level] = number_of(value_of(override, "startOverride"), 1)
        self._levels[number], self._starts[number] = levels, starts

    def mark_of(self, properties: etree._Element | None, style: str | None) -> str:
        """Return the printed number or bullet of a paragraph, or "".

        ``properties`` are the paragraph's own, ``style`` is the id of its style.
        """
        number, level = self._list_of(properties, style)
        levels = self._levels.get(number or "", {})
        if number is None or level not in levels:
            return ""
        self._count(number, level, levels)
        definition = levels[level]
        if definition.form == "bullet":
            above = levels.get(level - 1)
            return bullet_of(definition.text, nested=above is not None and above.form == "bullet")
        if definition.form == "none":
            return ""
        return self._printed(number, definition, levels)

    def _list_of(self, own: etree._Element | None, style: str | None) -> tuple[str | None, int]:
        numbered = own.find(f"{W}numPr") if own is not None else None
        number, level = value_of(numbered, "numId"), value_of(numbered, "ilvl")
        if number == "0":
            return None, 0
        style_number, style_level = self._styles.list_of(style)
        if number is None:
            number = style_number
        if number in (None, "0"):
            return None, 0
        return number, number_of(level, style_level or 0)

    def _count(self, number: str, level: int, levels: dict[int, _Level]) -> None:
        counters = self._counters.setdefault(self._abstract_of[number], {})
        if number not in self._begun:
            self._begun.add(number)
            for overridden, start in self._starts[number].items():
                counters[overridden] = start - 1
        before = counters.get(level, levels[level].start - 1)
        counters[level] = before + 1
        for deeper in [other for other in counters if other > level]:
            after = levels[deeper].after if deeper in levels else None
            if after is None or after > level:
                del counters[deeper]

    def _printed(self, number: str, definition: _Level, levels: dict[int, _Level]) -> str:
        counters = self._counters[self._abstract_of[number]]
        text = definition.text
        for level in range(_DEEPEST):
            sign = f"%{level + 1}"
            if sign in text and level in levels:
                form = "decimal" if definition.legal else levels[level].form
                count = counters.get(level, levels[level].start)
                text = text.replace(sign, spelled(count, form))
        return text


def _level(level: etree._Element) -> _Level:
    made = _Level(
        start=number_of(value_of(level, "start"), 1),
        form=value_of(level, "numFmt") or "decimal",
        text=value_of(level, "lvlText") or "",
    )
    legal, after = level.find(f"{W}isLgl"), value_of(level, "lvlRestart")
    if legal is not None:
        made = replace(made, legal=is_on(legal))
    return made if after is None else replace(made, after=number_of(after, 0))
