"""The waves (đợt thi đua) of a plan in force, edited: checked, previewed, carried out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.rules.waves import WaveSpan
from dondoc.usecases import amend_work, record, replan
from dondoc.usecases.actor import Actor
from dondoc.usecases.in_force import in_force, take
from dondoc.usecases.replan_change import Change, Preview
from models.plan import Certainty, Plan, Wave
from models.queries import plans, summaries


def waves_of(session: Session, plan_id: int) -> tuple[WaveSpan, ...]:
    """Return the waves of a plan by date."""
    return tuple(amend_work.span_of(wave) for wave in plans.waves_of(session, plan_id))


def preview(
    session: Session, plan_id: int, spans: Sequence[WaveSpan], *, reason: str, now: datetime
) -> Preview:
    """Return what these waves would change.

    Raises:
        NotFound: there is no such plan.
        Refused: it is not in force, the waves do not hold, or no reason is given.
    """
    plan = in_force(session, plan_id)
    change = _change(session, plan, spans, reason)
    return replan.preview(session, plan.ward_id, change, now=now)


def edit(
    session: Session,
    plan_id: int,
    spans: Sequence[WaveSpan],
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    seen: str | None = None,
) -> Preview:
    """Give the plan these waves and its work the dates that follow; the same ones change nothing.

    Raises:
        NotFound, Refused: as ``preview``.
        Changed: someone else changed the plan meanwhile.
        Conflict: what would happen is not ``seen``.
    """
    plan = take(session, plan_id, version=version)
    change = _change(session, plan, spans, reason)
    before = waves_of(session, plan_id)
    if set(before) == set(change.waves):
        return Preview()
    done = replan.apply(session, plan.ward_id, change, actor=actor, now=now, seen=seen)
    _store(session, plan, change.waves)
    plan.version += 1
    session.add(plan)
    record.record(
        session, plan.ward_id, "waves", plan_id=plan_id, actor=actor, now=now, text=change.words,
        before=[as_json(one) for one in before], after=[as_json(one) for one in change.waves],
    )  # fmt: skip
    return done


def _change(session: Session, plan: Plan, spans: Sequence[WaveSpan], reason: str) -> Change:
    if not reason.strip():
        raise Refused("Thay đổi các đợt thì phải ghi rõ lý do.")
    ordered = tuple(sorted(spans, key=lambda one: (one.starts_on, one.ends_on)))
    check(plan, ordered)
    before = waves_of(session, plan.id or 0)
    _require_no_summary(session, plan, {one.key for one in before} - {one.key for one in ordered})
    return Change(
        kind="waves", plan_id=plan.id, waves=ordered, words=f"Thay đổi các đợt: {reason.strip()}"
    )


def check(plan: Plan, spans: Sequence[WaveSpan]) -> None:
    """Make sure that waves, in order of their first day, follow each other within the plan.

    Raises:
        Refused: two overlap or have one key, one ends before it begins, or one lies outside.
    """
    if len({one.key for one in spans}) < len(spans):
        raise Refused("Hai đợt cùng một mã; mỗi đợt cần một mã riêng.")
    for one in spans:
        if not one.name.strip():
            raise Refused("Mỗi đợt phải có tên.")
        if one.ends_on < one.starts_on:
            raise Refused(f"{one.name}: ngày kết thúc phải sau ngày bắt đầu.")
        _require_within(plan, one)
    for one, after in pairwise(spans):
        if after.starts_on <= one.ends_on:
            raise Refused(
                f"{one.name} và {after.name} trùng ngày nhau; một đợt phải kết thúc trước khi đợt "
                "sau bắt đầu."
            )


def _require_within(plan: Plan, one: WaveSpan) -> None:
    first, last = plan.starts_on, plan.ends_on
    if (first and one.ends_on < first) or (last and last < one.starts_on):
        span = f"{wording.day_short(first)} đến {wording.day_short(last)}" if first and last else ""
        raise Refused(f"{one.name} nằm ngoài thời gian của kế hoạch ({span}).")


def _require_no_summary(session: Session, plan: Plan, gone: set[str]) -> None:
    for key in sorted(gone):
        made = summaries.summary_of(session, plan.id or 0, key)
        if made is not None:
            raise Refused(
                f"Không bỏ được đợt đã có “{made.name}”; có thể đổi tên hoặc đổi ngày của đợt."
            )


def _store(session: Session, plan: Plan, spans: Sequence[WaveSpan]) -> None:
    rows: Mapping[str, Wave] = {row.key: row for row in plans.waves_of(session, plan.id or 0)}
    kept = {one.key for one in spans}
    for row in rows.values():
        if row.key not in kept:
            session.delete(row)
    session.flush()
    for one in spans:
        row = rows.get(one.key) or Wave(
            plan_id=plan.id or 0, key=one.key, name=one.name, starts_on=one.starts_on,
            ends_on=one.ends_on, summary=one.summary,
        )  # fmt: skip
        row.name, row.starts_on, row.ends_on = one.name, one.starts_on, one.ends_on
        row.summary, row.summary_due_on = one.summary, one.summary_due_on
        row.certainty = Certainty(one.certainty)
        session.add(row)
    session.flush()


def as_json(one: WaveSpan) -> dict[str, Any]:
    """Return a wave with the keys of a plan's draft."""
    return {
        "key": one.key,
        "name": one.name,
        "from": one.starts_on.isoformat(),
        "to": one.ends_on.isoformat(),
        "summary": one.summary,
        "summary_due": one.summary_due_on.isoformat() if one.summary_due_on else None,
    }
