"""Formal letters that remind a unit (công văn đôn đốc): written by one press, numbered on paper."""

from collections.abc import Mapping

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Desk, Looking, Sent
from dondoc.board.files import file_answer
from dondoc.board.forms import DispatchForm, DispatchNumberForm, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.rules.moves import Refused
from dondoc.usecases import urge
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict, NotFound
from models.dispatch import Dispatch
from models.queries import dispatches as queries

router = pages()
PATH = "/cong-van"


@router.get(PATH)
def list_dispatches(desk: AtDesk, don_vi: str = "") -> Response:
    """List units with overdue work, and the letters written so far; of one unit with ``don_vi``."""
    return _list(desk, unit_key=don_vi)


@router.post(PATH)
def write(desk: AtDesk, sent: Sent) -> Response:
    """Write the letter on all overdue work of one unit."""
    desk.check(sent)
    desk.require_officer()
    try:
        form = read(DispatchForm, sent)
        with desk.app.transaction() as session:
            made = urge.draft(
                session, desk.ward_id, form.unit, actor=desk.actor(), now=desk.now,
                reply_by=form.reply_by, signer=form.signer or None,
            )  # fmt: skip
    except WrongForm as error:
        return _list(desk, status=422, error=" ".join(error.errors.values()))
    except (Refused, NotFound) as error:
        return _list(desk, status=409, error=str(error))
    return see(f"{PATH}/{made.id}", done="soan-cong-van")


@router.get(f"{PATH}/{{number}}")
def show(desk: AtDesk, number: int) -> Response:
    """Show a letter as it would be printed."""
    return _page(desk, number)


@router.get(f"{PATH}/{{number}}/van-ban")
def download(desk: AtDesk, session: Looking, number: int) -> Response:
    """Hand out the DOCX."""
    dispatch = _own(desk, session.get(Dispatch, number))
    unit = load_ward_context(session, desk.ward_id).unit(dispatch.unit_id)
    name = urge.file_name(dispatch, unit.key)
    return file_answer(dispatch.document, name=name, media_type=urge.DOCX)


@router.post(f"{PATH}/{{number}}/so")
def record(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Record number and date of the signed letter."""
    desk.check(sent)
    desk.require_officer()
    given = {"number": sent.text("number"), "signed_on": sent.text("signed_on")}
    try:
        form = read(DispatchNumberForm, sent)
        with desk.app.transaction() as session:
            urge.record_number(
                session, desk.ward_id, number, number=form.number, signed_on=form.signed_on,
                actor=desk.actor(), now=desk.now, version=form.version,
            )  # fmt: skip
    except WrongForm as error:
        return _page(desk, number, status=422, given=given, errors=error.errors)
    except Refused as error:
        return _page(desk, number, status=422, given=given, words=str(error))
    except Conflict as error:
        return _page(desk, number, status=409, given=given, words=str(error))
    return see(f"{PATH}/{number}", done="so-cong-van")


def _own(desk: Desk, dispatch: Dispatch | None) -> Dispatch:
    if dispatch is None or dispatch.ward_id != desk.ward_id:
        raise NotFound("Không có công văn này ở phường, xã của bạn.")
    return dispatch


def _list(desk: Desk, *, unit_key: str = "", error: str = "", status: int = 200) -> Response:
    with desk.app.reading() as session:
        context = load_ward_context(session, desk.ward_id)
        owing = urge.owing(session, desk.ward_id, now=desk.now)
        unit = context.unit_by_key(unit_key) if unit_key else None
        letters = queries.of_ward(session, desk.ward_id, unit_id=unit.id if unit else None)
    return desk.page(
        "dispatches.html",
        status=status,
        error=error,
        owing=[one for one in owing if unit is None or one.unit.id == unit.id],
        letters=[(one, context.unit(one.unit_id), urge.words(one)) for one in letters],
        leaders=urge.leaders(context),
        unit=unit,
        today=desk.today,
    )


def _page(
    desk: Desk,
    number: int,
    *,
    status: int = 200,
    given: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    words: str = "",
) -> Response:
    with desk.app.reading() as session:
        dispatch = _own(desk, session.get(Dispatch, number))
        unit = load_ward_context(session, desk.ward_id).unit(dispatch.unit_id)
    return desk.page(
        "dispatch.html",
        status=status,
        letter=dispatch,
        unit=unit,
        heading=urge.words(dispatch),
        document=urge.content(dispatch),
        given=given or {},
        errors=errors or {},
        words=words,
        today=desk.today,
    )
