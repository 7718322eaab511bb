"""The rhythm of one duty of a plan in force: the form, what would follow, and the officer's yes."""

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import cadence_form, cadence_sides, conflicts, replan_view
from dondoc.board.cadence_form import When, WrongWhen
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.drafting import own_plan
from dondoc.board.forms import Posted, VersionForm, read
from dondoc.board.routing import pages, see
from dondoc.board.wave_form import REASON
from dondoc.rules import both, cadence_words
from dondoc.rules.cadence import Cadence
from dondoc.rules.moves import Refused
from dondoc.usecases import recadence
from dondoc.usecases.changed import Changed
from dondoc.usecases.errors import Conflict
from dondoc.usecases.in_force import require_seen
from models.plan import Duty, Mode

router = pages()
WHAT = "Sửa định kỳ"


@router.get("/ke-hoach/{number}/nhiem-vu/{duty_id}/dinh-ky")
def show_form(desk: AtDesk, number: int, duty_id: int) -> Response:
    """Show how a duty becomes dated, to be edited."""
    desk.require_officer()
    return _form_page(desk, number, duty_id)


@router.post("/ke-hoach/{number}/nhiem-vu/{duty_id}/dinh-ky")
def save(desk: AtDesk, sent: Sent, number: int, duty_id: int) -> Response:
    """Show what another rhythm changes, or carry it out as it was shown."""
    desk.check(sent)
    desk.require_officer()
    when = _typed(sent)
    if sent.text("lam") == "sua" or sent.goes_on:
        return _form_page(desk, number, duty_id, when=when, sent=sent)
    try:
        with desk.app.reading() as session:
            cadence = _chosen(desk, session, number, duty_id, when)
        if sent.text("lam") == "luu":
            return _carried_out(desk, sent, number, duty_id, cadence)
        return _preview(desk, sent, number, duty_id, cadence)
    except (Refused, WrongWhen) as error:
        return _form_page(desk, number, duty_id, when=when, sent=sent, words=str(error), status=422)
    except Changed as error:
        return _clash(desk, sent, number, duty_id, error)


def _clash(desk: Desk, sent: Posted, number: int, duty_id: int, error: Changed) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        duty, clause = recadence.duty_of(session, plan, duty_id)
    fields = both.beside(
        *cadence_sides.sides(
            sent, Cadence.from_json(duty.cadence), kind=duty.kind,
            requested=clause.mode is Mode.REQUEST,
        )
    )  # fmt: skip
    fields += both.beside(None, None, REASON.told(sent.pairs))
    stored = Stored(
        what=f"{WHAT}, mục {clause.path}", back=(f"/ke-hoach/{number}", "Mở kế hoạch hiện tại"),
        version=plan.version, fields=fields, pairs=cadence_sides.base_of(duty.cadence),
        without=("lam", "seen"),
    )  # fmt: skip
    return conflicts.at_desk(desk, sent, error, stored)


def _typed(sent: Posted) -> When:
    return cadence_form.typed(
        lambda name: sent.text(f"d0-{name}"), lambda name: sent.texts(f"d0-{name}")
    )


def _chosen(desk: Desk, session: Session, number: int, duty_id: int, when: When) -> Cadence:
    plan = own_plan(desk, session, number)
    duty, clause = recadence.duty_of(session, plan, duty_id)
    requested = clause.mode is Mode.REQUEST
    now = Cadence.from_json(duty.cadence)
    return cadence_form.chosen(when, now, kind=duty.kind, requested=requested)


def _preview(
    desk: Desk, sent: Posted, number: int, duty_id: int, cadence: Cadence, *, error: str = ""
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        require_seen(session, plan, read(VersionForm, sent).version)
        shown = recadence.preview(
            session, number, duty_id, cadence, reason=sent.text("reason"), now=desk.now
        )
    return replan_view.preview_page(
        desk, plan, shown, sent, what=WHAT, error=error, status=409 if error else 200,
        action=f"/ke-hoach/{number}/nhiem-vu/{duty_id}/dinh-ky",
    )  # fmt: skip


def _carried_out(desk: Desk, sent: Posted, number: int, duty_id: int, cadence: Cadence) -> Response:
    version = read(VersionForm, sent).version
    try:
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            done = recadence.edit(
                session, number, duty_id, cadence, reason=sent.text("reason"), actor=desk.actor(),
                now=desk.now, version=version, seen=sent.text("seen"),
            )  # fmt: skip
    except Conflict as error:
        return _preview(desk, sent, number, duty_id, cadence, error=str(error))
    return see(f"/ke-hoach/{number}", done=replan_view.done_of(done))


def _form_page(
    desk: Desk,
    number: int,
    duty_id: int,
    *,
    when: When | None = None,
    sent: Posted | None = None,
    words: str = "",
    status: int = 200,
) -> Response:
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        duty, clause = recadence.duty_of(session, plan, duty_id)
    cadence = Cadence.from_json(duty.cadence)
    return desk.page(
        "replan_cadence.html", status=status, plan=plan, duty=duty, clause=clause,
        when=when or cadence_form.filled(cadence), now_is=_words(duty), words=words,
        reason=sent.text("reason") if sent else "",
        **conflicts.opened(sent, plan.version, cadence_sides.base_of(duty.cadence)),
    )  # fmt: skip


def _words(duty: Duty) -> str:
    return cadence_words.words(Cadence.from_json(duty.cadence))
