"""Where a document assigns work: the sections with such a title, and articles that name a body."""

import re
from collections.abc import Iterator, Sequence

from dondoc.reading.bodies.roles import roles_of
from dondoc.reading.structure.marks import Kind
from dondoc.reading.structure.outline import Node
from dondoc.reading.structure.titles import is_plain_title, title_rank

#: The last article of a decision tells who carries out all of it, and assigns nothing.
CARRIES_OUT = re.compile(
    r"chịu trách nhiệm[^.;]{0,60}thi hành|thi hành (?:quyết định|nghị quyết|chỉ thị|thông tư|quy chế)"
    r"|có hiệu lực|hiệu lực thi hành|thay thế (?:quyết định|kế hoạch)|căn cứ quyết định thi hành",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\W*(?:giao|đề nghị|yêu cầu|ủy quyền|uỷ quyền)\s", re.IGNORECASE)
_LONGEST_SEEN = 600


def sections_of(root: Node) -> list[Node]:
    """Return the parts that assign work in the order of the document; none is nested."""
    top = [node for node in _titled(root) if _at_top(node, root)]
    found: list[Node] = []
    inside: set[int] = set()
    main = main_of(top) if top else None
    for node in root.walk():
        if id(node) in inside or node is root:
            continue
        section = _section(node, main, top)
        if section is not None:
            found.append(section)
            inside.update(id(child) for child in node.walk())
    return found


def main_of(sections: Sequence[Node]) -> Node:
    """Return the section with the best title; of equal ones the last, where plans put it."""
    return min(reversed(sections), key=lambda node: _rank(node.words))


def _rank(words: str) -> int:
    rank = title_rank(words)
    return 10_000 if rank is None else rank


def _titled(root: Node) -> Iterator[Node]:
    for node in root.walk():
        if node is root or node.kind > Kind.NUMBER or title_rank(node.words) is None:
            continue
        if not any(child.line is not None and child.line.cells for child in node.children[:3]):
            yield node


def _at_top(node: Node, root: Node) -> bool:
    """Roman numbers, divisions and articles are main parts; numbers only where there are none."""
    if not node.children:
        return False
    if node.kind < Kind.NUMBER:
        return True
    return any(child is node for child in root.children) and not any(
        child.kind is Kind.ROMAN for child in root.children
    )


def _section(node: Node, main: Node | None, top: Sequence[Node]) -> Node | None:
    if node is main:
        return node
    if node.kind is Kind.ARTICLE and not title_rank(node.words):
        return _article(node)
    if node.kind > Kind.DOTTED or title_rank(node.words.partition(":")[0]) is None:
        return None
    if not node.children:
        return _in_one_line(node) if main is None else None
    if any(node is one for one in top):
        return node if _assigns(node) else None
    return node if is_plain_title(node.words) and _assigns(node) else None


def _article(node: Node) -> Node | None:
    """Return an article that orders a body to act, as the only item of a section."""
    words = node.words
    if CARRIES_OUT.search(words):
        return None
    seen = words[:_LONGEST_SEEN]
    if not node.children and not _OPENED.match(words):
        return None
    if not roles_of(seen, heading=bool(node.children)).lead:
        return None
    return Node(Kind.PART, "", "", node.path, children=[node])


def _in_one_line(node: Node) -> Node | None:
    """Read "5. Tổ chức thực hiện: Giao Công an xã …", a section that is one paragraph."""
    title, colon, rest = node.words.partition(":")
    if not colon or not rest.strip() or not roles_of(rest.strip()).lead:
        return None
    only = Node(Kind.NONE, "", rest.strip(), node.path, node.line)
    return Node(node.kind, node.label, title, node.path, node.line, [only])


def _assigns(section: Node) -> bool:
    """Say whether at least half of what stands directly below names somebody."""
    items = [child for child in section.children if child.line is None or not child.line.cells]
    if not items:
        return bool(section.children)
    naming = sum(names_somebody(child) for child in items)
    return 2 * naming >= len(items) or bool(roles_of(section.words, heading=True).lead)


def names_somebody(node: Node) -> bool:
    """Say whether an item names who must act, itself or directly below."""
    words = node.words[:_LONGEST_SEEN]
    if roles_of(words, heading=bool(node.children)).lead:
        return True
    below = [child for child in node.children if child.line is None or not child.line.cells]
    return bool(below) and all(bool(roles_of(c.words[:_LONGEST_SEEN]).lead) for c in below[:6])
