"""The process that reads one document: ``python -m dondoc.reading.child FILE``.

It writes JSON Lines to standard output: ``{"done", "total"}`` for pages, and at the end either
``{"reading"}`` or ``{"unreadable"}`` (with ``"titles"`` where no part assigns work). It ends itself,
with all that it has started, when its standard input closes: then nobody waits any more.
"""

import contextlib
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

#: No core files, no output beyond this in any file that a converter writes.
_LARGEST_FILE = 512 * 1024 * 1024


def main(argv: list[str]) -> int:
    """Read the file named first, with as many MB of memory as named second."""
    _limit_memory(int(argv[1]) * 1024 * 1024)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    answers = _answers()
    from dondoc.reading.errors import NoResponsibilitySection, UnreadableDocument
    from dondoc.reading.isolated import READINGS
    from dondoc.reading.read import read_document

    def report(done: int, total: int) -> None:
        _say(answers, {"done": done, "total": total})

    try:
        reading = read_document(Path(argv[0]), report=report)
    except NoResponsibilitySection as error:
        _say(answers, {"unreadable": str(error), "titles": list(error.titles)})
    except UnreadableDocument as error:
        _say(answers, {"unreadable": str(error)})
    else:
        _say(answers, {"reading": READINGS.dump_python(reading, mode="json")})
    return 0


def _say(answers: TextIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message, ensure_ascii=False) + "\n")
    answers.flush()


def _answers() -> TextIO:
    """Keep standard output for the answers: what a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _limit_memory(limit: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        # Data, not address space: converters map far more than they use.
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
