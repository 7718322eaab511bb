"""The command line as a process of its own: exit codes, streams, help, the script in ``bin``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dondoc.cli import faults
from dondoc.cli.main import run
from tests.cli.conftest import ISSUED, PLAN, SAMPLE_WARD, Dondoc
from tests.smtp_server import MailServer

ROOT = Path(__file__).parents[2]


def process(*words: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m dondoc`` with its data in ``folder``."""
    environment = {**os.environ, "DONDOC_DATA_DIR": str(folder), **more}
    return subprocess.run(
        [sys.executable, "-m", "dondoc", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_a_new_installation_gets_its_first_ward_and_plan(tmp_path: Path) -> None:
    loaded = process("ward", "load", str(SAMPLE_WARD), folder=tmp_path)
    given = process("plan", "import", str(PLAN), "--now", ISSUED, "--yes", folder=tmp_path)

    assert [(one.returncode, one.stderr) for one in (loaded, given)] == [(0, ""), (0, "")]
    assert loaded.stdout == (
        "Đã nạp Phường 4 (phuong-4): 11 đơn vị, 11 đầu mối, 3 người có vai trò.\n"
    )
    assert given.stdout.endswith("Đã xác nhận kế hoạch số 1: 5 nhiệm vụ có thời hạn.\n")


def test_wrong_input_ends_with_two_and_one_line(tmp_path: Path) -> None:
    said = process("plan", "read", "none.docx", folder=tmp_path)

    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == "Không có tệp “none.docx”; hãy kiểm tra lại đường dẫn.\n"


def test_the_database_may_come_from_the_environment(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/other.db"

    said = process("migrate", folder=tmp_path, DONDOC_DATABASE_URL=url)

    assert (said.returncode, said.stderr) == (0, "")
    assert (tmp_path / "other.db").exists()


def test_a_listing_may_be_cut_off_by_its_reader(tmp_path: Path) -> None:
    process("ward", "load", str(SAMPLE_WARD), folder=tmp_path)

    listing = subprocess.Popen(
        [sys.executable, "-m", "dondoc", "ward", "list"],
        cwd=ROOT, env={**os.environ, "DONDOC_DATA_DIR": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert listing.stdout is not None
    listing.stdout.close()

    assert listing.stderr is not None
    assert listing.stderr.read() == b""
    listing.stderr.close()
    listing.wait()


def test_the_script_runs_from_any_folder(tmp_path: Path) -> None:
    bin_folder = tmp_path / "checkout" / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    script = bin_folder / "dondoc"
    shutil.copy(ROOT / "deploy" / "dondoc.sh", script)
    script.chmod(0o755)
    (bin_folder / "python").symlink_to(sys.executable)
    for name in ("dondoc", "models", "notifications"):
        (tmp_path / "checkout" / name).symlink_to(ROOT / name)
    python_path = ":".join(path for path in sys.path if path.endswith("site-packages"))

    said = subprocess.run(
        [script, "plan", "read", PLAN],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": python_path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines()[0] == "Phong trào đọc sách năm 2025"


def test_the_help_is_vietnamese_and_needs_nothing_heavy(tmp_path: Path) -> None:
    heavy = ("sqlalchemy", "pydantic", "rich", "prefect", "fastapi", "asyncio")
    code = (
        "import sys; from dondoc.cli.main import run; run(['--help']); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )

    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    lines = said.stdout.splitlines()
    assert lines[0] == "Cách dùng: dondoc [TÙY CHỌN] LỆNH …"
    assert lines[-1] == "[]"


def test_without_a_command_the_help_is_shown(dondoc: Dondoc) -> None:
    assert dondoc.ok().out == dondoc.ok("--help").out


def test_every_command_of_the_table_has_help(dondoc: Dondoc) -> None:
    names = [
        "up", "board", "sink", "migrate", "login", "ward load", "ward list", "plan read",
        "plan import", "plan list", "plan draft", "plan confirm", "assignments", "show", "ack",
        "report", "accept", "return", "extend", "refuse", "transfer", "sleep", "wake", "cancel",
        "chase", "round", "summary", "simulate", "alarm list", "alarm answer", "doctor",
    ]  # fmt: skip

    firsts = [dondoc.ok(*name.split(), "--help").lines[0] for name in names]

    assert [line.split(" [")[0] for line in firsts] == [f"Cách dùng: dondoc {n}" for n in names]


def test_the_database_option_stands_before_or_after_the_command(
    dondoc: Dondoc, capsys: pytest.CaptureFixture[str]
) -> None:
    dondoc.ok("ward", "load", str(SAMPLE_WARD))

    before = dondoc.ok("ward", "list")
    run(["ward", "list", "--database", f"sqlite:///{dondoc.database}"])

    assert capsys.readouterr().out == before.out


def test_a_sign_in_link_is_printed(dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_BASE_URL", "https://theo-doi.phuong4.example")
    dondoc.ok("ward", "load", str(SAMPLE_WARD))

    said = dondoc.ok("login", "noivu@phuong4.example")

    assert said.out.startswith("Nguyễn Thị Hồng Diễm: https://theo-doi.phuong4.example/dang-nhap/")


def test_a_fault_of_ones_own_is_one_line_and_code_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = faults.tell(ZeroDivisionError("division\nby zero"), debug=False)

    assert code == 1
    assert capsys.readouterr().err == (
        "Lỗi của chương trình (ZeroDivisionError: division by zero). "
        "Chạy lại với --debug để xem chi tiết.\n"
    )


def test_debug_shows_where_an_error_came_from(tmp_path: Path) -> None:
    said = process("plan", "read", "none.docx", "--debug", folder=tmp_path)

    lines = said.stderr.splitlines()
    assert (said.returncode, lines[0]) == (2, "Traceback (most recent call last):")
    assert lines[-1] == "Không có tệp “none.docx”; hãy kiểm tra lại đường dẫn."


@pytest.mark.parametrize(
    ("command", "setting"), [("board", "DONDOC_BOARD_PORT"), ("sink", "DONDOC_SINK_PORT")]
)
def test_a_port_in_use_is_named(
    dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch, command: str, setting: str
) -> None:
    with MailServer() as other:
        monkeypatch.setenv(setting, str(other.port))

        said = dondoc(command)

        assert (said.code, said.err.count("\n")) == (2, 1)
        assert str(other.port) in said.err
        assert setting in said.err
