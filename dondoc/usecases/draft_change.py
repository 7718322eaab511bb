"""An edit of a stored draft: held, compared with the version that was seen, stored, counted."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col

from dondoc.rules.moves import Refused
from dondoc.usecases import changed, draft_log
from dondoc.usecases.actor import Actor
from dondoc.usecases.changed import Changed, Subject, Thing
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.draft import Draft, WrongDraft, held, of_plan, to_json
from dondoc.usecases.draft_warnings import directory_of, with_warnings
from dondoc.usecases.record import record
from models.plan import Plan, PlanState, PlanUpload

Edit = Callable[[Draft], Draft]
NOT_KEPT = "Điều bạn vừa làm chưa được lưu."
MOVED = f"Dự thảo vừa được sửa ở nơi khác (người khác, hoặc một cửa sổ khác của bạn). {NOT_KEPT}"
CONFIRMED = "Kế hoạch này đã xác nhận, không còn là dự thảo."


def hold(session: Session, plan_id: int, *, version: int | None) -> Plan:
    """Return a draft that nobody else can change until this transaction ends.

    Raises:
        NotFound: there is no such plan.
        Refused: it is confirmed, so no draft any more.
        Changed: it is no longer at the version that the person saw, or was confirmed since.
    """
    plan = held(session, plan_id, lock=True)
    is_draft = plan.state is PlanState.DRAFT
    if not is_draft and version is None:
        raise Refused(CONFIRMED)
    if version is not None and (version != plan.version or not is_draft):
        words = MOVED if is_draft else f"{CONFIRMED} {NOT_KEPT}"
        subject = _subject(plan.ward_id, plan_id, version, plan.version - version + (not is_draft))
        raise changed.told(session, words, subject)
    return plan


def gone(session: Session, ward_id: int, plan_id: int, version: int) -> Changed | None:
    """Return what to raise where a draft was given up since it was seen; None if there was none."""
    subject = _subject(ward_id, plan_id, version, 1)
    if not changed.events_since(session, subject):
        return None
    return changed.told(session, f"Dự thảo này vừa được bỏ. {NOT_KEPT}", subject)


def _subject(ward_id: int, plan_id: int, seen: int, changes: int) -> Subject:
    return Subject(
        thing=Thing.DRAFT, ward_id=ward_id, number=plan_id, seen=seen, changes=changes
    )  # fmt: skip


def change(
    session: Session,
    plan_id: int,
    edit: Edit,
    *,
    what: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Plan:
    """Carry an edit out; ``what`` says in the log what was done.

    Raises:
        NotFound, Refused, Changed: as ``hold``.
        WrongDraft: the edit is impossible, or names a unit that the directory does not have.
    """
    plan = hold(session, plan_id, version=version)
    return store(session, plan, edit(of_plan(plan)), what=what, actor=actor, now=now)


def store(
    session: Session, plan: Plan, draft: Draft, *, what: str, actor: Actor, now: datetime
) -> Plan:
    """Put a draft in the place of the stored one.

    Raises:
        WrongDraft: a unit key is unknown.
    """
    context = load_ward_context(session, plan.ward_id)
    _check_units(draft, context)
    before = draft_log.facts_of(plan)
    plan.draft = to_json(with_warnings(draft, directory_of(context), context))
    plan.version += 1
    session.add(plan)
    session.flush()
    draft_log.note(session, plan, before, what=what, actor=actor, now=now)
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
    actor: Actor,
    now: datetime,
) -> Plan:
    """Correct what was read at the head of the document.

    Raises:
        NotFound, Refused, Changed: as ``hold``.
    """
    plan = hold(session, plan_id, version=version)
    before = draft_log.facts_of(plan)
    plan.title, plan.number, plan.year, plan.issued_on = title, number, year, issued_on
    plan.version += 1
    session.add(plan)
    draft_log.note(
        session, plan, before, what="Sửa thông tin văn bản", actor=actor, now=now
    )  # fmt: skip
    return plan


def discard(session: Session, plan_id: int, *, version: int, actor: Actor, now: datetime) -> None:
    """Forget a draft altogether; its document can be imported anew.

    Raises:
        NotFound, Refused, Changed: as ``hold``.
    """
    plan = hold(session, plan_id, version=version)
    session.exec(update(PlanUpload).where(col(PlanUpload.plan_id) == plan_id).values(plan_id=None))
    record(
        session, plan.ward_id, draft_log.KIND, actor=actor, now=now,
        text=f"Bỏ dự thảo: {plan.title}", before={draft_log.PLAN: plan_id},
        after={draft_log.PLAN: plan_id},
    )  # fmt: skip
    session.delete(plan)
    session.flush()
