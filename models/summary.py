"""Interim and final summaries (báo cáo sơ kết, tổng kết) and who may sign in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import UtcDateTime, stored_by_value, type_of_json


class SummaryState(StrEnum):
    """A draft can be made again; a signed one is printed from its snapshot for ever."""

    DRAFT = "draft"
    SIGNED = "signed"


class Summary(SQLModel, table=True):
    """The figures of one period as they stood, and the document made from them.

    ``version`` counts what was done to it, so that two people do not overwrite each other.
    """

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("plan_id", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    period: str
    name: str
    kind: str
    state: SummaryState = Field(default=SummaryState.DRAFT, sa_type=stored_by_value(SummaryState))
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    notes: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    number: str | None = None
    document: bytes = Field(default=b"", sa_type=LargeBinary)
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    as_of: datetime = Field(sa_type=UtcDateTime)
    made_at: datetime = Field(sa_type=UtcDateTime)
    signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    signed_by: str | None = None


class LoginCode(SQLModel, table=True):
    """A one-time right to sign in, mailed to a person; stored as SHA-256."""

    __tablename__ = "login_code"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    code_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WebSession(SQLModel, table=True):
    """A signed-in browser; the cookie's value is stored as SHA-256."""

    __tablename__ = "web_session"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
