"""The clauses of an amended plan: new ones are stored, earlier wordings stay under their own path."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from dondoc.usecases import confirm
from dondoc.usecases import draft as drafts
from dondoc.usecases.amend_compare import Change, Comparison
from dondoc.usecases.context import WardContext
from dondoc.usecases.draft import Draft
from models.plan import Clause, Duty, Plan
from models.queries import plans

REPLACED = "trước sửa đổi"
ABOLISHED = "đã bãi bỏ"


@dataclass(frozen=True)
class Places:
    """The duties of the amended plan by clause path and position, with the mode of their clause."""

    duties: Mapping[tuple[str, int], tuple[Duty, Clause]]


def places_of(session: Session, plan_id: int) -> list[dict[str, object]]:
    """Return path and position of every clause, by which a past day is shown in its own order."""
    return [
        {"clause": clause.id, "path": clause.path, "position": clause.position}
        for clause in plans.clauses_of(session, plan_id)
    ]


def store_clauses(session: Session, comparison: Comparison, context: WardContext) -> Places:
    """Bring the stored clauses to what the comparison says.

    What is as before keeps its row, also where it moved. Of what changed, the earlier wording
    keeps its row too, as «V.2 (trước sửa đổi)», with the work that was finished under it.
    """
    plan = comparison.plan
    rows = {clause.path: clause for clause in plans.clauses_of(session, plan.id or 0)}
    _clear_paths(session, comparison, rows)
    ids = {unit.key: unit.id or 0 for unit in context.own_units}
    found: dict[tuple[str, int], tuple[Duty, Clause]] = {}
    position = 0
    for change in comparison.changes:
        position += change.clause is not None
        for number, pair in enumerate(_store(session, plan, change, rows, position, ids), start=1):
            found[change.path, number] = pair
    session.flush()
    return Places(found)


def _clear_paths(session: Session, comparison: Comparison, rows: Mapping[str, Clause]) -> None:
    """Take every path that changes hands out of the way, since each exists once in a plan."""
    taken = set(rows)
    for change in comparison.changes:
        pair = change.pair
        if pair.old is None or pair.kind == "unchanged":
            continue
        row = rows[pair.old.path]
        if pair.kind == "moved":
            row.path = f"~{row.id}"
        else:
            word = ABOLISHED if pair.kind == "dropped" else REPLACED
            row.path = _former(pair.old.path, word, taken)
            taken.add(row.path)
        session.add(row)
    session.flush()


def _former(path: str, word: str, taken: set[str]) -> str:
    """Return «V.2 (trước sửa đổi)», the second time «V.2 (trước sửa đổi 2)»."""
    number, free = 2, f"{path} ({word})"
    while free in taken:
        free, number = f"{path} ({word} {number})", number + 1
    return free


def _store(
    session: Session,
    plan: Plan,
    change: Change,
    rows: Mapping[str, Clause],
    position: int,
    ids: dict[str, int],
) -> list[tuple[Duty, Clause]]:
    if change.clause is None or change.pair.new is None:
        return []
    if change.pair.kind in {"added", "changed"}:
        clause, duties = confirm.store_clause(
            session, plan, change.clause, position=position, ids=ids
        )
    else:
        clause = rows[change.pair.old.path if change.pair.old else ""]
        clause.path, clause.position = change.clause.path, position
        session.add(clause)
        session.flush()
        duties = list(plans.duties_of(session, [clause.id or 0]))
    return [(duty, clause) for duty in duties]


def merged(comparison: Comparison) -> Draft:
    """Return the draft of the plan in force as it is amended."""
    base = drafts.of_plan(comparison.plan)
    clauses = [change.clause for change in comparison.changes if change.clause is not None]
    here = {clause.path for clause in clauses}
    warnings = [one for one in base.warnings if not one.get("path") or one.get("path") in here]
    return base.model_copy(update={"clauses": clauses, "warnings": warnings})
