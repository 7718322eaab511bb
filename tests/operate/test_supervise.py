"""The supervisor with real children: crashes, delays, signals, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from dondoc.operate.processes import MARK, marked, wait_until
from dondoc.operate.supervise import LOG_LIMIT_BYTES, Child, Patience, Supervisor

ROOT = Path(__file__).parents[2]
SHORT = Patience(first=0.1, longest=0.4, healthy_after=60, stop_within=5)
SLEEPER = "import time; print('đã chạy', flush=True); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('!', flush=True); time.sleep(60)"
PARENT = (
    "import subprocess, sys, time;"
    "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],"
    " start_new_session=True); print(p.pid, flush=True); time.sleep(60)"
)


def child(code: str, *, name: str = "con") -> Child:
    return Child(name=name, title="Tiến trình thử", argv=(sys.executable, "-c", code))


def log(tmp_path: Path, name: str = "con") -> str:
    path = tmp_path / f"{name}.log"
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    with Supervisor(log_dir=tmp_path, say=said.append, patience=SHORT) as made:
        yield made


def test_what_a_child_prints_is_in_its_log(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(child(SLEEPER))

    assert wait_until(lambda: log(tmp_path) == "đã chạy\n", seconds=10)


def test_a_crashed_child_is_started_again_with_a_growing_delay_and_said_so(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    supervisor.start(child("raise SystemExit(3)"))

    assert wait_until(lambda: len(said) >= 4, seconds=20)
    where = tmp_path / "con.log"
    assert said[:4] == [
        f"Tiến trình thử dừng với mã 3; khởi động lại sau {delay} giây. Nhật ký: {where}"
        for delay in ("0.1", "0.2", "0.4", "0.4")
    ]


def test_a_child_that_was_healthy_for_long_starts_again_at_the_shortest_delay(
    tmp_path: Path, said: list[str]
) -> None:
    patience = Patience(first=0.1, longest=10, healthy_after=0, stop_within=5)

    with Supervisor(log_dir=tmp_path, say=said.append, patience=patience) as supervisor:
        supervisor.start(child("raise SystemExit(3)"))
        assert wait_until(lambda: len(said) >= 3, seconds=20)

    assert ["sau 0.1 giây" in line for line in said[:3]] == [True, True, True]


def running(supervisor: Supervisor) -> int:
    """Return the child's process; it may write its first words before its number is known."""
    assert wait_until(lambda: supervisor.pids()["con"] is not None, seconds=10)
    return supervisor.pids()["con"] or 0


def test_a_killed_child_is_replaced_by_another_process(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    supervisor.start(child(SLEEPER))
    assert wait_until(lambda: log(tmp_path) == "đã chạy\n", seconds=10)
    first = running(supervisor)

    os.kill(first, signal.SIGKILL)

    assert wait_until(lambda: log(tmp_path) == "đã chạy\n" * 2, seconds=10)
    assert running(supervisor) != first
    assert said[0].startswith("Tiến trình thử bị ngắt bởi tín hiệu 9;")


def test_a_command_that_does_not_exist_is_said_and_tried_again(
    supervisor: Supervisor, said: list[str]
) -> None:
    supervisor.start(Child(name="con", title="Tiến trình thử", argv=("/khong/co/lenh",)))

    assert wait_until(lambda: len(said) >= 2, seconds=10)
    assert said[0].startswith("Tiến trình thử không khởi động được (No such file or directory);")


def test_stopping_ends_a_child_that_does_not_listen_within_the_time(
    tmp_path: Path, said: list[str]
) -> None:
    patience = Patience(first=0.1, stop_within=1)
    supervisor = Supervisor(log_dir=tmp_path, say=said.append, patience=patience)
    supervisor.start(child(DEAF))
    assert wait_until(lambda: log(tmp_path) == "!\n", seconds=10)
    pid = running(supervisor)
    began = time.monotonic()

    supervisor.stop()

    assert time.monotonic() - began < 5
    assert not psutil.pid_exists(pid)
    assert said == []


def test_stopping_also_ends_grandchildren_in_sessions_of_their_own(
    tmp_path: Path, said: list[str]
) -> None:
    supervisor = Supervisor(log_dir=tmp_path, say=said.append, patience=SHORT)
    supervisor.start(child(PARENT))
    assert wait_until(lambda: log(tmp_path).strip().isdigit(), seconds=10)
    grandchild = int(log(tmp_path))
    assert psutil.pid_exists(grandchild)

    supervisor.stop()

    assert wait_until(lambda: not _alive(grandchild), seconds=5)
    assert marked(supervisor.mark) == []


def test_stopping_while_a_restart_is_awaited_starts_nothing_more(
    tmp_path: Path, said: list[str]
) -> None:
    patience = Patience(first=0.5, stop_within=5)
    supervisor = Supervisor(log_dir=tmp_path, say=said.append, patience=patience)
    supervisor.start(child("print('một lần', flush=True)"))
    assert wait_until(lambda: said != [], seconds=10)

    supervisor.stop()
    time.sleep(0.7)

    assert log(tmp_path) == "một lần\n"


def test_a_long_log_is_put_aside_at_the_start(supervisor: Supervisor, tmp_path: Path) -> None:
    (tmp_path / "con.log").write_bytes(b"x" * (LOG_LIMIT_BYTES + 1))

    supervisor.start(child(SLEEPER))

    assert wait_until(lambda: log(tmp_path) == "đã chạy\n", seconds=10)
    assert (tmp_path / "con.log.1").stat().st_size == LOG_LIMIT_BYTES + 1


def test_readiness_is_asked_of_the_child_itself(supervisor: Supervisor, tmp_path: Path) -> None:
    told = tmp_path / "sẵn sàng"
    ready = Child(
        name="con",
        title="Tiến trình thử",
        argv=(sys.executable, "-c", f"open({str(told)!r}, 'w'); import time; time.sleep(60)"),
        ready=told.exists,
    )
    never = Child(name="không", title="Khác", argv=ready.argv, ready=lambda: False)
    supervisor.start(ready)

    assert supervisor.wait_ready(ready, seconds=10)
    assert not supervisor.wait_ready(never, seconds=0.2)


SUPERVISOR_ALONE = f"""
import pathlib, sys, time
from dondoc.operate.supervise import Child, Supervisor
s = Supervisor(log_dir=pathlib.Path(sys.argv[1]), say=print)
s.start(Child(name="con", title="con", argv=(sys.executable, "-c", {PARENT!r})))
print(s.mark, flush=True)
time.sleep(60)
"""


def test_killing_the_supervisor_itself_leaves_no_process_behind(tmp_path: Path) -> None:
    alone = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR_ALONE, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert alone.stdout is not None
    mark = alone.stdout.readline().strip()
    assert wait_until(lambda: log(tmp_path).strip().isdigit(), seconds=10)
    family = psutil.Process(alone.pid).children(recursive=True)
    assert len(marked(mark)) == 2

    alone.kill()
    alone.wait()

    assert wait_until(lambda: not any(_alive(p.pid) for p in family), seconds=10)
    assert marked(mark) == []
    alone.stdout.close()


def _alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_the_mark_is_not_a_setting_of_dondoc() -> None:
    assert not MARK.startswith("DONDOC_")
