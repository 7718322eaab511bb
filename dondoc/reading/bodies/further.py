"""After a comma or "và": does a further name begin, or does the name before go on?"""

from collections.abc import Sequence

from dondoc.reading.bodies import lexicon_heads, lexicon_units
from dondoc.reading.bodies.heads import after_courtesy, head_at, head_length, is_capital
from dondoc.reading.bodies.parts import inner_comma, part_length
from dondoc.reading.bodies.verbs import verb_length
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word

_PLURALS = Phrases(lexicon_heads.PLURALS)
_PLACES = Phrases(lexicon_units.PLACE_WORDS)
_BARE = Phrases(lexicon_units.BARE_NOUNS)
_ONE_BODY = Phrases(lexicon_units.ONE_BODY)
_LEADERS = Phrases(lexicon_units.LEADERS)
_PERSONS = Phrases((*lexicon_units.AUDIENCE, *lexicon_units.PERSONS))
_HALF_TITLES = frozenset(fold(title) for title in lexicon_units.HALF_TITLES)
_ONE_BODY_LONGEST = 6
AND = frozenset(fold(word) for word in ("và", "hoặc"))


def begins_name(words: Sequence[Word], index: int, *, group: bool) -> bool:
    """Say whether a further name of a list begins here, not a noun that goes on with the last.

    ``group``: the name before is of a group ("các cơ quan"), which goes on over small nouns.
    """
    first = after_courtesy(words, index)
    if first > index:
        return first < len(words) and (is_capital(words[first]) or head_at(words, first))
    if not head_at(words, index):
        return False
    if _PLURALS.at(words, index):
        return True
    bare = _BARE.at(words, index)
    if is_capital(words[index]):
        return not (group and _is_bare(words, index, bare))
    if bare < head_length(words, index):
        return True
    if not group and not _PLACES.at(words, index) and not _PERSONS.at(words, index):
        return True
    last = index + bare
    return last < len(words) and words[last].before == " " and is_capital(words[last])


def _is_bare(words: Sequence[Word], index: int, bare: int) -> bool:
    """Say whether "Khối thi đua" in "các Cụm, Khối thi đua" is a noun without a name."""
    last = index + bare
    if not bare or bare < head_length(words, index):
        return False
    return last >= len(words) or not is_capital(words[last]) or "," in words[last].before


def after_comma(words: Sequence[Word], begin: int, position: int) -> int:
    """Return how many words after the comma at ``position`` still belong to the name."""
    length = inner_comma(words, begin, position)
    if length:
        return length
    if _half_title(words, begin, position):
        return max(1, head_length(words, position))
    if begins_name(words, position, group=_listed(words, begin, position, position)):
        return 0
    bare = _BARE.at(words, position)
    goes_on = bare and not is_capital(words[position]) and verb_length(words, position) <= bare
    return bare if goes_on else 0


def after_and(words: Sequence[Word], begin: int, position: int, *, proper: bool) -> int:
    """Return how many words from the "và" at ``position`` on belong to the name.

    ``proper``: a list of proper names ("Trường A, B và C"), so that "và" never stands within one.
    """
    follows = position + 1
    if _is_one_body(words, begin, position):
        return 1 + max(1, head_length(words, follows), part_length(words, follows))
    group = _listed(words, begin, position, follows)
    if follows >= len(words) or begins_name(words, follows, group=group):
        return 0
    part = part_length(words, follows)
    if is_capital(words[follows]):
        return 0 if proper else 1 + max(1, part)
    bare, verb = _BARE.at(words, follows), verb_length(words, follows)
    if bare and verb <= bare:
        return 1 + bare
    return 1 + part if part > verb else 0


def _half_title(words: Sequence[Word], begin: int, position: int) -> bool:
    text = " ".join(word.key for word in words[begin:position])
    return text in _HALF_TITLES and head_at(words, position)


def _listed(words: Sequence[Word], begin: int, position: int, follows: int) -> bool:
    """Say whether the name so far is of a group that a small noun at ``follows`` goes on with.

    "UBND các xã" goes on with "phường", not with "doanh nghiệp".
    """
    places = any(_PLACES.at(words, position - back) == back for back in (1, 2))
    if places and not _PLACES.at(words, follows) and not _PERSONS.at(words, follows):
        return False
    plural = any(_PLURALS.at(words, index) for index in range(begin, position))
    return plural or bool(_LEADERS.at(words, begin))


def _is_one_body(words: Sequence[Word], begin: int, position: int) -> bool:
    return any(
        _ONE_BODY.at(words, start) > position - start
        for start in range(max(begin, position - _ONE_BODY_LONGEST), position)
    )
