"""Every table in one import, for those who need the whole metadata."""

from sqlmodel import SQLModel

from models import (
    amendment,
    assignment,
    change,
    dispatch,
    incoming,
    installation,
    outbox,
    plan,
    summary,
    unwritten,
    ward,
)

metadata = SQLModel.metadata

__all__ = [
    "amendment",
    "assignment",
    "change",
    "dispatch",
    "incoming",
    "installation",
    "metadata",
    "outbox",
    "plan",
    "summary",
    "unwritten",
    "ward",
]
