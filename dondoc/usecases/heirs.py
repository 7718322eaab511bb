"""Units that a draft names and that have ended: who goes on for them, and who goes on for nobody."""

from collections.abc import Iterable
from datetime import date

from dondoc.rules.amend_facts import ClauseFacts
from dondoc.rules.reorganise_drafts import with_heirs
from dondoc.usecases import draft as drafts
from dondoc.usecases.context import WardContext
from dondoc.usecases.draft import Draft


def key_now(context: WardContext, key: str, day: date) -> str | None:
    """Return the key of the unit that goes on for a unit on a local day.

    It is its own key for one that lives or that nobody knows, None where nobody goes on.
    """
    known = next((unit for unit in context.own_units if unit.key == key), None)
    if known is None:
        return key
    heir = context.heir(known.id or 0, day)
    return heir.key if heir is not None else None


def draft_now(draft: Draft, context: WardContext, day: date) -> Draft:
    """Return a draft that names those who go on; what goes on for nobody keeps its name."""
    made, changed = with_heirs(
        drafts.to_json(draft), lambda _, key: key_now(context, key, day) or key
    )
    return Draft.model_validate(made) if changed else draft


def without_ended(
    clauses: Iterable[ClauseFacts], context: WardContext, day: date
) -> list[ClauseFacts]:
    """Return clauses without those in the lead for whom nobody goes on."""
    return [
        ClauseFacts(
            one.path, one.text, one.mode,
            tuple(key for key in one.lead if key_now(context, key, day) is not None),
            one.support, one.duties,
        )
        for one in clauses
    ]  # fmt: skip
