"""Mails that came in (thư đến): bounces, out-of-office notes, answers, and what is made of them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import UtcDateTime, stored_by_value


class IncomingKind(StrEnum):
    """What a mail turned out to be."""

    BOUNCE = "bounce"
    """An address takes no mail: it was suspended."""
    PASSING = "passing"
    """A mail came back for a trouble that passes; it is counted."""
    REFUSED = "refused"
    """A mail was refused for its sender, size or content."""
    UNCLEAR = "unclear"
    """A bounce that says nothing certain, or a mail that could not be read."""
    RECEIPT = "receipt"
    """A mail is only late, or has arrived."""
    AWAY = "away"
    """An out-of-office note."""
    MACHINE = "machine"
    """Something else that no person wrote."""
    OWN = "own"
    """A mail of ours that came back to us."""
    REPLY = "reply"
    """A person's mail."""


class IncomingState(StrEnum):
    """Dealt with by the program; held for the officer; or dealt with by the officer."""

    DONE = "done"
    HELD = "held"
    SETTLED = "settled"


class IncomingMail(SQLModel, table=True):
    """One mail that came in, kept as its raw bytes and as what was read of it.

    ``fingerprint`` is unique: a mail that is handed in twice is one mail. ``ward_id`` is empty
    where nothing tells the ward; ``mail_id`` names the mail of ours that it is about, if any.
    ``reason`` says why it is held, or what was done with it; ``status`` is a bounce's code and
    ``words`` the server's. ``raw`` is cut at ``size`` bytes where the mail was larger than what is
    taken, and for mails that machines sent; it is emptied when the time is over for which it is
    kept (``forget`` in ``dondoc/usecases/retention.py``).
    """

    __tablename__ = "incoming_mail"
    __table_args__ = (
        Index("ix_incoming_mail_desk", "ward_id", "state", "received_at"),
        Index("ix_incoming_mail_from", "sender", "kind"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int | None = Field(default=None, foreign_key="ward.id")
    fingerprint: str = Field(unique=True)
    source: str
    received_at: datetime = Field(sa_type=UtcDateTime)
    dated: datetime | None = Field(default=None, sa_type=UtcDateTime)
    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    kind: IncomingKind = Field(sa_type=stored_by_value(IncomingKind))
    state: IncomingState = Field(sa_type=stored_by_value(IncomingState))
    reason: str = ""
    mail_id: int | None = Field(default=None, foreign_key="outbox_mail.id", index=True)
    status: str = ""
    words: str = ""
    own_words: str = ""
    text: str = ""
    size: int = 0
    raw: bytes = Field(sa_type=LargeBinary)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_by: str | None = None


class IncomingFile(SQLModel, table=True):
    """A file that came with a mail; the name is kept as given, in NFC and without folders."""

    __tablename__ = "incoming_file"

    id: int | None = Field(default=None, primary_key=True)
    incoming_id: int = Field(foreign_key="incoming_mail.id", index=True)
    file_name: str
    media_type: str
    size: int
    sha256: str
    content: bytes = Field(sa_type=LargeBinary)


class IncomingAbout(SQLModel, table=True):
    """An answer stands as a note on this assignment."""

    __tablename__ = "incoming_about"
    __table_args__ = (UniqueConstraint("incoming_id", "assignment_id"),)

    id: int | None = Field(default=None, primary_key=True)
    incoming_id: int = Field(foreign_key="incoming_mail.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)


class IncomingCursor(SQLModel, table=True):
    """How far a mailbox has been read; ``source`` names server, user, folder and its UIDVALIDITY."""

    __tablename__ = "incoming_cursor"

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(unique=True)
    last_uid: int = Field(sa_type=BigInteger)
    at: datetime = Field(sa_type=UtcDateTime)
