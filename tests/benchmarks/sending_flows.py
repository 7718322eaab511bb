"""What the flows do on a morning: rounds over shards of wards, and beside them one that sends.

Each has a process of its own, and is warm before the clock starts.
"""

import gc
import multiprocessing
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from sqlmodel import Session

from dondoc.operate.tick import send
from dondoc.settings import Settings
from dondoc.usecases.round import run_round
from dondoc.usecases.voice import Voice
from dondoc.wiring import App
from models.db import make_engine
from tests.benchmarks.child import peak_bytes
from tests.benchmarks.sending_wards import MORNING, UNITS, WARM
from tests.benchmarks.wards import STRIDE

CONNECTIONS = 8
#: A lingering pass ends after this, and the clock has stopped with its last record.
LINGER = timedelta(seconds=0.5)
WAIT_SECONDS = 0.002
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Noting(App):
    """Notes when something was last written durably."""

    written: list[float] = field(default_factory=list)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with App.transaction(self) as session:
            driver: Any = session.connection().connection.dbapi_connection
            before = driver.total_changes
            yield session
            changed = driver.total_changes != before
        if changed:
            self.written[:] = [time.perf_counter()]


def morning(folder: Path, port: int, wards: int) -> tuple[int, float, int]:
    """Decide, compose, store, send and record; returns mails, seconds, and peak bytes of both."""
    for old in folder.glob("run.db*"):
        old.unlink()
    shutil.copy(folder / "wards.db", folder / "run.db")
    app = _opened(folder, port)
    spawn = multiprocessing.get_context("spawn")
    gate, peaks = spawn.Barrier(2), spawn.Queue()
    ward_ids = [WARM + number * STRIDE for number in range(1, wards + 1)]
    rounds = spawn.Process(target=_rounds, args=(folder, port, ward_ids, gate, peaks))
    rounds.start()
    gate.wait(PATIENCE_SECONDS)
    _send(app, UNITS)
    gc.collect()
    begun = time.perf_counter()
    gate.wait(PATIENCE_SECONDS)
    _send(app, wards * UNITS)
    taken = app.written[-1] - begun
    peak = peak_bytes() + peaks.get(timeout=PATIENCE_SECONDS)
    rounds.join(PATIENCE_SECONDS)
    app.engine.dispose()
    return wards * UNITS, taken, peak


def _opened(folder: Path, port: int) -> Noting:
    url = f"sqlite:///{folder / 'run.db'}"
    settings = Settings(data_dir=folder, database_url=url, sink_port=port, senders=CONNECTIONS)
    voice = Voice("https://dondoc.example", b"x" * 32, "dondoc@phuong.example")
    return Noting(settings=settings, engine=make_engine(url), voice=voice)


def _rounds(
    folder: Path, port: int, ward_ids: Sequence[int], gate: Barrier, peaks: "Queue[int]"
) -> None:
    app = _opened(folder, port)
    _round(app, WARM)
    gc.collect()
    gate.wait(PATIENCE_SECONDS)
    gate.wait(PATIENCE_SECONDS)
    for ward_id in ward_ids:
        _round(app, ward_id)
    peaks.put(peak_bytes())


def _round(app: App, ward_id: int) -> None:
    outcome = app.unit_of_work(
        lambda session: run_round(session, ward_id, voice=app.voice, now=MORNING, force=True)
    )
    if outcome.mails != UNITS:
        raise AssertionError(f"{outcome.mails} mails for a ward of {UNITS} units")


def _send(app: App, wanted: int) -> None:
    sent, until = 0, time.monotonic() + PATIENCE_SECONDS
    while sent < wanted and time.monotonic() < until:
        sent += send(app, now=lambda: MORNING, linger=LINGER).sent
        time.sleep(WAIT_SECONDS)
    if sent != wanted:
        raise AssertionError(f"{sent} mails were sent of {wanted}")
