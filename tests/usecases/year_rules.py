"""Random commands on the assignments of a ward: of units, of the office, of the clock."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlmodel import Session

from dondoc.rules.moves import Move, allowed
from dondoc.usecases import (
    accept,
    acknowledge,
    cancel,
    chase,
    contacted,
    extend,
    pause,
    report,
    send_back,
    shorten,
    sleep,
    transfer,
)
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.assignment import Assignment, State
from tests.factories import OFFICER
from tests.usecases.year_play import ZONE, Year, begin

picks = st.integers(0, 999)
units = st.sampled_from(["culture", "radio", "women", "front", "interior", "ubnd"])
texts = st.sampled_from(["Theo thực tế.", "Chờ số liệu của khóm", "Họp Hội đồng ngày 5"])
#: Now and then a command is given where it does not fit, to be refused without a trace.
wrong = st.integers(0, 9).map(lambda number: number == 0)


class WorkOfAWard(RuleBasedStateMachine):
    """What people may do with single assignments while the clock goes on."""

    app: ClassVar[App]
    numbers: ClassVar[Iterator[int]]
    year: Year

    @initialize()
    def a_ward_gets_its_plan(self) -> None:
        self.year = begin(self.app, next(self.numbers))

    def teardown(self) -> None:
        if hasattr(self, "year"):
            self.year.look_back()
            self.year.read_the_log()
            self.year.end()

    def on(
        self, pick: int, move: Move, do: Callable[[Session, Assignment], object], *, any_state: bool
    ) -> None:
        """Give a command for a row whose state allows it, or for any row, to be refused."""
        fitting = None if any_state else {state for state in State if move in allowed(state)}
        row = self.year.pick(pick, fitting)
        if row is not None:
            done = self.year.act(lambda session: do(session, row))
            assert not done or move in allowed(row.state)

    # Time

    @rule(hours=st.integers(1, 60))
    def hours_pass(self, hours: int) -> None:
        self.year.pass_time(timedelta(hours=hours))

    @rule(days=st.integers(1, 45))
    def a_morning_comes(self, days: int) -> None:
        morning = self.year.now.astimezone(ZONE) + timedelta(days=days)
        self.year.now = morning.replace(hour=7, minute=40)
        self.year.turn()

    @rule()
    def mails_go(self) -> None:
        self.year.turn()

    @rule()
    def an_evening_is_remembered(self) -> None:
        self.year.remember()

    # Units

    @rule(pick=picks, any_state=wrong)
    def a_unit_acknowledges(self, pick: int, any_state: bool) -> None:
        year = self.year
        self.on(
            pick, Move.ACKNOWLEDGE, any_state=any_state,
            do=lambda session, row: acknowledge.acknowledge(
                session, row.id or 0, actor=year.unit_actor(row), now=year.now
            ),
        )  # fmt: skip

    @rule(some=st.lists(picks, min_size=2, max_size=4), text=texts)
    def several_units_report(self, some: list[int], text: str) -> None:
        for pick in some:
            self._report(pick, text, any_state=False)

    @rule(pick=picks, text=texts, any_state=wrong)
    def a_unit_reports(self, pick: int, text: str, any_state: bool) -> None:
        self._report(pick, text, any_state=any_state)

    def _report(self, pick: int, text: str, *, any_state: bool) -> None:
        year = self.year
        given = GivenReport(text, {"Số tin, bài": "3"})
        self.on(
            pick, Move.REPORT, any_state=any_state,
            do=lambda session, row: report.report(
                session, row.id or 0, given=given, actor=year.unit_actor(row), now=year.now
            ),
        )  # fmt: skip

    @rule(pick=picks, ahead=st.integers(-5, 60), text=texts)
    def a_unit_asks_for_time(self, pick: int, ahead: int, text: str) -> None:
        year = self.year
        self.on(
            pick, Move.ASK_EXTENSION, any_state=False,
            do=lambda session, row: extend.ask(
                session, row.id or 0, until=year.later(row, ahead), reason=text,
                actor=year.unit_actor(row), now=year.now,
            ),
        )  # fmt: skip

    # The office

    @rule(some=st.lists(picks, min_size=1, max_size=3))
    def several_reports_are_accepted(self, some: list[int]) -> None:
        for pick in some:
            self._accept(pick, any_state=False)

    @rule(pick=picks, any_state=wrong)
    def a_report_is_accepted(self, pick: int, any_state: bool) -> None:
        self._accept(pick, any_state=any_state)

    def _accept(self, pick: int, *, any_state: bool) -> None:
        year = self.year
        self.on(
            pick, Move.ACCEPT, any_state=any_state,
            do=lambda session, row: accept.accept(
                session, row.id or 0, actor=year.answering(row), now=year.now
            ),
        )  # fmt: skip

    @rule(pick=picks, text=texts, days=st.integers(0, 9))
    def a_report_is_returned(self, pick: int, text: str, days: int) -> None:
        year = self.year
        self.on(
            pick, Move.RETURN, any_state=False,
            do=lambda session, row: send_back.send_back(
                session, row.id or 0, reason=text, repair_days=days, actor=year.answering(row),
                now=year.now,
            ),
        )  # fmt: skip

    @rule(pick=picks, ahead=st.integers(-5, 60))
    def time_is_granted(self, pick: int, ahead: int) -> None:
        year = self.year
        self.on(
            pick, Move.EXTEND, any_state=False,
            do=lambda session, row: extend.grant(
                session, row.id or 0, until=year.later(row, ahead), actor=OFFICER, now=year.now
            ),
        )  # fmt: skip

    @rule(pick=picks, text=texts)
    def time_is_refused(self, pick: int, text: str) -> None:
        year = self.year
        self.on(
            pick, Move.REFUSE_EXTENSION, any_state=False,
            do=lambda session, row: extend.refuse(
                session, row.id or 0, reason=text, actor=OFFICER, now=year.now
            ),
        )  # fmt: skip

    @rule(pick=picks, back=st.integers(1, 60), text=texts)
    def a_term_is_shortened(self, pick: int, back: int, text: str) -> None:
        year = self.year
        self.on(
            pick, Move.SHORTEN, any_state=False,
            do=lambda session, row: shorten.shorten(
                session, row.id or 0, until=year.later(row, -back), reason=text, actor=OFFICER,
                now=year.now,
            ),
        )  # fmt: skip

    @rule(pick=picks, unit=units, text=texts, hidden=st.booleans())
    def work_goes_to_another_unit(self, pick: int, unit: str, text: str, hidden: bool) -> None:
        year = self.year
        self.on(
            pick, Move.TRANSFER, any_state=False,
            do=lambda session, row: transfer.transfer(
                session, row.id or 0, unit_key=unit, reason=text, hide_history=hidden,
                actor=OFFICER, now=year.now,
            ),
        )  # fmt: skip

    @rule(pick=picks, text=texts, by_anchor=st.booleans())
    def work_is_put_to_sleep(self, pick: int, text: str, by_anchor: bool) -> None:
        year = self.year
        awaited, anchor = ("", "huong-dan") if by_anchor else (text, "")
        row = year.pick(pick, {state for state in State if Move.SLEEP in allowed(state)})
        if row is not None and (not by_anchor or row.plan_id == year.plan_id):
            year.act(
                lambda session: sleep.put_to_sleep(
                    session,
                    row.id or 0,
                    waiting_for=awaited,
                    anchor=anchor,
                    actor=OFFICER,
                    now=year.now,
                )
            )

    @rule(pick=picks, ahead=st.integers(-2, 60))
    def work_is_woken(self, pick: int, ahead: int) -> None:
        year = self.year
        self.on(
            pick, Move.WAKE, any_state=False,
            do=lambda session, row: sleep.wake(
                session, row.id or 0, until=year.day(ahead), actor=OFFICER, now=year.now
            ),
        )  # fmt: skip

    @rule(pick=picks, text=texts, any_state=wrong)
    def work_is_withdrawn(self, pick: int, text: str, any_state: bool) -> None:
        year = self.year
        self.on(
            pick, Move.CANCEL, any_state=any_state,
            do=lambda session, row: cancel.cancel(
                session, row.id or 0, reason=text, actor=OFFICER, now=year.now
            ),
        )  # fmt: skip

    @rule(pick=picks, ahead=st.integers(-2, 40), text=texts)
    def reminders_of_some_work_rest(self, pick: int, ahead: int, text: str) -> None:
        year = self.year
        self.on(
            pick, Move.PAUSE, any_state=False,
            do=lambda session, row: pause.pause(
                session, row.id or 0, until=year.day(ahead), reason=text, actor=OFFICER,
                now=year.now,
            ),
        )  # fmt: skip

    @rule(pick=picks)
    def reminders_of_some_work_go_on(self, pick: int) -> None:
        year = self.year
        self.on(
            pick, Move.RESUME, any_state=False,
            do=lambda session, row: pause.resume(
                session, row.id or 0, actor=OFFICER, now=year.now
            ),
        )  # fmt: skip

    @rule(pick=picks, text=texts)
    def a_unit_is_phoned(self, pick: int, text: str) -> None:
        year = self.year
        self.on(
            pick, Move.CALL, any_state=False,
            do=lambda session, row: contacted.contacted(
                session, row.id or 0, text=text, actor=OFFICER, now=year.now
            ),
        )  # fmt: skip

    @rule(pick=picks)
    def old_work_is_chased(self, pick: int) -> None:
        year = self.year
        self.on(
            pick, Move.CHASE, any_state=False,
            do=lambda session, row: chase.chase(
                session, row.id or 0, actor=OFFICER, now=year.now
            ),
        )  # fmt: skip
