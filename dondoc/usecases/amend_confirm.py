"""Confirm an amendment: the plan in force takes it over, and only the units concerned are told."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.amend_fates import counts
from dondoc.rules.moves import Refused
from dondoc.usecases import amend_compare, amend_store, dating, record, wishes
from dondoc.usecases import draft as drafts
from dondoc.usecases.actor import Actor
from dondoc.usecases.amend import amendment_for
from dondoc.usecases.amend_apply import Bench
from dondoc.usecases.confirm import KIND, store_anchors
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict
from models.plan import Plan, PlanState
from models.queries import assignments, plans


@dataclass(frozen=True)
class AmendOutcome:
    """What confirming did: assignments by what became of them, clauses by kind, units told."""

    plan_id: int
    work: dict[str, int]
    clauses: dict[str, int]
    units_told: int


def confirm(
    session: Session, document_id: int, *, actor: Actor, now: datetime, seen: str | None = None
) -> AmendOutcome:
    """Amend the plan in force as the comparison says, and put the document into the archive.

    ``seen`` is the fingerprint of the comparison as the person saw it. The ward is held first,
    then both plans, then the assignments, so that rounds and other amendments take turns.

    Raises:
        NotFound: there is no such draft.
        Refused: it amends no plan, is confirmed already, or its plan is not in force.
        Conflict: what would happen is no longer what the person saw.
    """
    document = drafts.held(session, document_id)
    context = load_ward_context(session, document.ward_id, hold=True)
    held = plans.hold_plans(session, {document_id, document.amends_id or document_id})
    document = held[document_id]
    if document.state is not PlanState.DRAFT:
        raise Refused(f"Văn bản sửa đổi số {document_id} đã được xác nhận trước đó.")
    amendment = amendment_for(session, document)
    plan = held[document.amends_id or 0]
    if plan.state is not PlanState.IN_FORCE:
        raise Refused(f"Kế hoạch số {plan.id} không còn ở trạng thái đang thực hiện.")
    rows = {row.id or 0: row for row in assignments.hold_all_of(session, plan.id or 0)}
    comparison = amend_compare.compare(session, document_id, now=now)
    if seen is not None and seen != comparison.fingerprint:
        raise Conflict(
            "Kế hoạch đang thực hiện hoặc dự thảo sửa đổi vừa thay đổi so với bản so sánh bạn đã "
            "xem. Chưa có gì được ghi; hãy xem lại so sánh rồi xác nhận."
        )
    document.issued_on, document.issued_certainty = dating.issue_date(
        document, None, context.day(now)
    )
    places_before = amend_store.places_of(session, plan.id or 0)
    places = amend_store.store_clauses(session, comparison, context)
    anchors = store_anchors(session, plan, dating.anchors_of(amend_store.merged(comparison)))
    context = load_ward_context(session, plan.ward_id)
    bench = Bench(
        session, comparison, context, places, rows, anchors, basis_of(document), actor, now
    )  # fmt: skip
    for change in comparison.changes:
        for outcome in change.outcomes:
            bench.carry_out(change, outcome)
    wishes.end_met(session, plan.ward_id, actor=actor, now=now)
    names = {unit.key: unit.name for unit in context.own_units}
    amendment.shown = amend_compare.to_json(comparison, names=names) | {"places": places_before}
    _settle(session, comparison, actor=actor, now=now)
    session.add(amendment)
    return _outcome(comparison)


def _settle(
    session: Session, comparison: amend_compare.Comparison, *, actor: Actor, now: datetime
) -> None:
    plan, document = comparison.plan, comparison.document
    plan.draft = drafts.to_json(amend_store.merged(comparison))
    plan.ends_on = comparison.ends_on
    plan.version += 1
    document.state = PlanState.ARCHIVED
    document.confirmed_at, document.confirmed_by = now, actor.name
    session.add_all([plan, document])
    record.record(
        session, plan.ward_id, KIND, plan_id=plan.id, actor=actor, now=now,
        text=basis_of(document), after={"document": document.number},
    )  # fmt: skip


def _outcome(comparison: amend_compare.Comparison) -> AmendOutcome:
    work = counts([outcome.fate for outcome in comparison.outcomes])
    return AmendOutcome(
        plan_id=comparison.plan.id or 0,
        work={str(what): number for what, number in work.items()},
        clauses=comparison.counts(),
        units_told=len(comparison.told()),
    )


def basis_of(document: Plan) -> str:
    """Return how reasons and mails cite an amending document."""
    number = f"số {document.number}" if document.number else f"“{document.title}”"
    issued = f" ngày {wording.day_short(document.issued_on)}" if document.issued_on else ""
    return f"Theo văn bản sửa đổi {number}{issued}"
