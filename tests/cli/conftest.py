"""Commands as a person types them, on a migrated database of their own."""

import shutil
from dataclasses import dataclass
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

    def content(self) -> bytes:
        """Return the database as it is, with everything that was written."""
        return self.database.read_bytes() + b"".join(
            path.read_bytes()
            for path in [self.database.with_name("dondoc.db-wal")]
            if path.exists()
        )


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


@pytest.fixture
def office(dondoc: Dondoc) -> Dondoc:
    """The command line of the sample ward with a plan in force since 3 March 2025."""
    dondoc.ok("ward", "load", str(SAMPLE_WARD))
    dondoc.ok("plan", "import", str(PLAN), "--now", ISSUED, "--yes")
    return dondoc
