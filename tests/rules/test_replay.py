"""Past rows from the history: folded forward, or undone from the present where it is too old."""

from datetime import UTC, datetime
from typing import Any

from dondoc.rules.replay import first_exact, rows_as_of
from models.assignment import ActorKind, Assignment, AssignmentEvent, State
from models.plan import Certainty, Mode
from tests.rules.cases import an_assignment, due, local

BORN = local("2025-03-03T08:00")
REPORTED = local("2025-04-08T09:00")
GRANTED = local("2025-04-09T09:00")
DUE, LATER = due("2025-04-10"), due("2025-04-25")


def event(at: datetime, data: dict[str, Any], *, row: int = 7) -> AssignmentEvent:
    return AssignmentEvent(
        ward_id=1, assignment_id=row, at=at, kind="any", actor_kind=ActorKind.OFFICER,
        actor="Lê Thị Tám", channel="board", data=data,
    )  # fmt: skip


def values(**changed: tuple[Any, Any]) -> dict[str, Any]:
    return {"values": {name: list(pair) for name, pair in changed.items()}}


def birth(row: Assignment) -> dict[str, Any]:
    kept = row.model_dump(mode="json", exclude={"id", "version", "chain"})
    return {"values": {name: [None, value] for name, value in kept.items()}}


def story() -> list[AssignmentEvent]:
    extended = values(
        due_at=(DUE.isoformat(), LATER.isoformat()), revision=(1, 2),
        chain=([{"after": 1}], None),
    )  # fmt: skip
    reported = values(
        state=("assigned", "reported"), reported_at=(None, REPORTED.isoformat())
    )  # fmt: skip
    return [
        event(BORN, birth(an_assignment(DUE))),
        event(REPORTED, reported),
        event(GRANTED, extended),
    ]


def test_before_its_first_event_an_assignment_is_not_there() -> None:
    assert rows_as_of(story(), local("2025-03-03T07:59")) == {}


def test_an_event_counts_from_its_own_instant_on() -> None:
    before = rows_as_of(story(), local("2025-04-08T08:59"))[7]
    after = rows_as_of(story(), REPORTED)[7]

    assert (before.state, before.reported_at, before.version) == (State.ASSIGNED, None, 1)
    assert (after.state, after.reported_at, after.version) == (State.REPORTED, REPORTED, 2)


def test_every_column_comes_back_with_its_own_type() -> None:
    born = an_assignment(
        DUE, wave_key="2025-1", expected_at=due("2025-04-03"), mode=Mode.REQUEST,
        grounds=[{"label": "Mục", "words": "V.1"}], certainty=Certainty.STATED,
    )  # fmt: skip

    made = rows_as_of([event(BORN, birth(born))], BORN)[7]

    assert made.model_dump(exclude={"id"}) == born.model_dump(exclude={"id"})
    assert (made.id, made.mode, made.due_at.utcoffset()) == (7, Mode.REQUEST, UTC.utcoffset(None))


def test_the_copied_chain_is_not_replayed() -> None:
    assert rows_as_of(story(), GRANTED)[7].chain is None


def test_each_assignment_has_its_own_history() -> None:
    events = [*story(), event(GRANTED, birth(an_assignment(LATER)), row=8)]

    found = rows_as_of(events, GRANTED)

    assert {row_id: (row.due_at, row.version) for row_id, row in found.items()} == {
        7: (LATER, 3),
        8: (LATER, 1),
    }


def test_with_whole_histories_every_day_can_be_shown() -> None:
    assert first_exact(story()) is None


def old_story() -> list[AssignmentEvent]:
    """A history that began before events kept what they changed."""
    return [event(BORN, {}), *story()[1:]]


def test_an_old_history_is_undone_from_the_present_row() -> None:
    present = an_assignment(
        LATER, id=7, state=State.REPORTED, reported_at=REPORTED, revision=2, version=3,
        chain=[{"after": 1}],
    )  # fmt: skip

    made = rows_as_of(old_story(), local("2025-04-01T00:00"), present={7: present})[7]

    assert (made.state, made.reported_at, made.due_at) == (State.ASSIGNED, None, DUE)
    assert (made.revision, made.version, made.chain) == (1, 1, None)
    assert present.state is State.REPORTED


def test_an_old_history_can_be_shown_from_the_last_event_on_that_kept_nothing() -> None:
    assert first_exact(old_story()) == BORN
