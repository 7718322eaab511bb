"""Plans and work of a ward that ends go to another one: one event for each assignment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from dondoc.rules.moves import Move
from dondoc.rules.reorganise import Ending, Order
from dondoc.rules.reorganise_drafts import with_heirs
from dondoc.rules.reorganise_wards import WardOrder
from dondoc.rules.reorganise_work import Fate, Held, fates
from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from dondoc.usecases.amend_work import FIRST_NEWS
from dondoc.usecases.context import WardRows
from dondoc.usecases.entries import HANDED_OFF, INHERITED
from dondoc.usecases.reorganise_heirs import Heirs
from dondoc.usecases.reorganise_support import Carried, Support, newly_supported
from models.assignment import OPEN_STATES, UNFINISHED_STATES, Assignment, State
from models.outbox import Notice, NoticeState
from models.plan import DutyRole, Plan
from models.queries import reorganising as queries
from models.ward import Unit

ONE_DAY = timedelta(days=1)
UNFINISHED = UNFINISHED_STATES | {State.SLEEPING}


@dataclass
class Succession:
    """One ward that ends and one that goes on with some of its plans."""

    session: Session
    order: WardOrder
    heirs: Heirs
    plans: list[Plan]
    number: int
    actor: Actor
    now: datetime
    text: str
    unheard: set[int] = field(default_factory=set)
    #: News that has not left yet, as (assignment, unit): its unit hears of the work by it.
    waiting: set[tuple[int, int]] = field(default_factory=set)
    supports: list[Support] = field(default_factory=list)
    found: dict[int, Fate] = field(default_factory=dict)
    done: dict[str, Any] = field(default_factory=dict)

    @property
    def old(self) -> WardRows:
        """The ward that ends."""
        return self.heirs.old

    @property
    def new(self) -> WardRows:
        """The ward that goes on."""
        return self.heirs.new

    @property
    def day(self) -> date:
        """The first day on which the successor has it."""
        return self.heirs.day

    def carry_out(self) -> None:
        """Move plans, work, news, links and summaries; ``done`` says what an undoing needs."""
        plan_ids = [plan.id or 0 for plan in self.plans]
        rows = queries.rows_of_plans(self.session, plan_ids)
        self.unheard = self._unheard(rows)
        self.found = self._fates(rows)
        for row in rows:
            self._move(row, self.found.get(row.id or 0))
        self._take_along(rows)
        self._move_plans(plan_ids)
        self._tell(rows)
        self.session.flush()

    def _unheard(self, rows: Iterable[Assignment]) -> set[int]:
        ids = [row.id or 0 for row in rows]
        return {
            notice.assignment_id
            for notice in queries.notices_about(self.session, ids)
            if notice.audience == "lead"
            and notice.state is NoticeState.WAITING
            and notice.kind in FIRST_NEWS
        }

    def _fates(self, rows: Iterable[Assignment]) -> dict[int, Fate]:
        paths = queries.paths_of(self.session, [plan.id or 0 for plan in self.plans])
        held = [
            Held(
                id=row.id or 0, code=row.code, path=paths[row.duty_id],
                unit=self.old.unit(row.unit_id).key, state=row.state, duty_id=row.duty_id,
                occurrence=row.occurrence, due_at=row.due_at, chased=row.chased,
            )
            for row in rows
            if row.state in UNFINISHED
        ]  # fmt: skip
        keys = {one.unit: self.heirs.heir(self.old.unit_by_key(one.unit).id or 0) for one in held}
        ended = tuple(
            Ending(unit=key, kind="merge", successor=heir.key if heir else "")
            for key, heir in keys.items()
        )
        order = Order(effective_on=self.order.effective_on, reason=self.order.reason, ended=ended)
        return {fate.held.id: fate for fate in fates(order, held)}

    def _move(self, row: Assignment, fate: Fate | None) -> None:
        before = {
            name: change.plain(getattr(row, name))
            for name in ("ward_id", "unit_id", "state", "closed_at", "sleeping_for", "anchor_key")
        }
        goes_on = fate is not None and fate.what == "moves"
        ends = fate is not None and fate.what in {"merged", "withdrawn"}
        heir = self.heirs.heir(row.unit_id) if goes_on else None
        values: dict[str, Any] = {
            "ward_id": self.new.ward_id,
            "unit_id": (heir or self.heirs.archive(row.unit_id)).id,
        }
        if ends:
            values["closed_at"] = self.now
        change.move(
            self.session, row, Move.CANCEL if ends else Move.SUCCEED, actor=self.actor,
            now=self.now, text=self.text_of(fate), data={"reorganisation": self.number},
            values=values,
        )  # fmt: skip
        self.done.setdefault("rows", []).append(
            {"id": row.id, "version": row.version, "before": before}
        )

    def text_of(self, fate: Fate | None) -> str:
        """Say why something becomes of an assignment."""
        merged = fate is not None and fate.what == "merged"
        return f"{self.text}; gộp vào nhiệm vụ {fate.into}" if merged and fate else self.text

    def _take_along(self, rows: Iterable[Assignment]) -> None:
        """Let news, told rungs and links belong to the successor, as their assignments do."""
        by_id = {row.id or 0: row for row in rows}
        kept = self.done.setdefault("notices", [])
        for notice in queries.notices_about(self.session, list(by_id)):
            if notice.ward_id != self.old.ward_id:
                # Of another ward that had the work for some hours; there it is known.
                continue
            kept.append([notice.id, notice.ward_id, notice.unit_id])
            notice.ward_id = self.new.ward_id
            notice.unit_id = self._unit_of(notice, by_id[notice.assignment_id]).id or 0
            if notice.state is NoticeState.WAITING:
                self.waiting.add((notice.assignment_id, notice.unit_id))
            self.session.add(notice)
        links = self.done.setdefault("links", [])
        for link in queries.links_about(self.session, list(by_id)):
            if link.ward_id != self.old.ward_id:
                continue
            links.append([link.id, link.ward_id, link.unit_id])
            link.ward_id = self.new.ward_id
            row = by_id[link.assignment_id]
            if row.state not in UNFINISHED and link.unit_id in self.heirs.archives:
                link.unit_id = self.heirs.archives[link.unit_id].id or 0
            self.session.add(link)
        queries.let_marks_go_along(self.session, list(by_id), self.new.ward_id)

    def _unit_of(self, notice: Notice, row: Assignment) -> Unit:
        """Return for whom news is from now on: whoever goes on, of what was told the old unit."""
        untold = notice.state is NoticeState.WAITING
        if untold and notice.audience == "lead" and not _is_first(notice):
            return self.heir_of_row(row)
        if untold and notice.audience == "support":
            return self.heirs.heir(notice.unit_id) or self.heirs.archive(notice.unit_id)
        return self.heirs.archive(notice.unit_id)

    def heir_of_row(self, row: Assignment) -> Unit:
        """Return the unit that has an assignment now."""
        known = [*self.new.own_units, *self.heirs.made_units]
        return next(unit for unit in known if unit.id == row.unit_id)

    def _move_plans(self, plan_ids: list[int]) -> None:
        clauses = self.done.setdefault("clauses", [])
        for row in queries.clause_units_in(self.session, plan_ids):
            clauses.append([row.id, row.unit_id])
            old = row.unit_id or 0
            heir = self.heirs.heir(old)
            row.unit_id = (heir or self.heirs.archive(old)).id
            if heir is not None and row.role is DutyRole.SUPPORT:
                self.supports.append(
                    Support(clause_id=row.clause_id, unit_id=old, heir_id=heir.id or 0)
                )
            self.session.add(row)
        plans = self.done.setdefault("plans", [])
        for plan in self.plans:
            made, before = with_heirs(plan.draft, self._key_now)
            plans.append({"id": plan.id, "ward_id": plan.ward_id, "before": before})
            plan.draft, plan.ward_id = made, self.new.ward_id
            plan.version += 1
            plans[-1]["version"] = plan.version
            self.session.add(plan)
        queries.let_papers_go_along(self.session, plan_ids, self.new.ward_id)

    def _key_now(self, _path: str, key: str) -> str:
        known = next((unit for unit in self.old.own_units if unit.key == key), None)
        if known is None:
            return key
        return (self.heirs.heir(known.id or 0) or self.heirs.archive(known.id or 0)).key

    def _tell(self, rows: Iterable[Assignment]) -> None:
        context = self.heirs.context_after()
        news = self.done.setdefault("news", [])
        for row in rows:
            fate = self.found.get(row.id or 0)
            if fate is None or fate.held.state not in OPEN_STATES or not row.chased:
                continue
            old = self.heirs.archive(self.old.unit_by_key(fate.held.unit).id or 0)
            heard = row.id not in self.unheard
            told = [(INHERITED, row.unit_id)] if fate.what == "moves" else []
            was, now = context.reach(old.id or 0, self.day), context.reach(row.unit_id, self.day)
            same = was is not None and now is not None and was.key == now.key
            if heard and was is not None and (fate.what != "moves" or not same):
                told.append((HANDED_OFF if fate.what == "moves" else "withdrawn", old.id or 0))
            for kind, unit_id in told:
                notice = change.tell(
                    self.session, row, kind, now=self.now, text=self.text_of(fate),
                    unit_id=unit_id,
                )  # fmt: skip
                self.session.flush()
                news.append(notice.id)
        self._tell_support(rows, context, news)

    def _tell_support(
        self, rows: Iterable[Assignment], context: WardRows, news: list[int | None]
    ) -> None:
        """Tell whoever goes on with supporting work, where nothing tells them of it yet."""
        by_id = {row.id or 0: row for row in rows if row.state in OPEN_STATES and row.chased}
        clauses = queries.clauses_of_duties(self.session, {r.duty_id for r in by_id.values()})
        works = [
            Carried(id=number, clause_id=clauses[row.duty_id], lead_id=row.unit_id)
            for number, row in by_id.items()
        ]
        found = newly_supported(
            works, self.supports, old=self.old, new=context, day=self.day, waiting=self.waiting
        )
        for number, one in found:
            notice = change.tell(
                self.session, by_id[number], INHERITED, audience="support", now=self.now,
                text=self.text, unit_id=one.heir_id,
            )  # fmt: skip
            self.session.flush()
            news.append(notice.id)


def _is_first(notice: Notice) -> bool:
    return notice.kind in FIRST_NEWS
