"""How far one name goes: from its head over its parts to a mark or the word of a duty."""

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.reading import lexicon_units, lexicon_verbs
from dondoc.reading.folding import fold
from dondoc.reading.heads import after_courtesy, head_at, head_length, is_capital
from dondoc.reading.parts import inner_comma, part_length
from dondoc.reading.references import reference_length
from dondoc.reading.words import Phrases, Word

_VERBS = Phrases(lexicon_verbs.VERBS)
_STRONG = Phrases(lexicon_verbs.STRONG_VERBS)
_HEADING_VERBS = Phrases(lexicon_verbs.HEADING_VERBS)
_ACTING = Phrases(lexicon_units.ACTING_BODIES)
_ACTING_VERBS = Phrases(lexicon_units.ACTING_VERBS)
_CHARGED = Phrases(lexicon_units.CHARGED)
_CHARGES = Phrases(lexicon_units.CHARGES)
_PLURALS = Phrases(lexicon_units.PLURALS)
_GROUP_PARTS = Phrases(lexicon_units.GROUP_PARTS)
_TAILS = Phrases(lexicon_units.TAILS)
_JOINTS = Phrases(lexicon_units.JOINTS)
_PLACES = Phrases(lexicon_units.PLACE_WORDS)
_BARE = Phrases(lexicon_units.BARE_NOUNS)
_ONE_BODY = Phrases(lexicon_units.ONE_BODY)
_BY_NAME = Phrases(lexicon_units.SHARED_BY_NAME)
_LEADERS = Phrases(lexicon_units.LEADERS)
_PERSONS = Phrases((*lexicon_units.AUDIENCE, *lexicon_units.PERSONS))
_EXCEPT = frozenset(fold(word) for word in ("trừ", "ngoại", "không"))
AND = frozenset(fold(word) for word in ("và", "hoặc"))
_LONGEST = 40
_FEW = 5


@dataclass(frozen=True)
class Walk:
    """``stop`` is the index of the first word after the name."""

    stop: int


def is_duty(words: Sequence[Word], index: int, *, heading: bool = False) -> bool:
    """Say whether a known word of a duty stands here, so that a name before it is a subject."""
    if index >= len(words) or not words[index].text[0].islower():
        return False
    return bool((_HEADING_VERBS if heading else _VERBS).at(words, index))


def walk(
    words: Sequence[Word],
    begin: int,
    *,
    heading: bool = False,
    from_: int = 0,
    proper: bool = False,
) -> Walk:
    """Return how far the name goes that begins at ``begin``.

    ``from_``: the index from which on to look, if the first words are known to belong to it.
    ``proper``: a list of proper names ("Trường A, B và C"), so that "và" never stands within one.
    """
    return _Walker(words, begin, heading=heading, proper=proper).walk(from_)


def begins_name(words: Sequence[Word], index: int, *, group: bool = True) -> bool:
    """Say whether a further name of a list begins here, not a noun that goes on with the last.

    ``group``: the name before is of a group ("các cơ quan"), which goes on over small nouns.
    """
    first = after_courtesy(words, index)
    if first > index:
        return first < len(words) and (is_capital(words[first]) or head_at(words, first))
    if not head_at(words, index):
        return False
    if is_capital(words[index]) or _PLURALS.at(words, index):
        return True
    bare = _BARE.at(words, index)
    if bare < head_length(words, index):
        return True
    if not group and not _PLACES.at(words, index) and not _PERSONS.at(words, index):
        return True
    last = index + bare
    return last < len(words) and words[last].before == " " and is_capital(words[last])


