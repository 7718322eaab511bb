"""Where a document assigns work: the section with such a title, or the numbered body of a letter."""

import re
from collections.abc import Sequence

from dondoc.reading.folding import bare
from dondoc.reading.marks import Kind
from dondoc.reading.outline import Node
from dondoc.reading.roles import roles_of
from dondoc.reading.titles import title_rank

_LETTER = re.compile(r"(?:kinh gui|chi thi$|thong bao$|cong van$)|.*\b(?:cv|ct|tb)\b")
_TOP = 30


def sections_of(root: Node) -> list[Node]:
    """Return the sections that assign work in the order of the document; none is nested."""
    found: list[Node] = []
    inside: set[int] = set()
    for node in root.walk():
        if id(node) in inside or not node.children or node.kind > Kind.NUMBER or node is root:
            continue
        if title_rank(node.words) is not None:
            found.append(node)
            inside.update(id(child) for child in node.walk())
    return found


def main_of(sections: Sequence[Node]) -> Node:
    """Return the section with the best title; of equal ones the last, where plans put it."""
    return min(reversed(sections), key=lambda node: title_rank(node.words) or 0)


def body_as_section(root: Node, texts: Sequence[str]) -> list[Node]:
    """Return a letter's or a directive's numbered body as one section, if it assigns work."""
    if not any(_LETTER.match(bare(text)) for text in texts[:_TOP]):
        return []
    numbered = [node for node in root.children if node.kind in (Kind.NUMBER, Kind.ROMAN)]
    assigning = [node for node in numbered if roles_of(node.words, heading=True).lead]
    if len(assigning) < 2:
        return []
    return [Node(Kind.PART, "", "", children=numbered)]
