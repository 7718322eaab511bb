"""Greets the mail server and takes leave again; sends nothing and logs in nowhere."""

import asyncio
import socket
from dataclasses import dataclass

from aiosmtplib import SMTP, SMTPException, SMTPTimeoutError

from dondoc.settings import Settings
from dondoc.wiring import smtp_server

TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True)
class Greeting:
    """What came of it; ``trouble`` is a Vietnamese sentence, or None."""

    where: str
    trouble: str | None = None


def greet(settings: Settings) -> Greeting:
    """Connect and say EHLO as the channel would."""
    server = smtp_server(settings)
    where = f"{server.host}:{server.port}"
    timeout = min(TIMEOUT_SECONDS, settings.smtp_timeout_seconds)
    client = SMTP(
        hostname=server.host,
        port=server.port,
        local_hostname=server.local_name,
        timeout=timeout,
        use_tls=server.security == "tls",
        start_tls=False,
        cert_bundle=str(server.ca_file) if server.ca_file else None,
    )
    return Greeting(where, asyncio.run(_greet(client, wants_tls=server.security == "starttls")))


async def _greet(client: SMTP, *, wants_tls: bool) -> str | None:
    try:
        await client.connect()
        await client.ehlo()
        offers_tls = client.supports_extension("starttls")
        await client.quit()
    except (SMTPException, OSError) as error:
        return _trouble(error.__cause__ or error)
    finally:
        client.close()
    if wants_tls and not offers_tls:
        return "không có STARTTLS, mà DONDOC_SMTP_SECURITY là starttls."
    return None


def _trouble(error: BaseException) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "không có máy chủ nào ở đó (từ chối kết nối)."
    if isinstance(error, TimeoutError | SMTPTimeoutError):
        return "không trả lời."
    if isinstance(error, socket.gaierror):
        return "không tìm thấy tên máy chủ này."
    return f"không chào được máy chủ ({error})."
