"""The HTML part of a mail → plain text, what it quotes marked as in plain mails."""

import re
from dataclasses import dataclass, field

from lxml import etree, html  # type: ignore[import-untyped]

_BLOCKS = frozenset({
    "p", "div", "li", "tr", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul",
    "ol", "pre", "section", "article", "header", "footer",
})  # fmt: skip
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset({"script", "style", "head", "title", "template"})


@dataclass
class _Lines:
    """Lines as they are gathered; ``depth`` counts the quotations that are open."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    depth: int = 0

    def add(self, text: str | None) -> None:
        if text:
            self.words.append(text)

    def end(self, *, always: bool = False) -> None:
        line = " ".join("".join(self.words).split())
        self.words.clear()
        if line or always:
            self.lines.append(f"> {line}".rstrip() if self.depth else line)


def plain_of(page: str) -> str:
    """Return the text of an HTML page; what is quoted gets ``>`` before each line."""
    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    found = _Lines()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        known = bool(tag) and tag not in _SKIPPED
        if event == "end":
            _close(found, tag)
            found.add(element.tail)
        elif known:
            _open(found, tag)
            found.add(element.text)
        else:
            walker.skip_subtree()
    found.end()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(found.lines)).strip()


def _open(found: _Lines, tag: str) -> None:
    if tag in _BLOCKS:
        found.end()
    if tag == "br":
        found.end(always=True)
    if tag == "blockquote":
        found.depth += 1


def _close(found: _Lines, tag: str) -> None:
    if tag in _BLOCKS:
        found.end(always=tag == "hr")
    if tag in _SPACED:
        found.end(always=True)
    if tag == "blockquote":
        found.depth -= 1
