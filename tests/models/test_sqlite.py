"""Late transactions on SQLite: others write meanwhile, and what they change is never overlooked."""

import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from models.db import BEGINS, LATE, make_engine, reading, transaction, unit_of_work
from models.sqlite import Overtaken
from models.ward import Unit, Ward

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def two(tmp_path: Path, sqlite_template: Path) -> tuple[Engine, Engine]:
    """The same database from two sides, with one ward of two units."""
    path = tmp_path / "two.db"
    path.write_bytes(sqlite_template.read_bytes())
    engines = [make_engine(f"sqlite:///{path}", busy_seconds=30) for _ in range(2)]
    with transaction(engines[0]) as session:
        session.add(Ward(id=1, key="p4", name="Phường 4", loaded_at=NOW))
        session.flush()
        session.add_all([Unit(ward_id=1, key=key, name=key) for key in ("a", "b")])
    return engines[0], engines[1]


def late(engine: Engine) -> Engine:
    return engine.execution_options(**{BEGINS: LATE})


def names(session: Session) -> list[str]:
    query = select(Unit.name).where(col(Unit.ward_id) == 1).order_by(col(Unit.id))
    return list(session.exec(query).all())


def rename(engine: Engine, key: str, name: str) -> None:
    kind = Ward if key == "p4" else Unit
    with transaction(engine) as session:
        session.exec(select(kind).where(col(kind.key) == key)).one().name = name


def all_names(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return names(session)


def test_others_write_while_a_late_transaction_thinks(two: tuple[Engine, Engine]) -> None:
    mine, other = two
    with transaction(late(mine)) as session:
        ward = session.get_one(Ward, 1)
        rename(other, "a", "ở nơi khác")
        ward.city = "Huế"

    with reading(other) as session:
        assert session.get_one(Ward, 1).city == "Huế"
    assert all_names(mine) == ["ở nơi khác", "b"]


def _renamed(session: Session) -> None:
    session.connection().execute(text("UPDATE unit SET name = 'khác' WHERE key = 'b'"))


def _removed(session: Session) -> None:
    session.connection().execute(text("DELETE FROM unit WHERE key = 'a'"))


def _joined(session: Session) -> None:
    session.add(Unit(ward_id=1, key="c", name="c"))


@pytest.mark.parametrize("change", [_renamed, _removed, _joined])
def test_what_was_read_and_is_no_longer_so_overtakes(
    two: tuple[Engine, Engine], change: Callable[[Session], None]
) -> None:
    mine, other = two
    with pytest.raises(Overtaken), transaction(late(mine)) as session:
        names(session)
        with transaction(other) as theirs:
            change(theirs)
        session.get_one(Ward, 1).city = "Huế"

    rename(mine, "p4", "vẫn dùng được")
    with reading(other) as session:
        ward = session.get_one(Ward, 1)
        assert (ward.name, ward.city) == ("vẫn dùng được", "")


def test_nothing_found_is_an_answer_too(two: tuple[Engine, Engine]) -> None:
    mine, other = two
    with pytest.raises(Overtaken), transaction(late(mine)) as session:
        assert session.get(Ward, 2) is None
        with transaction(other) as theirs:
            theirs.add(Ward(id=2, key="p5", name="Phường 5", loaded_at=NOW))
        session.get_one(Ward, 1).city = "Huế"


def test_rows_are_given_out_one_by_one_in_parts_and_all(two: tuple[Engine, Engine]) -> None:
    mine, _ = two
    with transaction(late(mine)) as session:
        connection = session.connection()
        ask = text("SELECT key FROM unit ORDER BY id")
        assert connection.execute(ask).scalar() == "a"
        found = connection.execute(ask)
        assert [row and row[0] for row in (found.fetchone() for _ in range(3))] == ["a", "b", None]
        parts = connection.execute(ask).partitions(1)
        assert [[row[0] for row in part] for part in parts] == [["a"], ["b"]]
        assert list(connection.execute(ask).scalars()) == ["a", "b"]
        session.get_one(Ward, 1).city = "Huế"
        session.flush()
        assert list(connection.execute(ask).scalars()) == ["a", "b"]


def test_after_its_first_write_it_is_the_writer(two: tuple[Engine, Engine]) -> None:
    mine, other = two
    eager = make_engine(str(other.url), busy_seconds=0.05)
    with transaction(late(mine)) as session:
        session.get_one(Ward, 1).city = "Huế"
        session.flush()
        with pytest.raises(OperationalError, match="locked"), eager.begin() as connection:
            connection.execute(text("DELETE FROM unit"))
        assert names(session) == ["a", "b"]

    assert all_names(other) == ["a", "b"]


def test_one_that_only_reads_never_waits(two: tuple[Engine, Engine]) -> None:
    mine, other = two
    with transaction(other) as theirs:
        theirs.get_one(Ward, 1).city = "Huế"
        theirs.flush()
        with transaction(late(mine)) as session:
            assert session.get_one(Ward, 1).city == ""


def test_work_that_was_overtaken_is_done_again_from_the_beginning(
    two: tuple[Engine, Engine],
) -> None:
    mine, other = two
    seen: list[list[str]] = []

    def work(session: Session) -> str:
        seen.append(names(session))
        if len(seen) == 1:
            rename(other, "a", "mới")
        session.get_one(Ward, 1).city = seen[-1][0]
        return seen[-1][0]

    assert unit_of_work(mine, work) == "mới"
    assert seen == [["a", "b"], ["mới", "b"]]
    with reading(other) as session:
        assert session.get_one(Ward, 1).city == "mới"


def test_what_goes_wrong_in_it_leaves_nothing(two: tuple[Engine, Engine]) -> None:
    mine, other = two

    def work(session: Session) -> None:
        session.get_one(Ward, 1).city = "Huế"
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        unit_of_work(mine, work)
    with reading(other) as session:
        assert session.get_one(Ward, 1).city == ""
    rename(mine, "a", "vẫn dùng được")


def test_no_change_is_lost_between_many_that_read_before_they_write(
    two: tuple[Engine, Engine],
) -> None:
    def count_up(session: Session) -> None:
        unit = session.exec(select(Unit).where(col(Unit.key) == "a")).one()
        unit.name = str(int(unit.name) + 1)

    def often(engine: Engine, times: int, do: Callable[[Engine], object]) -> threading.Thread:
        thread = threading.Thread(target=lambda: [do(engine) for _ in range(times)])
        thread.start()
        return thread

    rename(two[0], "a", "0")
    threads = [often(engine, 20, lambda on: unit_of_work(on, count_up)) for engine in (*two, *two)]
    for thread in threads:
        thread.join(timeout=60)

    assert all_names(two[0])[0] == "80"


def test_another_program_that_holds_the_database_is_waited_for_and_then_named(
    tmp_path: Path, sqlite_template: Path
) -> None:
    path = tmp_path / "held.db"
    path.write_bytes(sqlite_template.read_bytes())
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    threading.Timer(0.2, holder.rollback).start()

    with make_engine(f"sqlite:///{path}", busy_seconds=10).begin() as connection:
        connection.execute(text("DELETE FROM unit"))

    holder.execute("BEGIN IMMEDIATE")
    hasty = make_engine(f"sqlite:///{path}", busy_seconds=0.1)
    with pytest.raises(OperationalError, match="locked"), hasty.begin():
        pass
    holder.close()
