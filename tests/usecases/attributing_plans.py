"""Commands on plans, drafts, calendars and summaries, each with the events that it must leave."""

from datetime import date

from sqlmodel import Session

from dondoc.rules.cadence import Cadence
from dondoc.usecases import (
    amend,
    amend_confirm,
    anchors,
    confirm,
    draft_change,
    draft_edit,
    draft_file,
    recadence,
    reladder,
    replan,
    summarise,
    ward_calendar,
    waves,
)
from dondoc.usecases.actor import SYSTEM
from dondoc.usecases.ward_calendar import DayEdit
from models.plan import Plan
from models.summary import Summary
from tests.factories import OFFICER
from tests.usecases.attributing import NOW, Case, World, newest
from tests.usecases.play import local
from tests.usecases.replanning import MONTHLY, day_off, span


def edited(session: Session, number: int) -> str:
    """The draft as a file in which somebody has written."""
    text = draft_file.as_yaml(session.get_one(Plan, number))
    return text.replace("mode: assign", "mode: request", 1)


def drafted(world: World) -> int:
    made = summarise.draft(world.session, world.ward.plan_id, "2025-1", now=NOW, actor=OFFICER)
    return made.id or 0


def anchored(world: World) -> str:
    made = anchors.add(
        world.session, world.ward.plan_id, "tỉnh ban hành hướng dẫn", actor=OFFICER, now=NOW
    )
    return made.key


PLANS: dict[str, Case] = {
    "reladder.set_ladder": Case(
        lambda w: reladder.set_ladder(
            w.session, w.ward.plan_id, w.row("V.2").duty_id, {"before": [5]}, reason="họp",
            actor=OFFICER, now=NOW,
        ),
        {"ladder": 1},
    ),
    "confirm.confirm": Case(
        lambda w: confirm.confirm(w.session, w.draft_id, actor=OFFICER, now=NOW),
        {"plan": 1, "assigned": 1},
    ),
    "amend_confirm.confirm": Case(
        lambda w: amend_confirm.confirm(w.session, w.amendment_id, actor=OFFICER, now=NOW),
        {"plan": 1, "amend": 1},
    ),
    "waves.edit": Case(
        lambda w: waves.edit(
            w.session, w.ward.plan_id,
            [span("2025-1", "Đợt 1", "2025-03-03", "2025-05-31"),
             span("2025-2", "Đợt 2", "2025-06-01", "2025-12-31", summary="final")],
            reason="họp", actor=OFFICER, now=NOW,
        ),
        {"waves": 1},
    ),
    "recadence.edit": Case(
        lambda w: recadence.edit(
            w.session, w.ward.plan_id, w.row("V.2").duty_id,
            Cadence.from_json(MONTHLY | {"day": 20}), reason="họp", actor=OFFICER, now=NOW,
        ),
        {"cadence": 1, "replan": 10},
    ),
    "anchors.add": Case(anchored, {"anchor": 1}),
    "anchors.set_day": Case(
        lambda w: anchors.set_day(
            w.session, w.ward.plan_id, anchors.anchors_of(w.session, w.ward.plan_id)[0].key,
            on=date(2025, 4, 1), actor=OFFICER, now=NOW,
        ),
        {"anchor": 1}, first=(anchored,),
    ),
    "ward_calendar.set_days": Case(
        lambda w: ward_calendar.set_days(
            w.session, w.ward.ward_id,
            DayEdit(first=date(2025, 3, 25), last=date(2025, 3, 25), kind="off", reason="Lễ hội"),
            actor=OFFICER, now=NOW,
        ),
        {"calendar": 1, "replan": 1},
    ),
    "ward_calendar.confirm_year": Case(
        lambda w: ward_calendar.confirm_year(
            w.session, w.ward.ward_id, 2025, actor=OFFICER, now=NOW
        ),
        {"calendar-confirmed": 1},
    ),
    "summarise.draft": Case(drafted, {"summary": 1}),
    "summarise.note": Case(
        lambda w: summarise.note(
            w.session, newest(w, Summary), notes_by_part={"IV": "Kiến nghị."}, actor=OFFICER,
            now=NOW,
        ),
        {"summary": 1}, first=(drafted,),
    ),
    "summarise.sign_off": Case(
        lambda w: summarise.sign_off(
            w.session, newest(w, Summary), number="45/BC-UBND", voice=w.app.voice, actor=OFFICER,
            now=NOW,
        ),
        {"summary": 1}, first=(drafted,),
    ),
    "replan.by_calendar": Case(
        lambda w: replan.by_calendar(w.session, w.ward.ward_id, actor=OFFICER, now=NOW),
        {"calendar": 1, "replan": 1}, first=(lambda w: day_off(w.session, w.ward, "2025-04-25"),),
    ),
    "draft_change.change": Case(
        lambda w: draft_change.change(
            w.session, w.draft_id, lambda draft: draft_edit.drop(draft, draft.clauses[0].path), what="Bỏ mục",
            actor=OFFICER, now=NOW,
        ),
        {"draft": 1},
    ),
    "draft_change.set_head": Case(
        lambda w: draft_change.set_head(
            w.session, w.draft_id, version=1, title="Tên khác", number="7/KH-UBND", year=2025,
            issued_on=None, actor=OFFICER, now=NOW,
        ),
        {"draft": 1},
    ),
    "draft_change.discard": Case(
        lambda w: draft_change.discard(w.session, w.draft_id, version=1, actor=OFFICER, now=NOW),
        {"draft": 1},
    ),
    "draft_file.replace": Case(
        lambda w: draft_file.replace(
            w.session, w.draft_id, edited(w.session, w.draft_id), actor=OFFICER, now=NOW
        ),
        {"draft": 1},
    ),
    "amend.choose": Case(
        lambda w: amend.choose(w.session, w.amendment_id, of=None, actor=OFFICER, now=NOW),
        {"draft": 1},
    ),
    "amend.pair_by_hand": Case(
        lambda w: amend.pair_by_hand(
            w.session, w.amendment_id, pairs={"V.1": ""}, actor=OFFICER, now=NOW
        ),
        {"draft": 1},
    ),
    # What nobody asked for: the program itself, or a file, is named as the one who did it.
    "replan.recompute": Case(
        lambda w: replan.recompute(w.session, w.ward.ward_id, now=NOW),
        {"calendar": 1, "replan": 1}, SYSTEM,
        (lambda w: day_off(w.session, w.ward, "2025-04-25"),),
    ),
    "summarise.draft_due": Case(
        lambda w: summarise.draft_due(w.session, w.ward.ward_id, now=local("2025-07-01 06:15")),
        {"summary": 1}, SYSTEM,
    ),
}  # fmt: skip
