"""What members of a list share: a head ("Sở Nội vụ, Tài chính") or the level that ends it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dondoc.reading.bodies import lexicon_heads, lexicon_parts, lexicon_units
from dondoc.reading.bodies.heads import head_at, head_length, is_capital
from dondoc.reading.bodies.parts import FIELDS
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word

_BY_FIELD = Phrases(lexicon_units.SHARED_BY_FIELD)
_BY_NAME = Phrases(lexicon_units.SHARED_BY_NAME)
_OFFICES = Phrases(lexicon_heads.OFFICES)
_SCHOOLS = Phrases(lexicon_parts.SCHOOLS)
_PLURAL = frozenset(fold(word) for word in ("các", "những"))
_LEVELS = Phrases(lexicon_units.LEVELS)
_LEVEL_WORDS = frozenset(fold(word) for word in lexicon_units.LEVELS)
_EACH_LEVEL = frozenset(fold(name) for name in lexicon_units.AT_EACH_LEVEL)
_SOCIETY = fold("hội")
_SCHOOL = fold("trường")


@dataclass(frozen=True)
class Name:
    """A name as printed and its place in the text; a shared head or level is written out."""

    text: str
    start: int
    end: int


@dataclass
class Share:
    """A head that serves further members. ``kind``: what stands between it and a proper name."""

    head: str
    by_field: bool
    kind: str = ""
    begin: int = 0
    used: bool = field(default=False)

    def fits(self, words: Sequence[Word], index: int) -> bool:
        """Say whether a member without a head of its own begins here."""
        return member_at(words, index, self)

    def member(self, words: Sequence[Word], index: int) -> int:
        """Return how many words are sure to belong to the member."""
        self.used = True
        return FIELDS.at(words, index) if self.by_field else max(1, _SCHOOLS.at(words, index))

    def name_of(self, member: str) -> str:
        """Return the whole name of a member."""
        own_kind = _SCHOOLS_START(member) if self.kind else False
        kind = "" if own_kind or not self.kind else f"{self.kind} "
        return f"{self.head} {kind}{member}"


def _SCHOOLS_START(member: str) -> bool:  # noqa: N802
    keys = fold(member)
    return any(keys.startswith(f"{fold(school)} ") for school in lexicon_parts.SCHOOLS)


def plural_at(words: Sequence[Word], index: int) -> Share | None:
    """Read "các Sở: Nội vụ, …" and "Giám đốc các Sở Y tế, …": one head for all members."""
    office = _OFFICES.at(words, index)
    plural = index + office
    if plural + 2 >= len(words) or words[plural].key not in _PLURAL:
        return None
    length = _BY_FIELD.at(words, plural + 1)
    begin = plural + 1 + length
    if not length or begin >= len(words):
        return None
    if not is_capital(words[begin]) or not FIELDS.at(words, begin):
        return None
    head = _text(words, plural + 1, length)
    if office:
        head = f"{_text(words, index, office)} {head}"
    return Share(head[0].upper() + head[1:], by_field=True, begin=begin)


def share_of(words: Sequence[Word], begin: int) -> Share | None:
    """Return what a name that begins here can share with members after it."""
    by_name = _BY_NAME.at(words, begin)
    if by_name and is_capital(words[begin]):
        return _by_name(words, begin, by_name)
    length = _BY_FIELD.at(words, begin)
    if length and FIELDS.at(words, begin + length):
        return Share(_text(words, begin, length), by_field=True)
    return None


def _by_name(words: Sequence[Word], begin: int, length: int) -> Share:
    kind = _SCHOOLS.at(words, begin + length) if words[begin].key == _SCHOOL else 0
    return Share(
        _text(words, begin, length),
        by_field=False,
        kind=_text(words, begin + length, kind),
    )


def _text(words: Sequence[Word], begin: int, length: int) -> str:
    return " ".join(word.text for word in words[begin : begin + length])


def member_at(words: Sequence[Word], index: int, share: Share) -> bool:
    """Say whether a member that uses a shared head begins here."""
    if index >= len(words) or not is_capital(words[index]):
        return False
    if share.by_field:
        return FIELDS.at(words, index) >= max(1, head_length(words, index))
    return not head_at(words, index)


def share_level(names: tuple[Name, ...], *, all_of_them: bool = False) -> tuple[Name, ...]:
    """Give the level that ends a list ("…, Công an xã") to the bodies before it that name none.

    ``all_of_them``: not only to bodies that exist at each level, since the members share a head.
    """
    if len(names) < 2:
        return names
    level = _level_of(names[-1].text)
    if level is None:
        return names
    return tuple(
        Name(f"{name.text} {level}", name.start, name.end)
        if (all_of_them or fold(name.text) in _EACH_LEVEL) and _level_of(name.text) is None
        else name
        for name in names
    )


def _level_of(name: str) -> str | None:
    words = name.split()
    for index in range(len(words) - 1, max(len(words) - 5, 0), -1):
        society = [fold(word) for word in words[index + 1 : index + 2]] == [_SOCIETY]
        two = fold(" ".join(words[index : index + 2]))
        two_words = words[index].isalpha() and two in _LEVEL_WORDS
        if (fold(words[index]) in _LEVEL_WORDS or two_words) and not society:
            return " ".join(words[index:])
    return None
