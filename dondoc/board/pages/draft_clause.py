"""One clause of a draft: its form, cutting it in parts, adding a new one."""

from collections.abc import Callable
from urllib.parse import quote

from fastapi.responses import Response

from dondoc.board import clause_form, clause_sides, conflicts, ladder_sides
from dondoc.board.clause_form import Typed
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.drafting import (
    back_to,
    carried_out,
    clash,
    gone_page,
    opened,
    own_plan,
    reread_for,
    seen_plan,
    stale,
    way_back,
)
from dondoc.board.forms import NewClauseForm, Posted, VersionForm, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.board.told import Fields
from dondoc.rules import both, ladder
from dondoc.usecases import draft as drafts
from dondoc.usecases import draft_change, draft_duties, draft_edit
from dondoc.usecases.changed import Changed
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.draft import Draft, DraftClause, WrongDraft
from dondoc.usecases.draft_cuts import fragments
from dondoc.usecases.draft_making import is_requested
from dondoc.usecases.draft_warnings import directory_of
from models.plan import Plan

router = pages()
NEW = Fields(
    {"text": ("Nội dung", "area"), "path": ("Số mục", "line"), "after": ("Đặt sau mục", "")}
)


@router.get("/ke-hoach/{number}/sua-muc")
def show_form(desk: AtDesk, number: int, muc: str = "") -> Response:
    """Show a clause to be edited."""
    desk.require_officer()
    return _form_page(desk, number, muc)


