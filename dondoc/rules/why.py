"""«Vì sao ngày này?»: all that a deadline came from, step by step, for people to read."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from dondoc.rules.grounds import DUE, Ground
from dondoc.rules.owing import Dated
from dondoc.wording import REVISION_NAMES, capital, count, day_short, moment, short
from models.assignment import Assignment, DeadlineRevision, State

#: Of a clause only the beginning is told; the whole of it stands beside.
_CLAUSE = 120


def explain(
    a: Assignment,
    revisions: Sequence[DeadlineRevision],
    *,
    clause_path: str,
    clause_text: str,
    zone: ZoneInfo,
) -> tuple[Ground, ...]:
    """Return the clause, how its date was computed, each later change, and the current deadline.

    Args:
        a: the assignment; one that was dated before steps were kept has its sentence instead.
        revisions: its deadlines, the first one first.
        clause_path: of the clause that orders the work.
        clause_text: word for word.
        zone: the ward's.
    """
    steps = [Ground(f"Mục {clause_path}", short(clause_text, _CLAUSE))]
    moved = len(revisions) > 1
    computed = [Ground(one["label"], one["words"]) for one in a.grounds]
    # A deadline that was changed is told with its changes, not among the steps before them.
    steps += [one for one in computed if not (moved and one.label == DUE)]
    if not a.grounds and a.derivation:
        steps.append(Ground("Cách xác định", a.derivation))
    if moved:
        steps += [_revision(one, zone) for one in revisions]
    if a.state is State.SLEEPING and a.sleeping_for:
        steps.append(Ground("Đang chờ", capital(a.sleeping_for)))
    elif moved or not a.grounds:
        steps.append(Ground("Hạn hiện tại", capital(moment(a.due_at.astimezone(zone)))))
    return tuple(steps)


def brief(a: Dated, *, zone: ZoneInfo) -> str:
    """Return the derivation as one sentence or two, for the small print of a mail."""
    if a.revision == 1:
        return a.derivation
    times = count(a.revision - 1, "lần")
    first = moment(a.first_due_at.astimezone(zone))
    return f"{a.derivation} Đã điều chỉnh {times}; thời hạn ban đầu {first}.".strip()


def changes(revisions: Sequence[DeadlineRevision], *, zone: ZoneInfo) -> tuple[Ground, ...]:
    """Return the later changes of a deadline without who made them, for the unit itself."""
    return tuple(_change(one, zone) for one in revisions if one.number > 1)


def _revision(one: DeadlineRevision, zone: ZoneInfo) -> Ground:
    label, words = _change(one, zone)
    if one.number == 1:
        return Ground(label, capital(moment(one.due_at.astimezone(zone))))
    made = day_short(one.made_at.astimezone(zone))
    return Ground(label, f"{words} ({one.made_by}, {made})")


def _change(one: DeadlineRevision, zone: ZoneInfo) -> Ground:
    name = REVISION_NAMES.get(one.kind, one.kind)
    reason = f"; {one.reason.rstrip('.')}" if one.reason else ""
    return Ground(name, f"Đến {moment(one.due_at.astimezone(zone))}{reason}")
