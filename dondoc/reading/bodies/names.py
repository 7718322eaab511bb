"""Lists of bodies and offices in running text: where a list is divided, and what its members share."""

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.reading.bodies import lexicon_roles, lexicon_units
from dondoc.reading.bodies.further import AND, begins_name
from dondoc.reading.bodies.heads import after_courtesy, head_at, is_capital, name_at
from dondoc.reading.bodies.persons import person_at
from dondoc.reading.bodies.sharing import Name, Share, member_at, plural_at, share_level, share_of
from dondoc.reading.bodies.verbs import is_duty
from dondoc.reading.bodies.walk import walk
from dondoc.reading.words import Phrases, Word, words_of

__all__ = ["Name", "NameList", "after_courtesy", "head_at", "name_at", "read_names"]

_EXCEPTIONS = Phrases(lexicon_roles.EXCEPTIONS)
_OWNED = Phrases(lexicon_units.OWNED)
_OWNERS = Phrases(lexicon_units.OWNERS)
_PAIR = 2
_MOST = 60
_BRACKET_LONGEST = 120


@dataclass(frozen=True)
class NameList:
    """Names in a row; ``stop`` is the index of the first word after them.

    ``except_``: bodies that the list leaves out. ``acts``: a duty follows at once.
    """

    names: tuple[Name, ...]
    stop: int
    except_: tuple[Name, ...] = ()
    acts: bool = False


def read_names(text: str, words: Sequence[Word], index: int, *, heading: bool = False) -> NameList:
    """Read the list of names that begins at ``index``.

    ``heading``: the names stand alone on a line or before a colon, so that only a word of
    responsibility ("chủ trì", "có trách nhiệm") ends them.
    """
    return _Reader(text, words, heading=heading).read(index)


class _Reader:
    def __init__(
        self, text: str, words: Sequence[Word], *, heading: bool, left_out: bool = False
    ) -> None:
        self._text, self._words, self._heading = text, words, heading
        self._is_left_out = left_out
        self._names: list[Name] = []
        self._left_out: list[Name] = []
        self._share: Share | None = None

    def read(self, index: int) -> NameList:
        stop = self._member(index)
        while len(self._names) < _MOST:
            begin = self._next(stop)
            if begin is None:
                break
            stop = self._member(begin)
        shared = self._share is not None and self._share.used
        names = share_level(self._with_owner(), all_of_them=shared)
        acts = stop < len(self._words) and is_duty(self._words, stop, heading=self._heading)
        return NameList(names, stop, tuple(self._left_out), acts)

    def _with_owner(self) -> tuple[Name, ...]:
        """Join a department and its owner, where the two are all of the list."""
        if len(self._names) == _PAIR:
            first, last = self._names
            between = self._text[first.end : last.start]
            owned = _OWNED.at(words_of(first.text), 0) and _OWNERS.at(words_of(last.text), 0)
            if owned and between.strip() == ",":
                return (Name(f"{first.text}, {last.text}", first.start, last.end),)
        return tuple(self._names)

    def _member(self, index: int) -> int:
        """Take the name at ``index``; return where it stops."""
        person = person_at(self._text, self._words, index, heading=self._heading)
        if person is not None:
            self._names.extend(person.offices)
            return self._past_exception(person.stop)
        begin = after_courtesy(self._words, index)
        plural = plural_at(self._words, begin)
        if plural is not None:
            self._share, begin = plural, plural.begin
        share = self._share if self._share and self._share.fits(self._words, begin) else None
        length = share.member(self._words, begin) if share else 0
        proper = share is not None and not share.by_field
        stop = walk(self._words, begin, heading=self._heading, from_=begin + length, proper=proper)
        self._take(begin, stop, share)
        if share is None:
            self._share = share_of(self._words, begin)
        return self._past_exception(self._past_bracket(stop))

    def _take(self, begin: int, stop: int, share: Share | None) -> None:
        start, end = self._words[begin].start, self._words[stop - 1].end
        text = self._text[start:end]
        if share is not None:
            text = share.name_of(text)
        self._names.append(Name(text, start, end))

    def _next(self, stop: int) -> int | None:
        """Return where the next name of the list begins; ``None`` where the list is over."""
        if stop >= len(self._words):
            return None
        word = self._words[stop]
        joined = any(mark in word.before for mark in (",", ";", "& "))
        begin = stop + (word.key in AND)
        if not (joined or begin > stop) or any(mark in word.before for mark in ".:!?("):
            return None
        shares = self._share is not None and member_at(self._words, begin, self._share)
        if begins_name(self._words, begin, group=False) or (shares and ";" not in word.before):
            return begin
        if ";" in word.before:
            return None
        return begin if self._is_unknown_name(begin) else None

    def _is_unknown_name(self, begin: int) -> bool:
        """A body that no table knows stands within a list if a duty or another name follows it."""
        words = self._words
        if begin >= len(words) or not is_capital(words[begin]) or words[begin].text.isdigit():
            return False
        stop = walk(words, begin)
        return stop > begin + 1 and is_duty(words, stop)

    def _past_bracket(self, stop: int) -> int:
        words = self._words
        if stop >= len(words) or "(" not in words[stop].before or ")" in words[stop].before:
            return stop
        length = _EXCEPTIONS.at(words, stop)
        if length and stop + length < len(words):
            self._leave_out(stop + length)
        last = min(len(words), stop + _BRACKET_LONGEST)
        closed = (n for n in range(stop, last) if ")" in words[n].before)
        return next(closed, last)

    def _past_exception(self, stop: int) -> int:
        """Step over ", trừ X," after a name; a comma after it goes on to the duty."""
        length = _EXCEPTIONS.at(self._words, stop)
        if not length or stop + length >= len(self._words):
            return stop
        after = self._leave_out(stop + length)
        return stop if after is None else after

    def _leave_out(self, begin: int) -> int | None:
        if self._is_left_out or not name_at(self._words, begin):
            return None
        listed = _Reader(self._text, self._words, heading=False, left_out=True).read(begin)
        self._left_out.extend(listed.names)
        return listed.stop
