"""R5: after an hour, three days, three weeks or a year of silence each address gets one mail.

Two kinds of silence: everything was off, or rounds went on and only the mail server was away.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from dondoc.operate.tick import Turn, turn
from dondoc.rules.reached import STALE_AFTER
from dondoc.rules.standing import has_passed
from dondoc.usecases import calendar_ask
from dondoc.wiring import App
from models.assignment import OPEN_STATES
from models.db import make_engine
from models.outbox import MailState, OutboxMail, RungMark, RungState
from tests.conftest import Prepared
from tests.factories import Office, clause, office, on_dates
from tests.usecases.play import Told, local, tick

LAST = local("2025-04-04 07:30")
#: How long the silence lasts, and the moment of the return, always in the window.
SILENCES = {
    "an hour": "2025-04-04 08:30",
    "three days": "2025-04-08 07:30",
    "three weeks": "2025-04-25 07:30",
    "a year": "2026-04-06 07:30",
}
#: Deadlines before, within and after the silences, on working days and days off.
DEADLINES = [
    "2025-04-04", "2025-04-08", "2025-04-10", "2025-04-24", "2025-04-30", "2025-06-02",
    "2026-04-03", "2026-04-07",
]  # fmt: skip
UNITS = ["culture", "radio", "women"]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url, durable=False)
    yield made
    made.dispose()


def build(app: App) -> tuple[int, int]:
    """A ward of which each unit has work for every one of these days, one clause for each day."""
    clauses = [
        clause(f"V.{number}", UNITS, on_dates(day)) for number, day in enumerate(DEADLINES, start=1)
    ]
    ward = office(app, clauses, now=local("2025-03-03 08:00"))
    for at in ("2025-03-03 08:10", "2025-03-24 07:30", "2025-04-01 07:30", "2025-04-03 07:30"):
        tick(ward, at, force=True)
    return ward.ward_id, ward.plan_id


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("before_the_silence", build)


@pytest.fixture
def ward(app: App, copied: tuple[str, Any]) -> Office:
    return Office(app, *copied[1])


def one_for_each_address(told: Sequence[Told]) -> None:
    """One digest for each address; the officer's question about next year stands beside it."""
    times = Counter((one.to, one.kind == calendar_ask.KIND) for one in told)
    assert [(one.to, one.subject) for one in told if times[one.to, False] > 1] == []
    assert sum(one.kind == calendar_ask.KIND for one in told) <= 1


def nothing_is_said_to_be_near_that_has_passed(
    ward: Office, told: Sequence[Told], now: datetime
) -> None:
    """Each line tells the truth of the moment, and stands under the right heading."""
    rows = {row.id: row for row in ward.all()}
    for one in told:
        for assignment_id, kind, _ in one.items:
            passed = has_passed(rows[assignment_id], now)
            if kind in ("reminder", "overdue"):
                assert (kind == "overdue") == passed, (one.to, rows[assignment_id].code)
        kinds = {has_passed(rows[i], now) for i, kind, _ in one.items if kind != "escalation"}
        near = re.search(r"sắp đến hạn", f"{one.subject}\n{one.text}", re.IGNORECASE)
        assert near is None or False in kinds, one.subject


@pytest.mark.parametrize("back", SILENCES.values(), ids=SILENCES.keys())
def test_r5_after_a_silence_of_everything_one_mail_for_each_address(
    ward: Office, back: str
) -> None:
    if back > "2025-04-05":
        tick(ward, "2025-04-04 07:30")

    done, told = tick(ward, back)
    _, again = tick(ward, f"{back[:11]}09:30")

    now = local(back)
    assert done.rounds[ward.ward_id].storm == 0
    assert {"culture@p4.example", "radio@p4.example"} <= {one.to for one in told}
    one_for_each_address([*told, *again])
    nothing_is_said_to_be_near_that_has_passed(ward, told, now)
    # Whoever still owes something that has reached a rung hears of all of it in that one mail.
    mail = next(one for one in told if one.to.startswith("culture"))
    speaking = [i for i, kind, _ in mail.items if kind in ("reminder", "overdue")]
    assert len(speaking) == len(set(speaking))


@pytest.mark.parametrize("back", SILENCES.values(), ids=SILENCES.keys())
def test_r5_while_the_mail_server_was_away_mails_did_not_pile_up(ward: Office, back: str) -> None:
    """Rounds go on each working day, the server comes back: one true mail for each address."""
    down = unreachable(ward.app)
    at, end = LAST, local(back)
    while at < end:
        # Of a year every third Friday is enough, among them some of November and December.
        step = timedelta(days=1 if end - LAST < timedelta(days=30) else 21)
        assert turn_at(down, at).failed == {}
        at += step

    _, told = tick(ward, back, force=True)

    one_for_each_address(told)
    nothing_is_said_to_be_near_that_has_passed(ward, told, end)
    with ward.app.reading() as session:
        left = session.exec(
            select(OutboxMail.state).where(OutboxMail.state == MailState.QUEUED)
        ).all()
    assert list(left) == []


def unreachable(app: App) -> App:
    """The same application with nobody at the mail server's port."""
    return replace(app, settings=app.settings.model_copy(update={"sink_port": 1}))


def turn_at(app: App, at: datetime) -> Turn:
    return turn(app, now=lambda: at, force=True)


def test_r5_rungs_older_than_five_working_days_are_missed_and_recorded(ward: Office) -> None:
    tick(ward, "2025-04-04 07:30")
    tick(ward, "2025-06-30 07:30")

    with ward.app.reading() as session:
        marks = session.exec(select(RungMark).where(RungMark.audience == "lead")).all()
    row = ward.one("V.3/1@culture")
    mine = {mark.offset: mark.state for mark in marks if mark.assignment_id == row.id}
    # Due 10 April: the rung of the 53rd working day is today's, all before it were slept through.
    assert row.state in OPEN_STATES
    assert set(mine.values()) <= {RungState.TOLD, RungState.MISSED, RungState.MERGED}
    assert [mine[offset] for offset in (0, 1, 3, 8, 13)] == [RungState.MISSED] * 5
    assert max(mine) - STALE_AFTER <= max(o for o, state in mine.items() if state is RungState.TOLD)
