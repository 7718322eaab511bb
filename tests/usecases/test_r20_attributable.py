"""R20: every state change is attributable, by exactly one event that nobody can change.

Each command of the office is carried out on both databases, and what it leaves in the histories
is compared. A use case that takes an actor and is in neither list makes a test fail.
"""

import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from dondoc import usecases
from dondoc.rules.moves import Move
from dondoc.usecases import cancel
from dondoc.wiring import App
from models.assignment import ActorKind, Assignment, AssignmentEvent, DeadlineRevision, State
from models.change import WardEvent
from models.plan import Plan
from models.summary import Summary
from models.ward import Ward
from tests.factories import OFFICER, Office
from tests.usecases.attributing import NOW, Case, World, earlier, facts, prepared
from tests.usecases.attributing_mails import MAILS
from tests.usecases.attributing_people import PEOPLE
from tests.usecases.attributing_plans import PLANS
from tests.usecases.attributing_work import WORK

__all__ = ["facts", "prepared"]
COMMANDS: dict[str, Case] = {**WORK, **PLANS, **PEOPLE, **MAILS}

#: What commands are made of: takes an actor, and is called by a command that is in the list.
PARTS = {
    "draft_change.store", "draft_log.note",
    "answer.answer_report", "answer.refuse_own_work", "birth.begin", "bounces.suspend",
    "change.move", "contacts.at_desk", "record.record", "reorganise.take_back", "reorganise_wards.carry_out",
    "reorganise_wards_undo.undo", "replan.apply",
    "replies.note_on", "wishes.answer", "wishes.end_met",
    "wishes.end_overtaken",
}  # fmt: skip


def taking_an_actor() -> Iterator[str]:
    """Yield every public function of the use cases that is told who acts."""
    for module in pkgutil.iter_modules(usecases.__path__):
        loaded = importlib.import_module(f"{usecases.__name__}.{module.name}")
        for name, found in vars(loaded).items():
            own = inspect.isfunction(found) and found.__module__ == loaded.__name__
            if own and not name.startswith("_") and "actor" in inspect.signature(found).parameters:
                yield f"{module.name}.{name}"


def test_r20_every_command_is_in_the_list() -> None:
    """A new use case that takes an actor gets its line in one of the lists that make ``COMMANDS``."""
    listed = {name.partition(" ")[0] for name in COMMANDS}

    assert set(taking_an_actor()) - PARTS <= listed
    assert set(taking_an_actor()) >= PARTS


def test_r20_every_move_of_an_assignment_is_done_by_some_command() -> None:
    left = {kind for case in COMMANDS.values() for kind in case.leaves}

    assert {move.value for move in Move} <= left


def history(session: Session) -> dict[str, AssignmentEvent | WardEvent]:
    session.flush()
    rows = [*session.exec(select(AssignmentEvent)), *session.exec(select(WardEvent))]
    return {f"{type(row).__name__} {row.id}": row for row in rows}


def states(session: Session) -> dict[str, dict[str, Any]]:
    """Every row of the work itself, by table and number."""
    tables: tuple[type[SQLModel], ...] = (Assignment, DeadlineRevision, Plan, Summary, Ward)
    rows = [
        row.model_dump() | {"": table.__name__}
        for table in tables
        for row in session.exec(select(table))
    ]
    return {f"{row['']} {row['id']}": row for row in rows}


#: A unit's answer by mail, and a formal letter that reminds it.
LETTERS = frozenset({"replied", "dispatch"})


def carried_out(world: World, case: Case) -> list[AssignmentEvent | WardEvent]:
    """Return the events that one command leaves, and check what must hold for every command."""
    earlier(world, *case.first)
    before, known = states(world.session), history(world.session)
    case.do(world)
    left = [row for key, row in history(world.session).items() if key not in known]
    after = states(world.session)
    touched = {row["id"] for key, row in after.items() if key.startswith("Assignment ") and row != before.get(key)}  # fmt: skip
    # Letters stand in the history of an assignment that they leave as it is.
    moves = [e for e in left if isinstance(e, AssignmentEvent) and e.kind not in LETTERS]
    told = Counter(event.assignment_id for event in moves)
    # An assignment that changed has exactly one event, one that did not has none.
    assert dict.fromkeys(touched, 1) == dict(told)
    assert before != after or not touched
    return left


def test_r20_each_command_leaves_one_event_with_who_did_it_in_what_capacity(
    app: App, facts: tuple[Office, int, int]
) -> None:
    found: dict[str, Any] = {}
    for name, case in COMMANDS.items():
        # Reading keeps nothing: each command finds the same ward.
        with app.reading() as session:
            left = carried_out(World(session, app, *facts), case)
            found[name] = (
                dict(Counter(row.kind for row in left)),
                {(row.actor_kind, row.actor, row.channel) for row in left},
            )

    wanted = {
        name: (case.leaves, {(case.actor.kind, case.actor.name, case.actor.channel)})
        for name, case in COMMANDS.items()
    }
    assert found == wanted


def test_r20_every_capacity_occurs() -> None:
    acted = {(case.actor.kind, case.actor.channel) for case in COMMANDS.values()}

    assert acted == {
        (ActorKind.LINK, "link"), (ActorKind.OFFICER, "board"), (ActorKind.LEADER, "board"),
        (ActorKind.OFFICER, "phone"), (ActorKind.SYSTEM, "system"), (ActorKind.SYSTEM, "cli"),
    }  # fmt: skip


def test_r20_a_command_that_fails_leaves_neither_state_nor_event(
    app: App, facts: tuple[Office, int, int]
) -> None:
    """Both are written in one transaction: what stops it, stops both."""
    ward, _, _ = facts
    row = ward.one("V.1").id or 0
    with pytest.raises(ZeroDivisionError), app.transaction() as session:
        cancel.cancel(session, row, reason="Trùng", actor=OFFICER, now=NOW)
        session.flush()
        raise ZeroDivisionError

    assert ward.one("V.1").state is State.ASSIGNED
    with app.reading() as session:
        assert "cancel" not in {one.kind for one in history(session).values()}
