"""A gateway on loopback that speaks real HTTP, checks what is signed, and follows a script of faults."""

import asyncio
import hashlib
import hmac
import json
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tests.listening import Listening
from tests.smtp_server import Fault

SECRET = "a secret that both sides know, and nobody else"


@dataclass(frozen=True)
class Answer:
    """A status with a JSON body; ``drip`` sends it byte by byte with a pause in seconds."""

    status: int
    body: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0


@dataclass(frozen=True)
class Request:
    """One request as it came, its headers by small names."""

    headers: dict[str, str]
    body: bytes

    @property
    def message(self) -> dict[str, Any]:
        """The message in it."""
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass(slots=True)
class GatewayServer(Listening):
    """Takes each message once by its idempotency key; ``script`` is used up one by one.

    Addresses that begin with ``later`` are put off, with ``never`` refused. A fault comes after
    the whole request was read, and with ``keeps`` after the message was taken.
    """

    script: Sequence[Answer | Fault] = ()
    keeps: bool = False
    secret: str = SECRET
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    _left: list[Answer | Fault] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where messages are posted to."""
        return f"{'https' if self.tls else 'http'}://localhost:{self.port}/tin"

    async def __aenter__(self) -> "GatewayServer":
        self._left = list(self.script)
        await self._listen(tls=self.tls)
        return self

    async def _talk(
        self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while await self._serve(reader, writer):
                pass

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; False when the connection is done."""
        line = await reader.readline()
        if not line:
            return False
        headers: dict[str, str] = {}
        while (line := await reader.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode().partition(":")
            headers[name.strip().lower()] = value.strip()
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        request = Request(headers, body)
        self.requests.append(request)
        scripted = self._left.pop(0) if self._left else None
        if isinstance(scripted, Fault):
            if self.keeps:
                self._take(request)
            if scripted is Fault.HANG:
                await asyncio.Event().wait()
            if scripted is Fault.RESET:
                writer.transport.abort()
            return False
        await self._say(writer, scripted or self._usual(request))
        return True

    def _usual(self, request: Request) -> Answer:
        if not self._is_signed(request):
            return Answer(401, {"error": "signature", "message": "chữ ký không đúng"})
        address = request.message["to"]["address"]
        if address.startswith("later"):
            return Answer(409, {"message": "người nhận đang bận"})
        if address.startswith("never"):
            return Answer(422, {"error": "recipient", "message": "không có người nhận này"})
        return self._take(request)

    def _take(self, request: Request) -> Answer:
        key = request.headers["idempotency-key"]
        known = key in self.taken
        self.taken.setdefault(key, request.message)
        return Answer(200, {"message": "đã có" if known else f"đã nhận tin {len(self.taken)}"})

    def _is_signed(self, request: Request) -> bool:
        signed = request.headers["x-dondoc-timestamp"].encode() + b"." + request.body
        wanted = hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()
        return request.headers["x-dondoc-signature"] == f"sha256={wanted}"

    async def _say(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        body = json.dumps(answer.body, ensure_ascii=False).encode()
        head = f"HTTP/1.1 {answer.status} x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        if not answer.drip:
            writer.write(head + body)
            await writer.drain()
            return
        for byte in head + body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(answer.drip)
