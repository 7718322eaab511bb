"""R20: nothing, not even the program itself, changes or deletes an event."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from dondoc.wiring import App
from models.assignment import AssignmentEvent
from tests.factories import Office
from tests.usecases.attributing import facts, prepared

__all__ = ["facts", "prepared"]


FORBIDDEN = [
    "UPDATE {table} SET actor = 'người khác'",
    "UPDATE {table} SET at = at WHERE id = (SELECT min(id) FROM {table})",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})",
]
#: Statements that replace or empty without firing the triggers for UPDATE and DELETE.
SIDEWAYS = {
    "sqlite": ["REPLACE INTO {table} SELECT * FROM {table}"],
    "postgresql": ["TRUNCATE {table}", "TRUNCATE {table} CASCADE"],
}


def test_r20_no_statement_changes_or_deletes_an_event(
    engine: Engine, facts: tuple[Office, int, int]
) -> None:
    with engine.begin() as connection:
        for table in ("assignment_event", "ward_event"):
            count = text(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name of this test
            assert connection.execute(count).scalar_one() > 0
    for table in ("assignment_event", "ward_event"):
        for statement in [*FORBIDDEN, *SIDEWAYS[engine.dialect.name]]:
            with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
                connection.execute(text(statement.format(table=table)))


def test_r20_nor_does_the_program_itself(app: App, facts: tuple[Office, int, int]) -> None:
    with pytest.raises(DBAPIError, match="append-only"), app.transaction() as session:
        event = session.exec(select(AssignmentEvent)).first()
        assert event is not None
        session.delete(event)
    with pytest.raises(DBAPIError, match="append-only"), app.transaction() as session:
        event = session.exec(select(AssignmentEvent)).first()
        assert event is not None
        event.at = event.at + timedelta(seconds=1)
        session.add(event)
