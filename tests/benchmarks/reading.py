"""Reading documents: time and memory, against the library's own parse of the same file."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from tests.benchmarks import documents
from tests.benchmarks.measure import Result, Subject, by_turns

ROOT = Path(__file__).parents[2]
LIBRARIES = {"docx": "python-docx", "pdf": "pdfplumber"}
FILES: dict[str, Callable[[int], Path]] = {"docx": documents.docx, "pdf": documents.pdf}
MEGABYTE = 1_000_000
TARGET, GOAL = 3, 1.5
SCANNED_PAGES = 4
WARM_UP_PAGES = 3


def benchmarks() -> dict[str, Callable[[], Result]]:
    """Return the measurements by name: two kinds of documents, short and long, and a scan."""
    found: dict[str, Callable[[], Result]] = {}
    for kind in FILES:
        for pages in (5, 100):
            found[f"read-{kind}-{pages}"] = partial(seconds, kind, pages)
            found[f"memory-{kind}-{pages}"] = partial(memory, kind, pages)
    return {**found, "read-scan": scan}


def seconds(kind: str, pages: int) -> Result:
    """Measure the time of the whole reading, from the file to clauses, units and dates."""
    subject = Subject(
        name=f"read {kind}, {pages} pages", unit="ms", baseline=f"{LIBRARIES[kind]} alone",
        target=TARGET, goal=GOAL,
    )  # fmt: skip
    return subject.result(
        [(one["seconds"] * 1000, base["seconds"] * 1000) for one, base in _runs(kind, pages)]
    )


def memory(kind: str, pages: int) -> Result:
    """Measure the peak of a process that reads one document."""
    subject = Subject(
        name=f"memory {kind}, {pages} pages", unit="MB", baseline=f"{LIBRARIES[kind]} alone",
        target=TARGET, goal=GOAL,
    )  # fmt: skip
    return subject.result(
        [(one["peak"] / MEGABYTE, base["peak"] / MEGABYTE) for one, base in _runs(kind, pages)]
    )


def scan() -> Result:
    """Measure how long a page takes that is read from a picture; for information."""
    file = documents.scan(SCANNED_PAGES)
    subject = Subject(
        name="read scan", unit="s/page", baseline="Tesseract alone, page after page",
        target=TARGET, goal=1,
    )  # fmt: skip
    pairs = by_turns(lambda _: _child("read", file), lambda _: _child("tesseract", file))
    return subject.result(
        [(a["seconds"] / SCANNED_PAGES, b["seconds"] / SCANNED_PAGES) for a, b in pairs]
    )


@cache
def _runs(kind: str, pages: int) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Read and parse by turns, each time in a fresh process, once for time and memory."""
    file = FILES[kind](pages)
    return by_turns(lambda _: _child("read", file), lambda _: _child("parse", file))


def _child(kind: str, file: Path) -> dict[str, Any]:
    warm_up = FILES[file.suffix[1:]](WARM_UP_PAGES)
    run = [sys.executable, "-m", "tests.benchmarks.reading_child", kind, str(file), str(warm_up)]
    done = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
