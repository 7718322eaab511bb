"""The phrases of ``phrases/time.yaml``: what each says about time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dondoc.reading.draft import ReadDeadline, ReadRecurrence
from dondoc.reading.times.deadlines import deadlines_in
from dondoc.reading.times.frame import TimeFrame
from dondoc.reading.times.recurrences import recurrences_in

ISSUED = date(2027, 1, 12)
EVENTS = {"ngày bầu cử": date(2027, 5, 23)}
TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "phrases" / "time.yaml").read_text("utf-8")
)
CASES = [row for rows in TABLE.values() for row in rows]
FIELDS = ("due", "until", "from", "kind", "role", "at")


@dataclass(frozen=True)
class Limit:
    """A time limit as the table writes it."""

    due: date | None
    until: date | None
    from_: date | None
    kind: str
    role: str
    at: str


def several(row: dict[str, Any], key: str, count: int, usual: Any) -> list[Any]:
    """Return a value for each limit of a row."""
    given = row.get(key, usual)
    return given if isinstance(given, list) else [given] * count


def limits_of(row: dict[str, Any]) -> list[Limit]:
    if not {"due", "kind"} & row.keys():
        return []
    dues = row.get("due")
    dues = dues if isinstance(dues, list) else [dues]
    count = len(dues)
    until, begins = several(row, "until", count, None), several(row, "from", count, None)
    kinds, roles = several(row, "kind", count, "day"), several(row, "role", count, "latest")
    at = row.get("at", "17:00")
    return [
        Limit(due, None if row.get("open") else last or due, begin, kind, role, at if due else "")
        for due, last, begin, kind, role in zip(dues, until, begins, kinds, roles, strict=True)
    ]


def as_limit(found: ReadDeadline) -> Limit:
    until = found.until
    at = f"{until:%H:%M}" if until else "17:00" if found.printed else ""
    day = until.date() if until else None
    return Limit(found.printed, day, found.from_, found.kind, found.role, at)


def sentence(row: dict[str, Any]) -> str:
    return str(row["text"]) if row.get("about") else f"Nộp danh sách, {row['text']}."


def read(row: dict[str, Any]) -> tuple[list[ReadDeadline], list[ReadRecurrence]]:
    issued = row.get("issued", ISSUED)
    frame = TimeFrame(issued.year, EVENTS, about_time=row.get("about", False), issued_on=issued)
    text = sentence(row)
    rhythms = recurrences_in(text)
    return deadlines_in(text, frame, taken=[one.span for one in rhythms]), rhythms


@pytest.mark.parametrize("row", CASES, ids=[row["text"] for row in CASES])
def test_a_phrase_is_read_as_the_table_says(row: dict[str, Any]) -> None:
    limits, rhythms = read(row)

    every = row.get("every", [])
    assert [as_limit(one) for one in limits] == limits_of(row)
    assert [one.every for one in rhythms] == (every if isinstance(every, list) else [every])
    if isinstance(every, str):
        assert [(one.rrule, one.printed_day) for one in rhythms] == [
            (row.get("rule"), row.get("day"))
        ]


@pytest.mark.parametrize("row", CASES, ids=[row["text"] for row in CASES])
def test_every_value_stands_where_it_says(row: dict[str, Any]) -> None:
    text = sentence(row)

    limits, rhythms = read(row)
    places = [(one.span, one.phrase) for one in limits] + [
        (one.span, one.phrase) for one in rhythms
    ]
    assert [text[start:end] for (start, end), _ in places] == [phrase for _, phrase in places]


def test_the_table_uses_no_word_that_it_does_not_explain() -> None:
    known = {*FIELDS, "text", "every", "rule", "day", "issued", "about", "open"}

    assert set(_keys()) <= known


def _keys() -> Iterator[str]:
    for row in CASES:
        yield from row
