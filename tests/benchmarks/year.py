"""A simulated year: how long it takes, and how much memory."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Result, Subject, by_turns

ROOT = Path(__file__).parents[2]
YEAR = Subject(
    name="year",
    unit="s",
    baseline="listing its work on each working day",
    target=12,
    goal=3,
)
MEMORY = Subject(
    name="memory",
    unit="MB",
    baseline="the peak after the same imports",
    target=2,
    goal=1.3,
)
MEGABYTE = 1_000_000


def _child(kind: str) -> dict[str, Any]:
    run = [sys.executable, "-m", "tests.benchmarks.child", kind]
    done = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@cache
def _runs() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Play and list by turns, once for both figures."""
    return by_turns(lambda _: _child("year"), lambda _: _child("lists"))


def seconds() -> Result:
    """Measure the time of a year of one ward with 53 assignments."""
    return YEAR.result([(play["seconds"], lists["seconds"]) for play, lists in _runs()])


def memory() -> Result:
    """Measure the peak of a process that plays a year."""
    bare = _child("nothing")["peak"] / MEGABYTE
    return MEMORY.result([(play["peak"] / MEGABYTE, bare) for play, _ in _runs()])
