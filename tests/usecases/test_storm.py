"""R5: after a long silence a round that wants many mails asks first (storm guard)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from dondoc.usecases import alarms
from dondoc.usecases.round import STORM_MAILS
from dondoc.wiring import App
from models.db import make_engine
from models.queries import outbox
from tests.conftest import Prepared
from tests.factories import OFFICER, WARD, Office, clause, office, on_dates
from tests.usecases.play import local, tick


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url, durable=False)
    yield made
    made.dispose()


def build(app: App) -> tuple[int, int]:
    """A ward with more units than the guard lets through, whose last round was on 2 April."""
    keys = [f"u{number}" for number in range(STORM_MAILS + 1)]
    lines = "".join(
        f"  - {{key: {key}, name: Tổ {key}, contacts: [{{name: T, email: {key}@p4.example}}]}}\n"
        for key in keys
    )
    text = WARD.replace("groups: {unions", lines + "groups: {unions")
    clauses = [clause("V.1", keys, on_dates("2025-04-10")), clause("V.2", keys, on_dates("2026-04-07"))]  # fmt: skip
    ward = office(app, clauses, now=local("2025-03-03 08:00"), text=text)
    tick(ward, "2025-03-03 08:10", force=True)
    tick(ward, "2025-04-02 07:30", force=True)
    return ward.ward_id, ward.plan_id


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("before_the_storm", build)


@pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("silence", "asks"),
    [("2025-04-04 08:30", False), ("2025-04-09 07:30", False), ("2025-04-25 07:30", True), ("2026-04-06 07:30", True)],
    ids=["an hour", "five working days", "three weeks", "a year"],
)  # fmt: skip
def test_r5_after_a_long_silence_many_mails_wait_for_the_officers_word(
    app: App, copied: tuple[str, Any], silence: str, asks: bool
) -> None:
    """More than five working days of silence and more than fifty mails: design, storm guard."""
    ward = Office(app, *copied[1])

    done, told = tick(ward, silence)

    outcome = done.rounds[ward.ward_id]
    assert (outcome.storm > STORM_MAILS, told == []) == (asks, asks)
    if asks:
        with app.transaction() as session:
            (alarm,) = outbox.open_alarms(session, ward_id=ward.ward_id)
            alarms.answer(
                session, alarm.id or 0, ward_id=ward.ward_id, actor=OFFICER, now=local(silence)
            )
        _, told = tick(ward, f"{silence[:11]}08:00")
    assert max(Counter(one.to for one in told).values()) == 1
    assert len([one for one in told if one.to.startswith("u")]) > STORM_MAILS
