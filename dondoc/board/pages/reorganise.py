"""Reorganisations on the board (sắp xếp tổ chức): looked at, ordered, taken back."""

from fastapi.responses import Response

from dondoc.board import reorganise_form
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.reorganise_form import STEPS, Typed
from dondoc.board.routing import pages, see
from dondoc.rules.moves import Refused
from dondoc.usecases import reorganise, reorganise_undo
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.reorganise_view import WHATS, Preview
from models.change import Reorganisation, ReorganisationState
from models.queries import reorganising

router = pages()
PATH = "/sap-xep"
STATES = {
    ReorganisationState.PLANNED: "chờ thực hiện",
    ReorganisationState.DONE: "đã thực hiện",
    ReorganisationState.UNDONE: "đã hủy",
}


@router.get(PATH)
def show(desk: AtDesk) -> Response:
    """List what was ordered so far, the newest first."""
    return _list(desk)


def _list(desk: Desk, *, words: str = "", status: int = 200) -> Response:
    with desk.app.reading() as session:
        rows = reorganising.of_ward(session, desk.ward_id)
    return desk.page(
        "reorganise.html", status=status, words=words, rows=rows, states=STATES, steps=STEPS,
        can_end=[row.id for row in rows if _can_end(desk, row)], title_of=reorganise.title,
    )  # fmt: skip


def _can_end(desk: Desk, row: Reorganisation) -> bool:
    """Tell whether one can still be taken back: before its day, or on the day itself."""
    if row.state is ReorganisationState.PLANNED:
        return True
    done = row.done_at
    today = done is not None and done.astimezone(desk.zone).date() == desk.today
    return row.state is ReorganisationState.DONE and today


@router.get(f"{PATH}/{{number}}/huy")
def ask(desk: AtDesk, number: int) -> Response:
    """Ask whether one shall be taken back."""
    desk.require_officer()
    with desk.app.reading() as session:
        row = next((r for r in reorganising.of_ward(session, desk.ward_id) if r.id == number), None)
    if row is None:
        raise NotFound(f"Không có lần sắp xếp tổ chức số {number}.")
    return desk.page("reorganise_undo.html", row=row, title=reorganise.title(row))


@router.post(f"{PATH}/{{number}}/huy")
def take_back(desk: AtDesk, number: int, sent: Sent) -> Response:
    """Take one back."""
    desk.check(sent)
    desk.require_officer()
    try:
        with desk.app.transaction() as session:
            reorganise_undo.undo(session, desk.ward_id, number, actor=desk.actor(), now=desk.now)
    except Refused as error:
        return _list(desk, words=str(error), status=409)
    return see(PATH, done="huy-sap-xep")


@router.get(f"{PATH}/{{step}}")
def form(desk: AtDesk, step: str) -> Response:
    """Show the form of one step."""
    desk.require_officer()
    _known(step)
    return _form(desk, Typed(step, effective_on=desk.today.isoformat()))


@router.post(f"{PATH}/{{step}}")
def save(desk: AtDesk, step: str, sent: Sent) -> Response:
    """Show what the typed order would do, or carry it out as it was shown."""
    desk.check(sent)
    desk.require_officer()
    _known(step)
    given = reorganise_form.typed(step, sent)
    if sent.text("lam") == "sua":
        return _form(desk, given)
    try:
        if sent.text("lam") == "luu":
            return _carried_out(desk, given, seen=sent.text("seen"))
        return _preview(desk, given)
    except (Refused, NotFound) as error:
        return _form(desk, given, words=str(error), status=422)


def _known(step: str) -> None:
    if step not in STEPS:
        raise NotFound("Không có trang này.")


def _form(desk: Desk, given: Typed, *, words: str = "", status: int = 200) -> Response:
    with desk.app.reading() as session:
        context = load_ward_context(session, desk.ward_id)
    return desk.page(
        "reorganise_form.html", status=status, words=words, typed=given, what=STEPS[given.step],
        units=context.living_units(desk.today), new=reorganise_form.NEW, path=PATH,
    )  # fmt: skip


def _preview(desk: Desk, given: Typed, *, words: str = "", status: int = 200) -> Response:
    with desk.app.reading() as session:
        context = load_ward_context(session, desk.ward_id)
        order = reorganise_form.order_of(given, context.own_units)
        shown = reorganise.preview(session, desk.ward_id, order, now=desk.now)
    names = {unit.key: unit.name for unit in context.own_units}
    names |= {one.key: one.name for one in order.new}
    heirs = [(key, names[key]) for key in order.ended[0].all_heirs] if order.ended else []
    return desk.page(
        "reorganise_preview.html", status=status, words=words, typed=given, what=STEPS[given.step],
        shown=shown, whats=WHATS, heirs=heirs if _is_shared(given, heirs) else [],
        chosen=_chosen(shown, names), path=PATH,
    )  # fmt: skip


def _is_shared(given: Typed, heirs: list[tuple[str, str]]) -> bool:
    return given.step == "chia-tach" and len(heirs) > 1


def _chosen(shown: Preview, names: dict[str, str]) -> dict[str, str]:
    """Return by the code of each assignment the key of the unit that goes on with it."""
    keys = {name: key for key, name in names.items()}
    return {line.code: keys.get(line.to, "") for line in shown.lines}


def _carried_out(desk: Desk, given: Typed, *, seen: str) -> Response:
    try:
        with desk.app.transaction() as session:
            context = load_ward_context(session, desk.ward_id)
            order = reorganise_form.order_of(given, context.own_units)
            row = reorganise.give(
                session, desk.ward_id, order, actor=desk.actor(), now=desk.now, seen=seen
            )
            waits = row.state is ReorganisationState.PLANNED
    except Conflict as error:
        return _preview(desk, given, words=str(error), status=409)
    return see(PATH, done="cho-sap-xep" if waits else "sap-xep")
