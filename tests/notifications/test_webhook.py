"""What only a gateway can say or do; the rest is in ``test_channel_conformance``."""

import hashlib
import hmac
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dondoc.rules.delivery import Outcome
from notifications.channel import DeliveryError, Envelope, envelope_of
from notifications.channels.webhook import Gateway, WebhookChannel, body_of
from notifications.message import Address, Attachment, Message
from tests.http_server import SECRET, Answer, GatewayServer
from tests.smtp_server import Fault

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
MAIL = envelope_of(
    Message(
        to=Address("Bà Mai", "mttq@phuong4.example"),
        sender=Address("UBND Phường 4", "dondoc@phuong4.example"),
        envelope_sender="dondoc@phuong4.example",
        subject="[Phường 4] Nhắc việc",
        text="Hạn: 17:00, thứ Sáu\n",
        html="<p>Hạn: 17:00, thứ Sáu</p>",
        message_id="<k1@phuong4.example>",
        date=NOW,
        list_id="dondoc.phuong4.example",
        attachments=(Attachment("lịch.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n"),),
    )
)


def to(server: GatewayServer, *, secret: str = SECRET, patience: float = 5) -> WebhookChannel:
    gateway = Gateway(
        url=server.url, secret=secret, timeout_seconds=patience, data_timeout_seconds=patience
    )
    return WebhookChannel(gateway, lambda: NOW)


async def outcome_of(channel: WebhookChannel, envelope: Envelope = MAIL) -> tuple[Outcome, str]:
    with pytest.raises(DeliveryError) as failure:
        await channel.deliver(envelope)
    await channel.close()
    return failure.value.outcome, failure.value.words


async def test_a_request_is_signed_over_its_time_and_body() -> None:
    async with GatewayServer() as server:
        channel = to(server)
        accepted = await channel.deliver(MAIL)
        await channel.close()

    (request,) = server.requests
    stamp = request.headers["x-dondoc-timestamp"]
    # As the description for the gateway's makers says it.
    signed = hmac.new(SECRET.encode(), f"{stamp}.".encode() + request.body, hashlib.sha256)
    assert request.headers["x-dondoc-signature"] == f"sha256={signed.hexdigest()}"
    assert stamp == str(int(NOW.timestamp()))
    assert request.headers["content-type"] == "application/json; charset=utf-8"
    assert (accepted.code, accepted.words) == (200, "đã nhận tin 1")
    file = request.message["files"][0]
    assert (file["name"], b64decode(file["content"])) == ("lịch.ics", b"BEGIN:VCALENDAR\r\n")
    assert {k: v for k, v in request.message.items() if k != "files"} == {
        "id": "k1@phuong4.example",
        "to": {"address": "mttq@phuong4.example", "name": "Bà Mai", "phone": ""},
        "from": "UBND Phường 4 <dondoc@phuong4.example>",
        "subject": "[Phường 4] Nhắc việc",
        "text": "Hạn: 17:00, thứ Sáu\n",
        "html": "<p>Hạn: 17:00, thứ Sáu</p>",
    }


async def test_a_wrong_secret_stops_everything_in_the_gateways_words() -> None:
    async with GatewayServer() as server:
        failed = await outcome_of(to(server, secret="another secret, of nobody here"))

    assert failed == (Outcome.STOP, "chữ ký không đúng")


async def test_what_was_in_doubt_comes_again_under_its_key_and_is_taken_once() -> None:
    async with GatewayServer([Fault.CLOSE], keeps=True) as server:
        channel = to(server)
        assert (await outcome_of(channel))[0] is Outcome.DOUBTFUL
        again = await channel.deliver(MAIL)
        await channel.close()

    first, second = server.requests
    assert first.body == second.body == body_of(MAIL)
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert (len(server.taken), again.words) == (1, "đã có")


async def test_an_answer_that_drips_is_not_waited_for_without_end() -> None:
    async with GatewayServer([Answer(200, {"message": "chậm"}, drip=0.05)]) as server:
        outcome, _ = await outcome_of(to(server, patience=0.3))

    assert outcome is Outcome.DOUBTFUL


async def test_a_redirection_is_a_wrong_address_and_is_not_followed() -> None:
    async with GatewayServer([Answer(307)]) as server:
        outcome, words = await outcome_of(to(server))

    assert (outcome, words, len(server.requests)) == (Outcome.STOP, "HTTP 307", 1)


async def test_one_connection_serves_all_and_is_opened_again_when_it_is_gone() -> None:
    async with GatewayServer() as server:
        channel = to(server)
        for number in range(3):
            await channel.deliver(replace(MAIL, message_id=f"<{number}@phuong4.example>"))
        kept = server.connections
        await channel.close()
        await channel.deliver(MAIL)
        await channel.close()

    assert (kept, server.connections, len(server.taken)) == (1, 2, 4)
