"""The instructions of an amending document carried into its draft, as the clauses they make."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dondoc.reading.bodies.directory import Directory
from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.read import read_text
from dondoc.reading.structure.amending import Amending, Instruction
from dondoc.reading.structure.amending_targets import resolved, under
from dondoc.rules.amend_pairs import OWN
from dondoc.usecases.amend_inherit import inherited
from dondoc.usecases.draft import Draft, DraftClause
from dondoc.usecases.draft_duties import new_duty
from dondoc.usecases.draft_edit import free_path
from dondoc.usecases.draft_making import clause_of

UNREAD = "amendment-unread"
_FRAME = "Phường, ngày 01 tháng 01 năm {year}\n\nKẾ HOẠCH\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. {text}"
_MARK = re.compile(r"^(?:(?:[IVXLC]+|\d+|[a-zđ])(?:\.(?:[IVXLC]+|\d+|[a-zđ]))*[.)]|[-–+•])\s+")


@dataclass
class Carried:
    """The draft with what the instructions make of the plan, and how its clauses pair."""

    clauses: list[DraftClause] = field(default_factory=list)
    drops: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def carried(
    draft: Draft, amending: Amending, base: Draft, *, lines: Sequence[str], directory: Directory,
    year: int,
) -> tuple[Draft, Carried]:  # fmt: skip
    """Return the draft as the instructions of the document make it.

    Clauses of the document that stand inside an instruction give way to what it says; its other
    clauses are new ones of the plan, under paths of their own.
    """
    found = Carried(unread=[line for _, line in amending.unread])
    maker = _Maker(found, base, directory, year)
    for instruction in amending.instructions:
        if not maker.carry(instruction):
            found.unread.append(lines[instruction.lines[0]].strip())
    spans = [one.lines for one in amending.instructions]
    spans += [(at, at) for at, _ in amending.unread]
    own = [clause for clause in draft.clauses if not _inside(clause, spans)]
    for clause in own:
        path = free_path(base, f"{OWN}.{clause.path}")
        found.clauses.append(clause.model_copy(update={"path": path}))
        found.pairs[path] = ""
    warnings = [one for one in draft.warnings if one.get("code") != UNREAD]
    warnings += [unread_warning(line) for line in found.unread]
    return draft.model_copy(update={"clauses": found.clauses, "warnings": warnings}), found


def unread_warning(line: str) -> dict[str, str]:
    """Return the warning about an instruction that a person must carry out."""
    message = f"Chưa đọc chắc được điểm sửa đổi: “{line}”. Hãy sửa dự thảo hoặc ghép mục bằng tay."
    return {"code": UNREAD, "path": "", "message": message}


def _inside(clause: DraftClause, spans: Iterable[tuple[int, int]]) -> bool:
    return any(first <= line <= last for line in clause.lines for first, last in spans)


@dataclass
class _Maker:
    """Carries instructions out one after the other; a later one sees what an earlier one made."""

    found: Carried
    base: Draft
    directory: Directory
    year: int

    def carry(self, given: Instruction) -> bool:
        """Carry one instruction out; False when its place is not certain."""
        if given.act == "words":
            return self._reword(given)
        if given.act == "add":
            return self._add(given)
        places = [resolved(path, self._known()) for path in given.paths]
        if not places or None in places:
            return False
        targets = [place for place in places if place is not None]
        if given.act == "drop":
            self.found.drops += [path for place in targets for path in under(place, self._known())]
            return True
        if given.act == "append":
            return self._append(targets[0], given.text)
        return self._change(targets[0], given.text)

    def _known(self) -> list[str]:
        return [clause.path for clause in self.base.clauses]

    def _now(self, path: str) -> DraftClause:
        """Return a clause as the instructions so far have left it."""
        made = [clause for clause in self.found.clauses if clause.path == path]
        return made[0] if made else next(c for c in self.base.clauses if c.path == path)

    def _change(self, place: str, text: str) -> bool:
        before = under(place, self._known())
        made = self._read(text, place)
        self._put(made)
        self.found.drops += [path for path in before if path not in {c.path for c in made}]
        return True

    def _append(self, place: str, text: str) -> bool:
        if place not in self._known():
            return False
        return self._change(place, f"{self._now(place).text.rstrip()} {_plain(text)}")

    def _add(self, given: Instruction) -> bool:
        path = self._placed(given.paths[0])
        if path is None or path in self._known():
            return False
        made = self._read(given.text, path)
        parent = path.rpartition(".")[0]
        siblings = [c for c in self.base.clauses if c.path.rpartition(".")[0] == parent]
        self._put([_with_lead_of(siblings, clause) for clause in made])
        return True

    def _placed(self, path: str) -> str | None:
        """Return the path of a new clause as the plan writes it: its parent must be certain."""
        parent, _, label = path.rpartition(".")
        if not parent:
            tops = {known.partition(".")[0] for known in self._known()}
            return f"{tops.pop()}.{label}" if len(tops) == 1 and label.isdigit() else None
        where = resolved(parent, self._known())
        return f"{where}.{label}" if where else None

    def _reword(self, given: Instruction) -> bool:
        known = self._known()
        if given.paths:
            places = [resolved(path, known) for path in given.paths]
            if None in places:
                return False
            paths = [path for place in places if place for path in under(place, known)]
        else:
            paths = known
        hit = [path for path in paths if given.before in self._now(path).text]
        for path in hit:
            self._change(path, self._now(path).text.replace(given.before, given.text))
        return bool(hit)

    def _put(self, made: Iterable[DraftClause]) -> None:
        for clause in made:
            kept = [one for one in self.found.clauses if one.path != clause.path]
            self.found.clauses[:] = [*kept, clause]
            self.found.pairs[clause.path] = clause.path if clause.path in self._known() else ""

    def _read(self, text: str, path: str) -> list[DraftClause]:
        """Return the clauses of a new text under a path, with what the old ones were given."""
        flat = _plain(text)
        try:
            read = read_text(_FRAME.format(year=self.year, text=flat)).clauses
        except UnreadableDocument:
            read = ()
        made = [
            clause_of(clause, self.directory) for clause in read if clause.path.startswith("I.1")
        ]
        if not made:
            duty = new_duty(flat, requested=False)
            made = [DraftClause(path="I.1", text=flat, mode="assign", lead=[], duties=[duty])]
        old = {clause.path: clause for clause in self.base.clauses}
        placed = [
            clause.model_copy(update={"path": path + clause.path.removeprefix("I.1"), "line": None})
            for clause in made
        ]
        return [
            inherited(clause, old[clause.path]) if clause.path in old else clause
            for clause in placed
        ]


def _plain(text: str) -> str:
    """Return a new text without the number that it is quoted with."""
    return _MARK.sub("", text.strip(), count=1)


def _with_lead_of(siblings: Sequence[DraftClause], clause: DraftClause) -> DraftClause:
    """Give a new clause that names nobody the leads of its siblings, where all have the same."""
    leads = {tuple(unit.name for unit in one.lead) for one in siblings}
    if clause.lead or len(leads) != 1:
        return clause
    return clause.model_copy(update={"lead": siblings[0].lead, "mode": siblings[0].mode})
