"""Transactions, migrations, and the history that cannot be changed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from models.assignment import ActorKind, Assignment, AssignmentEvent
from models.db import (
    DatabaseTrouble,
    alembic_config,
    check_ready,
    make_engine,
    migrate,
    reading,
    transaction,
    version_of,
)
from models.plan import Certainty, Clause, Duty, Mode, Plan
from models.ward import Absence, Contact, Unit, Ward
from tests.conftest import BACKENDS

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


@pytest.fixture(params=BACKENDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table, of each kind."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "postgresql":
        folder = request.getfixturevalue("postgres_folder")
        with psycopg.connect(f"host={folder} user=postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE empty")
        url = f"postgresql://postgres@/empty?host={folder}"
    made = make_engine(url)
    yield made
    made.dispose()
    if request.param == "postgresql":
        with psycopg.connect(f"host={folder} user=postgres", autocommit=True) as connection:
            connection.execute("DROP DATABASE empty")


def test_contacts_of_before_are_known_to_come_from_the_file(empty: Engine) -> None:
    """What an earlier version loaded is matched with the file when it is loaded again."""
    engine = empty
    command.upgrade(alembic_config(engine), "0005")
    with engine.begin() as connection:
        for statement in OLD_ROWS:
            connection.execute(text(statement))

    migrate(engine)

    with reading(engine) as session:
        contact = session.get_one(Contact, 1)
        absence = session.get_one(Absence, 1)
        assert contact.listed == {
            "name": "Loan", "title": "", "email": "loan@p4.example", "from": "2025-01-01",
            "to": None, "deputy": None,
        }  # fmt: skip
        assert (absence.contact_id, absence.person_id, absence.version) == (1, None, 1)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("UPDATE absence SET contact_id = NULL"))


OLD_ROWS = (
    "INSERT INTO ward (id, key, name, city, province, timezone, send_at, window_from, window_until,"
    " closes_at, groups, chain, ladder, calendar, waves, loaded_at, version, calendar_seen)"
    " VALUES (1, 'w', 'W', '', '', 'Asia/Ho_Chi_Minh', '07:30', '07:30', '17:00', '17:00', '{}',"
    " '[]', '{}', '{}', '[]', '2025-01-01 00:00:00', 1, '')",
    "INSERT INTO unit (id, ward_id, key, name, aliases, groups, requested, former_names, version)"
    " VALUES (1, 1, 'women', 'Hội Phụ nữ', '[]', '[]', FALSE, '[]', 1)",
    "INSERT INTO contact (id, ward_id, unit_id, name, title, email, valid_from, version)"
    " VALUES (1, 1, 1, 'Loan', '', 'loan@p4.example', '2025-01-01', 1)",
    "INSERT INTO absence (id, contact_id, from_on, to_on, deputy_name, deputy_email, reason)"
    " VALUES (1, 1, '2025-03-03', '2025-03-07', '', '', '')",
)


@pytest.mark.parametrize("verb", ["UPDATE assignment_event SET text = 'x'", "DELETE FROM assignment_event"])  # fmt: skip
def test_r20_the_history_cannot_be_changed_or_deleted(verb: str, engine: Engine) -> None:
    with transaction(engine) as session:
        one_event(session)

    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(verb))


def one_event(session: Session) -> None:
    """Put the fewest rows there that an event can stand on."""
    session.add(Ward(id=1, key="w", name="Phường", loaded_at=NOW))
    session.flush()
    session.add(Unit(id=1, ward_id=1, key="u", name="Đơn vị"))
    session.add(Plan(id=1, ward_id=1, content_hash="h", imported_at=NOW))
    session.flush()
    session.add(Clause(id=1, plan_id=1, position=1, path="V.1", text=""))
    session.flush()
    session.add(Duty(id=1, clause_id=1, position=1, text="", kind="launch"))
    session.flush()
    session.add(
        Assignment(
            id=1, ward_id=1, plan_id=1, duty_id=1, unit_id=1, code="c", occurrence="once",
            mode=Mode.ASSIGN, certainty=Certainty.STATED, first_due_at=NOW, due_at=NOW,
            revised_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    session.add(
        AssignmentEvent(
            ward_id=1, assignment_id=1, at=NOW, kind="assigned", actor_kind=ActorKind.SYSTEM,
            actor="dondoc", channel="system",
        )
    )  # fmt: skip
