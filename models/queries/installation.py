"""Questions about the installation itself."""

import sqlalchemy
from sqlmodel import Session, col, select

from models.installation import ONLY, Installation
from models.queries.plain import columns, rows


def the_installation(session: Session, *, lock: bool = False) -> Installation | None:
    """Return the one row, held until the transaction ends with ``lock``."""
    query = select(Installation).where(Installation.id == ONLY)
    return session.exec(query.with_for_update() if lock else query).first()


_QUIET = sqlalchemy.select(*columns(Installation, "quiet_since")).where(
    col(Installation.id) == ONLY
)


def is_quiet(session: Session) -> bool:
    """Tell whether nothing may leave until a person has confirmed."""
    return any(row.quiet_since is not None for row in rows(session, _QUIET))
