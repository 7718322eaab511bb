"""Finds and ends every process that one start of ``dondoc up`` has brought into being.

A process group does not hold them all (a flow run may be given a session of its own), and
a parent's number changes when the parent dies. What stays is the environment that a
process was started with: each start writes a mark of its own there.
"""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

MARK = "UP_MARK"
PROC = Path("/proc")
POLL_SECONDS = 0.05
KILLS = 40


def marked(mark: str) -> list[int]:
    """Return the live processes that carry the mark, the caller left out.

    Linux only: elsewhere the list is empty, and ending process groups has to do.
    """
    wanted = f"{MARK}={mark}".encode()
    return [pid for pid in _pids() if pid != os.getpid() and wanted in _environment(pid)]


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.glob("[0-9]*")]


def _environment(pid: int) -> list[bytes]:
    try:
        return (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        # It has ended since, or belongs to someone else: not ours in either case.
        return []


def end_marked(mark: str, *, grace_seconds: float) -> None:
    """Ask every marked process to stop, and kill what is left after the grace."""
    _signal_all(marked(mark), signal.SIGTERM)
    if wait_until(lambda: not marked(mark), seconds=grace_seconds):
        return
    for _ in range(KILLS):
        # Again and again: a process may have been starting another one meanwhile.
        if not (left := marked(mark)):
            return
        _signal_all(left, signal.SIGKILL)
        time.sleep(POLL_SECONDS)


def _signal_all(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def signal_group(leader: int, number: signal.Signals) -> None:
    """Signal a process group, if there is still one."""
    try:
        os.killpg(leader, number)
    except (ProcessLookupError, PermissionError):
        # macOS answers with a permission error when only a dead leader is left.
        return


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Wait for a condition; False when the time is over."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= end:
            return False
        time.sleep(POLL_SECONDS)
    return True
