"""Transactions, migrations, and the history that cannot be changed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from models.db import (
    DatabaseTrouble,
    check_ready,
    make_engine,
    migrate,
    reading,
    transaction,
    version_of,
)
from models.ward import Ward

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


def ward(key: str = "phuong-4") -> Ward:
    return Ward(key=key, name="Phường 4", loaded_at=NOW)


def keys(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.exec(select(Ward.key)).all())


def test_a_transaction_keeps_its_work(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(ward())

    assert keys(engine) == ["phuong-4"]


def test_a_failing_transaction_keeps_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), transaction(engine) as session:
        session.add(ward())
        session.flush()
        raise ZeroDivisionError

    assert keys(engine) == []


def test_instants_come_back_aware_and_equal(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(ward())

    with reading(engine) as session:
        assert session.exec(select(Ward.loaded_at)).one() == NOW


def test_a_naive_instant_is_refused(engine: Engine) -> None:
    with pytest.raises(Exception, match="naive"), transaction(engine) as session:
        session.add(Ward(key="x", name="X", loaded_at=datetime(2025, 3, 3)))  # noqa: DTZ001


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    before = version_of(engine)

    migrate(engine)

    assert version_of(engine) == before
    check_ready(engine)


def test_a_database_from_a_newer_version_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseTrouble, match="mới hơn"):
        migrate(engine)


def test_an_empty_database_is_told_to_be_migrated(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")

    with pytest.raises(DatabaseTrouble, match="dondoc migrate"):
        check_ready(engine)


def test_a_locked_sqlite_database_is_named(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "locked.db"
    path.write_bytes(sqlite_template.read_bytes())
    holder = make_engine(f"sqlite:///{path}")
    second = make_engine(f"sqlite:///{path}", busy_seconds=0.1)

    with transaction(holder) as held:
        held.add(ward())
        held.flush()
        with pytest.raises(DatabaseTrouble, match="đang bị chương trình khác giữ"):  # noqa: SIM117
            with transaction(second) as session:
                session.add(ward("phuong-5"))
                session.flush()


def test_a_wrong_address_is_explained() -> None:
    with pytest.raises(DatabaseTrouble, match="chỉ dùng SQLite hoặc PostgreSQL"):
        make_engine("mysql://localhost/x")


@pytest.mark.parametrize("verb", ["UPDATE assignment_event SET text = 'x'", "DELETE FROM assignment_event"])  # fmt: skip
def test_r20_the_history_cannot_be_changed_or_deleted(verb: str, engine: Engine) -> None:
    with transaction(engine) as session:
        one_event(session)

    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(verb))


def one_event(session: Session) -> None:
    """Put the fewest rows there that an event can stand on."""
    when = "'2025-03-03 01:00:00'"
    for statement in (
        f"INSERT INTO ward (id, key, name, city, province, timezone, send_at, window_from, window_until, closes_at, groups, chain, ladder, calendar, waves, loaded_at) VALUES (1, 'w', 'W', '', '', 'UTC', '07:30', '07:30', '17:00', '17:00', '{{}}', '[]', '{{}}', '{{}}', '[]', {when})",  # fmt: skip
        "INSERT INTO unit (id, ward_id, key, name, aliases, groups, requested) VALUES (1, 1, 'u', 'U', '[]', '[]', false)",  # fmt: skip
        f"INSERT INTO plan (id, ward_id, state, title, issued_certainty, section_title, file_name, file_bytes, content_hash, text, draft, imported_at) VALUES (1, 1, 'draft', '', 'stated', '', '', '', 'h', '', '{{}}', {when})",  # fmt: skip
        "INSERT INTO clause (id, plan_id, position, path, text, mode) VALUES (1, 1, 1, 'V.1', '', 'assign')",  # fmt: skip
        "INSERT INTO duty (id, clause_id, position, text, kind, cadence) VALUES (1, 1, 1, '', 'launch', '{}')",  # fmt: skip
        f"INSERT INTO assignment (id, ward_id, plan_id, duty_id, unit_id, code, occurrence, mode, state, certainty, first_due_at, due_at, revision, case_revision, revised_at, derivation, chased, version) VALUES (1, 1, 1, 1, 1, 'c', 'o', 'assign', 'assigned', 'stated', {when}, {when}, 1, 1, {when}, '', true, 1)",  # fmt: skip
        f"INSERT INTO assignment_event (id, ward_id, assignment_id, at, kind, actor_kind, actor, channel, text, data) VALUES (1, 1, 1, {when}, 'assigned', 'system', 'x', 'system', '', '{{}}')",  # fmt: skip
    ):
        session.connection().exec_driver_sql(statement)
