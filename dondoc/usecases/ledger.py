"""One writer for all connections: what is to be marked while one commit runs is the next one.

A commit waits for the disk, so each mail that waited for two of its own would make sending as
slow as the disk. The connections hand their marks to one thread instead, which writes whatever
has gathered as one transaction. Nobody goes on before his own mark is durable.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from sqlmodel import Session

from notifications import outbox

log = logging.getLogger(__name__)
T = TypeVar("T")
Transactions = Callable[[], AbstractContextManager[Session]]

#: Marks wait for those of other connections about as long as a commit takes, but never longer.
LONGEST_LINGER_SECONDS = 0.02
#: A connection that lets so many commits pass is slow, and is not waited for.
_PATIENCE = 3
_MOST_AT_ONCE = 500


class NotWritten(Exception):
    """The database did not take a mark; the cause says why."""


@dataclass(slots=True)
class _Job(Generic[T]):
    """Something to write, and who waits for it; marks of one kind are written together."""

    answer: "asyncio.Future[T]"
    work: Callable[[Session], T] | None = None
    begin: int | None = None
    sent: outbox.Sent | None = None


@dataclass
class Ledger:
    """Writes marks for one worker, in groups, in a thread of its own."""

    transactions: Transactions
    worker: str
    now: Callable[[], datetime]
    _jobs: "SimpleQueue[_Job[Any] | None]" = field(default_factory=SimpleQueue)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    _thread: threading.Thread | None = None
    #: Mails that are on the wire, with the number of the commit that began them.
    _on_the_wire: dict[int, int] = field(default_factory=dict)
    _commits: int = 0
    _commit_seconds: float = 0.0

    def begin(self, mail_id: int) -> "asyncio.Future[bool]":
        """Mark a mail as being sent; False when another sender has it by now."""
        return self._ask(_Job(self._loop.create_future(), begin=mail_id))

    def sent(self, sent: outbox.Sent) -> "asyncio.Future[None]":
        """Record that the server took a mail."""
        self._on_the_wire.pop(sent.mail_id, None)
        return self._ask(_Job(self._loop.create_future(), sent=sent))

    def write(self, work: Callable[[Session], T]) -> "asyncio.Future[T]":
        """Write something else, in the transaction of whatever else there is to write."""
        return self._ask(_Job(self._loop.create_future(), work=work))

    def failed(self, mail_id: int, work: Callable[[Session], T]) -> "asyncio.Future[T]":
        """Record that a mail was not taken, by the work given."""
        self._on_the_wire.pop(mail_id, None)
        return self.write(work)

    def close(self) -> None:
        """Write what was asked for, and stop."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def _ask(self, job: _Job[T]) -> "asyncio.Future[T]":
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)
            self._thread.start()
        self._jobs.put(job)
        return job.answer

    def _run(self) -> None:
        open_for_more = True
        while open_for_more:
            group, open_for_more = self._gather()
            if group:
                self._write(group)

    def _gather(self) -> tuple[list[_Job[Any]], bool]:
        """Return what there is to write, and whether more may come."""
        group: list[_Job[Any]] = []
        job = self._jobs.get()
        until = self._loop.time() + min(self._commit_seconds, LONGEST_LINGER_SECONDS)
        while job is not None and len(group) < _MOST_AT_ONCE:
            group.append(job)
            left = until - self._loop.time() if self._is_awaiting() else 0
            try:
                job = self._jobs.get(block=left > 0, timeout=max(left, 0))
            except Empty:
                return group, True
        return group, job is not None

    def _is_awaiting(self) -> bool:
        """Tell whether marks of other connections are about to come."""
        latest = self._commits - _PATIENCE
        return any(begun > latest for begun in list(self._on_the_wire.values()))

    def _write(self, group: list[_Job[Any]]) -> None:
        started = self._loop.time()
        try:
            with self.transactions() as session:
                answers = self._apply(session, group)
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            if len(group) > 1:
                # One that cannot be written must not take the others with it.
                log.warning("%d marks are written one by one: %s", len(group), error)
                for job in group:
                    self._write([job])
                return
            answers = [NotWritten(str(error))]
            answers[0].__cause__ = error
        self._commits += 1
        self._commit_seconds = (self._commit_seconds + self._loop.time() - started) / 2
        self._tell(group, answers)

    def _apply(self, session: Session, group: list[_Job[Any]]) -> list[Any]:
        sent = [job.sent for job in group if job.sent is not None]
        begun = [job.begin for job in group if job.begin is not None]
        if sent:
            outbox.record_sent(session, sent, worker=self.worker)
        held: set[int] = set()
        if begun:
            held = outbox.begin_all(session, begun, worker=self.worker, now=self.now())
        others = [job.work(session) if job.work is not None else None for job in group]
        self._on_the_wire.update(dict.fromkeys(held, self._commits))
        return [
            other if job.begin is None else job.begin in held
            for job, other in zip(group, others, strict=True)
        ]

    def _tell(self, group: list[_Job[Any]], answers: list[Any]) -> None:
        def tell() -> None:
            for job, answer in zip(group, answers, strict=True):
                if job.answer.done():
                    continue
                if isinstance(answer, NotWritten):
                    job.answer.set_exception(answer)
                else:
                    job.answer.set_result(answer)

        self._loop.call_soon_threadsafe(tell)
