"""Plays a span of time through the real use cases: a simulated clock, people who act, real mails."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from dondoc.operate import tick
from dondoc.operate.behaviours import EXAMPLES, ONE_TICK, Behaviour, Step, Subject
from dondoc.rules.local import at_local
from dondoc.rules.moves import Refused
from dondoc.usecases import (
    accept,
    acknowledge,
    cancel,
    extend,
    report,
    send_back,
    show,
    sleep,
    summarise,
    transfer,
)
from dondoc.usecases.actor import Actor, acting
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import Conflict, NotAllowed
from dondoc.wiring import App
from models.assignment import ActorKind, Assignment
from models.queries import assignments as queries
from models.ward import Person, Role

Watch = Callable[[datetime], None]
UNIT_MOVES = frozenset({"ack", "report", "ask"})
#: An hour after the day's first round, so that steps of the day find it done.
SUMMARY_HOUR = time(8, 0)


@dataclass
class Player:
    """One ward on a simulated clock; ``watch`` is called after each moment with that moment."""

    app: App
    ward_id: int
    behaviour: Behaviour
    watch: Watch
    signs_summaries: bool = True
    strict: bool = False
    agenda: list[tuple[datetime, int, Step | None]] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    _count: int = 0

    def run(self, start: datetime, end: datetime) -> None:
        """Play from ``start`` until ``end``, both instants; the plan is confirmed already."""
        context = self._context()
        self._plan_steps(context, start)
        for day in _days(context.day(start), context.day(end)):
            opening = at_local(day, context.ward.send_at, context.zone)
            if context.calendar.is_working(day) and start <= opening:
                self._push(opening, None)
        self._push(start + ONE_TICK, None)
        while self.agenda and self.agenda[0][0] <= end:
            moment, _, step = heapq.heappop(self.agenda)
            if step is None:
                self._tick(context, moment)
            else:
                self._act(context, step, moment)
            self._plan_steps(context, moment)
            self.watch(moment)

    def _context(self) -> WardRows:
        with self.app.reading() as session:
            return load_ward_context(session, self.ward_id)

    def _push(self, at: datetime, step: Step | None) -> None:
        self._count += 1
        heapq.heappush(self.agenda, (at, self._count, step))

    def _plan_steps(self, context: WardRows, now: datetime) -> None:
        """Ask the behaviour about each assignment once, when it first appears."""
        with self.app.reading() as session:
            fresh = [
                work
                for work in queries.work(session, self.ward_id)
                if work.assignment.id not in self.known
            ]
        for work in fresh:
            row = work.assignment
            self.known.add(row.id or 0)
            subject = Subject(
                code=row.code, kind=work.duty.kind, due_on=context.day(row.due_at),
                assigned_on=context.day(now),
            )  # fmt: skip
            for step in self.behaviour(subject):
                at = step.at.replace(tzinfo=context.zone)
                self._push(max(at, now), step)

    def _tick(self, context: WardRows, moment: datetime) -> None:
        turn = tick.turn(self.app, now=lambda: moment, ward_ids=[self.ward_id], force=True)
        for error in turn.failed.values():
            raise error
        if self.signs_summaries and moment.astimezone(context.zone).time() < SUMMARY_HOUR:
            self._sign_summaries(context, moment)

    def _sign_summaries(self, context: WardRows, moment: datetime) -> None:
        with self.app.transaction() as session:
            for summary in summarise.unsigned(session, self.ward_id):
                if summary.made_at < moment:
                    summarise.draft(session, summary.plan_id, summary.period, now=moment)
                    summarise.sign_off(
                        session, summary.id or 0, number=None, voice=self.app.voice,
                        actor=officer_for(context, None), now=moment,
                    )  # fmt: skip

    def _act(self, context: WardRows, step: Step, moment: datetime) -> None:
        try:
            with self.app.transaction() as session:
                row = show.find(session, step.code)
                take(session, context, row, step, moment)
        except (Refused, NotAllowed, Conflict):
            # In a random play a step may come too late; in a written one it is the author's error.
            if self.strict:
                raise
            return
        self._push(moment + ONE_TICK, None)


def officer_for(context: WardRows, row: Assignment | None, moment: datetime | None = None) -> Actor:
    """Return who answers: the interior officer, or a leader for the officer's own work."""
    day = context.day(moment) if moment is not None else None
    own = context.all_addresses(row.unit_id, day) if row is not None else frozenset()
    order = (Role.INTERIOR_OFFICER, Role.VICE_CHAIRMAN, Role.CHAIRMAN)
    people: list[Person] = [p for role in order for p in context.people if p.role is role]
    for person in people:
        if person.email.casefold() not in own:
            return acting(person)
    return Actor(kind=ActorKind.OFFICER, name="Cán bộ Nội vụ", channel="board")


