"""The rhythm of one duty (định kỳ) of a plan in force, edited: previewed, carried out."""

from datetime import datetime

from sqlmodel import Session

from dondoc.rules.cadence import Cadence
from dondoc.rules.moves import Refused
from dondoc.usecases import draft as drafts
from dondoc.usecases import record, replan
from dondoc.usecases.actor import Actor
from dondoc.usecases.errors import NotFound
from dondoc.usecases.in_force import in_force, keep_in_step, take
from dondoc.usecases.replan_change import Change, Preview
from models.plan import Clause, Duty, Plan
from models.queries import replanning


def duty_of(session: Session, plan: Plan, duty_id: int) -> tuple[Duty, Clause]:
    """Return a duty of the plan with its clause.

    Raises:
        NotFound: the plan, as it holds now, has no such duty.
    """
    live = {clause.path for clause in drafts.of_plan(plan).clauses}
    for duty, clause in replanning.duties_of(session, [plan.id or 0]):
        if duty.id == duty_id and clause.path in live:
            return duty, clause
    raise NotFound(f"Kế hoạch số {plan.id} không có nhiệm vụ số {duty_id}.")


def preview(
    session: Session,
    plan_id: int,
    duty_id: int,
    cadence: Cadence,
    *,
    reason: str,
    now: datetime,
) -> Preview:
    """Return what another rhythm would change.

    Raises:
        NotFound, Refused: no such plan or duty, the plan is not in force, or no reason.
    """
    plan = in_force(session, plan_id)
    change = _change(plan, duty_of(session, plan, duty_id)[1], duty_id, cadence, reason)
    return replan.preview(session, plan.ward_id, change, now=now)


def edit(
    session: Session,
    plan_id: int,
    duty_id: int,
    cadence: Cadence,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    seen: str | None = None,
) -> Preview:
    """Give a duty another rhythm from today on, and its work the dates that follow.

    What fell due under the former rhythm is still owed.

    Raises:
        NotFound, Refused: as ``preview``.
        Changed: someone else changed the plan meanwhile.
        Conflict: what would happen is not ``seen``.
    """
    plan = take(session, plan_id, version=version)
    duty, clause = duty_of(session, plan, duty_id)
    change = _change(plan, clause, duty_id, cadence, reason)
    before, after = duty.cadence, cadence.to_json()
    if Cadence.from_json(before).to_json() == after:
        return Preview()
    done = replan.apply(session, plan.ward_id, change, actor=actor, now=now, seen=seen)
    duty.cadence = after
    keep_in_step(plan, clause.path, duty, cadence=duty.cadence)
    plan.version += 1
    session.add_all([duty, plan])
    record.record(
        session, plan.ward_id, "cadence", plan_id=plan_id, actor=actor, now=now, text=change.words,
        before=_named(clause, duty, before), after=_named(clause, duty, after),
    )  # fmt: skip
    return done


def _change(plan: Plan, clause: Clause, duty_id: int, cadence: Cadence, reason: str) -> Change:
    if not reason.strip():
        raise Refused("Thay đổi định kỳ thì phải ghi rõ lý do.")
    return Change(
        kind="cadence", plan_id=plan.id, duty_id=duty_id, cadence=cadence,
        words=f"Thay đổi định kỳ của mục {clause.path}: {reason.strip()}",
    )  # fmt: skip


def _named(clause: Clause, duty: Duty, cadence: dict[str, object]) -> dict[str, object]:
    return {"path": clause.path, "position": duty.position, "cadence": cadence}
