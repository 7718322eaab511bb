"""The whole on one machine: started, asked, stopped, as a person would."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from dondoc.operate.children import Ports, choose_ports, environment_for
from dondoc.operate.only_one import AlreadyRunning, only_one
from dondoc.operate.probe import answers, listens, polled_since
from dondoc.operate.processes import wait_until
from dondoc.operate.stopping import told_by_any_signal
from dondoc.settings import Settings
from flows.timetable import TIMETABLE

ROOT = Path(__file__).parents[2]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PORTS = Ports(board=8001, prefect=4201, sink=2526)


def unused_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def busy() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def test_children_know_the_ports_in_use_and_nothing_of_another_prefect(tmp_path: Path) -> None:
    outside = {"PATH": "/bin", "PREFECT_API_KEY": "x", "PREFECT_PROFILE": "cloud"}
    settings = Settings(data_dir=tmp_path, base_url="http://127.0.0.1:8001")

    told = environment_for(outside, settings, PORTS)

    assert {name: told[name] for name in told if name.startswith("DONDOC_")} == {
        "DONDOC_DATA_DIR": str(tmp_path),
        "DONDOC_BASE_URL": "http://127.0.0.1:8001",
        "DONDOC_BOARD_PORT": "8001",
        "DONDOC_PREFECT_PORT": "4201",
        "DONDOC_SINK_PORT": "2526",
    }
    assert told["PATH"] == "/bin"
    assert told["PREFECT_API_URL"] == "http://127.0.0.1:4201/api"
    assert told["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert {"PREFECT_API_KEY", "PREFECT_PROFILE"} & set(told) == set()


def test_no_port_is_sought_for_a_mail_sink_that_will_not_run(tmp_path: Path, busy: int) -> None:
    said: list[str] = []
    settings = Settings(
        data_dir=tmp_path,
        smtp_host="mail.phuong.example",
        sink_port=busy,
        board_port=unused_port(),
        prefect_port=unused_port(),
    )

    ports = choose_ports(settings, say=said.append)

    assert (ports.sink, said) == (busy, [])


def test_a_data_folder_is_run_once_at_a_time(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(AlreadyRunning) as refused, only_one(tmp_path):
        pass

    assert str(refused.value) == (
        f"dondoc đang chạy với thư mục {tmp_path} (tiến trình {os.getpid()}). "
        "Dừng nó trước, hoặc đặt DONDOC_DATA_DIR là thư mục khác."
    )
    with only_one(tmp_path):
        pass


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_signal_ends_the_block_once_and_the_second_does_not_disturb(
    number: signal.Signals,
) -> None:
    before = signal.getsignal(number)
    done = False

    with told_by_any_signal():
        try:
            os.kill(os.getpid(), number)
        except KeyboardInterrupt:
            os.kill(os.getpid(), number)
            done = True

    assert done
    assert signal.getsignal(number) is before


def test_a_server_that_is_not_there_is_a_no_and_not_an_error() -> None:
    port = unused_port()

    assert not answers(f"http://127.0.0.1:{port}/suc-khoe")
    assert not listens(port)
    assert not polled_since(f"http://127.0.0.1:{port}/api", LONG_AGO)


@pytest.fixture
def home(tmp_path: Path, busy: int) -> dict[str, str]:
    """An installation of its own, whose wanted board port is taken."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DONDOC_", "PREFECT_"))}
    return kept | {
        "DONDOC_DATA_DIR": str(tmp_path),
        "DONDOC_BOARD_PORT": str(busy),
        "DONDOC_PREFECT_PORT": str(unused_port()),
        "DONDOC_SINK_PORT": str(unused_port()),
    }


@pytest.mark.flow
def test_one_command_starts_all_says_where_and_leaves_nothing_behind(
    home: dict[str, str], tmp_path: Path, busy: int
) -> None:
    said = tmp_path / "said.txt"
    prefect = f"http://127.0.0.1:{home['DONDOC_PREFECT_PORT']}"
    with said.open("w") as out:
        up = subprocess.Popen(
            [sys.executable, "-m", "dondoc", "up"], cwd=ROOT, env=home, stdout=out, stderr=out
        )
    try:
        assert wait_until(lambda: "Trang theo dõi  http" in _read(said), seconds=120), _read(said)
        text = _read(said)
        board = text.split("Trang theo dõi  ")[1].split()[0]
        assert answers(f"{board}/suc-khoe")
        assert not answers(f"{prefect}/api/health")
        assert f"Cổng {busy} (trang theo dõi) đang được dùng, chuyển sang" in text
        assert prefect in text
        assert f"{board}/hop-thu-thu" in text

        assert wait_until(lambda: "đã sẵn sàng" in _read(said), seconds=240), _read(said)
        family = psutil.Process(up.pid).children(recursive=True)
        up.send_signal(signal.SIGTERM)

        assert up.wait(timeout=20) == 0
    finally:
        up.kill()
    assert wait_until(lambda: not any(p.is_running() for p in family), seconds=5)
    assert "dừng với mã" not in _read(said)
    assert _paused(tmp_path) == [0] * len(TIMETABLE)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _paused(folder: Path) -> list[int]:
    with closing(sqlite3.connect(folder / "prefect" / "prefect.db")) as database:
        return [row[0] for row in database.execute("SELECT paused FROM deployment")]
