"""The waves of a plan in force: the form, what would follow, and the officer's yes."""

from collections.abc import Sequence

from fastapi.responses import Response

from dondoc.board import replan_view, wave_form
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.drafting import own_plan
from dondoc.board.forms import Posted, VersionForm, read
from dondoc.board.routing import pages, see
from dondoc.board.wave_form import WaveRow
from dondoc.rules.moves import Refused
from dondoc.rules.waves import WaveSpan
from dondoc.usecases import wave_choice, waves
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict

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
    if sent.text("lam") == "sua":
        return _form_page(desk, number, rows=rows, reason=sent.text("reason"))
    typed, rows = wave_form.checked(rows)
    if any(row.error for row in rows):
        return _form_page(desk, number, rows=rows, reason=sent.text("reason"), status=422)
    with desk.app.reading() as session:
        own_plan(desk, session, number)
        spans = wave_form.spans(typed, waves.waves_of(session, number))
    try:
        if sent.text("lam") == "luu":
            return _carried_out(desk, sent, number, spans)
        return _preview(desk, sent, number, spans)
    except Refused as error:
        words, status = str(error), 422
    except Conflict as error:
        words, status = str(error), 409
    return _form_page(
        desk, number, rows=rows, reason=sent.text("reason"), words=words, status=status
    )


def _preview(
    desk: Desk, sent: Posted, number: int, spans: Sequence[WaveSpan], *, error: str = ""
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        if read(VersionForm, sent).version != plan.version:
            raise Conflict("Người khác vừa thay đổi kế hoạch này.")
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
    reason: str = "",
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
    return desk.page(
        "replan_waves.html", status=status, plan=plan, waves=current, reason=reason, words=words,
        rows=wave_form.with_blanks(rows), is_stale=status == 409, choices=choices,
        pattern=pattern, action=f"/ke-hoach/{number}/dot",
    )  # fmt: skip
