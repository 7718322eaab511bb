"""Plans: what was read, what would be dated, and the officer's yes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from fastapi.responses import Response

from dondoc.board import draft_view, past_view
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Looking, Sent
from dondoc.board.drafting import clash, own_plan, seen_plan, way_back
from dondoc.board.files import file_answer
from dondoc.board.forms import IssueForm, WrongForm, read
from dondoc.board.routing import pages, see
from dondoc.board.told import Fields
from dondoc.rules.moves import Refused
from dondoc.usecases import confirm, dating, draft, draft_change, show
from dondoc.usecases.changed import Changed
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.dating import Planned
from dondoc.usecases.errors import Conflict
from models.plan import PlanState
from models.queries import plans, replanning, uploads

router = pages()

ISSUE = Fields(
    {"issued_on": ("Ngày ban hành", "date"), "for_the_record": ("Chỉ lưu vào hồ sơ", "")},
    {"for_the_record": lambda _: "có"},
)
#: How long a document that could not be read is listed.
LISTED_FOR = timedelta(days=1)


@router.get("/ke-hoach")
def list_plans(desk: AtDesk, session: Looking) -> Response:
    """List the ward's plans."""
    views = show.assignments(session, desk.ward_id, now=desk.now)
    counts = Counter(view.plan_id for view in views)
    return desk.page(
        "plans.html",
        plans=plans.plans_of(session, desk.ward_id),
        counts=counts,
        uploads=uploads.open_of(session, desk.ward_id, since=desk.now - LISTED_FOR),
    )


@router.get("/ke-hoach/{number}")
def show_plan(
    desk: AtDesk, session: Looking, number: int, issued_on: str = "", ngay: str = ""
) -> Response:
    """Show a plan, with ``ngay`` as it stood then; a draft with the dates it would give."""
    if ngay:
        plan = own_plan(desk, session, number)
        return past_view.plan_page(desk, session, plan, ngay)
    return plan_page(desk, number, issued=issued_on)


@router.get("/ke-hoach/{number}/van-ban")
def download(desk: AtDesk, session: Looking, number: int) -> Response:
    """Hand out the document as it was handed in."""
    plan = own_plan(desk, session, number)
    name = plan.file_name or f"ke-hoach-{number}.txt"
    return file_answer(plan.file_bytes, name=name, media_type="application/octet-stream")


@router.post("/ke-hoach/{number}/giao-viec")
def do_confirm(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Put the plan in force, or into the archive where it lies in the past."""
    desk.check(sent)
    desk.require_officer()
    if sent.goes_on:
        return plan_page(desk, number, issued=sent.text("issued_on"))
    try:
        form = read(IssueForm, sent)
        with desk.app.transaction() as session:
            seen_plan(desk, session, number, form.version)
            draft_change.hold(session, number, version=form.version)
            outcome = confirm.confirm(
                session, number, issued_on=form.issued_on, actor=desk.actor(),
                now=desk.now, for_the_record=form.for_the_record,
            )  # fmt: skip
    except WrongForm as error:
        return plan_page(desk, number, status=422, error=error.errors.get("issued_on", str(error)))
    except Changed as error:
        what = "Xác nhận kế hoạch và giao việc"
        stored = Stored(what=what, back=way_back(number), form=ISSUE)
        return clash(desk, sent, number, error, stored)
    except (Refused, Conflict) as error:
        return plan_page(desk, number, status=409, error=str(error))
    return see(f"/ke-hoach/{number}", done="luu-ho-so" if outcome.archived else "giao-viec")


def plan_page(
    desk: Desk, number: int, *, status: int = 200, issued: str = "", error: str = ""
) -> Response:
    """Return the page of a plan; ``error`` says why the last form was not taken."""
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        context = load_ward_context(session, desk.ward_id)
        known = draft.of_plan(plan)
        chosen = _day(issued)
        day, certainty = dating.issue_date(plan, chosen, desk.today)
        is_draft = plan.state is PlanState.DRAFT
        planned = (
            dating.preview(session, number, issued_on=chosen, now=desk.now) if is_draft else []
        )
        facts = dating.facts_of(plan, context, issued_on=day)
        views = show.assignments(
            session, desk.ward_id, now=desk.now, only=show.Filter(plan_id=number)
        )
        waves = (
            dating.waves_for(known, facts, context) if is_draft else plans.waves_of(session, number)
        )
        amended_by = plans.amending(session, number)
        in_force = plan.state is PlanState.IN_FORCE
        duties = replanning.duties_of(session, [number]) if in_force else []
        anchors = {one.key: one.on for one in replanning.anchors_of(session, [number])}
    names = {unit.key: unit.name for unit in context.own_units}
    return desk.page(
        "plan.html",
        status=status,
        plan=plan,
        amended_by=amended_by,
        lines=draft_view.lines_of(plan.text, known) if is_draft and plan.text else [],
        clauses=draft_view.clauses_of(known, planned, names, anchors, usual=context.ladder),
        elsewhere=draft_view.elsewhere_of(known),
        dropped=known.dropped,
        warnings=known.warnings,
        general=draft_view.general_warnings(known),
        waves=waves,
        duty_ids={(clause.path, duty.position): duty.id for duty, clause in duties},
        planned=planned,
        overdue_already=sum(one.already_past for one in planned),
        by_unit=_by_unit(planned),
        views=views,
        issued_on=day,
        issued_is_proposed=certainty.value == "proposed",
        is_past=is_draft and dating.is_past(plan, context, issued_on=day, today=desk.today),
        error=error,
        ngay="",
        yesterday=past_view.yesterday(desk).isoformat(),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _by_unit(planned: Sequence[Planned]) -> list[tuple[str, int]]:
    """Return how many assignments each unit would get, in the order of the plan."""
    counts = Counter(one.unit_key for one in planned)
    names = {one.unit_key: one.unit_name for one in planned}
    return [(name, counts[key]) for key, name in names.items()]
