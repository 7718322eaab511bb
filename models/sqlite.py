"""SQLite as it is used here: one writer at a time, who is waited for, and not for longer than needed.

A unit of work that reads and thinks for long before it writes would keep every other writer
waiting. A late transaction begins as a reader and remembers what it was told. At its first write
it becomes the writer and asks everything again: with the same answers it stands where it would
have come to had it been the writer from the beginning, and goes on; otherwise it was overtaken and
must be done anew. This is optimistic concurrency control (Kung and Robinson, 1981) that compares
values instead of versions, so that nobody who writes has to know of it.
"""

import sqlite3
import time
from typing import Any, Self

from sqlalchemy.exc import SQLAlchemyError

#: The first pause of whoever waits to write, and the longest; SQLite's own grow to a tenth of a
#: second, in which those who came later write first.
_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.0002, 0.005
_PRIMARY_CODE = 0xFF


class Overtaken(SQLAlchemyError):
    """What a late transaction had read is no longer so; it has written nothing."""


class Connection(sqlite3.Connection):
    """A connection that waits its turn to write, and on which a transaction may begin late."""

    def __init__(self, database: str, timeout: float = 5.0, **named: Any) -> None:
        super().__init__(database, timeout, **named)
        self._timeout = timeout
        self._asked: list[_Asked] | None = None

    def set_up(self, *, durable: bool = True) -> None:
        """Prepare a new connection: WAL, foreign keys, commits that wait for the disk.

        With ``durable=False`` they do not wait.
        """
        # The driver's own implicit BEGIN comes too late for BEGIN IMMEDIATE; we begin by hand.
        self.isolation_level = None
        self.execute("PRAGMA foreign_keys=ON")
        self.execute(f"PRAGMA synchronous={'FULL' if durable else 'OFF'}")
        try:
            self.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            # A database on read-only ground stays readable; the first write says what is wrong.
            self.execute("PRAGMA query_only=ON")

    def begin_reading(self) -> None:
        """Begin a look at one consistent state."""
        self.execute("BEGIN")

    def begin_writing(self) -> None:
        """Begin as the writer, so that two of them never deadlock half-way.

        Raises:
            sqlite3.OperationalError: another one was the writer all the time that may be waited.
        """
        pause, until = _PAUSE_SECONDS, time.monotonic() + self._timeout
        self._wait_for_locks(0)
        try:
            while not self._is_begun(last=time.monotonic() >= until):
                time.sleep(pause)
                pause = min(pause * 1.5, _LONGEST_PAUSE_SECONDS)
        finally:
            self._wait_for_locks(self._timeout)

    def begin_late(self) -> None:
        """Begin by reading; the first write makes this the writer, or raises ``Overtaken``."""
        self.begin_reading()
        self._asked = []

    def cursor(self, factory: Any = None) -> Any:
        usual = sqlite3.Cursor if self._asked is None else _LateCursor
        return super().cursor(factory or usual)

    def commit(self) -> None:
        self._asked = None
        super().commit()

    def rollback(self) -> None:
        self._asked = None
        super().rollback()

    def remember(self, sql: str, values: Any, rows: list[Any]) -> None:
        """Keep what a statement has told, until this is the writer."""
        if self._asked is not None:
            self._asked.append((sql, values, rows))

    def write(self) -> None:
        """Become the writer, unless it is so already.

        Raises:
            Overtaken: a statement tells something else by now.
            sqlite3.OperationalError: see ``begin_writing``.
        """
        asked, self._asked = self._asked, None
        if asked is None:
            return
        self.execute("COMMIT")
        self.begin_writing()
        cursor = self.cursor()
        for sql, values, rows in asked:
            if cursor.execute(sql, values).fetchall() != rows:
                raise Overtaken

    def _is_begun(self, *, last: bool) -> bool:
        try:
            self.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if last or error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def _wait_for_locks(self, seconds: float) -> None:
        self.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")


_Asked = tuple[str, Any, list[Any]]


class _LateCursor(sqlite3.Cursor):
    """Remembers for its connection what it reads, and gives it out as any cursor does."""

    _rows: list[Any] | None = None

    @property
    def _on(self) -> Any:
        return self.connection

    def execute(self, sql: str, values: Any = (), /) -> Self:
        self._rows = None
        if not sql.startswith("SELECT"):
            self._on.write()
            return super().execute(sql, values)
        super().execute(sql, values)
        self._rows = super().fetchall()
        self._on.remember(sql, values, self._rows)
        return self

    def executemany(self, sql: str, values: Any, /) -> Self:
        self._rows = None
        self._on.write()
        return super().executemany(sql, values)

    def fetchall(self) -> list[Any]:
        return super().fetchall() if self._rows is None else self._taken(len(self._rows))

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        return super().fetchmany(size) if self._rows is None else self._taken(size or 1)

    def fetchone(self) -> Any:
        if self._rows is None:
            return super().fetchone()
        return next(iter(self._taken(1)), None)

    def _taken(self, count: int) -> list[Any]:
        # What is remembered is compared later, and must not be emptied here.
        rows = self._rows or []
        self._rows = rows[count:]
        return rows[:count]
