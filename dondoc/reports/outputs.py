"""The numbers that units write into their reports, added up by name."""

import math
import re
from collections.abc import Iterable

from dondoc import wording
from dondoc.reports.rows import Output, Row

#: ``1.200`` and ``12.345,5``: Vietnamese groups thousands by dots.
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"\d+([.,]\d+)?")


def outputs(rows: Iterable[Row]) -> tuple[Output, ...]:
    """Sum the figures of accepted reports, names compared without case or accent.

    A value that is no number cannot be added and is left to the report itself.
    """
    names: dict[str, str] = {}
    sums: dict[str, dict[str, float]] = {}
    for row in rows:
        if row.state != "accepted":
            continue
        for name, given in row.report_figures.items():
            value = number_of(given)
            if value is None:
                continue
            key = wording.fold(name)
            names.setdefault(key, " ".join(name.split()))
            by_unit = sums.setdefault(key, {})
            by_unit[row.unit_name] = by_unit.get(row.unit_name, 0) + value
    return tuple(
        Output(names[key], sum(by_unit.values()), tuple(by_unit.items()))
        for key, by_unit in sums.items()
    )


def number_of(given: float | str) -> float | None:
    """Return what ``12``, ``1.200``, ``3,5`` or ``12 tin`` says, None where it says no number."""
    if not isinstance(given, str):
        return float(given) if math.isfinite(given) and given >= 0 else None
    found = re.match(r"[\d.,]*\d", given.strip())
    text = found.group() if found else ""
    if _GROUPED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None
