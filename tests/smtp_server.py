"""Real SMTP servers on loopback: one that takes mail, one that follows a script of faults."""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.listening import Listening


@dataclass(frozen=True, slots=True)
class Received:
    """One mail as the server got it; ``content`` has CRLF line ends."""

    mail_from: str
    rcpt_to: str
    content: bytes


class _Keeper:
    """Takes everything, except at addresses that begin with ``later`` or ``never``."""

    def __init__(self) -> None:
        self.received: list[Received] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("later"):
            return "451 4.7.1 greylisted, come again"
        if address.startswith("never"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        assert envelope.mail_from is not None
        for address in envelope.rcpt_tos:
            self.received.append(Received(envelope.mail_from, address, content))
        return f"250 2.0.0 kept {len(self.received)}"


class _Controller(Controller):
    """Lets the system choose the port; the library would try to connect to port 0."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = int(self.server.sockets[0].getsockname()[1])
        super()._trigger_server()  # type: ignore[no-untyped-call]


class MailServer:
    """An aiosmtpd server in a thread of its own, so that child processes can use it too."""

    def __init__(self) -> None:
        self._keeper = _Keeper()
        self._controller = _Controller(self._keeper, hostname="127.0.0.1", port=0)

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        """The port that the system gave."""
        return int(self._controller.port)

    @property
    def received(self) -> list[Received]:
        """Every mail taken so far, in order."""
        return self._keeper.received


class Fault(Enum):
    """What a server can do instead of answering."""

    HANG = "hang"
    RESET = "reset"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Slow:
    """A friendly or unfriendly reply that takes its time, before it and after each byte of it."""

    text: str
    before_seconds: float = 0
    byte_seconds: float = 0

    async def write(self, writer: asyncio.StreamWriter) -> None:
        """Write the reply, a byte at a time where it is to be slow."""
        await asyncio.sleep(self.before_seconds)
        line = f"{self.text}\r\n".encode()
        for piece in [bytes([byte]) for byte in line] if self.byte_seconds else [line]:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(self.byte_seconds)


Reply = str | Fault | Slow

_USUAL: dict[str, Reply] = {
    "banner": "220 scripted ESMTP",
    "STARTTLS": "220 2.0.0 go ahead",
    "AUTH": "235 2.7.0 welcome",
    "MAIL": "250 2.1.0 ok",
    "RCPT": "250 2.1.5 ok",
    "DATA": "354 go on",
    "content": "250 2.0.0 taken",
    "RSET": "250 2.0.0 ok",
    "NOOP": "250 2.0.0 ok",
    "QUIT": "221 2.0.0 bye",
}


class _Gone(Exception):
    """The scripted server has left this conversation."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a conversation is: at a step of ``ScriptedServer``, or ``met`` or ``taken``.

    ``met`` is before the banner, ``taken`` after the answer to the content has been written.
    """

    step: str
    connection: int
    recipient: str = ""
    content: bytes = b""


@dataclass(slots=True)
class ScriptedServer(Listening):
    """Answers as usual, except where ``script`` gives replies for a step, used one by one.

    Steps are the SMTP verbs, ``banner``, ``middle`` (the first line of the content is there; only a
    fault makes sense) and ``content``, the answer after the final dot.
    ``tls`` encrypts from the first byte; ``starttls`` is offered and used when asked for.
    An ``eager`` server asks for the content of a mail although it refused its recipient.
    ``watch`` is called at each step before it is answered. With ``narrow`` a content of a
    megabyte is still on its way when its first line is there.
    Nobody is greeted before ``company`` connections have come, or five seconds have passed.
    """

    script: Mapping[str, Sequence[Reply]] = field(default_factory=dict)
    extensions: Sequence[str] = ("SIZE 1000000",)
    tls: ssl.SSLContext | None = None
    starttls: ssl.SSLContext | None = None
    eager: bool = False
    watch: Callable[[Seen], None] = lambda _: None
    narrow: bool = False
    company: int = 1
    received: list[Received] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    heard: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    _left: dict[str, list[Reply]] = field(default_factory=dict)
    _gathered: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> "ScriptedServer":
        self._left = {step: list(replies) for step, replies in self.script.items()}
        # On loopback a segment has 64 KiB, and megabytes would wait in the kernel's buffers.
        await self._listen(tls=self.tls, segment=1000 if self.narrow else 0)
        return self

    async def _talk(
        self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if number >= self.company:
            self._gathered.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._gathered.wait(), 5)
        with suppress(_Gone, OSError):
            await self._converse(number, reader, writer)

    async def _converse(
        self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.watch(Seen("met", number))
        await self._answer("banner", writer)
        sender = recipient = ""
        while command := (await reader.readline()).decode().rstrip("\r\n"):
            self.said.append(command)
            verb = command.split()[0].upper()
            self.heard[verb].set()
            self.watch(Seen(verb, number, _address(command) if verb == "RCPT" else recipient))
            if verb == "DATA" and not recipient and not self.eager:
                await Slow("503 5.5.1 no valid recipients").write(writer)
                continue
            taken = await self._answer(verb, writer)
            if verb == "MAIL":
                sender, recipient = _address(command) if taken else "", ""
            elif verb == "RCPT":
                recipient = _address(command) if taken and sender else ""
            elif verb == "STARTTLS" and taken and self.starttls:
                await writer.start_tls(self.starttls)
            elif verb == "DATA" and taken:
                content = await self._content(number, recipient, reader, writer)
                if not recipient:
                    await Slow("554 5.5.1 no valid recipients").write(writer)
                elif await self._answer("content", writer):
                    self.received.append(Received(sender, recipient, content))
                    self.watch(Seen("taken", number, recipient, content))

    async def _content(
        self,
        number: int,
        recipient: str,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> bytes:
        first = await reader.readline()
        self.watch(Seen("middle", number, recipient))
        if self._left.get("middle"):
            await self._answer("middle", writer)
        content = await _until_dot(reader, first)
        self.watch(Seen("content", number, recipient, content))
        return content

    async def _answer(self, step: str, writer: asyncio.StreamWriter) -> bool:
        """Send the reply to a step; tells whether it was a friendly one."""
        replies = self._left.get(step)
        reply = replies.pop(0) if replies else self._usual(step)
        if reply is Fault.HANG:
            await asyncio.Event().wait()
        if isinstance(reply, Fault):
            if reply is Fault.RESET:
                writer.transport.abort()
            raise _Gone
        slow = reply if isinstance(reply, Slow) else Slow(reply)
        await slow.write(writer)
        if slow.text.startswith(("221", "421")):
            raise _Gone
        return slow.text[0] in "23"

    def _usual(self, step: str) -> Reply:
        if step != "EHLO":
            return _USUAL[step]
        offered = [*self.extensions, *(["STARTTLS"] if self.starttls else [])]
        names = ["scripted", *offered]
        return "\r\n".join(
            f"250{'-' if number < len(names) else ' '}{name}"
            for number, name in enumerate(names, start=1)
        )


def _address(command: str) -> str:
    return command.partition("<")[2].partition(">")[0]


async def _until_dot(reader: asyncio.StreamReader, line: bytes) -> bytes:
    lines: list[bytes] = []
    while line != b".\r\n":
        if not line:
            raise _Gone
        lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        line = await reader.readline()
    return b"".join(lines)
