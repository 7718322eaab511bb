"""Styles of an OpenDocument text: how runs are printed, and how lists are numbered."""

from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.formats.counting import bullet_of, spelled
from dondoc.reading.formats.odt_names import FO, STYLE, SVG, TEXT
from dondoc.reading.formats.word_names import number_of
from dondoc.reading.formats.word_styles import PLAIN, Look

_DEEPEST = 30
_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; ``bullet`` is None where it is numbered, ``form`` "" where it prints nothing."""

    start: int = 1
    form: str = ""
    prefix: str = ""
    suffix: str = ""
    levels: int = 1
    bullet: str | None = None


class OdtStyles:
    """The styles of one document; those of its content hide those of its style sheet."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._parents: dict[tuple[str, str], str | None] = {}
        self._own: dict[tuple[str, str], Look] = {}
        self._lists_of: dict[str, str] = {}
        self._hidden_sections: set[str] = set()
        self._looks: dict[tuple[str, str], Look] = {}
        self._fonts: dict[str, str] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            if root is not None:
                self._read(root)

    def _read(self, root: etree._Element) -> None:
        for face in root.iter(f"{STYLE}font-face"):
            family = face.get(f"{SVG}font-family") or ""
            self._fonts[face.get(f"{STYLE}name", "")] = family.strip("'\"")
        for style in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
            self._read_style(style)
        for made in root.iter(f"{TEXT}list-style"):
            self.lists[made.get(f"{STYLE}name", "")] = dict(map(_level, made))
        for made in root.iter(f"{TEXT}outline-style"):
            self.outline = dict(map(_level, made))

    def _read_style(self, style: etree._Element) -> None:
        key = (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", ""))
        self._parents[key] = style.get(f"{STYLE}parent-style-name")
        properties = style.find(f"{STYLE}text-properties")
        self._own[key] = PLAIN if properties is None else self._look_of(properties)
        if name := style.get(f"{STYLE}list-style-name"):
            self._lists_of[key[1]] = name

    def _look_of(self, properties: etree._Element) -> Look:
        weight = properties.get(f"{FO}font-weight")
        display = properties.get(f"{TEXT}display")
        case = properties.get(f"{FO}text-transform")
        face = properties.get(f"{STYLE}font-name")
        font = self._fonts.get(face, face) if face else properties.get(f"{FO}font-family")
        return Look(
            bold=None if weight is None else weight in _BOLD,
            hidden=None if display is None else display == "none",
            capitals=None if case is None else case == "uppercase",
            font=font,
        )

    def look(self, family: str, name: str) -> Look:
        """Return how a style of a family ("paragraph", "text") prints by itself and its parents."""
        key = (family, name)
        if key not in self._looks:
            look = PLAIN
            for one in self._chain(family, name):
                look = look.over(self._own[(family, one)])
            self._looks[key] = look.over(self._own.get((family, ""), PLAIN))
        return self._looks[key]

    def list_of(self, paragraph: str) -> str | None:
        """Return the list style that a paragraph style brings along."""
        chain = self._chain("paragraph", paragraph)
        return next((self._lists_of[one] for one in chain if one in self._lists_of), None)

    def is_contents(self, paragraph: str) -> bool:
        """Say whether a paragraph style is that of a table of contents."""
        return any(one.startswith("Contents_20_") for one in self._chain("paragraph", paragraph))

    def _chain(self, family: str, name: str | None) -> list[str]:
        chain: list[str] = []
        while name and (family, name) in self._own and len(chain) < _DEEPEST:
            chain.append(name)
            name = self._parents[(family, name)]
        return chain


def _level(element: etree._Element) -> tuple[int, Level]:
    number = number_of(element.get(f"{TEXT}level"), 1)
    bullet = element.get(f"{TEXT}bullet-char")
    if bullet is None and element.tag.endswith("list-level-style-image"):
        bullet = "•"
    return number, Level(
        start=number_of(element.get(f"{TEXT}start-value"), 1),
        form=_FORMS.get(element.get(f"{STYLE}num-format") or "", ""),
        prefix=element.get(f"{STYLE}num-prefix") or "",
        suffix=element.get(f"{STYLE}num-suffix") or "",
        levels=number_of(element.get(f"{TEXT}display-levels"), 1),
        bullet=bullet,
    )


def printed(level: int, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """Return the number or bullet of an item at a level, from the counts of all levels."""
    own = levels.get(level)
    if own is None:
        return ""
    if own.bullet is not None:
        above = levels.get(level - 1)
        return bullet_of(own.bullet, nested=above is not None and above.bullet is not None)
    if not own.form:
        return (own.prefix + own.suffix).strip()
    first = max(level - own.levels + 1, 1)
    parts = [
        spelled(counts.get(one, levels[one].start), levels[one].form)
        for one in range(first, level + 1)
        if one in levels and levels[one].form
    ]
    return f"{own.prefix}{'.'.join(parts)}{own.suffix}".strip()
