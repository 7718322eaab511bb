"""Signing in by a mailed link, and out again."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from dondoc.board.deps import COOKIE, App, AtDesk, Looking, Now, OldForm, Sent, fingerprint
from dondoc.board.forms import EmailForm, WrongForm, read
from dondoc.board.rendering import render
from dondoc.board.routing import pages
from dondoc.usecases import nonce, quiet, sign_in
from dondoc.usecases.errors import NotFound
from models.ward import Ward

router = pages()

SECONDS_A_DAY = 86_400
PURPOSE = "sign-in"


@router.get("/dang-nhap")
def ask(request: Request, app: App, tiep: str = "/") -> Response:
    """Ask for the e-mail address."""
    return _form(request, app, next_path=safe_path(tiep))


@router.post("/dang-nhap")
def send(request: Request, app: App, now: Now, sent: Sent) -> Response:
    """Say that a mail is on its way, whether or not the address is known here."""
    _require(app, sent, "ask")
    next_path = safe_path(sent.text("tiep"))
    try:
        form = read(EmailForm, sent)
    except WrongForm as error:
        return _form(
            request, app, next_path=next_path, email=sent.text("email"),
            error=error.errors["email"], status=422,
        )  # fmt: skip
    with app.transaction() as session:
        sign_in.ask(session, form.email, voice=app.voice, now=now)
    answer = render(
        request,
        "sign_in_sent.html",
        {"email": form.email, "has_sink": app.settings.smtp_host is None},
    )
    if next_path != "/":
        answer.set_cookie("dondoc_tiep", next_path, max_age=3600, httponly=True, samesite="lax")
    return answer


@router.get("/dang-nhap/{code}")
def greet(request: Request, app: App, session: Looking, now: Now, code: str) -> Response:
    """Show a button; opening the link signs nobody in and uses nothing up."""
    try:
        person = sign_in.whose(session, code, now=now)
    except NotFound as error:
        return _form(request, app, error=str(error), status=404)
    facts = {
        "someone": person,
        "ward": session.get_one(Ward, person.ward_id),
        "code": code,
        "nonce": nonce.make(app.voice.secret, PURPOSE, fingerprint(code)),
    }
    return render(request, "sign_in_greet.html", facts)


@router.post("/dang-nhap/{code}")
def enter(request: Request, app: App, now: Now, sent: Sent, code: str) -> Response:
    """Use the link up and open the board."""
    _require(app, sent, fingerprint(code))
    try:
        with app.transaction() as session:
            token, _ = sign_in.use_code(session, code, now=now)
    except NotFound as error:
        return _form(request, app, error=str(error), status=404)
    answer = RedirectResponse(safe_path(request.cookies.get("dondoc_tiep", "/")), 303)
    answer.delete_cookie("dondoc_tiep")
    answer.set_cookie(
        COOKIE,
        token,
        max_age=sign_in.SESSION_DAYS * SECONDS_A_DAY,
        httponly=True,
        secure=app.settings.base_url.startswith("https://"),
        samesite="lax",
    )
    return answer


@router.post("/dang-xuat")
def leave(desk: AtDesk, sent: Sent) -> Response:
    """End this browser's session."""
    desk.check(sent)
    with desk.app.transaction() as session:
        sign_in.sign_out(session, desk.cookie, now=desk.now)
    answer = RedirectResponse("/dang-nhap", 303)
    answer.delete_cookie(COOKIE)
    return answer


def safe_path(path: str) -> str:
    """Return a path of this board, never another site's address."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_own and path.isprintable() else "/"


def _require(app: App, sent: Sent, part: str) -> None:
    if not nonce.check(app.voice.secret, sent.text("nonce"), PURPOSE, part):
        raise OldForm


def _form(
    request: Request,
    app: App,
    *,
    next_path: str = "/",
    email: str = "",
    error: str = "",
    status: int = 200,
) -> Response:
    with app.reading() as session:
        silent = quiet.is_quiet(session)
    facts = {
        "is_quiet": silent,
        "nonce": nonce.make(app.voice.secret, PURPOSE, "ask"),
        "tiep": next_path,
        "email": email,
        "error": error,
        "has_sink": app.settings.smtp_host is None,
    }
    return render(request, "sign_in.html", facts, status=status)
