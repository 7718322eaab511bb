"""What every command on an assignment shares: hold it, check the move, record one event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from dondoc.rules.moves import Move, check
from dondoc.usecases import changed, wishes
from dondoc.usecases.actor import Actor
from dondoc.usecases.errors import NotFound
from models.assignment import OPEN_STATES, Assignment, AssignmentEvent, DeadlineRevision
from models.outbox import Notice
from models.queries import assignments

#: Deadlines that were agreed for one assignment alone: the expected day of the plan is overtaken.
AGREED = frozenset({"extension", "shortened", "return", "wake"})


def hold(session: Session, assignment_id: int, *, version: int | None = None) -> Assignment:
    """Return the assignment, held until the transaction ends.

    Raises:
        NotFound: there is none with this id.
        Changed: it is no longer at the version that the person saw.
    """
    assignment = assignments.by_id(session, assignment_id, lock=True)
    if assignment is None:
        raise NotFound(f"Không có nhiệm vụ số {assignment_id}.")
    if version is not None and version != assignment.version:
        raise changed.of_assignment(session, assignment, seen=version)
    return assignment


@dataclass(frozen=True)
class Deadline:
    """A new deadline of an assignment; ``kind`` as for ``DeadlineRevision``, ``reason`` for people.

    ``ladder_anew`` starts the ladder again with it, ``case_anew`` the running case with its
    chain; what is not started anew stays told. A repair term starts the ladder only.
    """

    kind: str
    due_at: datetime
    reason: str = ""
    ladder_anew: bool = True
    case_anew: bool = True


def move(
    session: Session,
    assignment: Assignment,
    kind: Move,
    *,
    actor: Actor,
    now: datetime,
    text: str = "",
    data: Mapping[str, Any] | None = None,
    values: Mapping[str, Any] | None = None,
    deadline: Deadline | None = None,
) -> None:
    """Check the move, change the row, and append its one event with both values of each column.

    ``values`` are all columns that change beside the state and what a new ``deadline`` brings;
    a column that is set elsewhere would be missing when a past day is shown again.

    Raises:
        Refused: the state does not allow it.
    """
    before = assignment.state
    columns: dict[str, Any] = {"state": check(before, kind), **(values or {})}
    if kind is Move.CANCEL:
        # What is withdrawn asleep waits for nothing any more, and must not say that it does.
        columns |= {"sleeping_for": None, "anchor_key": None}
    if deadline is not None:
        columns |= _of_deadline(session, assignment, deadline, actor=actor, now=now)
    recorded = _set(assignment, columns)
    if before in OPEN_STATES:
        wishes.end_overtaken(session, assignment, actor=actor, now=now)
    assignment.version += 1
    session.add(assignment)
    session.add(
        AssignmentEvent(
            ward_id=assignment.ward_id,
            assignment_id=assignment.id or 0,
            at=now,
            kind=kind.value,
            actor_kind=actor.kind,
            actor=actor.name,
            channel=actor.channel,
            state_from=before.value,
            state_to=assignment.state.value,
            text=text,
            data={**(data or {}), "values": recorded},
        )
    )


def _set(assignment: Assignment, changed: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set columns; returns the old and the new value of those that differ, as plain JSON."""
    recorded: dict[str, list[Any]] = {}
    for name, value in changed.items():
        before = getattr(assignment, name)
        if before != value:
            recorded[name] = [plain(before), plain(value)]
            setattr(assignment, name, value)
    return recorded


def plain(value: Any) -> Any:
    """Return a column's value as the history keeps it: days and, in UTC, instants as ISO texts."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _of_deadline(
    session: Session, assignment: Assignment, deadline: Deadline, *, actor: Actor, now: datetime
) -> dict[str, Any]:
    number = assignment.revision + 1
    session.add(
        DeadlineRevision(
            assignment_id=assignment.id or 0,
            number=number,
            kind=deadline.kind,
            due_at=deadline.due_at,
            made_at=now,
            made_by=actor.name,
            reason=deadline.reason,
        )
    )
    changed: dict[str, Any] = {"revision": number, "due_at": deadline.due_at, "revised_at": now}
    if deadline.kind in AGREED:
        changed["expected_at"] = None
    if deadline.ladder_anew:
        changed["ladder_revision"] = number
    if deadline.case_anew:
        changed |= {"case_revision": number, "chain": None}
    return changed


def tell(
    session: Session,
    assignment: Assignment,
    kind: str,
    *,
    now: datetime,
    audience: str = "lead",
    text: str = "",
    unit_id: int | None = None,
    ward_id: int | None = None,
) -> Notice:
    """Leave news for whoever waits for it; ``notify`` or the next round makes a mail of it.

    ``ward_id`` is the ward that tells it, where that does not have the work itself.
    """
    notice = Notice(
        ward_id=ward_id or assignment.ward_id,
        assignment_id=assignment.id or 0,
        unit_id=unit_id or assignment.unit_id,
        audience=audience,
        kind=kind,
        revision=assignment.revision,
        text=text,
        made_at=now,
    )
    session.add(notice)
    return notice


def tell_support(
    session: Session, assignment: Assignment, kind: str, *, now: datetime, text: str = ""
) -> None:
    """Leave news for every unit that supports the work."""
    for unit_id in assignments.support_units(session, assignment.duty_id):
        tell(session, assignment, kind, audience="support", unit_id=unit_id, now=now, text=text)
