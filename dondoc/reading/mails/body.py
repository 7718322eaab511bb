"""The parts of a mail: the text that a person reads, and the files that came with it."""

import mimetypes
import re
import unicodedata
from collections.abc import Iterator
from email.message import Message
from pathlib import PurePosixPath

from dondoc.reading.mails import headers
from dondoc.reading.mails.charsets import text_of
from dondoc.reading.mails.mail import MailFile
from dondoc.reading.mails.page import plain_of

#: Parts beyond this are not looked at; the raw mail has them.
MOST_PARTS = 200
DEEPEST = 20
LONGEST_TEXT = 200_000
_LONGEST_NAME = 150
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def parts_of(mail: Message) -> Iterator[Message]:
    """Yield the leaves of a mail in order; a mail inside it is one leaf."""
    waiting: list[tuple[Message, int]] = [(mail, 0)]
    seen = 0
    while waiting and seen < MOST_PARTS:
        part, depth = waiting.pop()
        seen += 1
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            if depth < DEEPEST:
                waiting += [
                    (one, depth + 1) for one in reversed(inside) if isinstance(one, Message)
                ]
            continue
        yield part


def is_attached(part: Message) -> bool:
    """Tell whether a part is a file rather than text to be read on."""
    disposition = headers.value(part, "content-disposition").partition(";")[0].strip().casefold()
    if disposition == "attachment" or part.get_content_maintype() not in ("text", "multipart"):
        return True
    return part.get_content_type() not in ("text/plain", "text/html") or bool(name_in(part))


def text_in(parts: list[Message]) -> str:
    """Return the mail's text: its plain parts, or its HTML parts made plain."""
    readable = [part for part in parts if not is_attached(part)]
    plain = [text_part(part) for part in readable if part.get_content_type() == "text/plain"]
    if any(text.strip() for text in plain):
        return "\n".join(plain)[:LONGEST_TEXT].strip()
    pages = [text_part(part) for part in readable if part.get_content_type() == "text/html"]
    return "\n".join(map(plain_of, pages))[:LONGEST_TEXT].strip()


def text_part(part: Message) -> str:
    """Return the text of one part."""
    return text_of(content_of(part)[: 4 * LONGEST_TEXT], _charset(part))


def _charset(part: Message) -> str:
    found = part.get_param("charset", "")
    return found[2] if isinstance(found, tuple) else str(found)


def content_of(part: Message) -> bytes:
    """Return the decoded bytes of a leaf; of a mail inside a mail its source."""
    inside = part.get_payload()
    if isinstance(inside, list):
        return b"\r\n".join(one.as_bytes() for one in inside if isinstance(one, Message))
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return str(inside).encode("utf-8", "surrogateescape")
    return found if isinstance(found, bytes) else b""


def files_in(parts: list[Message], *, most: int) -> tuple[MailFile, ...]:
    """Return the files of a mail, at most so many."""
    found: list[MailFile] = []
    for part in parts:
        if is_attached(part) and len(found) < most:
            content = content_of(part)
            if content:
                found.append(MailFile(_file_name(part, len(found) + 1), _media(part), content))
    return tuple(found)


def _media(part: Message) -> str:
    kind = part.get_content_type()
    return kind if re.fullmatch(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,80}", kind) else _ANY


_ANY = "application/octet-stream"


def _file_name(part: Message, number: int) -> str:
    name = unicodedata.normalize("NFC", name_in(part))
    name = _FORBIDDEN.sub(" ", PurePosixPath(name.replace("\\", "/")).name)
    name = " ".join(name.split()).strip(". ")
    if not name:
        return f"tep-{number}{mimetypes.guess_extension(part.get_content_type()) or ''}"
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= _LONGEST_NAME else f"{(stem or ending)[:120]}{dot}{ending[:20]}"


def name_in(part: Message) -> str:
    """Return the name that a part gives its file, by RFC 2231 or as an encoded word."""
    for field, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            found = part.get_param(parameter, None, field)
        except (ValueError, LookupError, IndexError, AssertionError):
            continue
        if isinstance(found, tuple):
            charset, _, raw = found
            return text_of(str(raw).encode("latin-1", "replace"), charset or "")
        if found:
            return headers.words(str(found)[: headers.LONGEST])
    return ""
