"""What the officer once settled for a clause of the plan holds for its amended wording too."""

from collections.abc import Mapping, Sequence

from dondoc.rules import amend_words
from dondoc.rules.amend_pairs import pair_duties
from dondoc.usecases.amend_facts import duty_facts
from dondoc.usecases.draft import Draft, DraftClause, DraftDuty, DraftUnit


def inherited(clause: DraftClause, old: DraftClause) -> DraftClause:
    """Return a clause with what its wording leaves open taken from the earlier one.

    Names that are printed as before keep the units that they were given, a clause that names
    nobody keeps its leads, and a rhythm that is only proposed stays as it was settled then: in
    the same wording in any case, in another one where it had been a proposal too.
    """
    known = {unit.name: unit for unit in [*old.lead, *old.support] if unit.units}
    lead, mode = [_known_unit(unit, known) for unit in clause.lead], clause.mode
    if not lead or _names(lead) == _names(old.lead):
        lead, mode = old.lead, old.mode
    same = not amend_words.differ(clause.text, old.text)
    return clause.model_copy(
        update={
            "lead": lead,
            "mode": mode,
            "support": [_known_unit(unit, known) for unit in clause.support],
            "duties": _duties(clause.duties, old.duties, same=same),
        }
    )


def _names(units: Sequence[DraftUnit]) -> set[str]:
    return {unit.name for unit in units}


def _known_unit(unit: DraftUnit, known: Mapping[str, DraftUnit]) -> DraftUnit:
    return unit if unit.units else known.get(unit.name, unit)


def _duties(new: Sequence[DraftDuty], old: Sequence[DraftDuty], *, same: bool) -> list[DraftDuty]:
    if same and len(new) != len(old):
        return list(old)
    pairs = pair_duties([duty_facts(duty) for duty in old], [duty_facts(duty) for duty in new])
    before = {n: old[m - 1] for m, n in pairs if m is not None and n is not None}
    return [_duty(duty, before.get(n), same=same) for n, duty in enumerate(new, start=1)]


def _duty(duty: DraftDuty, old: DraftDuty | None, *, same: bool) -> DraftDuty:
    if old is None:
        return duty
    if old.ladder and not duty.ladder:
        duty = duty.model_copy(update={"ladder": old.ladder})
    if duty.cadence.get("certainty") == "stated":
        return duty
    if same:
        return old
    if old.cadence.get("certainty") == "stated":
        return duty
    return duty.model_copy(update={"cadence": old.cadence, "kind": old.kind})


def all_inherited(draft: Draft, base: Draft, partners: Mapping[str, str]) -> Draft:
    """Return a draft whose clauses take over from those of the plan that they stand for."""
    old = {clause.path: clause for clause in base.clauses}
    clauses = [
        inherited(clause, old[path]) if (path := partners.get(clause.path)) in old else clause
        for clause in draft.clauses
    ]
    return draft.model_copy(update={"clauses": clauses})
