"""A change under dated work (lịch, đợt, định kỳ, mốc): what it touches, and what follows."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal

from dondoc.rules.cadence import Cadence, Form
from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.fingerprint import fingerprint_of
from dondoc.rules.local import at_local
from dondoc.rules.replan import Outcome, Terms, What, Why, outcomes
from dondoc.rules.schedule import Occurrence, PlanFacts, WaveSpan, occurrences
from dondoc.usecases.amend_work import RHYTHMS
from dondoc.usecases.replan_stock import DutyStock, Stock
from models.assignment import State

Kind = Literal["calendar", "waves", "cadence", "anchor"]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to hold from now on; ``words`` is the reason that units read.

    ``calendar`` are the working days to compute with, the ward's own if None. ``waves`` are all
    waves of the plan, ``cadence`` belongs to the duty ``duty_id``, ``on`` is the day of the
    anchor with the key ``anchor``. ``plan_id`` None means every plan in force of the ward.
    """

    kind: Kind
    words: str
    plan_id: int | None = None
    calendar: WorkCalendar | None = None
    waves: tuple[WaveSpan, ...] = ()
    duty_id: int | None = None
    cadence: Cadence | None = None
    anchor: str = ""
    on: date | None = None

    def touches(self, one: DutyStock, cadence: Cadence) -> bool:
        """Tell whether dates of a duty can depend on what changes."""
        if self.plan_id is not None and one.plan.id != self.plan_id:
            return False
        if self.kind == "waves":
            return cadence.form is Form.EACH_WAVE
        if self.kind == "cadence":
            return one.duty.id == self.duty_id
        if self.kind == "anchor":
            sleeps = any(work.anchor_key == self.anchor for work in one.works)
            return sleeps or (cadence.form is Form.AFTER and cadence.anchor == self.anchor)
        return True


@dataclass(frozen=True)
class News:
    """Who hears of one outcome: ``kind`` as of a notice."""

    kind: str
    unit_id: int
    support: bool = False


