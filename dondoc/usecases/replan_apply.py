"""One outcome of computing dates again carried out: one event for each, and the news of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.rules.moves import Move
from dondoc.rules.schedule import Occurrence
from dondoc.usecases import birth, change
from dondoc.usecases.actor import Actor
from dondoc.usecases.amend_apply import dates_of
from dondoc.usecases.replan_change import Change, News, Step
from dondoc.usecases.replan_stock import Stock
from models.assignment import Assignment, State
from models.plan import Mode


@dataclass(frozen=True)
class Bench:
    """What carrying out needs at hand."""

    session: Session
    stock: Stock
    cause: Change
    actor: Actor
    now: datetime

    def carry_out(self, step: Step) -> None:
        """Change one assignment as the step says, or make a new one, and leave the news."""
        if step.outcome.what == "kept":
            return
        row = self._create(step) if step.outcome.work is None else self._existing(step)
        for news in step.news:
            self._tell(row, news)

    def _existing(self, step: Step) -> Assignment:
        outcome = step.outcome
        row = self.stock.rows[outcome.work.held.id if outcome.work else 0]
        if outcome.what == "dropped":
            self._move(row, Move.CANCEL, values={"closed_at": self.now})
        elif outcome.what == "woken":
            self._wake(row, outcome.occurrence, outcome.due_at or row.due_at)
        elif outcome.occurrence is not None:
            self._put(row, outcome.occurrence)
        return row

    def _put(self, row: Assignment, one: Occurrence) -> None:
        """Give an assignment its date as computed again; what was told of it stays told."""
        deadline = change.Deadline(
            self.cause.kind, one.due_at, self.cause.words, ladder_anew=False, case_anew=False
        )
        moves = one.due_at != row.due_at
        extra = {"from": change.plain(row.due_at), "until": change.plain(one.due_at)}
        self._move(
            row, Move.REPLAN, values=dates_of(one), extra=extra if moves else None,
            deadline=deadline if moves else None,
        )  # fmt: skip

    def _wake(self, row: Assignment, one: Occurrence | None, due_at: datetime) -> None:
        values = {"sleeping_for": None, "anchor_key": None}
        self._move(
            row, Move.WAKE, values=values | (dates_of(one) if one else {}),
            extra={"until": change.plain(due_at)},
            deadline=change.Deadline("anchor", due_at, self.cause.words),
        )  # fmt: skip

    def _move(
        self, row: Assignment, kind: Move, *, values: dict[str, Any],
        extra: dict[str, Any] | None = None, deadline: change.Deadline | None = None,
    ) -> None:  # fmt: skip
        change.move(
            self.session, row, kind, actor=self.actor, now=self.now, text=self.cause.words,
            data={"replan": self.cause.kind, **(extra or {})}, values=values, deadline=deadline,
        )  # fmt: skip

    def _create(self, step: Step) -> Assignment:
        one, occurrence = step.stock, step.outcome.occurrence
        if occurrence is None:
            raise ValueError("what is added has a date")
        unit = self.stock.context.unit_by_key(step.outcome.unit)
        row = Assignment(
            ward_id=one.plan.ward_id,
            plan_id=one.plan.id or 0,
            duty_id=one.duty.id or 0,
            unit_id=unit.id or 0,
            code=self._free_code(one.plan.id or 0, _code(step, occurrence)),
            mode=Mode.REQUEST if unit.requested else one.clause.mode,
            first_due_at=occurrence.due_at,
            due_at=occurrence.due_at,
            revised_at=self.now,
            **dates_of(occurrence),
        )
        self._let_sleep(row, occurrence.waits_for)
        reason = f"{self.cause.words}. {row.derivation}".strip()
        birth.begin(
            self.session, row, reason=reason, actor=self.actor, now=self.now,
            data={"replan": self.cause.kind},
        )  # fmt: skip
        return row

    def _let_sleep(self, row: Assignment, anchor: str | None) -> None:
        if anchor is not None:
            known = self.stock.anchors.get(row.plan_id, {}).get(anchor)
            row.state, row.anchor_key = State.SLEEPING, anchor
            row.sleeping_for = known.name if known else anchor

    def _free_code(self, plan_id: int, code: str) -> str:
        number, free = 2, code
        while (plan_id, free) in self.stock.codes:
            free, number = f"{code}~{number}", number + 1
        self.stock.codes.add((plan_id, free))
        return free

    def _tell(self, row: Assignment, news: News) -> None:
        text = "" if news.kind == "assigned" and row.revision == 1 else self.cause.words
        change.tell(
            self.session, row, news.kind, now=self.now, text=text, unit_id=news.unit_id,
            audience="support" if news.support else "lead",
        )  # fmt: skip


def _code(step: Step, one: Occurrence) -> str:
    stock = step.stock
    return f"{stock.clause.path}/{stock.duty.position}@{step.outcome.unit}#{one.key}"
