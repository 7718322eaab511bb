"""Where the name of a body, an office or a person can begin."""

from collections.abc import Sequence

from dondoc.reading.bodies import lexicon_heads, lexicon_units
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word

_CAPITAL = Phrases((*lexicon_heads.HEADS_WITH_CAPITAL, *lexicon_heads.OFFICES))
_SHORT = frozenset(fold(short) for short in lexicon_heads.SHORT_HEADS)
_SMALL = Phrases(lexicon_heads.HEADS)
_PLURALS = Phrases(lexicon_heads.PLURALS)
_GROUPS = Phrases(lexicon_heads.GROUP_NOUNS)
_NOT = Phrases(lexicon_heads.NOT_HEADS)
_NEED_PLACE = Phrases(lexicon_heads.NEED_PLACE)
_PLACES = Phrases(lexicon_units.PLACE_WORDS)
_AFTER_NEED = Phrases((*lexicon_units.PLACE_WORDS, *lexicon_heads.AFTER_THEM))
_NEVER = Phrases(lexicon_heads.NOT_HEADS_ACROSS_COMMA)
_COUNTED = Phrases((*lexicon_units.PLACE_WORDS, *lexicon_heads.COUNTED))
_LONG_SHORT = 4
_MARKS = frozenset(",.;:()")
_COURTESIES = Phrases(lexicon_heads.COURTESIES)


def is_capital(word: Word) -> bool:
    """Say whether a word begins with a capital letter or is a number."""
    return not word.text[0].islower()


def head_length(words: Sequence[Word], index: int) -> int:
    """Return of how many words the head of the name at ``index`` is; 0 if no name begins there."""
    if not 0 <= index < len(words):
        return 0
    plural = _PLURALS.at(words, index)
    if plural and not _broken(words, index, plural + 1):
        return _group_length(words, index, plural)
    if _NEVER.at(words, index):
        return 0
    if _NOT.at(words, index) and not _broken(words, index, _NOT.at(words, index)):
        return 0
    return _one_body(words, index)


def _group_length(words: Sequence[Word], index: int, plural: int) -> int:
    if _NOT.at(words, index + plural) > _GROUPS.at(words, index + plural):
        return 0
    group = _GROUPS.at(words, index + plural)
    if group:
        return plural + group
    rest = index + plural
    named = rest < len(words) and is_capital(words[rest]) and _one_body(words, rest)
    return plural + named if named else 0


def _one_body(words: Sequence[Word], index: int) -> int:
    word = words[index]
    if word.text.isdigit():
        counted = _COUNTED.at(words, index + 1)
        return 1 + counted if counted and words[index + 1].before == " " else 0
    small = _SMALL.at(words, index)
    if word.key in _SHORT and (word.text.isupper() or len(word.text) > _LONG_SHORT):
        return max(1, small)
    length = max(small, _CAPITAL.at(words, index)) if is_capital(word) else small
    if not is_capital(word):
        length = max(length, _named_place(words, index))
    if length and length == _NEED_PLACE.at(words, index):
        return length if _named_after(words, index + length) else 0
    if length and _broken(words, index, length):
        return 0 if length > 1 and not small else length
    return length


def _named_place(words: Sequence[Word], index: int) -> int:
    """Return the length of "phường" in "phường Hưng Hòa": a place that is named."""
    length = _PLACES.at(words, index)
    last = index + length
    named = length and last < len(words) and is_capital(words[last])
    return length if named and words[last].before == " " else 0


def _named_after(words: Sequence[Word], index: int) -> bool:
    if index >= len(words) or any(mark in words[index].before for mark in ",:;."):
        return index >= len(words) or ":" in words[index].before
    return bool(_AFTER_NEED.at(words, index)) or is_capital(words[index])


def _broken(words: Sequence[Word], index: int, length: int) -> bool:
    return any(_MARKS & set(word.before) for word in words[index + 1 : index + length])


def head_at(words: Sequence[Word], index: int) -> bool:
    """Say whether the name of a body or an office begins at this word."""
    return head_length(words, index) > 0


def after_courtesy(words: Sequence[Word], index: int) -> int:
    """Return the index after "Đồng chí" and the like."""
    first = index + _COURTESIES.at(words, index)
    if not index < first < len(words) or "," in words[first].before:
        return index
    return first if is_capital(words[first]) or head_at(words, first) else index


def name_at(words: Sequence[Word], index: int) -> bool:
    """Say whether a body, an office or, after "đồng chí", a person is named here."""
    first = after_courtesy(words, index)
    if head_at(words, first):
        return True
    return index < first < len(words) and is_capital(words[first])
