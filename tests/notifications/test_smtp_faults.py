"""Each fault of a server ends in its stated class, at the stage where it happened."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dondoc.rules.delivery import Outcome
from notifications.channel import DeliveryError, Envelope
from notifications.channels.smtp import SmtpChannel, SmtpServer
from tests.certificates import certificate
from tests.smtp_server import Fault, Reply, ScriptedServer

ENVELOPE = Envelope(
    mail_from="dondoc@phuong4.example",
    rcpt_to="front@phuong4.example",
    content=b"Subject: x\r\n\r\n.one\r\n" + b"y" * 70 + b"\r\n",
    message_id="<k@phuong4.example>",
)


def reach(server: ScriptedServer, patience_seconds: float = 20) -> SmtpServer:
    return SmtpServer(
        host="localhost",
        port=server.port,
        security="none",
        timeout_seconds=patience_seconds,
        data_timeout_seconds=patience_seconds,
    )


async def failure_of(channel: SmtpChannel, begun: list[str] | None = None) -> DeliveryError:
    with pytest.raises(DeliveryError) as failure:
        await channel.deliver(
            ENVELOPE, on_begin=lambda: None if begun is None else begun.append("MAIL")
        )
    return failure.value


@pytest.mark.parametrize(
    ("step", "reply", "outcome", "code", "marked"),
    [
        ("banner", "421 4.3.2 busy", Outcome.LATER, 421, False),
        ("banner", "554 5.7.1 blocked", Outcome.STOP, 554, False),
        ("banner", Fault.CLOSE, Outcome.LATER, None, False),
        ("banner", Fault.HANG, Outcome.LATER, None, False),
        ("EHLO", "421 4.3.2 busy", Outcome.LATER, 421, False),
        ("EHLO", "not smtp at all", Outcome.LATER, None, False),
        ("MAIL", "421 4.3.2 closing", Outcome.LATER, 421, True),
        ("MAIL", "451 4.3.0 later", Outcome.LATER, 451, True),
        ("MAIL", "552 5.3.4 too big", Outcome.PARK, 552, True),
        ("MAIL", "550 5.7.1 sender not allowed", Outcome.STOP, 550, True),
        ("MAIL", Fault.HANG, Outcome.LATER, None, True),
        ("RCPT", "450 4.7.1 greylisted", Outcome.LATER_RECIPIENT, 450, True),
        ("RCPT", "451 4.7.1 greylisted", Outcome.LATER_RECIPIENT, 451, True),
        ("RCPT", "550 5.1.1 no such user", Outcome.ADDRESS, 550, True),
        ("RCPT", "550 5.7.1 not allowed", Outcome.STOP, 550, True),
        ("RCPT", Fault.RESET, Outcome.LATER, None, True),
        ("DATA", "451 4.3.0 later", Outcome.LATER_RECIPIENT, 451, True),
        ("DATA", "554 5.5.1 no", Outcome.PARK, 554, True),
        ("DATA", Fault.HANG, Outcome.LATER, None, True),
        ("DATA", Fault.CLOSE, Outcome.LATER, None, True),
        ("content", "452 4.3.1 disk full", Outcome.LATER_RECIPIENT, 452, True),
        ("content", "552 5.3.4 too big", Outcome.PARK, 552, True),
        ("content", "550 5.7.1 DMARC", Outcome.STOP, 550, True),
        ("content", "421 4.3.2 closing", Outcome.LATER, 421, True),
        ("content", Fault.HANG, Outcome.DOUBTFUL, None, True),
        ("content", Fault.RESET, Outcome.DOUBTFUL, None, True),
        ("content", Fault.CLOSE, Outcome.DOUBTFUL, None, True),
        ("content", "not smtp at all", Outcome.DOUBTFUL, None, True),
    ],
)
@pytest.mark.parametrize("offered", [(), ("PIPELINING",)], ids=["one by one", "in groups"])
async def test_r4_each_answer_has_its_class(
    step: str,
    reply: Reply,
    outcome: Outcome,
    code: int | None,
    marked: bool,
    offered: tuple[str, ...],
) -> None:
    begun: list[str] = []
    async with ScriptedServer({step: [reply]}, extensions=offered) as server:
        channel = SmtpChannel(reach(server, 1 if reply is Fault.HANG else 20))

        failure = await failure_of(channel, begun)

        assert (failure.outcome, failure.code) == (outcome, code)
        assert begun == (["MAIL"] if marked else [])
        assert server.received == []
        if isinstance(reply, str) and code:
            assert failure.words == reply[4:]

        again = await channel.deliver(ENVELOPE)

        assert (again.code, again.words) == (250, "2.0.0 taken")
        assert [mail.content for mail in server.received] == [ENVELOPE.content]
        await channel.close()


@pytest.mark.parametrize(
    ("step", "reply"), [("MAIL", "552 5.3.4 too big"), ("RCPT", "550 5.1.1 no such user")]
)
async def test_an_eager_server_gets_no_content_for_whom_it_refused(step: str, reply: str) -> None:
    offered = ("PIPELINING",)
    async with ScriptedServer({step: [reply]}, extensions=offered, eager=True) as server:
        channel = SmtpChannel(reach(server))
        failure = await failure_of(channel)

        await channel.deliver(ENVELOPE)

        await channel.close()
    assert failure.words == reply[4:]
    assert [mail.content for mail in server.received] == [ENVELOPE.content]
    assert server.connections == 1


async def test_commands_go_out_together_where_the_server_takes_them() -> None:
    async with ScriptedServer(extensions=("PIPELINING", "SIZE 1000000")) as server:
        channel = SmtpChannel(reach(server))
        for _ in range(3):
            await channel.deliver(ENVELOPE)
        await channel.close()

    assert (server.connections, len(server.received)) == (1, 3)
    assert [said.split()[0] for said in server.said] == [
        "EHLO", *["MAIL", "RCPT", "DATA"] * 3, "QUIT",
    ]  # fmt: skip


async def test_r4_a_server_that_is_down_means_later_without_a_mark() -> None:
    async with ScriptedServer() as server:
        gone = reach(server)
    begun: list[str] = []

    failure = await failure_of(SmtpChannel(gone), begun)

    assert (failure.outcome, failure.code, begun) == (Outcome.LATER, None, [])
    assert failure.words.startswith(f"Không liên lạc được với máy chủ thư localhost:{gone.port}")


async def test_one_connection_serves_many_mails() -> None:
    async with ScriptedServer() as server:
        channel = SmtpChannel(reach(server))
        for _ in range(5):
            await channel.deliver(ENVELOPE)
        await channel.close()

    assert server.connections == 1
    assert [said.split()[0] for said in server.said] == [
        "EHLO",
        *["MAIL", "RCPT", "DATA"] * 5,
        "QUIT",
    ]
    assert len(server.received) == 5


async def test_mails_at_the_same_time_wait_for_their_turn() -> None:
    async with ScriptedServer() as server:
        channel = SmtpChannel(reach(server))
        await asyncio.gather(*(channel.deliver(ENVELOPE) for _ in range(5)))
        await channel.close()

    assert (server.connections, len(server.received)) == (1, 5)


@pytest.mark.parametrize("farewell", ["421 4.4.2 idle too long", Fault.CLOSE, Fault.RESET])
async def test_a_kept_connection_that_is_gone_is_replaced_unnoticed(farewell: Reply) -> None:
    begun: list[str] = []
    async with ScriptedServer({"MAIL": ["250 2.1.0 ok", farewell]}) as server:
        channel = SmtpChannel(reach(server))
        await channel.deliver(ENVELOPE)

        await channel.deliver(ENVELOPE, on_begin=lambda: begun.append("MAIL"))

        await channel.close()
    assert (server.connections, len(server.received), begun) == (2, 2, ["MAIL"])


async def test_a_refused_recipient_leaves_the_connection_usable() -> None:
    async with ScriptedServer({"RCPT": ["550 5.1.1 no such user"]}) as server:
        channel = SmtpChannel(reach(server))
        await failure_of(channel)

        await channel.deliver(ENVELOPE)

        await channel.close()
    assert (server.connections, len(server.received)) == (1, 1)
    assert "RSET" in server.said


async def test_a_cancelled_delivery_leaves_no_half_conversation_behind() -> None:
    async with ScriptedServer({"RCPT": [Fault.HANG]}) as server:
        channel = SmtpChannel(reach(server))
        delivery = asyncio.create_task(channel.deliver(ENVELOPE))
        await server.heard["RCPT"].wait()

        delivery.cancel()
        with pytest.raises(asyncio.CancelledError):
            await delivery

        await channel.deliver(ENVELOPE)
        await channel.close()
    assert (server.connections, len(server.received)) == (2, 1)


async def test_the_size_is_told_where_the_server_wants_to_know() -> None:
    async with ScriptedServer() as telling, ScriptedServer(extensions=()) as silent:
        for server in (telling, silent):
            channel = SmtpChannel(reach(server))
            await channel.deliver(ENVELOPE)
            await channel.close()

    size = len(ENVELOPE.content)
    assert telling.said[1] == f"MAIL FROM:<dondoc@phuong4.example> SIZE={size}"
    assert silent.said[1] == "MAIL FROM:<dondoc@phuong4.example>"


LOGIN = ("SIZE 1000", "AUTH PLAIN")


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("535 5.7.8 wrong password", Outcome.STOP),
        ("454 4.7.0 temporary failure", Outcome.LATER),
        (Fault.CLOSE, Outcome.LATER),
    ],
)
async def test_r4_a_refused_login_stops_the_queue(reply: Reply, outcome: Outcome) -> None:
    begun: list[str] = []
    async with ScriptedServer({"AUTH": [reply]}, extensions=LOGIN) as server:
        channel = SmtpChannel(replace(reach(server), username="u", password="p"))

        failure = await failure_of(channel, begun)

        assert (failure.outcome, begun) == (outcome, [])
        await channel.deliver(ENVELOPE)
        await channel.close()
    assert len(server.received) == 1


async def test_a_server_without_login_stops_the_queue_when_one_is_set() -> None:
    async with ScriptedServer() as server:
        failure = await failure_of(SmtpChannel(replace(reach(server), username="u", password="p")))

    assert failure.outcome is Outcome.STOP
    assert failure.words.startswith("Không đăng nhập được máy chủ thư localhost:")


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_mail_leaves_encrypted_to_a_server_with_the_right_certificate(
    tmp_path: Path, security: str
) -> None:
    public, context = certificate(tmp_path, "localhost")
    async with encrypted(security, context) as server:
        channel = SmtpChannel(replace(demanding(server, security), ca_file=public))

        await channel.deliver(ENVELOPE)

        await channel.close()
    assert len(server.received) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("host", ["localhost", "other.example"])
async def test_r4_a_wrong_certificate_stops_the_queue(
    tmp_path: Path, security: str, host: str
) -> None:
    public, context = certificate(tmp_path, host)
    known = None if host == "localhost" else public
    async with encrypted(security, context) as server:
        channel = SmtpChannel(replace(demanding(server, security), ca_file=known))

        failure = await failure_of(channel)

    assert (failure.outcome, failure.code, server.received) == (Outcome.STOP, None, [])
    assert failure.words.startswith("Không mã hóa được kết nối tới máy chủ thư localhost:")


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_r4_a_server_without_encryption_is_never_talked_to_in_the_clear(
    security: str,
) -> None:
    async with ScriptedServer(extensions=LOGIN) as server:
        wanted = replace(demanding(server, security), username="u", password="p")

        failure = await failure_of(SmtpChannel(wanted))

    assert failure.outcome is Outcome.STOP
    assert not any(said.startswith(("AUTH", "MAIL")) for said in server.said)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("454 4.7.0 not now", Outcome.LATER),
        (Fault.CLOSE, Outcome.LATER),
        ("502 5.5.1 no", Outcome.STOP),
    ],
)
async def test_a_refused_starttls(tmp_path: Path, reply: Reply, outcome: Outcome) -> None:
    _, context = certificate(tmp_path, "localhost")
    async with ScriptedServer({"STARTTLS": [reply]}, starttls=context) as server:
        failure = await failure_of(SmtpChannel(demanding(server, "starttls")))

    assert (failure.outcome, server.received) == (outcome, [])


def encrypted(security: str, context: ssl.SSLContext, offers: Sequence[str] = ()) -> ScriptedServer:
    if security == "tls":
        return ScriptedServer(extensions=offers, tls=context)
    return ScriptedServer(extensions=offers, starttls=context)


def demanding(server: ScriptedServer, security: str) -> SmtpServer:
    return replace(reach(server), security="tls" if security == "tls" else "starttls")
