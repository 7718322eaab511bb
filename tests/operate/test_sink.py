"""The local mail server in real SMTP conversations."""

import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path

import aiosmtplib
import pytest
import pytest_asyncio

from dondoc.operate.processes import wait_until
from dondoc.operate.sink import (
    NoSuchMail,
    SentFile,
    count_sent,
    list_sent,
    raw_sent,
    read_sent,
    run_sink,
    serve,
)

SUBJECT = "[Nhắc việc] 3 nhiệm vụ đến hạn thứ Sáu, 20/02/2026, 17:00 – Ủy ban Mặt trận Tổ quốc"


def mail(subject: str = SUBJECT) -> bytes:
    message = MIMEMultipart("mixed")
    message["From"] = "dondoc@phuong.example"
    message["To"] = "mttq@phuong.example"
    message["Subject"] = Header(subject, "utf-8").encode()
    both = MIMEMultipart("alternative")
    both.attach(MIMEText("Kính gửi: Ủy ban Mặt trận Tổ quốc.\n", "plain", "utf-8"))
    both.attach(MIMEText("<p>Kính gửi: Ủy ban Mặt trận Tổ quốc.</p>\n", "html", "utf-8"))
    message.attach(both)
    attached = MIMEApplication(b"PK\x03\x04", "vnd.openxmlformats")
    attached.add_header("Content-Disposition", "attachment", filename="Báo cáo.docx")
    message.attach(attached)
    return message.as_bytes(policy=SMTP_POLICY)


@pytest_asyncio.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    server = await serve(host="127.0.0.1", port=0, folder=tmp_path)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def send(port: int, content: bytes, *to: str) -> None:
    await aiosmtplib.send(
        content,
        sender="dondoc@phuong.example",
        recipients=list(to),
        hostname="127.0.0.1",
        port=port,
        start_tls=False,
    )


async def test_a_mail_is_kept_byte_for_byte_below_its_envelope(port: int, tmp_path: Path) -> None:
    content = mail()

    await send(port, content, "mttq@phuong.example")

    [kept] = list_sent(tmp_path)
    assert raw_sent(tmp_path, kept.name) == (
        b"Return-Path: <dondoc@phuong.example>\r\nDelivered-To: mttq@phuong.example\r\n" + content
    )


async def test_the_board_reads_subject_both_bodies_and_files(port: int, tmp_path: Path) -> None:
    await send(port, mail(), "mttq@phuong.example")

    [listed] = list_sent(tmp_path)
    read = read_sent(tmp_path, listed.name)

    assert (listed.subject, listed.to, listed.text) == (SUBJECT, "mttq@phuong.example", "")
    assert (read.subject, read.sender) == (SUBJECT, "dondoc@phuong.example")
    assert read.text == "Kính gửi: Ủy ban Mặt trận Tổ quốc.\n"
    assert read.html == "<p>Kính gửi: Ủy ban Mặt trận Tổ quốc.</p>\n"
    assert read.files == (
        SentFile("Báo cáo.docx", "application/vnd.openxmlformats", b"PK\x03\x04"),
    )


async def test_the_newest_mail_comes_first_and_pages_follow_each_other(
    port: int, tmp_path: Path
) -> None:
    for subject in ("một", "hai", "ba"):
        await send(port, mail(subject), "mttq@phuong.example")

    assert count_sent(tmp_path) == 3
    assert [m.subject for m in list_sent(tmp_path, limit=2)] == ["ba", "hai"]
    assert [m.subject for m in list_sent(tmp_path, limit=2, offset=2)] == ["một"]


async def test_each_recipient_gets_a_copy_of_their_own(port: int, tmp_path: Path) -> None:
    await send(port, mail(), "mttq@phuong.example", "phunu@phuong.example")

    delivered = [raw_sent(tmp_path, m.name).split(b"\r\n")[1] for m in list_sent(tmp_path)]
    assert sorted(delivered) == [
        b"Delivered-To: mttq@phuong.example",
        b"Delivered-To: phunu@phuong.example",
    ]


async def test_a_missing_folder_is_a_reason_to_try_again_later(tmp_path: Path) -> None:
    server = await serve(host="127.0.0.1", port=0, folder=tmp_path / "không có")

    with pytest.raises(aiosmtplib.SMTPDataError) as refused:
        await send(server.sockets[0].getsockname()[1], mail(), "mttq@phuong.example")

    assert refused.value.code == 452
    server.close()


@pytest.mark.parametrize("name", ["../dondoc.db", "x.eml", "/etc/passwd", ""])
def test_nothing_but_kept_mails_can_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoSuchMail):
        read_sent(tmp_path, name)


def test_a_folder_that_is_not_there_yet_holds_no_mail(tmp_path: Path) -> None:
    assert (count_sent(tmp_path / "sent"), list_sent(tmp_path / "sent")) == (0, [])


def test_a_taken_port_is_an_error_and_not_a_silent_sink(tmp_path: Path) -> None:
    taken = pytest.raises(OSError, match="address already in use")
    with closing(socket.create_server(("127.0.0.1", 0))) as server, taken:
        run_sink(port=server.getsockname()[1], folder=tmp_path)


def test_the_sink_ends_at_once_and_cleanly_when_asked(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    code = (
        "import pathlib, sys; from dondoc.operate.sink import run_sink;"
        "run_sink(port=int(sys.argv[1]), folder=pathlib.Path(sys.argv[2]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(port), str(tmp_path)], cwd=Path(__file__).parents[2]
    )
    assert wait_until(lambda: _answers(port), seconds=10)

    process.terminate()

    assert process.wait(timeout=10) == 0


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
