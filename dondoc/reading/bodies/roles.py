"""Who must act and who helps: leading and supporting bodies in a heading or a clause.

A paragraph that hands out work more than once ("Giao A … . Đề nghị B …") has the bodies of all of
its sentences as leads, in the order of the text; its mode is that of the first word of asking or
ordering. A body that only stands at the other end of a duty ("báo cáo UBND xã") is no lead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dondoc.reading.bodies import lexicon_heads, lexicon_units
from dondoc.reading.bodies.labels import Labelled, labelled
from dondoc.reading.bodies.names import Name, NameList, head_at, name_at, read_names
from dondoc.reading.bodies.openings import Opening, colon_after, issued, opening, sentences
from dondoc.reading.bodies.support import doers, helpers, is_helping
from dondoc.reading.bodies.verbs import is_strong
from dondoc.reading.draft import Mode
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word, words_of

_AUDIENCE = Phrases(lexicon_units.AUDIENCE)
_PLURALS = Phrases(lexicon_heads.PLURALS)
_PASSIVE = frozenset(fold(word) for word in ("được", "bị"))
_PREFIX_LONGEST = 32
_REST_LONGEST = 7
_LEADING_IN = frozenset(fold(word) for word in ("sau", "gồm", "là", "như", "việc", "dung", "vụ"))


@dataclass(frozen=True)
class Roles:
    """Bodies with their places in the text; ``body`` is where the duty itself begins."""

    lead: tuple[Name, ...] = ()
    support: tuple[Name, ...] = ()
    mode: Mode | None = None
    body: int = 0
    except_: tuple[str, ...] = ()


@lru_cache(maxsize=512)
def roles_of(text: str, *, heading: bool = False, inherited: bool = False) -> Roles:
    """Read the bodies that a text names.

    ``heading``: a line that owns the lines below it. ``inherited``: a heading above already names
    who must act, so that only a clear subject of its own replaces it.
    """
    words = words_of(text)
    if not words:
        return Roles()
    return _Reader(text, words, heading=heading, inherited=inherited).roles()


class _Reader:
    def __init__(self, text: str, words: Sequence[Word], *, heading: bool, inherited: bool) -> None:
        self._text, self._words = text, words
        self._heading, self._inherited = heading, inherited

    def roles(self) -> Roles:
        words = self._words
        notes = labelled(self._text, words)
        start = opening(words, inherited=self._inherited)
        first = None if notes.begins_at(start.index) else self._subject(start)
        if first is not None and start.mode is None and not self._inherited:
            start, first = self._through_issuer(start, first)
        lead = list(first.names) if first else []
        later = list(self._later(notes))
        lead += [name for listed, _ in later for name in listed.names]
        lead = lead or list(notes.lead) or list(doers(self._text, words))
        modes = [start.mode if first else None, *(mode for _, mode in later)]
        lists = [first, *(listed for listed, _ in later)]
        return Roles(
            lead=tuple(_unique(lead)),
            support=tuple(self._support(lead, notes, first.stop if first else 0)),
            mode=next((mode for mode in modes if mode is not None), None),
            body=0 if start.after_intro else self._body(first),
            except_=tuple(name.text for found in lists if found for name in found.except_),
        )

    def _support(self, lead: Sequence[Name], notes: Labelled, after: int) -> Iterator[Name]:
        taken = {fold(name.text) for name in lead}
        found = (*helpers(self._text, self._words, after, notes.covers), *notes.support)
        for name in _unique(found):
            key = fold(name.text)
            if not any(key == other or key.startswith(f"{other} ") for other in taken):
                yield name

    def _body(self, listed: NameList | None) -> int:
        if listed is None or listed.stop >= len(self._words):
            return 0
        return self._words[listed.stop].start

    def _subject(self, start: Opening) -> NameList | None:
        words, index = self._words, start.index
        if not name_at(words, index):
            return None
        if self._heading:
            return read_names(self._text, words, index, heading=True)
        listed = read_names(self._text, words, index)
        colon = colon_after(words, max(index, listed.stop - 1), _PREFIX_LONGEST)
        if colon is not None and not self._acts_before(colon, listed):
            return self._before_colon(index, colon, listed)
        if self._inherited:
            return listed if self._replaces(listed, index, asked=start.mode is not None) else None
        if start.mode is not None or (listed.acts if start.after_intro else self._goes_on(listed)):
            return listed
        whole = listed.stop >= len(words) <= _PREFIX_LONGEST and not start.after_intro
        return listed if whole else None

    def _acts_before(self, colon: int, listed: NameList) -> bool:
        """Say whether a duty, not the rest of a name ("Trung tâm Kiểm soát …:"), precedes a colon."""
        if not listed.acts or listed.stop >= colon:
            return False
        rest = self._words[listed.stop : colon]
        named = len(rest) <= _REST_LONGEST and self._words[colon].text[0].isupper()
        return not named or is_strong(self._words, listed.stop) or rest[-1].key in _LEADING_IN

    def _before_colon(self, index: int, colon: int, listed: NameList) -> NameList:
        if listed.stop == colon:
            return listed
        return read_names(self._text, self._words, index, heading=True)

    def _goes_on(self, listed: NameList) -> bool:
        """Say whether a duty follows the names, known or not."""
        if listed.acts:
            return True
        if listed.stop >= len(self._words):
            return False
        word = self._words[listed.stop]
        return word.text[0].islower() and not any(mark in word.before for mark in ".;:)")

    def _replaces(self, listed: NameList, index: int, *, asked: bool) -> bool:
        """Below a heading only a body that clearly acts takes the place of the heading's."""
        words = self._words
        if asked:
            return True
        if not listed.acts or words[listed.stop].key in _PASSIVE:
            return False
        plural = _PLURALS.at(words, index)
        return not _AUDIENCE.at(words, index + plural)

    def _through_issuer(self, start: Opening, first: NameList) -> tuple[Opening, NameList]:
        """In "UBND xã yêu cầu các thôn …" the thôn must act."""
        further = issued(self._words, start.index, first.stop)
        if further is None:
            return start, first
        return further, read_names(self._text, self._words, further.index)

    def _later(self, notes: Labelled) -> Iterator[tuple[NameList, Mode | None]]:
        """Yield the bodies that later sentences of the paragraph ask or order to act."""
        if self._heading:
            return
        for index in sentences(self._words):
            if notes.covers(index):
                continue
            begun = opening(self._words, inherited=self._inherited, at=index)
            if begun.mode is not None and name_at(self._words, begun.index):
                yield read_names(self._text, self._words, begun.index), begun.mode
            elif not self._inherited and head_at(self._words, begun.index):
                listed = read_names(self._text, self._words, begun.index)
                begun, listed = self._through_issuer(begun, listed)
                if begun.mode or (listed.acts and not is_helping(self._words, listed.stop)):
                    yield listed, begun.mode


def _unique(names: Sequence[Name]) -> Iterator[Name]:
    seen: set[str] = set()
    for name in names:
        if fold(name.text) not in seen:
            seen.add(fold(name.text))
            yield name
