"""A draft made from a reading: units matched with the directory, cadences stated or proposed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dondoc.reading.bodies.directory import Directory, match_unit
from dondoc.reading.draft import ReadClause, ReadDuty, Reading
from dondoc.rules import proposals
from dondoc.rules.cadence import Form
from dondoc.usecases.context import WardRows
from dondoc.usecases.draft import Draft, DraftClause, DraftDuty, DraftElsewhere, DraftUnit
from dondoc.usecases.draft_marks import marks_of
from dondoc.usecases.draft_warnings import OWN_WARNINGS, directory_of, with_warnings


def draft_of(reading: Reading, context: WardRows) -> Draft:
    """Return the draft of a document that was read."""
    directory = directory_of(context)
    draft = Draft(
        clauses=[clause_of(clause, directory) for clause in reading.clauses],
        elsewhere=[
            DraftElsewhere.model_validate(item.to_json() | {"line": item.line})
            for item in reading.elsewhere
        ],
        warnings=[w.to_json() for w in reading.warnings if w.code not in OWN_WARNINGS],
    )
    return with_warnings(draft, directory, context)


def clause_of(clause: ReadClause, directory: Directory) -> DraftClause:
    """Return a clause of the draft."""
    lead = [unit_of(name, directory) for name in clause.lead]
    return DraftClause(
        path=clause.path,
        text=clause.text,
        mode=clause.mode,
        lead=lead,
        support=[unit_of(name, directory) for name in clause.support],
        duties=_duties(clause.duties, requested=is_requested(clause.mode, lead, directory)),
        line=clause.line,
        scanned=clause.scanned,
        marks=marks_of(clause),
    )


def is_requested(mode: str, lead: Iterable[DraftUnit], directory: Directory) -> bool:
    """Tell whether the text asks, or asks only of bodies that cannot be ordered."""
    asked = {unit.key for unit in directory.units if unit.requested}
    keys = [key for unit in lead for key in unit.units]
    return mode == "request" or (bool(keys) and asked.issuperset(keys))


def unit_of(name: str, directory: Directory) -> DraftUnit:
    """Return a printed name with the units of the directory that it means."""
    match = match_unit(name, directory)
    return DraftUnit(name=name, units=list(match.keys), nearest=list(match.nearest))


def _duties(given: Sequence[ReadDuty], *, requested: bool) -> list[DraftDuty]:
    """Return a clause's duties; what is asked of a body becomes one joint report for a wave."""
    duties = [_duty(duty.to_json(), requested=requested) for duty in given]
    joint = [duty for duty in duties if requested and duty.cadence["form"] == Form.EACH_WAVE]
    if len(joint) < 2 or any(duty.cadence != joint[0].cadence for duty in joint):
        return duties
    text = "; ".join(duty.text.rstrip(" ;.") for duty in joint)
    phrases = [phrase for duty in joint for phrase in duty.phrases]
    together = joint[0].model_copy(update={"text": text, "phrases": phrases})
    return [together, *(duty for duty in duties if duty not in joint)]


def _duty(duty: Mapping[str, Any], *, requested: bool) -> DraftDuty:
    recurrence = duty["recurrence"]
    phrases = [deadline["phrase"] for deadline in duty["deadlines"]]
    return DraftDuty(
        text=duty["text"],
        kind=duty["kind"],
        phrases=[*phrases, *([recurrence["phrase"]] if recurrence else [])],
        cadence=proposals.from_reading(duty, requested=requested).to_json(),
    )
