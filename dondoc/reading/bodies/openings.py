"""How a sentence begins: with a word of asking or ordering, an introduction, or an issuer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.reading.bodies import lexicon_roles
from dondoc.reading.bodies.heads import name_at
from dondoc.reading.draft import Mode
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word

_OPENERS = Phrases(lexicon_roles.OPENERS)
_ASKING = {fold(opener): asks for opener, asks in lexicon_roles.OPENERS.items()}
_HANDS_ON = Phrases(lexicon_roles.HANDS_ON)
_LATER = Phrases(lexicon_roles.LATER_OPENERS)
_LINKS = Phrases(lexicon_roles.LINKS)
_ISSUERS = Phrases(lexicon_roles.ISSUERS)
_ISSUER_OPENERS = Phrases(lexicon_roles.ISSUER_OPENERS)
_INTROS = Phrases(lexicon_roles.INTROS)
_NOT_INTROS = Phrases(lexicon_roles.NOT_INTROS)
_INTRO_LONGEST = 70
_TOPIC_LONGEST = 14
_SHORT = 2


@dataclass(frozen=True)
class Opening:
    """``index`` of the first name; ``mode`` if a word of asking or ordering stands before it."""

    index: int
    mode: Mode | None = None
    after_intro: bool = False


def opening(words: Sequence[Word], *, inherited: bool, at: int = 0) -> Opening:
    """Read how the sentence at ``at`` begins.

    ``inherited``: below a heading that names who must act only "giao" hands the item on.
    """
    start = at + _linked(words, at) if at else _past_intro(words)
    openers = _LATER if at else _OPENERS
    length = openers.at(words, start)
    intro = not at and start > 0
    if not length or not name_at(words, start + length):
        return Opening(start, after_intro=intro)
    if inherited and _HANDS_ON.at(words, start) < length:
        return Opening(start, after_intro=intro)
    return Opening(start + length, _mode(words, start, length), intro)


def _mode(words: Sequence[Word], start: int, length: int) -> Mode:
    opener = " ".join(word.key for word in words[start : start + length])
    return "request" if _ASKING[opener] else "assign"


def _linked(words: Sequence[Word], index: int) -> int:
    return _LINKS.at(words, index)


def _past_intro(words: Sequence[Word]) -> int:
    if not _INTROS.at(words, 0) or _NOT_INTROS.at(words, 0):
        return _past_topic(words)
    opener = _OPENERS.at(words, 0)
    if opener and name_at(words, opener):
        return 0
    for index in range(1, min(len(words), _INTRO_LONGEST)):
        before = words[index].before
        if any(mark in before for mark in ".;"):
            return 0
        if "," not in before and ":" not in before:
            continue
        if name_at(words, index + _OPENERS.at(words, index)):
            return index
    return 0


def _past_topic(words: Sequence[Word]) -> int:
    """Return the index after "Công tác hậu cần: ", where a name or an opener and a name follow."""
    if name_at(words, 0) or name_at(words, _OPENERS.at(words, 0)):
        return 0
    colon = colon_after(words, 0, _TOPIC_LONGEST)
    if colon is None or not name_at(words, colon + _OPENERS.at(words, colon)):
        return 0
    return colon


def issued(words: Sequence[Word], start: int, stop: int) -> Opening | None:
    """Return the opening after an issuer ("UBND xã yêu cầu …"), if that is what stands here."""
    length = _ISSUER_OPENERS.at(words, stop)
    if not length or not _ISSUERS.at(words, start) or "," in words[stop].before:
        return None
    if not name_at(words, stop + length):
        return None
    return Opening(stop + length, _mode(words, stop, length))


def sentences(words: Sequence[Word]) -> Iterator[int]:
    """Yield the index of the first word of each sentence but the first; ";" ends one as well."""
    for index in range(1, len(words)):
        before = words[index].before
        if ";" in before:
            yield index
        elif ". " in before and words[index].text[0].isupper():
            last = words[index - 1].text
            if not (last.isupper() and len(last) <= _SHORT and last.isalpha()):
                yield index


def colon_after(words: Sequence[Word], first: int, within: int) -> int | None:
    """Return the index of the word after the colon that ends the first stretch of the sentence."""
    for index in range(first + 1, min(len(words), first + within)):
        before = words[index].before
        if ":" in before:
            return index
        if "." in before or ";" in before:
            return None
    return None
