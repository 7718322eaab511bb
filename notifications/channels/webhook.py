"""Hands messages to a gateway (cổng Zalo …) by signed HTTP requests, over one kept connection.

Each request carries the time and an HMAC-SHA256 of time and body, and the same idempotency key
whenever the same message comes again; docs/cong-gui-tin.md is the other side's description.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import httpx

from dondoc.rules.delivery import Stage
from dondoc.rules.gateway import judge
from notifications.channel import (
    Accepted,
    DeliveryError,
    Envelope,
    OnBegin,
    begin,
    check_recipient,
    refusal,
)

_LONGEST_WORDS = 500
_LONGEST_ANSWER = 64 * 1024
#: From here on the gateway may have the message.
_BEGINS = "http11.send_request_headers.started"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """How to reach the gateway; ``secret`` is shared with it and never sent.

    ``timeout_seconds`` is the wait for a connection, ``data_timeout_seconds`` that for the whole
    answer. The certificate is checked against the system's authorities, or ``ca_file``.
    """

    url: str
    secret: str
    timeout_seconds: float = 30
    data_timeout_seconds: float = 60
    ca_file: Path | None = None


def body_of(envelope: Envelope) -> bytes:
    """Return the request's body: the same bytes for the same message, whenever it is made."""
    mail = message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default)
    name = parseaddr(str(mail["To"] or ""))[0]
    message = {
        "id": envelope.message_id.strip("<>"),
        "to": {"address": envelope.rcpt_to, "name": name, "phone": envelope.phone},
        "from": str(mail["From"] or ""),
        "subject": str(mail["Subject"] or ""),
        "text": _body(mail, "plain"),
        "html": _body(mail, "html"),
        "files": [_file(part) for part in mail.iter_attachments()],
    }
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def _file(part: EmailMessage) -> dict[str, str]:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    return {
        "name": part.get_filename() or "",
        "type": part.get_content_type(),
        "content": base64.b64encode(raw).decode(),
    }


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the hexadecimal HMAC-SHA256 of ``timestamp``, a full stop and the body."""
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class WebhookChannel:
    """One connection, opened at the first message and kept; ``now`` is the clock that is signed."""

    gateway: Gateway
    now: Callable[[], datetime]
    _client: httpx.AsyncClient | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
        check_recipient(envelope)
        async with self._turn:
            handing = _Handing(self.gateway, on_begin)
            try:
                status, answer = await handing.over(self._opened(), self._request(envelope))
            except (httpx.HTTPError, OSError, TimeoutError) as error:
                await self.close()
                raise handing.silence(error) from error
            except BaseException:
                # Cancelled or not begun: what comes back on this connection belongs to no one.
                await self.close()
                raise
        return _judged(status, answer)

    async def close(self) -> None:
        """Let go of the connection."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            given = self.gateway
            context = ssl.create_default_context(
                cafile=str(given.ca_file) if given.ca_file else None
            )
            # No proxy, password or authority out of the environment: only what the settings say.
            self._client = httpx.AsyncClient(
                verify=context,
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(given.data_timeout_seconds, connect=given.timeout_seconds),
            )
        return self._client

    def _request(self, envelope: Envelope) -> httpx.Request:
        body = body_of(envelope)
        timestamp = str(int(self.now().timestamp()))
        return httpx.Request(
            "POST",
            self.gateway.url,
            content=body,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "User-Agent": "dondoc",
                "Idempotency-Key": envelope.message_id.strip("<>"),
                "X-Dondoc-Timestamp": timestamp,
                "X-Dondoc-Signature": "sha256=" + signature(self.gateway.secret, timestamp, body),
            },
        )


@dataclass(slots=True)
class _Handing:
    """One message on its way; ``begun`` once the gateway may have a part of it."""

    gateway: Gateway
    on_begin: OnBegin | None
    begun: bool = False

    async def over(self, client: httpx.AsyncClient, request: httpx.Request) -> tuple[int, bytes]:
        """Send the request; returns the status and the first part of the answer."""
        async with asyncio.timeout(self.gateway.timeout_seconds) as limit:

            async def trace(event: str, _info: dict[str, Any]) -> None:
                if event == _BEGINS and not self.begun:
                    # The wait for the mark is not the gateway's, and its answer has a limit of its own.
                    limit.reschedule(None)
                    await begin(self.on_begin)
                    self.begun = True
                    loop = asyncio.get_running_loop()
                    limit.reschedule(loop.time() + self.gateway.data_timeout_seconds)

            request.extensions["trace"] = trace
            response = await client.send(request, stream=True)
            try:
                answer = b""
                async for piece in response.aiter_bytes():
                    answer += piece
                    if len(answer) > _LONGEST_ANSWER:
                        break
            finally:
                await response.aclose()
        return response.status_code, answer[:_LONGEST_ANSWER]

    def silence(self, error: Exception) -> DeliveryError:
        """Make the error for a gateway that gave no answer, by how far the message had come."""
        where = f"cổng gửi tin {self.gateway.url}"
        detail = " ".join(str(error).split())[:_LONGEST_WORDS] or type(error).__name__
        if self.begun:
            words = f"Mất liên lạc với {where} sau khi gửi nội dung; không rõ đã nhận hay chưa"
            return refusal(Stage.CONTENT, None, f"{words} ({detail})")
        if _is_certificate_fault(error):
            return refusal(Stage.TLS, None, f"Không tin được chứng thư của {where} ({detail})")
        return refusal(Stage.CONNECT, None, f"Không liên lạc được với {where} ({detail})")


def _is_certificate_fault(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _judged(status: int, answer: bytes) -> Accepted:
    error, words = _said(answer)
    words = words or f"HTTP {status}"
    if 200 <= status < 300:
        return Accepted(status, words)
    raise DeliveryError(judge(status, error=error, words=words), status, words)


def _said(answer: bytes) -> tuple[str, str]:
    """Return what the gateway names as the fault, and its words on one line."""
    text = answer.decode("utf-8", "replace")
    error = ""
    try:
        given = json.loads(text)
    except ValueError:
        given = None
    if isinstance(given, dict):
        error = str(given.get("error") or "")
        text = str(given.get("message") or error)
    return error, " ".join(text.split())[:_LONGEST_WORDS]
