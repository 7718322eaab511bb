"""Databases for tests: SQLite and PostgreSQL, built by the migrations, one fresh copy a test."""

import itertools
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from dondoc.settings import Settings
from dondoc.usecases.voice import Voice
from dondoc.wiring import App
from models.db import make_engine, migrate
from tests import postgres

BACKENDS = ("sqlite", "postgresql")
SECRET = b"a secret of the tests, long enough to be one"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "dondoc.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[str]:
    """The socket of a migrated server; its database ``template_dondoc`` is copied for each test."""
    with postgres.server() as folder:
        with psycopg.connect(f"host={folder} user=postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE template_dondoc")
        engine = make_engine(f"postgresql://postgres@/template_dondoc?host={folder}")
        migrate(engine)
        engine.dispose()
        yield folder


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "dondoc.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    folder = request.getfixturevalue("postgres_folder")
    name = f"t{next(_numbers)}"
    with psycopg.connect(f"host={folder} user=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_dondoc")
        yield f"postgresql://postgres@/{name}?host={folder}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def app(engine: Engine, database_url: str, tmp_path: Path) -> App:
    """The whole application on this database; mails would go to the local sink's port."""
    settings = Settings(data_dir=tmp_path, database_url=database_url)
    voice = Voice("https://dondoc.phuong4.example", SECRET, "dondoc@phuong4.example")
    return App(settings=settings, engine=engine, voice=voice)


@pytest.fixture
def now() -> datetime:
    """Monday, 3 March 2025, 08:00 in Vietnam."""
    return datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
