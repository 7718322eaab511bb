"""What every way in promises: hand over new mails in order, and take each away when it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


class MailboxTrouble(Exception):
    """A mailbox cannot be read; the message says in Vietnamese what to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One mail as it lies in a mailbox.

    ``raw`` is cut where the mail is larger than what is taken, ``size`` is its whole size.
    ``key`` names it inside the mailbox; ``uid`` grows with each mail, where the mailbox has such
    numbers, and ``source`` names the mailbox in which it does. ``kind`` is imap, maildir or pipe.
    """

    raw: bytes
    size: int
    key: str
    kind: str
    source: str = ""
    uid: int | None = None
    came_to: tuple[str, ...] = ()


class Mailbox(Protocol):
    """A way in. ``done`` may fail to take a mail away: it is then handed over again."""

    @property
    def source(self) -> str:
        """A name for how far it was read; another one when its numbers begin anew."""
        ...

    def probe(self) -> None:
        """Open it and read nothing.

        Raises:
            MailboxTrouble: it cannot be opened.
        """
        ...

    def fetch(self, *, after: int, most: int) -> Iterator[Fetched]:
        """Yield mails that were not taken yet, oldest first; ``after`` is the last number taken.

        Raises:
            MailboxTrouble: it cannot be read.
        """
        ...

    def done(self, fetched: Fetched) -> None:
        """Take a mail away, or mark it: it is kept."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
