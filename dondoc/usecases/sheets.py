"""Overdue work on its way upwards: who is told at which level, and whose sheet goes out."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from dondoc import wording
from dondoc.rules import pausing
from dondoc.rules.escalation import Level, crossed, days_late
from dondoc.rules.people import PersonFacts
from dondoc.rules.standing import has_passed
from dondoc.usecases.agenda_facts import Agenda, Facts
from dondoc.usecases.context import WardContext
from dondoc.usecases.entries import Entry, Mark
from models.plan import Mode
from models.queries.owed import Owed, RungEnd
from models.ward import Role


def escalate(facts: Facts, agenda: Agenda) -> None:
    """Put overdue work on the sheets of those who must know by now."""
    sheets: dict[str, list[Entry]] = defaultdict(list)
    new_marks: dict[str, list[Mark]] = defaultdict(list)
    officers = {one.key for one in facts.context.people if one.role is Role.INTERIOR_OFFICER}
    for row in facts.works:
        if not row.chased or not has_passed(row, facts.now):
            continue
        if row.chain is None and row.mode is not Mode.REQUEST:
            agenda.begun.append(row.id)
        late = _late(facts, row)
        if late <= 0:
            continue
        running = _still_known(facts, row)
        fresh = _fresh(facts, row, late, running)
        kind = "cooperation" if row.mode is Mode.REQUEST else "escalation"
        for key, marks in fresh.items():
            new_marks[key].extend(marks)
        for key in dict.fromkeys([*(_person_of(mark) for mark in running), *fresh]):
            sheets[key].append(
                Entry(
                    assignment_id=row.id, kind=kind, revision=row.revision,
                    offset=late, is_new=key in fresh, why=_why(fresh.get(key, ())),
                    silent=row.id in agenda.quiet and key in officers,
                )
            )  # fmt: skip
    _hand_out(facts, agenda, sheets, new_marks)


def _fresh(facts: Facts, row: Owed, late: int, running: Sequence[RungEnd]) -> dict[str, list[Mark]]:
    """Return what is to be told now, by person; a level that is reached in a pause waits for it."""
    if pausing.is_paused(row, facts.today):
        return {}
    if row.mode is Mode.REQUEST:
        return _to_phone(facts.context, row, late, running)
    return _to_tell(facts, row, late, running)


def _late(facts: Facts, row: Owed) -> int:
    context = facts.context
    return days_late(row, calendar=context.calendar, zone=context.zone, now=facts.now)


def _still_known(facts: Facts, row: Owed) -> list[RungEnd]:
    """Return the levels told in the running case, but to who left or cannot be written to.

    What they were told nobody knows any more: the level is told again, to whoever is next.
    """
    marks = [m for m in facts.past.get(row.id, ()) if m.audience.startswith("level:")]
    there = {one.key for one in facts.context.people if not _is_cut_off(facts, one)}
    return [m for m in marks if m.revision >= row.case_revision and _person_of(m) in there]


def _is_cut_off(facts: Facts, person: PersonFacts) -> bool:
    directory = facts.context.directory
    away = directory.absence_of(person, facts.today) is not None
    return not away and directory.stand_in(person, facts.today) is None


def _person_of(mark: RungEnd) -> str:
    return mark.audience.rpartition(":")[2]


def _level_of(mark: RungEnd) -> int:
    return int(mark.audience.split(":")[1])


def _level_mark(row: Owed, level: Level, person: str, why: str = "") -> Mark:
    return Mark(
        assignment_id=row.id, revision=row.revision, offset=level.after,
        audience=f"level:{level.number}:{person}", reason=why,
    )  # fmt: skip


def _why(marks: Sequence[Mark]) -> str:
    return next((mark.reason for mark in reversed(marks) if mark.reason), "")


def _to_phone(
    context: WardContext, row: Owed, late: int, running: Sequence[RungEnd]
) -> dict[str, list[Mark]]:
    """A body that was asked stands on the interior officer's sheet only, to be phoned."""
    officer = context.officer()
    if officer is None or running or not context.levels or late < context.levels[0].after:
        return {}
    return {officer.key: [_level_mark(row, context.levels[0], officer.key)]}


def _to_tell(
    facts: Facts, row: Owed, late: int, running: Sequence[RungEnd]
) -> dict[str, list[Mark]]:
    """Return the levels that were newly crossed, by the person who is told."""
    levels = facts.context.levels_for(row)
    told = {_level_of(mark) for mark in running}
    fresh: dict[str, list[Mark]] = defaultdict(list)
    for level in crossed(row, levels=levels, days_late=late, told=told):
        people, why = _people_at(facts, row, levels, level)
        for person in people:
            fresh[person.key].append(_level_mark(row, level, person.key, why))
    return fresh


def _people_at(
    facts: Facts, row: Owed, levels: Sequence[Level], level: Level
) -> tuple[list[PersonFacts], str]:
    """Return who is told at a level, and why a level before was passed over.

    Passed over is who answers for the work himself, cannot be reached, or is away without deputy.
    """
    own = facts.context.all_addresses(row.unit_id, facts.today)
    absent: list[str] = []
    for candidate in levels[level.number - 1 :]:
        people = []
        for person in facts.context.people:
            if person.role not in candidate.to:
                continue
            to = facts.context.directory.stand_in(person, facts.today)
            if to is None:
                absent.append(_not_there(facts, person))
            elif own.isdisjoint({person.email.casefold(), to.key}):
                people.append(person)
        if people:
            return people, "; ".join(absent) if candidate is not level else ""
        if not any(person.role in candidate.to for person in facts.context.people):
            absent.append(f"chưa có người giữ nhiệm vụ {_roles(candidate)}")
    return [], ""


def _roles(level: Level) -> str:
    return ", ".join(wording.ROLE_NAMES[role] for role in level.to)


def _not_there(facts: Facts, person: PersonFacts) -> str:
    absence = facts.context.directory.absence_of(person, facts.today)
    if absence is None:
        return f"địa chỉ thư của {person.name} không nhận được thư"
    return f"{person.name} vắng mặt đến {wording.day_short(absence.to_on)}, không có người thay"


def _hand_out(
    facts: Facts,
    agenda: Agenda,
    sheets: dict[str, list[Entry]],
    new_marks: dict[str, list[Mark]],
) -> None:
    roles = {role for level in facts.context.levels for role in level.to}
    weekly = bool(facts.works) and _begins_the_week(facts)
    for person in facts.context.people:
        to = facts.context.directory.stand_in(person, facts.today)
        if to is None:
            continue
        if person.key in new_marks or (weekly and (person.role in roles or sheets[person.key])):
            letter = agenda.letter(to)
            letter.sheet = True
            letter.entries.extend(sheets[person.key])
            letter.marks.extend(new_marks[person.key])


def _begins_the_week(facts: Facts) -> bool:
    monday = facts.today - timedelta(days=facts.today.weekday())
    return facts.context.calendar.on_or_after(monday) == facts.today
