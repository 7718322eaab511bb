"""What every edit of a draft on the board shares: carried out once, or told why not."""

from collections.abc import Callable
from dataclasses import replace

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import conflicts
from dondoc.board.conflicts import Stored, Way
from dondoc.board.deps import Desk
from dondoc.board.forms import Posted, VersionForm, read
from dondoc.board.routing import see
from dondoc.board.told import Fields
from dondoc.rules.moves import Refused
from dondoc.usecases import draft, draft_change
from dondoc.usecases.changed import Changed
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.draft import Draft, WrongDraft
from dondoc.usecases.draft_change import Edit
from dondoc.usecases.draft_edit import Reread
from dondoc.usecases.draft_reread import reader
from dondoc.usecases.draft_warnings import directory_of
from dondoc.usecases.errors import NotFound
from models.plan import Plan, PlanState

Act = Callable[[Session, int], Response]
#: Tells whether a press that came too late means the same of the draft as it is now.
Still = Callable[[Draft], bool]


def carried_out(
    desk: Desk,
    sent: Posted,
    number: int,
    edit: Edit,
    *,
    what: str,
    done: str,
    at: str = "",
    still: Still = lambda _: True,
    fields: Fields | None = None,
) -> Response:
    """Carry an edit out and go back to the draft, at the clause ``at`` where one is named.

    ``what`` says in Vietnamese what is done, in the log and for whoever comes too late; ``still``
    tells of the draft as it is then whether the same press still means the same.
    """

    def act(session: Session, version: int) -> Response:
        plan = draft_change.change(
            session, number, edit, what=what, actor=desk.actor(), now=desk.now, version=version
        )
        return back_to(number, draft.of_plan(plan), done=done, at=at)

    return answered(desk, sent, number, act, what=what, still=still, fields=fields)


def answered(
    desk: Desk,
    sent: Posted,
    number: int,
    act: Act,
    *,
    what: str,
    still: Still = lambda _: True,
    fields: Fields | None = None,
) -> Response:
    """Do something to a draft as it was seen; ``act`` gets its version and says where to go."""
    desk.check(sent)
    desk.require_officer()
    if sent.goes_on:
        return see(f"/ke-hoach/{number}")
    version = read(VersionForm, sent).version
    try:
        with desk.app.transaction() as session:
            seen_plan(desk, session, number, version)
            return act(session, version)
    except Changed as error:
        stored = Stored(what=what, back=way_back(number), form=fields or Fields({}))
        return clash(desk, sent, number, error, stored, still=still)
    except Refused as error:
        return stale(desk, number, str(error), what)
    except WrongDraft as error:
        return stale(desk, number, str(error), what, status=422)


def clash(
    desk: Desk,
    sent: Posted,
    number: int,
    error: Changed,
    stored: Stored,
    *,
    still: Still = lambda _: True,
) -> Response:
    """Return the page for an edit of a draft that came too late.

    It can be sent again while there is a draft and ``still`` holds of it.
    """
    with desk.app.reading() as session:
        plan = session.get(Plan, number)
        if plan is not None and plan.state is PlanState.DRAFT and still(draft.of_plan(plan)):
            stored = replace(stored, version=plan.version)
    if plan is None:
        stored = replace(stored, back=("/ke-hoach", "Mở danh sách kế hoạch"))
    return conflicts.at_desk(desk, sent, error, stored)


def gone_page(
    desk: Desk, sent: Posted, number: int, *, what: str, fields: Fields | None = None
) -> Response | None:
    """Return the page for an edit of a draft that was given up since; None while it is there."""
    desk.check(sent)
    desk.require_officer()
    try:
        with desk.app.reading() as session:
            seen_plan(desk, session, number, read(VersionForm, sent).version)
    except Changed as error:
        stored = Stored(what=what, back=way_back(number), form=fields or Fields({}))
        return clash(desk, sent, number, error, stored)
    return None


def seen_plan(desk: Desk, session: Session, number: int, version: int) -> Plan:
    """Return a plan of the person's ward that the form was about.

    Raises:
        NotFound: as ``own_plan``.
        Changed: it was a draft and was given up since.
    """
    try:
        return own_plan(desk, session, number)
    except NotFound:
        gone = draft_change.gone(session, desk.ward_id, number, version)
        raise gone or NotFound(f"Không có kế hoạch số {number}.") from None


def way_back(number: int) -> Way:
    """Return the way to a draft."""
    return f"/ke-hoach/{number}", "Mở dự thảo hiện tại"


def back_to(number: int, known: Draft, *, done: str, at: str = "") -> Response:
    """Return to the draft's page, where possible to the card of a clause."""
    answer = see(f"/ke-hoach/{number}", done=done)
    place = next((n for n, one in enumerate(known.clauses, start=1) if one.path == at), 0)
    anchor = f"muc-{place}" if place else "du-thao"
    answer.headers["location"] += f"#{anchor}"
    return answer


def stale(desk: Desk, number: int, words: str, what: str, *, status: int = 409) -> Response:
    """Say that an edit was not carried out, and lead to the draft as it is now."""
    return desk.page("draft_conflict.html", status=status, number=number, words=words, what=what)


def opened(desk: Desk, number: int) -> tuple[Plan, Draft, WardRows]:
    """Return a plan of the person's ward, its draft and the ward, to be shown.

    Raises:
        NotFound: as ``own_plan``.
    """
    with desk.app.reading() as session:
        plan = own_plan(desk, session, number)
        return plan, draft.of_plan(plan), load_ward_context(session, plan.ward_id)


def own_plan(desk: Desk, session: Session, number: int) -> Plan:
    """Return a plan of the person's ward.

    Raises:
        NotFound: there is none with this number.
    """
    plan = draft.held(session, number)
    desk.require_own(plan.ward_id)
    return plan


def reread_for(session: Session, plan: Plan) -> Reread:
    """Return what reads one text as a clause of this plan."""
    context = load_ward_context(session, plan.ward_id)
    year = plan.year or (plan.issued_on.year if plan.issued_on else None)
    return reader(directory_of(context), year=year)
