"""What a command of the office is tried on for R20, and how its line in the lists looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, col, select

from dondoc.usecases import replan
from dondoc.usecases.actor import Actor
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.assignment import ActorKind, Assignment
from models.queries import wards
from tests.conftest import Prepared
from tests.factories import OFFICER, Office, clause, draft_plan, office, on_dates
from tests.usecases.amending import amending
from tests.usecases.play import local
from tests.usecases.replanning import HALVES, MONTHLY

NOW = local("2025-03-10 09:00")
LATE = local("2025-04-28 09:00")
PHONE = Actor(
    kind=ActorKind.OFFICER, name="Minh (Lê Thị Tám ghi nhận)", channel="phone",
    email="officer@p4.example",
)  # fmt: skip
DONE = GivenReport("Đã phát 12 tin bài.", {"Số tin, bài": "12"})
PLAN = [
    clause("V.1", ["culture"], on_dates("2025-04-10"), support=["radio"]),
    clause("V.2", ["radio"], MONTHLY),
    clause("V.3", ["culture"], on_dates("2025-02-20")),
]
AMENDED = [clause("V.1", ["culture"], on_dates("2025-05-20"), support=["radio"]), *PLAN[1:]]


@dataclass(frozen=True)
class World:
    """What a command works with; nothing that it does is kept."""

    session: Session
    app: App
    ward: Office
    draft_id: int
    amendment_id: int

    def row(self, path: str) -> Assignment:
        query = select(Assignment).where(col(Assignment.code).startswith(f"{path}/"))
        return self.session.exec(query.order_by(col(Assignment.id))).all()[0]

    def id(self, path: str = "V.1") -> int:
        return self.row(path).id or 0

    def contact(self) -> int:
        found = wards.contacts_of(self.session, self.ward.ward_id)
        return next(one.id or 0 for one in found if one.name == "Minh")

    def fact(self, row: SQLModel) -> int:
        """Put a row there that the command needs and that is no state of the work."""
        self.session.add(row)
        self.session.flush()
        return int(row.id)  # type: ignore[attr-defined] # every table has one


def earlier(world: World, *verbs: Callable[[World], object]) -> None:
    """Do what must come before the command that is looked at."""
    for verb in verbs:
        verb(world)
    world.session.flush()


Do = Callable[[World], object]


@dataclass(frozen=True)
class Case:
    """A command, what must come before it, who does it, and the events that it leaves."""

    do: Do
    leaves: dict[str, int]
    actor: Actor = OFFICER
    first: tuple[Do, ...] = ()


def newest(world: World, table: type[SQLModel]) -> int:
    ids = world.session.exec(select(table.id)).all()  # type: ignore[attr-defined] # every table has one
    return int(max(ids))


def build(app: App) -> tuple[Office, int, int]:
    """A ward with a plan in force, another plan's draft, and one that amends the first."""
    start = local("2025-03-03 08:00")
    ward = office(app, PLAN, now=start, draft={"clauses": PLAN, "waves": HALVES})
    with app.transaction() as session:
        other = draft_plan(
            session, ward.ward_id, [clause("II.1", ["radio"], on_dates("2025-06-10"))], now=start,
            number="13/KH-UBND",
        )  # fmt: skip
        draft_id = other.id or 0
        replan.recompute(session, ward.ward_id, now=start)
    return ward, draft_id, amending(ward, AMENDED, now=start)


@pytest.fixture
def prepared() -> Prepared:
    """The office on which commands are tried."""
    return Prepared("attributable", build)


@pytest.fixture
def facts(copied: tuple[str, Any], app: App) -> tuple[Office, int, int]:
    """Return it with a draft and an amendment."""
    ward, draft_id, amendment_id = copied[1]
    return Office(app, ward.ward_id, ward.plan_id), draft_id, amendment_id
