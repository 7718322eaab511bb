"""An SMTP connection once it is greeted: commands may go out together, replies come in order.

``aiosmtplib`` connects, encrypts and logs in; it waits for each reply before the next command.
From then on a ``Line`` takes the connection over, so that MAIL, RCPT and DATA may leave in one
packet where the server offers that (PIPELINING, RFC 2920).
"""

import asyncio
from collections import deque
from typing import cast

from aiosmtplib import (
    SMTP,
    SMTPReadTimeoutError,
    SMTPResponse,
    SMTPResponseException,
    SMTPServerDisconnected,
)

_LONGEST_REPLY = 32768


class Line(asyncio.Protocol):
    """One connection; ``reply`` is awaited once for each command that was said."""

    def __init__(self, client: SMTP) -> None:
        """Take the connection of a client over, which is of no use afterwards."""
        transport = client.transport
        if transport is None or transport.is_closing():
            raise SMTPServerDisconnected("Connection lost")
        self._transport = cast(asyncio.Transport, transport)
        self._loop = asyncio.get_running_loop()
        self._buffer = bytearray()
        self._words: list[bytes] = []
        self._replies: deque[SMTPResponse | Exception] = deque()
        self._waiting: asyncio.Future[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()
        self.knows_size = client.supports_extension("size")
        self.takes_groups = client.supports_extension("pipelining")
        self._transport.set_protocol(self)

    @property
    def is_open(self) -> bool:
        """Whether the connection still stands, as far as one can tell without asking."""
        return not self._transport.is_closing()

    def close(self) -> None:
        """Leave without a word."""
        self._transport.close()

    def say(self, *commands: str) -> None:
        """Say commands in one packet.

        Raises:
            ValueError: a command would be more than one line.
            SMTPServerDisconnected: the connection is gone.
        """
        if any(not command.isprintable() for command in commands):
            raise ValueError(f"not one line: {commands!r}")
        self.write("".join(f"{command}\r\n" for command in commands).encode("ascii"))

    def write(self, content: bytes) -> None:
        """Give bytes as they are.

        Raises:
            SMTPServerDisconnected: the connection is gone.
        """
        if not self.is_open:
            raise SMTPServerDisconnected("Connection lost")
        self._transport.write(content)

    async def written(self, timeout_seconds: float) -> None:
        """Wait until nearly all that was given has gone out.

        Raises:
            SMTPReadTimeoutError: the other side takes nothing any more.
        """
        if self._writable.is_set():
            return
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._writable.wait()
        except TimeoutError as error:
            raise SMTPReadTimeoutError("Timed out while writing") from error

    async def reply(self, timeout_seconds: float) -> SMTPResponse:
        """Return the next reply.

        Raises:
            SMTPReadTimeoutError: none came in time.
            SMTPServerDisconnected: the connection is gone.
            SMTPResponseException: it was not SMTP (its code is -1).
        """
        if not self._replies:
            await self._arrival(timeout_seconds)
        found = self._replies.popleft()
        if isinstance(found, Exception):
            # What comes after the end of a connection is its end again.
            self._replies.appendleft(found)
            raise found
        return found

    async def _arrival(self, timeout_seconds: float) -> None:
        waiting = self._waiting = self._loop.create_future()
        late = self._loop.call_later(timeout_seconds, self._too_late)
        try:
            await waiting
        finally:
            late.cancel()
            self._waiting = None

    def _too_late(self) -> None:
        self._end(SMTPReadTimeoutError("Timed out waiting for server response"))

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def _end(self, why: Exception) -> None:
        self._replies.append(why)
        self._wake()

    def data_received(self, data: bytes) -> None:
        """Cut what came into replies."""
        self._buffer += data
        if len(self._buffer) > _LONGEST_REPLY:
            self._end(SMTPResponseException(-1, "Response too long"))
            self.close()
            return
        *lines, rest = self._buffer.split(b"\n")
        self._buffer = rest
        for line in lines:
            self._take(bytes(line).rstrip(b"\r"))

    def _take(self, line: bytes) -> None:
        code, more, words = line[:3], line[3:4], line[4:].strip()
        if not code.isdigit() or len(code) != 3 or more not in (b" ", b"-", b""):
            shown = line.decode("utf-8", "replace")
            self._end(SMTPResponseException(-1, f"Malformed SMTP response line: {shown}"))
            return
        self._words.append(words)
        if more != b"-":
            said = b"\n".join(self._words).decode("utf-8", "surrogateescape")
            self._words.clear()
            self._replies.append(SMTPResponse(int(code), said))
            self._wake()

    def eof_received(self) -> bool:
        """Take the server's hanging up as the end."""
        self._end(SMTPServerDisconnected("Unexpected EOF received"))
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits for a reply that none will come."""
        lost = SMTPServerDisconnected("Connection lost")
        lost.__cause__ = exc
        self._writable.set()
        self._end(lost)

    def pause_writing(self) -> None:
        """Note that the other side is slower than we are."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """Note that it has caught up."""
        self._writable.set()
