"""Each kind of mail, word for word, and the promises that all of them keep.

The golden files lie in ``tests/golden/mails``; after a wanted change of wording run the tests
once with ``RECORD_GOLDEN=1`` in the environment, then read what changed.
"""

import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from notifications.compose import compose_round
from notifications.message import Message
from notifications.views import RoundMail, Section, SectionKind, Sender
from tests.notifications import samples

GOLDEN = Path(__file__).parents[1] / "golden" / "mails"
EVERY_KIND = pytest.mark.parametrize("kind", samples.KINDS)


def as_read(message: Message) -> str:
    """The mail as a person meets it: who, whom, what about, and the text part."""
    lines = [f"From: {message.sender.name} <{message.sender.email}>"]
    lines.append(f"To: {message.to.name} <{message.to.email}>")
    if message.reply_to:
        lines.append(f"Reply-To: {message.reply_to.name} <{message.reply_to.email}>")
    lines.append(f"Subject: {message.subject}")
    lines += [f"Attachment: {attachment.file_name}" for attachment in message.attachments]
    return "\n".join(lines) + "\n\n" + message.text.rstrip("\n") + "\n"


@EVERY_KIND
def test_each_kind_of_mail_reads_as_agreed(kind: str, sender: Sender) -> None:
    path = GOLDEN / f"{kind}.txt"
    text = as_read(samples.KINDS[kind](sender))

    if os.environ.get("RECORD_GOLDEN"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def test_every_golden_file_has_its_mail() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(samples.KINDS)


class Shown(HTMLParser):
    """Collects what a reader of the HTML part sees: words, and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._hidden = tag in ("style", "title")
        if tag == "a":
            self.links.append(values.get("href") or "")
        self.fetched += [
            values[name] or "" for name in ("src", "background", "srcset") if name in values
        ]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and not self._hidden:
            self.words.append(words)


def shown(message: Message) -> Shown:
    parser = Shown()
    parser.feed(message.html)
    return parser


@EVERY_KIND
def test_the_text_part_says_everything_that_the_html_part_says(kind: str, sender: Sender) -> None:
    message = samples.KINDS[kind](sender)
    text = " ".join(message.text.split())

    seen = shown(message)

    assert len(seen.words) >= 10
    assert [words for words in seen.words if words not in text] == []
    own_lines = [line.strip() for line in message.text.splitlines()]
    assert seen.links == [line for line in own_lines if line.startswith("https://")]


@EVERY_KIND
def test_nothing_is_fetched_from_elsewhere(kind: str, sender: Sender) -> None:
    message = samples.KINDS[kind](sender)

    assert shown(message).fetched == []
    assert re.findall(r"url\(|@import|<script|<link|<img|<iframe", message.html) == []


@EVERY_KIND
def test_every_mail_names_the_ward_in_its_subject_and_the_officer_at_its_end(
    kind: str, sender: Sender
) -> None:
    message = samples.KINDS[kind](sender)

    assert message.subject.startswith("[Phường 4] ")
    assert "\n" not in message.subject
    assert message.reply_to is not None
    assert message.reply_to.email == sender.officer_email
    assert message.text.splitlines()[-4:-1] == [
        "Đầu mối liên hệ: Trần Văn Minh, Cán bộ Nội vụ",
        "Điện thoại: 0277 386 0000 – Thư điện tử: noivu@phuong4.example",
        "",
    ]
    assert "gửi tự động" in message.text.splitlines()[-1]
    assert "List-Unsubscribe" not in message.html


@EVERY_KIND
def test_every_deadline_is_an_absolute_date_with_its_weekday(kind: str, sender: Sender) -> None:
    text = samples.KINDS[kind](sender).text

    for line in text.splitlines():
        if re.match(r"\s*(Thời hạn|Thời gian đề nghị)[^:]*: (?!\d\d kỳ)", line):
            assert re.search(r"\d\d:\d\d, (thứ \w+|Chủ nhật), \d\d/\d\d/\d{4}", line), line


def test_words_of_people_cannot_become_markup(sender: Sender) -> None:
    item = samples.ordered(3, kind="returned", note="<script>alert(1)</script> & <b>đậm</b>")
    mail = RoundMail(
        to=samples.LAM,
        sections=(Section(SectionKind.DECISIONS, None, (item,)),),
        today=samples.TODAY,
    )

    message = compose_round(mail, sender, message_id="<a@b.example>", now=samples.NOW)

    assert "<script" not in message.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;đậm" in message.html
    assert "Lý do: <script>alert(1)</script> & <b>đậm</b>" in message.text


def test_a_requested_body_is_asked_and_never_ordered(sender: Sender) -> None:
    late = replace(samples.FRONT_ITEM, kind="overdue", days_late=3, earlier=("đợt 2 năm 2025",))
    mail = RoundMail(
        to=samples.HONG,
        sections=(Section(SectionKind.OVERDUE, None, (late,)),),
        today=samples.TODAY,
    )
    message = compose_round(mail, sender, message_id="<a@b.example>", now=samples.NOW)
    asked = [samples.reminder_requested(sender), samples.assignment_requested(sender), message]

    for text in (f"{mail.subject}\n{mail.text}" for mail in asked):
        assert "đề nghị phối hợp" in text.lower()
        assert (
            re.findall(
                r"được giao|giao nhiệm vụ|quá hạn|khẩn trương|đôn đốc \d", text, re.IGNORECASE
            )
            == []
        )
