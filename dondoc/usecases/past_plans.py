"""Plans, waves, paths of clauses and names of units as they were on a past day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from dondoc.rules.past_names import name_on
from models.plan import Clause, Plan, PlanState, Wave
from models.queries import history, plans
from models.queries.assignments import Work, plan_order
from models.ward import Unit


def plans_on(
    session: Session, ward_ids: Collection[int], ids: Collection[int], moment: datetime
) -> list[Plan]:
    """Return these plans and all others of the wards that were in force by then, newest first."""
    own = [plan.id or 0 for ward_id in ward_ids for plan in plans.plans_of(session, ward_id)]
    found = history.plans_by_id(session, {*ids, *own})
    confirmed = [
        plan
        for plan in found
        if plan.state is PlanState.IN_FORCE and plan.confirmed_at and plan.confirmed_at <= moment
    ]
    return sorted(confirmed, key=lambda plan: plan.id or 0, reverse=True)


def waves_on(session: Session, found: Collection[Plan], moment: datetime) -> list[Wave]:
    """Return the waves of plans as they were: what was edited since is undone.

    Another ward may have edited them: the one into which this one went.
    """
    ids = [plan.id or 0 for plan in found]
    edits = history.plan_events_of(session, ids, kind="waves")
    later = [event for event in edits if event.at > moment]
    waves: list[Wave] = []
    for plan in found:
        edited = next((event for event in later if event.plan_id == plan.id), None)
        if edited is None:
            waves += plans.waves_of(session, plan.id or 0)
        else:
            waves += [_wave(plan, given) for given in edited.data["before"]]
    return waves


def _wave(plan: Plan, given: dict[str, str]) -> Wave:
    due = given.get("summary_due")
    return Wave(
        plan_id=plan.id or 0,
        key=given["key"],
        name=given["name"],
        starts_on=date.fromisoformat(given["from"]),
        ends_on=date.fromisoformat(given["to"]),
        summary=given["summary"],
        summary_due_on=date.fromisoformat(due) if due else None,
    )


def in_places_on(session: Session, works: Sequence[Work], moment: datetime) -> list[Work]:
    """Return work under the paths and in the order that its clauses had before later amendments."""
    places: dict[int, dict[str, Any]] = {}
    ids = {work.plan.id or 0 for work in works}
    for document, amendment in reversed(history.amendments_of(session, ids)):
        if document.confirmed_at and document.confirmed_at > moment:
            places |= {one["clause"]: one for one in amendment.shown.get("places", ())}
    found = [_placed(work, places.get(work.clause.id or 0)) for work in works]
    return sorted(found, key=plan_order)


def _placed(work: Work, place: Mapping[str, Any] | None) -> Work:
    if place is None:
        return work
    then = {"path": place["path"], "position": place["position"]}
    clause = Clause(**(work.clause.model_dump() | then))
    return Work(work.assignment, work.duty, clause, work.plan)


def units_on(session: Session, ids: Collection[int], day: date) -> list[Unit]:
    """Return copies of units under the names that they had on a local day."""
    return [
        Unit(**(unit.model_dump() | {"name": name_on(unit, day)}))
        for unit in history.units_by_id(session, ids)
    ]
