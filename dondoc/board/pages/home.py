"""The board itself: first what needs an answer, then how everything stands."""

from collections.abc import Sequence

from fastapi.responses import Response

from dondoc import wording
from dondoc.board import counting, watching
from dondoc.board.deps import AtDesk, Looking
from dondoc.board.routing import pages
from dondoc.rules.standing import Standing
from dondoc.usecases import show
from dondoc.usecases.show import AssignmentView
from models.plan import PlanState, Wave
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
) -> Response:
    """Show the board, or a narrowed table."""
    only = show.Filter(
        unit=don_vi or None,
        clause=muc or None,
        standing=tinh_trang or None,
        period=ky or None,
        plan_id=int(ke_hoach) if ke_hoach.isdecimal() else None,
    )
    views = show.assignments(session, desk.ward_id, now=desk.now)
    chosen = [view for view in views if only.keeps(view)]
    lines, together = counting.unit_lines(chosen)
    known = plans.plans_of(session, desk.ward_id)
    return desk.page(
        "home.html",
        views=chosen,
        everything=len(views),
        only=only,
        is_filtered=only != show.Filter(),
        choices=_choices(views, plans.waves_of_ward(session, desk.ward_id)),
        tiles=counting.tiles(views),
        lines=lines,
        together=together,
        asleep=[view for view in views if view.standing is Standing.SLEEPING],
        questions=[view for view in views if needs_answer(view)],
        troubles=watching.troubles(session, desk.ward_id, now=desk.now),
        plans=known,
        drafts=[plan for plan in known if plan.state is PlanState.DRAFT],
        many_plans=len({view.plan_id for view in views}) > 1,
    )


def needs_answer(view: AssignmentView) -> bool:
    """Tell whether someone waits for the office: a report, a wish, old work not yet chased."""
    untouched = not view.chased and view.standing is Standing.OVERDUE
    return view.waiting_for is not None or untouched


def _choices(views: Sequence[AssignmentView], waves: Sequence[Wave]) -> dict[str, dict[str, str]]:
    """Return for each filter what there is to choose from, in the order of the plan."""
    standings = {view.standing.value for view in views}
    months = sorted({f"{view.due_local:%Y-%m}" for view in views})
    return {
        "don_vi": {view.unit_key: view.unit_name for view in views},
        "muc": {view.clause_path: f"Mục {view.clause_path}" for view in views},
        "tinh_trang": {
            key: wording.capital(name)
            for key, name in wording.STANDING_NAMES.items()
            if key in standings
        },
        "ky": {wave.key: wave.name for wave in waves}
        | {month: f"Hạn trong tháng {month[5:]}/{month[:4]}" for month in months},
        "ke_hoach": {str(view.plan_id): wording.short(view.plan_title, 60) for view in views},
    }
