"""R13: Vietnamese subjects, names and bodies arrive exactly, through a real server."""

import base64
import email
import random
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message as Parsed
from email.utils import getaddresses

import pytest

from notifications.channel import envelope_of
from notifications.channels.smtp import SmtpChannel, SmtpServer
from notifications.message import (
    Address,
    Attachment,
    BrokenAddress,
    Message,
    message_id_for,
    to_bytes,
)
from tests.smtp_server import MailServer

HOW_MANY = 3000
TEXT = (
    "Mặt trận Tổ quốc Việt Nam phường đoàn thể chính trị xã hội phong trào thi đua yêu nước kế "
    "hoạch báo cáo kết quả thực hiện nhiệm vụ quá hạn đôn đốc sắp đến hạn Ủy ban nhân dân Hội "
    "Liên hiệp Phụ nữ Nông dân Cựu chiến binh Công đoàn Truyền thanh tuyên truyền vận động giám "
    "sát đánh giá khen thưởng thẩm định tổng kết sơ kết V.2/1@front#2025-06 – (03) 20/02/2026: "
    '“người tốt, việc tốt” ngày; ABC =?utf-8?q?x?= a,b "c" <d> 100% . .. & Ẵ ỹ Đ ở ứ'
)
WORDS = TEXT.split(" ")
GLUED = re.compile(rb"\?==\?")
WHEN = datetime(2026, 2, 20, 0, 30, tzinfo=UTC)


def decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


def unfolded(parsed: Parsed, name: str) -> str:
    return re.sub(r"\r?\n(?=[ \t])", "", parsed[name])


def addresses(parsed: Parsed) -> list[tuple[str, str]]:
    """Every name and address of the header, as a mail program reads them."""
    found = [getaddresses([unfolded(parsed, name)]) for name in ("From", "Reply-To", "To", "Cc")]
    return [(decoded(name), address) for some in found for name, address in some]


def parts(parsed: Parsed) -> list[str]:
    return [
        part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in parsed.walk()
        if part.get_content_maintype() == "text"
    ]


@dataclass(frozen=True)
class Sample:
    """One mail; ``others`` are the names in From, Reply-To and twice in Cc, one address each."""

    subject: str
    name: str
    text: str
    others: tuple[str, ...] = ("UBND Phường 4", "Lê Thị Tám", "Hà", "Minh")

    @property
    def addresses(self) -> list[tuple[str, str]]:
        sender, reply_to, *copies = self.others
        return [
            (sender, "dondoc@phuong4.example"),
            (reply_to, "noivu@phuong4.example"),
            (self.name, "h@don-vi.example"),
            *zip(copies, ("mot@p4.example", "hai@p4.example"), strict=True),
        ]

    @property
    def message(self) -> Message:
        return Message(
            to=Address(self.name, "h@don-vi.example"),
            sender=Address(self.others[0], "dondoc@phuong4.example"),
            reply_to=Address(self.others[1], "noivu@phuong4.example"),
            cc=(
                Address(self.others[2], "mot@p4.example"),
                Address(self.others[3], "hai@p4.example"),
            ),
            envelope_sender="dondoc@phuong4.example",
            subject=self.subject,
            text=self.text,
            html=f"<p>{self.text}</p>",
            message_id=message_id_for(self.subject, "phuong4.example"),
            date=WHEN,
            list_id="dondoc.phuong4.example",
        )


def some_words(chance: random.Random, fewest: int, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(fewest, most)))


def samples() -> list[Sample]:
    chance = random.Random(13)  # noqa: S311 - the same mails at every run are meant
    return [
        Sample(
            subject=f"[Nhắc việc] {some_words(chance, 3, 40)}",
            name=some_words(chance, 1, 8),
            text="\r\n".join(some_words(chance, 0, 30) for _ in range(chance.randint(1, 9))),
            others=tuple(some_words(chance, 1, 8) for _ in range(4)),
        )
        for _ in range(HOW_MANY)
    ]


async def test_r13_random_subjects_names_and_bodies_arrive_exact(
    smtp: SmtpServer, mail_server: MailServer
) -> None:
    sent = samples()

    channel = SmtpChannel(smtp)
    for sample in sent:
        await channel.deliver(envelope_of(sample.message))
    await channel.close()

    assert len(mail_server.received) == HOW_MANY
    wrong = []
    for sample, got in zip(sent, mail_server.received, strict=True):
        parsed = email.message_from_bytes(got.content)
        headers = (decoded(unfolded(parsed, "Subject")), addresses(parsed))
        if headers != (sample.subject, sample.addresses) or parts(parsed) != [
            sample.text,
            f"<p>{sample.text}</p>",
        ]:
            wrong.append(sample)
    assert wrong == []


