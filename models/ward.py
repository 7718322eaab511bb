"""The ward (phường, xã) and those who work in it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import UtcDateTime, stored_by_value, type_of_json


class Role(StrEnum):
    """What a person may do on the board, and at which level sheets reach them."""

    INTERIOR_OFFICER = "interior_officer"
    VICE_CHAIRMAN = "vice_chairman"
    CHAIRMAN = "chairman"
    COUNCIL = "council"


class Ward(SQLModel, table=True):
    """One authority; it owns everything below it. Times of day are local, ``HH:MM``."""

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
    groups: dict[str, list[str]] = Field(default_factory=dict, sa_type=type_of_json)
    chain: list[dict[str, Any]] = Field(default_factory=list, sa_type=type_of_json)
    ladder: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    calendar: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    waves: list[dict[str, Any]] = Field(default_factory=list, sa_type=type_of_json)
    loaded_at: datetime = Field(sa_type=UtcDateTime)


class Unit(SQLModel, table=True):
    """A body that carries out work (đơn vị được giao)."""

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


class Contact(SQLModel, table=True):
    """A person with an address (đầu mối) at one unit, for a range of local days."""

    __tablename__ = "contact"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str
    title: str = ""
    email: str
    valid_from: date | None = None
    valid_to: date | None = None
    deputy: str | None = None


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
