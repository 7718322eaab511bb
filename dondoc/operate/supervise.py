"""Keeps child processes alive, and leaves none behind.

Each child has a session of its own (so that Ctrl-C in the terminal reaches the supervisor
only, which then stops them in order), a log file, and a thread that waits for its end.
"""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from dondoc.operate.processes import MARK, end_marked, signal_group, wait_until

Say = Callable[[str], None]
LOG_LIMIT_BYTES = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One process to keep alive. ``title`` is what people are told, ``name`` names the log.

    ``env`` is added to the supervisor's environment; ``ready`` says whether it does its work.
    """

    name: str
    title: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[], bool] | None = None
    stop_signal: signal.Signals = signal.SIGTERM


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, in seconds.

    ``first`` is the delay before a restart, doubled each time up to ``longest``; after
    ``healthy_after`` a child counts as healthy; all together may take ``stop_within`` to stop.
    """

    first: float = 1
    longest: float = 60
    healthy_after: float = 60
    stop_within: float = 12


class _Keeper:
    """Starts one child again and again until it is told to stop."""

    def __init__(self, child: Child, *, owner: "Supervisor") -> None:
        self.child = child
        self._owner = owner
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name=child.name, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        patience = self._owner.patience
        delay = patience.first
        while not self._stopping.is_set():
            started = time.monotonic()
            end = self._once()
            if time.monotonic() - started >= patience.healthy_after:
                delay = patience.first
            if self._stopping.is_set():
                return
            self._owner.say(
                f"{self.child.title} {end}; khởi động lại sau {delay:g} giây. Nhật ký: {self.log}"
            )
            self._stopping.wait(delay)
            delay = min(delay * 2, patience.longest)

    def _once(self) -> str:
        """Start the child, wait for its end, and say how that came about."""
        try:
            process = self._start()
        except OSError as error:
            return f"không khởi động được ({error.strerror})"
        if process is None:
            return "đã được yêu cầu dừng"
        code = process.wait()
        # What the child itself had started must not outlive it.
        signal_group(process.pid, signal.SIGKILL)
        return f"bị ngắt bởi tín hiệu {-code}" if code < 0 else f"dừng với mã {code}"

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._lock, _opened(self.log) as log:
            if self._stopping.is_set():
                return None
            self._process = subprocess.Popen(
                self.child.argv,
                env={**self._owner.environment, **self.child.env, MARK: self._owner.mark},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            return self._process

    @property
    def log(self) -> Path:
        return self._owner.log_dir / f"{self.child.name}.log"

    @property
    def pid(self) -> int | None:
        """The running process; None between two of them."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def stop(self, *, seconds: float) -> None:
        """Ask, wait, and then insist."""
        with self._lock:
            self._stopping.set()
        if pid := self.pid:
            signal_group(pid, self.child.stop_signal)
        self._thread.join(seconds)
        if pid := self.pid:
            signal_group(pid, signal.SIGKILL)
            self._thread.join()


class Supervisor:
    """A set of children; as a context it stops them all on the way out, in reverse order."""

    def __init__(
        self,
        *,
        log_dir: Path,
        say: Say,
        environment: Mapping[str, str] = os.environ,
        patience: Patience | None = None,
    ) -> None:
        self.log_dir = log_dir
        self.say = say
        self.environment = dict(environment)
        self.patience = patience or Patience()
        self.mark = uuid.uuid4().hex
        self._keepers: list[_Keeper] = []
        self.log_dir.mkdir(parents=True, exist_ok=True)
        self._guard = subprocess.Popen(
            [sys.executable, "-m", "dondoc.operate.guard", self.mark],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def start(self, child: Child) -> None:
        """Start a child and keep it alive from now on."""
        self._keepers.append(_Keeper(child, owner=self))

    def wait_ready(self, child: Child, *, seconds: float) -> bool:
        """Wait until the child says that it does its work; False when the time is over."""
        return child.ready is None or wait_until(child.ready, seconds=seconds)

    def pids(self) -> dict[str, int | None]:
        """Return the process of each child by name; None while it is being restarted."""
        return {keeper.child.name: keeper.pid for keeper in self._keepers}

    def stop(self) -> None:
        """Stop all children, the last started first, and whatever they have left behind."""
        end = time.monotonic() + self.patience.stop_within
        waiting = list(self._keepers)
        while waiting:
            share = max(end - time.monotonic(), 0) / len(waiting)
            waiting.pop().stop(seconds=share)
        self._keepers.clear()
        end_marked(self.mark, grace_seconds=1)
        self._guard.kill()
        self._guard.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _opened(log: Path) -> BinaryIO:
    """Open a log to append to; a long one is put aside first, one such is kept."""
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".log.1"))
    return log.open("ab")
