"""What is to be told, what was told, and every mail as stored bytes (hộp thư đi)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import UtcDateTime, stored_by_value, type_of_json

#: The usual way out of the house; other ways are named in the settings.
MAIL = "mail"


class RungState(StrEnum):
    """How a rung ended; every planned rung ends in exactly one of these."""

    TOLD = "told"
    MERGED = "merged"
    SKIPPED = "skipped"
    MISSED = "missed"


class RungMark(SQLModel, table=True):
    """One reminder moment (mốc nhắc) that has been dealt with; unique for ever.

    ``offset`` counts working days, negative before the deadline; ``audience`` is
    ``lead`` or ``level:N:PERSON``.
    """

    __tablename__ = "rung_mark"
    __table_args__ = (UniqueConstraint("assignment_id", "revision", "offset", "audience"),)

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    revision: int
    offset: int
    audience: str
    state: RungState = Field(sa_type=stored_by_value(RungState))
    reason: str = ""
    marked_at: datetime = Field(sa_type=UtcDateTime)
    mail_id: int | None = Field(default=None, foreign_key="outbox_mail.id", index=True)


class NoticeState(StrEnum):
    """A notice waits to be merged into a mail, is told, or was overtaken by events."""

    WAITING = "waiting"
    TOLD = "told"
    DROPPED = "dropped"


class Notice(SQLModel, table=True):
    """News about one assignment that someone waits for: new work, an answer, a transfer.

    ``audience`` is ``lead``, ``support:UNIT_ID`` or ``officer``; ``kind`` one of assigned,
    returned, granted, refused, transferred, withdrawn, sleeping, woken, accepted, moved,
    reported, asked, replied, or, after an amendment of the plan, amended-new, amended-due, amended-text,
    amended-to, amended-from, amended-off; their ``text`` cites the amending document.
    """

    __tablename__ = "notice"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    audience: str
    kind: str
    revision: int
    text: str = ""
    made_at: datetime = Field(sa_type=UtcDateTime)
    state: NoticeState = Field(
        default=NoticeState.WAITING, sa_type=stored_by_value(NoticeState), index=True
    )
    reason: str = ""
    mail_id: int | None = Field(default=None, foreign_key="outbox_mail.id", index=True)


class MailState(StrEnum):
    """Delivery state. ``sending`` is set durably just before MAIL; see ``docs``."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


class OutboxMail(SQLModel, table=True):
    """One mail to one address; its bytes are a ``MailContent``.

    ``bounced_at`` is when word came that a mail which a server had taken did not arrive after
    all (thư bị trả lại). ``channel`` names the way out of the house; one that is not mail may need
    ``to_phone``, which stays as it was when the mail was written.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index("ix_outbox_mail_waiting", "state", "ward_id", "not_before"),
        Index("ix_outbox_mail_day", "ward_id", "local_day"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id")
    dedup_key: str = Field(unique=True)
    kind: str
    to_name: str
    to_address: str = Field(index=True)
    to_phone: str = Field(default="", sa_column_kwargs={"server_default": ""})
    subject: str
    message_id: str = Field(index=True)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    any_hour: bool = False
    local_day: date
    state: MailState = Field(default=MailState.QUEUED, sa_type=stored_by_value(MailState))
    made_at: datetime = Field(sa_type=UtcDateTime)
    not_before: datetime = Field(sa_type=UtcDateTime)
    claimed_by: str | None = None
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_tried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    repeats: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    bounced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_words: str = ""
    channel: str = MAIL


class MailContent(SQLModel, table=True):
    """A mail as it leaves, the whole RFC 5322 bytes.

    They stand apart from their mail, whose marks change several times on its way: a database
    writes a row anew with each change.
    """

    __tablename__ = "mail_content"

    mail_id: int = Field(primary_key=True, foreign_key="outbox_mail.id")
    content: bytes = Field(sa_type=LargeBinary)


class MailItem(SQLModel, table=True):
    """One line of a mail, so that it can be checked again before it leaves."""

    __tablename__ = "mail_item"

    id: int | None = Field(default=None, primary_key=True)
    mail_id: int = Field(foreign_key="outbox_mail.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    kind: str
    offset: int | None = None
    revision: int
    state: str


class DeliveryTry(SQLModel, table=True):
    """One try to hand a mail over: when, by which sending process, how it ended, in whose words.

    ``outcome`` is ``sent``, ``bounced`` (a later word about a mail that was taken) or a value of
    ``dondoc.rules.delivery.Outcome``; ``words`` are the server's. Rows are only ever added, by
    ``notifications.tries``.
    """

    __tablename__ = "delivery_try"

    id: int | None = Field(default=None, primary_key=True)
    mail_id: int = Field(foreign_key="outbox_mail.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    outcome: str
    code: int | None = None
    words: str = ""
    sender: str = ""
    channel: str = MAIL


class SuspendedAddress(SQLModel, table=True):
    """An address that the server refused for good; the unit itself stays reachable by others."""

    __tablename__ = "suspended_address"
    __table_args__ = (UniqueConstraint("ward_id", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    address: str
    since: datetime = Field(sa_type=UtcDateTime)
    words: str


class Heartbeat(SQLModel, table=True):
    """The last pass of a flow or command; ``ward_id`` is empty for a pass over all wards."""

    __tablename__ = "heartbeat"
    __table_args__ = (UniqueConstraint("name", "ward_id"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    ward_id: int | None = Field(default=None, foreign_key="ward.id")
    at: datetime = Field(sa_type=UtcDateTime)
    ok: bool = True
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)


class Alarm(SQLModel, table=True):
    """Something a person must mend: the queue stopped, a storm that waits for a yes."""

    __tablename__ = "alarm"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int | None = Field(default=None, foreign_key="ward.id", index=True)
    kind: str
    words: str
    raised_at: datetime = Field(sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: str | None = None
