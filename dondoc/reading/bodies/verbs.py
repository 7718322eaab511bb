"""Words of duties, at which a name is over."""

from collections.abc import Sequence

from dondoc.reading.bodies import lexicon_verbs
from dondoc.reading.words import Phrases, Word

_VERBS = Phrases(lexicon_verbs.VERBS)
_STRONG = Phrases(lexicon_verbs.STRONG_VERBS)
_HEADING_VERBS = Phrases(lexicon_verbs.HEADING_VERBS)
_MARKS = ",;.:!?()"


def verb_length(words: Sequence[Word], index: int) -> int:
    """Return how many words a word of a duty takes at ``index``; 0 if there is none."""
    return _VERBS.at(words, index)


def heading_verb_length(words: Sequence[Word], index: int) -> int:
    """Return the same for the few words that end a name in a heading."""
    return _HEADING_VERBS.at(words, index)


def is_responsibility(words: Sequence[Word], index: int) -> bool:
    """Say whether a word stands here that no name takes in ("chủ trì", "có trách nhiệm")."""
    return bool(_STRONG.at(words, index))


def is_strong(words: Sequence[Word], index: int) -> bool:
    """Say whether a word of responsibility, or one that ends a heading, stands here."""
    return bool(_STRONG.at(words, index) or _HEADING_VERBS.at(words, index))


def is_duty(words: Sequence[Word], index: int, *, heading: bool = False) -> bool:
    """Say whether a known word of a duty stands here, so that a name before it is a subject."""
    if index >= len(words) or not words[index].text[0].islower():
        return False
    return bool((_HEADING_VERBS if heading else _VERBS).at(words, index))


def marked(words: Sequence[Word], index: int) -> bool:
    """Say whether a mark stands between this word and the one before it."""
    return any(mark in words[index].before for mark in _MARKS)
