"""Who is to be told what in a round: a pure decision over rows that were loaded before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from dondoc.rules.escalation import Level, crossed, days_late, levels_of
from dondoc.rules.ladder import LadderDecision, reached
from dondoc.rules.standing import has_passed
from dondoc.usecases.context import Reachable, WardContext
from dondoc.usecases.entries import OFFICER_KINDS, Entry, Letter, Mark, news_is_true
from models.assignment import Assignment
from models.outbox import Notice, RungMark, RungState
from models.plan import Mode
from models.queries.assignments import Work
from models.ward import Person, Role

#: Decisions wait this long for others to the same address.
MERGE_WINDOW = timedelta(minutes=10)
#: News that never makes a mail of its own.
RIDES_ALONG = frozenset({"accepted"})


@dataclass(frozen=True)
class Facts:
    """What a round looks at; ``works`` are open and under plans in force."""

    context: WardContext
    works: Sequence[Work]
    marks: Sequence[RungMark]
    notices: Sequence[Notice]
    subjects: dict[int, Assignment]
    now: datetime


@dataclass
class Agenda:
    """The decision: a letter for each address, marks without one, and overtaken news."""

    letters: dict[str, Letter] = field(default_factory=dict)
    silent: list[Mark] = field(default_factory=list)
    overtaken: list[Notice] = field(default_factory=list)

    def letter(self, to: Reachable) -> Letter:
        """Return the letter to an address, begun on first use."""
        return self.letters.setdefault(to.key, Letter(to=to))


def decide(facts: Facts) -> Agenda:
    """Return who is told what, by the ladder, the chain, and the news that waits."""
    agenda = Agenda()
    _remind(facts, agenda)
    _escalate(facts, agenda)
    _bring_news(facts, agenda)
    _ride_along(facts, agenda)
    return agenda


def _remind(facts: Facts, agenda: Agenda) -> None:
    told: dict[int, list[RungMark]] = defaultdict(list)
    for mark in facts.marks:
        if mark.audience == "lead":
            told[mark.assignment_id].append(mark)
    chased = sorted(
        (work.assignment for work in facts.works if work.assignment.chased),
        key=lambda row: (row.duty_id, row.unit_id, row.due_at),
    )
    for _, series in groupby(chased, key=lambda row: (row.duty_id, row.unit_id)):
        _remind_series(facts, agenda, list(series), told)


def _remind_series(
    facts: Facts,
    agenda: Agenda,
    series: list[Assignment],
    told: dict[int, list[RungMark]],
) -> None:
    """Later occurrences take over the chase: the latest that has reached a rung speaks for all."""
    context = facts.context
    decisions = [
        reached(
            row,
            ladder=context.ladder,
            calendar=context.calendar,
            zone=context.zone,
            now=facts.now,
            send_at=context.ward.send_at,
            requested=row.mode is Mode.REQUEST,
            told=told[row.id or 0],
        )
        for row in series
    ]
    begun = [
        index
        for index, (row, decision) in enumerate(zip(series, decisions, strict=True))
        if decision.tell or decision.merged or decision.missed or told[row.id or 0]
    ]
    speaker = begun[-1] if begun else -1
    for index, (row, decision) in enumerate(zip(series, decisions, strict=True)):
        _mark_passed(agenda, row, decision)
        if decision.tell is None:
            continue
        if index != speaker:
            reason = f"nêu cùng {series[speaker].code}"
            agenda.silent.append(
                _mark(row, decision.tell.offset, state=RungState.MERGED, reason=reason)
            )
            continue
        earlier = tuple(r.id or 0 for r in series[:index] if has_passed(r, facts.now))
        _tell_rung(facts, agenda, row, decision.tell.offset, earlier)


def _mark(
    row: Assignment, offset: int, *, state: RungState = RungState.TOLD, reason: str = ""
) -> Mark:
    return Mark(
        assignment_id=row.id or 0, revision=row.revision, offset=offset,
        audience="lead", state=state, reason=reason,
    )  # fmt: skip


def _mark_passed(agenda: Agenda, row: Assignment, decision: LadderDecision) -> None:
    for rung in decision.merged:
        agenda.silent.append(
            _mark(row, rung.offset, state=RungState.MERGED, reason="gộp vào mốc sau")
        )
    for rung in decision.missed:
        agenda.silent.append(_mark(row, rung.offset, state=RungState.MISSED, reason="đã qua mốc"))


def _tell_rung(
    facts: Facts, agenda: Agenda, row: Assignment, offset: int, earlier: tuple[int, ...]
) -> None:
    to = facts.context.reach(row.unit_id, facts.context.day(facts.now))
    if to is None:
        agenda.silent.append(
            _mark(row, offset, state=RungState.SKIPPED, reason="đơn vị chưa có đầu mối")
        )
        return
    letter = agenda.letter(to)
    letter.entries.append(
        Entry(
            assignment_id=row.id or 0,
            kind="overdue" if offset > 0 else "reminder",
            revision=row.revision,
            offset=offset,
            earlier=earlier,
        )
    )
    letter.marks.append(_mark(row, offset))


def _escalate(facts: Facts, agenda: Agenda) -> None:
    told: dict[int, list[RungMark]] = defaultdict(list)
    for mark in facts.marks:
        if mark.audience != "lead":
            told[mark.assignment_id].append(mark)
    sheets: dict[str, list[Entry]] = defaultdict(list)
    new_marks: dict[str, list[Mark]] = defaultdict(list)
    for work in facts.works:
        row = work.assignment
        late = _late(facts, row)
        if not row.chased or late <= 0:
            continue
        running = [mark for mark in told[row.id or 0] if mark.revision >= row.case_revision]
        if row.mode is Mode.REQUEST:
            fresh = _to_phone(facts.context, row, late, running)
        else:
            fresh = _to_tell(facts.context, row, late, running)
        kind = "cooperation" if row.mode is Mode.REQUEST else "escalation"
        for key, marks in fresh.items():
            new_marks[key].extend(marks)
        for key in dict.fromkeys([*(_person_of(mark) for mark in running), *fresh]):
            sheets[key].append(
                Entry(
                    assignment_id=row.id or 0, kind=kind, revision=row.revision,
                    offset=late, is_new=key in fresh,
                )
            )  # fmt: skip
    _hand_out(facts, agenda, sheets, new_marks)


def _late(facts: Facts, row: Assignment) -> int:
    context = facts.context
    return days_late(row, calendar=context.calendar, zone=context.zone, now=facts.now)


def _person_of(mark: RungMark) -> str:
    return mark.audience.rpartition(":")[2]


def _level_of(mark: RungMark) -> int:
    return int(mark.audience.split(":")[1])


def _level_mark(row: Assignment, level: Level, person: str) -> Mark:
    return Mark(
        assignment_id=row.id or 0, revision=row.revision, offset=level.after,
        audience=f"level:{level.number}:{person}",
    )  # fmt: skip


def _to_phone(
    context: WardContext, row: Assignment, late: int, running: Sequence[RungMark]
) -> dict[str, list[Mark]]:
    """A body that was asked stands on the interior officer's sheet only, to be phoned."""
    officer = context.officer()
    if officer is None or running or not context.levels or late < context.levels[0].after:
        return {}
    return {officer.key: [_level_mark(row, context.levels[0], officer.key)]}


