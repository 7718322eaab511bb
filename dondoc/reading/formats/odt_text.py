"""The words of an OpenDocument paragraph as its reader sees them on paper."""

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.formats.legacy import Encoding, encoding_of_font, joined
from dondoc.reading.formats.odt_names import DRAW, OFFICE, SVG, TEXT
from dondoc.reading.formats.odt_styles import OdtStyles
from dondoc.reading.formats.word_names import number_of
from dondoc.reading.formats.word_styles import Look

_SPAN, _BLANKS = f"{TEXT}span", f"{TEXT}s"
_SIGNS = {f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}
_SKIPPED = frozenset({
    f"{TEXT}note", f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}ruby-text",
    f"{TEXT}script", f"{SVG}title", f"{SVG}desc", f"{TEXT}tracked-changes", f"{TEXT}hidden-text",
    f"{OFFICE}event-listeners",
})  # fmt: skip
#: Shapes that may hold paragraphs of their own.
_SHAPES = frozenset(
    f"{DRAW}{name}" for name in ("text-box", "custom-shape", "rect", "ellipse", "polygon")
)


class OdtWords:
    """Collects the words of one paragraph of a style."""

    def __init__(self, styles: OdtStyles, style: str) -> None:
        self._styles = styles
        self._base = styles.look("paragraph", style)
        self._pieces: list[tuple[Encoding | None, str]] = []
        self._plain: list[bool] = []
        self.boxes: list[etree._Element] = []

    def read(self, paragraph: etree._Element) -> None:
        """Add the words of a paragraph or heading."""
        self._walk(paragraph, self._base)

    def text(self) -> str:
        """Return the words in Unicode, with a line feed where a line is broken on purpose."""
        return joined(self._pieces)

    def is_bold(self) -> bool:
        """Say whether all that is printed is bold."""
        return bool(self._plain) and not any(self._plain)

    def _walk(self, holder: etree._Element, look: Look) -> None:
        self._add(_folded(holder.text), look)
        for element in holder:
            tag = element.tag
            if tag in _SIGNS:
                self._add(_SIGNS[tag], look)
            elif tag == _BLANKS:
                self._add(" " * min(number_of(element.get(f"{TEXT}c"), 1), 20), look)
            elif tag in _SHAPES:
                self.boxes.append(element)
            elif isinstance(tag, str) and tag not in _SKIPPED:
                self._walk(element, self._look(element, look))
            self._add(_folded(element.tail), look)

    def _look(self, element: etree._Element, look: Look) -> Look:
        style = element.get(f"{TEXT}style-name") if element.tag == _SPAN else None
        return self._styles.look("text", style).over(look) if style else look

    def _add(self, text: str, look: Look) -> None:
        if not text or look.hidden:
            return
        self._pieces.append((encoding_of_font(look.font), text.upper() if look.capitals else text))
        if not text.isspace():
            self._plain.append(not look.bold)


def _folded(text: str | None) -> str:
    """A break in the file is a blank in the text; blanks that count have elements of their own."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""
