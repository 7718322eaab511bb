"""A whole morning through a real Postfix and Dovecot: out with TLS and login, back by IMAP."""

import asyncio
from dataclasses import replace
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path

import pytest

from dondoc.operate.doctor_post import mailboxes
from dondoc.operate.post import read_all
from dondoc.operate.tick import send
from dondoc.settings import Settings
from dondoc.usecases.round import run_round
from dondoc.wiring import App, voice_of
from models.incoming import IncomingAbout, IncomingMail
from models.outbox import Alarm, MailState, OutboxMail, SuspendedAddress
from notifications.channel import Envelope
from notifications.channels.smtp import SmtpChannel, SmtpServer
from tests.conftest import SECRET, Prepared
from tests.contents import content_of
from tests.factories import WARD, clause, office, on_dates
from tests.incoming.world import EVE, LATER, Post
from tests.mail_host import PASSWORD, MailHost

pytestmark = pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
DONDOC = "dondoc@phuong4.example"


@pytest.fixture
def prepared() -> Prepared | None:
    return None


def through(app: App, host: MailHost, folder: Path) -> App:
    """Return the application with the host's settings, as an officer would set them."""
    settings = Settings(
        data_dir=folder, database_url=app.settings.database_url, mail_from=DONDOC,
        secret_key=SECRET.decode(), smtp_host="127.0.0.1", smtp_port=host.smtp, smtp_user=DONDOC,
        smtp_password=PASSWORD, smtp_ca_file=host.ca_file, imap_host="127.0.0.1",
        imap_port=host.imaps, imap_user=DONDOC, imap_password=PASSWORD, imap_ca_file=host.ca_file,
    )  # fmt: skip
    return replace(app, settings=settings, voice=voice_of(settings, SECRET))


def test_r15_mails_leave_by_postfix_and_its_bounces_come_back_and_are_understood(
    app: App, mails_at: MailHost, tmp_path: Path
) -> None:
    app = through(app, mails_at, tmp_path)
    text = WARD.replace("radio@p4.example", "full@p4.example")
    units = ["culture", "women", "radio"]
    clauses = [clause("V.1", units, on_dates("2025-04-10"))]
    post = Post(app, office(app, clauses, now=EVE.replace(month=3), text=text).ward_id)
    with app.transaction() as session:
        run_round(session, post.ward_id, voice=app.voice, now=EVE, force=True)

    sent = send(app, now=lambda: EVE)
    (arrived,) = mails_at.wait_for("culture@p4.example", 1)
    # One to whom nobody has given a mailbox, and one whose mailbox is full.
    mails_at.wait_for(DONDOC, sent.sent - 1)
    read = read_all(app, now=lambda: LATER)

    ours = post.sent_to("culture@p4.example")
    assert arrived.replace(b"\r\n", b"\n").endswith(content_of(app, ours).replace(b"\r\n", b"\n"))
    codes = {str(r["words"])[10:]: r["status"] for r in post.rows(IncomingMail)}
    assert (read.taken.kinds, sorted(map(str, codes.values()))) == (
        {"bounce": sent.sent - 1}, ["5.1.1"] * (sent.sent - 2) + ["5.2.2"],
    )  # fmt: skip
    suspended = {str(row["address"]) for row in post.rows(SuspendedAddress)}
    assert {"women@p4.example", "full@p4.example"} <= suspended
    assert "culture@p4.example" not in suspended
    assert len(post.rows(Alarm)) == sent.sent - 1
    assert read_all(app, now=lambda: LATER).taken.kinds == {}
    _answer(mails_at, arrived)
    mails_at.wait_for(DONDOC, sent.sent)
    assert read_all(app, now=lambda: LATER).taken.kinds == {"reply": 1}
    assert len(post.rows(IncomingAbout)) == 1


def _answer(host: MailHost, arrived: bytes) -> None:
    """Answer a mail as a mail program does: to its Reply-To, through the same server."""
    head = message_from_bytes(arrived)
    to = parseaddr(str(head["Reply-To"]))[1]
    content = (
        f"From: Minh <culture@p4.example>\r\nTo: <{to}>\r\nSubject: Re: x\r\n"
        f"Message-ID: <an-answer@p4.example>\r\nIn-Reply-To: {head['Message-ID']}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nĐã nhận, đang làm.\r\n"
    ).encode()
    own = SmtpServer(
        host="127.0.0.1", port=host.smtp, username="culture@p4.example", password=PASSWORD,
        ca_file=host.ca_file,
    )  # fmt: skip

    async def leave() -> None:
        channel = SmtpChannel(own)
        await channel.deliver(
            Envelope(
                mail_from="culture@p4.example", rcpt_to=to, content=content, message_id="<x@y>"
            )
        )
        await channel.close()

    asyncio.run(leave())


def test_r4_a_wrong_password_at_a_real_server_stops_the_queue_and_spoils_no_mail(
    app: App, mails_at: MailHost, tmp_path: Path
) -> None:
    app = through(app, mails_at, tmp_path)
    post = Post(
        app,
        office(
            app, [clause("V.1", ["culture"], on_dates("2025-04-10"))], now=EVE.replace(month=3)
        ).ward_id,
    )
    with app.transaction() as session:
        run_round(session, post.ward_id, voice=app.voice, now=EVE, force=True)
    wrong = app.settings.model_copy(update={"smtp_password": "sai"})

    stopped = send(replace(app, settings=wrong), now=lambda: EVE)

    assert (stopped.sent, stopped.stopped) == (0, True)
    assert {row["state"] for row in post.rows(OutboxMail)} == {MailState.QUEUED}
    assert [row["kind"] for row in post.rows(Alarm)] == ["queue-stopped"]
    assert post.rows(SuspendedAddress) == []


def test_the_doctor_opens_the_mailbox_and_looks_at_the_address(
    app: App, mails_at: MailHost, tmp_path: Path
) -> None:
    settings = through(app, mails_at, tmp_path).settings
    elsewhere = settings.model_copy(update={"incoming_address": "thu@khac.example"})
    locked = settings.model_copy(update={"imap_password": "sai"})

    looks = [mailboxes(one, now=LATER) for one in (settings, elsewhere, locked)]

    assert [look.state for look in looks] == ["ok", "warn", "fail"]
    assert DONDOC in looks[0].words
