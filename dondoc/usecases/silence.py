"""Units from which nothing is heard: the officer is told to phone (nên gọi điện)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from dondoc.rules.directory import Reachable
from dondoc.rules.owing import Held
from dondoc.rules.people import PersonFacts
from dondoc.rules.silence import RUNGS, is_silent
from dondoc.usecases.agenda_facts import Agenda, Facts
from dondoc.usecases.context import WardContext
from dondoc.usecases.entries import SHEET_KINDS, SILENCE, TO_UNIT, Entry, Mark
from models.outbox import RungState
from models.queries import assignments, owed
from models.queries.owed import Owed, RungEnd
from models.ward import Role


def listen(facts: Facts, agenda: Agenda) -> None:
    """Note of which work nothing is heard."""
    agenda.quiet = {
        row_id
        for row_id, mine in facts.past.items()
        if _silent(facts.context, mine, facts.heard.get(row_id), facts.now)
    }


def hint_at_silence(facts: Facts, agenda: Agenda) -> None:
    """Tell the officer once of each silence, unless the work stands on a sheet of today anyway."""
    for row in facts.works:
        if not row.chased or row.id not in agenda.quiet:
            continue
        heard = facts.heard.get(row.id)
        hinted = [one for one in facts.past[row.id] if one.audience == SILENCE]
        if any(heard is None or mark.marked_at > heard for mark in hinted):
            continue
        mark = Mark(
            assignment_id=row.id, revision=row.revision, offset=len(hinted) + 1,
            audience=SILENCE,
        )  # fmt: skip
        _put(agenda, row, officers_for(facts.context, row, facts.today), mark)


def _put(agenda: Agenda, row: Owed, readers: list[Reachable], mark: Mark) -> None:
    for number, to in enumerate(readers):
        letter = agenda.letter(to)
        if not any(_is_on_sheet(entry, row) for entry in letter.entries):
            letter.entries.append(
                Entry(assignment_id=row.id, kind=SILENCE, revision=row.revision, is_new=True)
            )
        if number == 0:
            letter.marks.append(mark)


def _is_on_sheet(entry: Entry, row: Owed) -> bool:
    return entry.assignment_id == row.id and entry.kind in SHEET_KINDS


def _by_assignment(marks: Iterable[RungEnd]) -> dict[int, list[RungEnd]]:
    found: dict[int, list[RungEnd]] = defaultdict(list)
    for mark in marks:
        found[mark.assignment_id].append(mark)
    return found


def _silent(
    context: WardContext, marks: Sequence[RungEnd], heard: datetime | None, now: datetime
) -> bool:
    if len(marks) < RUNGS:
        return False
    told = [m.marked_at for m in marks if m.audience in TO_UNIT and m.state is RungState.TOLD]
    return is_silent(told, heard_at=heard, calendar=context.calendar, zone=context.zone, now=now)


def heard_of(
    session: Session, context: WardContext, marks: Sequence[RungEnd]
) -> dict[int, datetime]:
    """Return when units were last heard of, where any was reminded often enough to ask."""
    told = Counter(m.assignment_id for m in marks if m.audience in TO_UNIT)
    often = any(times >= RUNGS for times in told.values())
    return assignments.heard_of(session, context.ward_id) if often else {}


def silent_work(session: Session, context: WardContext, *, now: datetime) -> set[int]:
    """Return the ids of the open work of a ward about whose silence somebody should phone."""
    marks = _by_assignment(owed.marks(session, context.ward_id))
    heard = heard_of(session, context, [one for mine in marks.values() for one in mine])
    return {
        row_id for row_id, mine in marks.items() if _silent(context, mine, heard.get(row_id), now)
    }


def officers_for(context: WardContext, row: Held, today: date) -> list[Reachable]:
    """Return who answers for the ward about some work: never somebody of the unit itself."""
    own = context.all_addresses(row.unit_id, today)
    for role in (Role.INTERIOR_OFFICER, Role.VICE_CHAIRMAN, Role.CHAIRMAN):
        people = [p for p in context.with_role(role) if p.email.casefold() not in own]
        if people:
            return _present(context, people, today)
    return []


def _present(context: WardContext, people: list[PersonFacts], today: date) -> list[Reachable]:
    """Return these, or the deputies of those away; all of them where nobody else may answer."""
    reading = [context.directory.stand_in(person, today) for person in people]
    found = {to.key: to for to in reading if to is not None}
    return list(found.values()) or [Reachable(p.name, p.title, p.email) for p in people]
