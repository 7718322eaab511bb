"""The picture of a plan's year."""

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Looking
from dondoc.board.drafting import own_plan
from dondoc.board.routing import pages
from dondoc.reports.year_svg import MEDIA_TYPE
from dondoc.usecases.year_picture import year_picture

router = pages()

#: The width of the picture by what its address says.
WIDTHS = {"rong": "wide", "vua": "middle", "hep": "narrow"}


@router.get("/ke-hoach/{number}/nam.svg")
def show_year(desk: AtDesk, session: Looking, number: int, kho: str = "rong") -> Response:
    """Return the picture in one of its widths, to stand in a page or on its own."""
    own_plan(desk, session, number)
    picture = year_picture(session, number, width=WIDTHS.get(kho, "wide"), now=desk.now)
    return Response(picture, media_type=MEDIA_TYPE)
