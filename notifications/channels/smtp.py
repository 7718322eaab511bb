"""Hands mails to an SMTP server over one connection that is kept.

MAIL, RCPT and DATA are given by ourselves instead of through ``sendmail``, because what a
failure means depends on how far the conversation had come.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from aiosmtplib import (
    SMTP,
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
from notifications.channels.line import Line

T = TypeVar("T")

_LONGEST_WORDS = 500
_START_INPUT = 354
_TAKEN, _FORWARDED, _UNVERIFIED = 250, 251, 252
_FAREWELL_SECONDS = 5.0


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
    _line: Line | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
        check_recipient(envelope)
        async with self._turn:
            kept = self._line is not None and self._line.is_open
            line = await self._connected()
            await begin(on_begin)
            try:
                await self._open_envelope(line, envelope, kept=kept)
            except _Lost:
                # Servers close idle connections; nothing was taken, so a new one may try.
                line = await self._connected()
                await self._open_envelope(line, envelope, kept=False)
            return await self._hand_over(line, envelope)

    async def close(self) -> None:
        """Say goodbye; a server that does not answer is simply left."""
        line, self._line = self._line, None
        if line is None:
            return
        try:
            if line.is_open:
                line.say("QUIT")
                await line.reply(min(self.server.timeout_seconds, _FAREWELL_SECONDS))
        except (SMTPException, OSError):
            pass
        finally:
            line.close()

    async def _connected(self) -> Line:
        if self._line is not None and self._line.is_open:
            return self._line
        client = self._new_client()
        await self._step(Stage.CONNECT, client, client.connect())
        if self.server.security == "starttls":
            await self._step(Stage.TLS, client, client.starttls())
        await self._step(Stage.CONNECT, client, client.ehlo())
        if self.server.username is not None:
            login = client.login(self.server.username, self.server.password or "")
            await self._step(Stage.LOGIN, client, login)
        self._line = await self._step(Stage.CONNECT, client, _take_over(client))
        return self._line

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

    async def _open_envelope(self, line: Line, envelope: Envelope, *, kept: bool) -> None:
        """Name sender and recipient and ask to give the content, in one packet where that is known.

        Raises ``_Lost`` when a kept connection is gone.
        """
        size = f" SIZE={len(envelope.content)}" if line.knows_size else ""
        steps = [
            (Stage.MAIL, f"MAIL FROM:<{envelope.mail_from}>{size}", (_TAKEN,)),
            (Stage.RCPT, f"RCPT TO:<{envelope.rcpt_to}>", (_TAKEN, _FORWARDED, _UNVERIFIED)),
            (Stage.DATA, "DATA", (_START_INPUT,)),
        ]
        if line.takes_groups:
            with suppress(SMTPServerDisconnected):
                # Its end is found by whoever waits for the replies.
                line.say(*(command for _, command, _ in steps))
        for number, (stage, command, wanted) in enumerate(steps):
            ahead = len(steps) - number - 1 if line.takes_groups else 0
            said = None if line.takes_groups else command
            try:
                await self._step(stage, line, self._answer(line, said, wanted), ahead=ahead)
            except DeliveryError as error:
                if stage is Stage.MAIL and kept and error.code in (None, 421):
                    raise _Lost from error
                raise

    async def _answer(self, line: Line, command: str | None, wanted: Sequence[int]) -> SMTPResponse:
        if command is not None:
            line.say(command)
        answer = await line.reply(self.server.timeout_seconds)
        if answer.code not in wanted:
            raise SMTPResponseException(answer.code, answer.message)
        return answer

    async def _hand_over(self, line: Line, envelope: Envelope) -> Accepted:
        answer = await self._step(Stage.CONTENT, line, self._content(line, envelope.content))
        return Accepted(answer.code, _readable(answer.message))

    async def _content(self, line: Line, content: bytes) -> SMTPResponse:
        wait = self.server.data_timeout_seconds
        line.write(_on_the_wire(content))
        await line.written(wait)
        answer = await line.reply(wait)
        if answer.code != _TAKEN:
            raise SMTPResponseException(answer.code, answer.message)
        return answer

    async def _step(
        self, stage: Stage, connection: SMTP | Line, work: Awaitable[T], *, ahead: int = 0
    ) -> T:
        """Await one step and turn its failure into what it means at this stage.

        ``ahead`` commands were said together with this one, and their replies are to come.
        """
        try:
            return await work
        except SMTPResponseException as error:
            await self._tidy(connection, error.code, ahead)
            answered = error.code if error.code > 0 else None
            raise refusal(stage, answered, _readable(error.message)) from error
        except (SMTPException, OSError) as error:
            connection.close()
            raise self._silence(stage, error) from error
        except BaseException:
            # Cancelled in mid-conversation: what the server says next belongs to no one.
            connection.close()
            raise

    async def _tidy(self, connection: SMTP | Line, code: int, ahead: int) -> None:
        """After a refusal leave the connection fit for the next mail, or close it."""
        if isinstance(connection, SMTP) or code == 421 or code <= 0:
            connection.close()
            return
        wait = self.server.timeout_seconds
        try:
            answers = [await connection.reply(wait) for _ in range(ahead)]
            if answers and answers[-1].code == _START_INPUT:
                # It wants content although it refused what went before: it gets none.
                connection.write(b".\r\n")
                await connection.reply(wait)
            connection.say("RSET")
            await connection.reply(wait)
        except (SMTPException, OSError):
            connection.close()

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


async def _take_over(client: SMTP) -> Line:
    return Line(client)


def _on_the_wire(content: bytes) -> bytes:
    """Return content with CRLF line ends, its dots doubled, and the end of mail."""
    # Taking each CR away and giving one to each LF is a sixth of the work of counting the pairs.
    plain = content.replace(b"\r", b"").replace(b"\n", b"\r\n") == content
    if not plain or not content.endswith(b"\r\n"):
        content = normalize_message_line_endings(content)
    # Searching from the end takes half the time: lines that begin with a dot are rare.
    if content.startswith(b".") or content.rfind(b"\n.") >= 0:
        content = PERIOD_REGEX.sub(b"..", content)
    return content + b".\r\n"


def _readable(words: str) -> str:
    """The server's words on one line, fit to be stored and shown."""
    plain = words.encode("utf-8", "replace").decode("utf-8", "replace")
    return " ".join(plain.split())[:_LONGEST_WORDS]