@router.post("/ke-hoach/{number}/sua-muc")
def save(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Keep a clause as typed; some buttons also change its duties and come back to the form."""
    desk.check(sent)
    desk.require_officer()
    version, form = read(VersionForm, sent).version, clause_form.typed(sent)
    if sent.goes_on:
        return _form_page(desk, number, form.path, form=form, sent=sent)
    what = f"Sửa mục {form.path}"
    try:
        with desk.app.transaction() as session:
            plan = seen_plan(desk, session, number, version)
            context = load_ward_context(session, plan.ward_id)
            directory = directory_of(context)

            def edit(draft: Draft) -> Draft:
                old = draft.clauses[draft_edit.place_of(draft, form.path)]
                clause, checked = clause_form.clause_of(form, old, directory, context.ladder)
                if checked.errors:
                    raise _NotYet(checked)
                requested = is_requested(clause.mode, clause.lead, directory)
                clause = _with_duties(sent.text("lam"), clause, requested=requested)
                return draft_edit.change_clause(draft, form.path, clause)

            plan = draft_change.change(
                session, number, edit, what=what, actor=desk.actor(), now=desk.now, version=version
            )
    except _NotYet as wrong:
        return _form_page(desk, number, form.path, form=wrong.form, sent=sent, status=422)
    except WrongDraft as error:
        return _form_page(
            desk, number, form.path, form=form, sent=sent, words=str(error), status=422
        )
    except Changed as error:
        return _clash(desk, sent, number, form, error, what=what)
    if sent.text("lam") in {"", "luu"}:
        return back_to(number, drafts.of_plan(plan), done="sua-muc", at=form.path)
    answer = see(f"/ke-hoach/{number}/sua-muc")
    answer.headers["location"] += f"?muc={quote(form.path)}&xong=sua-muc#nhiem-vu"
    return answer


def _clash(
    desk: Desk, sent: Posted, number: int, form: Typed, error: Changed, *, what: str
) -> Response:
    with desk.app.reading() as session:
        plan = session.get(Plan, number)
        clauses = drafts.of_plan(plan).clauses if plan else []
        context = load_ward_context(session, desk.ward_id)
    stored = next((one for one in clauses if one.path == form.path), None)
    names = {unit.key: unit.name for unit in context.units.values()}
    sides = clause_sides.sides(sent, form, stored, directory_of(context), names, context.ladder)
    shown = Stored(
        what=what, back=way_back(number), fields=both.beside(*sides),
        pairs=clause_sides.base_of(stored) if stored else (),
    )  # fmt: skip
    return clash(
        desk, sent, number, error, shown, still=lambda _: stored is not None
    )  # fmt: skip


class _NotYet(Exception):
    """Something typed is missing or wrong; nothing is stored."""

    def __init__(self, form: Typed) -> None:
        super().__init__()
        self.form = form


def _with_duties(act: str, clause: DraftClause, *, requested: bool) -> DraftClause:
    """Carry out what a button beside a duty says: ``bo-2`` drops the second."""
    name, _, place = act.partition("-")
    number = int(place) - 1 if place.isdecimal() else -1
    moves: dict[str, Callable[[], DraftClause]] = {
        "them": lambda: clause.model_copy(
            update={
                "duties": [
                    *clause.duties,
                    draft_duties.new_duty("Nhiệm vụ mới", requested=requested, kind="other"),
                ]
            }
        ),
        "bo": lambda: draft_duties.drop_duty(clause, number),
        "gop": lambda: draft_duties.merge_duty(clause, number),
        "tach": lambda: draft_duties.split_duty(clause, number, requested=requested),
    }
    return moves[name]() if name in moves else clause


def _form_page(
    desk: Desk,
    number: int,
    path: str,
    *,
    form: Typed | None = None,
    sent: Posted | None = None,
    words: str = "",
    status: int = 200,
) -> Response:
    plan, draft, context = opened(desk, number)
    stored = next((clause for clause in draft.clauses if clause.path == path), None)
    if stored is None and form is None:
        what = f"Sửa mục {path}"
        return stale(desk, number, f"Dự thảo không còn mục {path}.", what, status=404)
    return desk.page(
        "draft_clause.html",
        status=status,
        plan=plan,
        form=form or clause_form.filled(stored or _nothing(path), context.ladder),
        stored=stored,
        now_is=[clause_form.when_words(duty) for duty in (stored.duties if stored else [])],
        ladders=[
            ladder_sides.words(one.ladder, context.ladder) if one.ladder else ladder_sides.AS_USUAL
            for one in (stored.duties if stored else ())
        ],
        has_own=[bool(one.ladder) for one in stored.duties] if stored else [],
        usual_is=ladder.words(context.ladder),
        words=words,
        **conflicts.opened(sent, plan.version, clause_sides.base_of(stored) if stored else ()),
        units=context.living_units(desk.today),
    )


def _nothing(path: str) -> DraftClause:
    return DraftClause(path=path, text="", mode="assign", lead=[], duties=[])


@router.get("/ke-hoach/{number}/tach-muc")
def show_cuts(desk: AtDesk, number: int, muc: str = "") -> Response:
    """Show where a clause can be cut."""
    desk.require_officer()
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        draft = drafts.of_plan(plan)
    clause = next((one for one in draft.clauses if one.path == muc), None)
    if clause is None:
        what = f"Tách mục {muc}"
        return stale(desk, number, f"Dự thảo không còn mục {muc}.", what, status=404)
    return desk.page("draft_split.html", plan=plan, clause=clause, fragments=fragments(clause))


@router.post("/ke-hoach/{number}/tach-muc")
def split(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Cut a clause before the fragments that were ticked."""
    path = sent.text("muc")
    what = f"Tách mục {path}"
    if gone := gone_page(desk, sent, number, what=what):
        return gone
    cuts = [int(text) for text in sent.texts("cho") if text.isdecimal()]
    with desk.app.reading() as session:
        reread = reread_for(session, own_plan(desk, session, number))
    return carried_out(
        desk, sent, number, lambda draft: draft_edit.split(draft, path, cuts, reread=reread),
        what=what, done="tach-muc", at=path,
        still=lambda draft: any(
            (one.path, one.text) == (path, sent.text("nguyen-van")) for one in draft.clauses
        ),
    )  # fmt: skip


@router.get("/ke-hoach/{number}/them-muc")
def show_new(desk: AtDesk, number: int, sau: str = "") -> Response:
    """Ask for the text of a new clause."""
    desk.require_officer()
    return _new_page(desk, number, after=sau)


@router.post("/ke-hoach/{number}/them-muc")
def add(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Read the text as a clause and add it."""
    desk.check(sent)
    if sent.goes_on:
        return _new_page(desk, number, sent=sent)
    try:
        form = read(NewClauseForm, sent)
    except WrongForm as error:
        return _new_page(desk, number, sent=sent, errors=error.errors, status=422)
    if gone := gone_page(desk, sent, number, what="Thêm mục", fields=NEW):
        return gone
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        reread, draft = reread_for(session, plan), drafts.of_plan(plan)
    path = draft_edit.free_path(draft, form.path or _next_path(draft, form.after))

    def edit(draft: Draft) -> Draft:
        clause = reread(form.text).model_copy(update={"path": path})
        after = form.after if any(one.path == form.after for one in draft.clauses) else ""
        return draft_edit.insert(draft, clause, after=after)

    return carried_out(
        desk, sent, number, edit, what=f"Thêm mục {path}", done="them-muc", at=path, fields=NEW
    )


def _next_path(draft: Draft, after: str) -> str:
    """Return a path for a clause without a number of its own."""
    last = after or (draft.clauses[-1].path if draft.clauses else "1")
    return f"{last}.bs"


def _new_page(
    desk: Desk,
    number: int,
    *,
    after: str = "",
    sent: Posted | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        draft = drafts.of_plan(plan)
    return desk.page(
        "draft_new_clause.html",
        status=status,
        plan=plan,
        paths=[clause.path for clause in draft.clauses],
        after=sent.text("after") if sent else after,
        path=sent.text("path") if sent else "",
        version=conflicts.opened(sent, plan.version)["version"],
        text=sent.text("text") if sent else "",
        errors=errors or {},
    )
