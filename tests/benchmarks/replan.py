"""Re-planning 10,000 open assignments, of five wards, after one late holiday."""

import gc
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from dondoc.rules.local import at_local, zone_of
from dondoc.usecases import confirm, load_ward, replan
from dondoc.usecases.actor import SYSTEM
from dondoc.usecases.replan import Preview
from dondoc.usecases.ward_file import parse_ward
from dondoc.wiring import App, throw_away
from models.db import make_engine
from models.plan import Plan
from models.ward import Ward
from tests.benchmarks import wards
from tests.benchmarks.measure import Result, Subject, by_turns
from tests.benchmarks.rounds import say_again

WARDS, DUTIES, UNITS, MONTHS = 5, 20, 10, 10
#: In each ward one due day of each series falls on the holiday.
MOVED = DUTIES * UNITS
ZONE = zone_of("Asia/Ho_Chi_Minh")
CONFIRMED = at_local(date(2025, 3, 3), "08:00", ZONE)
MORNING = at_local(date(2025, 3, 10), "05:40", ZONE)
HOLIDAY = "2025-06-25"
SUBJECT = Subject(
    name="replan",
    unit="ms",
    baseline="its statements through sqlite3 alone",
    target=25,
    goal=10,
)


def replanning() -> Result:
    """Measure what the morning does after a late holiday, against the database's part in it."""
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as name:
        folder = Path(name)
        first = _big_ward(folder)
        source = Path(first.engine.url.database or "")
        copies = _Copies(first, source)
        said = _statements(copies.fresh())
        _replan(copies.fresh())

        def alone(_run: int) -> float:
            with closing(sqlite3.connect(copies.path())) as raw:
                raw.isolation_level = None
                raw.execute("PRAGMA synchronous=OFF")
                return say_again(raw, said)

        return SUBJECT.result(by_turns(lambda _: _replan(copies.fresh()), alone))


class _Copies:
    """Copies of one database, a new one for each run."""

    def __init__(self, app: App, source: Path) -> None:
        self._app, self._source, self._numbers = app, source, count(1)
        app.engine.dispose()
        with closing(sqlite3.connect(source)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def path(self) -> Path:
        """Return a copy as a file."""
        target = self._source.with_name(f"copy-{next(self._numbers)}.db")
        shutil.copy(self._source, target)
        return target

    def fresh(self) -> App:
        """Return the application on a copy of its own."""
        return replace(self._app, engine=make_engine(f"sqlite:///{self.path()}", durable=False))


def _big_ward(folder: Path) -> App:
    """Return wards of 2,000 open assignments each, their days seen once, then the late holiday."""
    app = throw_away(folder)
    with app.transaction() as session:
        ward = load_ward.load_ward(session, parse_ward(_ward(), name="ward.yaml"), now=CONFIRMED)
        _confirmed_plan(session, ward.id or 0)
    with app.transaction() as session:
        replan.recompute(session, 1, now=CONFIRMED)
        row = session.get_one(Ward, 1)
        row.calendar = row.calendar | {"off": [HOLIDAY]}
    wards.copy_ward(app, WARDS - 1)
    return app


def _ward() -> str:
    units = "\n".join(
        f"  - {{key: u{n}, name: Đơn vị {n}, contacts: [{{name: Người {n}, email: u{n}@p4.example}}]}}"
        for n in range(UNITS)
    )
    return (
        "ward: {key: phuong-4, name: Phường 4, city: Sa Đéc, province: Đồng Tháp}\n"
        f"units:\n{units}\ngroups: {{}}\n"
        "people: [{key: o, role: interior_officer, name: Tám, email: o@p4.example, unit: u0}]\n"
    )


def _confirmed_plan(session: Session, ward_id: int) -> None:
    lead = [{"name": f"Đơn vị {n}", "units": [f"u{n}"]} for n in range(UNITS)]
    cadence = {"form": "monthly", "day": 25, "certainty": "stated"}
    clauses = [
        {
            "path": f"V.{n}", "text": f"Nội dung {n}", "mode": "assign", "lead": lead,
            "duties": [{"text": f"Việc {n}", "kind": "report", "cadence": cadence}],
        }
        for n in range(1, DUTIES + 1)
    ]  # fmt: skip
    plan = Plan(
        ward_id=ward_id, title="Kế hoạch của năm", year=2025, issued_on=date(2025, 3, 3),
        content_hash="0", imported_at=CONFIRMED, draft={"clauses": clauses},
    )  # fmt: skip
    session.add(plan)
    session.flush()
    confirm.confirm(session, plan.id or 0, actor=SYSTEM, now=CONFIRMED)


def _replan(app: App) -> float:
    """Compute each ward's dates again, the transactions included; returns milliseconds."""
    gc.collect()
    done: list[Preview | None] = []
    begun = time.perf_counter()
    for number in range(WARDS):
        with app.transaction() as session:
            done.append(replan.recompute(session, 1 + number * wards.STRIDE, now=MORNING))
    taken = time.perf_counter() - begun
    app.engine.dispose()
    counts = {(len(one.moved), one.untouched) for one in done if one is not None}
    if len(done) != WARDS or counts != {(MOVED, MOVED * (MONTHS - 1))}:
        raise AssertionError(f"the holiday moved {counts}")
    return taken * 1000


def _statements(app: App) -> list[tuple[str, Any, bool]]:
    """Return what re-planning says to the database, with its values."""
    heard: list[tuple[str, Any, bool]] = []

    def hear(
        _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
    ) -> None:
        heard.append((statement, values, many))

    event.listen(app.engine, "before_cursor_execute", hear)
    _replan(app)
    return [one for one in heard if not one[0].startswith(("BEGIN", "PRAGMA"))]
