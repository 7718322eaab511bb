"""A ward's own plan without a single date: read, imported, confirmed, and each of 53 days checked.

The days in ``tests/golden/own_plan.csv`` were reckoned by hand on a calendar of 2025.
"""

import csv
import os
from datetime import date, datetime
from pathlib import Path

import pytest

from dondoc.reading.read import read_text
from dondoc.usecases import confirm, import_plan, load_ward, show
from dondoc.usecases.ward_file import read_ward_file
from dondoc.wiring import App
from models.plan import Plan
from tests.factories import OFFICER
from tests.usecases.play import local

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SAMPLE_WARD = ROOT / "deploy" / "sample" / "ward.yaml"
GIVEN = Path(os.environ.get("PLANS", "nowhere")) / "00-phuong-4-2025.txt"
#: Where a folder of real plans is given, the real one must give the very same table.
PLANS = [GOLDEN / "own_plan.txt", *([GIVEN] if GIVEN.is_file() else [])]
MORNING = local("2025-03-03 08:00")


def golden() -> list[dict[str, str]]:
    with (GOLDEN / "own_plan.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_force(app: App, document: Path) -> int:
    text = document.read_text("utf-8")
    with app.transaction() as session:
        ward = load_ward.load_ward(session, read_ward_file(SAMPLE_WARD), now=MORNING)
        plan = import_plan.import_plan(
            session, ward.id or 0, reading=read_text(text), file_name=document.name,
            file_bytes=text.encode(), now=MORNING,
        )  # fmt: skip
        confirm.confirm(
            session, plan.id or 0, actor=OFFICER, now=MORNING, issued_on=date(2025, 3, 3)
        )
    return ward.id or 0


def table(app: App, ward_id: int) -> list[dict[str, str]]:
    with app.reading() as session:
        views = show.assignments(session, ward_id, now=MORNING)
    return [
        {
            "duty": view.code.partition("@")[0],
            "kind": view.kind,
            "unit": view.unit_key,
            "occurrence": view.occurrence,
            "due": view.due_local.isoformat(timespec="minutes"),
            "mode": view.mode,
        }
        for view in views
    ]


@pytest.mark.parametrize("document", PLANS, ids=lambda path: path.stem)
def test_the_plan_of_five_clauses_gives_exactly_these_53_assignments(
    app: App, document: Path
) -> None:
    ward_id = in_force(app, document)

    found = table(app, ward_id)

    assert found == golden()
    assert len(found) == 53


@pytest.mark.parametrize("document", PLANS, ids=lambda path: path.stem)
def test_every_date_is_marked_as_proposed_and_says_where_it_comes_from(
    app: App, document: Path
) -> None:
    ward_id = in_force(app, document)

    with app.reading() as session:
        views = show.assignments(session, ward_id, now=MORNING)

    assert {view.certainty for view in views} == {"proposed"}
    assert [view.code for view in views if not view.derivation] == []
    assert {view.code for view in views if "03/03/2025" in view.derivation} == {
        view.code for view in views if view.occurrence == "once"
    }


def test_the_day_that_was_given_is_the_plans_issue_date(app: App) -> None:
    in_force(app, PLANS[0])

    with app.reading() as session:
        plan = session.get_one(Plan, 1)

    assert (plan.issued_on, plan.issued_certainty, plan.confirmed_at) == (
        date(2025, 3, 3), "stated", datetime.fromisoformat("2025-03-03T01:00:00+00:00"),
    )  # fmt: skip
