"""Sees to it that one data folder is run by one ``dondoc up`` only."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another ``dondoc up`` works in this data folder."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder; the kernel lets go of it whichever way this process ends.

    Raises:
        AlreadyRunning: with the number of the other process.
    """
    with (folder / "up.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise AlreadyRunning(
                f"dondoc đang chạy với thư mục {folder} (tiến trình {file.read().strip()}). "
                "Dừng nó trước, hoặc đặt DONDOC_DATA_DIR là thư mục khác."
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
