"""A plan that is followed up, found or held, for whoever changes it in mid-year."""

from sqlmodel import Session

from dondoc.rules.moves import Refused
from dondoc.usecases import draft as drafts
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict
from models.plan import Plan, PlanState
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
        Conflict: it is no longer at the version that the person saw.
    """
    plan = drafts.held(session, plan_id)
    load_ward_context(session, plan.ward_id, hold=True)
    plan = plans.hold_plans(session, {plan_id})[plan_id]
    _require_in_force(plan)
    if version is not None and version != plan.version:
        raise Conflict(
            "Người khác vừa thay đổi kế hoạch này. Chưa có gì được ghi; hãy xem bản hiện tại rồi "
            "làm lại nếu vẫn cần."
        )
    return plan


def _require_in_force(plan: Plan) -> None:
    if plan.state is not PlanState.IN_FORCE:
        raise Refused(f"Kế hoạch số {plan.id} không ở trạng thái đang thực hiện.")
