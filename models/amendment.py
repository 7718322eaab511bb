"""What an amending document (bản sửa đổi, bổ sung, thay thế) does to the plan in force."""

from typing import Any

from sqlmodel import Field, SQLModel

from models.columns import type_of_json


class Amendment(SQLModel, table=True):
    """The officer's choices for one amending document; the plan it changes is ``Plan.amends_id``.

    ``whole`` drops what the document does not repeat. ``raw`` is the draft as it was read, before
    the document's instructions were carried into it. ``drops`` are paths of the plan in force
    that the document abolishes; ``pairs`` gives, by a path of the draft, the path that it
    replaces, or nothing for a new clause. ``shown`` is the comparison as it was confirmed; its
    ``places`` say which path and position each clause of the plan had until then.
    """

    __tablename__ = "amendment"

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="plan.id", unique=True, ondelete="CASCADE")
    whole: bool = False
    raw: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    drops: list[str] = Field(default_factory=list, sa_type=type_of_json)
    pairs: dict[str, str] = Field(default_factory=dict, sa_type=type_of_json)
    shown: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
