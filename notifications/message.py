"""A finished mail, and its bytes.

The bytes are joined here from parts that the standard library encodes one by one
(base64 above all): its newer ``EmailMessage`` loses spaces in long Vietnamese subjects,
and ``aiosmtplib.send_message`` would fold once more by its own rules. Everything is plain
ASCII in short lines, so a server needs neither 8BITMIME nor SMTPUTF8. The same message always
gives the same bytes.
"""

import hashlib
import re
import struct
import unicodedata
from binascii import b2a_base64
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime, quote
from functools import cache, lru_cache
from itertools import chain
from urllib.parse import quote as percent_encode

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_LONGEST_PLAIN = 60
_LONGEST_LINE = 76
_FRAME = len("=?utf-8?b??=")
#: Bytes in an encoded-word that fills a line by itself, after the blank that continues a header.
_ROOM = (_LONGEST_LINE - 1 - _FRAME) // 4 * 3


@cache
def _lines(number: int) -> struct.Struct:
    """What cuts so many full lines; asked for fewer than stand in a block, so there are few."""
    return struct.Struct(f"{_LONGEST_LINE}s" * number)


_BLOCK = _lines(64)


class BrokenAddress(ValueError):
    """An e-mail address that cannot stand in a header or be given to a server."""


@lru_cache(maxsize=1024)
def checked(email: str) -> str:
    """Return an address that is safe in a header and in a command.

    Raises:
        BrokenAddress: it has letters outside ASCII, blanks, a missing or second ``@``, or is
            longer than RFC 5321 section 4.5.3.1 allows.
    """
    local, _, _ = email.partition("@")
    if not _ADDRESS.fullmatch(email) or ".." in email or len(local) > 64 or len(email) > 254:
        raise BrokenAddress(f"Địa chỉ thư “{email}” không dùng được.")
    return email


@dataclass(frozen=True, slots=True)
class Address:
    """A person or office with one address; the name may hold any characters.

    Raises:
        BrokenAddress: see ``checked``.
    """

    name: str
    email: str

    def __post_init__(self) -> None:
        checked(self.email)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file; ``media_type`` such as ``application/pdf``."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(slots=True, kw_only=True)
