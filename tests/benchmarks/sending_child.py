"""What the measurement of sending runs in processes of their own; prints one JSON line.

Each sends the same mails to the same server: ``dondoc`` from the decision to the durable record,
``raw`` ready bytes through aiosmtplib alone, ``loop`` the plain loop that one would write first.
"""

import asyncio
import gc
import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib

from dondoc.operate.tick import send
from dondoc.settings import Settings
from dondoc.usecases.round import run_round
from dondoc.usecases.voice import Voice
from dondoc.wiring import App
from models.db import make_engine
from tests.benchmarks.child import peak_bytes
from tests.benchmarks.sending_wards import MORNING, UNITS, WARDS, WARM, mails_in
from tests.benchmarks.wards import STRIDE

CONNECTIONS = 8


def dondoc(folder: Path, port: int, wards: int = WARDS) -> tuple[int, float]:
    """Decide, compose, store, send and record the mails of one morning; durably, on SQLite."""
    app = _app(folder, port)
    _morning(app, [WARM])
    gc.collect()
    begun = time.perf_counter()
    sent = _morning(app, [WARM + number * STRIDE for number in range(1, wards + 1)])
    taken = time.perf_counter() - begun
    app.engine.dispose()
    return sent, taken


def quarter(folder: Path, port: int) -> tuple[int, float]:
    """Do the same for a quarter of the wards."""
    return dondoc(folder, port, WARDS // 4)


def _app(folder: Path, port: int) -> App:
    copy = folder / "run.db"
    for old in folder.glob("run.db*"):
        old.unlink()
    shutil.copy(folder / "wards.db", copy)
    url = f"sqlite:///{copy}"
    settings = Settings(data_dir=folder, database_url=url, sink_port=port, senders=CONNECTIONS)
    voice = Voice("https://dondoc.example", b"x" * 32, "dondoc@phuong.example")
    return App(settings=settings, engine=make_engine(url), voice=voice)


def _morning(app: App, ward_ids: Sequence[int]) -> int:
    """Do what the flows do: a round over each ward in a transaction of its own, then send."""
    wanted = 0
    for ward_id in ward_ids:
        with app.transaction() as session:
            outcome = run_round(session, ward_id, voice=app.voice, now=MORNING, force=True)
        wanted += outcome.mails
    sent = send(app, now=lambda: MORNING).sent
    if sent != wanted or wanted != UNITS * len(ward_ids):
        raise AssertionError(f"{sent} mails were sent of {wanted}")
    return sent


def raw(folder: Path, port: int) -> tuple[int, float]:
    """Send ready bytes, the envelope known, over as many connections."""
    ready = mails_in(folder)
    begun = time.perf_counter()
    asyncio.run(_side_by_side(iter(ready), port))
    return len(ready), time.perf_counter() - begun


async def _side_by_side(mails: Iterator[tuple[str, bytes]], port: int) -> None:
    async def one_connection() -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
        await client.connect()
        for address, content in mails:
            await client.sendmail("dondoc@phuong.example", [address], content)
        await client.quit()

    await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))


def loop(folder: Path, port: int) -> tuple[int, float]:
    """Build an ``EmailMessage`` of words that are there already, and send it; one after another."""
    parts = [(address, *_words(content)) for address, content in mails_in(folder)[:200]]
    begun = time.perf_counter()
    asyncio.run(_one_by_one(parts, port))
    return len(parts), time.perf_counter() - begun


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
    mails, seconds = KINDS[kind](Path(folder), int(port))
    found = {"ms": seconds * 1000 / mails, "mails": mails, "peak": peak_bytes()}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
