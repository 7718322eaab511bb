"""What is to be done with an incoming mail, decided before it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from models.incoming import IncomingKind, IncomingMail, IncomingState

Work = Callable[[Session, IncomingMail], None]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The kind and state in which a mail is stored, why, and what else happens with it.

    ``status`` and ``words`` are a bounce's code and the server's words.
    """

    kind: IncomingKind
    state: IncomingState
    reason: str
    work: Work | None = None
    status: str = ""
    words: str = ""

    @classmethod
    def done(cls, kind: IncomingKind, reason: str, work: Work | None = None) -> "Verdict":
        """Return that nobody has to look at the mail."""
        return cls(kind=kind, state=IncomingState.DONE, reason=reason, work=work)

    @classmethod
    def held(cls, kind: IncomingKind, reason: str, work: Work | None = None) -> "Verdict":
        """Return that the officer has to look at the mail."""
        return cls(kind=kind, state=IncomingState.HELD, reason=reason, work=work)

    def carry_out(self, session: Session, row: IncomingMail) -> None:
        """Do what follows, in the transaction that stored the mail."""
        if self.work is not None:
            self.work(session, row)
