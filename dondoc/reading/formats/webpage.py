"""A page of HTML → lines: Word and portals save such pages under the name of a Word file."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from lxml import etree, html  # type: ignore[import-untyped]

from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.folding import tidy
from dondoc.reading.formats.counting import spelled
from dondoc.reading.formats.encodings import decoded
from dondoc.reading.formats.legacy import Encoding, Guess, encoding_of_font, guess_of, joined
from dondoc.reading.formats.word_names import number_of
from dondoc.reading.line import Line
from dondoc.reading.structure.plaintext import join_broken, table_lines

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*([^;]+)", re.IGNORECASE)
_SKIPPED = frozenset(
    {"script", "style", "head", "title", "noscript", "template", "select", "button"}
)
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th", "h1", "h2", "h3", "h4",
    "h5", "h6", "br", "hr", "section", "article", "header", "footer", "blockquote", "pre", "center",
    "body", "html", "tbody", "thead", "caption", "form", "fieldset", "main", "nav", "aside",
})  # fmt: skip
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_THREE_LETTERS = re.compile(r"(?:[^\W\d_].*?){3}", re.DOTALL)
_MOST_COLUMNS = 60


def lines_from_html(content: bytes, name: str) -> list[Line]:
    """Return the paragraphs and table rows of a page; ``name`` is what messages call the file.

    Raises:
        UnreadableDocument: it is in no encoding that could be told.
    """
    text = _PROLOG.sub("", _text_of(content, name)).replace("\x00", "")
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    page = _Page(guess_of("\n".join(root.itertext())))
    lines = [one for one in page.lines(root) if one.cells or _THREE_LETTERS.search(one.text)]
    return join_broken(lines)


def lines_from_mhtml(content: bytes, name: str) -> list[Line]:
    """Return the paragraphs and table rows of a page that was saved with its pictures as one file.

    Raises:
        UnreadableDocument: it holds no page.
    """
    message = message_from_bytes(content, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return lines_from_html(payload, name)
    raise UnreadableDocument(
        f"Tệp “{name}” là thư hoặc trang lưu từ mạng nhưng không có nội dung đọc được; "
        "hãy mở bằng Word và lưu thành .docx rồi thử lại."
    )


def _text_of(content: bytes, name: str) -> str:
    said = _CHARSET.search(content[:4096])
    if said is not None:
        try:
            return content.decode(said.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decoded(content, name)


class _Page:
    """Collects words until a block begins or ends."""

    def __init__(self, guess: Guess | None) -> None:
        self._guess = guess
        self._words: list[tuple[Encoding | None, str]] = []
        self._fonts: list[Encoding | None] = [None]
        self._plain: list[bool] = []
        self._bold = 0
        self._lists: list[tuple[str, int]] = []
        self._mark = ""
        self._tables = 0

    def lines(self, root: etree._Element) -> Iterator[Line]:
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped = False
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or tag in _SKIPPED or _HIDDEN.search(element.get("style") or ""):
                    skipped = True
                    walker.skip_subtree()
                elif tag == "table" and _is_plain(element):
                    yield from self._flushed()
                    yield from self._table(element)
                    skipped = True
                    walker.skip_subtree()
                else:
                    yield from self._opened(element, tag)
                continue
            if not skipped:
                yield from self._closed(tag)
            skipped = False
            if element is not root:
                self._add(element.tail)
        yield from self._flushed()

    def _opened(self, element: etree._Element, tag: str) -> Iterator[Line]:
        if tag in _BLOCKS:
            yield from self._flushed()
        if tag in ("ul", "ol"):
            form = _FORMS.get(element.get("type") or "", "decimal") if tag == "ol" else ""
            self._lists.append((form, number_of(element.get("start"), 1)))
        elif tag == "li":
            self._mark = self._next_mark()
        self._bold += tag in _BOLD
        font = _font_of(element)
        self._fonts.append(encoding_of_font(font) if font else self._fonts[-1])
        self._add(element.text)

    def _closed(self, tag: str) -> Iterator[Line]:
        if tag in _BLOCKS:
            yield from self._flushed()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        self._bold -= tag in _BOLD
        self._fonts.pop()

    def _next_mark(self) -> str:
        if not self._lists:
            return "-"
        form, count = self._lists[-1]
        if not form:
            return "+" if [one for one, _ in self._lists[:-1] if not one] else "-"
        self._lists[-1] = (form, count + 1)
        return f"{spelled(count, form)}{')' if 'Letter' in form else '.'}"

    def _add(self, text: str | None) -> None:
        if text:
            self._words.append((self._fonts[-1], text))
            if not text.isspace():
                self._plain.append(not self._bold)

    def _flushed(self) -> Iterator[Line]:
        words = joined(self._words)
        if self._guess is not None:
            words = self._guess.mended(words)
        words = tidy(" ".join(words.split()))
        if words:
            text = f"{self._mark} {words}" if self._mark else words
            yield Line(text, gap=True, fixed=bool(self._mark), bold=not any(self._plain))
            self._mark = ""
        self._words, self._plain = [], []

    def _table(self, table: etree._Element) -> Iterator[Line]:
        self._tables += 1
        yield from table_lines(list(self._rows(table)), self._tables)

    def _rows(self, table: etree._Element) -> Iterator[list[str]]:
        spans: dict[int, tuple[int, str]] = {}
        for row in table.iter("tr"):
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                _carry(cells, spans)
                if len(cells) >= _MOST_COLUMNS:
                    break
                text = "\n".join(line.text for line in _Page(self._guess).lines(cell))
                down = number_of(cell.get("rowspan"), 1)
                if down > 1:
                    spans[len(cells)] = (down - 1, text)
                wide = min(max(number_of(cell.get("colspan"), 1), 1), _MOST_COLUMNS)
                cells.extend([text] + [""] * (wide - 1))
            _carry(cells, spans)
            yield cells


def _font_of(element: etree._Element) -> str | None:
    """Return the font that an element names for its text."""
    named = _FONT.search(element.get("style") or "")
    font = named.group(1) if named else element.get("face")
    return font.split(",")[0].strip(" \"'") if font else None


def _is_plain(table: etree._Element) -> bool:
    """A table around tables gives the page its layout only."""
    return next(table.iterdescendants("table"), None) is None


def _carry(cells: list[str], spans: dict[int, tuple[int, str]]) -> None:
    """Repeat the cells that go on from rows above."""
    while len(cells) in spans:
        column = len(cells)
        left, text = spans.pop(column)
        if left > 1:
            spans[column] = (left - 1, text)
        cells.append(text)
