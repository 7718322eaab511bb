"""A document, from its lines to a whole reading."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dondoc.reading.bodies.references import resolve
from dondoc.reading.draft import Reading
from dondoc.reading.errors import NoResponsibilitySection, UnreadableDocument
from dondoc.reading.formats.files import lines_of
from dondoc.reading.line import Line
from dondoc.reading.progress import Report, silent
from dondoc.reading.structure import lexicon
from dondoc.reading.structure.amending import amending_of
from dondoc.reading.structure.assigned import assigned_in
from dondoc.reading.structure.elsewhere import elsewhere_of
from dondoc.reading.structure.head import head_of
from dondoc.reading.structure.outline import outline_of
from dondoc.reading.structure.plaintext import LONGEST_PARAGRAPH, lines_from_text
from dondoc.reading.structure.remarks import remarks_on
from dondoc.reading.times.events import events_in
from dondoc.reading.times.frame import TimeFrame, school_year_in

_LONGEST = 1_500_000


def read_document(path: Path, *, report: Report = silent) -> Reading:
    """Read a document file; ``report`` hears of each page that is read.

    Raises:
        UnreadableDocument: one line in Vietnamese: what is wrong, where, and what to do.
    """
    return read_lines(lines_of(path, report=report))


def read_text(text: str) -> Reading:
    """Read a document given as plain text.

    Raises:
        UnreadableDocument: it is empty or too long, or has no part that assigns work.
    """
    _bound(len(text))
    return read_lines(lines_from_text(text))


def read_lines(lines: Sequence[Line]) -> Reading:
    """Read a document given as its paragraphs and table rows.

    Raises:
        UnreadableDocument: there are no words, or no part that assigns work.
    """
    if not lines:
        raise UnreadableDocument("Văn bản không có chữ nào; hãy chọn tệp có nội dung kế hoạch.")
    _bound(sum(len(line.text) for line in lines))
    longest = max(len(line.text) for line in lines)
    if longest > LONGEST_PARAGRAPH:
        raise UnreadableDocument(
            f"Có đoạn dài {longest} ký tự, không giống văn bản hành chính; "
            "hãy kiểm tra lại tệp hoặc chọn đúng tệp kế hoạch."
        )
    lines = [replace(line, at=number) for number, line in enumerate(lines)]
    head = head_of(lines)
    frame = TimeFrame(
        year=head.year,
        events=events_in([line.text for line in lines]),
        issued_on=head.issued_on,
        school_year=school_year_in(head.title),
    )
    root = outline_of(lines)
    assigned = assigned_in(root, lines, frame)
    clauses = tuple(resolve(assigned.clauses))
    text = "\n".join(line.text for line in lines)
    # A document that only says what to change in another one needs no such part of its own.
    if not clauses and not amending_of(text).instructions:
        raise NoResponsibilitySection(lexicon.MAIN_TITLES)
    return Reading(
        document=head,
        section=assigned.section,
        clauses=clauses,
        elsewhere=tuple(elsewhere_of(root, {clause.line for clause in clauses}, frame)),
        warnings=tuple(remarks_on(clauses, assigned.parts)),
        text=text,
    )


def _bound(length: int) -> None:
    if length > _LONGEST:
        raise UnreadableDocument(
            f"Văn bản dài {length} ký tự, quá giới hạn {_LONGEST}; hãy chọn đúng tệp kế hoạch."
        )
