"""The directory on the board (đầu mối): who reads for each unit, on this or a past day."""

from fastapi.responses import Response

from dondoc.board import past_view
from dondoc.board.contact_forms import AddForm
from dondoc.board.deps import AtDesk, Desk, Looking, Sent
from dondoc.board.door import Typed
from dondoc.board.forms import Posted, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.rules.moves import Refused
from dondoc.usecases import contacts, show_directory
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.show_directory import STANDINGS

router = pages()
PATH = "/dau-moi"


@router.get(PATH)
def show(desk: AtDesk, session: Looking, ngay: str = "") -> Response:
    """List units with their contacts, with ``ngay`` as they were at the end of that day."""
    error, day = "", desk.today
    context = load_ward_context(session, desk.ward_id)
    if ngay:
        try:
            past = past_view.load(desk, session, ngay)
            context, day = past.context, past.day
        except Refused as refusal:
            error = str(refusal)
    return desk.page(
        "directory.html",
        status=422 if error else 200,
        error=error,
        view=show_directory.directory_on(context, day),
        is_past=day != desk.today,
        day=day if day != desk.today else None,
        ngay=day.isoformat() if day != desk.today else "",
        yesterday=past_view.yesterday(desk).isoformat(),
        standings=STANDINGS,
    )


@router.get(f"{PATH}/them")
def ask(desk: AtDesk, don_vi: str = "") -> Response:
    """Show the form for another contact."""
    desk.require_officer()
    return _form(desk, Typed("them", {"unit": don_vi, "from_on": desk.today.isoformat()}))


@router.post(f"{PATH}/them")
def add(desk: AtDesk, sent: Sent) -> Response:
    """Make somebody a contact."""
    desk.check(sent)
    desk.require_officer()
    try:
        form = read(AddForm, sent)
        with desk.app.transaction() as session:
            contacts.add(
                session, desk.ward_id, form.given(), unit_key=form.unit, from_on=form.from_on,
                to_on=form.to_on, actor=desk.actor(), now=desk.now,
            )  # fmt: skip
    except WrongForm as error:
        return _form(desk, Typed("them", error.values, error.errors), status=422)
    except Refused as error:
        return _form(desk, _as_sent(sent), words=str(error), status=422)
    return see(PATH, done="them-dau-moi")


def _as_sent(sent: Posted) -> Typed:
    return Typed("them", sent.values())


def _form(desk: Desk, typed: Typed, *, words: str = "", status: int = 200) -> Response:
    with desk.app.reading() as session:
        context = load_ward_context(session, desk.ward_id)
    view = show_directory.directory_on(context, desk.today)
    return desk.page(
        "contact_add.html", status=status, typed=typed, words=words,
        units=[one.unit for one in view.units],
    )  # fmt: skip
