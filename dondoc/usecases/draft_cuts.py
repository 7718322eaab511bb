"""Where a clause may be cut: the fragments between which a person chooses."""

import re
from dataclasses import dataclass

from dondoc.usecases.draft import DraftClause

_BREAK = re.compile(r"(?<=[.;,])\s+|\n+")
#: A fragment of fewer letters belongs to the one before.
_LEAST = 12


@dataclass(frozen=True)
class Fragment:
    """A run of the text; ``at`` is where it begins, ``is_likely`` where a duty was recognised."""

    at: int
    text: str
    is_likely: bool


def fragments(clause: DraftClause) -> list[Fragment]:
    """Return the text in fragments that begin after a stop, a comma, or with a duty."""
    text = clause.text
    # What stands before the first duty is only who does it.
    duties = set(sorted(mark.span[0] for mark in clause.marks if mark.what == "duty")[1:])
    edges = sorted({0} | duties | {found.end() for found in _BREAK.finditer(text)})
    starts = [0]
    for edge in edges[1:]:
        far = edge - starts[-1] >= _LEAST or edge in duties
        if far and len(text) - edge >= _LEAST:
            starts.append(edge)
    ends = [*starts[1:], len(text)]
    return [
        Fragment(start, text[start:end].strip(), start in duties)
        for start, end in zip(starts, ends, strict=True)
    ]
