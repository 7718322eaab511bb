"""A document, from its lines to a whole reading."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dondoc.reading import lexicon
from dondoc.reading.annex import row_clauses
from dondoc.reading.body import bodies_of, is_letter
from dondoc.reading.clauses import clauses_of
from dondoc.reading.deadlines import TimeFrame
from dondoc.reading.draft import ReadClause, Reading, Section, Warning_
from dondoc.reading.elsewhere import elsewhere_of
from dondoc.reading.errors import NoResponsibilitySection, UnreadableDocument
from dondoc.reading.events import events_in
from dondoc.reading.files import lines_of
from dondoc.reading.head import head_of
from dondoc.reading.line import Line
from dondoc.reading.outline import Node, outline_of
from dondoc.reading.plaintext import LONGEST_PARAGRAPH, lines_from_text
from dondoc.reading.progress import Report, silent
from dondoc.reading.references import resolve
from dondoc.reading.sections import main_of, sections_of

_LONGEST = 1_500_000
_HEAD = 30


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
    frame = TimeFrame(year=head.year, events=events_in([line.text for line in lines]))
    root = outline_of(lines)
    nodes = sections_of(root)
    titled = [node for node in nodes if node.words]
    main = main_of(titled) if titled else None
    section = Section(main.path, main.words) if main else None
    clauses = [*_clauses(nodes, frame), *_rows(root, frame)]
    if not clauses:
        letter = is_letter([line.text for line in lines[:_HEAD]])
        bodies = bodies_of(root, letter=letter)
        clauses = [clause for body in bodies for clause in clauses_of(body.node, frame, body.above)]
    clauses = list(resolve(_with_own_paths(clauses)))
    if not clauses:
        raise NoResponsibilitySection(lexicon.MAIN_TITLES)
    return Reading(
        document=head,
        section=section,
        clauses=tuple(clauses),
        elsewhere=tuple(elsewhere_of(root, {clause.line for clause in clauses}, frame)),
        warnings=tuple(_warnings(clauses)),
        text="\n".join(line.text for line in lines),
    )


def _bound(length: int) -> None:
    if length > _LONGEST:
        raise UnreadableDocument(
            f"Văn bản dài {length} ký tự, quá giới hạn {_LONGEST}; hãy chọn đúng tệp kế hoạch."
        )


def _clauses(nodes: Sequence[Node], frame: TimeFrame) -> Iterator[ReadClause]:
    for node in nodes:
        yield from clauses_of(node, frame)


def _rows(root: Node, frame: TimeFrame) -> Iterator[ReadClause]:
    """Yield the clauses of all tables that assign work, each table on its own."""
    tables: dict[int, tuple[str, list[Line]]] = {}
    for node in root.walk():
        if node.line is not None and node.line.cells and node.line.table is not None:
            tables.setdefault(node.line.table, (node.path, []))[1].append(node.line)
    for path, rows in tables.values():
        yield from row_clauses(rows, path, frame)


def _with_own_paths(clauses: Sequence[ReadClause]) -> list[ReadClause]:
    """Where the numbering of a document repeats itself, the later clause tells its turn."""
    seen: Counter[str] = Counter()
    taken = {clause.path for clause in clauses}
    own: list[ReadClause] = []
    for clause in clauses:
        seen[clause.path] += 1
        path = clause.path
        while path in taken and seen[clause.path] > 1:
            path = f"{clause.path}({seen[clause.path]})"
            if path not in taken:
                break
            seen[clause.path] += 1
        taken.add(path)
        own.append(clause if path == clause.path else replace(clause, path=path))
    return own


def _warnings(clauses: Sequence[ReadClause]) -> Iterator[Warning_]:
    for clause in clauses:
        if not clause.lead:
            yield Warning_(
                "clause-without-unit",
                clause.path,
                f"Mục {clause.path} không nêu đơn vị thực hiện; cần bổ sung trước khi giao.",
            )
        if clause.scanned:
            yield Warning_(
                "read-from-scan", clause.path, f"Mục {clause.path}: đọc từ bản quét, cần soát lại."
            )
