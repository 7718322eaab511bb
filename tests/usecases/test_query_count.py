"""What a round costs in questions to the database does not grow with the ward."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dondoc.usecases import notify, show, summarise
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from tests.factories import Office, clause, office, on_dates
from tests.usecases.play import local, tick

#: Context 6 (ward, units, contacts, people, absences, suspended), quiet mode, open work 2 (duties,
#: assignments), marks, news, links, unsent mails, mails of the day, how many wait, and the
#: heartbeat read and written.
ROUND = 17
TOLD = local("2025-03-04 07:30")
QUIET = local("2025-03-05 07:30")


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that the engine runs."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        heard.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def _asked(heard: list[str]) -> list[str]:
    return [one for one in heard if not one.startswith(("BEGIN", "COMMIT"))]


def ward_with(app: App, count: int, now: datetime) -> Office:
    """A ward with this many assignments, all far from due, whose units have been told."""
    first = date(2025, 6, 2)
    days = [(first + timedelta(days=number // 3)).isoformat() for number in range(0, count, 3)]
    ward = office(app, [clause("V.1", ["culture", "radio", "ubnd"], on_dates(*days))], now=now)
    assert len(ward.all()) == count
    tick(ward, "2025-03-03 08:10", force=True)
    tick(ward, f"{TOLD:%Y-%m-%d %H:%M}", force=True)
    return ward


@pytest.mark.parametrize("count", [3, 300])
def test_a_round_with_nothing_due_costs_the_same_for_3_and_for_300_assignments(
    app: App, now: datetime, count: int
) -> None:
    ward = ward_with(app, count, now)

    with statements(app.engine) as heard, app.transaction() as session:
        outcome = run_round(session, ward.ward_id, voice=app.voice, now=QUIET)

    assert (outcome.mails, outcome.waiting, outcome.outside_window) == (0, 0, False)
    assert len(_asked(heard)) == ROUND


@pytest.mark.parametrize("count", [3, 300])
def test_news_summaries_and_the_list_of_work_cost_the_same_too(
    app: App, now: datetime, count: int
) -> None:
    ward = ward_with(app, count, now)

    with statements(app.engine) as news, app.transaction() as session:
        notify.notify(session, ward.ward_id, voice=app.voice, now=TOLD + timedelta(hours=1))
    with statements(app.engine) as drafts, app.transaction() as session:
        summarise.draft_due(session, ward.ward_id, now=QUIET)
    with statements(app.engine) as listed, app.reading() as session:
        found = show.assignments(session, ward.ward_id, now=QUIET)

    assert len(found) == count
    assert [len(_asked(heard)) for heard in (news, drafts, listed)] == [9, 10, 10]