class Message:
    """One mail to one recipient.

    ``message_id`` and ``references`` are written ``<…@…>``; ``list_id`` is a name with dots
    (``dondoc.phuong.example``); ``date`` is aware and is shown with its own offset.
    """

    to: Address
    sender: Address
    envelope_sender: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    list_id: str
    reply_to: Address | None = None
    cc: tuple[Address, ...] = ()
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def message_id_for(key: str, domain: str) -> str:
    """Return the Message-ID that belongs to a key: for ever the same, and opaque."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def to_bytes(message: Message) -> bytes:
    """Return the whole mail as RFC 5322 bytes with CRLF line ends, text part before HTML."""
    mark = hashlib.sha256(message.message_id.encode()).hexdigest()[:24]
    body = _multipart(
        "alternative", f"=_a_{mark}", [_text(message.text, "plain"), _text(message.html, "html")]
    )
    if message.attachments:
        body = _multipart("mixed", f"=_m_{mark}", [body, *map(_attached, message.attachments)])
    return "\r\n".join([*_headers(message), ""]).encode("ascii") + body


def _headers(message: Message) -> list[str]:
    lines = [
        f"Date: {_dated(message.date.replace(tzinfo=None), message.date.utcoffset())}",
        f"From: {_mailbox(message.sender, 'From')}",
        f"To: {_mailbox(message.to, 'To')}",
    ]
    if message.cc:
        lines.append("Cc: " + ",\r\n ".join(_mailbox(address, "Cc") for address in message.cc))
    if message.reply_to:
        lines.append(f"Reply-To: {_mailbox(message.reply_to, 'Reply-To')}")
    lines += [
        f"Subject: {_unstructured(message.subject, 'Subject')}",
        f"Message-ID: {message.message_id}",
    ]
    if message.references:
        lines.append("References: " + "\r\n ".join(message.references))
    return [
        *lines,
        f"List-Id: <{message.list_id}>",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "Content-Language: vi",
        "MIME-Version: 1.0",
    ]


@lru_cache(maxsize=64)
def _dated(local: datetime, offset: timedelta | None) -> str:
    """Return a date by RFC 5322; the mails of one round have it in common."""
    return format_datetime(local.replace(tzinfo=timezone(offset or timedelta())))


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", unicodedata.normalize("NFC", text))


def _encoded(text: str, name: str) -> str:
    """Return encoded-words by RFC 2047, each on a line of its own and whole in its letters."""
    words, chunk, room = [], bytearray(), _first_room(name)
    for letter in map(str.encode, text):
        if len(chunk) + len(letter) > room:
            words.append(chunk)
            chunk, room = bytearray(), _ROOM
        chunk += letter
    words.append(chunk)
    return "\r\n ".join(f"=?utf-8?b?{b2a_base64(one, newline=False).decode()}?=" for one in words)


def _first_room(name: str) -> int:
    """Return how many bytes the first word may hold beside the name of its header."""
    return (_LONGEST_LINE - len(name) - 2 - _FRAME) // 4 * 3


# The mails of a ward have most of their names and subjects in common.
@lru_cache(maxsize=1024)
def _unstructured(text: str, name: str) -> str:
    text = _one_line(text)
    plain = text.isascii() and len(text) <= _LONGEST_PLAIN and "=?" not in text
    return text if plain and text == text.strip() else _encoded(text, name)


def _mailbox(address: Address, name: str) -> str:
    phrase = _phrase(address.name, name)
    return f"{phrase}<{address.email}>" if phrase else address.email


@lru_cache(maxsize=1024)
def _phrase(text: str, name: str) -> str:
    """What stands before an address; encoded or quoted by itself, so that commas never part addresses."""
    words = _one_line(text).strip()
    if not words:
        return ""
    if words.isascii() and len(words) <= _LONGEST_PLAIN and "=?" not in words:
        return f'"{quote(words)}" '
    return f"{_encoded(words, name)}\r\n "


def _base64(content: bytes) -> bytes:
    text = b2a_base64(content, newline=False)
    # Many lines are cut at once: one by one takes longer than the encoding.
    in_blocks = len(text) // _BLOCK.size * _BLOCK.size
    whole = len(text) // _LONGEST_LINE * _LONGEST_LINE
    lines = list(chain.from_iterable(_BLOCK.iter_unpack(text[:in_blocks])))
    lines += _lines((whole - in_blocks) // _LONGEST_LINE).unpack_from(text, in_blocks)
    if whole < len(text):
        lines.append(text[whole:])
    return b"\r\n".join(lines) + b"\r\n" * bool(lines)


def _text(text: str, subtype: str) -> bytes:
    """One text part; base64 wants the line ends of the wire inside (RFC 2045 section 6.8)."""
    lines = unicodedata.normalize("NFC", text)
    if "\r" in lines:
        lines = lines.replace("\r\n", "\n").replace("\r", "\n")
    return (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode("ascii") + _base64(lines.encode().replace(b"\n", b"\r\n"))


def _attached(attachment: Attachment) -> bytes:
    return (
        f"Content-Type: {attachment.media_type}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;{_file_name(attachment.file_name)}\r\n\r\n"
    ).encode("ascii") + _base64(attachment.content)


def _file_name(name: str) -> str:
    """The parameter by RFC 2231, in numbered pieces so that no line grows long."""
    # A piece must not part the three signs of one byte.
    signs = re.findall(r"%..|.", percent_encode(_one_line(name), safe=""))
    pieces = ["".join(signs[start : start + 20]) for start in range(0, len(signs), 20)]
    if len(pieces) == 1:
        return f"\r\n filename*=utf-8''{pieces[0]}"
    first, *rest = pieces
    return f"\r\n filename*0*=utf-8''{first}" + "".join(
        f";\r\n filename*{number}*={piece}" for number, piece in enumerate(rest, start=1)
    )


def _multipart(subtype: str, boundary: str, parts: list[bytes]) -> bytes:
    opening = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n'
    between, end = f"\r\n--{boundary}\r\n", f"\r\n--{boundary}--\r\n"
    return between.encode().join([opening.encode(), *parts]) + end.encode()
