"""The ward (phường, xã) and those who work in it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import UtcDateTime, stored_by_value, type_of_json


class Role(StrEnum):
    """What a person may do on the board, and at which level sheets reach them."""

    INTERIOR_OFFICER = "interior_officer"
    VICE_CHAIRMAN = "vice_chairman"
    CHAIRMAN = "chairman"
    COUNCIL = "council"


class Ward(SQLModel, table=True):
    """One authority; it owns everything below it. Times of day are local, ``HH:MM``.

    ``calendar_seen`` is the fingerprint of the working days by which open dates were last
    computed. ``channel`` is the way out for mails to units, unless a contact chose another.
    ``ended_on`` is the last local day of a ward that went into its successor.
    ``send_days`` holds the weekdays (``mon`` to ``sun``) on which reminders go out; empty means
    every working day.
    """

    __tablename__ = "ward"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str
    city: str = ""
    province: str = ""
    timezone: str = "Asia/Ho_Chi_Minh"
    send_at: str = "07:30"
    window_from: str = "07:30"
    window_until: str = "17:00"
    closes_at: str = "17:00"
    send_days: list[str] = Field(
        default_factory=list, sa_type=type_of_json, sa_column_kwargs={"server_default": "[]"}
    )
    groups: dict[str, list[str]] = Field(default_factory=dict, sa_type=type_of_json)
    chain: list[dict[str, Any]] = Field(default_factory=list, sa_type=type_of_json)
    ladder: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    calendar: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    waves: list[dict[str, Any]] = Field(default_factory=list, sa_type=type_of_json)
    loaded_at: datetime = Field(sa_type=UtcDateTime)
    version: int = 1
    calendar_seen: str = ""
    channel: str = "mail"
    ended_on: date | None = None
    successor_id: int | None = Field(default=None, foreign_key="ward.id")


class Unit(SQLModel, table=True):
    """A body that carries out work (đơn vị được giao).

    ``former_names`` holds ``{"name", "until"}``, ``until`` being the last day of that name.
    From the day after ``valid_to`` its open work is the successor's.
    """

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("ward_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    key: str
    name: str
    aliases: list[str] = Field(default_factory=list, sa_type=type_of_json)
    groups: list[str] = Field(default_factory=list, sa_type=type_of_json)
    requested: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    former_names: list[dict[str, Any]] = Field(default_factory=list, sa_type=type_of_json)
    version: int = 1


class Contact(SQLModel, table=True):
    """A person with an address (đầu mối) at one unit, for a range of local days.

    ``listed`` is what the ward file said when it was last loaded; empty where the board decides.
    A range that ends before it begins was taken back before its first day. Until the end of
    ``paused_until`` they are not reminded (tạm ngừng nhắc); all other mails reach them.
    ``channel`` is the way out that the contact chose; empty is the ward's. ``phone`` may be empty.
    """

    __tablename__ = "contact"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str
    title: str = ""
    email: str
    phone: str = Field(default="", sa_column_kwargs={"server_default": ""})
    valid_from: date | None = None
    valid_to: date | None = None
    deputy: str | None = None
    paused_until: date | None = None
    pause_reason: str | None = None
    channel: str = ""
    listed: dict[str, Any] | None = Field(default=None, sa_type=type_of_json)
    version: int = 1


class Absence(SQLModel, table=True):
    """Days on which a contact or a person with a role is away (vắng mặt), and who stands in.

    Both days are inclusive and local. A contact who is away is away at every unit.
    """

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("(contact_id IS NULL) <> (person_id IS NULL)", name="of_one"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(
        default=None, foreign_key="contact.id", index=True, ondelete="CASCADE"
    )
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    from_on: date
    to_on: date
    deputy_name: str = ""
    deputy_email: str = ""
    reason: str = ""
    version: int = 1


class Person(SQLModel, table=True):
    """Someone with a role: the interior officer (cán bộ Nội vụ) or a leader."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("ward_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    key: str
    role: Role = Field(sa_type=stored_by_value(Role))
    name: str
    title: str = ""
    email: str
    phone: str = ""
    unit_key: str | None = None
    active: bool = True
