"""Formal letters that remind a unit of what it still owes (công văn đôn đốc)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime, type_of_json


class Dispatch(SQLModel, table=True):
    """One letter to one unit as it was written; ``facts`` is all that it says.

    ``number`` and ``signed_on`` are recorded once the signed letter has them; ``items`` are the
    ids of the assignments that it lists.
    """

    __tablename__ = "dispatch"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    items: list[int] = Field(default_factory=list, sa_type=type_of_json)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    document: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = Field(sa_type=UtcDateTime)
    made_by: str
    number: str | None = None
    signed_on: date | None = None
    recorded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    recorded_by: str | None = None
    version: int = 1
