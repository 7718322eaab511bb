"""Who must act and who helps: leading and supporting bodies in a heading or a clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.reading import lexicon
from dondoc.reading.draft import Mode
from dondoc.reading.folding import fold
from dondoc.reading.names import (
    Name,
    NameList,
    after_courtesy,
    head_at,
    name_at,
    read_names,
    verb_at,
)
from dondoc.reading.words import Phrases, Word, words_of

_OPENERS = Phrases(lexicon.OPENERS)
_ASKING = {fold(opener): asks for opener, asks in lexicon.OPENERS.items()}
_INTROS = Phrases(lexicon.INTROS)
_NOT_INTROS = Phrases(lexicon.NOT_INTROS)
_WITH = Phrases((
    "phối hợp với", "phối hợp cùng", "phối hợp cùng với", "phối hợp chặt chẽ với",
    "phối hợp chặt chẽ cùng", "phối hợp thường xuyên với", "phối hợp đồng bộ với",
    "phối hợp tốt với", "phối hợp", "có sự tham gia của", "cùng với",
))  # fmt: skip
_ONLY_WITH = Phrases(("cùng với",))
_LEADS = Phrases(("chủ trì",))
_BY = Phrases(("do",))
_EXCEPT = re.compile(r"\(?\b(?:trừ|ngoại trừ|không bao gồm)\s+(?P<who>[^().;:]{2,80})")
_PREFIX_LONGEST = 32
_INTRO_LONGEST = 45


@dataclass(frozen=True)
class Roles:
    """Bodies with their places in the text; ``body`` is where the duty itself begins."""

    lead: tuple[Name, ...] = ()
    support: tuple[Name, ...] = ()
    mode: Mode | None = None
    body: int = 0
    except_: tuple[str, ...] = ()


def roles_of(text: str, *, heading: bool = False, inherited: bool = False) -> Roles:
    """Read the bodies that a text names.

    ``heading``: a line that owns the lines below it. ``inherited``: a heading above already names
    who must act, so that only a clear subject of its own replaces it.
    """
    words = words_of(text)
    if not words:
        return Roles()
    start, mode = _opening(words, inherited=inherited)
    listed = _subject(
        text, words, start, heading=heading, inherited=inherited, opened=mode is not None
    )
    support = tuple(_supporting(text, words))
    lead = listed.names if listed else tuple(_doers(text, words))
    taken = {fold(name.text) for name in lead}
    support = tuple(name for name in support if not _same(name, taken))
    return Roles(
        lead=lead,
        support=support,
        mode=mode,
        body=0 if _past_intro(words) else _body_start(words, listed),
        except_=tuple(found["who"].strip() for found in _EXCEPT.finditer(text)),
    )


def _same(name: Name, taken: set[str]) -> bool:
    key = fold(name.text)
    return any(key == other or key.startswith(f"{other} ") for other in taken)


def _body_start(words: Sequence[Word], listed: NameList | None) -> int:
    if listed is None or listed.stop >= len(words):
        return 0
    return words[listed.stop].start


def _opening(words: Sequence[Word], *, inherited: bool) -> tuple[int, Mode | None]:
    """Return the index of the first name and, if a word of asking or ordering opens, the mode."""
    start = _past_intro(words)
    length = _OPENERS.at(words, start)
    if not length:
        return start, None
    opener = " ".join(word.key for word in words[start : start + length])
    if not name_at(words, start + length):
        return start, None
    if inherited and not opener.startswith(fold("giao")):
        return start, None
    return start + length, "request" if _ASKING[opener] else "assign"


def _past_intro(words: Sequence[Word]) -> int:
    if not _INTROS.at(words, 0) or _OPENERS.at(words, 0) or _NOT_INTROS.at(words, 0):
        return 0
    for index in range(1, min(len(words), _INTRO_LONGEST)):
        if "," not in words[index].before and ":" not in words[index].before:
            continue
        length = _OPENERS.at(words, index)
        if name_at(words, index + length):
            return index
    return 0


def _subject(
    text: str, words: Sequence[Word], start: int, *, heading: bool, inherited: bool, opened: bool
) -> NameList | None:
    first = after_courtesy(words, start)
    if not name_at(words, start):
        return None
    colon = _colon_after(words, first)
    if colon is not None or heading:
        return read_names(text, words, start, heading=True)
    listed = read_names(text, words, start)
    ends_in_verb = listed.stop < len(words) and verb_at(words, listed.stop)
    if ends_in_verb or (opened and not inherited):
        return listed
    whole = listed.stop >= len(words) and len(words) <= _PREFIX_LONGEST
    return listed if whole and not inherited else None


def _colon_after(words: Sequence[Word], first: int) -> int | None:
    for index in range(first + 1, min(len(words), first + _PREFIX_LONGEST)):
        before = words[index].before
        if ":" in before:
            return index
        if "." in before or ";" in before:
            return None
    return None


def _supporting(text: str, words: Sequence[Word]) -> Iterator[Name]:
    seen: set[str] = set()
    for index in range(len(words)):
        for name in _helpers(text, words, index):
            key = fold(name.text)
            if key not in seen:
                seen.add(key)
                yield name


def _helpers(text: str, words: Sequence[Word], index: int) -> tuple[Name, ...]:
    length = _WITH.at(words, index)
    if length:
        if _ONLY_WITH.at(words, index) and not _near_coordination(words, index):
            return ()
        begin = after_courtesy(words, index + length)
        joined = begin < len(words) and not set(",.;") & set(words[begin].before)
        names = read_names(text, words, begin).names if joined and head_at(words, begin) else ()
        return names or _helped_by(text, words, index)
    return ()


def _near_coordination(words: Sequence[Word], index: int) -> bool:
    return any(word.key == fold("hợp") for word in words[max(0, index - 4) : index])


def _helped_by(text: str, words: Sequence[Word], index: int) -> tuple[Name, ...]:
    """Read "A chủ trì, B phối hợp": the bodies between the two verbs."""
    for start in range(index - 1, max(-1, index - 40), -1):
        if any(mark in words[start + 1].before for mark in ".;"):
            return ()
        length = _LEADS.at(words, start)
        if length and head_at(words, start + length):
            listed = read_names(text, words, start + length)
            return listed.names if listed.stop == index else ()
    return ()


def _doers(text: str, words: Sequence[Word]) -> Iterator[Name]:
    """Read "… do X chủ trì / thực hiện"."""
    for index in range(len(words)):
        if _BY.at(words, index) and head_at(words, index + 1):
            listed = read_names(text, words, index + 1)
            if listed.stop < len(words) and words[listed.stop].key in _DOING:
                yield from listed.names
                return


_DOING = frozenset(fold(word) for word in ("chủ", "thực", "phụ", "đảm", "chịu"))
