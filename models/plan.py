"""The plan (kế hoạch): its document, clauses, duties and waves."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import UtcDateTime, stored_by_value, type_of_json


class PlanState(StrEnum):
    """A draft sends nothing; an archived plan is kept for the record and never chased."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    ARCHIVED = "archived"


class Mode(StrEnum):
    """Whether the text orders or asks (Đề nghị)."""

    ASSIGN = "assign"
    REQUEST = "request"


class Certainty(StrEnum):
    """Where a value comes from: the text, or dondoc's own proposal."""

    STATED = "stated"
    PROPOSED = "proposed"


class UploadState(StrEnum):
    """How far a document that was handed in has come."""

    READING = "reading"
    READ = "read"
    FAILED = "failed"


class DutyRole(StrEnum):
    """The part of a unit in a clause: chủ trì or phối hợp."""

    LEAD = "lead"
    SUPPORT = "support"


class Plan(SQLModel, table=True):
    """The document. While it is a draft, what was read and edited lives in ``draft``.

    ``version`` counts the edits of the draft, so that two people do not overwrite each other.
    ``amends_id`` names the plan in force that this document changes (sửa đổi, bổ sung, thay thế).
    """

    __tablename__ = "plan"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    state: PlanState = Field(default=PlanState.DRAFT, sa_type=stored_by_value(PlanState))
    number: str | None = None
    title: str = ""
    issuer: str | None = None
    year: int | None = None
    issued_on: date | None = None
    issued_certainty: Certainty = Field(
        default=Certainty.STATED, sa_type=stored_by_value(Certainty)
    )
    starts_on: date | None = None
    ends_on: date | None = None
    section_title: str = ""
    file_name: str = ""
    file_bytes: bytes = Field(default=b"", sa_type=LargeBinary)
    content_hash: str = Field(index=True)
    text: str = ""
    draft: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    amends_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    imported_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    confirmed_by: str | None = None


class PlanUpload(SQLModel, table=True):
    """A document that was handed in and is being read; ``done`` of ``total`` pages are read.

    A reader holds it until ``held_until``; after that another may begin anew. ``tries`` counts
    how often one has begun.
    """

    __tablename__ = "plan_upload"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    file_name: str
    file_bytes: bytes = Field(sa_type=LargeBinary)
    given_at: datetime = Field(sa_type=UtcDateTime)
    given_by: str
    state: UploadState = Field(
        default=UploadState.READING, sa_type=stored_by_value(UploadState), index=True
    )
    done: int = 0
    total: int = 0
    message: str = ""
    held_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = 0
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)


class Clause(SQLModel, table=True):
    """One numbered item (mục) of the section on responsibilities, word for word."""

    __tablename__ = "clause"
    __table_args__ = (UniqueConstraint("plan_id", "path"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    position: int
    path: str
    text: str
    mode: Mode = Field(default=Mode.ASSIGN, sa_type=stored_by_value(Mode))


class ClauseUnit(SQLModel, table=True):
    """A unit as the clause names it, and who it is in the directory, if known."""

    __tablename__ = "clause_unit"

    id: int | None = Field(default=None, primary_key=True)
    clause_id: int = Field(foreign_key="clause.id", index=True)
    role: DutyRole = Field(sa_type=stored_by_value(DutyRole))
    printed_name: str
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    group_key: str | None = None


class Duty(SQLModel, table=True):
    """One thing to do (nhiệm vụ) in a clause, and how it becomes dated (``cadence``).

    ``ladder`` holds what its reminders have otherwise than the ward's; empty where nothing is.
    """

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("clause_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    clause_id: int = Field(foreign_key="clause.id", index=True)
    position: int
    text: str
    kind: str
    cadence: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    ladder: dict[str, Any] = Field(
        default_factory=dict, sa_type=type_of_json, sa_column_kwargs={"server_default": "{}"}
    )


class Wave(SQLModel, table=True):
    """A dated period (đợt thi đua) of a plan; both days inclusive, local."""

    __tablename__ = "wave"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    key: str
    name: str
    starts_on: date
    ends_on: date
    summary: str
    summary_due_on: date | None = None
    certainty: Certainty = Field(default=Certainty.STATED, sa_type=stored_by_value(Certainty))


class Anchor(SQLModel, table=True):
    """A day on which terms of a plan hang (mốc sự kiện) and that may be unknown yet, or move.

    ``on`` is that local day, ``document`` the number and title of what was issued on it.
    """

    __tablename__ = "anchor"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    key: str
    name: str
    on: date | None = None
    document: str = ""
    certainty: Certainty = Field(default=Certainty.STATED, sa_type=stored_by_value(Certainty))
    version: int = 1