def unit_actor(context: WardRows, row: Assignment, moment: datetime) -> Actor:
    """Return who reports for the unit through its link."""
    to = context.reach(row.unit_id, context.day(moment))
    name = to.name if to else context.unit(row.unit_id).name
    return Actor(kind=ActorKind.LINK, name=name, channel="link", email=to.email if to else None)


def take(
    session: Session, context: WardRows, row: Assignment, step: Step, moment: datetime
) -> None:
    """Carry one step out by the same command that a person would give.

    Raises:
        Refused, NotAllowed, Conflict, NotFound: as the commands do.
    """
    if step.move in UNIT_MOVES:
        _take_unit(session, context, row, step, moment)
    else:
        _take_officer(session, context, row, step, moment)


def _take_unit(
    session: Session, context: WardRows, row: Assignment, step: Step, moment: datetime
) -> None:
    actor = unit_actor(context, row, moment)
    row_id = row.id or 0
    if step.move == "ack":
        acknowledge.acknowledge(session, row_id, actor=actor, now=moment)
    elif step.move == "ask":
        until = _until(context, row, step)
        extend.ask(session, row_id, until=until, reason=step.text, actor=actor, now=moment)
    else:
        kind = queries.work(session, row.ward_id, ids=[row_id])[0].duty.kind
        figures = {"Số tin, bài": str(step.figure)} if kind == "propaganda" and step.figure else {}
        praised = step.figure > 0 and step.figure % 9 == 0
        example = EXAMPLES[step.figure % len(EXAMPLES)] if praised else ""
        given = report.GivenReport(
            text=step.text or "Đã thực hiện xong.", figures=figures, good_example=example
        )
        report.report(session, row_id, given=given, actor=actor, now=moment)


def _take_officer(
    session: Session, context: WardRows, row: Assignment, step: Step, moment: datetime
) -> None:
    common: dict[str, Any] = {"actor": officer_for(context, row, moment), "now": moment}
    row_id = row.id or 0
    text = step.text or "Theo thực tế thực hiện."
    match step.move:
        case "accept":
            accept.accept(session, row_id, text=step.text, **common)
        case "return":
            send_back.send_back(session, row_id, reason=text, repair_days=step.days or 3, **common)
        case "extend":
            extend.grant(session, row_id, until=_until(context, row, step), text=text, **common)
        case "refuse":
            extend.refuse(session, row_id, reason=text, **common)
        case "transfer":
            transfer.transfer(session, row_id, unit_key=step.text, reason="Điều chuyển", **common)
        case "sleep":
            sleep.put_to_sleep(session, row_id, waiting_for=text, **common)
        case "wake":
            sleep.wake(session, row_id, until=_until(context, row, step), text=text, **common)
        case _:
            cancel.cancel(session, row_id, reason=text, **common)


def _until(context: WardRows, row: Assignment, step: Step) -> date:
    base = max(context.day(row.due_at), step.at.date())
    return context.calendar.add(base, step.days or 5)


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)
