"""The working days of a ward as they were known at a past moment."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.rules.calendar import WorkCalendar, calendar_of
from dondoc.usecases import calendar_watch
from dondoc.usecases.context import WardContext
from models.queries import history


def calendar_on(session: Session, context: WardContext, moment: datetime) -> WorkCalendar:
    """Undo, from the present calendar, what the log says was changed since.

    The ward's own days are kept in the log as they were. Of days that came from the ward file or
    with a new version, the log knows the working days by which dates had been computed before.
    """
    calendar: dict[str, Any] = dict(context.ward.calendar)
    since: dict[str, dict[str, str]] = {}
    events = history.ward_events_of(session, [context.ward_id], kind="calendar")
    for event in reversed([one for one in events if one.at > moment]):
        before = event.data.get("before")
        if isinstance(before, str):
            since |= _undone(before, calendar, since)
        elif isinstance(before, dict):
            calendar["own"] = before.get("own", [])
    return calendar_of(_with(calendar, since))


def _undone(
    before: str, calendar: dict[str, Any], since: dict[str, dict[str, str]]
) -> dict[str, dict[str, str]]:
    """Return own days that stand for what the file or the national table did not say yet."""
    changed = calendar_watch.changes(before, calendar_of(_with(calendar, since))) if before else []
    return {
        one.day.isoformat(): {
            "day": one.day.isoformat(), "kind": "working" if one.off else "off", "reason": "",
        }
        for one in changed
    }  # fmt: skip


def _with(calendar: dict[str, Any], since: dict[str, dict[str, str]]) -> dict[str, Any]:
    own = {str(one["day"]): one for one in calendar.get("own", ())} | since
    return calendar | {"own": [one for _, one in sorted(own.items())]}
