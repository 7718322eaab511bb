"""Where the words of a dropped clause may have gone, and those of an added one come from."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from dondoc.rules import amend_words
from dondoc.rules.amend_facts import Pair

#: The share of a part's words that must stand, in order, in the whole that it came from.
PART = 0.8
FEWEST_WORDS = 5


def hinted(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs with hints: a clause was split, or several were merged."""
    return [_hinted(pair, pairs) for pair in pairs]


def _hinted(pair: Pair, pairs: Sequence[Pair]) -> Pair:
    if pair.kind == "added" and pair.new:
        text = pair.new.text
        found = [
            p.old.path for p in pairs if p.old and p.kind != "unchanged" and _kin(text, p.old.text)
        ]
    elif pair.kind == "dropped" and pair.old:
        text = pair.old.text
        found = [
            p.new.path for p in pairs if p.new and p.kind != "unchanged" and _kin(text, p.new.text)
        ]
    else:
        return pair
    return replace(pair, hint=tuple(found))


def _kin(one: str, other: str) -> bool:
    """Tell whether the shorter of two texts stands, nearly word for word, in the longer one."""
    part, whole = sorted((amend_words.folded(one), amend_words.folded(other)), key=len)
    if len(part) < FEWEST_WORDS:
        return False
    return LCSseq.similarity(part, whole) / len(part) >= PART