@dataclass(frozen=True)
class Step:
    """One outcome with the duty it belongs to and the news that it makes."""

    stock: DutyStock
    outcome: Outcome
    news: tuple[News, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a preview; ``id`` and ``code`` are empty for what is new.

    ``before`` and ``after`` are deadlines; ``why`` tells why something moves or stays.
    """

    id: int | None
    code: str
    plan_id: int
    path: str
    duty: str
    unit: str
    before: datetime | None
    after: datetime | None
    why: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a change does. ``kept`` lists only what would be expected to move and does not.

    ``units`` are the names of those who get a mail, ``unreachable`` of those who have no contact.
    """

    added: tuple[Line, ...] = ()
    moved: tuple[Line, ...] = ()
    dropped: tuple[Line, ...] = ()
    woken: tuple[Line, ...] = ()
    kept: tuple[Line, ...] = ()
    untouched: int = 0
    units: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is added, moved, dropped or woken."""
        return not (self.added or self.moved or self.dropped or self.woken)

    @cached_property
    def fingerprint(self) -> str:
        """What was shown, in a few letters: whoever confirms something else is stopped."""
        return fingerprint_of(asdict(self))

    def to_json(self) -> dict[str, Any]:
        """Return plain values; instants as ISO texts."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=_iso))
        return {"fingerprint": self.fingerprint, **plain}


def _iso(value: Any) -> str:
    return str(value.isoformat())


#: Why something stays that a reader would look for among the moved.
STAYS: dict[Why, str] = {
    "agreed": "thời hạn đã được gia hạn hoặc đặt riêng, giữ nguyên",
    "overdue": "đã quá hạn, giữ nguyên để theo dõi",
    "too_late": "ngày tính lại đã qua; cần đặt thời hạn cho từng việc",
    "undated": "mốc chưa có ngày, giữ thời hạn đã giao",
    "owed": "đến hạn trước ngày thay đổi, vẫn phải báo cáo",
}


def steps_of(stock: Stock, change: Change, *, now: datetime) -> list[Step]:
    """Return what a change does to each assignment that it can touch, in the order of the plans."""
    found: list[Step] = []
    for one in stock.duties:
        cadence = Cadence.from_json(one.duty.cadence)
        if not change.touches(one, cadence):
            continue
        found += [
            Step(one, outcome, tuple(_news(stock, one, outcome)))
            for outcome in outcomes(one.works, _terms(stock, one, cadence, change, now))
        ]
    return found


def _terms(stock: Stock, one: DutyStock, cadence: Cadence, change: Change, now: datetime) -> Terms:
    facts = stock.facts_of(one)
    waves = stock.waves.get(one.plan.id or 0, ())
    calendar = change.calendar or stock.context.calendar
    before = _dates(cadence, one, facts, waves, calendar)
    then, given, by = facts, waves, cadence
    if change.kind == "anchor":
        then = replace(facts, anchors={**facts.anchors, change.anchor: change.on})
    elif change.kind == "waves":
        given = change.waves
    elif change.cadence is not None:
        by = change.cadence
    after = before if change.kind == "calendar" else _dates(by, one, then, given, calendar)
    anew = change.kind == "cadence"
    today = stock.context.day(now)
    start = at_local(today if anew and by.form in RHYTHMS else one.issued_on, "00:00", facts.zone)
    return Terms(
        units=one.leads, before=before, after=after, now=now, since=start, zone=facts.zone,
        known=frozenset(key for key, day in then.anchors.items() if day is not None), anew=anew,
        recount=change.kind == "calendar",
    )  # fmt: skip


def _dates(
    cadence: Cadence,
    one: DutyStock,
    facts: PlanFacts,
    waves: Sequence[WaveSpan],
    calendar: WorkCalendar,
) -> list[Occurrence]:
    return occurrences(cadence, one.duty.kind, facts=facts, waves=waves, calendar=calendar)


def _news(stock: Stock, one: DutyStock, outcome: Outcome) -> Iterator[News]:
    """Yield who hears of it: nobody of what stays, of what sleeps on, or was never announced."""
    heard = outcome.work is not None and outcome.work.held.id not in stock.unheard
    kind = _kind(outcome, heard=heard)
    if kind is None:
        return
    yield News(kind, stock.context.unit_by_key(outcome.unit).id or 0)
    if kind != "woken":
        yield from (News(kind, unit_id, support=True) for unit_id in one.support)


def _kind(outcome: Outcome, *, heard: bool) -> str | None:
    if outcome.what == "added":
        return None if outcome.occurrence and outcome.occurrence.waits_for else "assigned"
    if outcome.what == "woken":
        return "woken" if heard else "assigned"
    if not heard or outcome.work is None:
        return None
    if outcome.what == "dropped":
        return "withdrawn"
    held = outcome.work.held
    moved = outcome.what == "moved" and outcome.due_at != held.due_at
    return "moved" if moved and held.state is not State.SLEEPING else None


def preview_of(stock: Stock, change: Change, steps: Sequence[Step], now: datetime) -> Preview:
    """Return the preview of what ``steps_of`` found."""
    lines: dict[What, list[Line]] = {
        what: [] for what in ("added", "moved", "dropped", "woken", "kept")
    }
    untouched = 0
    for step in steps:
        why = change.words if step.outcome.what != "kept" else STAYS.get(step.outcome.why, "")
        if step.outcome.what == "kept" and not why:
            untouched += 1
            continue
        lines[step.outcome.what].append(_line(stock, step, why))
    told, silent = _told(stock, steps, now)
    return Preview(
        added=tuple(lines["added"]), moved=tuple(lines["moved"]), dropped=tuple(lines["dropped"]),
        woken=tuple(lines["woken"]), kept=tuple(lines["kept"]), untouched=untouched,
        units=told, unreachable=silent,
    )  # fmt: skip


def _line(stock: Stock, step: Step, why: str) -> Line:
    outcome, one = step.outcome, step.stock
    held = outcome.work.held if outcome.work else None
    return Line(
        id=held.id if held else None,
        code=held.code if held else "",
        plan_id=one.plan.id or 0,
        path=one.clause.path,
        duty=one.duty.text,
        unit=stock.context.unit_by_key(outcome.unit).name,
        before=held.due_at if held else None,
        after=None if outcome.what == "dropped" else outcome.due_at,
        why=why,
    )


def _told(
    stock: Stock, steps: Sequence[Step], now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    context = stock.context
    ids = dict.fromkeys(news.unit_id for step in steps for news in step.news)
    day = context.day(now)
    told = [context.unit(i).name for i in ids if context.reach(i, day) is not None]
    silent = [context.unit(i).name for i in ids if context.reach(i, day) is None]
    return tuple(told), tuple(silent)
