"""Whatever the way out, the same is promised: one suite against a real mail server and a real gateway.

Each case sets one server up; what it means is the same for both. What only one of them can say
stands in its own tests (``test_smtp_faults``, ``test_webhook``).
"""

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from dondoc.rules.delivery import Outcome
from notifications.channel import Channel, DeliveryError, Envelope, envelope_of
from notifications.channels.smtp import SmtpChannel, SmtpServer
from notifications.channels.webhook import Gateway, WebhookChannel
from notifications.message import Address, Message, message_id_for
from tests.certificates import certificate
from tests.http_server import SECRET, Answer, GatewayServer
from tests.smtp_server import Fault, ScriptedServer

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
#: Seconds; only the servers that never answer wait so long.
PATIENCE = 0.3


@dataclass(frozen=True)
class Got:
    """One message as the other side read it."""

    to: str
    name: str
    subject: str
    text: str


@dataclass(frozen=True)
class Set:
    """One server that was set up, the channel to it, and what it got."""

    channel: Channel
    got: Callable[[], Sequence[Got]]
    #: How often a whole message came, taken or not.
    came: Callable[[], int]


#: A case of the suite -> what the mail server does, what the gateway does.
SMTP_SCRIPTS: dict[str, dict[str, list[str | Fault]]] = {
    "usual": {},
    "no such recipient": {"RCPT": ["550 5.1.1 no such user"]},
    "recipient busy": {"RCPT": ["451 4.7.1 come again"]},
    "server busy": {"MAIL": ["421 4.3.2 busy"]},
    "content refused": {"content": ["554 5.6.0 no"]},
    "wrong credentials": {"AUTH": ["535 5.7.8 no"]},
    "hangs after the content": {"content": [Fault.HANG]},
    "resets after the content": {"content": [Fault.RESET]},
    "closes after the content": {"content": [Fault.CLOSE]},
}
HTTP_SCRIPTS: dict[str, list[Answer | Fault]] = {
    "usual": [],
    "no such recipient": [Answer(422, {"error": "recipient", "message": "không có"})],
    "recipient busy": [Answer(409)],
    "server busy": [Answer(503)],
    "content refused": [Answer(422, {"error": "content"})],
    "wrong credentials": [Answer(401)],
    "hangs after the content": [Fault.HANG],
    "resets after the content": [Fault.RESET],
    "closes after the content": [Fault.CLOSE],
}


class Way(ABC):
    """A kind of channel with its kind of server."""

    def __init__(self, stack: AsyncExitStack, folder: Path) -> None:
        self._stack = stack
        self._folder = folder

    @abstractmethod
    async def to(self, case: str, *, patience: float = 5) -> Set:
        """Set a server up for a case, and a channel that waits so many seconds for it."""

    @abstractmethod
    async def untrusted(self) -> Channel:
        """Return a channel to a server whose certificate nobody vouches for."""

    @abstractmethod
    async def nowhere(self) -> Channel:
        """Return a channel to a port on which nobody listens."""

    async def _kept(self, channel: Channel) -> Channel:
        self._stack.push_async_callback(channel.close)
        return channel


class SmtpWay(Way):
    async def to(self, case: str, *, patience: float = 5) -> Set:
        server = await self._stack.enter_async_context(
            ScriptedServer(SMTP_SCRIPTS[case], extensions=("SIZE 1000000", "AUTH PLAIN"))
        )
        channel = await self._kept(SmtpChannel(self._reach(server.port, patience)))

        def got() -> list[Got]:
            return [_as_got(one.rcpt_to, one.content) for one in server.received]

        return Set(channel, got, lambda: server.said.count("DATA"))

    def _reach(self, port: int, patience: float) -> SmtpServer:
        return SmtpServer(
            host="localhost", port=port, security="none", username="ward", password="x",
            timeout_seconds=patience, data_timeout_seconds=patience,
        )  # fmt: skip

    async def untrusted(self) -> Channel:
        _, context = certificate(self._folder, "localhost")
        server = await self._stack.enter_async_context(ScriptedServer(tls=context))
        return await self._kept(
            SmtpChannel(SmtpServer(host="localhost", port=server.port, security="tls"))
        )

    async def nowhere(self) -> Channel:
        return await self._kept(SmtpChannel(self._reach(1, 5)))


