"""Commands as a person types them, on a migrated database of their own."""

import shutil
import sqlite3
from contextlib import closing, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from dondoc.cli.main import run
from dondoc.settings import Settings

SAMPLE_WARD = Path("deploy/sample/ward.yaml")
PLAN = Path(__file__).parent / "plan.txt"
ISSUED = "2025-03-03T08:00+07:00"


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What was printed, line by line."""
        return self.out.splitlines()


@dataclass(frozen=True)
class Dondoc:
    """The command line on one database."""

    database: Path
    captured: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Said:
        code = run(["--database", f"sqlite:///{self.database}", *words])
        taken = self.captured.readouterr()
        return Said(code, taken.out, taken.err)

    def ok(self, *words: str) -> Said:
        """Run a command that must succeed in silence on standard error."""
        said = self(*words)
        assert (said.code, said.err) == (0, "")
        return said

    def content(self) -> str:
        """Return every row of the database; its files may change when nothing was written."""
        if not self.database.exists():
            return ""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return "\n".join(connection.iterdump())


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DONDOC_{name.upper()}", raising=False)
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path))


@pytest.fixture
def dondoc(sqlite_template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Dondoc:
    """The command line on an empty database."""
    path = tmp_path / "dondoc.db"
    shutil.copy(sqlite_template, path)
    return Dondoc(path, capsys)


@pytest.fixture(scope="session")
def office_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample ward with a plan in force since 3 March 2025, made once by the commands."""
    folder = tmp_path_factory.mktemp("office")
    path = folder / "dondoc.db"
    shutil.copy(sqlite_template, path)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setenv("DONDOC_DATA_DIR", str(folder))
        for words in (
            ["ward", "load", str(SAMPLE_WARD)],
            ["plan", "import", str(PLAN), "--now", ISSUED, "--yes"],
        ):
            assert run(["--database", f"sqlite:///{path}", *words]) == 0
    return path


@pytest.fixture
def office(office_template: Path, dondoc: Dondoc) -> Dondoc:
    """The command line of the sample ward with a plan in force since 3 March 2025."""
    # The template's last pages may still lie in its write-ahead log: a plain copy would miss them.
    given, taken = sqlite3.connect(office_template), sqlite3.connect(dondoc.database)
    given.backup(taken)
    given.close()
    taken.close()
    return dondoc
