"""``make bench``: measures, prints a table, writes ``build/bench.json``."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import dating, deciding, reading, replan, rounds, sending, startup, year
from tests.benchmarks.measure import Result, table

OUT = Path(__file__).parents[2] / "build" / "bench.json"
BENCHMARKS: dict[str, Callable[[], Result]] = {
    "round": rounds.one_round,
    "wards": rounds.many_wards,
    "year": year.seconds,
    "memory": year.memory,
    "startup": startup.startup,
    "dating": dating.dating,
    "replan": replan.replanning,
    **deciding.benchmarks(),
    **sending.benchmarks(),
    **reading.benchmarks(),
}


def main() -> None:
    """Run all benchmarks, or the one that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", choices=BENCHMARKS, help="one benchmark instead of all")
    only = parser.parse_args().only
    results = []
    for name in [only] if only else BENCHMARKS:
        sys.stderr.write(f"{name} …\n")
        results.append(BENCHMARKS[name]())
    sys.stdout.write(table(results) + "\n")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([one.to_json() for one in results], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
