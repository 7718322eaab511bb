"""What changed between two wordings, word by word."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(r"\s+|\w+(?:[/.\-]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Run:
    """Words that stayed, were taken out, or came in; joined, the runs are both wordings."""

    kind: Literal["same", "out", "in"]
    text: str


def folded(text: str) -> list[str]:
    """Return the words of a text as they are compared: small letters, no punctuation."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return re.findall(r"\w+(?:[/.\-]\w+)*", plain)


def differ(one: str, other: str) -> bool:
    """Tell whether two texts differ in more than spaces, letter case and punctuation."""
    return folded(one) != folded(other)


def runs(before: str, after: str) -> list[Run]:
    """Return the later wording with what was taken out of the earlier one."""
    one, other = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Run] = []
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            found.append(Run("same", "".join(one[a1:a2])))
            continue
        found += _changed(one[a1:a2], other[b1:b2])
    return list(_smooth(found))


def _changed(out: Sequence[str], came: Sequence[str]) -> Iterator[Run]:
    if out:
        yield Run("out", "".join(out))
    if came:
        yield Run("in", "".join(came))


def _smooth(found: Sequence[Run]) -> Iterator[Run]:
    """Join what only a space keeps apart: «10 4» for «20 5» reads as one change, not as two."""
    out = came = ""
    for number, run in enumerate(found):
        if run.kind == "out":
            out += run.text
        elif run.kind == "in":
            came += run.text
        elif run.text.isspace() and (out or came) and number + 1 < len(found):
            out, came = out + run.text, came + run.text
        else:
            yield from _changed([out] if out else [], [came] if came else [])
            out = came = ""
            yield run
    yield from _changed([out] if out else [], [came] if came else [])
