"""Reads a Maildir folder of this machine, into which a mail server delivers."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from notifications.mailbox import Fetched, MailboxTrouble

#: Of a mail that is larger than what is taken so much is kept.
HEAD_BYTES = 64 * 1024
_SEEN = "S"


@dataclass(frozen=True, slots=True)
class MaildirMailbox:
    """New mails lie in ``new``; taken ones are moved to ``cur`` and marked as seen.

    A mail program that looks into the folder moves mails to ``cur`` too, but marks only what it
    has shown: the others are still read.
    """

    folder: Path
    limit_bytes: int

    @property
    def source(self) -> str:
        return f"maildir:{self.folder}"

    def probe(self) -> None:
        self._waiting()

    def fetch(self, *, after: int, most: int) -> Iterator[Fetched]:  # noqa: ARG002 - no numbers here
        unreadable = None
        for path in self._waiting()[:most]:
            try:
                fetched = self._read(path)
            except FileNotFoundError:
                # Another reader was quicker.
                continue
            except OSError as error:
                unreadable = error
                continue
            yield fetched
        if unreadable is not None:
            raise MailboxTrouble(
                f"Không đọc được thư {unreadable.filename}: {unreadable.strerror}. Hãy kiểm tra "
                "quyền đọc."
            )

    def _waiting(self) -> list[Path]:
        try:
            fresh = list((self.folder / "new").iterdir())
            looked_at = [path for path in (self.folder / "cur").iterdir() if not _is_seen(path)]
        except OSError as error:
            raise MailboxTrouble(
                f"Không mở được hộp thư đến {self.folder} (DONDOC_INCOMING_MAILDIR): "
                f"{error.strerror}."
            ) from error
        # The names begin with the second of their delivery.
        found = [path for path in (*fresh, *looked_at) if not path.name.startswith(".")]
        return sorted(found, key=lambda path: path.name)

    def _read(self, path: Path) -> Fetched:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            fits = size <= self.limit_bytes
            raw = file.read(self.limit_bytes if fits else min(HEAD_BYTES, self.limit_bytes))
        key = str(path.relative_to(self.folder))
        return Fetched(raw=raw, size=max(size, len(raw)), key=key, kind="maildir")

    def done(self, fetched: Fetched) -> None:
        name, mark, flags = Path(fetched.key).name.partition(":2,")
        kept = "".join(sorted({*flags, _SEEN})) if mark else _SEEN
        # Where it cannot be moved, it is handed over again and found to be known.
        with suppress(OSError):
            (self.folder / fetched.key).rename(self.folder / "cur" / f"{name}:2,{kept}")

    def close(self) -> None:
        """Nothing is held open."""


def _is_seen(path: Path) -> bool:
    return _SEEN in path.name.partition(":2,")[2]