def _to_tell(
    context: WardContext, row: Assignment, late: int, running: Sequence[RungMark]
) -> dict[str, list[Mark]]:
    """Return the levels that were newly crossed, by the person who is told."""
    levels = levels_of(row.chain) if row.chain is not None else context.levels
    told = {_level_of(mark) for mark in running}
    fresh: dict[str, list[Mark]] = defaultdict(list)
    for level in crossed(row, levels=levels, days_late=late, told=told):
        for person in _people_at(context, row, levels, level):
            fresh[person.key].append(_level_mark(row, level, person.key))
    return fresh


def _people_at(
    context: WardContext, row: Assignment, levels: Sequence[Level], level: Level
) -> list[Person]:
    """Return who is told at a level; one who answers for the work himself is passed over."""
    own = context.all_addresses(row.unit_id)
    for candidate in levels[level.number - 1 :]:
        people = [
            person
            for role in candidate.to
            for person in context.with_role(role)
            if person.email.casefold() not in own
        ]
        if people:
            return people
    return []


def _hand_out(
    facts: Facts,
    agenda: Agenda,
    sheets: dict[str, list[Entry]],
    new_marks: dict[str, list[Mark]],
) -> None:
    roles = {role for level in facts.context.levels for role in level.to}
    weekly = bool(facts.works) and _begins_the_week(facts)
    for person in facts.context.people:
        if not facts.context.is_reachable(person.email):
            continue
        if person.key in new_marks or (weekly and person.role in roles):
            letter = agenda.letter(Reachable(person.name, person.title, person.email))
            letter.sheet = True
            letter.entries.extend(sheets[person.key])
            letter.marks.extend(new_marks[person.key])


