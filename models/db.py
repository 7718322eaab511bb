"""Engines, transactions and migrations: the only place that commits."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlmodel import Session

from models import sqlite
from models.sqlite import Overtaken

log = logging.getLogger(__name__)
T = TypeVar("T")

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30
#: The execution option that says how a transaction begins on SQLite.
BEGINS = "dondoc_begins"
WRITING, READING, LATE = "writing", "reading", "late"


class DatabaseTrouble(Exception):
    """The database cannot be used as it is; the message says why and what to do."""


def make_engine(url: str, *, busy_seconds: float = BUSY_SECONDS, durable: bool = True) -> Engine:
    """Return an engine for SQLite (WAL, durable commits, foreign keys) or PostgreSQL.

    ``durable=False`` is for a database that is thrown away: it does not wait for the disk.

    Raises:
        DatabaseTrouble: ``url`` is not a database address that dondoc knows.
    """
    try:
        parsed = make_url(url)
    except SQLAlchemyError as error:
        raise DatabaseTrouble(
            f"Địa chỉ cơ sở dữ liệu không đúng: “{url}”. "
            "Ví dụ đúng: sqlite:///var/dondoc.db hoặc postgresql://người-dùng@máy/dondoc."
        ) from error
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if parsed.get_backend_name() != "sqlite":
        raise DatabaseTrouble(
            f"dondoc chỉ dùng SQLite hoặc PostgreSQL, không dùng “{parsed.get_backend_name()}”."
        )
    if parsed.database and parsed.database != ":memory:":
        folder = Path(parsed.database).parent
        if not folder.is_dir():
            raise DatabaseTrouble(f"Không có thư mục {folder} để đặt cơ sở dữ liệu; hãy tạo trước.")
    engine = create_engine(
        parsed,
        connect_args={"timeout": busy_seconds, "factory": sqlite.Connection},
        json_deserializer=_from_json,
    )
    event.listen(engine, "connect", lambda made, _record: made.set_up(durable=durable))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _from_json(text: str) -> Any:
    """Parse JSON; most of what is stored is empty, and a round reads hundreds of columns of it."""
    match text:
        case "null":
            return None
        case "[]":
            return []
        case "{}":
            return {}
        case _:
            return json.loads(text)


def _begin_sqlite(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    how = connection.get_execution_options().get(BEGINS, WRITING)
    begin = {READING: driver.begin_reading, LATE: driver.begin_late}.get(how, driver.begin_writing)
    try:
        begin()
    except sqlite3.Error as error:
        raise OperationalError("BEGIN", None, error) from error


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One unit of work: commits at the end, rolls back on any error.

    Raises:
        DatabaseTrouble: the database is locked, read-only, out of reach or out of date.
    """
    with told_clearly(engine), Session(engine, expire_on_commit=False) as session:
        yield session
        session.commit()


def unit_of_work(engine: Engine, work: Callable[[Session], T]) -> T:
    """Do one unit of work that reads and thinks for long before it writes; returns what it does.

    On SQLite others write meanwhile. When they change what the work has read, it is done once
    more from the beginning, by itself; it must have no effect but on the database.

    Raises:
        DatabaseTrouble: as for ``transaction``.
    """
    if engine.dialect.name == "sqlite":
        try:
            with transaction(engine.execution_options(**{BEGINS: LATE})) as session:
                return work(session)
        except Overtaken:
            log.info("a unit of work was overtaken and is done again")
    with transaction(engine) as session:
        return work(session)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A look at one consistent state; nothing is kept.

    Raises:
        DatabaseTrouble: as for ``transaction``.
    """
    calm = engine.execution_options(**{BEGINS: READING})
    with told_clearly(engine), Session(calm, expire_on_commit=False) as session:
        # Closing, unlike rolling back, leaves the rows that were read usable.
        yield session


@contextmanager
def told_clearly(engine: Engine) -> Iterator[None]:
    """Turn the drivers' errors into words for the person.

    Raises:
        DatabaseTrouble: the database is locked, read-only, out of reach or out of date.
    """
    try:
        yield
    except (OperationalError, DBAPIError) as error:
        told = _trouble(error, engine)
        if told is None:
            raise
        raise DatabaseTrouble(told) from error


def _trouble(error: DBAPIError, engine: Engine) -> str | None:
    words = str(error.orig).lower()
    where = engine.url.render_as_string(hide_password=True)
    if "locked" in words or "lock timeout" in words:
        return f"Cơ sở dữ liệu {where} đang bị chương trình khác giữ. Đợi ít phút rồi làm lại."
    if "readonly" in words or "read-only" in words:
        return f"Cơ sở dữ liệu {where} chỉ cho đọc. Hãy cấp quyền ghi cho tệp và thư mục chứa nó."
    if "not a database" in words or "malformed" in words:
        return (
            f"{where} không phải cơ sở dữ liệu của dondoc hoặc đã hỏng. Hãy phục hồi bản sao lưu."
        )
    if "no such table" in words or "undefinedtable" in words or "does not exist" in words:
        return f"Cơ sở dữ liệu {where} chưa được tạo bảng. Chạy: dondoc migrate."
    if isinstance(error, OperationalError):
        return f"Không mở được cơ sở dữ liệu {where}: {error.orig}"
    return None


def alembic_config(engine: Engine) -> Config:
    """Return the configuration for Alembic, without any file of its own."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine) -> None:
    """Bring the database to today's tables; keeps what is in it.

    Raises:
        DatabaseTrouble: it is locked, read-only, or from a newer dondoc.
    """
    check_not_newer(engine)
    with told_clearly(engine):
        command.upgrade(alembic_config(engine), "head")


def version_of(engine: Engine) -> str | None:
    """Return the revision of the database; None when it is empty."""
    calm = engine.execution_options(**{BEGINS: READING})
    with told_clearly(engine), calm.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_not_newer(engine: Engine) -> None:
    """Refuse a database that a newer dondoc has already changed.

    Raises:
        DatabaseTrouble: its revision is unknown here.
    """
    found = version_of(engine)
    known = {r.revision for r in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseTrouble(
            f"Cơ sở dữ liệu này do bản dondoc mới hơn tạo (phiên bản {found}). "
            "Hãy cài bản dondoc mới, hoặc phục hồi bản sao lưu cũ."
        )


def check_ready(engine: Engine) -> None:
    """Refuse to work on a database that is not at today's revision.

    Raises:
        DatabaseTrouble: it is empty, older or newer; the message says what to run.
    """
    check_not_newer(engine)
    if version_of(engine) != ScriptDirectory(str(MIGRATIONS)).get_current_head():
        where = engine.url.render_as_string(hide_password=True)
        raise DatabaseTrouble(f"Cơ sở dữ liệu {where} chưa đúng phiên bản. Chạy: dondoc migrate.")
