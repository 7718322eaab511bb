"""All that a document assigns: its sections, its tables of work, or the body of a letter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dondoc.reading.draft import ReadClause, Section
from dondoc.reading.line import Line
from dondoc.reading.structure.annex import row_clauses
from dondoc.reading.structure.body import bodies_of, is_letter
from dondoc.reading.structure.clauses import clauses_of
from dondoc.reading.structure.outline import Node
from dondoc.reading.structure.sections import main_of, sections_of
from dondoc.reading.times.frame import TimeFrame

_HEAD = 30


@dataclass(frozen=True)
class Assigned:
    """The clauses in the order of the document, and the parts of the outline they come from."""

    section: Section | None
    clauses: tuple[ReadClause, ...]
    parts: tuple[Node, ...]


def assigned_in(root: Node, lines: Sequence[Line], frame: TimeFrame) -> Assigned:
    """Read the sections and tables that assign work; without sections, the body of the document.

    A plan's body is read only where it has no table of work either: a letter's body is meant to
    assign, a plan's tells of much else.
    """
    parts = sections_of(root)
    titled = [node for node in parts if node.words]
    main = main_of(titled) if titled else None
    clauses = [clause for part in parts for clause in clauses_of(part, frame)]
    rows = list(_rows(root, frame))
    letter = is_letter([line.text for line in lines[:_HEAD]])
    if not clauses and (letter or not rows):
        bodies = bodies_of(root, letter=letter)
        parts = [body.node for body in bodies]
        clauses = [clause for body in bodies for clause in clauses_of(body.node, frame, body.above)]
    clauses = sorted([*clauses, *rows], key=lambda clause: clause.line)
    section = Section(main.path, main.words) if main else None
    return Assigned(section, tuple(_with_own_paths(clauses)), tuple(parts))


def _rows(root: Node, frame: TimeFrame) -> Iterator[ReadClause]:
    """Yield the clauses of all tables that assign work, each table on its own."""
    tables: dict[int, tuple[str, list[Line]]] = {}
    for node in root.walk():
        if node.line is not None and node.line.cells and node.line.table is not None:
            tables.setdefault(node.line.table, (node.path, []))[1].append(node.line)
    for path, rows in tables.values():
        yield from row_clauses(rows, path, frame)


def _with_own_paths(clauses: Sequence[ReadClause]) -> Iterator[ReadClause]:
    """Where the numbering of a document repeats itself, the later clause tells its turn."""
    clauses = [clause if clause.path else replace(clause, path="p1") for clause in clauses]
    seen: Counter[str] = Counter()
    taken = {clause.path for clause in clauses}
    for clause in clauses:
        seen[clause.path] += 1
        path = clause.path
        while seen[clause.path] > 1 and path in taken:
            path = f"{clause.path}({seen[clause.path]})"
            seen[clause.path] += path in taken
        taken.add(path)
        yield clause if path == clause.path else replace(clause, path=path)
