"""Stored mails as a person reads them: the text, the names of files, links that can be followed."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from markupsafe import Markup, escape

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Letter:
    """One mail, decoded."""

    sender: str
    to: str
    cc: str
    text: str
    file_names: tuple[str, ...]


def read_letter(content: bytes) -> Letter:
    """Return the parts of an RFC 5322 mail that the outbox page shows."""
    mail = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    part = mail.get_body(preferencelist=("plain",))
    return Letter(
        sender=str(mail["From"] or ""),
        to=str(mail["To"] or ""),
        cc=str(mail["Cc"] or ""),
        text=str(part.get_content()) if part is not None else "",
        file_names=tuple(part.get_filename() or "tệp" for part in mail.iter_attachments()),
    )


def with_links(text: str) -> Markup:
    """Return the text escaped, each web address as a link to follow."""
    pieces: list[Markup] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        pieces.append(escape(text[end : found.start()]))
        pieces.append(Markup('<a href="{0}">{0}</a>').format(found.group()))
        end = found.end()
    pieces.append(escape(text[end:]))
    return Markup("").join(pieces)


def opening_beside(page: str) -> str:
    """Return an HTML mail whose links open in a new tab, as in a web mail."""
    base = '<base target="_blank">'
    if _HEAD.search(page):
        return _HEAD.sub(lambda found: found.group() + base, page, count=1)
    return base + page
