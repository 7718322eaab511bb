""".docx → lines, with automatic numbers written out, tables, text boxes, tracked changes accepted."""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from dondoc.reading.folding import tidy
from dondoc.reading.line import Line
from dondoc.reading.numbering import Numbering, W
from dondoc.reading.package import Package
from dondoc.reading.plaintext import join_broken, table_lines

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Parts of a paragraph that are not words of the accepted text.
_DROPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr",
    f"{W}footnoteReference", f"{W}commentReference", f"{_COMPATIBILITY}Fallback", f"{W}txbxContent",
}  # fmt: skip
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_HOLDERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}


def lines_from_docx(content: bytes, name: str) -> list[Line]:
    """Return the paragraphs and table rows of a .docx; ``name`` is what messages call the file.

    Raises:
        UnreadableDocument: it is no such file, or broken.
    """
    package = Package(content, name)
    numbering = Numbering(package.part("word/numbering.xml"), package.part("word/styles.xml"))
    body = package.document().find(f"{W}body")
    if body is None:
        return []
    return join_broken(list(_Reader(numbering).lines(body)))


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._tables = 0

    def lines(self, holder: etree._Element) -> Iterator[Line]:
        waiting = list(reversed(holder))
        while waiting:
            element = waiting.pop()
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._tables += 1
                yield from table_lines(list(self._rows(element)), self._tables)
            elif element.tag in _HOLDERS:
                waiting.extend(reversed(element))

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        for part in self._texts(paragraph):
            if sum(ch.isalpha() for ch in part.text) >= 3:
                yield part
        for box in _boxes(paragraph):
            yield from self.lines(box)

    def _texts(self, paragraph: etree._Element) -> Iterator[Line]:
        mark = self._numbering.mark_of(paragraph) if _has_words(paragraph) else ""
        for part in _words(paragraph).split("\n"):
            text = tidy(f"{mark} {part}" if mark else part)
            yield Line(text, gap=True, fixed=bool(mark))
            mark = ""

    def _rows(self, table: etree._Element) -> Iterator[list[str]]:
        above: list[str] = []
        for row in table.iter(f"{W}tr"):
            if _table_of(row) is not table:
                continue
            above = list(self._cells(row, above))
            yield above

    def _cells(self, row: etree._Element, above: list[str]) -> Iterator[str]:
        column = 0
        for cell in row.iter(f"{W}tc"):
            if _row_of(cell) is not row:
                continue
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val") != "restart"
            if goes_on and column < len(above):
                yield above[column]
            else:
                yield "\n".join(line.text for line in self.lines(cell))
            column += 1
            for _ in range(_columns(cell) - 1):
                yield ""
                column += 1


def _columns(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return min(int(value), 60) if value.isdigit() and len(value) < 4 else 1


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(f"{W}tbl"), None)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _has_words(paragraph: etree._Element) -> bool:
    return bool(_words(paragraph).strip())


def _words(paragraph: etree._Element) -> str:
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _DROPPED:
            continue
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag in _SIGNS:
            parts.append(_SIGNS[element.tag])
        else:
            waiting.extend(reversed(element))
    return "".join(parts)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    for box in paragraph.iter(f"{W}txbxContent"):
        ancestors = [ancestor.tag for ancestor in box.iterancestors()]
        if f"{_COMPATIBILITY}Fallback" not in ancestors and ancestors.count(f"{W}txbxContent") == 0:
            yield box
