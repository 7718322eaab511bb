"""The waves of a plan in force: the form, what would follow, and the officer's yes."""

from collections.abc import Sequence

from fastapi.responses import Response

from dondoc.board import conflicts, replan_view, wave_form
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.drafting import own_plan
from dondoc.board.forms import Posted, VersionForm, read
from dondoc.board.routing import pages, see
from dondoc.board.wave_form import WaveRow
from dondoc.rules.moves import Refused
from dondoc.rules.waves import WaveSpan
from dondoc.usecases import wave_choice, waves
from dondoc.usecases.changed import Changed
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict
from dondoc.usecases.in_force import require_seen

router = pages()
WHAT = "Sửa các đợt"


@router.get("/ke-hoach/{number}/dot")
def show_form(desk: AtDesk, number: int, mau: str = "") -> Response:
    """Show the waves to be edited, as they are or as the pattern ``mau`` cuts the plan."""
    desk.require_officer()
    return _form_page(desk, number, pattern=mau)


@router.post("/ke-hoach/{number}/dot")
def save(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Show what the typed waves change, or carry it out as it was shown."""
    desk.check(sent)
    desk.require_officer()
    rows = wave_form.typed(sent)
    if sent.text("lam") == "sua" or sent.goes_on:
        return _form_page(desk, number, rows=rows, sent=sent)
    typed, rows = wave_form.checked(rows)
    if any(row.error for row in rows):
        return _form_page(desk, number, rows=rows, sent=sent, status=422)
    with desk.app.reading() as session:
        own_plan(desk, session, number)
        spans = wave_form.spans(typed, waves.waves_of(session, number))
    try:
        if sent.text("lam") == "luu":
            return _carried_out(desk, sent, number, spans)
        return _preview(desk, sent, number, spans)
    except Refused as error:
        return _form_page(desk, number, rows=rows, sent=sent, words=str(error), status=422)
    except Changed as error:
        return _clash(desk, sent, number, error)


def _clash(desk: Desk, sent: Posted, number: int, error: Changed) -> Response:
    with desk.app.reading() as session:
        version = own_plan(desk, session, number).version
        pairs = wave_form.pairs_of(wave_form.filled(waves.waves_of(session, number)))
    stored = Stored(
        what=WHAT, back=(f"/ke-hoach/{number}/dot", "Mở các đợt hiện tại"), version=version,
        form=wave_form.WaveFields(), pairs=pairs, without=("lam", "seen"),
    )  # fmt: skip
    return conflicts.at_desk(desk, sent, error, stored)


def _preview(
    desk: Desk, sent: Posted, number: int, spans: Sequence[WaveSpan], *, error: str = ""
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        require_seen(session, plan, read(VersionForm, sent).version)
        shown = waves.preview(session, number, spans, reason=sent.text("reason"), now=desk.now)
    return replan_view.preview_page(
        desk, plan, shown, sent, what=WHAT, action=f"/ke-hoach/{number}/dot", error=error,
        status=409 if error else 200,
    )  # fmt: skip


def _carried_out(desk: Desk, sent: Posted, number: int, spans: Sequence[WaveSpan]) -> Response:
    version = read(VersionForm, sent).version
    try:
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            done = waves.edit(
                session, number, spans, reason=sent.text("reason"), actor=desk.actor(),
                now=desk.now, version=version, seen=sent.text("seen"),
            )  # fmt: skip
    except Conflict as error:
        return _preview(desk, sent, number, spans, error=str(error))
    return see(f"/ke-hoach/{number}", done=replan_view.done_of(done))


def _form_page(
    desk: Desk,
    number: int,
    *,
    rows: Sequence[WaveRow] | None = None,
    pattern: str = "",
    sent: Posted | None = None,
    words: str = "",
    status: int = 200,
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        current = waves.waves_of(session, number)
        context = load_ward_context(session, plan.ward_id)
    choices = wave_choice.choices(plan, context, today=desk.today)
    if rows is None:
        rows = wave_form.proposed_rows(choices, pattern) or wave_form.filled(current)
    seen = conflicts.opened(sent, plan.version, wave_form.pairs_of(wave_form.filled(current)))
    return desk.page(
        "replan_waves.html", status=status, plan=plan, words=words, choices=choices,
        reason=sent.text("reason") if sent else "", rows=wave_form.with_blanks(rows),
        pattern=pattern, action=f"/ke-hoach/{number}/dot", **seen,
    )  # fmt: skip
