"""Deciding for 3,000 wards of sixty assignments, a tenth of them due, against plain SQL.

Each ward is one durable transaction. Composing is measured apart and taken off on our side; the
statements that store what was composed stay on both.
"""

import gc
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from dondoc.rules.local import at_local, zone_of
from dondoc.usecases import letters
from dondoc.usecases.round import run_round
from dondoc.wiring import App, throw_away
from models.db import make_engine
from notifications import message, outbox
from tests.benchmarks import wards
from tests.benchmarks.measure import RUNS, Result, Subject
from tests.benchmarks.rounds import say_again
from tests.factories import WARD, clause, office, on_dates

SIZES = (300, 1000, 3000)
UNITS, DUE = 10, 6
#: Each run serves so many wards, spread over all of them.
SERVED = 60
ZONE = zone_of("Asia/Ho_Chi_Minh")
CONFIRMED = at_local(date(2025, 3, 3), "08:00", ZONE)
#: A Tuesday, seven working days before the deadline of the six.
MORNING = at_local(date(2025, 4, 1), "07:30", ZONE)
SPEED = Subject(
    name="deciding", unit="ms/ward", baseline="its statements through sqlite3 alone",
    target=6, goal=3,
)  # fmt: skip
GROWTH = Subject(
    name="deciding, 3,000 wards", unit="ms/ward", baseline="the same of 300 wards",
    target=1.2, goal=1.05,
)  # fmt: skip


def benchmarks() -> dict[str, Callable[[], Result]]:
    """Return the measurements by name; both come from the same runs."""
    return {"deciding": speed, "deciding-growth": growth}


def speed() -> Result:
    """Compare deciding and storing with what the database itself takes for it."""
    return SPEED.result([(run[SIZES[-1]].own, run[SIZES[-1]].plain) for run in _runs()])


def growth() -> Result:
    """Compare a ward among 3,000 with a ward among 300."""
    return GROWTH.result([(run[SIZES[-1]].own, run[SIZES[0]].own) for run in _runs()])


@dataclass(frozen=True)
class Taken:
    """Milliseconds a ward: deciding and storing, composing, the same statements alone."""

    own: float
    composing: float
    plain: float


@cache
def _runs() -> list[dict[int, Taken]]:
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as name:
        crowds = {size: Crowd.of(Path(name, str(size)), size) for size in SIZES}
        found = []
        for run in range(RUNS):
            found.append({size: crowd.served(run) for size, crowd in crowds.items()})
            for size, taken in found[-1].items():
                sys.stderr.write(
                    f"  {size} wards: {taken.own:.2f} ms a ward, composing {taken.composing:.2f} "
                    f"beside it; statements alone {taken.plain:.2f}\n"
                )
        for crowd in crowds.values():
            crowd.app.engine.dispose()
    return found


def _ward_of_sixty(folder: Path) -> App:
    """Return a ward that was told of its sixty assignments; six of them are due on a morning."""
    app = throw_away(folder)
    keys = [f"to{number}" for number in range(UNITS)]
    units = "".join(
        f"  - {{key: {key}, name: Tổ dân phố số {key[2:]}, "
        f"contacts: [{{name: Nguyễn Thị Hồng, title: Tổ trưởng, email: {key}@p4.example}}]}}\n"
        for key in keys
    )
    soon, later = on_dates("2025-04-11"), on_dates("2025-09-10")
    plan = [
        clause("V.1", keys[:DUE], soon),
        *(clause(f"V.{number}", keys, later) for number in range(2, 7)),
        clause("V.7", keys[DUE:], later),
    ]
    text = WARD.replace("groups: {unions", units + "groups: {unions")
    office(app, plan, now=CONFIRMED, text=text)
    # Whoever was to be asked for a receipt was asked, so that the morning finds the six only.
    wards.serve_each_day(app, CONFIRMED + timedelta(minutes=10), MORNING)
    return app


@dataclass
class Crowd:
    """So many equal wards in one database."""

    app: App
    size: int
    kept: dict[str, int]
    statements: list[list[tuple[str, Any, bool]]] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path, size: int) -> "Crowd":
        """Make them, and serve the first: statements and templates are compiled from then on."""
        folder.mkdir()
        made = _ward_of_sixty(folder)
        with closing(sqlite3.connect(made.engine.url.database or "")) as raw:
            raw.execute("UPDATE mail_content SET content = substr(content, 1, 512)")
            raw.commit()
        wards.copy_ward(made, size)
        made.engine.dispose()
        # Committed durably, as in the real thing.
        app = replace(made, engine=make_engine(str(made.engine.url)))
        crowd = cls(app, size, wards.newest_ids(app))
        crowd.serve(1)
        wards.forget_the_round(app, crowd.kept)
        return crowd

    def served(self, run: int) -> Taken:
        """Serve some wards, then say their statements again to the same rows; both are undone."""
        step = self.size // SERVED
        ids = [1 + (1 + run % step + number * step) * wards.STRIDE for number in range(SERVED)]
        self.statements.clear()
        gc.collect()
        with _composing() as composing, self._heard():
            whole = sum(map(self.serve, ids))
        wards.forget_the_round(self.app, self.kept)
        with closing(sqlite3.connect(self.app.engine.url.database or "")) as raw:
            raw.isolation_level = None
            # What our own connections ask for too.
            raw.execute("PRAGMA foreign_keys=ON")
            raw.execute("PRAGMA synchronous=FULL")
            plain = sum(say_again(raw, said) for said in self.statements)
        wards.forget_the_round(self.app, self.kept)
        apart = sum(composing) * 1000
        return Taken((whole - apart) / SERVED, apart / SERVED, plain / SERVED)

    def serve(self, ward_id: int) -> float:
        """Run the round of one ward, its commit included; returns milliseconds."""
        self.statements.append([])
        voice = self.app.voice
        begun = time.perf_counter()
        outcome = self.app.unit_of_work(
            lambda session: run_round(session, ward_id, voice=voice, now=MORNING, force=True)
        )
        taken = time.perf_counter() - begun
        if outcome.mails != DUE:
            raise AssertionError(f"a round made {outcome.mails} mails")
        return taken * 1000

    @contextmanager
    def _heard(self) -> Iterator[None]:
        def hear(
            _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
        ) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                self.statements[-1].append((statement, values, many))

        event.listen(self.app.engine, "before_cursor_execute", hear)
        yield
        event.remove(self.app.engine, "before_cursor_execute", hear)


@contextmanager
def _composing() -> Iterator[list[float]]:
    """Note down how long words and bytes take."""
    taken: list[float] = []

    def timed(work: Callable[..., Any], *given: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return work(*given, **named)
        finally:
            taken.append(time.perf_counter() - begun)

    words = patch.object(letters, "parcel_of", partial(timed, letters.parcel_of))
    content = patch.object(outbox, "to_bytes", partial(timed, message.to_bytes))
    with words, content:
        yield taken
