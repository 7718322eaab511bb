"""Sending: dondoc from end to end, against ready bytes, a plain loop and django-post_office.

All of them send to the same ``smtp-sink`` over loopback, in processes of their own, by turns.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from tests.benchmarks import sending_wards
from tests.benchmarks.measure import RUNS, Result, Subject
from tests.benchmarks.sending_flows import CONNECTIONS

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / "build" / "post-office"
POST_OFFICE = ("django==5.2.*", "django-post_office==3.12.*")
MEGABYTE = 1_000_000
#: Measured by turns; each run begins with another one.
CONTESTANTS = ("dondoc", "raw", "loop", "post-office")
SUBJECTS = {
    "raw": Subject(
        name="sending", unit="ms/mail", baseline="ready bytes through aiosmtplib alone",
        target=0.35, goal=0.5, at_least=True,
    ),
    "loop": Subject(
        name="sending, loop", unit="ms/mail", baseline="EmailMessage and aiosmtplib.send in a loop",
        target=6, goal=8, at_least=True,
    ),
    "post-office": Subject(
        name="sending, queue", unit="ms/mail", baseline="django-post_office, as many threads",
        target=2, goal=3, at_least=True,
    ),
}  # fmt: skip
MEMORY = Subject(
    name="sending, memory", unit="MB", baseline="a quarter of the mails", target=1.1, goal=1.02
)


def benchmarks() -> dict[str, Callable[[], Result]]:
    """Return the measurements by name; the three of speed come from the same runs."""
    speed = {f"sending-{other}": partial(against, other) for other in SUBJECTS}
    return {**speed, "sending-memory": memory}


def against(other: str) -> Result:
    """Compare dondoc's throughput with another's."""
    runs = _runs()
    return SUBJECTS[other].result([(run["dondoc"]["ms"], run[other]["ms"]) for run in runs])


def memory() -> Result:
    """Compare the peak of a process that sends all mails with one that sends a quarter of them."""
    with _place() as folder, _sink() as port:
        pairs = [
            tuple(_child(kind, folder, port)["peak"] / MEGABYTE for kind in ("dondoc", "quarter"))
            for _ in range(RUNS)
        ]
    return MEMORY.result([(many, few) for many, few in pairs])


@cache
def _runs() -> list[dict[str, dict[str, Any]]]:
    python = _post_office()
    found = []
    with _place() as folder, _sink() as port:
        for run in range(RUNS):
            turn = CONTESTANTS[run % 4 :] + CONTESTANTS[: run % 4]
            taken = {}
            for kind in turn:
                taken[kind] = (
                    _rival(python, folder, port)
                    if kind == "post-office"
                    else _child(kind, folder, port)
                )
            shown = ", ".join(f"{kind} {taken[kind]['ms']:.2f}" for kind in CONTESTANTS)
            sys.stderr.write(f"  {shown} ms/mail\n")
            found.append(taken)
    return found


def _child(kind: str, folder: Path, port: int) -> dict[str, Any]:
    return _json(
        [sys.executable, "-m", "tests.benchmarks.sending_child", kind, str(folder), str(port)]
    )


def _rival(python: Path, folder: Path, port: int) -> dict[str, Any]:
    script = Path(__file__).with_name("post_office_child.py")
    return _json([str(python), str(script), str(folder), str(port), str(CONNECTIONS)])


def _json(run: list[str]) -> dict[str, Any]:
    done = subprocess.run(run, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _post_office() -> Path:
    """Return the interpreter of an environment that has the other queue; made on first use."""
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / "ready"
    if not stamp.exists():
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "--quiet", "--clear", str(ENVIRONMENT)], check=True)
        install = [*uv, "pip", "install", "--quiet", "--python", str(python), *POST_OFFICE]
        subprocess.run(install, check=True)
        stamp.touch()
    return python


@contextmanager
def _place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as name:
        folder = Path(name)
        sending_wards.prepare(folder)
        yield folder


@contextmanager
def _sink() -> Iterator[int]:
    """Run Postfix's test server, which takes all mails and keeps none."""
    program = shutil.which("smtp-sink") or "/usr/sbin/smtp-sink"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    as_user = ["-u", "nobody"] if os.geteuid() == 0 else []
    sink = subprocess.Popen(
        [program, *as_user, f"127.0.0.1:{port}", "100"], stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield port
    finally:
        sink.terminate()
        sink.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
