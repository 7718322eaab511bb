"""The log of the ward: everything that was changed, by whom, when and why, newest first."""

from datetime import date
from urllib.parse import urlencode

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Looking
from dondoc.board.past_view import day_of
from dondoc.board.routing import pages
from dondoc.rules.moves import Refused
from dondoc.usecases import log
from dondoc.usecases.errors import NotFound
from dondoc.usecases.log import PAGE, Narrowing

router = pages()
PATH = "/nhat-ky"


@router.get(PATH)
def show_log(
    desk: AtDesk,
    session: Looking,
    loai: str = "",
    don_vi: str = "",
    nguoi: str = "",
    tu: str = "",
    den: str = "",
    trang: str = "1",
) -> Response:
    """Show one page of the log; a filter that cannot be used is refused in words."""
    number = int(trang) if trang.isdecimal() and 0 < len(trang) < 7 else 1
    number, error = max(number, 1), ""
    given = {"loai": loai, "don_vi": don_vi, "nguoi": nguoi, "tu": tu, "den": den}
    try:
        only = Narrowing(kind=loai, unit=don_vi, person=nguoi, first=_day(tu), last=_day(den))
        # One more than is shown tells whether there is another page.
        entries = log.read(session, desk.ward_id, only, limit=PAGE + 1, offset=(number - 1) * PAGE)
    except (Refused, NotFound) as refusal:
        entries, error = [], str(refusal)
    query = urlencode({name: value for name, value in given.items() if value})
    return desk.page(
        "log.html",
        status=422 if error else 200,
        error=error,
        entries=entries[:PAGE],
        choices=log.choices(session, desk.ward_id),
        given=given,
        is_filtered=bool(query),
        number=number,
        before=f"{PATH}?{query}&trang={number - 1}" if number > 1 else "",
        after=f"{PATH}?{query}&trang={number + 1}" if len(entries) > PAGE else "",
    )


def _day(text: str) -> date | None:
    return day_of(text) if text else None
