"""Lines → the outline of a document: a tree by numbers, letters and bullets, each with its path."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dondoc.reading.folding import bare
from dondoc.reading.line import Line
from dondoc.reading.marks import Kind, Mark, marker_of
from dondoc.reading.titles import is_section_title

_ANNEX = re.compile(r"PHỤ\s+LỤC(?:\s+(?:SỐ\s+)?(?P<n>[IVX]+|\d+))?\b", re.IGNORECASE)
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
_BODY_OVER = ("noi nhan",)


@dataclass
class Node:
    """One item of the outline. ``words`` is its text without its number or bullet."""

    kind: Kind
    label: str
    words: str
    path: str = ""
    line: Line | None = None
    children: list["Node"] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def outline_of(lines: Sequence[Line]) -> Node:
    """Return the root of the outline; annexes stand under ``PL1``, ``PL2`` and so on."""
    return _Builder().build(lines)


class _Builder:
    def __init__(self) -> None:
        self._root = Node(Kind.PART, "", "")
        self._top = self._root
        self._stack = [self._root]
        self._annexes = 0
        self._over = False

    def build(self, lines: Sequence[Line]) -> Node:
        for line in lines:
            annex = _ANNEX.match(line.text) if not line.cells else None
            if annex and _is_heading(line.text):
                self._open_annex(line, annex["n"])
            elif self._over:
                continue
            elif bare(line.text).startswith(_BODY_OVER):
                self._over = True
            else:
                self._add(line)
        return self._root

    def _open_annex(self, line: Line, number: str | None) -> None:
        self._over = False
        self._annexes += 1
        shown = _ROMAN.get((number or "").upper()) or int(_digits(number) or self._annexes)
        label = f"PL{shown}"
        node = Node(Kind.PART, label, line.text, label, line)
        self._root.children.append(node)
        self._top = node
        self._stack = [node]

    def _add(self, line: Line) -> None:
        mark = Mark(Kind.NONE, "", line.text) if line.cells else _mark(line.text)
        while len(self._stack) > 1 and not _holds(self._stack[-1], mark):
            self._stack.pop()
        parent = self._stack[-1]
        node = Node(mark.kind, mark.label, mark.rest, line=line)
        node.path = self._path(parent, mark, node)
        parent.children.append(node)
        if mark.kind not in (Kind.NONE, Kind.NOTE):
            self._stack.append(node)

    def _path(self, parent: Node, mark: Mark, node: Node) -> str:
        if node.line is not None and node.line.cells:
            return parent.path
        base, label = parent.path, mark.label
        if mark.kind is Kind.DOTTED:
            above = [n for n in self._stack if n.kind < Kind.NUMBER]
            base = above[-1].path if above else ""
        elif mark.kind in _COUNTED:
            sign = _COUNTED[mark.kind]
            parent.counts[sign] += 1
            label = f"{sign}{parent.counts[sign]}"
        elif mark.kind is Kind.ARTICLE:
            base, label = self._top.path, f"Điều {mark.label}"
        return f"{base}.{label}" if base and label else base or label


_COUNTED = {Kind.DASH: "-", Kind.PLUS: "+", Kind.NONE: "p", Kind.NOTE: "p"}


def _mark(text: str) -> Mark:
    mark = marker_of(text)
    if mark.kind is Kind.NONE and is_section_title(text):
        return Mark(Kind.ROMAN, "", text)
    return mark


def _holds(node: Node, mark: Mark) -> bool:
    """Say whether an open node can hold what comes next."""
    if mark.kind is Kind.NONE:
        return node.kind < Kind.DASH
    if mark.kind is Kind.NOTE:
        return node.kind < Kind.NUMBER
    if mark.kind is Kind.DOTTED and node.kind is Kind.DOTTED:
        return mark.label.startswith(f"{node.label}.")
    if mark.kind is Kind.DOTTED and node.kind is Kind.NUMBER:
        return mark.label.split(".")[0] == node.label
    return node.kind < mark.kind


def _is_heading(text: str) -> bool:
    head = text.partition(":")[0]
    return head.isupper() or len(text) <= 40


def _digits(number: str | None) -> str:
    return number if number and number.isdigit() and len(number) < 4 else ""