class WebhookWay(Way):
    async def to(self, case: str, *, patience: float = 5) -> Set:
        server = await self._stack.enter_async_context(GatewayServer(HTTP_SCRIPTS[case]))
        channel = await self._kept(WebhookChannel(self._reach(server.url, patience), lambda: NOW))

        def got() -> list[Got]:
            return [
                Got(m["to"]["address"], m["to"]["name"], m["subject"], m["text"])
                for m in server.taken.values()
            ]

        return Set(channel, got, lambda: len(server.requests))

    def _reach(self, url: str, patience: float) -> Gateway:
        return Gateway(
            url=url, secret=SECRET, timeout_seconds=patience, data_timeout_seconds=patience
        )

    async def untrusted(self) -> Channel:
        _, context = certificate(self._folder, "localhost")
        server = await self._stack.enter_async_context(GatewayServer(tls=context))
        return await self._kept(WebhookChannel(self._reach(server.url, 5), lambda: NOW))

    async def nowhere(self) -> Channel:
        return await self._kept(
            WebhookChannel(self._reach("http://localhost:1/tin", 5), lambda: NOW)
        )


@pytest.fixture(params=[SmtpWay, WebhookWay], ids=["smtp", "webhook"])
async def way(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Way]:
    async with AsyncExitStack() as stack:
        yield request.param(stack, tmp_path)


def mail(subject: str, text: str, *, name: str = "Bà Mai", key: str = "one") -> Envelope:
    return envelope_of(
        Message(
            to=Address(name, "front@phuong4.example"),
            sender=Address("UBND Phường 4", "dondoc@phuong4.example"),
            envelope_sender="dondoc@phuong4.example",
            subject=subject,
            text=text,
            html=f"<p>{text}</p>",
            message_id=message_id_for(key, "phuong4.example"),
            date=NOW,
            list_id="dondoc.phuong4.example",
        )
    )


def _as_got(to: str, content: bytes) -> Got:
    read = message_from_bytes(content, policy=policy.default)
    assert isinstance(read, EmailMessage)
    body = read.get_body(("plain",))
    assert body is not None
    (address,) = read["To"].addresses
    text = str(body.get_content()).replace("\r\n", "\n")
    return Got(to, address.display_name, str(read["Subject"]), text)


MAIL = mail("[Phường 4] Giao nhiệm vụ", "Kính gửi: Mặt trận Tổ quốc\n")


async def failed(channel: Channel, begun: list[str]) -> DeliveryError:
    with pytest.raises(DeliveryError) as failure:
        await channel.deliver(MAIL, on_begin=lambda: begun.append("begun"))
    return failure.value


async def test_a_message_arrives_once_marked_before_anything_is_given(way: Way) -> None:
    there = await way.to("usual")
    seen: list[int] = []

    accepted = await there.channel.deliver(MAIL, on_begin=lambda: seen.append(there.came()))

    assert (seen, len(there.got())) == ([0], 1)
    assert 200 <= accepted.code < 300
    assert accepted.words != ""


@pytest.mark.parametrize(
    ("case", "outcome", "begun"),
    [
        ("no such recipient", Outcome.ADDRESS, True),
        ("recipient busy", Outcome.LATER_RECIPIENT, True),
        ("server busy", Outcome.LATER, True),
        ("content refused", Outcome.PARK, True),
        ("hangs after the content", Outcome.DOUBTFUL, True),
        ("resets after the content", Outcome.DOUBTFUL, True),
        ("closes after the content", Outcome.DOUBTFUL, True),
    ],
)
async def test_each_fault_has_its_class_and_the_channel_goes_on(
    way: Way, case: str, outcome: Outcome, begun: bool
) -> None:
    there = await way.to(case, patience=PATIENCE if "hangs" in case else 5)
    marks: list[str] = []

    error = await failed(there.channel, marks)

    assert error.outcome is outcome
    assert error.words != ""
    assert marks == ["begun"] * begun
    assert there.got() == []
    await there.channel.deliver(replace(MAIL, message_id="<second@phuong4.example>"))
    assert len(there.got()) == 1


