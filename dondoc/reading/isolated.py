"""Reading in a process of its own, so that no document can take its reader's caller down.

Parsers of foreign files crash, hang and swell; a file may also be made to do so. The child has
bounded memory, its whole process group is killed when it takes too long, and it dies with us.
"""

import contextlib
import json
import logging
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO, Any

from pydantic import TypeAdapter

from dondoc.reading.draft import Reading
from dondoc.reading.errors import NoResponsibilitySection, UnreadableDocument
from dondoc.reading.progress import Report, silent

READINGS = TypeAdapter(Reading)
_ROOT = Path(__file__).parents[2]
_LONGEST_ANSWER = 64 * 1024 * 1024
_LONGEST_FAULT = 2000
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one document may cost.

    ``silent_seconds`` bounds the time between two pages (or for a file without pages, all of it),
    ``seconds`` the whole; ``memory_mb`` what the reader may use at once.
    """

    silent_seconds: float = 90
    seconds: float = 900
    memory_mb: int = 2048


USUAL = Limits()


def read_isolated(path: Path, *, on_progress: Report = silent, limits: Limits = USUAL) -> Reading:
    """Read a document in a child process.

    Raises:
        UnreadableDocument: one line in Vietnamese; also when the reader crashed or took too long.
    """
    # What a killed converter leaves behind goes with the folder that it was given.
    with tempfile.TemporaryDirectory(prefix="dondoc-doc-", ignore_cleanup_errors=True) as folder:
        faults = Path(folder) / "faults.txt"
        with faults.open("wb") as errors:
            # The group, not only the child, is killed: LibreOffice and Tesseract with it.
            child = subprocess.Popen(
                [sys.executable, "-P", "-m", "dondoc.reading.child", str(path), str(limits.memory_mb)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                env=_environment(folder), start_new_session=True,
            )  # fmt: skip
        try:
            return _answer(child, path.name, on_progress, limits)
        finally:
            _end(child)
            _log(faults, child.returncode)


def _environment(folder: str) -> dict[str, str]:
    there = os.environ.get("PYTHONPATH")
    search = os.pathsep.join([str(_ROOT), *([there] if there else [])])
    return {
        **os.environ, "PYTHONPATH": search, "PYTHONIOENCODING": "utf-8", "TMPDIR": folder,
    }  # fmt: skip


def _log(faults: Path, code: int) -> None:
    """Keep for the administrator what a reader that failed has said last."""
    said = faults.read_text("utf-8", "replace").strip()
    if said and code > 0:
        _LOGGER.error("a reader ended with %s: %s", code, said[-_LONGEST_FAULT:])


def _answer(
    child: "subprocess.Popen[bytes]", name: str, on_progress: Report, limits: Limits
) -> Reading:
    for message in _messages(child, name, limits):
        if "reading" in message:
            return READINGS.validate_python(message["reading"])
        if "titles" in message:
            raise NoResponsibilitySection(message["titles"])
        if "unreadable" in message:
            raise UnreadableDocument(message["unreadable"])
        on_progress(message["done"], message["total"])
    raise UnreadableDocument(
        f"Tệp “{name}” làm chương trình đọc dừng đột ngột (tệp hỏng hoặc quá nặng); "
        "hãy mở tệp bằng phần mềm soạn thảo, lưu lại thành .docx rồi thử lại."
    )


def _messages(
    child: "subprocess.Popen[bytes]", name: str, limits: Limits
) -> Iterator[dict[str, Any]]:
    """Yield what the child says until it ends.

    Raises:
        UnreadableDocument: it is silent for too long.
    """
    lines: queue.Queue[bytes] = queue.Queue()
    assert child.stdout is not None  # noqa: S101 - asked for as a pipe above
    threading.Thread(target=_forward, args=(child.stdout, lines), daemon=True).start()
    started = monotonic()
    while True:
        left = min(limits.silent_seconds, limits.seconds - (monotonic() - started))
        try:
            line = lines.get(timeout=max(left, 0.001))
        except queue.Empty:
            raise UnreadableDocument(
                f"Đọc tệp “{name}” mất quá nhiều thời gian nên đã dừng lại; "
                "hãy chọn đúng tệp kế hoạch, hoặc chia tệp thành các phần nhỏ hơn."
            ) from None
        if not line:
            return
        yield json.loads(line)


def _forward(pipe: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    """Hand on line after line, and an empty one at the end."""
    with contextlib.suppress(OSError, ValueError):
        while line := pipe.readline(_LONGEST_ANSWER):
            if not line.endswith(b"\n"):
                break
            lines.put(line)
    lines.put(b"")


def _end(child: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
