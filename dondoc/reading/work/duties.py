"""A clause → its duties: what is to be done, of which kind, until when, how often."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.reading.draft import ReadDuty, Span
from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.words import Phrases, Word, words_of
from dondoc.reading.work import lexicon_duties
from dondoc.reading.work.kinds import kind_of
from dondoc.reading.work.timed import is_timed, timed_duties

_NEW = Phrases(lexicon_duties.NEW_DUTY)
_NEW_IF_DATED = Phrases(("báo cáo", "gửi báo cáo", "nộp báo cáo", "hoàn thành báo cáo"))
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=\S)|\n")
_DATED = re.compile(r"\d\s*/\s*\d|tháng\s+\d|qu[ýí]\s+(?:[1-4]|I)", re.IGNORECASE)
_NEAR = 200
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
    found: list[ReadDuty] = []
    for piece in _merged(text, _pieces(text, body), frame):
        start, end = _trimmed(text, piece.start, piece.end)
        if start < end:
            found.extend(timed_duties(text, (start, end), piece.kind or "other", frame))
    return tuple(found)


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
        if index == 0 or not (_NEW.at(words, index) or _NEW_IF_DATED.at(words, index)):
            continue
        after_comma = "," in word.before
        cut = start + (word.start if after_comma else words[index - 1].start)
        if not (after_comma or _after_and(words, index)):
            continue
        dated = _both_dated(text, begin, cut, end)
        if _begins_duty(words, index, after_comma, dated) and kind_of(text[begin:cut]) is not None:
            yield begin, cut
            begin = start + word.start
    yield begin, end


def _begins_duty(words: Sequence[Word], index: int, after_comma: bool, dated: bool) -> bool:
    """Say whether a duty of its own begins; with a date on both sides fewer words will do."""
    length = _NEW.at(words, index)
    if dated:
        return bool(length or _NEW_IF_DATED.at(words, index))
    return length >= (1 if after_comma else 3)


def _both_dated(text: str, begin: int, cut: int, end: int) -> bool:
    before = _DATED.search(text, max(begin, cut - _NEAR), cut)
    return bool(before and _DATED.search(text, cut, min(end, cut + _NEAR)))


def _after_and(words: Sequence[Word], index: int) -> bool:
    return words[index - 1].key == "va\u0300"


def _merged(text: str, pieces: Iterator[_Piece], frame: TimeFrame) -> list[_Piece]:
    """Join a piece that names no kind, or the kind of the piece before it, to that piece.

    Two of one kind stay apart where each has a time of its own.
    """
    merged: list[_Piece] = []
    for piece in pieces:
        if merged and _belongs(text, merged[-1], piece, frame):
            before = merged[-1]
            merged[-1] = _Piece(before.start, piece.end, before.kind or piece.kind)
        else:
            merged.append(piece)
    return merged


def _belongs(text: str, before: _Piece, piece: _Piece, frame: TimeFrame) -> bool:
    if piece.kind is None or before.kind is None:
        return True
    return piece.kind == before.kind and not _each_timed(text, before, piece, frame)


def _each_timed(text: str, one: _Piece, other: _Piece, frame: TimeFrame) -> bool:
    return all(is_timed(text[piece.start : piece.end], frame) for piece in (other, one))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end
