"""Reads what is handed in, beside the pages: in threads of its own, two documents at once."""

import logging
import tempfile
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePath

from dondoc import clock, wiring
from dondoc.reading.draft import Reading
from dondoc.reading.errors import UnreadableDocument
from dondoc.reading.isolated import read_isolated
from dondoc.reading.progress import Report
from dondoc.usecases import uploads
from dondoc.usecases.uploads import Held, LeaseLost

log = logging.getLogger(__name__)

MOST_AT_ONCE = 2
#: How often the board looks for documents that a board left behind when it died, in seconds.
LOOK_EVERY = 20.0
#: A lease need not be renewed on each page of a quick document.
NOTE_EVERY = 0.5
_LONGEST_STEM = 60

Read = Callable[[Path, Report], Reading]


def read_in_child(path: Path, report: Report) -> Reading:
    """Read a document in a process of its own."""
    return read_isolated(path, on_progress=report)


class Reader:
    """The readers of one board process; they end with it, and their leases lapse."""

    def __init__(
        self,
        app: Callable[[], wiring.App],
        *,
        now: Callable[[], datetime] = clock.now,
        read: Read = read_in_child,
    ) -> None:
        self._app = app
        self._now = now
        self._read = read
        self._lock = threading.Lock()
        self._threads: set[threading.Thread] = set()
        self._stopped = threading.Event()

    def wake(self) -> None:
        """See to it that somebody reads what waits; returns at once."""
        with self._lock:
            if len(self._threads) >= MOST_AT_ONCE or self._stopped.is_set():
                return
            thread = threading.Thread(target=self._work, daemon=True, name="dondoc-reader")
            self._threads.add(thread)
            # Whoever waits must never meet a thread that has not begun.
            thread.start()

    def start(self) -> None:
        """Begin to look, now and again and again, for documents that nobody reads."""
        self._stopped.clear()
        threading.Thread(target=self._look, daemon=True, name="dondoc-reader-look").start()

    def stop(self) -> None:
        """Begin nothing more; what is being read is left to its lease."""
        self._stopped.set()

    def wait(self) -> None:
        """Return when nothing is being read."""
        while threads := self._running():
            for thread in threads:
                thread.join()

    def _running(self) -> list[threading.Thread]:
        with self._lock:
            return list(self._threads)

    def _look(self) -> None:
        while not self._stopped.is_set():
            self.wake()
            self._stopped.wait(LOOK_EVERY)

    def _work(self) -> None:
        try:
            while not self._stopped.is_set() and self._read_one():
                self.wake()
        except Exception:
            # The lease lapses and the document is begun anew, up to the limit.
            log.exception("reading a document failed")
        finally:
            with self._lock:
                self._threads.discard(threading.current_thread())

    def _read_one(self) -> bool:
        with self._app().reading() as session:
            # Looking must not hold up whoever writes.
            if not uploads.is_due(session, now=self._now()):
                return False
        with self._app().transaction() as session:
            held = uploads.take(session, now=self._now())
        if held is None:
            return False
        job = _Job(self._app(), held, self._now)
        try:
            reading = self._read_file(held, job.report)
        except UnreadableDocument as error:
            job.fail(str(error))
        except LeaseLost:
            log.warning("document %s is read by another board", held.upload_id)
        else:
            job.finish(reading)
        return True

    def _read_file(self, held: Held, report: Report) -> Reading:
        with tempfile.TemporaryDirectory(prefix="dondoc-") as folder:
            path = Path(folder) / _short(held.file_name)
            path.write_bytes(held.content)
            return self._read(path, report)


class _Job:
    """One document in this reader's hands."""

    def __init__(self, app: wiring.App, held: Held, now: Callable[[], datetime]) -> None:
        self._app = app
        self._held = held
        self._now = now
        self._noted: datetime | None = None

    def report(self, done: int, total: int) -> None:
        """Write down how far it is, but not for each page of a quick document."""
        now = self._now()
        recent = self._noted is not None and (now - self._noted).total_seconds() < NOTE_EVERY
        if recent and 0 < done < total:
            return
        self._noted = now
        with self._app.transaction() as session:
            self._held = uploads.note(session, self._held, done=done, total=total, now=now)

    def finish(self, reading: Reading) -> None:
        """Keep the draft."""
        try:
            with self._app.transaction() as session:
                uploads.finish(session, self._held, reading, now=self._now())
        except LeaseLost:
            log.warning("document %s was read by another board", self._held.upload_id)

    def fail(self, message: str) -> None:
        """Keep the reason."""
        try:
            with self._app.transaction() as session:
                uploads.fail(session, self._held, message)
        except LeaseLost:
            log.warning("document %s was read by another board", self._held.upload_id)


def _short(name: str) -> str:
    """Return a name that every file system takes: a letter may be four bytes."""
    path = PurePath(name)
    return f"{path.stem[:_LONGEST_STEM]}{path.suffix[:10]}"
