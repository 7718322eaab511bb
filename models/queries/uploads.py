"""Questions about documents that were handed in to be read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, select

from models.plan import PlanUpload, UploadState


def unread(session: Session) -> Sequence[PlanUpload]:
    """Return all that wait or are being read, oldest first, without their bytes."""
    return session.exec(
        select(PlanUpload)
        .where(PlanUpload.state == UploadState.READING)
        .order_by(col(PlanUpload.id))
        .options(defer(PlanUpload.file_bytes))  # type: ignore[arg-type] # a column at class level
    ).all()


def open_of(session: Session, ward_id: int, *, since: datetime) -> Sequence[PlanUpload]:
    """Return a ward's documents that are being read, or failed since then, oldest first."""
    return session.exec(
        select(PlanUpload)
        .where(
            PlanUpload.ward_id == ward_id,
            (col(PlanUpload.state) == UploadState.READING)
            | ((col(PlanUpload.state) == UploadState.FAILED) & (col(PlanUpload.given_at) >= since)),
        )
        .order_by(col(PlanUpload.id))
        .options(defer(PlanUpload.file_bytes))  # type: ignore[arg-type] # as above
    ).all()


def ahead_of(session: Session, upload: PlanUpload) -> int:
    """Return how many documents come before this one."""
    return session.exec(
        select(func.count())
        .select_from(PlanUpload)
        .where(PlanUpload.state == UploadState.READING, col(PlanUpload.id) < (upload.id or 0))
    ).one()
