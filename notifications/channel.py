"""What every way out of the house promises: take one mail, or say exactly why not."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from dondoc.rules.delivery import Outcome, Stage, classify, enhanced_code
from notifications.message import BrokenAddress, Message, checked, to_bytes

#: Called once, when nothing but the mail itself is still to be handed over. It may raise (a
#: claim was lost): the error comes out of ``deliver`` unchanged and nothing was sent.
OnBegin = Callable[[], Awaitable[None] | None]


@dataclass(slots=True, kw_only=True)
class Envelope:
    """One mail to one address, ready to leave; ``content`` are RFC 5322 bytes with CRLF.

    ``phone`` is the recipient's number for ways out that go by it, where one is known.
    """

    mail_from: str
    rcpt_to: str
    content: bytes
    message_id: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The other side has taken responsibility; ``words`` are its own."""

    code: int
    words: str


class DeliveryError(Exception):
    """The mail was not taken, or nobody can tell (``outcome`` is then ``doubtful``).

    ``words`` are the server's, or a Vietnamese sentence where it gave none.
    """

    def __init__(self, outcome: Outcome, code: int | None, words: str) -> None:
        super().__init__(outcome, code, words)
        self.outcome = outcome
        self.code = code
        self.words = words

    def __str__(self) -> str:
        return f"{self.code} {self.words}" if self.code else self.words


class Channel(Protocol):
    """A way out. One channel hands over one mail at a time; for more at once make more."""

    async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
        """Hand one mail over.

        Raises:
            DeliveryError: it was not taken, or may have been.
        """
        ...

    async def close(self) -> None:
        """Let go of connections; ``deliver`` may be called again afterwards."""
        ...


def envelope_of(message: Message) -> Envelope:
    """Make the envelope of a composed message."""
    return Envelope(
        mail_from=message.envelope_sender,
        rcpt_to=message.to.email,
        content=to_bytes(message),
        message_id=message.message_id,
    )


def refusal(stage: Stage, code: int | None, words: str) -> DeliveryError:
    """Make the error that follows from a server's answer (or silence) at a stage."""
    outcome = classify(stage=stage, code=code, enhanced=enhanced_code(words), words=words)
    return DeliveryError(outcome, code, words)


def check_recipient(envelope: Envelope) -> None:
    """Refuse an address that no server could be asked for.

    Raises:
        DeliveryError: with the outcome ``address``.
    """
    try:
        checked(envelope.rcpt_to)
    except BrokenAddress as error:
        raise DeliveryError(Outcome.ADDRESS, None, str(error)) from error


async def begin(on_begin: OnBegin | None) -> None:
    """Call the caller's mark, whether it is a plain or an async function."""
    waiting = on_begin() if on_begin else None
    if waiting is not None:
        await waiting
