"""The reminders of one duty (thang nhắc riêng) of a plan in force, otherwise than the ward's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.rules import ladder as rules
from dondoc.rules.ladder import WrongLadder, check_own, ladder_of
from dondoc.rules.moves import Refused
from dondoc.usecases import record
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.in_force import keep_in_step, take
from dondoc.usecases.recadence import duty_of
from models.plan import Duty


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
) -> Duty:
    """Remind of a duty otherwise than the ward does, from the next round on.

    ``own`` holds only what differs; empty, the duty is reminded of as all others are.

    Raises:
        NotFound, Refused: no such plan or duty, the plan is not in force, a number is wrong, no
            reason, or nothing would change.
        Changed: someone else changed the plan meanwhile.
    """
    plan = take(session, plan_id, version=version)
    duty, clause = duty_of(session, plan, duty_id)
    usual = load_ward_context(session, plan.ward_id).ladder
    before = duty.ladder
    after = _differing(own, usual)
    if not reason.strip():
        raise Refused("Thay đổi thang nhắc thì phải ghi rõ lý do.")
    if after == before:
        raise Refused("Không có gì thay đổi so với thang nhắc đang dùng.")
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


def _differing(own: Mapping[str, Any], usual: rules.Ladder) -> dict[str, Any]:
    try:
        given = check_own(own)
    except WrongLadder as error:
        raise Refused(f"Chưa ghi được: {error}") from error
    plain = {
        "before": list(usual.before), "on_day": usual.on_day, "after": list(usual.after),
        "then_every": usual.then_every, "confirm": usual.confirm,
    }  # fmt: skip
    return {key: value for key, value in given.items() if value != plain[key]}


def _named(path: str, duty: Duty, own: Mapping[str, Any], usual: rules.Ladder) -> dict[str, Any]:
    said = rules.words(ladder_of(own, usual))
    return {"path": path, "position": duty.position, "ladder": dict(own), "words": said}
