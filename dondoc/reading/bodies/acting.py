"""Verbs that belong to a name: "Tổ giám sát", "Ban chỉ đạo", "Công chức phụ trách văn hóa"."""

from collections.abc import Sequence

from dondoc.reading.bodies import lexicon_heads, lexicon_parts
from dondoc.reading.bodies.heads import head_length, is_capital
from dondoc.reading.bodies.parts import part_length
from dondoc.reading.bodies.verbs import is_responsibility, marked
from dondoc.reading.words import Phrases, Word

_BODIES = Phrases(lexicon_parts.ACTING_BODIES)
_BODY_VERBS = Phrases(lexicon_parts.ACTING_VERBS)
_CHARGED = Phrases(lexicon_parts.CHARGED)
_CHARGES = Phrases(lexicon_parts.CHARGES)
_PLURALS = Phrases(lexicon_heads.PLURALS)
_NOUN_LONGEST = 3


def acting_length(words: Sequence[Word], index: int) -> int:
    """Return how many words a verb takes that can name a body; 0 if none stands here."""
    return _BODY_VERBS.at(words, index)


def named_by(words: Sequence[Word], begin: int, position: int) -> int:
    """Return how many words from ``position`` are the verb that names what stands before it."""
    if position >= len(words) or is_capital(words[position]) or marked(words, position):
        return 0
    part = part_length(words, position)
    length = _BODY_VERBS.at(words, position)
    if length >= max(1, part) and after_body(words, begin, position):
        return length
    length = _CHARGES.at(words, position)
    return length if length >= max(1, part) and _ends_in(_CHARGED, words, begin, position) else 0


def after_body(words: Sequence[Word], begin: int, position: int) -> bool:
    """Say whether a body named by what it does may stand right before ``position``."""
    if is_responsibility(words, position):
        return False
    return _ends_in(_BODIES, words, begin, position)


def _ends_in(nouns: Phrases, words: Sequence[Word], begin: int, position: int) -> bool:
    """Say whether the words before ``position`` end in one of the nouns, by itself.

    "Công đoàn" does not end in "đoàn", nor does "các phòng, ban" name a "ban".
    """
    for start in range(max(begin, position - _NOUN_LONGEST), position):
        if nouns.at(words, start) == position - start:
            if start > begin and "," in words[start].before:
                return False
            before = (s for s in range(begin, start) if not _PLURALS.at(words, s))
            return not any(head_length(words, s) == position - s for s in before)
    return False
