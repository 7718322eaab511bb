"""How a command ends badly: one line for the person, a number for the script that called it."""

import sys

#: The person can mend it: wrong usage, wrong input, a state that does not allow it.
WRONG_INPUT = 2
#: A fault of dondoc's own.
OWN_FAULT = 1


class WrongUse(Exception):
    """An option or argument has a value that cannot be used; the message names it."""


def code_of(error: Exception) -> int:
    """Return the exit code that an error deserves."""
    return WRONG_INPUT if isinstance(error, _mendable()) else OWN_FAULT


def line_of(error: Exception) -> str:
    """Return an error as one line."""
    words = " ".join(" ".join([str(error), *getattr(error, "__notes__", ())]).split())
    if isinstance(error, _mendable()):
        return words
    kind = type(error).__name__
    said = f"{kind}: {words}" if words else kind
    return f"Lỗi của chương trình ({said}). Chạy lại với --debug để xem chi tiết."


def tell(error: Exception, *, debug: bool) -> int:
    """Print an error for the person and return its exit code."""
    if debug:
        import traceback

        traceback.print_exception(error)
    sys.stderr.write(f"{line_of(error)}\n")
    return code_of(error)


def _mendable() -> tuple[type[Exception], ...]:
    # Imported only when something went wrong: `--help` is to cost no more than it shows.
    from dondoc.operate.backup_file import WrongBackup
    from dondoc.operate.behaviours import WrongBehaviour
    from dondoc.operate.only_one import AlreadyRunning
    from dondoc.operate.ports import NoFreePort
    from dondoc.reading.errors import UnreadableDocument
    from dondoc.rules.moves import Refused
    from dondoc.settings import WrongSetting
    from dondoc.usecases.draft import WrongDraft
    from dondoc.usecases.errors import Conflict, NotAllowed, NotFound
    from dondoc.usecases.reorganise_order import WrongOrder
    from dondoc.usecases.ward_file import WrongWardFile
    from models.db import DatabaseTrouble

    return (
        WrongUse, WrongSetting, DatabaseTrouble, UnreadableDocument, WrongWardFile, WrongDraft,
        WrongBehaviour, WrongOrder, WrongBackup, NotFound, Refused, NotAllowed, Conflict, NoFreePort,
        AlreadyRunning,
    )  # fmt: skip
