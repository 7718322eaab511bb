"""A new contact hears once of the work that is open at the unit (bàn giao đầu mối)."""

from dondoc.rules.directory import Reachable
from dondoc.usecases.agenda_facts import Agenda, Facts
from dondoc.usecases.entries import HANDOVER, Entry


def hand_over(facts: Facts, agenda: Agenda) -> None:
    """List open work to the unit's contact who has no link to it, while somebody else has.

    So a new contact, a corrected address, and who comes back from an absence in which work was
    given are told alike, and nobody twice. A deputy is told of what comes up meanwhile only.
    """
    news = {notice.assignment_id for notice in facts.notices if notice.audience == "lead"}
    for row in facts.works:
        known = facts.links.get(row.id, frozenset())
        if not row.chased or not known or row.id in news:
            continue
        to = facts.reach(row.unit_id)
        if to is None or to.key in known or not _in_their_own_right(facts, row.unit_id, to):
            continue
        letter = agenda.letter(to)
        if not any(e.assignment_id == row.id and not e.support for e in letter.entries):
            letter.entries.append(
                Entry(assignment_id=row.id, kind=HANDOVER, revision=row.revision, is_new=True)
            )


def _in_their_own_right(facts: Facts, unit_id: int, to: Reachable) -> bool:
    """Tell whether it is the unit's contact, and nobody who stands in today."""
    context = facts.context
    return to == context.directory.principal(context.unit(unit_id), facts.today)
