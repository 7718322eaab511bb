"""How far one name goes: from its head over its parts to a mark or the word of a duty."""

from collections.abc import Sequence

from dondoc.reading.bodies import lexicon_heads, lexicon_parts, lexicon_units
from dondoc.reading.bodies.acting import acting_length, after_body, named_by
from dondoc.reading.bodies.further import AND, after_and, after_comma
from dondoc.reading.bodies.heads import head_length, is_capital
from dondoc.reading.bodies.parts import part_length
from dondoc.reading.bodies.references import reference_length
from dondoc.reading.bodies.verbs import heading_verb_length, is_responsibility, marked, verb_length
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word

_PLURALS = Phrases(lexicon_heads.PLURALS)
_GROUP_PARTS = Phrases(lexicon_parts.GROUP_PARTS)
_TAILS = Phrases(lexicon_parts.TAILS)
_JOINTS = Phrases(lexicon_parts.JOINTS)
_PLACES = Phrases(lexicon_units.PLACE_WORDS)
_BY_NAME = Phrases(lexicon_units.SHARED_BY_NAME)
_EXCEPT = frozenset(fold(word) for word in ("trừ", "ngoại", "không"))
_LONGEST = 40
_FEW = 5
_SHORT = 2


def walk(
    words: Sequence[Word],
    begin: int,
    *,
    heading: bool = False,
    from_: int = 0,
    proper: bool = False,
) -> int:
    """Return the index of the first word after the name that begins at ``begin``.

    ``from_``: the index from which on to look, if the first words are known to belong to it.
    ``proper``: a list of proper names ("Trường A, B và C"), so that "và" never stands within one.
    """
    return _Walker(words, begin, heading=heading, proper=proper).walk(from_)


class _Walker:
    def __init__(self, words: Sequence[Word], begin: int, *, heading: bool, proper: bool) -> None:
        self._words, self._begin, self._heading = words, begin, heading
        self._group = bool(_PLURALS.at(words, begin))
        self._proper = proper or bool(_BY_NAME.at(words, begin))
        self._acting = False
        #: capitals in a row that no table knows: one begins a word, two are a proper name
        self._unknown = int(is_capital(words[begin]) and not head_length(words, begin))

    def walk(self, from_: int) -> int:
        words = self._words
        position = max(from_, self._begin + max(1, head_length(words, self._begin)))
        while position < len(words) and position - self._begin < _LONGEST:
            step = self._step(position)
            if step == 0:
                break
            position += step
        return min(position, len(words))

    def _step(self, position: int) -> int:
        """Return how many words belong to the name from here; 0 where it is over."""
        words, word = self._words, self._words[position]
        if any(mark in word.before for mark in ".;:!?()"):
            return 1 if self._abbreviated(position) else self._alternative(position)
        if "," in word.before:
            acting = acting_length(words, position) if self._acting else 0
            return after_comma(words, self._begin, position) or acting
        if word.key in AND:
            return after_and(words, self._begin, position, proper=self._proper)
        return self._capital(position) if is_capital(word) else self._small(position)

    def _abbreviated(self, position: int) -> bool:
        """Say whether the full stop before a word stands within a name: "TP. Sa Sơn"."""
        before, word = self._words[position - 1], self._words[position]
        return word.before.strip() == "." and before.text.isupper() and len(before.text) <= _SHORT

    def _alternative(self, position: int) -> int:
        """Step over another word for the head: "Ban (Phòng) Tuyên huấn", "Cơ quan (cán bộ) …"."""
        words = self._words
        if (
            "(" not in words[position].before
            or self._begin + head_length(words, self._begin) != position
        ):
            return 0
        for index in range(position + 1, min(len(words), position + _FEW)):
            if words[index].before == ") ":
                return index - position + 1 if is_capital(words[index]) else 0
        return 0

    def _capital(self, position: int) -> int:
        words = self._words
        part = part_length(words, position)
        self._unknown = 0 if part else self._unknown + 1
        return max(1, part, head_length(words, position), acting_length(words, position))

    def _small(self, position: int) -> int:
        words = self._words
        named = named_by(words, self._begin, position)
        if named:
            self._acting = True
            return named
        part = part_length(words, position)
        if self._heading:
            return self._in_heading(position, max(1, part))
        if self._group:
            refers = reference_length(words, position) or _GROUP_PARTS.at(words, position)
            if refers:
                return refers
        known = max(part, _PLACES.at(words, position))
        if known > verb_length(words, position):
            self._unknown = 0
            return known
        return self._unsure(position)

    def _in_heading(self, position: int, part: int) -> int:
        ends = heading_verb_length(self._words, position)
        if not ends:
            return part
        return max(ends, part) if after_body(self._words, self._begin, position) else 0

    def _unsure(self, position: int) -> int:
        """Decide on a small word that is no known part of a name."""
        words = self._words
        verb = verb_length(words, position)
        if verb <= 1 and self._is_second_syllable(position):
            self._unknown = 0
            return 1
        if words[position].key in _EXCEPT and not verb:
            return 0
        tail = _TAILS.at(words, position)
        if tail and self._over(position + tail):
            return tail
        head = head_length(words, position)
        if head and self._after_head_noun(position):
            return head
        if verb:
            return 0
        return self._past_joint(position) or self._up_to_duty(position)

    def _is_second_syllable(self, position: int) -> bool:
        """Say whether a small word ends a word of two syllables that no table knows."""
        before = self._words[position - 1]
        lone = self._unknown == 1 and is_capital(before)
        return lone and not before.text.isupper() and not before.text.isdigit()

    def _after_head_noun(self, position: int) -> bool:
        """Say whether a body stands here that the name is of: "Trưởng các phòng"."""
        if _PLURALS.at(self._words, position) or self._group:
            return True
        return position == self._begin + head_length(self._words, self._begin)

    def _over(self, position: int) -> bool:
        words = self._words
        if position >= len(words) or marked(words, position):
            return True
        if words[position].key in AND or _JOINTS.at(words, position):
            return True
        return verb_length(words, position) > 0

    def _past_joint(self, position: int) -> int:
        words = self._words
        joint = _JOINTS.at(words, position)
        follows = position + joint
        if not joint or follows >= len(words) or marked(words, follows):
            return 0
        head = head_length(words, follows)
        known = head or part_length(words, follows) or _PLACES.at(words, follows)
        return joint + max(1, head) if known or is_capital(words[follows]) else 0

    def _up_to_duty(self, position: int) -> int:
        """Take in a few unknown small words if a word of responsibility follows them at once."""
        words = self._words
        before = words[position - 1]
        if self._unknown > 1 or before.text.isdigit() or _PLACES.at(words, position - 1):
            return 0
        for index in range(position, min(len(words), position + _FEW)):
            if is_responsibility(words, index):
                return index - position
            if marked(words, index) or is_capital(words[index]) or verb_length(words, index):
                return 0
        return 0
