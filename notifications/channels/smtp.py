"""Hands mails to an SMTP server over one connection that is kept.

MAIL, RCPT and DATA are given one by one instead of through ``sendmail``, because what a
failure means depends on how far the conversation had come.
"""

import asyncio
import ssl
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPResponse,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from aiosmtplib.protocol import PERIOD_REGEX, normalize_message_line_endings

from dondoc.rules.delivery import Outcome, Stage
from notifications.channel import (
    Accepted,
    DeliveryError,
    Envelope,
    OnBegin,
    begin,
    check_recipient,
    refusal,
)

T = TypeVar("T")

_LONGEST_WORDS = 500
_START_INPUT = 354
_TAKEN = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """How to reach the server.

    ``starttls`` and ``tls`` check the certificate against the system's authorities (or
    ``ca_file``) and are never given up for a plain connection. ``data_timeout_seconds`` is
    the wait for the answer to the content, which RFC 5321 wants long: whoever hangs up
    earlier does not know whether the mail was taken. ``local_name`` is what EHLO says.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: str | None = None
    timeout_seconds: float = 30
    data_timeout_seconds: float = 300
    local_name: str = "localhost"
    ca_file: Path | None = None


class _Lost(Exception):
    """A kept connection turned out to be gone before the server had taken anything."""


@dataclass(slots=True)
class SmtpChannel:
    """One connection, opened at the first mail, reused, and opened again when it was lost."""

    server: SmtpServer
    _client: SMTP | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
        check_recipient(envelope)
        async with self._turn:
            kept = self._client is not None and self._client.is_connected
            client = await self._connected()
            await begin(on_begin)
            try:
                await self._open_envelope(client, envelope, kept=kept)
            except _Lost:
                # Servers close idle connections; nothing was taken, so a new one may try.
                client = await self._connected()
                await self._open_envelope(client, envelope, kept=False)
            return await self._hand_over(client, envelope)

    async def close(self) -> None:
        """Say goodbye; a server that does not answer is simply left."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            if client.is_connected:
                await client.quit()
        except (SMTPException, OSError):
            pass
        finally:
            client.close()

    async def _connected(self) -> SMTP:
        if self._client is not None and self._client.is_connected:
            return self._client
        client = self._new_client()
        await self._step(Stage.CONNECT, client, client.connect())
        if self.server.security == "starttls":
            await self._step(Stage.TLS, client, client.starttls())
        await self._step(Stage.CONNECT, client, client.ehlo())
        if self.server.username is not None:
            login = client.login(self.server.username, self.server.password or "")
            await self._step(Stage.LOGIN, client, login)
        self._client = client
        return client

    def _new_client(self) -> SMTP:
        given = self.server
        # start_tls=False keeps the library from deciding about encryption by itself.
        return SMTP(
            hostname=given.host,
            port=given.port,
            local_hostname=given.local_name,
            timeout=given.timeout_seconds,
            use_tls=given.security == "tls",
            start_tls=False,
            cert_bundle=str(given.ca_file) if given.ca_file else None,
        )

    async def _open_envelope(self, client: SMTP, envelope: Envelope, *, kept: bool) -> None:
        """Name sender and recipient; raises ``_Lost`` when a kept connection is gone."""
        sized = client.supports_extension("size")
        options = [f"SIZE={len(envelope.content)}"] if sized else []
        try:
            mail = client.mail(envelope.mail_from, options=options)
            await self._step(Stage.MAIL, client, mail)
        except DeliveryError as error:
            if kept and error.code in (None, 421):
                raise _Lost from error
            raise
        await self._step(Stage.RCPT, client, client.rcpt(envelope.rcpt_to))

    async def _hand_over(self, client: SMTP, envelope: Envelope) -> Accepted:
        await self._step(Stage.DATA, client, _data(client))
        content = PERIOD_REGEX.sub(b"..", normalize_message_line_endings(envelope.content))
        wait = self.server.data_timeout_seconds
        answer = await self._step(Stage.CONTENT, client, _content(client, content, wait))
        return Accepted(answer.code, _readable(answer.message))

    async def _step(self, stage: Stage, client: SMTP, work: Awaitable[T]) -> T:
        """Await one step and turn its failure into what it means at this stage."""
        try:
            return await work
        except SMTPResponseException as error:
            await _tidy(stage, client, error.code)
            answered = error.code if error.code > 0 else None
            raise refusal(stage, answered, _readable(error.message)) from error
        except (SMTPException, OSError) as error:
            client.close()
            raise self._silence(stage, error) from error
        except BaseException:
            # Cancelled in mid-conversation: what the server says next belongs to no one.
            client.close()
            raise

    def _silence(self, stage: Stage, error: Exception) -> DeliveryError:
        server = f"máy chủ thư {self.server.host}:{self.server.port}"
        detail = _readable(str(error))
        if stage is Stage.CONTENT:
            words = f"Mất liên lạc với {server} sau khi gửi nội dung; không rõ đã nhận hay chưa"
        elif _is_tls_fault(stage, error):
            stage, words = Stage.TLS, f"Không mã hóa được kết nối tới {server}"
        elif stage is Stage.LOGIN and not isinstance(error, OSError):
            return DeliveryError(Outcome.STOP, None, f"Không đăng nhập được {server} ({detail})")
        else:
            stage = Stage.CONNECT if stage is Stage.TLS else stage
            waited = isinstance(error, TimeoutError)
            words = f"{server} không trả lời" if waited else f"Không liên lạc được với {server}"
        return refusal(stage, None, f"{words[0].upper()}{words[1:]} ({detail})")


def _is_tls_fault(stage: Stage, error: Exception) -> bool:
    """Tell a fault of encryption from a connection that merely broke while it was set up."""
    cause = error if isinstance(error, ssl.SSLError) else error.__cause__
    if isinstance(cause, ssl.SSLError):
        return not isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError)
    return stage is Stage.TLS and not isinstance(error, OSError)


async def _tidy(stage: Stage, client: SMTP, code: int) -> None:
    """After a refusal leave the connection fit for the next mail, or close it."""
    if stage in (Stage.CONNECT, Stage.TLS, Stage.LOGIN) or code == 421 or code <= 0:
        client.close()
        return
    with suppress(SMTPException, OSError):
        await client.rset()


async def _data(client: SMTP) -> None:
    answer = await client.execute_command(b"DATA")
    if answer.code != _START_INPUT:
        raise SMTPDataError(answer.code, answer.message)


async def _content(client: SMTP, content: bytes, wait_seconds: float) -> SMTPResponse:
    # Not the library's own data command: it does both halves, and one would not know which failed.
    if client.protocol is None:
        raise SMTPServerDisconnected("Connection lost")
    client.protocol.write(content + b".\r\n")
    answer = await client.protocol.read_response(timeout=wait_seconds)
    if answer.code != _TAKEN:
        raise SMTPDataError(answer.code, answer.message)
    return answer


def _readable(words: str) -> str:
    """The server's words on one line, fit to be stored and shown."""
    plain = words.encode("utf-8", "replace").decode("utf-8", "replace")
    return " ".join(plain.split())[:_LONGEST_WORDS]
