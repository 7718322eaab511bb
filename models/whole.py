"""The whole database at once: one consistent look at it, and its replacement in one step."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, Engine

from models import dump
from models.db import BEGINS, READING, DatabaseTrouble, alembic_config, make_engine, told_clearly

Work = Callable[[Connection], None]


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Look at one state of everything, whatever is written meanwhile.

    Raises:
        DatabaseTrouble: as for ``models.db.reading``.
    """
    # SQLite's readers see one state anyhow; PostgreSQL must be told to.
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    given = options if engine.dialect.name == "postgresql" else {BEGINS: READING}
    with told_clearly(engine), engine.connect() as plain:
        yield plain.execution_options(**given)


def holds_work(engine: Engine) -> bool:
    """Tell whether a ward is in the database.

    Raises:
        DatabaseTrouble: it cannot be read.
    """
    with snapshot(engine) as connection:
        return not dump.is_empty(connection)


def replace(engine: Engine, *, revision: str, fill: Work, finish: Work) -> None:
    """Put other content in the place of all that is there: all of it, or nothing.

    The tables are made as they were at ``revision``, filled, brought to today's, and finished.

    Raises:
        DatabaseTrouble: the database is held by somebody else or cannot be written.
    """
    with told_clearly(engine):
        if engine.dialect.name == "postgresql":
            with engine.begin() as connection:
                dump.clear(connection)
                _build(connection, engine, revision, fill, finish)
        else:
            _replace_file(engine, revision, fill, finish)


def _build(connection: Connection, engine: Engine, revision: str, fill: Work, finish: Work) -> None:
    config = alembic_config(engine)
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    fill(connection)
    command.upgrade(config, "head")
    finish(connection)


def _replace_file(engine: Engine, revision: str, fill: Work, finish: Work) -> None:
    """Build a new file beside the old one, then copy it over the old one in one transaction."""
    target = Path(engine.url.database or "")
    built = target.with_name(f"{target.name}.phuc-hoi")
    _remove(built)
    made = make_engine(f"sqlite:///{built}", durable=False)
    try:
        command.upgrade(alembic_config(made), revision)
        with made.begin() as connection:
            fill(connection)
        command.upgrade(alembic_config(made), "head")
        with made.begin() as connection:
            finish(connection)
        made.dispose()
        _copy_over(built, target)
    finally:
        made.dispose()
        _remove(built)


def _copy_over(built: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(built)) as source,
            closing(sqlite3.connect(target, timeout=5)) as goal,
        ):
            source.backup(goal)
    except sqlite3.OperationalError as error:
        raise DatabaseTrouble(
            f"Cơ sở dữ liệu {target} đang bị chương trình khác giữ. Hãy dừng dondoc rồi làm lại."
        ) from error


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
