"""The reminders of one duty of a plan in force: the form, what would follow, the officer's yes."""

from datetime import datetime
from itertools import groupby
from typing import Any

from fastapi.responses import Response
from sqlmodel import Session

from dondoc.board import conflicts, ladder_form, ladder_sides
from dondoc.board.conflicts import Stored
from dondoc.board.deps import AtDesk, Desk, Sent
from dondoc.board.drafting import own_plan
from dondoc.board.forms import Posted, VersionForm, read
from dondoc.board.ladder_form import Steps, WrongSteps
from dondoc.board.routing import pages, see
from dondoc.board.wave_form import REASON
from dondoc.rules import both
from dondoc.rules import ladder as rules
from dondoc.rules.ladder import Ladder
from dondoc.rules.moves import Refused
from dondoc.usecases import recadence, reladder
from dondoc.usecases.changed import Changed
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict
from dondoc.usecases.in_force import require_seen
from dondoc.usecases.reladder_preview import SHOWN, Line, Preview
from models.plan import Clause, Duty, Plan

router = pages()
WHAT = "Sửa thang nhắc"
#: Fields that the page makes itself.
_OWN = frozenset({"nonce", "lam", "seen"})


@router.get("/ke-hoach/{number}/nhiem-vu/{duty_id}/thang-nhac")
def show_form(desk: AtDesk, number: int, duty_id: int) -> Response:
    """Show how a duty is reminded of, to be edited."""
    desk.require_officer()
    return _form_page(desk, number, duty_id)


@router.post("/ke-hoach/{number}/nhiem-vu/{duty_id}/thang-nhac")
def save(desk: AtDesk, sent: Sent, number: int, duty_id: int) -> Response:
    """Show what other reminders change, or write them down as they were shown."""
    desk.check(sent)
    desk.require_officer()
    steps = _typed(sent)
    if sent.text("lam") == "sua" or sent.goes_on:
        return _form_page(desk, number, duty_id, steps=steps, sent=sent)
    try:
        own = _chosen(desk, number, duty_id, steps)
        if sent.text("lam") == "luu":
            return _carried_out(desk, sent, number, duty_id, own)
        return _preview(desk, sent, number, duty_id, own)
    except (Refused, WrongSteps) as error:
        return _form_page(
            desk, number, duty_id, steps=steps, sent=sent, words=str(error), status=422
        )
    except Changed as error:
        return _clash(desk, sent, number, duty_id, error)


def _typed(sent: Posted) -> Steps:
    return ladder_form.typed(lambda name: sent.text(f"{ladder_form.PREFIX}{name}"))


def _found(
    desk: Desk, session: Session, number: int, duty_id: int
) -> tuple[Plan, Duty, Clause, Ladder]:
    plan = own_plan(desk, session, number)
    duty, clause = recadence.duty_of(session, plan, duty_id)
    return plan, duty, clause, load_ward_context(session, desk.ward_id).ladder


def _chosen(desk: Desk, number: int, duty_id: int, steps: Steps) -> dict[str, Any]:
    with desk.app.reading() as session:
        _, duty, _, usual = _found(desk, session, number, duty_id)
    return ladder_form.chosen(steps, usual, duty.ladder)


def _clash(desk: Desk, sent: Posted, number: int, duty_id: int, error: Changed) -> Response:
    with desk.app.reading() as session:
        plan, duty, clause, usual = _found(desk, session, number, duty_id)
    fields = both.beside(*ladder_sides.sides(sent, duty.ladder, usual))
    fields += both.beside(None, None, REASON.told(sent.pairs))
    stored = Stored(
        what=f"{WHAT}, mục {clause.path}", back=(f"/ke-hoach/{number}", "Mở kế hoạch hiện tại"),
        version=plan.version, fields=fields, pairs=ladder_sides.base_of(duty.ladder),
        without=("lam", "seen", *(f"{ladder_form.PREFIX}{one}" for one in vars(Steps()))),
    )  # fmt: skip
    return conflicts.at_desk(desk, sent, error, stored)


def _preview(
    desk: Desk, sent: Posted, number: int, duty_id: int, own: dict[str, Any], *, error: str = ""
) -> Response:
    reason = sent.text("reason")
    with desk.app.reading() as session:
        plan, _, clause, _ = _found(desk, session, number, duty_id)
        require_seen(session, plan, read(VersionForm, sent).version)
        shown = reladder.preview(session, number, duty_id, own, reason=reason, now=desk.now)
    fields = [(name, text) for name, text in sent.pairs if name not in _OWN]
    return desk.page(
        "replan_ladder_preview.html", status=409 if error else 200, plan=plan, clause=clause,
        shown=shown, groups=_alike(shown), fields=fields, error=error, reason=reason, SHOWN=SHOWN,
        action=f"/ke-hoach/{number}/nhiem-vu/{duty_id}/thang-nhac",
    )  # fmt: skip


def _alike(shown: Preview) -> list[list[Line]]:
    """Return the lines, those of one day with the same reminders together."""
    return [list(group) for _, group in groupby(sorted(shown.lines, key=_day), key=_day)]


def _day(line: Line) -> tuple[datetime, list[tuple[datetime, ...]]]:
    now = (line.at_once,) if line.at_once else ()
    told = (line.before, line.after, now)
    return line.row.due_at, [tuple(one.moment_at for one in rungs) for rungs in told]


def _carried_out(
    desk: Desk, sent: Posted, number: int, duty_id: int, own: dict[str, Any]
) -> Response:
    version = read(VersionForm, sent).version
    try:
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            reladder.set_ladder(
                session, number, duty_id, own, reason=sent.text("reason"), actor=desk.actor(),
                now=desk.now, version=version, seen=sent.text("seen"),
            )  # fmt: skip
    except Conflict as error:
        return _preview(desk, sent, number, duty_id, own, error=str(error))
    return see(f"/ke-hoach/{number}", done="thang-nhac")


def _form_page(
    desk: Desk,
    number: int,
    duty_id: int,
    *,
    steps: Steps | None = None,
    sent: Posted | None = None,
    words: str = "",
    status: int = 200,
) -> Response:
    with desk.app.reading() as session:
        plan, duty, clause, usual = _found(desk, session, number, duty_id)
    return desk.page(
        "replan_ladder.html", status=status, plan=plan, duty=duty, clause=clause,
        steps=steps or ladder_form.filled(duty.ladder, usual),
        now_is=ladder_sides.words(duty.ladder, usual), usual_is=rules.words(usual), words=words,
        reason=sent.text("reason") if sent else "",
        **conflicts.opened(sent, plan.version, ladder_sides.base_of(duty.ladder)),
    )  # fmt: skip
