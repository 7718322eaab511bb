"""Reading a document for a command: in a process of its own, telling how far it is."""

import sys
from pathlib import Path

from dondoc.reading.draft import Reading
from dondoc.reading.isolated import read_isolated

_CLEAR = "\r\x1b[K"


def read_file(file: Path) -> Reading:
    """Read a document; on a terminal, a line that stays tells of the pages.

    Raises:
        UnreadableDocument: one line in Vietnamese.
    """
    on_terminal = sys.stderr.isatty()

    def report(done: int, total: int) -> None:
        if on_terminal and total > 1:
            page = min(done + 1, total)
            sys.stderr.write(f"{_CLEAR}Đang đọc trang {page}/{total}")
            sys.stderr.flush()

    try:
        return read_isolated(file, on_progress=report)
    finally:
        if on_terminal:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