def _begins_the_week(facts: Facts) -> bool:
    today = facts.context.day(facts.now)
    monday = today - timedelta(days=today.weekday())
    return facts.context.calendar.on_or_after(monday) == today


def _bring_news(facts: Facts, agenda: Agenda) -> None:
    for notice in facts.notices:
        row = facts.subjects[notice.assignment_id]
        if not news_is_true(notice, row):
            agenda.overtaken.append(notice)
        elif notice.kind in RIDES_ALONG or _is_early(facts, notice):
            continue
        else:
            _add_news(facts, agenda, notice)


def _is_early(facts: Facts, notice: Notice) -> bool:
    """The officer reads of reports on the board at once, and by mail the next morning."""
    if notice.kind in OFFICER_KINDS:
        return facts.context.day(notice.made_at) == facts.context.day(facts.now)
    return facts.now - notice.made_at < MERGE_WINDOW


def _add_news(facts: Facts, agenda: Agenda, notice: Notice) -> None:
    for to in listeners(facts.context, notice, facts.subjects[notice.assignment_id], facts.now):
        agenda.letter(to).entries.append(entry_of(notice))


def entry_of(notice: Notice) -> Entry:
    """Return the line that tells a piece of news."""
    return Entry(
        assignment_id=notice.assignment_id,
        kind=notice.kind,
        revision=notice.revision,
        notice_id=notice.id,
        is_new=True,
        support=notice.audience == "support",
    )


def listeners(
    context: WardContext, notice: Notice, row: Assignment, now: datetime
) -> list[Reachable]:
    """Return who is to hear a piece of news; nobody while the unit has no contact."""
    if notice.kind not in OFFICER_KINDS:
        to = context.reach(notice.unit_id, context.day(now))
        return [to] if to else []
    own = context.all_addresses(row.unit_id)
    for role in (Role.INTERIOR_OFFICER, Role.VICE_CHAIRMAN, Role.CHAIRMAN):
        people = [p for p in context.with_role(role) if p.email.casefold() not in own]
        if people:
            return [Reachable(p.name, p.title, p.email) for p in people]
    return []


def _ride_along(facts: Facts, agenda: Agenda) -> None:
    for notice in facts.notices:
        if notice.kind not in RIDES_ALONG or notice in agenda.overtaken:
            continue
        row = facts.subjects[notice.assignment_id]
        for to in listeners(facts.context, notice, row, facts.now):
            if to.key in agenda.letters:
                agenda.letters[to.key].entries.append(entry_of(notice))


def unique(entries: Iterable[Entry]) -> list[Entry]:
    """Return the lines with each piece of news once, the later wording first served."""
    return list({entry.identity: entry for entry in entries}.values())
