"""What belongs to a whole draft: the head of its document, its waves, dropping it altogether."""

from collections.abc import Sequence

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import conflicts, wave_form
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.drafting import (
    answered,
    back_to,
    clash,
    opened,
    own_plan,
    seen_plan,
    stale,
    way_back,
)
from dondoc.board.forms import HeadForm, Posted, VersionForm, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.board.told import Fields
from dondoc.board.wave_form import WaveRow
from dondoc.rules.both import Pairs
from dondoc.usecases import dating, draft_change, wave_choice
from dondoc.usecases import draft as drafts
from dondoc.usecases.changed import Changed
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.draft import Draft
from models.plan import Plan, PlanState

router = pages()
HEAD = Fields(
    {
        "title": ("Tên kế hoạch", "area"),
        "number": ("Số văn bản", "line"),
        "issued_on": ("Ngày ban hành", "date"),
        "year": ("Năm kế hoạch", "number"),
    }
)
#: Fields of the rows of waves, which putting the ward's own back leaves aside.
ROWS = (*wave_form.FIELDS, "reason")


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
    if sent.goes_on:
        return _head_page(desk, number, sent=sent)
    try:
        form = read(HeadForm, sent)
        with desk.app.transaction() as session:
            seen_plan(desk, session, number, form.version)
            plan = draft_change.set_head(
                session, number, version=form.version, title=form.title,
                number=form.number, year=form.year, issued_on=form.issued_on,
                actor=desk.actor(), now=desk.now,
            )  # fmt: skip
    except WrongForm as error:
        return _head_page(desk, number, sent=sent, errors=error.errors, status=422)
    except Changed as error:
        with desk.app.reading() as session:
            stored = session.get(Plan, number)
        shown = Stored(
            what="Sửa thông tin văn bản", back=way_back(number), form=HEAD,
            pairs=_head(stored) if stored else (),
        )  # fmt: skip
        return clash(desk, sent, number, error, shown)
    return back_to(number, drafts.of_plan(plan), done="thong-tin")


def _head(plan: Plan) -> Pairs:
    """Return the values with which the form of a document's head is filled in."""
    return [
        ("title", plan.title),
        ("number", plan.number or ""),
        ("issued_on", plan.issued_on.isoformat() if plan.issued_on else ""),
        ("year", str(plan.year or "")),
    ]


def _head_page(
    desk: Desk,
    number: int,
    *,
    sent: Posted | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
    values = dict(_head(plan))
    if sent is not None:
        values = {name: sent.text(name) for name in values}
    return desk.page(
        "draft_head.html", status=status, plan=plan, values=values, errors=errors or {},
        **conflicts.opened(sent, plan.version, _head(plan)),
    )  # fmt: skip


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
    is_reset = sent.text("lam") == "nhu-cu"
    if sent.goes_on:
        return _waves_page(desk, number, rows=wave_form.typed(sent), sent=sent)
    rows = [] if is_reset else wave_form.typed(sent)
    waves, checked = wave_form.checked(rows)
    if any(row.error for row in checked):
        return _waves_page(desk, number, rows=checked, sent=sent, status=422)
    what = "Dùng lại các đợt chung" if is_reset else "Sửa các đợt"

    def edit(draft: Draft) -> Draft:
        return draft.model_copy(update={"waves": waves})

    try:
        with desk.app.transaction() as session:
            seen_plan(desk, session, number, version)
            plan = draft_change.change(
                session, number, edit, what=what, actor=desk.actor(), now=desk.now, version=version
            )
    except Changed as error:
        return _waves_clash(desk, sent, number, error, what=what, is_reset=is_reset)
    return back_to(number, drafts.of_plan(plan), done="cac-dot")


def _waves_clash(
    desk: Desk, sent: Posted, number: int, error: Changed, *, what: str, is_reset: bool
) -> Response:
    """Putting the ward's own waves back shows what others typed, and keeps nothing of the rows."""
    pairs: Pairs = ()
    with desk.app.reading() as session:
        if session.get(Plan, number) is not None:
            pairs = _wave_pairs(desk, session, number)
    if is_reset:
        shown = Stored(what=what, back=way_back(number), fields=(), without=ROWS)
    else:
        shown = Stored(
            what=what, back=way_back(number), form=wave_form.WaveFields(), pairs=pairs,
            without=("lam",),
        )  # fmt: skip
    return clash(desk, sent, number, error, shown)


def _wave_pairs(desk: Desk, session: Session, number: int) -> Pairs:
    """Return the waves that a draft would get, as the rows of the form."""
    plan = own_plan(desk, session, number)
    context = load_ward_context(session, plan.ward_id)
    issued_on, _ = dating.issue_date(plan, None, desk.today)
    facts = dating.facts_of(plan, context, issued_on=issued_on)
    waves = dating.waves_for(drafts.of_plan(plan), facts, context)
    return wave_form.pairs_of(wave_form.filled(waves))


def _waves_page(
    desk: Desk,
    number: int,
    *,
    rows: Sequence[WaveRow] | None = None,
    pattern: str = "",
    sent: Posted | None = None,
    status: int = 200,
) -> Response:
    plan, draft, context = opened(desk, number)
    with desk.app.reading() as session:
        pairs = _wave_pairs(desk, session, number)
    choices = wave_choice.choices(plan, context, today=desk.today)
    if rows is None:
        rows = wave_form.proposed_rows(choices, pattern)
    if rows is None:
        issued_on, _ = dating.issue_date(plan, None, desk.today)
        facts = dating.facts_of(plan, context, issued_on=issued_on)
        rows = wave_form.filled(dating.waves_for(draft, facts, context))
    return desk.page(
        "draft_waves.html", status=status, plan=plan, rows=wave_form.with_blanks(rows),
        own=bool(draft.waves), choices=choices, pattern=pattern,
        action=f"/ke-hoach/{number}/sua-dot", **conflicts.opened(sent, plan.version, pairs),
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
        draft_change.discard(
            session, number, version=version, actor=desk.actor(), now=desk.now
        )  # fmt: skip
        return see("/ke-hoach", done="bo-du-thao")

    return answered(desk, sent, number, act, what="Bỏ dự thảo")
