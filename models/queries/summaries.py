"""Questions about summaries."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.summary import Summary


def summary_of(session: Session, plan_id: int, period: str) -> Summary | None:
    """Return the summary of one period of a plan."""
    return session.exec(
        select(Summary).where(Summary.plan_id == plan_id, Summary.period == period)
    ).first()


def summaries_of(session: Session, ward_id: int) -> Sequence[Summary]:
    """Return the ward's summaries, newest first."""
    return session.exec(
        select(Summary).where(Summary.ward_id == ward_id).order_by(col(Summary.id).desc())
    ).all()
