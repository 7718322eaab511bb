"""How runs of a .docx are printed: by themselves, by their styles, by the document's defaults."""

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.formats.word_names import VAL, W, is_on, number_of, value_of

_B, _VANISH, _CAPS, _FONTS, _STYLE = (
    f"{W}{name}" for name in ("b", "vanish", "caps", "rFonts", "rStyle")
)
_ANSI, _ASCII = f"{W}hAnsi", f"{W}ascii"
_DEEPEST = 30
_CONTENTS = re.compile(r"(?:toc|table of contents|mục lục)\s*\d?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is printed; None where it does not say so itself."""

    bold: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None

    def over(self, below: "Look") -> "Look":
        """Return this look, with what it leaves open taken from the one below."""
        return Look(
            bold=below.bold if self.bold is None else self.bold,
            hidden=below.hidden if self.hidden is None else self.hidden,
            capitals=below.capitals if self.capitals is None else self.capitals,
            font=below.font if self.font is None else self.font,
        )


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    look: Look
    number: str | None
    level: int | None


class Styles:
    """The styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._looks: dict[tuple[str | None, str | None], Look] = {}
        self._usual: str | None = None
        self._base = PLAIN
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if default is not None:
            self._base, _ = look_of(default)
        for style in root.iter(f"{W}style"):
            own = style.get(f"{W}styleId", "")
            run = style.find(f"{W}rPr")
            numbered = style.find(f"{W}pPr/{W}numPr")
            level = value_of(numbered, "ilvl")
            self._styles[own] = _Style(
                name=value_of(style, "name") or "",
                based_on=value_of(style, "basedOn"),
                look=PLAIN if run is None else look_of(run)[0],
                number=value_of(numbered, "numId"),
                level=None if level is None else number_of(level, 0),
            )
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._usual = own

    def look(self, paragraph: str | None, run: str | None = None) -> Look:
        """Return how text of a paragraph style (and a character style) is printed."""
        key = (paragraph, run)
        found = self._looks.get(key)
        if found is None:
            below = self._look(paragraph or self._usual).over(self._base)
            found = self._looks[key] = self._look(run).over(below)
        return found

    def _look(self, style: str | None) -> Look:
        look = PLAIN
        for one in self._chain(style):
            look = look.over(one.look)
        return look

    def list_of(self, style: str | None) -> tuple[str | None, int | None]:
        """Return the list and the level that a paragraph style asks for."""
        number: str | None = None
        level: int | None = None
        for one in self._chain(style or self._usual):
            number = one.number if number is None else number
            level = one.level if level is None else level
        return number, level

    def is_contents(self, style: str | None) -> bool:
        """Say whether a paragraph style is that of a table of contents."""
        found = self._styles.get(style or "")
        return found is not None and _CONTENTS.fullmatch(found.name) is not None

    def _chain(self, style: str | None) -> list[_Style]:
        chain: list[_Style] = []
        while style in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style])
            style = chain[-1].based_on
        return chain


def look_of(properties: etree._Element) -> tuple[Look, str | None]:
    """Return what run properties say themselves, and the character style that they name."""
    bold = hidden = capitals = font = style = None
    for one in properties.iterchildren(_B, _VANISH, _CAPS, _FONTS, _STYLE):
        tag = one.tag
        if tag == _B:
            bold = is_on(one)
        elif tag == _FONTS:
            font = one.get(_ANSI) or one.get(_ASCII)
        elif tag == _VANISH:
            hidden = is_on(one)
        elif tag == _CAPS:
            capitals = is_on(one)
        else:
            style = one.get(VAL)
    return _kept(bold, hidden, capitals, font), style


@lru_cache(maxsize=1000)
def _kept(bold: bool | None, hidden: bool | None, capitals: bool | None, font: str | None) -> Look:
    return Look(bold, hidden, capitals, font)
