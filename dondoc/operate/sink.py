"""A local mail server that keeps every mail as a file and sends none on.

It runs only where no mail server is set, so that everything can be tried with real SMTP.
``list_sent`` and ``read_sent`` are for the board, which shows what would have been sent.
"""

import asyncio
import os
import re
import signal
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from dondoc import clock

LIMIT_BYTES = 64 * 1024 * 1024
STAMP = "%Y%m%dT%H%M%S.%fZ"
NAME = re.compile(r"(?P<stamp>\d{8}T\d{6}\.\d{6}Z)-[0-9a-f]{8}\.eml")


class NoSuchMail(Exception):
    """There is no kept mail of this name."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """An attachment of a kept mail."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMail:
    """A kept mail as the board shows it; bodies and files are empty in a list."""

    name: str
    at: datetime
    sender: str
    to: str
    subject: str
    text: str = ""
    html: str = ""
    files: tuple[SentFile, ...] = ()


class Keeper:
    """What the mail server does with a mail: one file for each recipient's copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        if not isinstance(content, bytes):
            return "554 5.6.0 Content is not bytes"
        try:
            for recipient in envelope.rcpt_tos:
                keep(self._folder, content, sender=envelope.mail_from or "", recipient=recipient)
        except OSError as error:
            return f"452 4.3.1 Cannot keep the mail: {error.strerror}"
        return "250 2.0.0 Kept"


def keep(
    folder: Path, content: bytes, *, sender: str, recipient: str, at: datetime | None = None
) -> Path:
    """Write one mail so that a reader sees all of it or nothing; names sort by arrival.

    ``at`` is the moment of arrival; now, when it is not given.

    As on any final delivery, two header lines tell the envelope; the rest stays byte for byte.
    """
    arrived = (at or clock.now()).astimezone(UTC)
    path = folder / f"{arrived.strftime(STAMP)}-{uuid.uuid4().hex[:8]}.eml"
    envelope = f"Return-Path: <{sender}>\r\nDelivered-To: {recipient}\r\n"
    half = path.with_suffix(".part")
    with half.open("wb") as file:
        file.write(envelope.encode() + content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    return path


async def serve(*, host: str, port: int, folder: Path) -> asyncio.Server:
    """Listen on ``port`` (0: any free one) and keep what comes in ``folder``, which must be there.

    Raises:
        OSError: the port is taken.
    """
    loop = asyncio.get_running_loop()

    def answer() -> SMTP:
        # The name is given since looking it up may take seconds without a network.
        return SMTP(
            Keeper(folder),
            hostname="localhost",
            ident="dondoc",
            data_size_limit=LIMIT_BYTES,
            enable_SMTPUTF8=True,
            loop=loop,
        )

    return await loop.create_server(answer, host=host, port=port)


def run_sink(*, port: int, folder: Path, host: str = "127.0.0.1") -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        OSError: the port is taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_until_stopped(host=host, port=port, folder=folder))


async def _until_stopped(*, host: str, port: int, folder: Path) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    server = await serve(host=host, port=port, folder=folder)
    await stopped.wait()
    server.close()


def count_sent(folder: Path) -> int:
    """Return how many mails are kept."""
    return len(_names(folder))


def list_sent(folder: Path, *, limit: int = 100, offset: int = 0) -> list[SentMail]:
    """Return the headers of the kept mails, the newest first."""
    names = _names(folder)[offset : offset + limit]
    return [_headers(name, _parse((folder / name).read_bytes())) for name in names]


def read_sent(folder: Path, name: str) -> SentMail:
    """Return one kept mail with its bodies and files.

    Raises:
        NoSuchMail: there is none of this name.
    """
    message = _parse(raw_sent(folder, name))
    head = _headers(name, message)
    return SentMail(
        name=head.name,
        at=head.at,
        sender=head.sender,
        to=head.to,
        subject=head.subject,
        text=_body(message, "plain"),
        html=_body(message, "html"),
        files=tuple(_file(part) for part in message.iter_attachments()),
    )


def raw_sent(folder: Path, name: str) -> bytes:
    """Return one kept mail as it came.

    Raises:
        NoSuchMail: there is none of this name.
    """
    path = folder / name
    if not NAME.fullmatch(name) or not path.is_file():
        raise NoSuchMail(f"Không có thư nào tên {name}.")
    return path.read_bytes()


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted((p.name for p in folder.iterdir() if NAME.fullmatch(p.name)), reverse=True)


def _parse(content: bytes) -> EmailMessage:
    return message_from_bytes(content, _class=EmailMessage, policy=policy.default)


def _headers(name: str, message: EmailMessage) -> SentMail:
    match = NAME.fullmatch(name)
    stamp = match["stamp"] if match else ""
    return SentMail(
        name=name,
        at=datetime.strptime(stamp, STAMP).replace(tzinfo=UTC),
        sender=str(message["From"] or ""),
        to=str(message["To"] or message["Delivered-To"] or ""),
        subject=str(message["Subject"] or ""),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _file(part: EmailMessage) -> SentFile:
    payload = part.get_payload(decode=True)
    return SentFile(
        file_name=part.get_filename() or "tệp đính kèm",
        media_type=part.get_content_type(),
        content=payload if isinstance(payload, bytes) else part.as_bytes(),
    )
