"""Who is to be told what in a round: a pure decision over rows that were loaded before."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from dondoc.rules.directory import Reachable
from dondoc.rules.ladder import LadderDecision, reached
from dondoc.rules.standing import has_passed
from dondoc.usecases.agenda_facts import Agenda, Facts
from dondoc.usecases.context import WardContext
from dondoc.usecases.entries import OFFICER_KINDS, Entry, Mark, news_is_true
from dondoc.usecases.hand_over import hand_over
from dondoc.usecases.sheets import escalate
from models.assignment import Assignment
from models.outbox import Notice, RungMark, RungState
from models.plan import Mode
from models.ward import Person, Role

#: Decisions wait this long for others to the same address.
MERGE_WINDOW = timedelta(minutes=10)
#: News that never makes a mail of its own.
RIDES_ALONG = frozenset({"accepted"})


def decide(facts: Facts) -> Agenda:
    """Return who is told what: by the ladder, the chain, the news that waits, a new contact."""
    agenda = Agenda()
    _remind(facts, agenda)
    escalate(facts, agenda)
    _bring_news(facts, agenda)
    hand_over(facts, agenda)
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
    to = facts.context.reach(row.unit_id, facts.today)
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
    today = context.day(now)
    if notice.kind not in OFFICER_KINDS:
        to = context.reach(notice.unit_id, today)
        return [to] if to else []
    own = context.all_addresses(row.unit_id, today)
    for role in (Role.INTERIOR_OFFICER, Role.VICE_CHAIRMAN, Role.CHAIRMAN):
        people = [p for p in context.with_role(role) if p.email.casefold() not in own]
        if people:
            return _present(context, people, today)
    return []


def _present(context: WardContext, people: list[Person], today: date) -> list[Reachable]:
    """Return these, or the deputies of those away; all of them where nobody else may answer."""
    reading = [context.directory.stand_in(person, today) for person in people]
    found = {to.key: to for to in reading if to is not None}
    return list(found.values()) or [Reachable(p.name, p.title, p.email) for p in people]


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
