"""Assignments as lines and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.cli import places
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse
from dondoc.rules.standing import Standing
from dondoc.usecases import as_of, show
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.show import AssignmentView, Filter
from models.queries import plans, wards

DUTY_WIDTH = 60


def standing_of(text: str | None) -> str | None:
    """Return the standing that a person names by its key or in Vietnamese.

    Raises:
        WrongUse: there is none of this name.
    """
    if text is None:
        return None
    wanted = wording.fold(text)
    for key in Standing:
        if wanted in {key.value, wording.fold(wording.STANDING_NAMES[key.value])}:
            return key.value
    known = ", ".join(f"{key.value} ({wording.STANDING_NAMES[key.value]})" for key in Standing)
    raise WrongUse(f"--standing “{text}”: không có tình trạng này. Chọn: {known}.")


def list_assignments(
    desk: Desk, *, ward_key: str | None, only: Filter, as_of_day: date | None = None
) -> None:
    """Print the assignments of one ward or of all, or those of the end of a past day.

    Raises:
        NotFound: there is no such ward, or no ward has such a unit.
        Refused: that day cannot be shown.
    """
    found: list[AssignmentView] = []
    with desk.app().reading() as session:
        chosen = places.some_wards(session, ward_key)
        _require_unit(session, [ward.id or 0 for ward in chosen], only.unit)
        for ward in chosen:
            context = load_ward_context(session, ward.id or 0)
            now = desk.now(context.zone)
            if as_of_day is None:
                found += show.assignments(session, context.ward_id, now=now, only=only)
            else:
                today = context.day(now)
                past = as_of.load(session, context.ward_id, as_of_day, today=today)
                found += past.assignments(only)
        several = several_plans(session)
    if as_of_day is not None:
        desk.say(f"Số liệu như cuối ngày {wording.day_short(as_of_day)}:")
    desk.say_all(_lines(found, several=several))
    desk.hand_over([as_json(view, several=several) for view in found])


def _require_unit(session: Session, ward_ids: Sequence[int], key: str | None) -> None:
    if key is None:
        return
    known = [unit.key for ward_id in ward_ids for unit in wards.units_of(session, ward_id)]
    if key not in known:
        raise NotFound(
            f"--unit “{key}”: không có đơn vị này. Các mã: {', '.join(dict.fromkeys(known))}."
        )


def several_plans(session: Session) -> bool:
    """Tell whether a code alone may mean an assignment of several plans."""
    counts = [len(plans.plans_in_force(session, ward_id)) for ward_id in wards.ward_ids(session)]
    return sum(counts) > 1


def identity(view: AssignmentView, *, several: bool) -> str:
    """Return the ID by which a person names the assignment."""
    return f"{view.plan_id}:{view.code}" if several else view.code


def as_json(view: AssignmentView, *, several: bool) -> dict[str, Any]:
    """Return an assignment as the command line's contract wants it; times are local ISO."""
    zone = view.due_local.tzinfo

    def local(instant: datetime | None) -> str | None:
        return instant.astimezone(zone).isoformat() if instant else None

    return {
        "id": identity(view, several=several),
        "plan": view.plan_id,
        "clause": view.clause_path,
        "duty": view.duty_text,
        "kind": view.kind,
        "unit": view.unit_key,
        "unit_name": view.unit_name,
        "mode": view.mode,
        "expected": local(view.expected_at),
        "due": local(view.due_at),
        "first_due": local(view.first_due_at),
        "certainty": view.certainty,
        "state": view.state.value,
        "standing": view.standing.value,
        "days_late": view.days_late,
        "revision": view.revision,
        "derivation": view.derivation,
        "period": view.wave_key,
        "chased": view.chased,
        "row": view.id,
        "version": view.version,
    }


def line_of(view: AssignmentView, *, several: bool, width: int = 0) -> str:
    """Return one assignment as a line."""
    standing = wording.STANDING_NAMES[view.standing.value]
    duty = wording.short(view.duty_text, DUTY_WIDTH)
    name = identity(view, several=several)
    due = f"{wording.hour(view.due_local)} {wording.day_short(view.due_day)}"
    if view.undated:
        due = f"{'chờ mốc':<{len(due)}}"
    return f"{name:<{width}}  {due}  {standing:<19}  {view.unit_name}: {duty}"


def _lines(views: Sequence[AssignmentView], *, several: bool) -> Iterator[str]:
    if not views:
        yield "Không có nhiệm vụ nào như vậy."
        return
    width = max(len(identity(view, several=several)) for view in views)
    for view in views:
        yield line_of(view, several=several, width=width)
    yield wording.count(len(views), "nhiệm vụ")
