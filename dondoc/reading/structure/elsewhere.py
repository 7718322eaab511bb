"""Dated things outside the clauses: timetables, phases, "Thời gian hoàn thành: …"."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from dondoc.reading.bodies.roles import roles_of
from dondoc.reading.draft import ElsewhereItem
from dondoc.reading.folding import bare
from dondoc.reading.structure.items import is_place_and_date
from dondoc.reading.structure.marks import Kind
from dondoc.reading.structure.outline import Node
from dondoc.reading.structure.sections import CARRIES_OUT
from dondoc.reading.times.dates import may_be_dated
from dondoc.reading.times.deadlines import deadlines_in
from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.times.recurrences import recurrences_in

_ABOUT_TIME = re.compile(
    r"\W*(?:về\s+)?(?:thời\s+(?:gian|hạn|điểm)|tiến\s+độ|hạn\s+(?:chót|cuối|nộp)|(?:đợt|giai\s+đoạn"
    r"|bước|vòng|lần)\s+(?:\d+|[IVX]+)|lịch|lộ\s+trình|các\s+mốc)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"(?:tinh hinh|ket qua|danh gia|thuc trang|dac diem|boi canh|can cu|co so phap ly|su can thiet)\b"
)
_LONGEST_HEADING = 160


@dataclass(frozen=True)
class _Above:
    """What stands over a line: its heading, and whether that heading is about time.

    ``words`` are the headings from the nearest one on, in which those who lead may stand.
    """

    heading: str = ""
    about_time: bool = False
    words: tuple[str, ...] = ()

    def lead(self) -> tuple[str, ...]:
        """Return those whom the nearest heading names that names anybody."""
        named = (roles_of(words, heading=True).lead for words in self.words)
        return next((tuple(name.text for name in names) for names in named if names), ())


def elsewhere_of(root: Node, done: Collection[int], frame: TimeFrame) -> Iterator[ElsewhereItem]:
    """Yield what is dated outside; ``done`` holds the numbers of the lines that gave a clause."""
    waiting: list[tuple[Node, _Above]] = [(root, _Above())]
    while waiting:
        node, above = waiting.pop()
        if node is not root and _HISTORY.match(bare(node.words[:_LONGEST_HEADING])):
            continue
        if node.line is not None and node.line.at not in done and not node.line.cells:
            item = _item(node, above, frame)
            if item is not None:
                yield item
        waiting.extend((child, over) for child, over in reversed(_below(node, above)))


def _below(node: Node, above: _Above) -> Sequence[tuple[Node, _Above]]:
    """Return the children with what stands over each; a lead-in stands over what follows it."""
    if not node.children:
        return ()
    over = _over(node, above) if node.line is not None else above
    pairs: list[tuple[Node, _Above]] = []
    for child in node.children:
        if child.kind is Kind.NONE and child.words.rstrip().endswith(":"):
            pairs.append((child, over))
            over = _over(child, above)
        else:
            pairs.append((child, over))
    return pairs


def _over(node: Node, above: _Above) -> _Above:
    words = node.words[:_LONGEST_HEADING].strip().rstrip(":")
    about_time = bool(_ABOUT_TIME.match(words))
    heading = above.heading if about_time and above.heading else words
    return _Above(heading, about_time, (words, *above.words))


def _item(node: Node, above: _Above, frame: TimeFrame) -> ElsewhereItem | None:
    text = node.words
    if not may_be_dated(text):
        return None
    timetable = node.line is not None and node.line.table is not None
    about_time = timetable or bool(_ABOUT_TIME.match(text))
    if not _in_body(node, about_time=about_time) or _tells_nothing(text):
        return None
    about = replace(frame, about_time=about_time or above.about_time)
    taken = [rhythm.span for rhythm in recurrences_in(text)]
    deadlines = tuple(deadlines_in(text, about, taken=taken))
    if not deadlines:
        return None
    lead = tuple(name.text for name in roles_of(text).lead) or above.lead()
    line = node.line.at if node.line else 0
    return ElsewhereItem(node.path, text, lead, deadlines, line, above.heading)


def _tells_nothing(text: str) -> bool:
    return bool(CARRIES_OUT.search(text)) or is_place_and_date(text)


def _in_body(node: Node, *, about_time: bool) -> bool:
    """The head and the legal grounds stand before the first heading and are no body."""
    if not node.path or (node.kind < Kind.ARTICLE and not about_time):
        return False
    return about_time or not (node.kind is Kind.NONE and re.fullmatch(r"p\d+", node.path))
