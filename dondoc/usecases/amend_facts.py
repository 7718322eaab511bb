"""Clauses of a draft as the comparison takes them."""

from collections.abc import Mapping
from typing import Any

from dondoc.rules.amend_facts import ClauseFacts, DutyFacts
from dondoc.rules.cadence import Cadence
from dondoc.usecases import dating
from dondoc.usecases.draft import Draft, DraftClause, DraftDuty


def clause_facts(clause: DraftClause) -> ClauseFacts:
    """Return a clause as it is compared; a supporting unit that nobody knows by its name."""
    support = dict.fromkeys(key for unit in clause.support for key in unit.units or [unit.name])
    return ClauseFacts(
        path=clause.path,
        text=clause.text,
        mode=clause.mode,
        lead=tuple(dating.lead_keys(clause)),
        support=tuple(support),
        duties=tuple(duty_facts(duty) for duty in clause.duties),
    )


def duty_facts(duty: DraftDuty) -> DutyFacts:
    """Return a duty as it is compared: how it is dated, without the words that say so."""
    return DutyFacts(duty.text, duty.kind, _dating(duty.cadence))


def _dating(cadence: Mapping[str, Any]) -> dict[str, Any]:
    plain = Cadence.from_json(cadence).to_json()
    kept = {
        key: value for key, value in plain.items() if key not in {"phrase", "notes", "printed_day"}
    }
    dates = [
        {key: value for key, value in one.items() if key not in {"phrase", "printed"}}
        for one in plain.get("dates", [])
    ]
    return kept | ({"dates": dates} if dates else {})


def facts_of(draft: Draft) -> list[ClauseFacts]:
    """Return all clauses of a draft as they are compared."""
    return [clause_facts(clause) for clause in draft.clauses]
