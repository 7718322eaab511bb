"""Waves to choose from, listed, and taken into a draft, in the terminal."""

from dataclasses import replace

from sqlmodel import Session

from dondoc import wording
from dondoc.cli import places
from dondoc.cli.desk import Desk
from dondoc.rules.waves import WaveSpan
from dondoc.usecases import dating, draft_change, wave_choice, waves
from dondoc.usecases import draft as drafts
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.draft import Draft
from models.plan import Plan, PlanState


def list_choices(desk: Desk, number: int) -> None:
    """Print what the waves of a plan can be taken from.

    Raises:
        NotFound: there is no such plan.
    """
    with desk.app().reading() as session:
        plan = drafts.held(session, number)
        context = load_ward_context(session, plan.ward_id)
        found = wave_choice.choices(plan, context, today=context.day(desk.now(context.zone)))
    for one in found:
        desk.say(f"{one.key:<20}{one.name}")
        for wave in one.waves:
            desk.say(f"    {line_of(wave)}")
    desk.hand_over(
        [
            {"key": one.key, "name": one.name, "waves": [waves.as_json(wave) for wave in one.waves]}
            for one in found
        ]
    )


def line_of(wave: WaveSpan) -> str:
    """Return a wave in one line: its days, its summary and the day of that, its name."""
    kind = "tổng kết" if wave.summary == "final" else "sơ kết"
    first, last = wording.day_short(wave.starts_on), wording.day_short(wave.ends_on)
    due = f"nộp {wording.day_short(wave.summary_due_on)}" if wave.summary_due_on else ""
    return f"{first} – {last}  {kind:<8}  {due:<14}  {wave.name}"


def proposed(desk: Desk, session: Session, number: int, key: str) -> tuple[WaveSpan, ...]:
    """Return the waves of one choice; who names it by a command means them.

    Raises:
        NotFound: there is no such plan.
        Refused: there is no such choice.
    """
    plan = drafts.held(session, number)
    context = load_ward_context(session, plan.ward_id)
    found = wave_choice.chosen(plan, context, key, today=context.day(desk.now(context.zone)))
    return tuple(replace(one, certainty="stated") for one in found)


def current(desk: Desk, session: Session, plan: Plan) -> tuple[WaveSpan, ...]:
    """Return the waves of a plan, of a draft those that confirming would use."""
    if plan.state is not PlanState.DRAFT:
        return waves.waves_of(session, plan.id or 0)
    context = load_ward_context(session, plan.ward_id)
    issued_on, _ = dating.issue_date(plan, None, context.day(desk.now(context.zone)))
    facts = dating.facts_of(plan, context, issued_on=issued_on)
    return dating.waves_for(drafts.of_plan(plan), facts, context)


def take(desk: Desk, number: int, key: str, *, dry: bool) -> None:
    """Give a draft the waves of one choice; ``dry`` only prints them.

    Raises:
        NotFound, Refused: as ``proposed`` and ``draft_change.change``.
    """
    app = desk.app()
    with app.reading() if dry else app.transaction() as session:
        chosen = proposed(desk, session, number, key)

        def edit(draft: Draft) -> Draft:
            return draft.model_copy(update={"waves": wave_choice.as_draft(chosen)})

        if not dry:
            context = load_ward_context(session, drafts.held(session, number).ward_id)
            draft_change.change(
                session, number, edit, what="Sửa các đợt", actor=places.officer(context),
                now=desk.now(context.zone),
            )  # fmt: skip
    done = "Chưa ghi:" if dry else "Đã ghi"
    desk.say(f"{done} {len(chosen)} đợt vào dự thảo số {number}.")
    for wave in chosen:
        desk.say(f"    {line_of(wave)}")
    desk.hand_over([waves.as_json(wave) for wave in chosen])
