"""Importing a document, and confirming what was read."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer
from sqlmodel import Session

from dondoc.cli import places, plan_amend
from dondoc.cli.desk import Desk
from dondoc.cli.plan_reading import read_file
from dondoc.cli.plan_words import draft_lines
from dondoc.reading.draft import Reading
from dondoc.rules.moves import Refused
from dondoc.usecases import confirm, dating, import_plan
from dondoc.usecases import draft as drafts
from dondoc.usecases.confirm import ConfirmOutcome
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.import_plan import AlreadyImported
from models.plan import Plan, PlanState


def import_document(
    desk: Desk, file: Path, *, ward_key: str | None, issued_on: date | None, yes: bool
) -> None:
    """Store the draft, show it, and confirm it at once with ``yes``.

    Raises:
        UnreadableDocument, NotFound, DatabaseTrouble: nothing was stored.
    """
    reading = read_file(file)
    content = file.read_bytes()
    app = desk.app()
    try:
        with app.transaction() as session:
            context = _context(session, ward_key)
            now = desk.now(context.zone)
            plan = import_plan.import_plan(
                session, context.ward_id, reading=reading, file_name=file.name,
                file_bytes=content, issued_on=issued_on, now=now,
            )  # fmt: skip
            amends = plan.amends_id is not None
            planned = dating.preview(session, plan.id or 0, issued_on=issued_on, now=now)
            past = _is_past(plan, context, issued_on, now)
            at_once = yes and not amends
            outcome = _confirm(session, context, plan, issued_on, now, past) if at_once else None
    except AlreadyImported as same:
        _tell_already(desk, same)
        return
    if amends:
        _go_on_amending(desk, plan, yes=yes)
        return
    desk.say_all(draft_lines(plan, drafts.of_plan(plan), planned, in_colour=desk.in_colour))
    desk.say()
    _tell_issue_date(desk, reading, issued_on)
    if outcome is None and past:
        outcome = _ask_about_past(desk, plan, context, issued_on, now)
    elif outcome is None:
        desk.say(f"Đã lưu dự thảo số {plan.id}, chưa giao việc, chưa gửi thư.")
        desk.say(f"Sửa: dondoc plan draft {plan.id} --out dự-thảo.yaml")
        desk.say(f"Xác nhận: dondoc plan confirm {plan.id}")
    _tell_outcome(desk, plan, outcome)
    desk.hand_over(_as_json(plan, outcome))


def _go_on_amending(desk: Desk, plan: Plan, *, yes: bool) -> None:
    """Show what an amending document changes; with ``yes`` carry it out."""
    number = plan.id or 0
    desk.say(f"Đã lưu dự thảo số {number}: văn bản này sửa đổi kế hoạch số {plan.amends_id}.")
    if yes:
        plan_amend.confirm(desk, number, seen=None)
        return
    plan_amend.compare(desk, number)


def _context(session: Session, ward_key: str | None) -> WardRows:
    return load_ward_context(session, places.the_ward(session, ward_key).id or 0)


def _is_past(plan: Plan, context: WardRows, issued_on: date | None, now: datetime) -> bool:
    today = context.day(now)
    day, _ = dating.issue_date(plan, issued_on, today)
    return dating.is_past(plan, context, issued_on=day, today=today)


def _confirm(
    session: Session,
    context: WardRows,
    plan: Plan,
    issued_on: date | None,
    now: datetime,
    for_the_record: bool,
) -> ConfirmOutcome:
    return confirm.confirm(
        session, plan.id or 0, issued_on=issued_on, actor=places.officer(context),
        now=now, for_the_record=for_the_record,
    )  # fmt: skip


def _ask_about_past(
    desk: Desk, plan: Plan, context: WardRows, issued_on: date | None, now: datetime
) -> ConfirmOutcome | None:
    """Let the person say whether a plan whose span has passed is kept for the record."""
    desk.say("Toàn bộ thời gian của kế hoạch này đã qua; không có gì để đôn đốc.")
    if desk.as_json or not sys.stdin.isatty() or not _says_yes():
        desk.say(f"Giữ dự thảo số {plan.id}, chưa giao việc, chưa gửi thư.")
        desk.say(f"Lưu hồ sơ: dondoc plan confirm {plan.id} --for-the-record")
        return None
    with desk.app().transaction() as session:
        return _confirm(session, context, plan, issued_on, now, for_the_record=True)


def _says_yes() -> bool:
    answer: str = typer.prompt(
        "Nhập để lưu hồ sơ, không đôn đốc? [y/N]", default="N", show_default=False
    )
    return answer.strip().casefold() in {"y", "yes", "c", "có", "co"}


def _tell_already(desk: Desk, same: AlreadyImported) -> None:
    with desk.app().reading() as session:
        plan = drafts.held(session, same.plan_id)
    desk.say(str(same))
    if plan.state is PlanState.DRAFT:
        desk.say(f"Đang là dự thảo. Xác nhận: dondoc plan confirm {plan.id}")
    desk.hand_over({**_as_json(plan, None), "already_imported": True})


def _tell_issue_date(desk: Desk, reading: Reading, issued_on: date | None) -> None:
    printed = reading.document.issued_on
    if issued_on is not None and printed is not None and printed != issued_on:
        desk.say(f"Văn bản ghi ngày ban hành {printed:%d/%m/%Y}; không dùng --issued-on.")


def confirm_draft(
    desk: Desk, number: int, *, issued_on: date | None, for_the_record: bool, seen: str | None
) -> None:
    """Date a stored draft and put it in force, or into the archive; or carry an amendment out.

    Raises:
        NotFound, Refused: there is no such draft, or its whole span has passed and nobody said
            that it is for the record.
    """
    with desk.app().reading() as session:
        amends = drafts.held(session, number).amends_id is not None
    if amends and not for_the_record:
        plan_amend.confirm(desk, number, seen=seen)
        return
    with desk.app().transaction() as session:
        plan = drafts.held(session, number)
        context = load_ward_context(session, plan.ward_id)
        now = desk.now(context.zone)
        past = plan.state is PlanState.DRAFT and _is_past(plan, context, issued_on, now)
        if past and not for_the_record:
            raise Refused(
                f"Toàn bộ thời gian của kế hoạch số {number} đã qua; không có gì để đôn đốc. "
                f"Lưu hồ sơ: dondoc plan confirm {number} --for-the-record."
            )
        outcome = _confirm(session, context, plan, issued_on, now, for_the_record)
    _tell_outcome(desk, plan, outcome)
    desk.hand_over(_as_json(plan, outcome))


def _tell_outcome(desk: Desk, plan: Plan, outcome: ConfirmOutcome | None) -> None:
    if outcome is None:
        return
    if outcome.archived:
        desk.say(f"Đã nhập kế hoạch số {plan.id} để lưu hồ sơ: không đôn đốc, không gửi thư.")
        return
    desk.say(f"Đã xác nhận kế hoạch số {plan.id}: {outcome.assignments} nhiệm vụ có thời hạn.")
    if outcome.overdue_at_import:
        desk.say(
            f"{outcome.overdue_at_import} nhiệm vụ đã quá hạn khi nhập, chưa đôn đốc. "
            "Xem: dondoc assignments --standing overdue; bắt đầu đôn đốc: dondoc chase MÃ"
        )


def _as_json(plan: Plan, outcome: ConfirmOutcome | None) -> dict[str, Any]:
    draft = drafts.of_plan(plan)
    return {
        "plan": plan.id,
        "state": plan.state.value,
        "number": plan.number,
        "title": plan.title,
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else None,
        "clauses": len(draft.clauses),
        "assignments": outcome.assignments if outcome else 0,
        "overdue_at_import": outcome.overdue_at_import if outcome else 0,
        "already_imported": False,
        "warnings": draft.warnings,
    }
