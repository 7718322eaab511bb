"""A round of one ward, and of a thousand."""

import gc
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import event

from dondoc.operate.tick import Turn, serve_ward
from dondoc.wiring import App
from tests.benchmarks import wards
from tests.benchmarks.measure import Result, Subject, by_turns

WARDS = 1000
REPEATS = 10
#: Each run serves so many of them.
SERVED = 100
#: Culture, radio and the web page, three working days before the 25th.
EXPECTED_MAILS = 3
ONE = Subject(
    name="round",
    unit="ms",
    baseline="its statements through sqlite3 alone",
    target=40,
    goal=15,
)
MANY = Subject(
    name="wards",
    unit="ms",
    baseline="a round of a ward that is alone in its database",
    target=1.2,
    goal=1.05,
)


def serve(app: App, ward_id: int) -> float:
    """Serve one ward, its transaction included; returns milliseconds."""
    done = Turn()
    begun = time.perf_counter()
    serve_ward(app, ward_id, done, now=wards.MORNING)
    taken = time.perf_counter() - begun
    if done.failed:
        raise done.failed[ward_id]
    if done.rounds[ward_id].mails != EXPECTED_MAILS:
        raise AssertionError(f"a round made {done.rounds[ward_id].mails} mails")
    return taken * 1000


class Alone:
    """One ward in one database, whose round can be had again and again."""

    def __init__(self, folder: Path) -> None:
        self.app = wards.ward_in_march(folder)
        self.kept = wards.newest_ids(self.app)

    def round(self, _run: int) -> float:
        """Return the mean of some rounds, each over the very same ward, in milliseconds."""
        gc.collect()
        total = 0.0
        for _ in range(REPEATS):
            total += serve(self.app, 1)
            wards.forget_the_round(self.app, self.kept)
        return total / REPEATS

    def statements(self) -> list[tuple[str, Any, bool]]:
        """Return what one round says to the database, with its values."""
        heard: list[tuple[str, Any, bool]] = []

        def hear(
            _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
        ) -> None:
            heard.append((statement, values, many))

        event.listen(self.app.engine, "before_cursor_execute", hear)
        serve(self.app, 1)
        event.remove(self.app.engine, "before_cursor_execute", hear)
        wards.forget_the_round(self.app, self.kept)
        return [one for one in heard if not one[0].startswith("BEGIN")]


def one_round() -> Result:
    """Measure a round of one ward against what the database itself takes for it."""
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder:
        alone = Alone(Path(folder))
        said = alone.statements()

        def replay(_run: int) -> float:
            total = 0.0
            with closing(sqlite3.connect(alone.app.engine.url.database or "")) as raw:
                raw.isolation_level = None
                raw.execute("PRAGMA synchronous=OFF")
                for _ in range(REPEATS):
                    total += say_again(raw, said)
                    wards.forget_the_round(alone.app, alone.kept)
            return total / REPEATS

        alone.round(0)
        result = ONE.result(by_turns(alone.round, replay))
        alone.app.engine.dispose()
    return result


def say_again(raw: sqlite3.Connection, said: list[tuple[str, Any, bool]]) -> float:
    """Say the same to the database once more, in one transaction; returns milliseconds."""
    begun = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    for statement, values, many in said:
        # Inserts that give back their keys come row by row, also where they were said together.
        if many and isinstance(values, list):
            raw.executemany(statement, values)
        else:
            raw.execute(statement, values).fetchall()
    raw.execute("COMMIT")
    return (time.perf_counter() - begun) * 1000


def many_wards() -> Result:
    """Measure a round of 1,000 wards, for each ward, against one that is alone.

    Each run serves other wards, spread over the thousand, so that none is served twice.
    """
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder:
        first, second = Path(folder, "one"), Path(folder, "many")
        first.mkdir()
        second.mkdir()
        alone = Alone(first)
        crowd = wards.ward_in_march(second)
        wards.copy_ward(crowd, WARDS)
        # Compiled statements and templates are there from the second round on, in both.
        alone.round(0)
        serve(crowd, 1)

        def some(run: int) -> float:
            gc.collect()
            numbers = range(1 + run, WARDS + 1, WARDS // SERVED)
            total = sum(serve(crowd, 1 + number * wards.STRIDE) for number in numbers)
            return total / len(numbers)

        result = MANY.result(by_turns(some, alone.round))
        alone.app.engine.dispose()
        crowd.engine.dispose()
    return result
