"""Questions about formal letters."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.dispatch import Dispatch


def hold(session: Session, dispatch_id: int) -> Dispatch | None:
    """Return a letter, held until the transaction ends."""
    query = select(Dispatch).where(Dispatch.id == dispatch_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).first()


def of_ward(
    session: Session, ward_id: int, *, unit_id: int | None = None, limit: int = 200
) -> Sequence[Dispatch]:
    """Return the letters of a ward, or of one of its units, newest first."""
    query = select(Dispatch).where(Dispatch.ward_id == ward_id)
    if unit_id is not None:
        query = query.where(Dispatch.unit_id == unit_id)
    return session.exec(query.order_by(col(Dispatch.id).desc()).limit(limit)).all()
