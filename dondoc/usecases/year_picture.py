"""The picture of a plan's year as an SVG file, in the width that a reader has."""

from datetime import date, datetime

from sqlmodel import Session

from dondoc.reports.year_svg import svg_of
from dondoc.rules.year_picture import draw
from dondoc.rules.year_rows import MIDDLE, NARROW, WIDE
from dondoc.usecases.year_facts import year_facts

#: By the name of their width: for a screen, for a sheet of paper or a tablet, for a phone.
FORMATS = {"wide": WIDE, "middle": MIDDLE, "narrow": NARROW}


def year_picture(
    session: Session, plan_id: int, *, width: str, now: datetime, issued_on: date | None = None
) -> str:
    """Return the picture of a plan; of a draft, what confirming it would date.

    Raises:
        NotFound: there is no such plan.
    """
    return svg_of(draw(year_facts(session, plan_id, now=now, issued_on=issued_on), FORMATS[width]))