def test_r13_no_encoded_words_are_glued_and_no_line_is_long() -> None:
    for sample in samples()[:500]:
        content = to_bytes(sample.message)

        assert GLUED.search(content) is None
        assert max(map(len, content.split(b"\r\n"))) <= 78
        assert content.count(b"\n") == content.count(b"\r\n")
        assert content.isascii()


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Hồng, Chủ tịch Hội Liên hiệp Phụ nữ Phường",
        'Tran "Ba" Minh, <x@y.example>',
        "Le Van Tam",
        "=?utf-8?q?giả?=",
        "",
    ],
)
def test_r13_a_name_with_commas_and_quotes_stays_one_address(name: str) -> None:
    sample = Sample(subject="x", name=name, text="x", others=(name, "Hà", name, name))

    parsed = email.message_from_bytes(to_bytes(sample.message))

    assert addresses(parsed) == sample.addresses


def test_a_decomposed_subject_is_sent_composed() -> None:
    subject = unicodedata.normalize("NFD", "Nhiệm vụ của Phường")

    parsed = email.message_from_bytes(to_bytes(Sample(subject, "A", "x").message))

    assert decoded(unfolded(parsed, "Subject")) == "Nhiệm vụ của Phường"


def test_a_line_break_in_a_subject_or_a_name_adds_no_header() -> None:
    message = Sample("Chào\r\nBcc: x@y.example", "Hồng\nX-Evil: 1", "x").message

    parsed = email.message_from_bytes(to_bytes(message))

    assert parsed.keys() == [
        "Date", "From", "To", "Cc", "Reply-To", "Subject", "Message-ID", "List-Id", "Auto-Submitted",
        "X-Auto-Response-Suppress", "Content-Language", "MIME-Version", "Content-Type",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@b.example", "a@b@c.example", "a b@c.example", "hồng@c.example",
     "a@b.example\r\nRCPT TO:<x@y.example>", "<a@b.example>", "a..b@c.example", "a@b.example,",
     "a" * 65 + "@b.example"],
)  # fmt: skip
def test_an_address_that_no_header_can_carry_is_refused(address: str) -> None:
    with pytest.raises(BrokenAddress, match="không dùng được"):
        Address("Hồng", address)


def test_the_same_message_gives_the_same_bytes_and_says_that_it_is_automatic() -> None:
    message = Sample("Nhắc việc", "Hồng", "x").message

    first, second = to_bytes(message), to_bytes(message)

    assert first == second
    parsed = email.message_from_bytes(first)
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["X-Auto-Response-Suppress"] == "All"
    assert parsed["List-Id"] == "<dondoc.phuong4.example>"
    assert parsed["Message-ID"] == message_id_for("Nhắc việc", "phuong4.example")
    assert [part.get_content_type() for part in parsed.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_a_long_vietnamese_file_name_and_its_content_come_back() -> None:
    name = "Báo cáo sơ kết phong trào thi đua yêu nước đợt 1 năm 2026 – Phường 4.docx"
    plain = Sample("Báo cáo", "Hồng", "x").message
    content = bytes(range(256)) * 30

    attachment = Attachment(name, "application/octet-stream", content)
    message = replace(plain, attachments=(attachment,))
    parsed = email.message_from_bytes(to_bytes(message))

    *_, attached = parsed.walk()
    assert attached.get_filename() == name
    assert attached.get_payload(decode=True) == content


def test_base64_is_cut_as_the_standard_library_cuts_it_at_every_length() -> None:
    plain = Sample("Báo cáo", "Hồng", "x").message
    block = 57 * 64
    lengths = [*range(1, 116), *(n * block + more for n in (1, 2) for more in (-1, 0, 1, 57, 58))]

    for length in lengths:
        content = bytes(range(256)) * (length // 256 + 1)
        attachment = Attachment("a.bin", "application/octet-stream", content[:length])
        sent = to_bytes(replace(plain, attachments=(attachment,)))

        expected = base64.encodebytes(content[:length]).replace(b"\n", b"\r\n")
        assert b"\r\n\r\n" + expected + b"\r\n--=_m_" in sent, length


def test_names_that_are_remembered_are_encoded_for_their_own_header() -> None:
    """The first word of a header is shorter by its name, so one name may be cut in two ways."""
    name = "Ủy ban nhân dân Phường " * 3
    message = Sample("x", name, "x", others=(name, name, name, name)).message

    first, second = to_bytes(message), to_bytes(message)

    assert first == second
    head = first.partition(b"\r\n\r\n")[0].split(b"\r\n")
    begun = {line.partition(b":")[0]: line for line in head if b"=?utf-8?b?" in line[:30]}
    assert {b"From", b"To", b"Cc", b"Reply-To"} <= begun.keys()
    assert max(map(len, head)) <= 76
    assert len({line.partition(b": ")[2] for line in begun.values()}) > 1
