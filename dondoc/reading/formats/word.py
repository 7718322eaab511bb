""".docx → lines, with automatic numbers written out, tables, text boxes, tracked changes accepted."""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.folding import tidy
from dondoc.reading.formats.legacy import Guess, guess_of
from dondoc.reading.formats.numbering import Numbering
from dondoc.reading.formats.package import Package
from dondoc.reading.formats.word_names import VAL, W, number_of
from dondoc.reading.formats.word_styles import Styles
from dondoc.reading.formats.word_text import Words
from dondoc.reading.line import Line
from dondoc.reading.structure.plaintext import join_broken, table_lines

_P, _TBL, _TR, _TC, _PPR = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "pPr"))
_MAIN = "word/document.xml"
_SKIPPED = frozenset(
    {_PPR, f"{W}tblPr", f"{W}tblGrid", f"{W}trPr", f"{W}tcPr", f"{W}sectPr", f"{W}sdtPr"}
)
_GONE = (f"{W}del", f"{W}moveFrom")
_MOST_COLUMNS = 60
_THREE_LETTERS = re.compile(r"(?:[^\W\d_].*?){3}", re.DOTALL)
_OLD_FONTS = (b".Vn", b".VN", b".vn", b"VNI", b"Vni", b"vni")
#: In UTF-8: signs of the upper half of Latin-1 that old encodings use and Vietnamese does not.
_WESTERN = re.compile(
    rb"\xc2[\xa1-\xbf]|\xc3[\x86\x87\x8b\x8e-\x91\x96-\x98\x9b\x9c\x9e\x9f\xa4-\xa7\xab\xae-\xb1\xb6-\xb8\xbb\xbc\xbe\xbf]|&#"
)


def lines_from_docx(content: bytes, name: str) -> list[Line]:
    """Return the paragraphs and table rows of a .docx; ``name`` is what messages call the file.

    Raises:
        UnreadableDocument: it is no such file, or broken.
    """
    package = Package(content, name)
    main = package.relations("").get("officeDocument", _MAIN)
    raw = package.raw(main)
    if not raw:
        raise package.refused("là tệp nén nhưng không chứa văn bản Word; hãy chọn lại tệp gốc")
    beside = package.relations(main)
    folder = main.rpartition("/")[0]
    raw_styles = package.raw(beside.get("styles", f"{folder}/styles.xml"))
    styles = Styles(package.parsed("styles.xml", raw_styles) if raw_styles else None)
    numbers = package.part(beside.get("numbering", f"{folder}/numbering.xml"))
    body = package.parsed(main, raw).find(f"{W}body")
    if body is None:
        return []
    reader = _Reader(
        styles,
        Numbering(numbers, styles),
        by_font=any(font in raw or font in raw_styles for font in _OLD_FONTS),
        guess=_guess_of(body) if _WESTERN.search(raw) else None,
    )
    return join_broken(list(reader.lines(body)))


def _guess_of(body: etree._Element) -> Guess | None:
    return guess_of("\n".join("".join(p.itertext(f"{W}t")) for p in body.iter(_P)))


class _Reader:
    def __init__(
        self, styles: Styles, numbering: Numbering, *, by_font: bool, guess: Guess | None
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._by_font = by_font
        self._guess = guess
        self._tables = 0
        self._cut: Words | None = None

    def lines(self, holder: etree._Element) -> Iterator[Line]:
        """Yield what has words, in the order in which it stands."""
        for line in self._all(holder):
            if line.cells or _THREE_LETTERS.search(line.text):
                yield line

    def _all(self, holder: etree._Element) -> Iterator[Line]:
        for element in _blocks(holder):
            if element.tag == _P:
                yield from self._paragraph(element)
                continue
            yield from self._rest()
            yield from self._table(element)
        yield from self._rest()

    def _table(self, table: etree._Element) -> Iterator[Line]:
        cells = [cell for row in _inside(table, _TR) for cell in _inside(row, _TC)]
        if any(block.tag == _TBL for cell in cells for block in _blocks(cell)):
            # A table around tables gives the page its layout only.
            for cell in cells:
                yield from self.lines(cell)
            return
        self._tables += 1
        yield from table_lines(list(self._rows(table)), self._tables)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        properties = next(paragraph.iterchildren(_PPR), None)
        style = _style_of(properties)
        if self._styles.is_contents(style):
            return
        words = self._cut or Words(self._styles, by_font=self._by_font)
        words.read(paragraph, style)
        self._cut = words if properties is not None and _mark_is_gone(properties) else None
        if self._cut is not None:
            return
        yield from self._printed(self._numbering.mark_of(properties, style), words)
        for box in words.boxes:
            yield from self.lines(box)

    def _rest(self) -> Iterator[Line]:
        """Yield what was cut off from a paragraph that is not there any more."""
        words, self._cut = self._cut, None
        if words is not None:
            yield from self._printed("", words)

    def _printed(self, mark: str, words: Words) -> Iterator[Line]:
        text = words.text()
        if self._guess is not None:
            text = self._guess.mended(text)
        bold = words.is_bold()
        for part in text.split("\n"):
            printed = tidy(part)
            if not printed and not mark:
                continue
            if mark and not printed and text.strip():
                # A break in front of the words: the number stands before the words.
                continue
            yield Line(
                tidy(f"{mark} {printed}") if mark else printed,
                gap=True,
                fixed=bool(mark),
                bold=bold,
            )
            mark = ""

    def _rows(self, table: etree._Element) -> Iterator[list[str]]:
        above: list[str] = []
        for row in _inside(table, _TR):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            above = list(self._cells(row, properties, above))
            yield above

    def _cells(
        self, row: etree._Element, properties: etree._Element | None, above: list[str]
    ) -> Iterator[str]:
        column = 0
        for _ in range(_columns(properties, "gridBefore", 0)):
            yield ""
            column += 1
        for cell in _inside(row, _TC):
            own = cell.find(f"{W}tcPr")
            merged = own.find(f"{W}vMerge") if own is not None else None
            goes_on = merged is not None and merged.get(VAL) != "restart"
            text = self._cell(cell)
            yield above[column] if goes_on and column < len(above) else text
            spanned = _columns(own, "gridSpan", 1)
            yield from [""] * (spanned - 1)
            column += spanned

    def _cell(self, cell: etree._Element) -> str:
        """Return the lines of a cell; here a number alone counts too."""
        return "\n".join(line.text for line in self._all(cell) if line.text)


def _blocks(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a holder, also those in content controls and insertions."""
    for element in holder:
        if element.tag in (_P, _TBL):
            yield element
        elif element.tag not in _SKIPPED and element.tag not in _GONE and len(element):
            yield from _blocks(element)


def _inside(holder: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, also those in content controls."""
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag not in _SKIPPED and len(element):
            yield from _inside(element, tag)


def _style_of(properties: etree._Element | None) -> str | None:
    style = next(properties.iterchildren(f"{W}pStyle"), None) if properties is not None else None
    return style.get(VAL) if style is not None else None


def _mark_is_gone(properties: etree._Element) -> bool:
    """Say whether the end of a paragraph was deleted, so that the next one continues it."""
    run = next(properties.iterchildren(f"{W}rPr"), None)
    return run is not None and next(run.iterchildren(*_GONE), None) is not None


def _columns(properties: etree._Element | None, name: str, default: int) -> int:
    span = properties.find(f"{W}{name}") if properties is not None else None
    count = number_of(span.get(VAL), default) if span is not None else default
    return min(max(count, default), _MOST_COLUMNS)
