"""``python -m tests.scoring DIR``: reads each document with answers beside it, prints the measures.

F1 of clauses, paths (share of the found clauses), lead and support units, dates, rhythms, mode and
kinds; of dates elsewhere the recall. A document that cannot be read counts as all lost.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml

from tests.scoring.measure import MEASURES, Count, Score, all_lost, score

_ANSWERS = ".gold.yaml"
_BINARY = (".pdf", ".docx", ".doc", ".odt")
_LONGEST_SECONDS = 900


def main() -> int:
    """Print a table, or one JSON document."""
    asked = _arguments()
    files = list(_files(asked.where, binary=asked.binary))
    if not files:
        sys.stderr.write(
            f"Không có tệp *{_ANSWERS} nào trong {', '.join(map(str, asked.where))}.\n"
        )
        return 2
    with ThreadPoolExecutor(max_workers=2) as pool:
        scores = dict(zip((file.name for file, _ in files), pool.map(_score, files), strict=True))
    sys.stdout.write(_as_json(scores) if asked.json else "\n".join(_table(scores, asked.show)))
    sys.stdout.write("\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.scoring", description=__doc__)
    parser.add_argument("where", nargs="+", type=Path, help="folders or files *.gold.yaml")
    parser.add_argument("--binary", action="store_true", help=f"read {', '.join(_BINARY)} too")
    parser.add_argument("--show", action="store_true", help="print each difference")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _files(where: Iterable[Path], *, binary: bool) -> Iterator[tuple[Path, Path]]:
    """Yield each document with its answers."""
    for place in where:
        for answers in sorted(place.glob(f"*{_ANSWERS}")) if place.is_dir() else [place]:
            stem = answers.name.removesuffix(_ANSWERS)
            for ending in (".txt", *(_BINARY if binary else ())):
                file = answers.with_name(stem + ending)
                if file.exists():
                    yield file, answers


def _score(pair: tuple[Path, Path]) -> Score:
    file, answers = pair
    gold = yaml.safe_load(answers.read_text("utf-8"))
    try:
        return score(gold, _read(file))
    except (OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
        return all_lost(gold, f"{error}: {getattr(error, 'stderr', None) or ''}".strip())


def _read(file: Path) -> Any:
    command = [sys.executable, "-m", "dondoc", "plan", "read", str(file), "--json"]
    run = subprocess.run(
        command, capture_output=True, text=True, timeout=_LONGEST_SECONDS, check=True
    )
    return json.loads(run.stdout)


def _sums(scores: Iterable[Score]) -> dict[str, Count]:
    total = {key: Count() for key in MEASURES}
    for one in scores:
        for key in MEASURES:
            total[key].add(one.counts[key])
    return total


def _means(scores: Iterable[Score]) -> dict[str, float]:
    """Return the mean over the documents that have something to measure."""
    found: dict[str, list[float]] = {}
    for one in scores:
        for key in MEASURES:
            value = one.counts[key].f1
            if value is not None:
                found.setdefault(key, []).append(value)
    return {key: sum(values) / len(values) for key, values in found.items()}


def _table(scores: dict[str, Score], show: bool) -> Iterator[str]:
    yield f"{'file':34}" + "".join(f"{key:>10}" for key in MEASURES)
    for name, one in scores.items():
        yield f"{name:34}" + "".join(_cell(one.counts[key].f1) for key in MEASURES)
        yield from (f"    {note}" for note in one.notes if show)
    total, means = _sums(scores.values()), _means(scores.values())
    yield f"{'all clauses together':34}" + "".join(_cell(total[key].f1) for key in MEASURES)
    yield f"{'mean of files':34}" + "".join(_cell(means.get(key)) for key in MEASURES)
    for key in ("clause", "lead", "support", "due", "every"):
        count = total[key]
        yield (
            f"{key:8} precision {count.right}/{count.found}  recall {count.right}/{count.wanted}"
        )


def _cell(value: float | None) -> str:
    return f"{'–' if value is None else f'{value:.2f}':>10}"


def _as_json(scores: dict[str, Score]) -> str:
    def row(counts: dict[str, Count]) -> dict[str, Any]:
        return {key: [one.right, one.wanted, one.found] for key, one in counts.items()}

    return json.dumps(
        {
            "files": {name: row(one.counts) for name, one in scores.items()},
            "total": row(_sums(scores.values())),
            "macro_f1": {key: round(value, 4) for key, value in _means(scores.values()).items()},
        },
        ensure_ascii=False,
    )


if __name__ == "__main__":
    sys.exit(main())
