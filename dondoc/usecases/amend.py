"""Which plan in force a document amends: proposed when it is read, chosen by the officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dondoc.reading.structure.amending import Amending, Cited, amending_of
from dondoc.rules.amend_pairs import pair_clauses, similarity
from dondoc.rules.moves import Refused
from dondoc.usecases import draft as drafts
from dondoc.usecases import draft_change, draft_log
from dondoc.usecases.actor import Actor
from dondoc.usecases.amend_facts import facts_of
from dondoc.usecases.amend_inherit import all_inherited
from dondoc.usecases.amend_reading import carried
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.draft import Draft
from dondoc.usecases.draft_warnings import directory_of, with_warnings
from dondoc.usecases.errors import NotFound
from models.amendment import Amendment
from models.plan import Plan, PlanState
from models.queries import plans

POSSIBLE = "possible-amendment"
#: A title that is as much alike speaks for a later version of the same plan.
SAME_TITLE = 0.8
#: A document that repeats this share of the plan's clauses stands in its place as a whole.
REPEATED = 0.5


@dataclass(frozen=True)
class Proposal:
    """The plan that a document seems to amend; ``sure`` where its own text says so."""

    plan: Plan
    whole: bool
    sure: bool


def propose(session: Session, document: Plan) -> Proposal | None:
    """Say which plan in force a document seems to amend; changes nothing."""
    others = [
        plan for plan in plans.plans_in_force(session, document.ward_id) if plan.id != document.id
    ]
    amending = amending_of(document.text, title=document.title)
    for cited in amending.cited:
        for plan in others:
            if _is(plan, cited):
                return Proposal(plan, _is_whole(document, plan, amending, cited), sure=True)
    for plan in others:
        if _seems_later(document, plan):
            return Proposal(plan, whole=True, sure=False)
    return None


def _is(plan: Plan, cited: Cited) -> bool:
    if (plan.number or "").upper() != cited.number:
        return False
    return None in (cited.issued_on, plan.issued_on) or cited.issued_on == plan.issued_on


def _is_whole(document: Plan, plan: Plan, amending: Amending, cited: Cited) -> bool:
    if cited.replaces or amending.instructions:
        return cited.replaces and not amending.instructions
    base = facts_of(drafts.of_plan(plan))
    pairs = pair_clauses(base, facts_of(drafts.of_plan(document)), whole=True)
    repeated = sum(pair.old is not None and pair.new is not None for pair in pairs)
    return repeated >= REPEATED * len(base)


def _seems_later(document: Plan, plan: Plan) -> bool:
    if document.year != plan.year or similarity(document.title, plan.title) < SAME_TITLE:
        return False
    dates = document.issued_on, plan.issued_on
    later = dates[0] is not None and dates[1] is not None and dates[0] > dates[1]
    return later or document.number != plan.number


def begin(session: Session, document: Plan) -> Proposal | None:
    """Carry the proposal for a new draft out where it is sure; else leave a hint in the draft."""
    proposal = propose(session, document)
    if proposal is not None and proposal.sure:
        # It belongs to the draft's beginning: nobody has seen it yet, so nothing is logged.
        _choose(session, document, of=proposal.plan.id, whole=proposal.whole)
        return proposal
    amending = amending_of(document.text, title=document.title)
    hint = _hint(proposal.plan) if proposal else _unknown(amending)
    if hint:
        draft = drafts.of_plan(document)
        warnings = [*draft.warnings, {"code": POSSIBLE, "path": "", "message": hint}]
        document.draft = drafts.to_json(draft.model_copy(update={"warnings": warnings}))
        session.add(document)
    return proposal


def _hint(plan: Plan) -> str:
    return (
        f"Có thể đây là bản sửa đổi của kế hoạch đang thực hiện “{plan.title}” "
        f"(kế hoạch số {plan.id} trong danh sách). Nếu đúng, hãy chọn kế hoạch được sửa đổi "
        "trước khi xác nhận, để không giao việc hai lần."
    )


def _unknown(amending: Amending) -> str:
    """Return what to say of a document that changes clauses of a plan that is not here."""
    if not amending.instructions:
        return ""
    cited = ", ".join(f"Kế hoạch số {one.number}" for one in amending.cited) or "một kế hoạch khác"
    return (
        f"Văn bản này sửa đổi {cited}, nhưng không thấy kế hoạch đó trong các kế hoạch đang thực "
        "hiện. Hãy nhập kế hoạch đó trước, hoặc chọn kế hoạch được sửa đổi."
    )


def choose(
    session: Session,
    document_id: int,
    *,
    of: int | None,
    whole: bool | None = None,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Plan:
    """Say which plan in force a draft amends, as a whole or in parts; ``of`` None: none at all.

    In a partial document the instructions that can be read with certainty become clauses of the
    draft, under the paths of the plan. Choosing otherwise begins with the draft as it was read.

    ``whole`` drops what the document does not repeat; None lets dondoc judge. ``version`` is the
    draft's as the person saw it.

    Raises:
        NotFound: there is no such draft, or no such plan in the same ward.
        Refused: the draft is confirmed, or the plan is not in force.
        Changed: the draft was edited in the meantime.
    """
    document = draft_change.hold(session, document_id, version=version)
    before = draft_log.facts_of(document)
    _choose(session, document, of=of, whole=whole)
    what = (
        f"Chọn kế hoạch được sửa đổi: số {of}" if of is not None else "Không sửa đổi kế hoạch nào"
    )
    draft_log.note(session, document, before, what=what, actor=actor, now=now)
    return document


def _choose(session: Session, document: Plan, *, of: int | None, whole: bool | None) -> None:
    _forget(session, document)
    if of is not None:
        plan = _target(session, document, of)
        amending = amending_of(document.text, title=document.title)
        if whole is None:
            cited = next(
                (one for one in amending.cited if _is(plan, one)), Cited("", None, replaces=False)
            )
            whole = _is_whole(document, plan, amending, cited)
        _prepare(session, document, plan, amending, whole=whole)
    document.version += 1
    session.add(document)
    session.flush()


def _target(session: Session, document: Plan, number: int) -> Plan:
    plan = session.get(Plan, number)
    if plan is None or plan.ward_id != document.ward_id:
        raise NotFound(f"Không có kế hoạch số {number} ở phường, xã này.")
    if plan.state is not PlanState.IN_FORCE:
        raise Refused(
            f"Kế hoạch số {number} không ở trạng thái đang thực hiện, không sửa đổi được."
        )
    return plan


def _forget(session: Session, document: Plan) -> None:
    """Take an earlier choice back, and with it what it made of the draft."""
    known = plans.amendment_of(session, document.id or 0)
    if known is not None:
        document.draft = known.raw
        session.delete(known)
        session.flush()
    document.amends_id = None
    draft = drafts.of_plan(document)
    kept = [one for one in draft.warnings if one.get("code") != POSSIBLE]
    document.draft = drafts.to_json(draft.model_copy(update={"warnings": kept}))


def _prepare(
    session: Session, document: Plan, plan: Plan, amending: Amending, *, whole: bool
) -> None:
    context = load_ward_context(session, document.ward_id)
    directory = directory_of(context)
    base, draft = drafts.of_plan(plan), drafts.of_plan(document)
    amendment = Amendment(document_id=document.id or 0, whole=whole, raw=document.draft)
    if not whole and (amending.instructions or amending.unread):
        year = plan.year or (plan.issued_on or document.imported_at.date()).year
        lines = document.text.split("\n")
        draft, made = carried(draft, amending, base, lines=lines, directory=directory, year=year)
        amendment.drops, amendment.pairs = made.drops, made.pairs
    draft = all_inherited(draft, base, partners(base, draft, amendment))
    document.draft = drafts.to_json(with_warnings(draft, directory, context))
    document.amends_id = plan.id
    session.add_all([document, amendment])


def partners(base: Draft, draft: Draft, amendment: Amendment) -> dict[str, str]:
    """Return, by the path of a clause of the draft, the path of the plan that it stands for."""
    pairs = pair_clauses(
        facts_of(base), facts_of(draft), whole=amendment.whole, drops=amendment.drops,
        by_hand=amendment.pairs,
    )  # fmt: skip
    return {pair.given: pair.old.path for pair in pairs if pair.given and pair.old}


def pair_by_hand(
    session: Session,
    document_id: int,
    *,
    pairs: Mapping[str, str],
    keep: Sequence[str] = (),
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Plan:
    """Say which clause of the draft stands for which of the plan; an empty path means a new one.

    ``pairs`` gives by a path of the draft one of the plan; ``keep`` are paths of the plan that
    the document was thought to abolish, and does not.

    Raises:
        NotFound: there is no such draft, or a path is unknown.
        Refused: the draft amends no plan, is confirmed, or two clauses stand for the same one.
        Changed: the draft was edited in the meantime.
    """
    document = draft_change.hold(session, document_id, version=version)
    before = draft_log.facts_of(document)
    amendment = amendment_for(session, document)
    plan = session.get_one(Plan, document.amends_id)
    base, draft = drafts.of_plan(plan), drafts.of_plan(document)
    _require_known(pairs, base, draft)
    chosen = {**amendment.pairs, **pairs}
    taken = [path for path in chosen.values() if path]
    twice = {path for path in taken if taken.count(path) > 1}
    if twice:
        raise Refused(f"Hai mục của văn bản sửa đổi cùng ghép với mục {', '.join(sorted(twice))}.")
    amendment.pairs = chosen
    amendment.drops = [path for path in amendment.drops if path not in keep and path not in taken]
    draft = all_inherited(draft, base, {mine: path for mine, path in pairs.items() if path})
    document.draft = drafts.to_json(draft)
    document.version += 1
    session.add_all([document, amendment])
    session.flush()
    said = [f"mục {mine}: {old or 'mục mới'}" for mine, old in pairs.items()]
    said += [f"giữ mục {path}" for path in keep]
    draft_log.note(
        session, document, before, what="; ".join(["Ghép mục của bản sửa đổi", *said]),
        actor=actor, now=now,
    )  # fmt: skip
    return document


def _require_known(pairs: Mapping[str, str], base: Draft, draft: Draft) -> None:
    mine = {clause.path for clause in draft.clauses}
    theirs = {clause.path for clause in base.clauses} | {""}
    for new, old in pairs.items():
        if new not in mine:
            raise NotFound(f"Văn bản sửa đổi không có mục {new}.")
        if old not in theirs:
            raise NotFound(f"Kế hoạch đang thực hiện không có mục {old}.")


def amendment_for(session: Session, document: Plan) -> Amendment:
    """Return what was chosen for an amending document.

    Raises:
        Refused: it amends no plan.
    """
    found = plans.amendment_of(session, document.id or 0)
    if found is None or document.amends_id is None:
        raise Refused(
            f"Kế hoạch số {document.id} chưa được ghi là bản sửa đổi của kế hoạch nào. "
            f"Hãy chọn kế hoạch được sửa đổi trước."
        )
    return found
