"""Calendar files for programs and phones: feeds by their address, one deadline by a unit's link."""

import hashlib

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response

from dondoc.board.deps import App, Now
from dondoc.board.routing import pages
from dondoc.usecases import feed_content, links
from dondoc.usecases.errors import NotFound
from notifications.calendar_file import MEDIA_TYPE

router = pages()


@router.get("/lich/{token}.ics")
def feed(request: Request, app: App, now: Now, token: str) -> Response:
    """Hand out the calendar of a feed, or one sentence in the place of it; changes nothing."""
    try:
        with app.reading() as session:
            content = feed_content.content_of(session, token, voice=app.voice, now=now)
    except NotFound as error:
        return PlainTextResponse(str(error), 404)
    except feed_content.Revoked as error:
        return PlainTextResponse(str(error), 410)
    headers = {
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        # A revoked feed must die at once, so whoever keeps a copy has to ask before using it.
        "Cache-Control": "private, no-cache",
    }
    if _knows(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return _file(content, "lich-dondoc.ics", headers)


@router.get("/l/{token}/lich.ics")
def deadline(app: App, now: Now, token: str) -> Response:
    """Hand out the deadline of a unit's link as a file."""
    try:
        with app.reading() as session:
            content = feed_content.content_of_link(
                session, links.open_link(session, token, now=now), voice=app.voice,
                url=f"{app.voice.base_url}/l/{token}",
            )  # fmt: skip
    except NotFound as error:
        return PlainTextResponse(str(error), 404)
    except feed_content.Revoked as error:
        return PlainTextResponse(str(error), 410)
    return _file(content, "nhiem-vu.ics", {})


def _file(content: bytes, name: str, headers: dict[str, str]) -> Response:
    shown = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, media_type=MEDIA_TYPE, headers=headers | shown)


def _knows(request: Request, etag: str) -> bool:
    """Tell whether the program has this very content; a weak tag compares like a strong one."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or etag in {
        one.strip().removeprefix("W/") for one in given.split(",")
    }
