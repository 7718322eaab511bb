"""The words of a .docx paragraph as its reader sees them on paper."""

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.formats.legacy import Encoding, encoding_of_font, joined
from dondoc.reading.formats.word_names import W
from dondoc.reading.formats.word_styles import Look, Styles, look_of

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R, _T, _RPR, _PPR = f"{W}r", f"{W}t", f"{W}rPr", f"{W}pPr"
_BOX, _FIELD, _SYMBOL, _SOFT = f"{W}txbxContent", f"{W}fldChar", f"{W}sym", f"{W}softHyphen"
_ALTERNATE, _CHOICE = f"{_MC}AlternateContent", f"{_MC}Choice"
#: Parts of a paragraph that are not words of the accepted text.
_DROPPED = frozenset({
    f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}delInstrText", _PPR, _RPR,
    f"{W}footnoteReference", f"{W}endnoteReference", f"{W}commentReference", f"{W}annotationRef",
    f"{W}sdtPr", f"{W}sdtEndPr", f"{W}rt", f"{W}proofErr", f"{W}bookmarkStart", f"{W}bookmarkEnd",
})  # fmt: skip
_SIGNS = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
#: Signs of symbol fonts that stand in texts: bullets, arrows, dashes.
_GLYPHS = {
    "F02D": "-",
    "F02B": "+",
    "F0B7": "•",
    "F0A7": "▪",
    "F0E0": "→",
    "F0AE": "→",
    "F0D8": "➢",
}


class Words:
    """Collects the words of one paragraph; one cut off by a deleted mark is continued by the next."""

    def __init__(self, styles: Styles, *, by_font: bool) -> None:
        self._styles = styles
        self._by_font = by_font
        self._pieces: list[str] = []
        self._encodings: list[Encoding | None] = []
        self._plain: list[bool] = []
        self._codes: list[bool] = []
        self._style: str | None = None
        self.boxes: list[etree._Element] = []

    def read(self, paragraph: etree._Element, style: str | None) -> None:
        """Add the words of a paragraph element of a style."""
        self._style = style
        self._codes.clear()
        self._walk(paragraph)

    def text(self) -> str:
        """Return the words in Unicode, with a line feed where a line is broken on purpose."""
        if self._by_font and any(self._encodings):
            return joined(zip(self._encodings, self._pieces, strict=True))
        return "".join(self._pieces)

    def is_bold(self) -> bool:
        """Say whether all that is printed is bold."""
        return bool(self._plain) and not any(self._plain)

    def _walk(self, holder: etree._Element) -> None:
        for element in holder:
            tag = element.tag
            if tag == _R:
                self._run(element)
            elif tag == _ALTERNATE:
                self._walk(_chosen(element))
            elif tag not in _DROPPED:
                self._walk(element)

    def _run(self, run: etree._Element) -> None:
        look = self._look(run)
        if look.hidden:
            return
        encoding = encoding_of_font(look.font) if self._by_font else None
        for element in run:
            tag = element.tag
            if tag == _T:
                text = element.text or ""
            elif tag in _SIGNS:
                text = _SIGNS[tag]
            elif tag in _DROPPED:
                continue
            else:
                text = self._other(element, encoding)
            if text and not any(self._codes):
                self._pieces.append(text.upper() if look.capitals else text)
                self._encodings.append(encoding)
                if not text.isspace():
                    self._plain.append(not look.bold)

    def _look(self, run: etree._Element) -> Look:
        first = next(iter(run), None)
        if first is None or first.tag != _RPR:
            return self._styles.look(self._style)
        own, style = look_of(first)
        return own.over(self._styles.look(self._style, style))

    def _other(self, element: etree._Element, encoding: Encoding | None) -> str:
        if element.tag == _SYMBOL:
            return _GLYPHS.get(element.get(f"{W}char", "").upper(), "")
        if element.tag == _SOFT:
            # TCVN3 writes "ư" at the place of the soft hyphen.
            return "\u00ad" if encoding is not None else ""
        if element.tag == _FIELD:
            self._field(element.get(f"{W}fldCharType"))
        else:
            self._find_boxes(element)
        return ""

    def _field(self, kind: str | None) -> None:
        """Follow a field: what stands before its "separate" is code, what follows its result."""
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _find_boxes(self, element: etree._Element) -> None:
        if element.tag == _BOX:
            self.boxes.append(element)
            return
        for inner in _chosen(element) if element.tag == _ALTERNATE else element:
            self._find_boxes(inner)


def _chosen(alternate: etree._Element) -> etree._Element:
    """Return the first of several ways to say the same thing: the newest one."""
    choice = next(alternate.iterchildren(_CHOICE), None)
    if choice is not None:
        return choice
    return alternate[0] if len(alternate) else alternate
