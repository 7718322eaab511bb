"""One outcome of an amendment carried out: the assignment, its event, and the news of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.rules.moves import Move, allowed
from dondoc.rules.schedule import Occurrence
from dondoc.usecases import birth, change, links
from dondoc.usecases.actor import Actor
from dondoc.usecases.amend_compare import Change, Comparison, Outcome
from dondoc.usecases.amend_store import Places
from dondoc.usecases.context import WardRows
from models.assignment import Assignment, State
from models.plan import Certainty, Mode


@dataclass(frozen=True)
class Bench:
    """What carrying out needs at hand; ``basis`` cites the amending document."""

    session: Session
    comparison: Comparison
    context: WardRows
    places: Places
    rows: Mapping[int, Assignment]
    anchors: Mapping[str, str]
    basis: str
    actor: Actor
    now: datetime

    def carry_out(self, clause: Change, outcome: Outcome) -> None:
        """Change one assignment as the comparison says, with one event, and leave the news."""
        fate = outcome.fate
        if fate.what == "done":
            return
        if fate.what == "new":
            self._tell(outcome, new=self._create(outcome))
            return
        row = self.rows[fate.held.id if fate.held else 0]
        if fate.what == "cancelled":
            self._end(row, outcome)
        elif fate.what == "moves":
            self._hand_on(row, clause, outcome)
        else:
            self._keep(row, clause, outcome)

    def _create(self, outcome: Outcome, *, predecessor: Assignment | None = None) -> Assignment:
        fate, plan = outcome.fate, self.comparison.plan
        duty, clause = self.places.duties[outcome.path, outcome.position]
        unit = self.context.unit_by_key(fate.unit)
        row = Assignment(
            ward_id=plan.ward_id,
            plan_id=plan.id or 0,
            duty_id=duty.id or 0,
            unit_id=unit.id or 0,
            code="",
            occurrence="",
            mode=Mode.REQUEST if unit.requested else clause.mode,
            certainty=Certainty.STATED,
            first_due_at=fate.due_at or self.now,
            due_at=fate.due_at or self.now,
            revised_at=self.now,
            chased=not fate.past,
        )
        if fate.occurrence is not None:
            for name, value in dates_of(fate.occurrence).items():
                setattr(row, name, value)
            self._let_sleep(row, fate.occurrence.waits_for)
        if predecessor is not None:
            _follow(row, predecessor)
        code = f"{outcome.path}/{outcome.position}@{unit.key}#{row.occurrence}"
        row.code = birth.free_code(self.session, code, plan_id=row.plan_id)
        reason = f"{self.basis}. {row.derivation}".strip()
        data = self._data()
        if predecessor is not None:
            giver = self.context.unit(predecessor.unit_id).key
            data |= {"from": predecessor.code, "from_unit": giver}
        birth.begin(self.session, row, reason=reason, actor=self.actor, now=self.now, data=data)
        return row

    def _end(self, row: Assignment, outcome: Outcome) -> None:
        self._move(row, Move.CANCEL, values={"closed_at": self.now})
        self._tell(outcome, old=row)

    def _hand_on(self, row: Assignment, clause: Change, outcome: Outcome) -> None:
        """Give the work to another unit; what sleeps cannot be handed on and begins anew there."""
        if Move.TRANSFER in allowed(row.state):
            new = self._create(outcome, predecessor=row)
            self._move(
                row, Move.TRANSFER, extra={"to": outcome.fate.unit, **_wording(clause)},
                values={"closed_at": self.now, "successor_id": new.id},
            )  # fmt: skip
            links.revoke(self.session, row.id or 0, now=self.now)
        else:
            self._move(row, Move.CANCEL, values={"closed_at": self.now})
            new = self._create(outcome)
        self._tell(outcome, old=row, new=new)

    def _keep(self, row: Assignment, clause: Change, outcome: Outcome) -> None:
        """Bring work that goes on under its amended clause; one that is as before is not touched."""
        fate, before = outcome.fate, row.due_at
        as_before = clause.pair.kind != "changed" and fate.what != "deadline"
        if as_before or not outcome.goes_on:
            return
        duty, stored = self.places.duties[outcome.path, outcome.position]
        values: dict[str, Any] = {"duty_id": duty.id or 0}
        if not self.context.unit(row.unit_id).requested:
            values["mode"] = stored.mode
        if fate.what == "deadline" and fate.occurrence is not None and fate.due_at is not None:
            extra = {"from": before.isoformat(), "until": fate.due_at.isoformat()}
            self._move(
                row, Move.AMEND, extra=extra | _wording(clause),
                values=values | dates_of(fate.occurrence) | {"chased": not fate.past},
                deadline=change.Deadline("amended", fate.due_at, self.basis),
            )  # fmt: skip
        else:
            self._move(row, Move.AMEND, extra=_wording(clause), values=values)
        self._tell(outcome, old=row)

    def _move(
        self, row: Assignment, kind: Move, *, extra: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None, deadline: change.Deadline | None = None,
    ) -> None:  # fmt: skip
        change.move(
            self.session, row, kind, actor=self.actor, now=self.now, text=self.basis,
            data=self._data() | dict(extra or {}), values=values, deadline=deadline,
        )  # fmt: skip

    def _data(self) -> dict[str, object]:
        return {"amendment": self.comparison.document.id}

    def _let_sleep(self, row: Assignment, anchor: str | None) -> None:
        if anchor is not None:
            row.state, row.anchor_key = State.SLEEPING, anchor
            row.sleeping_for = self.anchors.get(anchor, anchor)

    def _tell(
        self, outcome: Outcome, *, old: Assignment | None = None, new: Assignment | None = None
    ) -> None:
        for news in outcome.news:
            row = new if news.kind in {"amended-new", "amended-to"} and new else old or new
            # What sleeps for an anchor is told when it wakes: until then there is nothing to do.
            if row is None or (row is new and row.state is State.SLEEPING):
                continue
            change.tell(
                self.session, row, news.kind, now=self.now, text=self.basis,
                audience="support" if news.support else "lead",
                unit_id=self.context.unit_by_key(news.unit).id,
            )  # fmt: skip


def dates_of(one: Occurrence) -> dict[str, Any]:
    """Return what an assignment takes from a date of the plan; its code stays, people know it."""
    return {
        "occurrence": one.key,
        "wave_key": one.wave_key,
        "certainty": Certainty(one.certainty),
        "expected_at": one.expected_at,
        "derivation": one.derivation,
        "grounds": [{"label": ground.label, "words": ground.words} for ground in one.grounds],
    }


def _follow(row: Assignment, before: Assignment) -> None:
    """Take over what the work brings along from the unit that had it."""
    row.predecessor_id = before.id
    row.first_due_at = before.first_due_at
    row.expected_at = row.expected_at or before.expected_at
    row.occurrence = row.occurrence or before.occurrence
    row.wave_key = row.wave_key or before.wave_key
    row.derivation = row.derivation or before.derivation


def _wording(clause: Change) -> dict[str, str]:
    """Return both wordings for the history, where they differ."""
    old, new = clause.pair.old, clause.pair.new
    if old is None or new is None or "text" not in clause.pair.changes:
        return {}
    return {"text_before": old.text, "text_after": new.text}
