"""One mail of the outbox as it was sent, its personal links masked; sent again or given up."""

from collections.abc import Callable

from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from sqlmodel import Session

from dondoc.board.deps import AtDesk, Desk, Looking, Sent
from dondoc.board.door import Typed
from dondoc.board.forms import DropMailForm, LiftForm, Posted, ResendForm, WrongForm, read
from dondoc.board.pages.outbox import PATH
from dondoc.board.routing import pages, see
from dondoc.rules.moves import Refused
from dondoc.usecases import mail_acts, outgoing
from dondoc.usecases.errors import Conflict
from dondoc.usecases.outgoing import MailView
from models.queries import incoming
from notifications.stored import raw_view, read_stored

router = pages()

#: The mail's own look is allowed; nothing is loaded, run, sent or followed.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


def _own(desk: Desk, session: Session, number: int) -> MailView:
    """Return a mail of this ward.

    Raises:
        NotFound: there is none with this number.
    """
    view = outgoing.view(session, number)
    desk.require_own(view.mail.ward_id)
    return view


@router.get(f"{PATH}/{{number}}")
def show_mail(desk: AtDesk, session: Looking, number: int) -> Response:
    """Show one mail: who got it, its content, each try, and what may be done with it."""
    return _page(desk, session, number, Typed())


@router.get(f"{PATH}/{{number}}/html")
def show_html(desk: AtDesk, session: Looking, number: int) -> Response:
    """Return the mail's own page, locked into a sandbox."""
    html = read_stored(_own(desk, session, number).content).html
    headers = {"Content-Security-Policy": MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(html, headers=headers)


@router.get(f"{PATH}/{{number}}/goc")
def show_raw(desk: AtDesk, session: Looking, number: int) -> Response:
    """Return the mail part by part with every header line."""
    return PlainTextResponse(raw_view(_own(desk, session, number).content))


@router.post(f"{PATH}/{{number}}/gui-lai")
def resend(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Send a mail again that nobody is known to have."""

    def verb(session: Session) -> str:
        form = read(ResendForm, sent)
        how = mail_acts.resend(
            session, number, reason=form.reason, voice=desk.app.voice, actor=desk.actor(),
            now=desk.now, seen=form.seen, lift_address=form.lift_address,
        )  # fmt: skip
        return f"gui-lai-{how.value}"

    return _do(desk, number, sent, verb, name="gui-lai")


@router.post(f"{PATH}/{{number}}/bo")
def drop(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Give a mail up."""

    def verb(session: Session) -> str:
        form = read(DropMailForm, sent)
        mail_acts.drop(
            session, number, reason=form.reason, actor=desk.actor(), now=desk.now, seen=form.seen
        )
        return "bo-thu"

    return _do(desk, number, sent, verb, name="bo")


def _do(
    desk: Desk, number: int, sent: Posted, verb: Callable[[Session], str], *, name: str
) -> Response:
    desk.check(sent)
    desk.require_officer()
    try:
        with desk.app.transaction() as session:
            _own(desk, session, number)
            done = verb(session)
    except WrongForm as error:
        return _again(desk, number, Typed(name, error.values, error.errors), status=422)
    except Refused as error:
        return _again(desk, number, Typed(name, sent.values()), words=str(error), status=422)
    except Conflict as error:
        return _again(desk, number, Typed(name, sent.values()), words=str(error), status=409)
    return see(f"{PATH}/{number}", done=done)


def _again(desk: Desk, number: int, typed: Typed, *, status: int, words: str = "") -> Response:
    with desk.app.reading() as session:
        return _page(desk, session, number, typed, words=words, status=status)


def _page(
    desk: Desk, session: Session, number: int, typed: Typed, *, words: str = "", status: int = 200
) -> Response:
    view = _own(desk, session, number)
    return desk.page(
        "outbox_mail.html", status=status, view=view, mail=view.mail, typed=typed, words=words,
        stored=read_stored(view.content), came=incoming.about_mail(session, number),
    )  # fmt: skip


@router.post("/dia-chi-tam-ngung")
def lift(desk: AtDesk, sent: Sent) -> Response:
    """Let mails go again to an address that a server had refused."""
    desk.check(sent)
    desk.require_officer()
    given = read(LiftForm, sent)
    with desk.app.transaction() as session:
        mail_acts.lift(
            session, desk.ward_id, given.address, reason=given.reason, actor=desk.actor(),
            now=desk.now,
        )  # fmt: skip
    return see(PATH, done="go-tam-ngung")
