"""What comes next about one assignment if nothing changes: the coming rounds, really decided.

Each coming working day is put to the same decision as the round of that day will be, with
whatever the days before it told marked as told. So absences, pauses, levels, later occurrences
and days off count as they will count.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from dondoc.rules import explain_words
from dondoc.rules.local import at_local, local_day
from dondoc.usecases.agenda import MERGE_WINDOW, decide
from dondoc.usecases.agenda_facts import Agenda, Facts
from dondoc.usecases.context import WardContext
from dondoc.usecases.entries import Mark
from dondoc.usecases.round import facts_of
from models.assignment import Assignment
from models.queries.owed import RungEnd

#: So far ahead, in working days, is looked.
FAR = 260
ENOUGH = 3


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One thing to come at an instant; ``to`` is empty where nobody will be told, ``why`` says why."""

    at: datetime
    words: str
    to: str = ""
    name: str = ""
    why: str = ""


def coming(
    session: Session, context: WardContext, row: Assignment, *, now: datetime, to: str = ""
) -> list[Coming]:
    """Return the next things that will be told of an assignment, soonest first.

    With ``to`` only what goes to this address.
    """
    found: list[Coming] = []
    facts = _about(facts_of(session, context, now), row)
    if not facts.works and not facts.notices:
        return found
    for moment in _moments(context, facts, now):
        facts = replace(facts, now=moment)
        agenda = decide(facts)
        found += [one for one in _of(agenda, row, moment) if not to or one.to.casefold() == to]
        if len(found) >= ENOUGH:
            break
        facts = _after(facts, agenda)
    return found[:ENOUGH]


def _about(facts: Facts, row: Assignment) -> Facts:
    """Keep the assignment with the other occurrences of its series, one of which may speak for it."""
    works = [one for one in facts.works if (one.duty_id, one.unit_id) == (row.duty_id, row.unit_id)]
    ids = {one.id for one in works}
    return replace(
        facts,
        works=works if row.id in ids else [],
        marks=[mark for mark in facts.marks if mark.assignment_id in ids],
        notices=[notice for notice in facts.notices if notice.assignment_id == row.id],
    )


def _moments(context: WardContext, facts: Facts, now: datetime) -> Iterator[datetime]:
    """Yield when rounds will decide: as soon as mails may leave, then on each working day."""
    moment = context.opens(now)
    yield moment
    merged = context.opens(now + MERGE_WINDOW)
    if facts.notices and merged > moment:
        moment = merged
        yield moment
    hour = max(context.ward.send_at, context.ward.window_from)
    day = local_day(moment, context.zone)
    if at_local(day, hour, context.zone) > moment:
        day -= timedelta(days=1)
    for _ in range(FAR):
        day = context.calendar.add(day, 1)
        yield at_local(day, hour, context.zone)


def _of(agenda: Agenda, row: Assignment, at: datetime) -> Iterator[Coming]:
    for letter in agenda.letters.values():
        lines = [
            explain_words.line(entry.kind, entry.offset)
            for entry in letter.entries
            if entry.assignment_id == row.id or row.id in entry.earlier
        ]
        if lines:
            yield Coming(at=at, words="; ".join(lines), to=letter.to.email, name=letter.to.name)
    for mark in agenda.silent:
        if mark.assignment_id == row.id:
            words = explain_words.rung(mark.offset, mark.audience)
            state = explain_words.RUNG_STATES[mark.state]
            yield Coming(at=at, words=f"{words}: {state}", why=mark.reason)


def _after(facts: Facts, agenda: Agenda) -> Facts:
    """Return the facts as they will be once this decision was carried out."""
    marks = [mark for letter in agenda.letters.values() for mark in letter.marks]
    told = {e.notice_id for letter in agenda.letters.values() for e in letter.entries}
    done = told | {notice.id for notice in agenda.overtaken}
    links = dict(facts.links)
    for key, letter in agenda.letters.items():
        for entry in letter.entries:
            links[entry.assignment_id] = links.get(entry.assignment_id, frozenset()) | {key}
    return replace(
        facts,
        marks=[*facts.marks, *(_ended(facts, mark) for mark in [*marks, *agenda.silent])],
        notices=[notice for notice in facts.notices if notice.id not in done],
        links=links,
    )


def _ended(facts: Facts, mark: Mark) -> RungEnd:
    return RungEnd(
        assignment_id=mark.assignment_id, revision=mark.revision, offset=mark.offset,
        audience=mark.audience, state=mark.state, reason=mark.reason, marked_at=facts.now,
    )  # fmt: skip
