"""Dated things outside the part that assigns work: timetables, "Thời gian hoàn thành: …"."""

import re
from collections.abc import Collection, Iterator

from dondoc.reading.deadlines import TimeFrame, deadlines_in
from dondoc.reading.draft import ElsewhereItem
from dondoc.reading.marks import Kind
from dondoc.reading.outline import Node
from dondoc.reading.recurrences import recurrences_in
from dondoc.reading.roles import roles_of

_ABOUT_TIME = re.compile(
    r"(?:thời\s+(?:gian|hạn)|tiến\s+độ|hạn\s+(?:chót|cuối)|đợt\s+\d+)\b", re.IGNORECASE
)
_PREAMBLE = re.compile(r"(?:căn cứ|thực hiện|theo)\s", re.IGNORECASE)


def elsewhere_of(root: Node, inside: Collection[int], frame: TimeFrame) -> Iterator[ElsewhereItem]:
    """Yield what is dated outside; ``inside`` holds the identities of nodes already read."""
    for node in root.walk():
        if id(node) in inside or not _in_body(node):
            continue
        text = node.words
        about = TimeFrame(frame.year, frame.events, about_time=bool(_ABOUT_TIME.match(text)))
        taken = [rhythm.span for rhythm in recurrences_in(text)]
        deadlines = tuple(deadlines_in(text, about, taken=taken))
        if deadlines:
            lead = tuple(name.text for name in roles_of(text).lead)
            line = node.line.at if node.line else 0
            yield ElsewhereItem(node.path, text, lead, deadlines, line)


def _in_body(node: Node) -> bool:
    """The head and the legal grounds stand before the first heading and are no body."""
    if node.kind < Kind.NUMBER or not node.path:
        return False
    return not (node.kind is Kind.NONE and re.fullmatch(r"p\d+", node.path))