async def test_wrong_credentials_stop_everything(way: Way) -> None:
    there = await way.to("wrong credentials")

    error = await failed(there.channel, [])

    assert (error.outcome, there.got()) == (Outcome.STOP, [])


async def test_nobody_there_is_tried_again_and_nothing_was_begun(way: Way) -> None:
    marks: list[str] = []

    error = await failed(await way.nowhere(), marks)

    assert (error.outcome, error.code, marks) == (Outcome.LATER, None, [])


async def test_a_certificate_that_nobody_vouches_for_stops_everything(way: Way) -> None:
    marks: list[str] = []

    error = await failed(await way.untrusted(), marks)

    assert (error.outcome, marks) == (Outcome.STOP, [])


async def test_a_mark_that_fails_keeps_the_message_back_and_the_channel_usable(way: Way) -> None:
    there = await way.to("usual")

    async def lost() -> None:
        raise LookupError("claim lost")

    with pytest.raises(LookupError, match="claim lost"):
        await there.channel.deliver(MAIL, on_begin=lost)

    assert there.came() == 0
    await there.channel.deliver(MAIL)
    assert len(there.got()) == 1


async def test_a_sender_that_is_cancelled_leaves_no_answer_for_the_next(way: Way) -> None:
    there = await way.to("hangs after the content", patience=30)
    begun = asyncio.Event()
    first = asyncio.create_task(there.channel.deliver(MAIL, on_begin=begun.set))
    await begun.wait()
    for _ in range(1000):
        if there.came():
            break
        await asyncio.sleep(0.005)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)

    await there.channel.deliver(replace(MAIL, message_id="<second@phuong4.example>"))

    assert len(there.got()) == 1


async def test_an_address_that_cannot_be_is_never_tried(way: Way) -> None:
    there = await way.to("usual")
    broken = replace(MAIL, rcpt_to="hội@phuong4.example")
    marks: list[str] = []

    with pytest.raises(DeliveryError) as failure:
        await there.channel.deliver(broken, on_begin=lambda: marks.append("begun"))

    assert (failure.value.outcome, marks, there.came()) == (Outcome.ADDRESS, [], 0)


async def test_vietnamese_arrives_exactly(way: Way) -> None:
    there = await way.to("usual")
    words = [
        "Ủy",
        "ban",
        "Mặt",
        "trận",
        "Tổ",
        "quốc",
        "Việt",
        "Nam",
        "phường",
        "đề",
        "nghị",
        "báo",
        "cáo",
        "kết",
        "quả",
        "thực",
        "hiện",
        "nhiệm",
        "vụ",
        "tuyên",
        "truyền,",
        "vận",
        "động",
        "“Toàn",
        "dân",
        "đoàn",
        "kết”",
        "quý",
        "I/2025;",
        "hạn:",
        "17:00",
        "–",
        "thứ",
        "Sáu",
        "🙂",
        "ẵ",
        "ợ",
        "ễ",
    ]
    chance = random.Random(20250303)  # noqa: S311 - the same words every time
    sent = []
    for number in range(60):
        subject = " ".join(chance.choices(words, k=chance.randint(3, 40)))
        text = "\n".join(" ".join(chance.choices(words, k=12)) for _ in range(5)) + "\n.\n..x\n"
        name = chance.choice(["Nguyễn Thị Hồng, Chủ tịch", 'Trần "Hai" Đước', "Lê Ơn"])
        await there.channel.deliver(mail(subject, text, name=name, key=f"mail {number}"))
        sent.append(Got("front@phuong4.example", name, subject, text))

    assert list(there.got()) == sent


async def test_a_closed_channel_may_be_used_again(way: Way) -> None:
    there = await way.to("usual")
    await there.channel.deliver(MAIL)
    await there.channel.close()

    await there.channel.deliver(replace(MAIL, message_id="<second@phuong4.example>"))

    assert len(there.got()) == 2
