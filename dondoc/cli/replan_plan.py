"""Waves, anchors and calendar of plans in force, changed or looked at in the terminal."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session

from dondoc import wording
from dondoc.cli import places, replan_words, wave_plan
from dondoc.cli.desk import Desk, day_of
from dondoc.cli.faults import WrongUse
from dondoc.rules.waves import WaveSpan
from dondoc.usecases import anchors, replan, waves
from dondoc.usecases import draft as drafts
from dondoc.usecases.anchors import Document
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.draft import DraftWave
from models.plan import PlanState


def edit_waves(
    desk: Desk, number: int, *, file: Path | None, pattern: str | None, sets: Sequence[str],
    reason: str, seen: str | None, dry: bool,
) -> None:  # fmt: skip
    """Print the waves of a plan, or give it others.

    Raises:
        WrongUse: the file or a span cannot be read.
        NotFound, Refused, Conflict: as ``waves.edit``.
    """
    if file is None and pattern is None and not sets:
        _list_waves(desk, number)
        return
    if file is not None and pattern is not None:
        raise WrongUse("Chỉ dùng một trong hai: --file hoặc --proposal.")
    app = desk.app()
    with app.reading() as session:
        is_draft = drafts.held(session, number).state is PlanState.DRAFT
        given = wave_plan.proposed(desk, session, number, pattern) if pattern else None
        current = given or waves.waves_of(session, number)
    if is_draft and pattern is not None and not sets:
        wave_plan.take(desk, number, pattern, dry=dry)
        return
    spans = _with(_from_file(file) if file else current, sets)
    with app.reading() if dry else app.transaction() as session:
        context = _context(session, number)
        now = desk.now(context.zone)
        if dry:
            shown = waves.preview(session, number, spans, reason=reason, now=now)
        else:
            shown = waves.edit(
                session, number, spans, reason=reason, actor=places.officer(context), now=now, seen=seen
            )  # fmt: skip
    replan_words.tell(desk, shown, context.zone, dry=dry)


def _context(session: Session, number: int) -> WardRows:
    return load_ward_context(session, drafts.held(session, number).ward_id)


def _list_waves(desk: Desk, number: int) -> None:
    with desk.app().reading() as session:
        found = wave_plan.current(desk, session, drafts.held(session, number))
    for one in found:
        desk.say(f"{one.key:<10}  {wave_plan.line_of(one)}")
    desk.hand_over([waves.as_json(one) for one in found])


def _from_file(file: Path) -> tuple[WaveSpan, ...]:
    try:
        given = TypeAdapter(list[DraftWave]).validate_python(
            yaml.safe_load(file.read_text("utf-8"))
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise WrongUse(
            f"--file {file}: cần danh sách các đợt dạng YAML, mỗi đợt có key, name, from, to, "
            "summary (interim hoặc final) và có thể có summary_due."
        ) from error
    return tuple(
        WaveSpan(
            one.key, one.name, one.starts_on, one.ends_on, one.summary, one.summary_due, "stated"
        )
        for one in given
    )


def _with(spans: Iterable[WaveSpan], sets: Sequence[str]) -> list[WaveSpan]:
    """Return the waves with other days for those that ``--set`` names."""
    found = {one.key: one for one in spans}
    for text in sets:
        key, sign, days = text.partition("=")
        first, dots, last = days.partition("..")
        if not sign or not dots or key not in found:
            known = ", ".join(found)
            raise WrongUse(
                f"--set “{text}”: cần dạng MÃ=TỪ..ĐẾN với mã của một đợt ({known}), ví dụ "
                "2025-1=2025-01-01..2025-06-15."
            )
        days_of = (day_of(first, option="--set"), day_of(last, option="--set"))
        found[key] = WaveSpan(
            **{**found[key].__dict__, "starts_on": days_of[0], "ends_on": days_of[1], "certainty": "stated"}
        )  # fmt: skip
    return list(found.values())


def list_anchors(desk: Desk, number: int) -> None:
    """Print the anchors of a plan.

    Raises:
        NotFound: there is no such plan.
    """
    with desk.app().reading() as session:
        drafts.held(session, number)
        found = anchors.anchors_of(session, number)
    if not found:
        desk.say("Kế hoạch này chưa có mốc nào. Thêm: dondoc anchor add SỐ “TÊN MỐC”.")
    for one in found:
        day = wording.day_short(one.on) if one.on else "chưa có ngày"
        desk.say(
            f"{one.key:<24}  {day:<12}  {one.name}{f'; {one.document}' if one.document else ''}"
        )
    desk.hand_over(
        [
            {"key": one.key, "name": one.name, "on": one.on.isoformat() if one.on else None,
             "document": one.document}
            for one in found
        ]
    )  # fmt: skip


def add_anchor(desk: Desk, number: int, name: str) -> None:
    """Make an anchor without a day.

    Raises:
        NotFound, Refused: as ``anchors.add``.
    """
    with desk.app().transaction() as session:
        context = _context(session, number)
        actor, now = places.officer(context), desk.now(context.zone)
        made = anchors.add(session, number, name, actor=actor, now=now)
        key = made.key
    desk.say(f"Đã thêm mốc {key}.")
    desk.hand_over({"plan": number, "key": key})


def set_anchor(
    desk: Desk, number: int, key: str, *, on: date, document: Document, seen: str | None, dry: bool
) -> None:
    """Give an anchor its day, with the document that gives it.

    Raises:
        NotFound, Refused, Conflict: as ``anchors.set_day``.
    """
    app = desk.app()
    with app.reading() if dry else app.transaction() as session:
        context = _context(session, number)
        now = desk.now(context.zone)
        if dry:
            shown = anchors.preview(session, number, key, on=on, document=document, now=now)
        else:
            shown = anchors.set_day(
                session, number, key, on=on, document=document, actor=places.officer(context),
                now=now, seen=seen,
            )  # fmt: skip
    replan_words.tell(desk, shown, context.zone, dry=dry)


def recompute(
    desk: Desk, *, ward_key: str | None, plan: int | None, seen: str | None, dry: bool
) -> None:
    """Compute open dates again with the ward's present working days.

    Raises:
        NotFound: there is no such ward or plan.
        Conflict: as ``replan.apply``.
    """
    app = desk.app()
    with app.reading() if dry else app.transaction() as session:
        ward_id = (
            drafts.held(session, plan).ward_id
            if plan is not None
            else places.the_ward(session, ward_key).id or 0
        )
        context = load_ward_context(session, ward_id)
        now = desk.now(context.zone)
        if dry:
            change = replan.calendar_change(context, plan)
            shown = replan.preview(session, ward_id, change, now=now)
        else:
            shown = replan.by_calendar(
                session, ward_id, plan_id=plan, actor=places.officer(context), now=now, seen=seen
            )
    replan_words.tell(desk, shown, context.zone, dry=dry)
