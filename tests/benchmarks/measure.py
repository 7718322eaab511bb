"""Two things timed by turns in one run, so that a busy machine slows both down alike."""

import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

RUNS = 5
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Result:
    """One line of the table.

    ``value`` and ``baseline_value`` are medians in ``unit``; ``ratio`` is the median of the
    ratios of each pair of runs. ``target`` is the ratio below which it must stay, ``goal``
    where to go next. With ``at_least`` the ratio is one of speeds, the baseline's time by the
    thing's, and must not fall below the target.
    """

    name: str
    value: float
    unit: str
    baseline: str
    baseline_value: float
    ratio: float
    target: float
    goal: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the target holds."""
        return self.ratio >= self.target if self.at_least else self.ratio < self.target

    def to_json(self) -> dict[str, Any]:
        """Return the line for ``build/bench.json``."""
        return {**asdict(self), "met": self.met}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is measured against what; ``unit`` is that of both figures."""

    name: str
    unit: str
    baseline: str
    target: float
    goal: float
    at_least: bool = False

    def result(self, pairs: list[tuple[float, float]]) -> Result:
        """Judge pairs of figures, each (the thing, its baseline) from neighbouring runs."""
        return Result(
            name=self.name,
            value=statistics.median(value for value, _ in pairs),
            unit=self.unit,
            baseline=self.baseline,
            baseline_value=statistics.median(base for _, base in pairs),
            ratio=statistics.median(
                base / value if self.at_least else value / base for value, base in pairs
            ),
            target=self.target,
            goal=self.goal,
            at_least=self.at_least,
        )


def by_turns(thing: Callable[[int], T], base: Callable[[int], T]) -> list[tuple[T, T]]:
    """Run both five times, changing which goes first; each is given the number of the run."""
    pairs = []
    for run in range(RUNS):
        if run % 2:
            below = base(run)
            pairs.append((thing(run), below))
        else:
            above = thing(run)
            pairs.append((above, base(run)))
    return pairs


def table(results: list[Result]) -> str:
    """Return the results as an aligned text, one line each."""
    head = ("name", "value", "baseline", "ratio", "target", "goal", "")
    rows = [
        (
            one.name,
            f"{one.value:.3g} {one.unit}",
            f"{one.baseline_value:.3g} {one.unit}  {one.baseline}",
            f"{one.ratio:.2f}",
            f"{'≥' if one.at_least else '<'} {one.target:g}",
            f"{one.goal:g}",
            "met" if one.met else "NOT MET",
        )
        for one in results
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = ("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in [head, *rows])  # fmt: skip
    return "\n".join(line.rstrip() for line in lines)
