"""An incoming mail as it was read."""

from dataclasses import dataclass
from datetime import datetime

from dondoc.rules.incoming import Marks, Reported


@dataclass(frozen=True, slots=True)
class MailFile:
    """One file of a mail; the name is in NFC and without folders."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """A report of RFC 3464: what it says of each recipient, and of the mail that came back.

    ``returned_id`` is the Message-ID of the returned mail, empty where it was left out.
    """

    recipients: tuple[Reported, ...]
    returned_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """What a mail says; whatever could not be read is empty.

    ``addressed`` holds every address to which it came or was sent, in lower case;
    ``answers`` the Message-IDs that it refers to, the nearest first; ``own_words`` is its text
    without what it quotes. ``trouble`` says why a part was left unread; the raw bytes have it.
    """

    marks: Marks
    sender_name: str = ""
    sender: str = ""
    subject: str = ""
    dated: datetime | None = None
    addressed: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    report: DeliveryReport | None = None
    text: str = ""
    own_words: str = ""
    files: tuple[MailFile, ...] = ()
    trouble: str = ""
