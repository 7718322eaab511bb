"""Tables that assign work: which column says what, who, with whom, and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.reading import lexicon
from dondoc.reading.folding import bare


@dataclass(frozen=True)
class Columns:
    """Positions of the columns, from 0; ``None`` where the table has none."""

    header_rows: int
    content: int
    lead: int
    support: int | None
    time: int | None


def columns_of(rows: Sequence[tuple[str, ...]]) -> Columns | None:
    """Find the header in the first rows; ``None`` if the table assigns no work."""
    for index, row in enumerate(rows):
        found = _header(row)
        if "content" in found and "lead" in found:
            return Columns(
                header_rows=index + 1,
                content=found["content"],
                lead=found["lead"],
                support=found.get("support"),
                time=found.get("time"),
            )
    return None


def _header(row: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(row):
        title = bare(cell)
        if not title or len(title.split()) > 12:
            continue
        for name, words in lexicon.COLUMNS.items():
            if name not in found and any(f" {word} " in f" {title} " for word in words):
                found[name] = position
                break
    return found
