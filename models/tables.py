"""Every table in one import, for those who need the whole metadata."""

from sqlmodel import SQLModel

from models import amendment, assignment, change, outbox, plan, summary, ward

metadata = SQLModel.metadata

__all__ = ["amendment", "assignment", "change", "metadata", "outbox", "plan", "summary", "ward"]
