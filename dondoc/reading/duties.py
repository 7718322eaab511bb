"""A clause → its duties: what is to be done, of which kind, until when, how often."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.reading import lexicon_duties
from dondoc.reading.deadlines import deadlines_in
from dondoc.reading.draft import ReadDeadline, ReadDuty, ReadRecurrence, Span
from dondoc.reading.frame import TimeFrame
from dondoc.reading.recurrences import recurrences_in
from dondoc.reading.words import Phrases, Word, words_of

_STRONG = tuple((kind, Phrases(phrases)) for kind, phrases in lexicon_duties.KINDS.items())
_WEAK = tuple((kind, Phrases(phrases)) for kind, phrases in lexicon_duties.WEAK_KINDS.items())
_NOUNS = Phrases(lexicon_duties.KIND_NOUNS)
_NEW = Phrases(lexicon_duties.NEW_DUTY)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=\S)|\n")
_TRIM = " \t\n,;.:-–/"
_REMARK = re.compile(
    r"(?:trong quá trình (?:tổ chức |triển khai )*thực hiện|quá trình thực hiện)"
    r"[^.]*(?:khó khăn|vướng mắc|phát sinh|đề nghị)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    kind: str | None


def duties_of(text: str, frame: TimeFrame, *, body: int = 0) -> tuple[ReadDuty, ...]:
    """Return the duties of a clause; there is always at least one if it has words.

    ``body`` is where the duty begins, after the names of those who must act.
    """
    pieces = _merged(_pieces(text, body))
    duties = [duty for piece in pieces for duty in _timed(text, piece, frame)]
    return tuple(duties)


def _pieces(text: str, body: int) -> Iterator[_Piece]:
    for start, end in _sentences(text, body):
        if _REMARK.match(text[start:end]):
            continue
        for part_start, part_end in _cut(text, start, end):
            yield _Piece(part_start, part_end, kind_of(text[part_start:part_end]))


def _sentences(text: str, body: int) -> Iterator[Span]:
    start = body
    for gap in _SENTENCE.finditer(text, body):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a sentence where a comma or "và" begins a duty of its own."""
    words = words_of(text[start:end])
    begin = start
    for index, word in enumerate(words):
        if index == 0 or not _NEW.at(words, index):
            continue
        after_comma = "," in word.before
        if after_comma or _after_and(words, index):
            cut = start + (word.start if after_comma else words[index - 1].start)
            if kind_of(text[begin:cut]) is not None:
                yield begin, cut
                begin = cut
    yield begin, end


def _after_and(words: Sequence[Word], index: int) -> bool:
    return words[index - 1].key == "va\u0300" and _NEW.at(words, index) >= 3


def kind_of(text: str) -> str | None:
    """Return the kind that the first telling words of a sentence give; None if there are none."""
    words = words_of(text)
    for kinds in (_STRONG, _WEAK):
        skip = 0
        for index in range(len(words)):
            if index < skip:
                continue
            noun = _NOUNS.at(words, index) if kinds is _STRONG else 0
            longest, best = _best(kinds, words, index)
            if noun > longest:
                skip = index + noun
            elif longest:
                return best
    return None


def _best(
    kinds: tuple[tuple[str, Phrases], ...], words: Sequence[Word], index: int
) -> tuple[int, str]:
    lengths = [(phrases.at(words, index), kind) for kind, phrases in kinds]
    return max(lengths, key=lambda pair: pair[0])


def _merged(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Join a piece that names no kind, or the kind of the piece before it, to that piece."""
    merged: list[_Piece] = []
    for piece in pieces:
        if merged and (piece.kind is None or merged[-1].kind in (piece.kind, None)):
            before = merged.pop()
            merged.append(_Piece(before.start, piece.end, before.kind or piece.kind))
        else:
            merged.append(piece)
    return merged


def _timed(text: str, piece: _Piece, frame: TimeFrame) -> Iterator[ReadDuty]:
    start, end = _trimmed(text, piece.start, piece.end)
    if start >= end:
        return
    part = text[start:end]
    rhythms = recurrences_in(part, offset=start)
    taken = [(r.span[0] - start, r.span[1] - start) for r in rhythms]
    deadlines = tuple(deadlines_in(part, frame, taken=taken, offset=start))
    kind = piece.kind or "other"
    yield _duty(part, kind, (start, end), deadlines, rhythms[0] if rhythms else None)
    for rhythm in rhythms[1:]:
        yield _duty(part, kind, (start, end), (), rhythm)


def _duty(
    text: str,
    kind: str,
    span: Span,
    deadlines: tuple[ReadDeadline, ...],
    recurrence: ReadRecurrence | None,
) -> ReadDuty:
    return ReadDuty(text, kind, deadlines, recurrence, span)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end
