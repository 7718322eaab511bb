"""What real servers on loopback share: a port, their conversations, and an end for all of them."""

import asyncio
import socket
import ssl
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(slots=True)
class Listening(ABC):
    """Listens on a free port, counts connections, and ends every conversation when it closes."""

    connections: int = field(default=0, init=False)
    port: int = field(default=0, init=False)
    _server: asyncio.Server | None = field(default=None, init=False)
    _talks: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    @abstractmethod
    async def _talk(
        self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Hold the conversation of this number, until it is over or the line breaks."""

    async def _listen(self, *, tls: ssl.SSLContext | None, segment: int = 0) -> None:
        """Begin to listen; ``segment`` is the most that a peer may send in one, in bytes."""
        listening = socket.socket()
        if segment:
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, segment)
        listening.bind(("127.0.0.1", 0))
        self._server = await asyncio.start_server(self._meet, sock=listening, ssl=tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for talk in self._talks:
            talk.cancel()
        await self.until_left()

    async def until_left(self) -> None:
        """Wait until every conversation is over: nothing more can arrive in those."""
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        talk = asyncio.current_task()
        assert talk is not None
        self._talks.add(talk)
        try:
            await self._talk(self.connections, reader, writer)
        finally:
            writer.close()
