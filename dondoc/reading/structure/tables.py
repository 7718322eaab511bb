"""Tables that assign work: which column says what, who, with whom, and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.reading.folding import bare
from dondoc.reading.structure import lexicon

_LONGEST_TITLE = 12
_HEADER_WITHIN = 3
_NOT_WORK = re.compile(
    r"(?:ket qua|san pham|kinh phi|chi phi|dia diem|ghi chu|so luong|muc tieu)\b"
)


@dataclass(frozen=True)
class Columns:
    """Positions of the columns, from 0; ``None`` where the table has none.

    ``persons`` says that those who act are named by person or office, one a row.
    """

    header_rows: int
    content: int
    lead: int
    support: int | None = None
    time: int | None = None
    persons: bool = False


def columns_of(rows: Sequence[tuple[str, ...]]) -> Columns | None:
    """Find the header in the first rows; ``None`` if the table assigns no work."""
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        found = _roles_of(row)
        below = rows[index + 1] if index + 1 < len(rows) else ()
        merged = _merged(row, below) if _is_header_row(below) else None
        if merged is not None and (columns := _columns({**found, **_roles_of(merged)}, index + 2)):
            return columns
        if columns := _columns(found, index + 1):
            return columns
    return None


def is_schedule(rows: Sequence[tuple[str, ...]]) -> bool:
    """Say whether the header names what and when, but not who."""
    return any(
        {"content", "time"} <= set(_roles_of(row)) and sum(map(bool, row)) > 1
        for row in rows[:_HEADER_WITHIN]
    )


def is_repeated_header(row: tuple[str, ...], header: Sequence[tuple[str, ...]]) -> bool:
    """Say whether a row is the header again, as it stands at the top of each page."""
    words = [bare(cell) for cell in row]
    return any(words == [bare(cell) for cell in one] for one in header)


def _columns(found: dict[str, int], header_rows: int) -> Columns | None:
    person = found.get("office", found.get("person"))
    if person is not None and "lead" in found and "content" not in found:
        # "Họ và tên | Chức vụ | Phân công nhiệm vụ": what is assigned stands in the last of them.
        found = {**found, "content": found["lead"], "lead": person}
    elif person is not None and "lead" not in found and "content" in found:
        found = {**found, "lead": person}
    else:
        person = None
    if "content" not in found or "lead" not in found:
        return None
    return Columns(
        header_rows=header_rows,
        content=found["content"],
        lead=found["lead"],
        support=found.get("support"),
        time=found.get("time"),
        persons=person is not None,
    )


def _roles_of(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(row):
        role = _role_of(cell)
        if role is not None:
            found.setdefault(role, position)
    return found


def _role_of(cell: str) -> str | None:
    title = bare(cell)
    if not title or len(title.split()) > _LONGEST_TITLE or _NOT_WORK.match(title):
        return None
    if "chu tri" in title and "phoi hop" in title:
        return "lead"
    if title.startswith(lexicon.COLUMNS["content"]):
        return "content"
    for name, words in lexicon.COLUMNS.items():
        if title in lexicon.WHOLE_COLUMNS.get(name, ()):
            return name
        if any(f" {word} " in f" {title} " for word in words):
            return name
    return None


def _is_header_row(row: Sequence[str]) -> bool:
    """A second row of the header holds short titles of columns only."""
    cells = [cell for cell in row if cell.strip()]
    return bool(cells) and all(_role_of(cell) and len(cell.split()) <= 6 for cell in cells)


def _merged(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the titles of two header rows, where the lower one names the column more exactly."""
    width = max(len(above), len(below))
    upper = [*above, *[""] * (width - len(above))]
    lower = [*below, *[""] * (width - len(below))]
    return [low or up for up, low in zip(upper, lower, strict=True)]
