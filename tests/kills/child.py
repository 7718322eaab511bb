"""What runs in the process that is killed: one pass over the outbox, with traps in its database.

Kept free of pytest and forked from a warm parent, so that a death costs milliseconds.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, event

from dondoc.operate.tick import send, turn
from dondoc.settings import Settings
from dondoc.usecases.voice import Voice
from dondoc.wiring import App
from models.db import make_engine

SECRET = b"a secret of the tests, long enough to be one"
When = Literal["written", "before commit", "after commit"]


@dataclass(frozen=True)
class Trap:
    """Die at the ``nth`` transaction that writes this state of a mail: in it, before or after."""

    state: str
    when: When
    nth: int = 1


@dataclass(frozen=True)
class Order:
    """One pass: over which database, to which port, with how many connections, at what time."""

    url: str
    port: int
    senders: int
    at: datetime
    trap: Trap | None = None


def app_for(order: Order, *, durable: bool = True) -> App:
    """Return the application as its settings make it."""
    settings = Settings(
        data_dir=Path("/nonexistent"),
        database_url=order.url,
        sink_port=order.port,
        senders=order.senders,
        smtp_timeout_seconds=20,
        smtp_data_timeout_seconds=20,
    )
    voice = Voice("https://dondoc.phuong4.example", SECRET, "dondoc@phuong4.example")
    return App(settings, make_engine(order.url, durable=durable), voice)


def send_once(order: Order) -> None:
    """Make one pass; with a trap, until it springs."""
    app = app_for(order)
    if order.trap is not None:
        _Watch(app.engine, order.trap)
    send(app, now=lambda: order.at)
    app.engine.dispose()


def turn_once(order: Order) -> None:
    """Serve every ward and send, as the timer would."""
    app = app_for(order)
    done = turn(app, now=lambda: order.at, force=True)
    app.engine.dispose()
    assert done.failed == {}


def together(start: Barrier, what: Callable[[Order], None], order: Order) -> None:
    """Wait until the others are there too, and begin at once."""
    start.wait(60)
    what(order)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _Watch:
    """Sees every statement and every commit, whoever in the process makes them."""

    def __init__(self, engine: Engine, trap: Trap) -> None:
        self._trap = trap
        self._count = 0
        self._commit = engine.dialect.do_commit
        event.listen(engine, "after_cursor_execute", self._executed)
        engine.dialect.do_commit = self._do_commit  # type: ignore[method-assign]
        self._open: set[int] = set()

    def _executed(
        self,
        connection: Connection,
        cursor: Any,
        statement: str,
        parameters: Any,
        context: Any,
        executemany: bool,
    ) -> None:
        writes = statement.lstrip().upper().startswith("UPDATE OUTBOX_MAIL")
        if not writes or f"'{self._trap.state}'" not in f"{statement} {parameters!r}":
            return
        driver = id(connection.connection.dbapi_connection)
        if driver not in self._open:
            self._open.add(driver)
            self._count += 1
        if self._count == self._trap.nth and self._trap.when == "written":
            _die()

    def _do_commit(self, dbapi_connection: Any) -> None:
        number = id(getattr(dbapi_connection, "dbapi_connection", dbapi_connection))
        hit = number in self._open and self._count == self._trap.nth
        if hit and self._trap.when == "before commit":
            _die()
        self._commit(dbapi_connection)
        if hit and self._trap.when == "after commit":
            _die()
        self._open.discard(number)
