"""Bodies that help ("phối hợp với B"), and bodies that act in the middle of a sentence."""

from collections.abc import Callable, Iterator, Sequence

from dondoc.reading.bodies import lexicon_roles
from dondoc.reading.bodies.heads import after_courtesy, head_at, name_at
from dondoc.reading.bodies.names import Name, NameList, read_names
from dondoc.reading.folding import fold
from dondoc.reading.words import Phrases, Word

_WITH = Phrases(lexicon_roles.WITH)
_TOGETHER = Phrases(lexicon_roles.TOGETHER)
_HOW = Phrases(lexicon_roles.HOW_TOGETHER)
_TO = Phrases(("với", "cùng", "cùng với"))
_HELPING = Phrases(lexicon_roles.HELPING)
_LEADING = Phrases(lexicon_roles.LEADING)
_LEADS = Phrases(("chủ trì", "làm đầu mối"))
_HANDED = Phrases(lexicon_roles.HANDED_TO)
_PAPERS = Phrases(lexicon_roles.COORDINATION_PAPERS)
_BY, _FOR = fold("do"), fold("cho")
_MEET = fold("hợp")
#: "bàn giao cho X": X only receives something.
_PASS = fold("bàn")
_MOST_HOW = 6
_FAR = 40


def helpers(
    text: str, words: Sequence[Word], after: int, is_label: Callable[[int], bool]
) -> Iterator[Name]:
    """Yield the bodies that help; ``after``: the index after those who must act, 0 if none."""
    for index, word in enumerate(words):
        likely = _WITH.begins_with(word) or _TOGETHER.begins_with(word)
        if likely and not is_label(index):
            yield from _at(text, words, index, after)


def _at(text: str, words: Sequence[Word], index: int, after: int) -> tuple[Name, ...]:
    length = _WITH.at(words, index)
    if length and not _is_paper(words, index):
        begin = _names_after(words, index + length)
        if begin is not None:
            return read_names(text, words, begin).names
        return _before(text, words, index, after)
    length = _TOGETHER.at(words, index)
    if length and head_at(words, after_courtesy(words, index + length)):
        near = any(word.key == _MEET for word in words[max(0, index - 4) : index])
        if near or index == after:
            return read_names(text, words, index + length).names
    return ()


def _is_paper(words: Sequence[Word], index: int) -> bool:
    return any(_PAPERS.at(words, index - back) == back for back in (1, 2))


def _names_after(words: Sequence[Word], index: int) -> int | None:
    """Return where the names begin after "phối hợp", "phối hợp chặt chẽ, kịp thời với" and so on."""
    if name_at(words, index) and not _cut(words, index):
        return index
    stop = min(len(words), index + _MOST_HOW)
    while index < stop and not _cut(words, index, marks=".;:()"):
        how = _HOW.at(words, index)
        to = _TO.at(words, index)
        if to and name_at(words, index + to) and not _cut(words, index + to):
            return index + to
        if not how:
            return None
        index += how
    return None


def _cut(words: Sequence[Word], index: int, *, marks: str = ",.;:()") -> bool:
    return index < len(words) and any(mark in words[index].before for mark in marks)


def _before(text: str, words: Sequence[Word], index: int, after: int) -> tuple[Name, ...]:
    """Read "A chủ trì, B phối hợp": the bodies right before the word, if others lead."""
    for start in range(max(after, _sentence_start(words, index), 1), index):
        if not _begins_part(words, start) or not name_at(words, start):
            continue
        listed = read_names(text, words, start)
        if listed.stop == index and (after or _led(words, start)):
            return listed.names
    return ()


def _sentence_start(words: Sequence[Word], index: int) -> int:
    """Return where the sentence of a word begins, no farther back than a list of names goes."""
    for start in range(index - 1, max(0, index - _FAR), -1):
        if any(mark in words[start].before for mark in ".;"):
            return start
    return max(0, index - _FAR)


def _begins_part(words: Sequence[Word], start: int) -> bool:
    if any(mark in words[start].before for mark in ",;.("):
        return True
    return any(_LEADS.at(words, start - back) == back for back in (2, 3))


def _led(words: Sequence[Word], start: int) -> bool:
    return any(_LEADS.at(words, index) for index in range(max(0, start - _FAR), start))


def is_helping(words: Sequence[Word], index: int) -> bool:
    """Say whether the word after a name says that it helps, without naming with whom."""
    length = _WITH.at(words, index)
    if length:
        return _names_after(words, index + length) is None
    return bool(_HELPING.at(words, index))


def doers(text: str, words: Sequence[Word]) -> Iterator[Name]:
    """Read "… do X chủ trì", "(X chủ trì …)" and "… được giao cho X"."""
    for index, word in enumerate(words):
        named = word.key in (_BY, _FOR) or "(" in word.before or _HANDED.begins_with(word)
        listed = _doer(text, words, index) if named else None
        if listed is not None:
            yield from listed.names
            return


def _doer(text: str, words: Sequence[Word], index: int) -> NameList | None:
    handed = _HANDED.at(words, index)
    passed_on = bool(index) and words[index - 1].key == _PASS
    if handed and index and not passed_on and name_at(words, index + handed):
        return read_names(text, words, index + handed)
    by = words[index].key
    begin = index + 1 if by in (_BY, _FOR) else index
    bracket = begin == index and "(" in words[index].before
    if not (begin > index or bracket) or not name_at(words, begin):
        return None
    listed = read_names(text, words, begin)
    does = _LEADS if by == _FOR else _LEADING
    return listed if does.at(words, listed.stop) else None
