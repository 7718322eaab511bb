"""The board and a plan as they stood at the end of a past day: to be read, never to be changed."""

from datetime import date, timedelta

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import counting
from dondoc.board.deps import Desk
from dondoc.rules.moves import Refused
from dondoc.usecases import as_of, show
from dondoc.usecases.as_of import Past
from models.plan import Plan


def day_of(text: str) -> date:
    """Return the day that a page's address names, as 2025-06-30 or as 30/06/2025.

    Raises:
        Refused: it names none.
    """
    day, _, rest = text.strip().partition("/")
    month, _, year = rest.partition("/")
    try:
        return date(int(year), int(month), int(day)) if rest else date.fromisoformat(day)
    except ValueError as error:
        raise Refused(
            f"“{text}” không phải là một ngày có thật; hãy ghi như 30/06/2025."
        ) from error


def yesterday(desk: Desk) -> date:
    """Return the last day that can be looked back at."""
    return desk.today - timedelta(days=1)


def load(desk: Desk, session: Session, text: str) -> Past:
    """Return the ward as it stood on the day that a page's address names.

    Raises:
        Refused: it names none, or one that cannot be shown.
    """
    return as_of.load(session, desk.ward_id, day_of(text), today=desk.today)


def board_page(desk: Desk, session: Session, text: str, only: show.Filter) -> Response:
    """Show the whole ward as it stood, or say why that day cannot be shown."""
    try:
        past, error = load(desk, session, text), ""
    except Refused as refusal:
        past, error = None, str(refusal)
    views = past.assignments() if past else []
    chosen = [view for view in views if only.keeps(view)]
    by_now, by_first = counting.by_unit(chosen)
    return desk.page(
        "home_past.html",
        status=422 if error else 200,
        error=error,
        views=chosen,
        everything=len(views),
        only=only,
        is_filtered=only != show.Filter(),
        choices=counting.choices(views, past.waves if past else ()),
        tiles=counting.tiles(views),
        by_now=by_now,
        by_first=by_first,
        many_plans=len({view.plan_id for view in views}) > 1,
        **_frame(desk, past),
    )


def plan_page(desk: Desk, session: Session, plan: Plan, text: str) -> Response:
    """Show one plan as it stood, or say why that day cannot be shown."""
    try:
        past, error = load(desk, session, text), ""
    except Refused as refusal:
        past, error = None, str(refusal)
    only = show.Filter(plan_id=plan.id)
    return desk.page(
        "plan_past.html",
        status=422 if error else 200,
        error=error,
        plan=plan,
        views=past.assignments(only) if past else [],
        waves=[wave for wave in past.waves if wave.plan_id == plan.id] if past else [],
        **_frame(desk, past),
    )


def _frame(desk: Desk, past: Past | None) -> dict[str, object]:
    """Return the day that is shown, and its last instant in place of the present one."""
    return {
        "day": past.day if past else None,
        "ngay": past.day.isoformat() if past else "",
        "yesterday": yesterday(desk).isoformat(),
        "now": past.moment if past else desk.now,
    }
