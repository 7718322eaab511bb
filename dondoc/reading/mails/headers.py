"""The head of a mail: fields as raw texts, decoded words, addresses, and what tells machines apart."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from dondoc.reading.mails.charsets import text_of
from dondoc.rules.incoming import TELLTALES, Marks

LONGEST = 4000
_MOST_ADDRESSES = 100
_MOST_ANSWERS = 50
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}@[^<>\s]{1,250}>")
#: Where a mail came to: the server's own notes first, since a copy names others in To.
_CAME_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc")


def values(mail: Message, name: str) -> Iterator[str]:
    """Yield the raw values of a field, unfolded and of bounded length."""
    for found, value in mail.raw_items():
        if found.casefold() == name:
            yield " ".join(str(value).splitlines()).strip()[:LONGEST]


def value(mail: Message, name: str) -> str:
    """Return the first raw value of a field, or nothing."""
    return next(values(mail, name), "")


def plain(raw: str) -> str:
    """Return a raw value as text that can be stored: bytes outside UTF-8 become replacement signs."""
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "")


def words(raw: str) -> str:
    """Return a raw value with its encoded words and its bare bytes decoded, on one line."""
    try:
        pieces = decode_header(raw)
    except (ValueError, AssertionError, LookupError):
        # Broken base64 inside an encoded word; the raw text still says something.
        pieces = [(raw, None)]
    return _CONTROL.sub(" ", "".join(_piece(*piece) for piece in pieces)).strip()


def _piece(content: bytes | str, charset: str | None) -> str:
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogateescape")
    elif charset is None:
        # decode_header hands bare bytes on as raw-unicode-escape.
        content = content.decode("raw_unicode_escape").encode("utf-8", "surrogateescape")
    return text_of(content, charset or "")


def addresses(mail: Message, *names: str) -> list[tuple[str, str]]:
    """Return names and addresses (in lower case) of some fields."""
    raw = [one for name in names for one in values(mail, name)]
    found = getaddresses(raw[:_MOST_ADDRESSES])[:_MOST_ADDRESSES]
    return [
        (words(name), plain(address).strip().casefold())
        for name, address in found
        if "@" in address
    ]


def came_to(mail: Message) -> tuple[str, ...]:
    """Return every address to which a mail came or was sent, the server's own notes first."""
    return tuple(dict.fromkeys(address for _, address in addresses(mail, *_CAME_TO)))


def message_id(mail: Message) -> str:
    """Return the Message-ID in its brackets, or nothing."""
    found = _MESSAGE_ID.search(value(mail, "message-id"))
    return plain(found.group()) if found else ""


def answers(mail: Message) -> tuple[str, ...]:
    """Return the Message-IDs that a mail refers to, the nearest first."""
    direct = _MESSAGE_ID.findall(value(mail, "in-reply-to"))
    thread = _MESSAGE_ID.findall(value(mail, "references"))
    return tuple(dict.fromkeys(map(plain, [*direct, *reversed(thread)])))[:_MOST_ANSWERS]


def dated(mail: Message) -> datetime | None:
    """Return the instant of the Date field in UTC, None where it is none."""
    try:
        found = parsedate_to_datetime(value(mail, "date"))
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def marks_of(mail: Message, *, has_report: bool) -> Marks:
    """Return what the head shows of who or what wrote a mail."""
    names = {name.casefold() for name, _ in mail.raw_items()}
    sender = next(iter(addresses(mail, "from", "sender")), ("", ""))[1]
    return Marks(
        message_id=message_id(mail),
        sender=sender,
        subject=words(value(mail, "subject")).casefold(),
        auto_submitted=value(mail, "auto-submitted").partition(";")[0].strip().casefold(),
        precedence=value(mail, "precedence").casefold(),
        return_path=_return_path(mail) if "return-path" in names else None,
        telltales=frozenset(names & TELLTALES),
        has_report=has_report,
    )


def _return_path(mail: Message) -> str:
    return value(mail, "return-path").strip("<> ").casefold()
