"""A stored mail as it was sent, for those who look it up: its personal links are masked.

Every encoding and every folded line is undone before the masking, so that no piece of a
token is left in another guise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from notifications.masking import mask

_FOLD = re.compile(r"\r?\n[ \t]")


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file that went with a mail; ``size`` in bytes."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True, kw_only=True)
class StoredMail:
    """One mail, decoded and masked; ``headers`` in their order, unfolded."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    files: tuple[StoredFile, ...]

    def header(self, name: str) -> str:
        """Return the first header of this name, or nothing."""
        return next((v for n, v in self.headers if n.casefold() == name.casefold()), "")


def read_stored(content: bytes) -> StoredMail:
    """Return what an RFC 5322 mail says, without what its links would open."""
    mail = _parsed(content)
    return StoredMail(
        headers=tuple((name, mask(_FOLD.sub(" ", str(value)))) for name, value in mail.items()),
        text=_body(mail, "plain"),
        html=_body(mail, "html"),
        files=tuple(_file(part) for part in mail.iter_attachments()),
    )


def raw_view(content: bytes) -> str:
    """Return the mail part by part, each with its header lines; files that are not text by name."""
    return "\n\n".join(_parts(_parsed(content)))


def _parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, _class=EmailMessage, policy=policy.default)


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    return mask(_text(part)) if isinstance(part, EmailMessage) else ""


def _text(part: EmailMessage) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def _file(part: EmailMessage) -> StoredFile:
    content = part.get_payload(decode=True)
    size = len(content) if isinstance(content, bytes) else 0
    name = part.get_filename() or "tệp"
    return StoredFile(name=name, media_type=part.get_content_type(), size=size)


def _parts(mail: EmailMessage) -> Iterator[str]:
    for part in mail.walk():
        # The lines as they were sent: encoded words stay encoded, only their folding is undone.
        lines = [f"{n}: {_FOLD.sub(' ', str(v))}" for n, v in part.raw_items()]
        yield mask("\n".join(lines))
        if part.is_multipart() or not isinstance(part, EmailMessage):
            continue
        if part.get_content_maintype() == "text":
            # A calendar file folds its own lines, in the midst of an address too.
            yield mask(_FOLD.sub("", _text(part)) if _folds(part) else _text(part))
        else:
            file = _file(part)
            yield f"[{file.name}: {file.media_type}, {file.size} byte]"


def _folds(part: EmailMessage) -> bool:
    return part.get_content_subtype() == "calendar"
