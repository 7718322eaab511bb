"""The board itself: first what needs an answer, then how everything stands."""

from collections.abc import Sequence

from fastapi.responses import Response

from dondoc.board import counting, past_view, watching
from dondoc.board.deps import AtDesk, Desk, Looking
from dondoc.board.files import file_answer
from dondoc.board.routing import pages
from dondoc.rules.standing import Standing
from dondoc.usecases import meeting, show, summarise
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.show import AssignmentView
from dondoc.usecases.silence import silent_work
from models.plan import PlanState
from models.queries import plans

router = pages()


@router.get("/")
def board(
    desk: AtDesk,
    session: Looking,
    don_vi: str = "",
    muc: str = "",
    tinh_trang: str = "",
    ky: str = "",
    ke_hoach: str = "",
    ngay: str = "",
) -> Response:
    """Show the board, or a narrowed table; with ``ngay`` as it stood at the end of that day."""
    only = show.Filter(
        unit=don_vi or None,
        clause=muc or None,
        standing=tinh_trang or None,
        period=ky or None,
        plan_id=int(ke_hoach) if ke_hoach.isdecimal() else None,
    )
    if not ngay and desk.ward.ended_on is not None:
        # What is left of a ward that went into another one is its last day.
        ngay = desk.ward.ended_on.isoformat()
    if ngay:
        return past_view.board_page(desk, session, ngay, only)
    views = show.assignments(session, desk.ward_id, now=desk.now)
    chosen = [view for view in views if only.keeps(view)]
    by_now, by_first = counting.by_unit(chosen)
    known = plans.plans_of(session, desk.ward_id)
    return desk.page(
        "home.html",
        views=chosen,
        everything=len(views),
        only=only,
        is_filtered=only != show.Filter(),
        choices=counting.choices(views, plans.waves_of_ward(session, desk.ward_id)),
        tiles=counting.tiles(views),
        by_now=by_now,
        by_first=by_first,
        calls=_to_call(desk, session, views),
        asleep=[view for view in views if view.standing is Standing.SLEEPING],
        questions=[view for view in views if needs_answer(view)],
        troubles=watching.troubles(session, desk.ward_id, now=desk.now),
        plans=known,
        waiting=watching.waiting(session, desk.ward_id, now=desk.now),
        drafts=[plan for plan in known if plan.state is PlanState.DRAFT],
        many_plans=len({view.plan_id for view in views}) > 1,
        ngay="",
        yesterday=past_view.yesterday(desk).isoformat(),
    )


@router.get("/giao-ban")
def meeting_sheet(desk: AtDesk, session: Looking) -> Response:
    """Hand out the sheet of overdue work for the weekly meeting."""
    sheet = meeting.meeting_sheet(session, desk.ward_id, voice=desk.app.voice, now=desk.now)
    return file_answer(
        meeting.document_of(sheet), name=meeting.file_name(sheet), media_type=summarise.DOCX
    )


def _to_call(
    desk: Desk, session: Looking, views: Sequence[AssignmentView]
) -> list[tuple[AssignmentView, str]]:
    """Return the work about whose silence somebody should phone, and whom."""
    context = load_ward_context(session, desk.ward_id)
    silent = silent_work(session, context, now=desk.now)
    ids = {unit.key: unit.id or 0 for unit in context.own_units}
    return [
        (view, context.whom_to_call(ids.get(view.unit_key, 0), desk.today))
        for view in views
        if view.id in silent
    ]


def needs_answer(view: AssignmentView) -> bool:
    """Tell whether someone waits for the office: a report, a wish, old work not yet chased."""
    untouched = not view.chased and view.standing is Standing.OVERDUE
    return view.waiting_for is not None or untouched
