"""What the measurement of sending runs in processes of their own; prints one JSON line.

Each sends the same mails to the same server: ``dondoc`` from the decision to the durable record,
``raw`` ready bytes through aiosmtplib alone, ``loop`` the plain loop that one would write first.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import aiosmtplib

from tests.benchmarks import sending_flows
from tests.benchmarks.child import peak_bytes
from tests.benchmarks.sending_flows import CONNECTIONS
from tests.benchmarks.sending_wards import WARDS, mails_in


class Taken(NamedTuple):
    """How many mails left, in how many seconds, with how many bytes at the peak."""

    mails: int
    seconds: float
    peak: int


def dondoc(folder: Path, port: int, wards: int = WARDS) -> Taken:
    """Decide, compose, store, send and record the mails of one morning; durably, on SQLite."""
    return Taken(*sending_flows.morning(folder, port, wards))


def quarter(folder: Path, port: int) -> Taken:
    """Do the same for a quarter of the wards."""
    return dondoc(folder, port, WARDS // 4)


def raw(folder: Path, port: int) -> Taken:
    """Send ready bytes, the envelope known, over as many connections."""
    ready = mails_in(folder)
    begun = time.perf_counter()
    asyncio.run(_side_by_side(iter(ready), port))
    return Taken(len(ready), time.perf_counter() - begun, peak_bytes())


async def _side_by_side(mails: Iterator[tuple[str, bytes]], port: int) -> None:
    async def one_connection() -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
        await client.connect()
        for address, content in mails:
            await client.sendmail("dondoc@phuong.example", [address], content)
        await client.quit()

    await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))


def loop(folder: Path, port: int) -> Taken:
    """Build an ``EmailMessage`` of words that are there already, and send it; one after another."""
    parts = [(address, *_words(content)) for address, content in mails_in(folder)[:200]]
    begun = time.perf_counter()
    asyncio.run(_one_by_one(parts, port))
    return Taken(len(parts), time.perf_counter() - begun, peak_bytes())


async def _one_by_one(parts: list[tuple[str, str, str, str]], port: int) -> None:
    for address, subject, text, html in parts:
        mail = EmailMessage()
        mail["From"] = "UBND Phường 4 <dondoc@phuong.example>"
        mail["To"] = address
        mail["Subject"] = subject
        mail.set_content(text)
        mail.add_alternative(html, subtype="html")
        await aiosmtplib.send(mail, hostname="127.0.0.1", port=port, start_tls=False)


def _words(content: bytes) -> tuple[str, str, str]:
    mail = message_from_bytes(content)
    text, html = (
        part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in mail.walk()
        if part.get_content_maintype() == "text"
    )
    return "[Phường 4] Nhắc việc 01/04/2025: 01 nhiệm vụ sắp đến hạn", text, html


KINDS = {"dondoc": dondoc, "quarter": quarter, "raw": raw, "loop": loop}


def main(kind: str, folder: str, port: str) -> None:
    """Do it and print one JSON line."""
    taken = KINDS[kind](Path(folder), int(port))
    found = {"ms": taken.seconds * 1000 / taken.mails, "mails": taken.mails, "peak": taken.peak}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
