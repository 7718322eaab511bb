"""The reminders of one duty (thang nhắc riêng) of a plan in force, otherwise than the ward's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.rules import ladder as rules
from dondoc.rules.ladder import Ladder, WrongLadder, check_own, ladder_of
from dondoc.rules.moves import Refused
from dondoc.usecases import record, reladder_preview
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import Conflict
from dondoc.usecases.in_force import in_force, keep_in_step, take
from dondoc.usecases.recadence import duty_of
from dondoc.usecases.reladder_preview import Preview
from models.plan import Duty


def preview(
    session: Session,
    plan_id: int,
    duty_id: int,
    own: Mapping[str, Any],
    *,
    reason: str,
    now: datetime,
) -> Preview:
    """Return when the open work of a duty would be reminded of by another ladder.

    Raises:
        NotFound, Refused: as ``set_ladder``.
    """
    plan = in_force(session, plan_id)
    duty, _ = duty_of(session, plan, duty_id)
    context = load_ward_context(session, plan.ward_id)
    after = _changed(duty, own, context.ladder, reason)
    return reladder_preview.of(session, context, duty, after, now=now)


def set_ladder(
    session: Session,
    plan_id: int,
    duty_id: int,
    own: Mapping[str, Any],
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    seen: str | None = None,
) -> Duty:
    """Remind of a duty otherwise than the ward does, from the next round on.

    ``own`` holds only what differs; empty, the duty is reminded of as all others are. ``seen``
    is the fingerprint of the preview that the person saw.

    Raises:
        NotFound, Refused: no such plan or duty, the plan is not in force, a number is wrong, no
            reason, or nothing would change.
        Changed: someone else changed the plan meanwhile.
        Conflict: what would follow is not ``seen``.
    """
    plan = take(session, plan_id, version=version)
    duty, clause = duty_of(session, plan, duty_id)
    context = load_ward_context(session, plan.ward_id)
    before, usual = duty.ladder, context.ladder
    after = _changed(duty, own, usual, reason)
    if seen is not None:
        shown = reladder_preview.of(session, context, duty, after, now=now)
        if shown.fingerprint != seen:
            raise Conflict(
                "Tình hình vừa thay đổi so với bản xem trước. Chưa có gì được ghi; hãy xem lại."
            )
    duty.ladder = after
    keep_in_step(plan, clause.path, duty, ladder=duty.ladder)
    plan.version += 1
    session.add_all([duty, plan])
    record.record(
        session, plan.ward_id, "ladder", plan_id=plan_id, actor=actor, now=now,
        text=reason.strip(), before=_named(clause.path, duty, before, usual),
        after=_named(clause.path, duty, after, usual),
    )  # fmt: skip
    return duty


def _changed(duty: Duty, own: Mapping[str, Any], usual: Ladder, reason: str) -> dict[str, Any]:
    after = differing(own, usual)
    if not reason.strip():
        raise Refused("Thay đổi thang nhắc thì phải ghi rõ lý do.")
    if after == duty.ladder:
        raise Refused("Không có gì thay đổi so với thang nhắc đang dùng.")
    return after


def differing(own: Mapping[str, Any], usual: Ladder) -> dict[str, Any]:
    """Return what a ladder has otherwise than the usual one, as a duty stores it.

    Raises:
        Refused: a part or a number cannot be used.
    """
    try:
        given = check_own(own)
    except WrongLadder as error:
        raise Refused(f"Chưa ghi được: {error}") from error
    plain = {
        "before": list(usual.before), "on_day": usual.on_day, "after": list(usual.after),
        "then_every": usual.then_every, "confirm": usual.confirm,
    }  # fmt: skip
    return {key: value for key, value in given.items() if value != plain[key]}


def _named(path: str, duty: Duty, own: Mapping[str, Any], usual: Ladder) -> dict[str, Any]:
    said = rules.words(ladder_of(own, usual))
    return {"path": path, "position": duty.position, "ladder": dict(own), "words": said}
