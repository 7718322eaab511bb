"""Every channel answers the same questions: accepted, later, never; and marks before it gives."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dondoc.rules.delivery import Outcome
from notifications.channel import Channel, DeliveryError, Envelope
from notifications.channels.capture import CaptureChannel
from notifications.channels.folder import FolderChannel
from notifications.channels.smtp import SmtpChannel, SmtpServer
from tests.smtp_server import MailServer

ENVELOPE = Envelope(
    mail_from="dondoc@phuong4.example",
    rcpt_to="front@phuong4.example",
    content=b"Subject: x\r\nMessage-ID: <k@phuong4.example>\r\n\r\n.a line\r\n..\r\nend\r\n",
    message_id="<k@phuong4.example>",
)


@dataclass
class Case:
    """A channel, how to see what it took, and an envelope that it puts off."""

    channel: Channel
    taken: Callable[[], list[bytes]]
    put_off: Callable[[], tuple[Channel, Envelope]]


def capture_case(tmp_path: Path) -> Case:
    busy = DeliveryError(Outcome.LATER, 421, "4.3.2 busy")
    channel = CaptureChannel(refusals={"later@phuong4.example": busy})
    later = replace(ENVELOPE, rcpt_to="later@phuong4.example")
    return Case(channel, lambda: [kept.content for kept in channel.taken], lambda: (channel, later))


def folder_case(tmp_path: Path) -> Case:
    def files() -> list[bytes]:
        return [path.read_bytes() for path in sorted((tmp_path / "out").glob("*"))]

    def blocked() -> tuple[Channel, Envelope]:
        (tmp_path / "file").write_text("not a folder")
        return FolderChannel(tmp_path / "file"), ENVELOPE

    return Case(FolderChannel(tmp_path / "out"), files, blocked)


def smtp_case(server: MailServer, reach: SmtpServer) -> Case:
    channel = SmtpChannel(reach)
    later = replace(ENVELOPE, rcpt_to="later@phuong4.example")
    return Case(
        channel, lambda: [mail.content for mail in server.received], lambda: (channel, later)
    )


@pytest.fixture(params=["capture", "folder", "smtp"])
async def case(
    request: pytest.FixtureRequest, tmp_path: Path, mail_server: MailServer, smtp: SmtpServer
) -> AsyncIterator[Case]:
    match request.param:
        case "capture":
            made = capture_case(tmp_path)
        case "folder":
            made = folder_case(tmp_path)
        case _:
            made = smtp_case(mail_server, smtp)
    yield made
    await made.channel.close()


async def test_a_mail_is_accepted_byte_for_byte(case: Case) -> None:
    accepted = await case.channel.deliver(ENVELOPE)

    assert accepted.code == 250
    assert accepted.words != ""
    assert case.taken() == [ENVELOPE.content]


async def test_a_passing_fault_says_later_and_takes_nothing(case: Case) -> None:
    channel, envelope = case.put_off()

    with pytest.raises(DeliveryError) as failure:
        await channel.deliver(envelope)

    assert failure.value.outcome in (Outcome.LATER, Outcome.LATER_RECIPIENT)
    assert failure.value.words != ""
    assert case.taken() == []


async def test_an_address_that_cannot_be_is_never_tried(case: Case) -> None:
    begun: list[str] = []

    with pytest.raises(DeliveryError) as failure:
        await case.channel.deliver(
            replace(ENVELOPE, rcpt_to="hội@phuong4.example"), on_begin=lambda: begun.append("x")
        )

    assert failure.value.outcome is Outcome.ADDRESS
    assert (case.taken(), begun) == ([], [])


async def test_the_mark_is_made_once_and_before_anything_is_given(case: Case) -> None:
    seen: list[list[bytes]] = []

    await case.channel.deliver(ENVELOPE, on_begin=lambda: seen.append(case.taken()))

    assert seen == [[]]


async def test_a_mark_that_fails_keeps_the_mail_back_and_the_channel_usable(case: Case) -> None:
    async def lost() -> None:
        raise LookupError("claim lost")

    with pytest.raises(LookupError, match="claim lost"):
        await case.channel.deliver(ENVELOPE, on_begin=lost)

    assert case.taken() == []
    await case.channel.deliver(ENVELOPE)
    assert case.taken() == [ENVELOPE.content]


async def test_a_closed_channel_may_be_used_again(case: Case) -> None:
    await case.channel.deliver(ENVELOPE)
    await case.channel.close()

    await case.channel.deliver(replace(ENVELOPE, message_id="<second@phuong4.example>"))

    assert case.taken() == [ENVELOPE.content] * 2


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_the_same_mail_again_takes_the_same_file(tmp_path: Path) -> None:
    channel = FolderChannel(tmp_path)

    await channel.deliver(ENVELOPE)
    await channel.deliver(ENVELOPE)

    assert names_in(tmp_path) == ["k.eml"]
