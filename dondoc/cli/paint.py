"""What was recognised, in colours: only where a person looks at a terminal that has them."""

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from dondoc.usecases.draft import Mark

#: SGR codes: who leads and supports is bold or plain blue, times are yellow and green.
CODES = {"lead": "1;34", "support": "34", "deadline": "1;33", "recurrence": "1;32", "duty": "4"}
NAMES = {
    "lead": "chủ trì",
    "support": "phối hợp",
    "deadline": "thời hạn",
    "recurrence": "định kỳ",
    "duty": "nhiệm vụ",
}


def is_wanted(stream: TextIO | None = None, environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether colours help: a terminal, and nobody who forbids them (NO_COLOR)."""
    stream = stream or sys.stdout
    plain = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
    return stream.isatty() and not plain


def coloured(words: str, what: str) -> str:
    """Return words in the colour of their kind."""
    return f"\x1b[{CODES[what]}m{words}\x1b[0m"


def legend() -> str:
    """Return what the colours mean."""
    return "Chú giải: " + "  ".join(coloured(name, what) for what, name in NAMES.items())


def marked(text: str, marks: "Sequence[Mark]") -> str:
    """Return a text with its recognised values in colours; a duty is underlined."""
    from dondoc.usecases.draft_marks import pieces

    return "".join(
        coloured(piece.text, piece.what or "duty") if piece.what or piece.duty else piece.text
        for piece in pieces(text, marks)
    )


def found(text: str, words: Iterable[tuple[str, str]]) -> str:
    """Return a text in which these words, each with its kind, are in colours wherever they stand."""
    kinds = {" ".join(one.split()): what for one, what in words if what != "duty"}
    if not kinds:
        return text
    longest_first = sorted(kinds, key=len, reverse=True)
    # A line of a file may break anywhere between two words.
    patterns = (r"\s+".join(map(re.escape, one.split())) for one in longest_first)
    return re.sub(
        "|".join(patterns),
        lambda hit: coloured(hit.group(), kinds[" ".join(hit.group().split())]),
        text,
    )
