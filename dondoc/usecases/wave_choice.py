"""The waves among which the officer chooses: the ward's own first, then the named patterns."""

from collections.abc import Iterable
from datetime import date

from dondoc.rules.moves import Refused
from dondoc.rules.waves import Proposal, WaveSpan, known_keys, proposal, proposals
from dondoc.usecases import dating
from dondoc.usecases.context import WardRows
from dondoc.usecases.draft import DraftWave
from models.plan import Plan

#: The key of the waves that the ward file gives.
WARD = "ward"
_WARD_NAME = "Các đợt chung của phường, xã"


def choices(plan: Plan, context: WardRows, *, today: date) -> tuple[Proposal, ...]:
    """Return what a plan's waves can be taken from, the ward's own waves first if it has any."""
    first, last = _span(plan, context, today)
    own = dating.ward_waves(context, first, last)
    return (
        *((Proposal(WARD, _WARD_NAME, own),) if own else ()),
        *proposals(first, last, calendar=context.calendar),
    )


def chosen(plan: Plan, context: WardRows, key: str, *, today: date) -> tuple[WaveSpan, ...]:
    """Return the waves of one choice, to be edited or taken as they are.

    Raises:
        Refused: there is no such choice.
    """
    first, last = _span(plan, context, today)
    if key == WARD and (own := dating.ward_waves(context, first, last)):
        return own
    found = proposal(key, first, last, calendar=context.calendar)
    if found is None:
        known = ", ".join(known_keys())
        raise Refused(f"Không có mẫu chia đợt “{key}”. Các mẫu: {known}.")
    return found.waves


def as_draft(waves: Iterable[WaveSpan]) -> list[DraftWave]:
    """Return waves as a draft keeps them."""
    return [
        DraftWave.model_validate(
            {"key": one.key, "name": one.name, "from": one.starts_on, "to": one.ends_on,
             "summary": one.summary, "summary_due": one.summary_due_on}
        )
        for one in waves
    ]  # fmt: skip


def _span(plan: Plan, context: WardRows, today: date) -> tuple[date, date]:
    issued_on, _ = dating.issue_date(plan, None, today)
    facts = dating.facts_of(plan, context, issued_on=issued_on)
    return facts.starts_on, facts.ends_on
