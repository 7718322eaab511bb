"""One document: what was read against the answers made by hand.

The answers (``NAME.gold.yaml``) list ``clauses`` (``path``, ``duty`` as a fragment, ``lead``,
``support``, ``due``, ``recurrence``, ``mode``, ``kinds``) and ``outside_section``. A clause of
``kind: generic`` may be read or not; ``lead_uncertain`` leaves its units out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.scoring.alike import hits, holds, same_name

MEASURES = (
    "clause", "path", "lead", "support", "due", "every", "mode", "kinds", "elsewhere"
)  # fmt: skip
#: The words of the answers for each class of rhythm, first match counts.
_RHYTHMS = (
    ("week", ("weekly",)),
    ("month", ("monthly",)),
    ("quarter", ("quarterly",)),
    ("half", ("half-yearly",)),
    ("school_year", ("end of school year",)),
    ("semester", ("semester",)),
    ("wave", ("wave",)),
    ("event", ("after each round", "after each conference", "conference")),
    ("year", ("yearly", "end of year")),
    ("unspecified", ("periodic",)),
)


@dataclass
class Count:
    """Found rightly, wanted, found in all."""

    right: int = 0
    wanted: int = 0
    found: int = 0

    def add(self, other: "Count") -> None:
        self.right += other.right
        self.wanted += other.wanted
        self.found += other.found

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall; None where there is nothing."""
        sizes = self.wanted + self.found
        return 2 * self.right / sizes if sizes else None


@dataclass
class Score:
    """All measures of one document, and each difference in words."""

    counts: dict[str, Count] = field(default_factory=lambda: {key: Count() for key in MEASURES})
    notes: list[str] = field(default_factory=list)

    def tally(
        self, measure: str, path: str, wanted: list[str], found: list[str],
        same: Callable[[str, str], bool] = str.__eq__,
    ) -> None:  # fmt: skip
        """Count what was found of one clause."""
        right = hits(wanted, found, same)
        self.counts[measure].add(Count(right, len(wanted), len(found)))
        if not right == len(wanted) == len(found):
            self.notes.append(f"{measure:9} {path}: want {wanted} got {found}")


def rhythms(words: str) -> list[str]:
    """Return the classes of ``every`` that the answers' words mean."""
    found = set()
    for part in re.split(r";| and ", words):
        name = next((key for key, signs in _RHYTHMS if any(sign in part for sign in signs)), None)
        found.update({name} if name else set())
    return sorted(found)


def score(gold: Mapping[str, Any], read: Mapping[str, Any]) -> Score:
    """Compare the answers with what ``dondoc plan read --json`` gave."""
    result = Score()
    clauses: list[dict[str, Any]] = list(read.get("clauses", []))
    used: set[int] = set()
    generic = 0
    for wanted in gold["clauses"]:
        place = _matching(wanted, clauses, used, ocr=bool(gold.get("ocr")))
        used.update([] if place is None else [place])
        if wanted.get("kind") == "generic":
            generic += place is not None
        elif place is None:
            _lost(result, wanted)
        else:
            _compare(result, wanted, clauses[place])
    result.counts["clause"].found = len(clauses) - generic
    _elsewhere(result, gold, read)
    for place, clause in enumerate(clauses):
        if place not in used:
            text = " ".join(clause["text"].split())[:90]
            result.notes.append(f"invented  {clause['path']}: {text}")
    return result


def all_lost(gold: Mapping[str, Any], reason: str) -> Score:
    """Return the score of a document that could not be read at all."""
    result = score(gold, {})
    result.notes = [f"failed    {reason}"]
    return result


def _matching(
    wanted: Mapping[str, Any], clauses: list[dict[str, Any]], used: set[int], *, ocr: bool
) -> int | None:
    """Return the clause that holds the fragment: that of the same path first, then the shortest."""
    fitting = [
        place
        for place, clause in enumerate(clauses)
        if place not in used and holds(clause["text"], wanted["duty"], ocr=ocr)
    ]
    return min(
        fitting,
        key=lambda at: (clauses[at]["path"] != wanted["path"], len(clauses[at]["text"])),
        default=None,
    )


def _due(wanted: Mapping[str, Any]) -> list[str]:
    starts = wanted.get("due_kind") == "start"
    return [] if starts else [str(day) for day in wanted.get("due", [])]


def _lost(result: Score, wanted: Mapping[str, Any]) -> None:
    result.notes.append(f"lost      {wanted['path']}: {wanted['duty']}")
    counts = result.counts
    counts["clause"].wanted += 1
    if not wanted.get("lead_uncertain"):
        counts["lead"].wanted += len(wanted.get("lead", []))
        counts["support"].wanted += len(wanted.get("support", []))
    counts["due"].wanted += len(_due(wanted))
    counts["every"].wanted += len(rhythms(wanted.get("recurrence", "")))
    counts["mode"].wanted += "mode" in wanted
    counts["kinds"].wanted += len(wanted.get("kinds", []))


def _compare(result: Score, wanted: Mapping[str, Any], clause: Mapping[str, Any]) -> None:
    path = wanted["path"]
    same_path = clause["path"] == path
    result.counts["clause"].add(Count(1, 1))
    result.counts["path"].add(Count(int(same_path), 1, 1))
    if not same_path:
        result.notes.append(f"path      {path}: got {clause['path']}")
    if not wanted.get("lead_uncertain"):
        result.tally("lead", path, wanted.get("lead", []), clause["lead"], same_name)
        result.tally("support", path, wanted.get("support", []), clause["support"], same_name)
    duties = clause["duties"]
    result.tally("due", path, _due(wanted), sorted(set(_stated_days(duties))))
    result.tally("every", path, rhythms(wanted.get("recurrence", "")), _stated_rhythms(duties))
    if "mode" in wanted:
        result.tally("mode", path, [wanted["mode"]], [clause["mode"]])
    if "kinds" in wanted:
        result.tally("kinds", path, wanted["kinds"], sorted({duty["kind"] for duty in duties}))


def _stated_days(duties: list[dict[str, Any]]) -> Iterator[str]:
    for duty in duties:
        for deadline in duty["deadlines"]:
            stated = deadline["certainty"] == "stated" and deadline["role"] != "start"
            if stated and deadline["printed"]:
                yield deadline["printed"]


def _stated_rhythms(duties: list[dict[str, Any]]) -> list[str]:
    given = [duty["recurrence"] for duty in duties if duty["recurrence"]]
    return sorted({rhythm["every"] for rhythm in given if rhythm["certainty"] == "stated"})


def _elsewhere(result: Score, gold: Mapping[str, Any], read: Mapping[str, Any]) -> None:
    """Count recall alone: the answers do not list every date outside the section."""
    wanted = [str(day) for one in gold.get("outside_section") or [] for day in one.get("due", [])]
    found = [
        deadline["printed"]
        for item in read.get("elsewhere", [])
        for deadline in item["deadlines"]
        if deadline["printed"]
    ]
    right = hits(wanted, found)
    result.counts["elsewhere"] = Count(right, len(wanted), right)
    if right < len(wanted):
        result.notes.append(f"elsewhere : want {wanted} got {found}")
