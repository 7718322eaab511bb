"""Mails that came in: those that wait for the officer, and what was made of the others."""

from collections.abc import Callable

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board.deps import AtDesk, Desk, Looking, Sent
from dondoc.board.door import Typed
from dondoc.board.files import file_answer
from dondoc.board.forms import NoteForm, Posted, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.rules.moves import Refused
from dondoc.usecases import incoming_pen, show, show_incoming
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.show_incoming import GROUPS
from models.incoming import IncomingFile, IncomingMail
from models.queries import incoming as queries

router = pages()
PATH = "/thu-den"
MOST = 300


@router.get(PATH)
def show_list(desk: AtDesk, session: Looking, loai: str = "") -> Response:
    """List one group of mails, newest first; what waits comes first of all."""
    waiting = queries.count_held(session, desk.ward_id)
    chosen = loai if loai in GROUPS else "cho" if waiting else "tra-loi"
    group = GROUPS[chosen]
    mails = queries.listed(
        session, desk.ward_id, states=group.states, kinds=group.kinds, limit=MOST
    )
    return desk.page(
        "incoming.html", mails=mails, groups=GROUPS, chosen=chosen, waiting=waiting, most=MOST,
        is_read=desk.app.settings.answers_to is not None,
    )  # fmt: skip


@router.get(f"{PATH}/{{number}}")
def show_one(desk: AtDesk, session: Looking, number: int) -> Response:
    """Show one mail: who wrote it, what it says, what was made of it."""
    return _page(desk, session, number, Typed())


@router.get(f"{PATH}/{{number}}/tep/{{file_id}}")
def download(desk: AtDesk, session: Looking, number: int, file_id: int) -> Response:
    """Hand out one file that came with a mail."""
    file = session.get(IncomingFile, file_id)
    row = session.get(IncomingMail, file.incoming_id) if file else None
    if file is None or row is None or row.id != number or row.ward_id is None:
        raise NotFound("Không có tệp này.")
    desk.require_own(row.ward_id)
    return file_answer(file.content, name=file.file_name, media_type=file.media_type)


@router.post(f"{PATH}/{{number}}/ghi")
def note(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Put a mail beside the chosen assignments."""

    def verb(session: Session) -> None:
        form = read(NoteForm, sent)
        ids = set(form.assignment)
        if form.code:
            ids.add(show.find(session, form.code, ward_key=desk.ward.key).id or 0)
        incoming_pen.attach(session, desk.ward_id, number, ids, actor=desk.actor(), now=desk.now)

    return _do(desk, number, sent, verb, name="ghi")


@router.post(f"{PATH}/{{number}}/bo-qua")
def put_aside(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Say that a mail needs nothing."""

    def verb(session: Session) -> None:
        incoming_pen.put_aside(session, desk.ward_id, number, actor=desk.actor(), now=desk.now)

    return _do(desk, number, sent, verb, name="bo-qua")


@router.post(f"{PATH}/{{number}}/ngung-gui")
def suspend(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Write no more to the address whose mail came back."""

    def verb(session: Session) -> None:
        incoming_pen.suspend(session, desk.ward_id, number, actor=desk.actor(), now=desk.now)

    return _do(desk, number, sent, verb, name="ngung-gui")


def _do(
    desk: Desk, number: int, sent: Posted, verb: Callable[[Session], None], *, name: str
) -> Response:
    desk.check(sent)
    desk.require_officer()
    try:
        with desk.app.transaction() as session:
            verb(session)
    except WrongForm as error:
        return _again(desk, number, Typed(name, error.values, error.errors), status=422)
    except (Refused, NotFound) as error:
        return _again(desk, number, Typed(name, sent.values()), words=str(error), status=422)
    except Conflict as error:
        return _again(desk, number, Typed(name, sent.values()), words=str(error), status=409)
    return see(f"{PATH}/{number}", done=f"thu-den-{name}")


def _again(desk: Desk, number: int, typed: Typed, *, status: int, words: str = "") -> Response:
    with desk.app.reading() as session:
        return _page(desk, session, number, typed, words=words, status=status)


def _page(
    desk: Desk, session: Session, number: int, typed: Typed, *, words: str = "", status: int = 200
) -> Response:
    view = show_incoming.view(session, desk.ward_id, number, now=desk.now)
    return desk.page(
        "incoming_mail.html", status=status, view=view, mail=view.mail, typed=typed, words=words
    )
