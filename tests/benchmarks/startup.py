"""How long a person waits for ``dondoc --help``."""

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.measure import Result, Subject, by_turns

ROOT = Path(__file__).parents[2]
STARTUP = Subject(name="startup", unit="ms", baseline="python -c pass", target=15, goal=8)
CALLS = 5


def startup() -> Result:
    """Measure ``python -m dondoc --help`` against a bare interpreter."""
    helped = [sys.executable, "-m", "dondoc", "--help"]
    bare = [sys.executable, "-c", "pass"]
    for command in (helped, bare):
        _call(command)
    return STARTUP.result(by_turns(lambda _: _mean(helped), lambda _: _mean(bare)))


def _mean(command: list[str]) -> float:
    return sum(_call(command) for _ in range(CALLS)) / CALLS


def _call(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - begun) * 1000
