"""Reminders of a round: which rung of each assignment is told, merged, missed or silenced."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from dondoc.rules import pausing
from dondoc.rules.reached import NOTHING, LadderDecision, is_stale, reached
from dondoc.rules.standing import has_passed
from dondoc.usecases.agenda_facts import Agenda, Facts
from dondoc.usecases.entries import RECEIPT, RESUMED, Entry, Mark
from models.assignment import State
from models.outbox import RungState
from models.plan import Mode
from models.queries.owed import Owed, RungEnd


def remind(facts: Facts, agenda: Agenda) -> None:
    """Tell units of deadlines by their ladders, and ask who has not said to have the work."""
    for series in _series(facts):
        _remind_series(facts, agenda, series)
        if facts.silenced:
            _resume(facts, agenda, series)
        _ask_for_receipt(facts, agenda, series)


def _series(facts: Facts) -> Iterator[list[Owed]]:
    """Yield the chased work of one duty at one unit, by deadline."""
    chased = sorted((row for row in facts.works if row.chased), key=_duty_unit_and_deadline)
    for _, series in groupby(chased, key=_duty_and_unit):
        yield list(series)


_duty_and_unit = attrgetter("duty_id", "unit_id")
_duty_unit_and_deadline = attrgetter("duty_id", "unit_id", "due_at")


def _lead(facts: Facts, row: Owed) -> list[RungEnd]:
    return [mark for mark in facts.past.get(row.id, ()) if mark.audience == "lead"]


def _remind_series(facts: Facts, agenda: Agenda, series: Sequence[Owed]) -> None:
    """Later occurrences take over the chase: the latest that has reached a rung speaks for all."""
    timetable = facts.context.timetable_for(series[0].own_ladder)
    decisions = [
        reached(
            row, timetable, now=facts.now, requested=row.mode is Mode.REQUEST,
            told=_lead(facts, row),
        )
        for row in series
    ]  # fmt: skip
    if all(decision is NOTHING for decision in decisions):
        return
    begun = [
        index
        for index, (row, decision) in enumerate(zip(series, decisions, strict=True))
        if decision.tell or decision.merged or decision.missed or _lead(facts, row)
    ]
    speaker = begun[-1] if begun else -1
    for index, (row, decision) in enumerate(zip(series, decisions, strict=True)):
        _mark_passed(agenda, row, decision)
        if decision.tell is None:
            continue
        if index != speaker:
            reason = f"nêu cùng {series[speaker].code}"
            _hush(agenda, _mark(row, decision.tell.offset, state=RungState.MERGED, reason=reason))
            continue
        _tell(facts, agenda, row, _mark(row, decision.tell.offset), _earlier(facts, series, index))


def _earlier(facts: Facts, series: Sequence[Owed], index: int) -> tuple[int, ...]:
    return tuple(row.id for row in series[:index] if has_passed(row, facts.now))


def _mark(
    row: Owed,
    offset: int,
    *,
    state: RungState = RungState.TOLD,
    reason: str = "",
    audience: str = "lead",
) -> Mark:
    return Mark(
        assignment_id=row.id, revision=row.revision, offset=offset,
        audience=audience, state=state, reason=reason,
    )  # fmt: skip


def _mark_passed(agenda: Agenda, row: Owed, decision: LadderDecision) -> None:
    for rung in decision.merged:
        _hush(agenda, _mark(row, rung.offset, state=RungState.MERGED, reason="gộp vào mốc sau"))
    for rung in decision.missed:
        _hush(agenda, _mark(row, rung.offset, state=RungState.MISSED, reason="đã qua mốc"))


def _tell(
    facts: Facts,
    agenda: Agenda,
    row: Owed,
    mark: Mark,
    earlier: tuple[int, ...] = (),
    *,
    kind: str = "",
) -> None:
    """Put a line into the letter to the unit's contact, or mark why there is none."""
    to = facts.reach(row.unit_id)
    why = _why_not(facts, row, to.key if to else None)
    if to is None or why:
        _hush(agenda, _mark(
            row, mark.offset, state=RungState.SKIPPED, reason=why, audience=mark.audience
        ))  # fmt: skip
        return
    letter = agenda.letter(to)
    letter.entries.append(
        Entry(
            assignment_id=row.id,
            kind=kind or ("overdue" if mark.offset > 0 else "reminder"),
            revision=row.revision,
            offset=None if kind else mark.offset,
            earlier=earlier,
        )
    )
    letter.marks.append(mark)
    agenda.spoken.add(mark.assignment_id)


def _why_not(facts: Facts, row: Owed, address: str | None) -> str:
    """Return why the unit is not reminded today; empty when it is."""
    paused = pausing.words_of(row, facts.today)
    if paused or address is None:
        return paused or "đơn vị chưa có đầu mối"
    return facts.context.pause_of(address, facts.today)


def _resume(facts: Facts, agenda: Agenda, series: Sequence[Owed]) -> None:
    """After a pause, tell once of what its last silenced rung would have told."""
    for row in series:
        if row.id not in facts.silenced:
            continue
        known = [mark for mark in _lead(facts, row) if mark.revision >= row.ladder_revision]
        last = max(known, key=lambda mark: mark.offset, default=None)
        if last is None or not pausing.was_paused(last.reason) or row.id in agenda.spoken:
            continue
        done = any(
            (mark.audience, mark.revision, mark.offset) == (RESUMED, row.revision, last.offset)
            for mark in facts.past[row.id]
        )
        to = facts.reach(row.unit_id)
        if not done and to is not None and not _why_not(facts, row, to.key):
            _tell(facts, agenda, row, _mark(row, last.offset, audience=RESUMED))


def _hush(agenda: Agenda, mark: Mark) -> None:
    agenda.silent.append(mark)
    agenda.spoken.add(mark.assignment_id)


def _ask_for_receipt(facts: Facts, agenda: Agenda, series: Sequence[Owed]) -> None:
    """Ask once, for the first occurrence of a series; who has acknowledged one has them all."""
    first = series[0]
    context = facts.context
    due = [row for row in series if row.id not in facts.asked]
    if not due:
        return
    moment = context.timetable_for(first.own_ladder).receipt_at(first)
    if moment is None or facts.now < moment:
        return
    stale = is_stale(moment, facts.now, calendar=context.calendar, zone=context.zone)
    state, reason = _end_of_receipt(facts, agenda, series, stale=stale)
    for row in due:
        if state is not RungState.TOLD:
            _hush(agenda, _mark(row, 0, state=state, reason=reason, audience=RECEIPT))
        elif row is first:
            _tell(facts, agenda, row, _mark(row, 0, audience=RECEIPT), kind=RECEIPT)
        else:
            _hush(agenda, _mark(
                row, 0, state=RungState.MERGED, reason=f"nêu cùng {first.code}", audience=RECEIPT
            ))  # fmt: skip


def _end_of_receipt(
    facts: Facts, agenda: Agenda, rows: Sequence[Owed], *, stale: bool
) -> tuple[RungState, str]:
    if any(row.state is not State.ASSIGNED for row in rows):
        return RungState.SKIPPED, "đơn vị đã xác nhận đã nhận"
    if any(row.id in facts.asked for row in rows):
        return RungState.MERGED, f"nêu cùng {rows[0].code}"
    if any(row.id in agenda.spoken or _lead(facts, row) for row in rows):
        return RungState.MERGED, "gộp vào mốc nhắc thời hạn"
    if stale:
        return RungState.MISSED, "đã qua mốc"
    return RungState.TOLD, ""
