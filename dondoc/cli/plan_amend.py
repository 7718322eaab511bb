"""Amending documents in the terminal: which plan they amend, what changes, and the yes to it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.cli import places
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse
from dondoc.usecases import amend, amend_compare, amend_confirm
from dondoc.usecases import draft as drafts
from dondoc.usecases.context import load_ward_context

KINDS = {
    "added": "+ bổ sung",
    "changed": "~ sửa đổi",
    "dropped": "- bãi bỏ",
    "moved": "> đổi vị trí",
}


def choose(
    desk: Desk, number: int, *, of: int | None, none: bool, whole: bool | None, pairs: Iterable[str]
) -> None:
    """Say which plan a draft amends, and how its clauses pair; then show the comparison.

    Raises:
        NotFound, Refused: as ``amend.choose`` and ``amend.pair_by_hand``.
        WrongUse: neither a plan, nor ``--none``, nor a pair is given, or a pair is no pair.
    """
    given = dict(_pair(text) for text in pairs)
    if of is None and not none and whole is None and not given:
        raise WrongUse(
            "Cần --of SỐ (kế hoạch được sửa đổi), --none, --whole, --partial hoặc --pair."
        )
    with desk.app().transaction() as session:
        document = drafts.held(session, number)
        context = load_ward_context(session, document.ward_id)
        by, now = places.officer(context), desk.now(context.zone)
        if none:
            amend.choose(session, number, of=None, actor=by, now=now)
        elif of is not None or whole is not None:
            amend.choose(
                session, number, of=of or document.amends_id, whole=whole, actor=by, now=now
            )
        if given and not none:
            amend.pair_by_hand(session, number, pairs=given, actor=by, now=now)
    if none:
        desk.say(f"Dự thảo số {number} không sửa đổi kế hoạch nào.")
        desk.hand_over({"document": number, "plan": None})
        return
    compare(desk, number)


def _pair(text: str) -> tuple[str, str]:
    new, sign, old = text.partition("=")
    if not sign or not new.strip():
        raise WrongUse(f"--pair “{text}”: cần dạng MỤC-MỚI=MỤC-CŨ, ví dụ V.3=V.4; V.3= là mục mới.")
    return new.strip(), old.strip()


def compare(desk: Desk, number: int) -> None:
    """Print what confirming would change, for whom, and who would be told; writes nothing.

    Raises:
        NotFound, Refused: there is no such draft, or it amends no plan.
    """
    with desk.app().reading() as session:
        context = load_ward_context(session, drafts.held(session, number).ward_id)
        now = desk.now(context.zone)
        comparison = amend_compare.compare(session, number, now=now)
        names = {unit.key: unit.name for unit in context.own_units}
        shown = amend_compare.to_json(comparison, names=names)
    desk.say_all(_lines(shown, names, context.zone))
    desk.say(f"Xác nhận: dondoc plan confirm {number} --seen {comparison.fingerprint}")
    desk.hand_over(shown)


def _lines(shown: Mapping[str, Any], names: Mapping[str, str], zone: tzinfo) -> Iterator[str]:
    scope = "thay thế toàn bộ" if shown["scope"] == "whole" else "sửa đổi một số mục"
    yield f"Văn bản số {shown['document']} sửa đổi kế hoạch số {shown['plan']} ({scope})."
    counts = shown["counts"]
    names_of_kinds = wording.AMENDED_CLAUSE_NAMES.items()
    yield "Mục: " + ", ".join(f"{counts[kind]} {words}" for kind, words in names_of_kinds) + "."
    for message in shown["unread"]:
        yield f"! {message}"
    for clause in shown["clauses"]:
        if clause["kind"] != "unchanged":
            yield from _clause(clause, names, zone)
    yield "Sẽ nhận thư:" if shown["told"] else "Không đơn vị nào nhận thư."
    for one in shown["told"]:
        what = ", ".join(
            f"{number} {wording.EVENT_NAMES[kind]}" for kind, number in one["news"].items()
        )
        yield f"  {one['name']}: {what}"


def _clause(clause: Mapping[str, Any], names: Mapping[str, str], zone: tzinfo) -> Iterator[str]:
    path, was = clause["path"], clause["was"]
    place = f"{was} → {path}" if clause["moved"] else path or was
    yield f"{KINDS[clause['kind']]} mục {place}: {wording.short(clause['after'] or clause['before'], 90)}"
    if clause["hint"]:
        yield f"    có thể liên quan đến mục {', '.join(clause['hint'])} (tách hoặc gộp)"
    for one in clause["assignments"]:
        yield f"    {_assignment(one, names, zone)}"


def _assignment(one: Mapping[str, Any], names: Mapping[str, str], zone: tzinfo) -> str:
    def day(text: str | None) -> str:
        return wording.day_short(datetime.fromisoformat(text).astimezone(zone)) if text else ""

    unit = names.get(one["unit"], one["unit"])
    handed = one["was_unit"] not in (None, one["unit"])
    who = f"{names.get(one['was_unit'], one['was_unit'])} → {unit}" if handed else unit
    due, was = day(one["due"] or one["was_due"]), day(one["was_due"])
    when = f"{was} → {due}" if one["what"] == "deadline" else due
    past = " (đã quá hạn khi nhập, chưa đôn đốc)" if one["past"] else ""
    return f"{wording.AMENDED_WORK_NAMES[one['what']]}: {who}, hạn {when}{past}"


def confirm(desk: Desk, number: int, *, seen: str | None) -> None:
    """Amend the plan in force.

    Raises:
        NotFound, Refused, Conflict: as ``amend_confirm.confirm``.
    """
    with desk.app().transaction() as session:
        outcome = _confirm(session, desk, number, seen)
    work = outcome.work
    desk.say(
        f"Đã sửa đổi kế hoạch số {outcome.plan_id}: "
        + (
            ", ".join(f"{count} {wording.AMENDED_WORK_NAMES[what]}" for what, count in work.items())
            or "không có nhiệm vụ"
        )
        + "."
    )
    desk.say(f"{outcome.units_told} đơn vị sẽ nhận thư.")
    desk.hand_over(
        {
            "plan": outcome.plan_id,
            "document": number,
            "state": "archived",
            "assignments": work,
            "clauses": outcome.clauses,
            "units_told": outcome.units_told,
        }
    )


def _confirm(
    session: Session, desk: Desk, number: int, seen: str | None
) -> amend_confirm.AmendOutcome:
    context = load_ward_context(session, drafts.held(session, number).ward_id)
    now = desk.now(context.zone)
    return amend_confirm.confirm(session, number, actor=places.officer(context), now=now, seen=seen)
