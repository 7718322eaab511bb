"""What belongs to a whole draft: the head of its document, its waves, dropping it altogether."""

from collections.abc import Sequence

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import wave_form
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.drafting import answered, back_to, opened, own_plan, stale
from dondoc.board.forms import HeadForm, Posted, VersionForm, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.board.wave_form import WaveRow
from dondoc.rules.moves import Refused
from dondoc.usecases import dating, draft_change, wave_choice
from dondoc.usecases import draft as drafts
from dondoc.usecases.draft import Draft
from dondoc.usecases.errors import Conflict
from models.plan import PlanState

router = pages()


@router.get("/ke-hoach/{number}/sua-thong-tin")
def show_head(desk: AtDesk, number: int) -> Response:
    """Show the head of the document to be corrected."""
    desk.require_officer()
    return _head_page(desk, number)


@router.post("/ke-hoach/{number}/sua-thong-tin")
def save_head(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Keep the corrected head."""
    desk.check(sent)
    desk.require_officer()
    try:
        form = read(HeadForm, sent)
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            plan = draft_change.set_head(
                session, number, version=form.version, title=form.title,
                number=form.number, year=form.year, issued_on=form.issued_on,
            )  # fmt: skip
    except WrongForm as error:
        return _head_page(desk, number, sent=sent, errors=error.errors, status=422)
    except Conflict as error:
        return _head_page(desk, number, sent=sent, words=str(error), status=409)
    except Refused as error:
        return stale(desk, number, str(error), "Sửa thông tin văn bản")
    return back_to(number, drafts.of_plan(plan), done="thong-tin")


def _head_page(
    desk: Desk,
    number: int,
    *,
    sent: Posted | None = None,
    errors: dict[str, str] | None = None,
    words: str = "",
    status: int = 200,
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
    values = {
        "title": plan.title,
        "number": plan.number or "",
        "year": str(plan.year or ""),
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else "",
    }
    if sent is not None:
        values = {name: sent.text(name) for name in values}
    return desk.page(
        "draft_head.html", status=status, plan=plan, values=values, errors=errors or {}, words=words
    )


@router.get("/ke-hoach/{number}/sua-dot")
def show_waves(desk: AtDesk, number: int, mau: str = "") -> Response:
    """Show the waves to be edited: those of the pattern ``mau``, else those that would be used."""
    desk.require_officer()
    return _waves_page(desk, number, pattern=mau)


@router.post("/ke-hoach/{number}/sua-dot")
def save_waves(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Keep the waves as typed; none at all means those of the ward, else proposed ones."""
    desk.check(sent)
    desk.require_officer()
    version = read(VersionForm, sent).version
    rows = wave_form.typed(sent) if sent.text("lam") != "nhu-cu" else []
    waves, checked = wave_form.checked(rows)
    if any(row.error for row in checked):
        return _waves_page(desk, number, rows=checked, status=422)

    def edit(draft: Draft) -> Draft:
        return draft.model_copy(update={"waves": waves})

    try:
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            plan = draft_change.change(session, number, edit, version=version)
    except Conflict as error:
        return _waves_page(desk, number, rows=checked, words=str(error), status=409)
    except Refused as error:
        return stale(desk, number, str(error), "Sửa các đợt")
    return back_to(number, drafts.of_plan(plan), done="cac-dot")


def _waves_page(
    desk: Desk,
    number: int,
    *,
    rows: Sequence[WaveRow] | None = None,
    pattern: str = "",
    words: str = "",
    status: int = 200,
) -> Response:
    plan, draft, context = opened(desk, number)
    choices = wave_choice.choices(plan, context, today=desk.today)
    if rows is None:
        rows = wave_form.proposed_rows(choices, pattern)
    if rows is None:
        issued_on, _ = dating.issue_date(plan, None, desk.today)
        facts = dating.facts_of(plan, context, issued_on=issued_on)
        rows = wave_form.filled(dating.waves_for(draft, facts, context))
    return desk.page(
        "draft_waves.html", status=status, plan=plan, rows=wave_form.with_blanks(rows),
        own=bool(draft.waves), words=words, choices=choices, pattern=pattern,
        action=f"/ke-hoach/{number}/sua-dot",
    )  # fmt: skip


@router.get("/ke-hoach/{number}/bo-du-thao")
def ask_to_discard(desk: AtDesk, number: int) -> Response:
    """Ask whether the whole draft is to be forgotten."""
    desk.require_officer()
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        clauses = len(drafts.of_plan(plan).clauses)
    if plan.state is not PlanState.DRAFT:
        return stale(desk, number, "Kế hoạch này đã xác nhận, không còn là dự thảo.", "Bỏ dự thảo")
    return desk.page("draft_discard.html", plan=plan, clauses=clauses)


@router.post("/ke-hoach/{number}/bo-du-thao")
def discard(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Forget the draft."""

    def act(session: Session, version: int) -> Response:
        draft_change.discard(session, number, version=version)
        return see("/ke-hoach", done="bo-du-thao")

    return answered(desk, sent, number, act, what="Bỏ dự thảo")
