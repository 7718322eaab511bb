"""An amending document beside the plan in force: what changes, who is told, and the officer's yes."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi.responses import Response
from sqlmodel import Session

from dondoc import wording
from dondoc.board import amend_view
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.drafting import clash, own_plan, seen_plan
from dondoc.board.forms import AmendForm, ConfirmAmendForm, Posted, VersionForm, read
from dondoc.board.routing import pages, see
from dondoc.board.told import Fields
from dondoc.rules.moves import Refused
from dondoc.usecases import amend, amend_compare, amend_confirm
from dondoc.usecases import draft as drafts
from dondoc.usecases.changed import Changed
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.errors import Conflict, NotFound
from models.plan import Plan, PlanState
from models.queries import plans

router = pages()

CHOOSE = "Chọn kế hoạch được sửa đổi"
SCOPES = {
    "auto": "để chương trình xác định theo văn bản", "partial": "sửa đổi một số mục",
    "whole": "thay thế toàn bộ",
}  # fmt: skip
#: Fields of the pairing form begin so; the clause's path follows.
PAIR = "ghep:"


@router.get("/ke-hoach/{number}/sua-doi")
def show_comparison(desk: AtDesk, number: int) -> Response:
    """Show what an amending document changes, or let the officer say which plan it amends."""
    return comparison_page(desk, number)


@router.post("/ke-hoach/{number}/sua-doi/chon")
def do_choose(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Say which plan in force a draft amends, or none."""

    def choose(session: Session) -> None:
        form = read(AmendForm, sent)
        whole = {"whole": True, "partial": False}.get(form.scope)
        amend.choose(
            session, number, of=form.of, whole=whole, actor=desk.actor(), now=desk.now,
            version=form.version,
        )  # fmt: skip

    return _carried_out(desk, sent, number, choose, done="chon-sua-doi", what=CHOOSE)


@router.post("/ke-hoach/{number}/sua-doi/ghep")
def do_pair(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Pair clauses by hand."""
    given = {
        key.removeprefix(PAIR): str(sent.text(key)) for key in sent.values() if key.startswith(PAIR)
    }
    # What was left as it is stays dondoc's own finding, and follows later edits of the draft.
    pairs = {path: old.removeprefix("=") for path, old in given.items() if old != "~"}

    def pair(session: Session) -> None:
        version = read(VersionForm, sent).version
        amend.pair_by_hand(
            session, number, pairs=pairs, keep=sent.texts("giu"), actor=desk.actor(), now=desk.now,
            version=version,
        )  # fmt: skip

    return _carried_out(desk, sent, number, pair, done="ghep-muc", what="Ghép mục bằng tay")


@router.post("/ke-hoach/{number}/sua-doi/xac-nhan")
def do_confirm(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Amend the plan in force as it was shown."""
    desk.check(sent)
    desk.require_officer()
    form = read(ConfirmAmendForm, sent)
    try:
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            outcome = amend_confirm.confirm(
                session, number, actor=desk.actor(), now=desk.now, seen=form.seen
            )
    except (Refused, Conflict) as error:
        return comparison_page(desk, number, status=409, error=str(error))
    return see(f"/ke-hoach/{outcome.plan_id}", done="sua-doi")


def _carried_out(
    desk: Desk, sent: Posted, number: int, act: Any, *, done: str, what: str
) -> Response:
    desk.check(sent)
    desk.require_officer()
    if sent.goes_on:
        return see(f"/ke-hoach/{number}/sua-doi")
    try:
        with desk.app.transaction() as session:
            seen_plan(desk, session, number, read(VersionForm, sent).version)
            act(session)
    except Changed as error:
        return clash(desk, sent, number, error, _stored(desk, sent, number, what))
    except (Refused, Conflict) as error:
        return comparison_page(desk, number, status=409, error=str(error))
    except NotFound as error:
        return comparison_page(desk, number, status=422, error=str(error))
    return see(f"/ke-hoach/{number}/sua-doi", done=done)


def _stored(desk: Desk, sent: Posted, number: int, what: str) -> Stored:
    """Return the choices of these forms in words, beside what others chose meanwhile."""
    with desk.app.reading() as session:
        known = {str(one.id): one.title for one in plans.plans_in_force(session, desk.ward_id)}
    pairs = {
        name: (f"Mục {name.removeprefix(PAIR)}", "")
        for name in sent.values()
        if name.startswith(PAIR)
    }
    labels = {
        "of": ("Kế hoạch được sửa đổi", ""),
        "scope": ("Cách sửa đổi", ""),
        "giu": ("Giữ lại mục", ""),
    }
    words: dict[str, Callable[[str], str]] = {
        "of": lambda key: known.get(key, "không sửa đổi kế hoạch nào"),
        "scope": lambda key: SCOPES.get(key, key),
    }
    words |= dict.fromkeys(pairs, _pair_words)
    return Stored(
        what=what, back=(f"/ke-hoach/{number}/sua-doi", "Mở bản so sánh hiện tại"),
        form=Fields(labels | pairs, words), goes_on=False,
    )  # fmt: skip


def _pair_words(value: str) -> str:
    if value == "~":
        return "như hiện có"
    return f"thay cho mục {value.removeprefix('=')}" if value != "=" else "mục mới"


def comparison_page(desk: Desk, number: int, *, status: int = 200, error: str = "") -> Response:
    """Return the page; ``error`` says why the last form was not carried out."""
    with desk.app.reading() as session:
        document = own_plan(desk, session, number)
        context = load_ward_context(session, desk.ward_id)
        shown, fingerprint = _shown(session, desk, document, context)
        plan = session.get(Plan, document.amends_id) if document.amends_id else None
        others = [p for p in plans.plans_in_force(session, desk.ward_id) if p.id != document.id]
        amendment = plans.amendment_of(session, number)
        old_paths = [clause.path for clause in drafts.of_plan(plan).clauses] if plan else []
        proposal = amend.propose(session, document) if document.state is PlanState.DRAFT else None
    names = {unit.key: unit.name for unit in context.own_units}
    return desk.page(
        "amend.html",
        status=status,
        document=document,
        plan=plan,
        others=others,
        proposal=proposal,
        whole=amendment.whole if amendment else False,
        shown=shown,
        cards=amend_view.cards_of(shown, names, desk.zone) if shown else [],
        told=amend_view.told_of(shown, names, _reach(desk, context)) if shown else [],
        tally=amend_view.tally(shown) if shown else [],
        kinds=wording.AMENDED_CLAUSE_NAMES,
        tones=amend_view.TONES,
        old_paths=old_paths,
        pair_field=PAIR,
        fingerprint=fingerprint,
        is_draft=document.state is PlanState.DRAFT,
        error=error,
    )


def _shown(
    session: Session, desk: Desk, document: Plan, context: WardContext
) -> tuple[Mapping[str, Any], str]:
    """Return the comparison to show, and its fingerprint where it can still be confirmed."""
    amendment = plans.amendment_of(session, document.id or 0)
    if amendment is None or document.state is not PlanState.DRAFT:
        return (amendment.shown if amendment else {}), ""
    comparison = amend_compare.compare(session, document.id or 0, now=desk.now)
    names = {unit.key: unit.name for unit in context.own_units}
    return amend_compare.to_json(comparison, names=names), comparison.fingerprint


def _reach(desk: Desk, context: WardContext) -> Any:
    by_key = {unit.key: unit.id or 0 for unit in context.own_units}

    def address(key: str) -> str:
        to = context.reach(by_key[key], desk.today) if key in by_key else None
        return to.email if to else ""

    return address
