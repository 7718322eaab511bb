"""Names of bodies and offices in running text: where a name begins, ends, and a list is divided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.reading import lexicon
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word, words_of

_CAPITAL_HEADS = Phrases(lexicon.HEADS_WITH_CAPITAL)
_HEADS = Phrases(lexicon.HEADS)
_NOT_HEADS = Phrases(lexicon.NOT_HEADS)
_VERBS = Phrases(lexicon.VERBS)
_HEADING_VERBS = Phrases(lexicon.HEADING_VERBS)
_ALWAYS = Phrases(lexicon.ALWAYS_VERBS)
_BARE = Phrases(lexicon.BARE_NOUNS)
_WHOLE = Phrases(lexicon.WHOLE_BODIES)
_HALF_TITLES = frozenset(fold(title) for title in lexicon.HALF_TITLES)
_COURTESIES = Phrases(lexicon.COURTESIES)
_ONE_BODY = Phrases(lexicon.ONE_BODY)
_NOUNS = frozenset(fold(word) for word in lexicon.NOUN_BEFORE_VERB)
_AND = frozenset(fold(word) for word in ("và", "cùng", "hoặc"))
_SOCIETY = fold("hội")
_LEVELS = frozenset(fold(word) for word in lexicon.LEVELS)
_PLACES = frozenset(fold(word) for word in lexicon.PLACE_WORDS)
_GOING_ON = frozenset(fold(word) for word in lexicon.AFTER_PLACE)
_EACH_LEVEL = frozenset(fold(name) for name in lexicon.AT_EACH_LEVEL)
_LONGEST = 24
_DASH = re.compile(r"\s+[-–]\s+")
_CLOSERS = ".:!?"


@dataclass(frozen=True)
class Name:
    """A name as printed and its place in the text."""

    text: str
    start: int
    end: int


def head_at(words: Sequence[Word], index: int) -> bool:
    """Say whether the name of a body or an office begins at this word."""
    if not 0 <= index < len(words) or _NOT_HEADS.at(words, index):
        return False
    if _HEADS.at(words, index):
        return True
    capital = words[index].text[0].isupper()
    return capital and bool(_CAPITAL_HEADS.at(words, index))


def name_at(words: Sequence[Word], index: int) -> bool:
    """Say whether a body, an office or, after "đồng chí", a person is named here."""
    first = after_courtesy(words, index)
    if head_at(words, first):
        return True
    return index < first < len(words) and words[first].text[0].isupper()


def after_courtesy(words: Sequence[Word], index: int) -> int:
    """Return the index after "Đồng chí" and the like."""
    return index + _COURTESIES.at(words, index)


def verb_at(words: Sequence[Word], index: int, *, heading: bool = False) -> bool:
    """Say whether the duty begins at this word, so that a name is over."""
    word = words[index]
    if not word.text[0].islower():
        return False
    phrases = _HEADING_VERBS if heading else _VERBS
    if not phrases.at(words, index):
        return not heading and _is_after_place(words, index)
    if "," in word.before or _ALWAYS.at(words, index):
        return True
    if index == 0 or words[index - 1].key not in _NOUNS:
        return True
    return bool(_WHOLE.at(words, index - 2))


def _is_after_place(words: Sequence[Word], index: int) -> bool:
    """A name is over after its place ("Công an phường", "Tổ 3") if a small word follows at once."""
    if index == 0 or words[index].before != " " or words[index].key in _AND | _GOING_ON:
        return False
    before = words[index - 1]
    return before.key in _PLACES or before.text.isdigit()


@dataclass(frozen=True)
class NameList:
    """Names in a row; ``stop`` is the index of the first word after them."""

    names: tuple[Name, ...]
    stop: int


def read_names(text: str, words: Sequence[Word], index: int, *, heading: bool = False) -> NameList:
    """Read the list of names that begins at ``index``."""
    reader = _Reader(text, words, heading=heading)
    return reader.read(after_courtesy(words, index))


class _Reader:
    def __init__(self, text: str, words: Sequence[Word], *, heading: bool) -> None:
        self._text, self._words, self._heading = text, words, heading
        self._names: list[Name] = []
        self._begin = 0
        self._noun = False
        self._stop: int | None = None

    def read(self, index: int) -> NameList:
        self._begin = index
        position = index + 1
        while position < len(self._words):
            step = self._step(position)
            if step is None:
                break
            position = step
        self._take(position - 1)
        names = share_level(_offices(self._text, tuple(self._names)))
        stop = position if self._stop is None else self._stop
        return NameList(names, min(stop, len(self._words)))

    def _step(self, position: int) -> int | None:
        """Return the next position, or None where the list is over."""
        word = self._words[position]
        if any(mark in word.before for mark in _CLOSERS) or position - self._begin > _LONGEST:
            return None
        if "(" in word.before:
            return self._past_bracket(position)
        if "," in word.before or ";" in word.before:
            return self._past_comma(position)
        if word.key in _AND and self._begins(position + 1):
            if self._is_one_body(position):
                return position + 2
            self._take(position - 1)
            self._begin = after_courtesy(self._words, position + 1)
            return self._begin + 1
        if word.key in _AND and position + 1 < len(self._words) and self._verb(position + 1):
            return None
        return None if self._verb(position) else position + 1

    def _past_comma(self, position: int) -> int | None:
        if self._begins(position) and not self._is_half_title(position):
            self._take(position - 1)
            self._begin = after_courtesy(self._words, position)
            return self._begin + 1
        if ";" in self._words[position].before:
            return None
        if verb_at(self._words, position, heading=self._heading) and not self._noun:
            return None
        return position + 1

    def _past_bracket(self, position: int) -> int | None:
        self._take(position - 1)
        while position < len(self._words) and ")" not in self._words[position].before:
            position += 1
        if position >= len(self._words):
            self._begin = position
            return None
        follows = self._words[position]
        joined = "," in follows.before or ";" in follows.before or follows.key in _AND
        begin = position + (follows.key in _AND)
        if not joined or not self._begins(begin):
            self._begin = len(self._words)
            self._stop = position
            return None
        self._begin = after_courtesy(self._words, begin)
        return self._begin + 1

    def _begins(self, position: int) -> bool:
        position = after_courtesy(self._words, position)
        if not head_at(self._words, position):
            return False
        # "các cơ quan, đơn vị" is one expression: a bare noun in small letters goes on with it.
        plain = self._words[position].text[0].islower()
        bare_noun = plain and _BARE.at(self._words, position) >= _HEADS.at(self._words, position)
        last = position + _BARE.at(self._words, position)
        named = last < len(self._words) and self._words[last].text[0].isupper()
        return not bare_noun or named

    def _verb(self, position: int) -> bool:
        if not verb_at(self._words, position, heading=self._heading):
            before = self._words[position - 1].key
            if before in _NOUNS and _VERBS.at(self._words, position):
                self._noun = True
            return False
        return True

    def _is_one_body(self, position: int) -> bool:
        return any(
            _ONE_BODY.at(self._words, start) > position - start
            for start in range(max(0, position - 5), position)
        )

    def _is_half_title(self, position: int) -> bool:
        return fold(" ".join(w.text for w in self._words[self._begin : position])) in _HALF_TITLES

    def _take(self, last: int) -> None:
        if last < self._begin or self._begin >= len(self._words):
            return
        start, end = self._words[self._begin].start, self._words[last].end
        self._names.append(Name(self._text[start:end], start, end))


def _offices(text: str, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Put the office in place of a person who is named with it ("Lê Văn A - Trưởng thôn")."""
    if not names or head_at(words_of(names[0].text), 0):
        return names
    if len(names) > 1:
        return _one_person(text, names[1:])
    person = names[0]
    for dash in _DASH.finditer(person.text):
        office = person.text[dash.end() :]
        if head_at(words_of(office), 0):
            return (Name(office, person.start + dash.end(), person.end),)
    return names


def _one_person(text: str, offices: tuple[Name, ...]) -> tuple[Name, ...]:
    """Join the offices of one person; where another person follows they stay apart."""
    start, end = offices[0].start, offices[-1].end
    words = words_of(text[start:end])
    if any(_COURTESIES.at(words, index) for index in range(len(words))):
        return offices
    return (Name(text[start:end], start, end),)


def share_level(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Give the level that ends a list ("…, Công an xã") to the bodies before it that name none."""
    if len(names) < 2:
        return names
    level = _level_of(names[-1].text)
    if level is None:
        return names
    return tuple(
        Name(f"{name.text} {level}", name.start, name.end)
        if fold(name.text) in _EACH_LEVEL
        else name
        for name in names
    )


def _level_of(name: str) -> str | None:
    words = name.split()
    for index in range(len(words) - 1, max(len(words) - 4, 0), -1):
        society = [fold(word) for word in words[index + 1 : index + 2]] == [_SOCIETY]
        if fold(words[index]) in _LEVELS and not society:
            return " ".join(words[index:])
    return None
