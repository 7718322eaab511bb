"""The page of a unit, opened by the link in its mail, without an account."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import door, uploads
from dondoc.board.deps import App, Now, OldForm, Sent
from dondoc.board.door import Door
from dondoc.board.forms import AskForm, Form, NameForm, Posted, ReportForm, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.rules.moves import Refused
from dondoc.usecases import acknowledge, at_request, changed, extend, links, report
from dondoc.usecases.actor import Actor
from dondoc.usecases.errors import Conflict
from dondoc.usecases.links import OpenedLink
from dondoc.usecases.report import GivenReport
from models.assignment import ActorKind

router = pages()


def opened(request: Request, app: App, now: Now, token: str) -> Door:
    """Return what the link of this request opens."""
    return door.open_door(request, app, token, now)


Opened = Annotated[Door, Depends(opened)]


@router.get("/l/{token}")
def show_link(at: Opened) -> Response:
    """Show the work, or explain why the link no longer opens it."""
    return at.page()


@router.post("/l/{token}/nhan-viec")
def take(at: Opened, sent: Sent) -> Response:
    """The unit says that it has the assignment."""

    def move(session: Session, found: OpenedLink) -> None:
        form = read(NameForm, sent)
        acknowledge.acknowledge(
            session, at.id, actor=_actor(found, form.name), now=at.now, version=form.version
        )

    return _do(at, sent, NameForm, move, done="nhan-viec")


@router.post("/l/{token}/bao-cao")
def hand_in(at: Opened, sent: Sent) -> Response:
    """The unit reports."""

    def move(session: Session, found: OpenedLink) -> None:
        form = read(ReportForm, sent)
        report.report(
            session, at.id, given=_given(at, form, sent), actor=_actor(found, form.name),
            now=at.now, version=form.version,
        )  # fmt: skip

    return _do(at, sent, ReportForm, move, done="bao-cao")


@router.post("/l/{token}/gia-han")
def ask_for_time(at: Opened, sent: Sent) -> Response:
    """The unit asks for more time."""

    def move(session: Session, found: OpenedLink) -> None:
        form = read(AskForm, sent)
        extend.ask(
            session, at.id, until=form.until, reason=form.reason,
            actor=_actor(found, form.name), now=at.now, version=form.version,
        )  # fmt: skip

    return _do(at, sent, AskForm, move, done="gia-han")


@router.post("/l/{token}/gui-lai")
def send_again(at: Opened, sent: Sent) -> Response:
    """Mail a fresh link to the registered address, and to no other."""
    at.check(sent, version=0)
    if at.found.status == "left":
        return at.page(status=409)
    with at.app.transaction() as session:
        found = links.open_link(session, at.token, now=at.now)
        queued = at_request.send_link_again(session, found.link, voice=at.app.voice, now=at.now)
    return see(f"/l/{at.token}", done="gui-lai" if queued else "chua-gui")


def _actor(found: OpenedLink, name: str) -> Actor:
    return Actor(
        kind=ActorKind.LINK,
        name=name,
        channel="link",
        email=found.link.address,
    )


def _given(at: Door, form: ReportForm, sent: Posted) -> GivenReport:
    return GivenReport(
        text=form.text,
        figures=form.figures(),
        good_example=form.good_example,
        files=uploads.given_files(sent.files("files"), limit_mb=at.app.settings.upload_limit_mb),
    )


def _do(
    at: Door,
    sent: Posted,
    kind: type[Form],
    move: Callable[[Session, OpenedLink], None],
    *,
    done: str,
) -> Response:
    """Carry one form out; a form sent twice shows the first result, an old one explains."""
    if at.found.status == "valid" and sent.goes_on:
        return at.page(form=done, values=sent.values())
    try:
        version = read(kind, sent).model_dump()["version"]
        at.check(sent, version=version)
        with at.app.transaction() as session:
            found = links.open_link(session, at.token, now=at.now)
            if found.status != "valid":
                raise _too_late(session, found, version)
            move(session, found)
    except WrongForm as error:
        if at.found.status != "valid":
            return at.page(status=409)
        return at.page(status=422, form=done, values=error.values, errors=error.errors)
    except uploads.WrongFile as error:
        return at.page(status=422, form=done, values=sent.values(), errors={"files": str(error)})
    except OldForm:
        if at.found.status == "valid":
            raise
        return at.page(status=409)
    except (Conflict, Refused) as error:
        if door.is_repeat(at, sent, done):
            return see(f"/l/{at.token}", done=done)
        return door.explain(at, sent, error, done)
    return see(f"/l/{at.token}", done=done)


def _too_late(session: Session, found: OpenedLink, version: int) -> Conflict:
    row = found.assignment
    if found.status == "closed" and version != row.version:
        return changed.of_assignment(session, row, seen=version)
    return Conflict("Chưa gửi được.")
