"""Reading in a process of its own: the same answers, and no way to take the caller down."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from dondoc.reading.errors import NoResponsibilitySection, UnreadableDocument
from dondoc.reading.isolated import Limits, read_isolated
from dondoc.reading.read import read_document
from tests.reading.plans import PLAN

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a plan that is read at once."""
    path = tmp_path / "kế hoạch.txt"
    path.write_text(PLAN, "utf-8")
    return path


@pytest.fixture
def long_plan(tmp_path: Path) -> Path:
    """Return a plan that keeps the reader busy for some time."""
    path = tmp_path / "dài.txt"
    item = "- Công an xã chủ trì, phối hợp với Trạm Y tế xã kiểm tra, xong trước ngày 15/6.\n"
    path.write_text(PLAN + item * 12_000, "utf-8")
    return path


def readers_below(pid: int) -> list[psutil.Process]:
    """Return the processes below this one that read a document."""
    below = psutil.Process(pid).children(recursive=True)
    return [one for one in below if "dondoc.reading.child" in " ".join(one.cmdline())]


def until(found: Callable[[], bool]) -> bool:
    """Wait a bounded time for something to become true."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def send_to_reader() -> Iterator[Callable[[signal.Signals], threading.Thread]]:
    """Return what sends a signal to the reader as soon as it runs."""
    sent: list[threading.Thread] = []

    def send(which: signal.Signals) -> None:
        if until(lambda: bool(readers_below(os.getpid()))):
            readers_below(os.getpid())[0].send_signal(which)

    def start(which: signal.Signals) -> threading.Thread:
        thread = threading.Thread(target=send, args=(which,))
        thread.start()
        sent.append(thread)
        return thread

    yield start
    for thread in sent:
        thread.join()


def test_a_document_is_read_as_it_is_in_this_process(plan: Path) -> None:
    assert read_isolated(plan) == read_document(plan)


def test_what_cannot_be_read_is_told_in_the_same_words(tmp_path: Path) -> None:
    empty = tmp_path / "trống.txt"
    empty.write_text("")

    with pytest.raises(UnreadableDocument, match=r"Tệp “trống\.txt” trống"):
        read_isolated(empty)


def test_a_document_without_the_part_names_the_titles_that_were_looked_for(tmp_path: Path) -> None:
    letter = tmp_path / "thư.txt"
    letter.write_text("Kính gửi các bạn.\nHôm nay trời đẹp.\n", "utf-8")

    with pytest.raises(NoResponsibilitySection) as caught:
        read_isolated(letter)

    assert "Tổ chức thực hiện" in caught.value.titles


def test_a_reader_that_crashes_is_told_of_in_one_line(
    long_plan: Path, send_to_reader: Callable[[signal.Signals], threading.Thread]
) -> None:
    send_to_reader(signal.SIGSEGV)

    with pytest.raises(UnreadableDocument) as caught:
        read_isolated(long_plan)

    assert str(caught.value) == (
        "Tệp “dài.txt” làm chương trình đọc dừng đột ngột (tệp hỏng hoặc quá nặng); "
        "hãy mở tệp bằng phần mềm soạn thảo, lưu lại thành .docx rồi thử lại."
    )


def test_a_reader_that_hangs_is_ended(
    long_plan: Path, send_to_reader: Callable[[signal.Signals], threading.Thread]
) -> None:
    send_to_reader(signal.SIGSTOP)

    with pytest.raises(UnreadableDocument, match="mất quá nhiều thời gian"):
        read_isolated(long_plan, limits=Limits(silent_seconds=3))

    assert readers_below(os.getpid()) == []


def test_a_reader_has_only_the_memory_that_it_is_given(long_plan: Path) -> None:
    with pytest.raises(UnreadableDocument, match="dừng đột ngột"):
        read_isolated(long_plan, limits=Limits(memory_mb=24))


def test_a_reader_ends_with_the_process_that_wanted_it(long_plan: Path) -> None:
    wanting = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pathlib import Path; "
         "from dondoc.reading.isolated import read_isolated; read_isolated(Path(sys.argv[1]))",
         str(long_plan)],
        cwd=ROOT,
    )  # fmt: skip
    try:
        assert until(lambda: bool(readers_below(wanting.pid)))
        reader = readers_below(wanting.pid)[0]
    finally:
        wanting.kill()
        wanting.wait()

    assert until(lambda: not reader.is_running() or reader.status() == psutil.STATUS_ZOMBIE)
