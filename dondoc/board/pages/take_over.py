"""A restored backup or a copy asks whether it may speak from now on."""

from datetime import datetime

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.routing import pages, see
from dondoc.rules.moves import Refused
from dondoc.usecases import quiet, take_over
from dondoc.usecases.errors import NotAllowed
from models.place import place_of
from models.queries import wards

router = pages()

_SEVERAL = (
    "Hệ thống này có nhiều phường, xã; người quản trị máy xác nhận chung bằng lệnh: "
    "dondoc takeover."
)


@router.get("/tiep-quan")
def ask(desk: AtDesk) -> Response:
    """Say why nothing is sent, and what a yes does."""
    return _page(desk)


@router.post("/tiep-quan")
def confirm(desk: AtDesk, sent: Sent) -> Response:
    """Take the yes: from now on this is the place that sends."""
    desk.check(sent)
    desk.require_officer()
    given = sent.text("ngung-luc")
    try:
        stopped_at = datetime.fromisoformat(given).replace(tzinfo=desk.zone) if given else None
        with desk.app.transaction() as session:
            if len(wards.ward_ids(session)) > 1:
                raise NotAllowed(_SEVERAL)
            take_over.take_over(
                session, place=place_of(desk.app.engine), voice=desk.app.voice,
                actor=desk.actor(), now=desk.now, stopped_at=stopped_at,
            )  # fmt: skip
    except ValueError:
        return _page(desk, status=422, given=given, error=f"“{given}” không phải là một thời điểm.")
    except Refused as error:
        return _page(desk, status=409, given=given, error=str(error))
    return see("/", done="tiep-quan")


def _page(desk: Desk, *, status: int = 200, given: str = "", error: str = "") -> Response:
    with desk.app.reading() as session:
        row = quiet.the_installation(session)
        several = len(wards.ward_ids(session)) > 1
    waits = row is not None and row.quiet_since is not None
    saved = row.origin.get("made_at") if row is not None else None
    return desk.page(
        "take_over.html",
        status=status,
        row=row if waits else None,
        why=quiet.words(row) if row is not None and waits else "",
        saved_at=datetime.fromisoformat(saved) if saved else None,
        several=_SEVERAL if several else "",
        given=given,
        error=error,
    )
