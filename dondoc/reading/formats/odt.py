""".odt → lines, with the numbers of its lists written out, tables, text boxes, changes accepted."""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.folding import tidy
from dondoc.reading.formats.legacy import Guess, guess_of
from dondoc.reading.formats.odt_lists import Item, Lists
from dondoc.reading.formats.odt_names import OFFICE, TABLE, TEXT
from dondoc.reading.formats.odt_styles import OdtStyles
from dondoc.reading.formats.odt_text import OdtWords
from dondoc.reading.formats.package import Package, parsed_xml
from dondoc.reading.formats.word_names import number_of
from dondoc.reading.line import Line
from dondoc.reading.structure.plaintext import join_broken, table_lines

_P, _H, _LIST, _TABLE = f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TABLE}table"
_ROW, _CELL, _COVERED = (
    f"{TABLE}{name}" for name in ("table-row", "table-cell", "covered-table-cell")
)
#: What is not read: changes keep what was deleted, indexes repeat the headings.
_SKIPPED = frozenset({
    f"{TEXT}tracked-changes", f"{TEXT}table-of-content", f"{TEXT}alphabetical-index",
    f"{TEXT}illustration-index", f"{TEXT}table-index", f"{OFFICE}forms", f"{OFFICE}annotation",
    f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TABLE}table-columns", f"{TABLE}table-column",
    f"{TABLE}shapes",
})  # fmt: skip
_THREE_LETTERS = re.compile(r"(?:[^\W\d_].*?){3}", re.DOTALL)
_MOST_COLUMNS = 60


def lines_from_odt(content: bytes, name: str) -> list[Line]:
    """Return the paragraphs and table rows of a .odt; ``name`` is what messages call the file.

    Raises:
        UnreadableDocument: it is no such file, broken, or protected by a password.
    """
    package = Package(content, name)
    if b"encryption-data" in package.raw("META-INF/manifest.xml"):
        raise package.refused("có đặt mật khẩu; hãy mở tệp, bỏ mật khẩu, lưu lại rồi thử lại")
    root = package.part("content.xml")
    if root is None:
        raise package.refused("là tệp nén nhưng không chứa văn bản; hãy chọn lại tệp gốc")
    return _lines(root, OdtStyles(package.part("styles.xml"), root))


def lines_from_flat_odt(content: bytes, name: str) -> list[Line]:
    """Return the paragraphs and table rows of an OpenDocument text that is one XML file.

    Raises:
        UnreadableDocument: it is broken.
    """
    root = parsed_xml(content)
    if root is None:
        raise UnreadableDocument(f"Tệp “{name}” bị hỏng; hãy mở tệp, lưu lại rồi thử lại.")
    return _lines(root, OdtStyles(root))


def _lines(root: etree._Element, styles: OdtStyles) -> list[Line]:
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        return []
    sample = "\n".join("".join(one.itertext()) for one in body.iter(_P, _H))
    return join_broken(list(_Reader(styles, guess_of(sample)).lines(body)))


class _Reader:
    def __init__(self, styles: OdtStyles, guess: Guess | None) -> None:
        self._styles = styles
        self._lists = Lists(styles)
        self._guess = guess
        self._tables = 0

    def lines(self, holder: etree._Element) -> Iterator[Line]:
        """Yield what has words, in the order in which it stands."""
        for line in self._all(holder):
            if line.cells or _THREE_LETTERS.search(line.text):
                yield line

    def _all(self, holder: etree._Element, item: Item | None = None) -> Iterator[Line]:
        for element in holder:
            tag = element.tag
            if tag in (_P, _H):
                yield from self._paragraph(element, item)
            elif tag == _LIST:
                for inner, holding in self._lists.items(element, item):
                    yield from self._all(holding, inner)
            elif tag == _TABLE:
                yield from self._table(element)
            elif tag not in _SKIPPED and element.get(f"{TEXT}display") != "none" and len(element):
                yield from self._all(element, item)

    def _paragraph(self, paragraph: etree._Element, item: Item | None) -> Iterator[Line]:
        style = paragraph.get(f"{TEXT}style-name", "")
        if self._styles.is_contents(style):
            return
        mark = self._lists.mark_of(paragraph, style, item)
        words = OdtWords(self._styles, style)
        words.read(paragraph)
        text = words.text()
        if self._guess is not None:
            text = self._guess.mended(text)
        yield from _printed(mark, text, bold=words.is_bold())
        for box in words.boxes:
            yield from self.lines(box)

    def _table(self, table: etree._Element) -> Iterator[Line]:
        cells = [cell for row in _inside(table, _ROW) for cell in row.iterchildren(_CELL)]
        if any(next(cell.iter(_TABLE), None) is not None for cell in cells):
            # A table around tables gives the page its layout only.
            for cell in cells:
                yield from self.lines(cell)
            return
        self._tables += 1
        yield from table_lines(list(self._rows(table)), self._tables)

    def _rows(self, table: etree._Element) -> Iterator[list[str]]:
        spans: dict[int, tuple[int, str]] = {}
        for row in _inside(table, _ROW):
            cells: list[str] = []
            for cell in row.iterchildren(_CELL, _COVERED):
                self._add(cell, cells, spans)
            yield cells

    def _add(
        self, cell: etree._Element, cells: list[str], spans: dict[int, tuple[int, str]]
    ) -> None:
        """Add a cell to a row; one that goes on from above repeats its text."""
        times = min(number_of(cell.get(f"{TABLE}number-columns-repeated"), 1), _MOST_COLUMNS)
        text = "\n".join(line.text for line in self._all(cell) if line.text)
        for _ in range(times if len(cells) < _MOST_COLUMNS else 0):
            column = len(cells)
            left, above = spans.pop(column, (0, ""))
            if cell.tag == _COVERED and left:
                cells.append(above)
                if left > 1:
                    spans[column] = (left - 1, above)
                continue
            cells.append(text)
            down = number_of(cell.get(f"{TABLE}number-rows-spanned"), 1)
            if down > 1:
                spans[column] = (down - 1, text)


def _printed(mark: str, text: str, *, bold: bool) -> Iterator[Line]:
    empty = not text.strip()
    for part in text.split("\n"):
        printed = tidy(part)
        if printed or (mark and empty):
            words = tidy(f"{mark} {printed}") if mark else printed
            yield Line(words, gap=True, fixed=bool(mark), bold=bold)
            mark = ""


def _inside(table: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table, also those in groups and headers."""
    for element in table:
        if element.tag == tag:
            yield element
        elif element.tag not in _SKIPPED and len(element):
            yield from _inside(element, tag)
