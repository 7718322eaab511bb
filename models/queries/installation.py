"""Questions about the installation itself."""

from sqlmodel import Session, select

from models.installation import ONLY, Installation


def the_installation(session: Session, *, lock: bool = False) -> Installation | None:
    """Return the one row, held until the transaction ends with ``lock``."""
    query = select(Installation).where(Installation.id == ONLY)
    return session.exec(query.with_for_update() if lock else query).first()


def is_quiet(session: Session) -> bool:
    """Tell whether nothing may leave until a person has confirmed."""
    query = select(Installation.quiet_since).where(Installation.id == ONLY)
    return session.exec(query).first() is not None
