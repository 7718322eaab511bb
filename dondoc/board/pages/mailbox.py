"""The mails in this machine's own mail sink, as their recipients would read them.

Only where no mail server is set, and only for a browser on this machine.
"""

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response

from dondoc import wiring
from dondoc.board import letters
from dondoc.board.deps import App
from dondoc.board.files import file_answer
from dondoc.board.rendering import render
from dondoc.board.routing import pages
from dondoc.operate import sink
from dondoc.operate.sink import NoSuchMail, SentMail
from dondoc.usecases.errors import NotFound

router = pages()

#: The mail's own look is allowed, scripts are not; its links open in a tab of their own.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOST = 300


def sink_app(request: Request, app: App) -> wiring.App:
    """Return the app where its mails may be shown to this browser.

    Raises:
        NotFound: a mail server is set, or the browser is on another machine.
    """
    if app.settings.smtp_host is not None or not _is_here(request, app.settings.base_url):
        raise NotFound("Hộp thư thử chỉ mở được trên chính máy này, khi chưa cài máy chủ thư.")
    return app


SinkApp = Annotated[wiring.App, Depends(sink_app)]


def _is_here(request: Request, base_url: str) -> bool:
    """Tell whether the browser is on this machine and asked for it by one of its own names.

    The second part keeps out a page elsewhere that lets its own name point to this machine.
    """
    name = request.url.hostname or ""
    return _is_loopback(request.client.host if request.client else "") and (
        _is_loopback(name) or name in {"localhost", urlsplit(base_url).hostname}
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _mail(app: wiring.App, name: str) -> SentMail:
    try:
        return sink.read_sent(app.settings.sent_dir, name)
    except NoSuchMail as error:
        raise NotFound(str(error)) from error


@router.get("/hop-thu-thu")
def show_mailbox(request: Request, app: SinkApp) -> Response:
    """List the mails, newest first."""
    folder = app.settings.sent_dir
    facts = {
        "mails": sink.list_sent(folder, limit=MOST),
        "total": sink.count_sent(folder),
        "zone": ZONE,
    }
    return render(request, "mailbox.html", facts)


@router.get("/hop-thu-thu/{name}")
def show_mail(request: Request, app: SinkApp, name: str, dang: str = "") -> Response:
    """Show one mail, with its links alive."""
    mail = _mail(app, name)
    facts = {
        "mail": mail,
        "text": letters.with_links(mail.text),
        "as_text": dang == "van-ban" or not mail.html,
        "zone": ZONE,
    }
    return render(request, "mailbox_mail.html", facts)


@router.get("/hop-thu-thu/{name}/html")
def show_html(app: SinkApp, name: str) -> Response:
    """Return the mail's own page, locked into a sandbox, its links opening beside it."""
    page = letters.opening_beside(_mail(app, name).html)
    headers = {"Content-Security-Policy": MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(page, headers=headers)


@router.get("/hop-thu-thu/{name}/tep/{number}")
def show_file(app: SinkApp, name: str, number: int) -> Response:
    """Hand out a file of a mail."""
    files = _mail(app, name).files
    if not 0 <= number < len(files):
        raise NotFound("Thư này không có tệp đó.")
    file = files[number]
    return file_answer(file.content, name=file.file_name, media_type=file.media_type)
