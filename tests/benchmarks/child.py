"""What the year's measurement runs in processes of their own; prints seconds and peak bytes.

``year`` plays a simulated year; ``lists`` only lists the ward's work on each of its working
days; ``nothing`` stops after the same imports.
"""

import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from dondoc.operate.simulate import simulate
from dondoc.rules.calendar import calendar_of
from dondoc.rules.local import at_local
from dondoc.usecases.show import assignments
from tests.benchmarks.wards import PLAN, ZONE, confirmed_ward

FIRST, LAST = date(2025, 3, 3), date(2026, 1, 30)
KIB = 1024


def main(kind: str) -> None:
    """Do it and print one JSON line."""
    taken = {"year": play_a_year, "lists": list_each_day, "nothing": float}[kind]()
    sys.stdout.write(json.dumps({"seconds": taken, "peak": peak_bytes()}) + "\n")


def peak_bytes() -> int:
    """Return the peak of this very program; getrusage would count its parent's before the start."""
    status = Path("/proc/self/status").read_text("ascii", "replace")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * KIB


def play_a_year() -> float:
    """Play the plan of 53 assignments from its issue until its last summary; returns seconds."""
    begun = time.perf_counter()
    simulate(
        plan=PLAN, start=FIRST, end=LAST, behaviour="prompt", emit=lambda _event: None
    )  # fmt: skip
    return time.perf_counter() - begun


def list_each_day() -> float:
    """List the same work with its standings on each working day; returns seconds."""
    calendar = calendar_of({})
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder:
        app = confirmed_ward(Path(folder))
        day = FIRST
        begun = time.perf_counter()
        while day <= LAST:
            with app.reading() as session:
                assignments(session, 1, now=at_local(day, "07:30", ZONE))
            day = calendar.add(day, 1)
        taken = time.perf_counter() - begun
        app.engine.dispose()
    return taken


if __name__ == "__main__":
    main(sys.argv[1])
