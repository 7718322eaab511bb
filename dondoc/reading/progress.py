"""Telling how far the reading of a document has come."""

from collections.abc import Callable

#: Called with the pages that are read and the pages in all.
Report = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Tell nobody."""
