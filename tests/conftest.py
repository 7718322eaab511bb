"""Databases for tests: SQLite and PostgreSQL, built by the migrations, one fresh copy a test."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import Engine

from dondoc.settings import Settings
from dondoc.usecases.voice import Voice
from dondoc.wiring import App
from models.db import make_engine, migrate
from tests import postgres

BACKENDS = ("sqlite", "postgresql")
SECRET = b"a secret of the tests, long enough to be one"
EMPTY = "empty"
#: A file system in memory, and the room that the files of a whole run may need.
MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 6 * 2**30
_numbers = itertools.count(1)
# How long an example takes says more about the machine than about the program.
settings.register_profile("dondoc", deadline=None)
settings.load_profile("dondoc")


def pytest_configure() -> None:
    """Put the files of the run into memory: tests commit thousands of times, and disks are slow.

    Whoever names a place in ``TMPDIR`` is obeyed.
    """
    writable = "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK)
    if writable and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


@dataclass(frozen=True)
class Prepared:
    """What tests find in their database: made once by ``build`` in each process, then copied.

    ``build`` gets the application on the database, and returns facts that tests need about it.
    """

    name: str
    build: Callable[[App], Any]


@dataclass
class Databases:
    """Databases made by the migrations, and copies of them."""

    folder: Path
    sqlite_template: Path
    postgres_folder: Callable[[], str]
    facts: dict[tuple[str, str], Any] = field(default_factory=dict)

    def copy(self, backend: str, prepared: Prepared | None, place: Path) -> tuple[str, Any]:
        """Return the address of a copy of what is prepared, and the facts about it."""
        if prepared is None:
            return self._copy(backend, EMPTY, place), None
        key = (backend, prepared.name)
        if key not in self.facts:
            self.facts[key] = self._prepare(backend, prepared)
        return self._copy(backend, prepared.name, place), self.facts[key]

    def drop(self, url: str) -> None:
        """Remove a copy that PostgreSQL holds; a file goes with its folder."""
        if url.startswith("postgresql"):
            name = url.partition("@/")[2].partition("?")[0]
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _prepare(self, backend: str, prepared: Prepared) -> Any:
        folder = self.folder / prepared.name / backend
        folder.mkdir(parents=True)
        url = self._copy(backend, EMPTY, folder)
        engine = make_engine(url)
        facts = prepared.build(app_on(engine, url, folder))
        engine.dispose()
        if backend == "sqlite":
            shutil.copy(folder / "dondoc.db", self._file(prepared.name))
        else:
            self._say(
                f"ALTER DATABASE {url.partition('@/')[2].partition('?')[0]} RENAME TO template_{prepared.name}"
            )
        return facts

    def _copy(self, backend: str, name: str, place: Path) -> str:
        if backend == "sqlite":
            path = place / "dondoc.db"
            shutil.copy(self._file(name), path)
            return f"sqlite:///{path}"
        copy = f"t{next(_numbers)}"
        self._say(f"CREATE DATABASE {copy} TEMPLATE template_{name}")
        return f"postgresql://postgres@/{copy}?host={self.postgres_folder()}"

    def _file(self, name: str) -> Path:
        return self.sqlite_template if name == EMPTY else self.folder / f"{name}.db"

    def _say(self, statement: str) -> None:
        folder = self.postgres_folder()
        with psycopg.connect(f"host={folder} user=postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


def app_on(engine: Engine, url: str, folder: Path) -> App:
    """The whole application on a database; mails would go to the local sink's port."""
    settings = Settings(data_dir=folder, database_url=url)
    voice = Voice("https://dondoc.phuong4.example", SECRET, "dondoc@phuong4.example")
    return App(settings=settings, engine=engine, voice=voice)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "dondoc.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[str]:
    """The socket of a migrated server; its database ``template_empty`` is copied for each test."""
    with postgres.server() as folder:
        with psycopg.connect(f"host={folder} user=postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE template_empty")
        engine = make_engine(f"postgresql://postgres@/template_empty?host={folder}")
        migrate(engine)
        engine.dispose()
        yield folder


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Databases:
    """Every kind of database that tests copy; PostgreSQL starts with the first test that needs it."""

    def started() -> str:
        return str(request.getfixturevalue("postgres_folder"))

    return Databases(tmp_path_factory.mktemp("prepared"), sqlite_template, started)


@pytest.fixture
def prepared() -> Prepared | None:
    """What the database of a test holds; folders and files of tests override it."""
    return None


@pytest.fixture(params=BACKENDS)
def copied(
    request: pytest.FixtureRequest, databases: Databases, prepared: Prepared | None, tmp_path: Path
) -> Iterator[tuple[str, Any]]:
    """A database of each kind with what is prepared, and the facts about it."""
    url, facts = databases.copy(request.param, prepared, tmp_path)
    yield url, facts
    databases.drop(url)


@pytest.fixture
def database_url(copied: tuple[str, Any]) -> str:
    """A migrated database of each kind; empty where nothing is prepared."""
    return copied[0]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def app(engine: Engine, database_url: str, tmp_path: Path) -> App:
    return app_on(engine, database_url, tmp_path)


@pytest.fixture
def now() -> datetime:
    """Monday, 3 March 2025, 08:00 in Vietnam."""
    return datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
