"""An edit of a stored draft: held, compared with the version that was seen, stored, counted."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col

from dondoc.rules.moves import Refused
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.draft import Draft, WrongDraft, held, of_plan, to_json
from dondoc.usecases.draft_warnings import directory_of, with_warnings
from dondoc.usecases.errors import Conflict
from models.plan import Plan, PlanState, PlanUpload

Edit = Callable[[Draft], Draft]


def hold(session: Session, plan_id: int, *, version: int | None) -> Plan:
    """Return a draft that nobody else can change until this transaction ends.

    Raises:
        NotFound: there is no such plan.
        Refused: it is confirmed, so no draft any more.
        Conflict: it is no longer at the version that the person saw.
    """
    plan = held(session, plan_id, lock=True)
    if plan.state is not PlanState.DRAFT:
        raise Refused("Kế hoạch này đã xác nhận, không còn là dự thảo.")
    if version is not None and version != plan.version:
        raise Conflict(
            "Dự thảo vừa được sửa ở nơi khác (người khác, hoặc một cửa sổ khác của bạn). "
            "Điều bạn vừa làm chưa được lưu."
        )
    return plan


def change(session: Session, plan_id: int, edit: Edit, *, version: int | None = None) -> Plan:
    """Carry an edit out.

    Raises:
        NotFound, Refused, Conflict: as ``hold``.
        WrongDraft: the edit is impossible, or names a unit that the directory does not have.
    """
    plan = hold(session, plan_id, version=version)
    return store(session, plan, edit(of_plan(plan)))


def store(session: Session, plan: Plan, draft: Draft) -> Plan:
    """Put a draft in the place of the stored one.

    Raises:
        WrongDraft: a unit key is unknown.
    """
    context = load_ward_context(session, plan.ward_id)
    _check_units(draft, context)
    plan.draft = to_json(with_warnings(draft, directory_of(context), context))
    plan.version += 1
    session.add(plan)
    session.flush()
    return plan


def _check_units(draft: Draft, context: WardContext) -> None:
    known = {unit.key for unit in context.own_units}
    for clause in draft.clauses:
        for unit in [*clause.lead, *clause.support]:
            for key in unit.units:
                if key not in known:
                    raise WrongDraft(f"Mục {clause.path}: danh bạ không có mã đơn vị “{key}”.")


def set_head(
    session: Session,
    plan_id: int,
    *,
    version: int,
    title: str,
    number: str | None,
    year: int | None,
    issued_on: date | None,
) -> Plan:
    """Correct what was read at the head of the document.

    Raises:
        NotFound, Refused, Conflict: as ``hold``.
    """
    plan = hold(session, plan_id, version=version)
    plan.title, plan.number, plan.year, plan.issued_on = title, number, year, issued_on
    plan.version += 1
    session.add(plan)
    return plan


def discard(session: Session, plan_id: int, *, version: int) -> None:
    """Forget a draft altogether; its document can be imported anew.

    Raises:
        NotFound, Refused, Conflict: as ``hold``.
    """
    plan = hold(session, plan_id, version=version)
    session.exec(update(PlanUpload).where(col(PlanUpload.plan_id) == plan_id).values(plan_id=None))
    session.delete(plan)
    session.flush()
