"""A plan that is followed up, found or held, for whoever changes it in mid-year."""

from sqlmodel import Session

from dondoc.rules.moves import Refused
from dondoc.usecases import changed
from dondoc.usecases import draft as drafts
from dondoc.usecases.changed import Subject, Thing
from dondoc.usecases.context import load_ward_context
from models.plan import Duty, Plan, PlanState
from models.queries import plans


def in_force(session: Session, plan_id: int) -> Plan:
    """Return a plan in force.

    Raises:
        NotFound: there is none with this number.
        Refused: it is a draft, or archived.
    """
    plan = drafts.held(session, plan_id)
    _require_in_force(plan)
    return plan


def take(session: Session, plan_id: int, *, version: int | None) -> Plan:
    """Return a plan in force, its ward and itself held until the transaction ends.

    Raises:
        NotFound, Refused: as ``in_force``.
        Changed: it is no longer at the version that the person saw.
    """
    plan = drafts.held(session, plan_id)
    load_ward_context(session, plan.ward_id, hold=True)
    plan = plans.hold_plans(session, {plan_id})[plan_id]
    _require_in_force(plan)
    require_seen(session, plan, version)
    return plan


def require_seen(session: Session, plan: Plan, version: int | None) -> None:
    """Make sure that a plan is as the person saw it.

    Raises:
        Changed: it is no longer at that version.
    """
    if version is None or version == plan.version:
        return
    subject = Subject(
        thing=Thing.PLAN, ward_id=plan.ward_id, number=plan.id or 0, seen=version,
        changes=plan.version - version,
    )  # fmt: skip
    words = "Người khác vừa thay đổi kế hoạch này. Chưa có gì được ghi."
    raise changed.told(session, words, subject)


def _require_in_force(plan: Plan) -> None:
    if plan.state is not PlanState.IN_FORCE:
        raise Refused(f"Kế hoạch số {plan.id} không ở trạng thái đang thực hiện.")


def keep_in_step(plan: Plan, path: str, duty: Duty, **values: object) -> None:
    """Change a duty in the plan's own clauses too: amendments are held against them."""
    draft = drafts.of_plan(plan)
    clauses = []
    for clause in draft.clauses:
        duties = [
            one.model_copy(update=values)
            if clause.path == path and position == duty.position
            else one
            for position, one in enumerate(clause.duties, start=1)
        ]
        clauses.append(clause.model_copy(update={"duties": duties}))
    plan.draft = drafts.to_json(draft.model_copy(update={"clauses": clauses}))
