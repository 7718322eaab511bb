"""Lines → the outline of a document: a tree by numbers, letters and bullets, each with its path."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dondoc.reading.folding import bare
from dondoc.reading.line import Line
from dondoc.reading.structure.borders import Border, border_of
from dondoc.reading.structure.marks import Kind, Mark, marker_of
from dondoc.reading.structure.series import place_of
from dondoc.reading.structure.titles import is_section_title

_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10,
}  # fmt: skip
_LONGEST_HEADING = 300


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
    sign: str = ""

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
        self._root = Node(Kind.DIVISION, "", "")
        self._top = self._root
        self._stack = [self._root]
        self._annexes = 0
        self._romans: set[str] = set()
        self._begun = False
        self._over = False
        self._over_articles: Node | None = None

    def build(self, lines: Sequence[Line]) -> Node:
        for index, line in enumerate(lines):
            border = border_of(line, begun=self._begun, over=self._over)
            if border is Border.ANNEX:
                self._open_annex(line)
            elif border is Border.ATTACHED:
                self._open_attached()
            elif border is Border.END:
                self._over = True
            elif not self._over and not self._goes_on(line):
                self._add(line, lines[index + 1] if index + 1 < len(lines) else None)
        return self._root

    def _open_annex(self, line: Line) -> None:
        self._over = False
        self._annexes += 1
        label = f"PL{_number_of(line.text) or self._annexes}"
        node = Node(Kind.DIVISION, label, line.text, label, line)
        self._root.children.append(node)
        self._top = node
        self._stack = [node]
        self._romans = set()

    def _open_attached(self) -> None:
        """A plan that follows the decision that issues it begins its own numbering."""
        self._over = False
        self._top = self._root
        self._stack = [self._root]
        self._romans = set()

    def _goes_on(self, line: Line) -> bool:
        """Join the second line of a title ("Phần thứ ba", "TỔ CHỨC THỰC HIỆN") to its first."""
        node = self._stack[-1]
        if node.line is None or node.children or line.cells or node.kind > Kind.ARTICLE:
            return False
        if marker_of(line.text).kind is not Kind.NONE or len(node.words) > _LONGEST_HEADING:
            return False
        bare_number = node.kind is Kind.DIVISION and node.words == node.line.text and node.label
        if node is self._top and not bare_number:
            return False
        if bare_number and not node.label.startswith("PL"):
            node.words = line.text
            return True
        if node.kind is Kind.ARTICLE or not (node.words.isupper() and line.text.isupper()):
            return False
        if is_section_title(line.text) and not node.words.endswith(","):
            return False
        node.words = f"{node.words} {line.text}"
        return True

    def _add(self, line: Line, follows: Line | None) -> None:
        mark = Mark(Kind.NONE, "", line.text) if line.cells else _mark(line)
        if mark.kind is Kind.STAR and not self._heads(mark, follows):
            mark = replace(mark, kind=Kind.DASH)
        del self._stack[self._place(mark, line, follows) + 1 :]
        parent = self._stack[-1]
        node = Node(mark.kind, mark.label, mark.rest, line=line, sign=mark.sign)
        node.path = self._path(parent, mark, node)
        parent.children.append(node)
        if mark.kind not in (Kind.NONE, Kind.NOTE):
            self._begun = self._begun or mark.kind < Kind.STAR
            self._stack.append(node)

    def _heads(self, mark: Mark, follows: Line | None) -> bool:
        """A star stands over what follows it, or is a bullet like any other."""
        if any(node.kind is Kind.STAR for node in self._stack):
            return True
        below = marker_of(follows.text).kind if follows is not None else Kind.STAR
        named = mark.rest.endswith(":") or not mark.rest.endswith((".", ";", ","))
        return named and below in (Kind.LETTER, Kind.DASH, Kind.PLUS, Kind.NONE)

    def _place(self, mark: Mark, line: Line, follows: Line | None) -> int:
        if mark.kind is not Kind.ARTICLE:
            return place_of(self._stack, mark, line, follows)
        for index, node in enumerate(self._stack):
            if node is self._over_articles:
                return index
        index = place_of(self._stack, mark, line, follows)
        self._over_articles = self._stack[index]
        return index

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
        elif mark.kind is Kind.ROMAN:
            base = self._base_of_roman(parent, label)
        return f"{base}.{label}" if base and label else base or label

    def _base_of_roman(self, parent: Node, label: str) -> str:
        """A Roman number that counts on through all divisions needs none of them in its path."""
        first = parent.kind is Kind.DIVISION and label not in self._romans
        self._romans.add(label)
        return self._top.path if first else parent.path


_COUNTED = {Kind.STAR: "*", Kind.DASH: "-", Kind.PLUS: "+", Kind.NONE: "p", Kind.NOTE: "p"}


def _mark(line: Line) -> Mark:
    mark = marker_of(line.text)
    if mark.kind is Kind.NONE and is_section_title(line.text, bold=line.bold):
        return Mark(Kind.ROMAN, "", line.text)
    return mark


def _number_of(heading: str) -> int | None:
    found = re.match(r"phu luc (?:so )?(?P<n>[ivx]+|\d{1,3})\b", bare(heading[:60]))
    if found is None:
        return None
    return _ROMAN.get(found["n"].upper()) or (int(found["n"]) if found["n"].isdigit() else None)
