"""Edits of a draft by clauses: change, drop, take back, add, merge, split. All are pure."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from dondoc.usecases.draft import Draft, DraftClause, DraftDuty, DraftUnit, Mark, WrongDraft
from dondoc.usecases.draft_marks import fitted

#: Reads one text as a clause of its own: units, duties, marks.
Reread = Callable[[str], DraftClause]


def place_of(draft: Draft, path: str) -> int:
    """Return the position of a clause.

    Raises:
        WrongDraft: there is none with this path.
    """
    for place, clause in enumerate(draft.clauses):
        if clause.path == path:
            return place
    raise WrongDraft(f"Dự thảo không có mục {path}.")


def with_clauses(draft: Draft, clauses: Iterable[DraftClause]) -> Draft:
    """Return the draft with other clauses."""
    return draft.model_copy(update={"clauses": list(clauses)})


def free_path(draft: Draft, path: str) -> str:
    """Return this path, or with the first turn that is free: ``V.2(2)``."""
    taken = {clause.path for clause in draft.clauses}
    turn, free = 2, path
    while free in taken:
        free, turn = f"{path}({turn})", turn + 1
    return free


def change_clause(draft: Draft, path: str, clause: DraftClause) -> Draft:
    """Put an edited clause in its place; marks follow its text."""
    place = place_of(draft, path)
    old = draft.clauses[place]
    marks = fitted(old.marks, old.text, clause.text)
    edited = clause.model_copy(
        update={"marks": marks, "line": old.line, "more_lines": old.more_lines}
    )
    return with_clauses(draft, [*draft.clauses[:place], edited, *draft.clauses[place + 1 :]])


def drop(draft: Draft, path: str) -> Draft:
    """Take a clause out of the work; it is kept aside."""
    place = place_of(draft, path)
    left = [*draft.clauses[:place], *draft.clauses[place + 1 :]]
    dropped = [*draft.dropped, draft.clauses[place]]
    return draft.model_copy(update={"clauses": left, "dropped": dropped})


def take_back(draft: Draft, number: int) -> Draft:
    """Return a dropped clause, by its position among them, to where its line stands.

    Raises:
        WrongDraft: there is no such clause.
    """
    if not 0 <= number < len(draft.dropped):
        raise WrongDraft("Không có mục nào đã bỏ ở vị trí này.")
    clause = draft.dropped[number]
    back = clause.model_copy(update={"path": free_path(draft, clause.path)})
    kept = [*draft.dropped[:number], *draft.dropped[number + 1 :]]
    return insert(draft.model_copy(update={"dropped": kept}), back)


def insert(draft: Draft, clause: DraftClause, *, after: str = "") -> Draft:
    """Add a clause after another, else in the order of the document, else at the end."""
    at = place_of(draft, after) + 1 if after else _by_line(draft, clause)
    return with_clauses(draft, [*draft.clauses[:at], clause, *draft.clauses[at:]])


def _by_line(draft: Draft, clause: DraftClause) -> int:
    if clause.line is not None:
        for place, other in enumerate(draft.clauses):
            if other.line is not None and other.line > clause.line:
                return place
    return len(draft.clauses)


def merge_with_next(draft: Draft, path: str) -> Draft:
    """Make one clause of two that follow each other.

    Raises:
        WrongDraft: the clause is the last one.
    """
    place = place_of(draft, path)
    if place + 1 == len(draft.clauses):
        raise WrongDraft(f"Mục {path} là mục cuối, không có mục sau để gộp.")
    one, other = draft.clauses[place], draft.clauses[place + 1]
    return with_clauses(
        draft, [*draft.clauses[:place], _merged(one, other), *draft.clauses[place + 2 :]]
    )


def _merged(one: DraftClause, other: DraftClause) -> DraftClause:
    shift = len(one.text) + 1
    later = [
        Mark(span=(mark.span[0] + shift, mark.span[1] + shift), what=mark.what)
        for mark in other.marks
    ]
    lead = _each_once([*one.lead, *other.lead])
    names = {unit.name for unit in lead}
    lines = list(dict.fromkeys([*one.lines, *other.lines]))
    return one.model_copy(
        update={
            "text": f"{one.text}\n{other.text}",
            "lead": lead,
            "support": [
                unit
                for unit in _each_once([*one.support, *other.support])
                if unit.name not in names
            ],
            "duties": [*one.duties, *other.duties],
            "line": lines[0] if lines else None,
            "more_lines": lines[1:],
            "scanned": one.scanned or other.scanned,
            "marks": [*one.marks, *later],
        }
    )


def _each_once(units: Iterable[DraftUnit]) -> list[DraftUnit]:
    return list({unit.name: unit for unit in reversed(list(units))}.values())[::-1]


def split(draft: Draft, path: str, cuts: Sequence[int], *, reread: Reread) -> Draft:
    """Cut a clause before the given characters of its text.

    Each part keeps the units and duties that its words name; a part that names no lead keeps the
    leads of the whole, and one that holds no duty gets those that ``reread`` finds.

    Raises:
        WrongDraft: there is nothing to cut.
    """
    place = place_of(draft, path)
    whole = draft.clauses[place]
    edges = [0, *sorted({cut for cut in cuts if 0 < cut < len(whole.text)}), len(whole.text)]
    texts = [whole.text[a:b].strip() for a, b in pairwise(edges)]
    texts = [text for text in texts if text]
    if len(texts) < 2:
        raise WrongDraft(f"Mục {path}: chưa chọn chỗ để tách.")
    made, left = draft, list(whole.duties)
    parts: list[DraftClause] = []
    for number, text in enumerate(texts, start=1):
        mine = [duty for duty in left if belongs(duty, text)]
        if number == len(texts):
            mine = left
        left = [duty for duty in left if duty not in mine]
        own = path if number == 1 else free_path(with_clauses(made, [*made.clauses, *parts]), path)
        parts.append(_part(whole, text, mine, reread).model_copy(update={"path": own}))
    return with_clauses(draft, [*draft.clauses[:place], *parts, *draft.clauses[place + 1 :]])


def belongs(duty: DraftDuty, text: str) -> bool:
    """Tell whether a duty's words stand in a text; of joint ones, the first counts."""
    return duty.text.split("; ")[0].strip(" ;.") in text


def _part(
    whole: DraftClause, text: str, duties: Sequence[DraftDuty], reread: Reread
) -> DraftClause:
    again = reread(text)
    named = {unit.name for unit in [*whole.lead, *whole.support] if unit.name in whole.text}
    lead = [unit for unit in whole.lead if unit.name in text]
    support = [unit for unit in whole.support if unit.name in text or unit.name not in named]
    return whole.model_copy(
        update={
            "text": text,
            "lead": lead or again.lead or whole.lead,
            "support": support,
            "duties": list(duties) or again.duties,
            "marks": fitted(whole.marks, whole.text, text) or again.marks,
        }
    )