class _Walker:
    def __init__(self, words: Sequence[Word], begin: int, *, heading: bool, proper: bool) -> None:
        self._words, self._begin, self._heading = words, begin, heading
        self._group = bool(_PLURALS.at(words, begin))
        self._proper = proper or bool(_BY_NAME.at(words, begin))
        self._acting = False
        self._unknown = 0

    def walk(self, from_: int) -> Walk:
        words = self._words
        position = max(from_, self._begin + max(1, head_length(words, self._begin)))
        position = self._past_acting(position)
        while position < len(words) and position - self._begin < _LONGEST:
            step = self._step(position)
            if step == 0:
                break
            position += step
        return Walk(min(position, len(words)))

    def _past_acting(self, position: int) -> int:
        """Take in the verb by which a body is named ("Tổ giám sát", "Công chức phụ trách")."""
        words = self._words
        if position >= len(words) or is_capital(words[position]) or self._marked(position):
            return position
        for nouns, verbs in ((_ACTING, _ACTING_VERBS), (_CHARGED, _CHARGES)):
            if not self._ends_in(nouns, position):
                continue
            length = verbs.at(words, position)
            if part_length(words, position) > length:
                continue
            if length and not (_STRONG.at(words, position) and nouns is _ACTING):
                self._acting = nouns is _ACTING
                return position + length
        return position

    def _ends_in(self, nouns: Phrases, position: int) -> bool:
        words = self._words
        for start in range(max(self._begin, position - 3), position):
            if nouns.at(words, start) == position - start:
                before = range(self._begin, start)
                return not any(head_length(words, s) == position - s for s in before)
        return False

    def _marked(self, position: int) -> bool:
        return any(mark in self._words[position].before for mark in ",;.:!?()")

    def _step(self, position: int) -> int:
        """Return how many words belong to the name from here; 0 where it is over."""
        word = self._words[position]
        if any(mark in word.before for mark in ".;:!?()"):
            return 1 if self._abbreviated(position) else 0
        if "," in word.before:
            return self._after_comma(position)
        if word.key in AND:
            return self._after_and(position)
        return self._plain(position)

    def _abbreviated(self, position: int) -> bool:
        """A full stop within a name: "TP. Sa Sơn", "P. Hành chính"."""
        before, word = self._words[position - 1], self._words[position]
        return word.before.strip() == "." and before.text.isupper() and len(before.text) <= 2

    def _after_comma(self, position: int) -> int:
        words = self._words
        length = inner_comma(words, self._begin, position)
        if length:
            return length
        if begins_name(
            words, position, group=self._listed(position, position)
        ) and not self._half_title(position):
            return 0
        if self._half_title(position):
            return max(1, head_length(words, position))
        if self._acting and _ACTING_VERBS.at(words, position):
            return _ACTING_VERBS.at(words, position)
        bare = _BARE.at(words, position)
        if bare and not is_capital(words[position]) and _VERBS.at(words, position) <= bare:
            return bare
        return 0

    def _listed(self, position: int, follows: int) -> bool:
        """Say whether the name so far is of a group that a small noun at ``follows`` goes on with.

        "UBND các xã" goes on with "phường", not with "doanh nghiệp".
        """
        words = self._words
        places = any(_PLACES.at(words, position - back) == back for back in (1, 2))
        if places and not _PLACES.at(words, follows) and not _PERSONS.at(words, follows):
            return False
        plural = any(_PLURALS.at(words, index) for index in range(self._begin, position))
        return plural or bool(_LEADERS.at(words, self._begin))

    def _half_title(self, position: int) -> bool:
        text = " ".join(word.key for word in self._words[self._begin : position])
        return text in _HALF_TITLES and head_at(self._words, position)

    def _after_and(self, position: int) -> int:
        words = self._words
        if self._is_one_body(position):
            return 2
        follows = position + 1
        if follows >= len(words) or begins_name(
            words, follows, group=self._listed(position, follows)
        ):
            return 0
        if is_capital(words[follows]) and self._proper:
            return 0
        if is_capital(words[follows]):
            length = part_length(words, follows)
            return 1 + max(1, length)
        bare = _BARE.at(words, follows)
        if bare and _VERBS.at(words, follows) <= bare:
            return 1 + bare
        part = part_length(words, follows)
        return 1 + part if part > _VERBS.at(words, follows) else 0

    def _is_one_body(self, position: int) -> bool:
        return any(
            _ONE_BODY.at(self._words, start) > position - start
            for start in range(max(self._begin, position - 6), position)
        )

    def _plain(self, position: int) -> int:
        words = self._words
        part = part_length(words, position)
        if is_capital(words[position]):
            self._unknown = 0 if part else self._unknown + 1
            return max(1, part, head_length(words, position), self._acting_capital(position))
        place = _PLACES.at(words, position)
        named_by_it = self._past_acting(position) - position
        if named_by_it:
            return named_by_it
        if self._heading:
            return self._in_heading(position, max(1, part))
        if self._group:
            refers = reference_length(words, position)
            if refers or _GROUP_PARTS.at(words, position):
                return refers or _GROUP_PARTS.at(words, position)
        if max(part, place) > _VERBS.at(words, position):
            self._unknown = 0
            return max(part, place)
        return self._small(position)

    def _acting_capital(self, position: int) -> int:
        return _ACTING_VERBS.at(self._words, position)

    def _in_heading(self, position: int, part: int) -> int:
        ends = _HEADING_VERBS.at(self._words, position)
        if not ends:
            return part
        taken_in = self._ends_in(_ACTING, position) and not _STRONG.at(self._words, position)
        return max(ends, part) if taken_in else 0

    def _small(self, position: int) -> int:
        """Decide on a small word that is no known part of a name."""
        words = self._words
        verb = _VERBS.at(words, position)
        second = self._unknown == 1 and is_capital(words[position - 1]) and verb <= 1
        if (
            second
            and not words[position - 1].text.isupper()
            and not words[position - 1].text.isdigit()
        ):
            self._unknown = 0
            return 1
        if words[position].key in _EXCEPT and not verb:
            return 0
        tail = _TAILS.at(words, position)
        if tail and self._over(position + tail):
            return tail
        if head_length(words, position) and self._after_head_noun(position):
            return head_length(words, position)
        if verb:
            return 0
        return self._past_joint(position) or self._up_to_duty(position)

    def _up_to_duty(self, position: int) -> int:
        """Take in a few unknown small words if a word of responsibility follows them at once."""
        words = self._words
        before = words[position - 1]
        if self._unknown > 1 or before.text.isdigit() or _PLACES.at(words, position - 1):
            return 0
        for index in range(position, min(len(words), position + _FEW)):
            if _STRONG.at(words, index):
                return index - position
            if self._marked(index) or is_capital(words[index]) or _VERBS.at(words, index):
                return 0
        return 0

    def _after_head_noun(self, position: int) -> bool:
        """An office or a group goes on with the body it is of ("Trưởng các phòng", "lãnh đạo UBND")."""
        if _PLURALS.at(self._words, position) or self._group:
            return True
        return position == self._begin + head_length(self._words, self._begin)

    def _over(self, position: int) -> bool:
        words = self._words
        if position >= len(words) or self._marked(position):
            return True
        if words[position].key in AND or _JOINTS.at(words, position):
            return True
        return bool(_VERBS.at(words, position))

    def _past_joint(self, position: int) -> int:
        words = self._words
        joint = _JOINTS.at(words, position)
        follows = position + joint
        if not joint or follows >= len(words) or self._marked(follows):
            return 0
        named = (
            is_capital(words[follows])
            or head_length(words, follows)
            or part_length(words, follows)
            or _PLACES.at(words, follows)
        )
        return joint + max(1, head_length(words, follows)) if named else 0


_HALF_TITLES = frozenset(fold(title) for title in lexicon_units.HALF_TITLES)
