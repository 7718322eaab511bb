"""What a ward was called at a past moment."""

from datetime import datetime

from sqlmodel import Session

from models.queries import history
from models.ward import Ward

_KINDS = ("reorganisation", "reorganisation-undone")


def ward_at(session: Session, ward: Ward, moment: datetime) -> Ward:
    """Undo, from the ward as it is, the names that the log says it got since."""
    later = [
        event
        for kind in _KINDS
        for event in history.ward_events_of(session, [ward.id or 0], kind=kind)
        if event.at > moment and "ward_name" in (event.data.get("before") or {})
    ]
    if not later:
        return ward
    first = min(later, key=lambda event: event.id or 0).data["before"]
    then = {"name": first["ward_name"], "city": first["city"], "province": first["province"]}
    return Ward(**(ward.model_dump() | then))
