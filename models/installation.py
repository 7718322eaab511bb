"""The installation itself: which one this database belongs to, and whether it may speak."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime, type_of_json

#: The table has this one row.
ONLY = 1


class Installation(SQLModel, table=True):
    """One row. While ``quiet_since`` is set no mail leaves and no round decides.

    ``place`` says where the database lay when it was last at work (``models.place``), so that a
    copy is noticed; ``quiet_why`` is ``restored`` or ``copied``; ``origin`` tells of the backup.
    """

    __tablename__ = "installation"

    id: int = Field(default=ONLY, primary_key=True)
    instance: str
    place: dict[str, Any] | None = Field(default=None, sa_type=type_of_json)
    made_at: datetime = Field(sa_type=UtcDateTime)
    quiet_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    quiet_why: str = ""
    origin: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    confirmed_by: str | None = None
