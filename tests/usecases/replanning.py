"""A ward whose plan is changed in mid-year, for the tests of computing dates again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from dondoc.rules.waves import WaveSpan
from dondoc.usecases import replan, waves
from dondoc.usecases.replan import Change, Preview
from models.assignment import AssignmentEvent
from models.queries import assignments
from models.ward import Ward
from tests.factories import OFFICER, Office, clause, on_dates
from tests.usecases.play import Told, local, tick

MONTHLY = {"form": "monthly", "day": 25, "certainty": "stated"}
END_OF_WAVE = {"form": "each_wave", "edge": "end", "days": -5, "certainty": "stated"}
HALVES = [
    {"key": "2025-1", "name": "Đợt 1", "from": "2025-03-03", "to": "2025-06-30", "summary": "interim"},
    {"key": "2025-2", "name": "Đợt 2", "from": "2025-07-01", "to": "2025-12-31", "summary": "final"},
]  # fmt: skip
V1 = clause("V.1", ["culture"], END_OF_WAVE, support=["radio"])
V2 = clause("V.2", ["radio"], MONTHLY)
V3 = clause("V.3", ["women"], END_OF_WAVE, mode="request")
V4 = clause("V.4", ["culture"], on_dates("2025-06-16"))
PLAN = [V1, V2, V3, V4]
AFTER = local("2025-03-10 09:00")


def span(key: str, name: str, first: str, last: str, **given: Any) -> WaveSpan:
    """Return a wave with an interim summary."""
    facts = {"summary": "interim", "certainty": "stated"} | given
    return WaveSpan(key, name, date.fromisoformat(first), date.fromisoformat(last), **facts)


def settle(ward: Office) -> None:
    """Let the plan's own mails and the day's first round go, so that only what follows is new."""
    tick(ward, "2025-03-03 08:10")
    tick(ward, "2025-03-10 07:30")


def mails(ward: Office, at: str) -> dict[str, Told]:
    """Run one turn and return what each address gets; more than one mail each is an error."""
    _, told = tick(ward, at)
    assert len({one.to for one in told}) == len(told)
    return {one.to: one for one in told}


def due(ward: Office, code_start: str) -> str:
    """Return the local day on which one assignment is due."""
    return f"{ward.one(code_start).due_at.astimezone(AFTER.tzinfo):%Y-%m-%d}"


def dates(ward: Office) -> dict[str, tuple[str, str]]:
    """Return state and local day of each assignment by its code."""
    return {
        row.code: (row.state.value, f"{row.due_at.astimezone(AFTER.tzinfo):%Y-%m-%d}")
        for row in ward.all()
    }


def history(ward: Office, code_start: str) -> list[str]:
    """Return the kinds of events of one assignment."""
    with ward.app.reading() as session:
        return [e.kind for e in assignments.events_of(session, ward.one(code_start).id or 0)]


def events(ward: Office) -> int:
    """Count the events of all assignments."""
    with ward.app.reading() as session:
        return len(session.exec(select(AssignmentEvent.id)).all())


def edit_waves(
    ward: Office, spans: Sequence[WaveSpan], *, now: datetime = AFTER, **given: Any
) -> Preview:
    """Edit the waves of the plan as the officer would."""
    with ward.app.transaction() as session:
        return waves.edit(
            session, ward.plan_id, spans, reason="họp Hội đồng", actor=OFFICER, now=now, **given
        )


def seen_waves(ward: Office, spans: Sequence[WaveSpan], *, now: datetime = AFTER) -> Preview:
    """Look at what editing the waves would do."""
    with ward.app.reading() as session:
        return waves.preview(session, ward.plan_id, spans, reason="họp Hội đồng", now=now)


def day_off(session: Session, ward: Office, *days: str) -> None:
    """Take days off in the ward's own calendar."""
    row = session.get_one(Ward, ward.ward_id)
    row.calendar = row.calendar | {"off": [*row.calendar.get("off", []), *days]}
    session.add(row)


def take_off(ward: Office, *days: str, now: datetime = AFTER) -> Preview:
    """Take days off and let dates be computed again."""
    with ward.app.transaction() as session:
        day_off(session, ward, *days)
        change = Change(kind="calendar", words="Nghỉ bù của phường")
        return replan.apply(session, ward.ward_id, change, actor=OFFICER, now=now)


def summary_of(preview: Preview) -> dict[str, int]:
    """Count the lines of a preview."""
    kinds = ("added", "moved", "dropped", "woken", "kept")
    return {kind: len(getattr(preview, kind)) for kind in kinds if getattr(preview, kind)}
