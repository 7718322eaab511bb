"""The work goes to another unit (chuyển giao): one row closes, its successor opens."""

from datetime import datetime

from sqlmodel import Session

from dondoc.rules.moves import Move, Refused, check
from dondoc.rules.successors import lives
from dondoc.usecases import birth, change, links
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import load_ward_context
from models.assignment import Assignment, State
from models.queries import assignments
from models.ward import Unit


def transfer(
    session: Session,
    assignment_id: int,
    *,
    unit_key: str,
    reason: str,
    actor: Actor,
    now: datetime,
    hide_history: bool = False,
    version: int | None = None,
) -> Assignment:
    """Close the assignment here and return its successor at the other unit.

    The successor keeps the current deadline; old links die and explain. The new unit reads what
    was reported before, so that it goes on from there; with ``hide_history`` it reads neither
    that nor the reason of the change, which the office and the leaders always do.

    Raises:
        Refused: no reason, the same unit, or that unit already has this very work.
        NotFound, Conflict: as ``change`` tells.
    """
    if not reason.strip():
        raise Refused("Chuyển nhiệm vụ phải ghi rõ lý do.")
    old = change.hold(session, assignment_id, version=version)
    context = load_ward_context(session, old.ward_id)
    unit = context.unit_by_key(unit_key)
    if not lives(unit, context.day(now)):
        raise Refused(f"{unit.name} không hoạt động trong ngày này; hãy chọn đơn vị kế thừa.")
    if unit.id == old.unit_id:
        raise Refused(f"{unit.name} đang giữ nhiệm vụ này rồi.")
    check(old.state, Move.TRANSFER)
    code = _code_at(session, old, unit)
    new = _successor(old, unit, code=code, hide_history=hide_history, now=now)
    birth.begin(session, new, reason=reason.strip(), actor=actor, now=now, data={"from": old.code})
    change.move(
        session, old, Move.TRANSFER, actor=actor, now=now, text=reason.strip(),
        data={"to": unit.key}, values={"closed_at": now, "successor_id": new.id},
    )  # fmt: skip
    links.revoke(session, assignment_id, now=now)
    change.tell(session, old, "transferred", now=now, text=reason.strip())
    told = "" if hide_history else reason.strip()
    change.tell(session, new, "assigned", now=now, text=told)
    return new


def _code_at(session: Session, old: Assignment, unit: Unit) -> str:
    head, _, occurrence = old.code.partition("#")
    code = f"{head.split('@')[0]}@{unit.key}#{occurrence}"
    taken = assignments.by_code(session, code, plan_id=old.plan_id)
    if not taken:
        return code
    if any(row.state not in {State.TRANSFERRED, State.CANCELLED} for row in taken):
        raise Refused(f"{unit.name} đã có chính nhiệm vụ này ({code}).")
    return birth.free_code(session, code, plan_id=old.plan_id)


def _successor(
    old: Assignment, unit: Unit, *, code: str, hide_history: bool, now: datetime
) -> Assignment:
    return Assignment(
        ward_id=old.ward_id,
        plan_id=old.plan_id,
        duty_id=old.duty_id,
        unit_id=unit.id or 0,
        code=code,
        occurrence=old.occurrence,
        wave_key=old.wave_key,
        mode=old.mode,
        certainty=old.certainty,
        expected_at=old.expected_at,
        first_due_at=old.first_due_at,
        due_at=old.due_at,
        revised_at=now,
        derivation=old.derivation,
        grounds=old.grounds,
        chased=old.chased,
        history_hidden=hide_history,
        predecessor_id=old.id,
    )
