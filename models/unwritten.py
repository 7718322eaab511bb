"""What a round had to tell and could not put into words (nội dung chưa viết được thành thư)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime


class Unwritten(SQLModel, table=True):
    """News of one assignment for one address that could not be composed, and why.

    ``address`` is in lower case; ``assignment_id`` is empty where a whole sheet without lines
    failed. Each round tries again and counts in ``tries``; ``settled_at`` is when one had no
    more trouble with it: it was told then, or there was nothing left to tell.
    """

    __tablename__ = "unwritten"

    id: int | None = Field(default=None, primary_key=True)
    ward_id: int = Field(foreign_key="ward.id", index=True)
    address: str
    name: str = ""
    assignment_id: int | None = Field(default=None, foreign_key="assignment.id", index=True)
    reason: str
    first_at: datetime = Field(sa_type=UtcDateTime)
    last_at: datetime = Field(sa_type=UtcDateTime)
    tries: int = 1
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
