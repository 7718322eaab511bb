"""Deadlines on their way into calendar programs: with mails, by a unit's link, in feeds."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from dondoc.rules.local import at_local
from dondoc.usecases.citing import plan_short
from dondoc.usecases.context import WardContext
from dondoc.usecases.desk import Desk
from dondoc.usecases.entries import HANDED_OFF, HANDOVER, INHERITED, Entry
from dondoc.usecases.voice import Voice
from models.assignment import Assignment, State
from models.plan import Mode
from models.queries.assignments import Work
from models.queries.told import ToldAssignment, ToldWork
from notifications.calendar_file import Event, Method, attached
from notifications.calendar_words import DatedWork, Reader, Standing, event_of
from notifications.message import Address, Attachment
from notifications.views import Item

#: News after which the deadline is to stand in the reader's calendar as it is now.
PUTS_IN = frozenset(
    {"assigned", HANDOVER, INHERITED, "granted", "shortened", "moved", "woken", "returned"}
    | {"amended-new", "amended-due", "amended-text", "amended-to"}
)
#: News after which it is to leave the calendar.
TAKES_OUT = frozenset(
    {"withdrawn", "transferred", HANDED_OFF, "sleeping", "amended-from", "amended-off"}
)

_STANDINGS: dict[State, Standing] = {
    State.REPORTED: "reported",
    State.ACCEPTED: "done",
    State.SLEEPING: "sleeping",
    State.CANCELLED: "ended",
    State.TRANSFERRED: "ended",
}


def uid_of(voice: Voice, assignment_id: int) -> str:
    """Return the UID of an assignment: for ever the same, whatever address the board moves to.

    It is made with the installation's secret, so that a trial of the same plan on another machine
    never overwrites the events of this one.
    """
    digest = hmac.digest(voice.secret, f"calendar:{assignment_id}".encode(), "sha256")
    return str(UUID(bytes=digest[:16], version=5))


def organizer_of(context: WardContext, voice: Voice) -> Address:
    """Return the office that gives the deadlines out; no person is named."""
    return Address(f"UBND {context.ward.name}", voice.mail_from)


def event_for(
    work: Work | ToldWork,
    context: WardContext,
    voice: Voice,
    *,
    reader: Reader = "lead",
    url: str = "",
    standing: Standing | None = None,
    stamped_at: datetime | None = None,
    reason: str = "",
) -> Event:
    """Return an assignment as one event.

    ``stamped_at`` is the instant of the news, where the row itself does not have it; without
    ``standing`` the state decides.
    """
    row, zone = work.assignment, context.zone
    due = row.due_at.astimezone(zone)
    eve = context.calendar.add(due.date(), -1)
    return event_of(
        DatedWork(
            uid=uid_of(voice, row.id or 0),
            sequence=row.version - 1,
            stamped_at=max(stamped_at or row.revised_at, last_change_of(row)),
            due_at=due,
            alarm_at=at_local(eve, context.ward.send_at, zone),
            code=row.code,
            clause_path=work.clause.path,
            plan=plan_short(work.plan),
            duty_text=work.duty.text,
            unit_name=context.unit(row.unit_id).name,
            requested=row.mode is Mode.REQUEST,
            reader=reader,
            standing=standing or _STANDINGS.get(row.state, "open"),
            expected_at=row.expected_at.astimezone(zone) if row.expected_at else None,
            url=url,
            reason=reason,
        )
    )


def last_change_of(row: Assignment | ToldAssignment) -> datetime:
    """Return the latest instant that the row keeps of what a calendar tells."""
    known = (row.revised_at, row.reported_at, row.closed_at)
    return max(moment for moment in known if moment is not None)


def attachments_of(told: Sequence[tuple[Entry, Item]], desk: Desk) -> tuple[Attachment, ...]:
    """Return the calendar files of a mail: one that puts in, one that takes out, or none.

    An assignment stands in one of them, once: where the reader has it both as the unit in the
    lead and as a supporting one, or loses it at one unit and gets it at another, what the reader
    is to do wins.
    """
    if not any(entry.kind in PUTS_IN or entry.kind in TAKES_OUT for entry, _ in told):
        return ()
    found: dict[Method, dict[int, tuple[Entry, Item]]] = {method: {} for method in Method}
    for entry, item in sorted(told, key=lambda one: one[0].support):
        if entry.kind in PUTS_IN:
            found[Method.PUBLISH].setdefault(entry.assignment_id, (entry, item))
        if entry.kind in TAKES_OUT:
            found[Method.CANCEL].setdefault(entry.assignment_id, (entry, item))
    for assignment_id in found[Method.PUBLISH]:
        found[Method.CANCEL].pop(assignment_id, None)
    organizer = organizer_of(desk.context, desk.voice)
    return tuple(
        attached(_events(chosen, method, desk), method=method, organizer=organizer)
        for method, chosen in found.items()
        if chosen
    )


def _events(chosen: dict[int, tuple[Entry, Item]], method: Method, desk: Desk) -> list[Event]:
    """Return the events in the order of the plan."""
    return [
        _told(desk.works[key], *chosen[key], method, desk) for key in desk.works if key in chosen
    ]


def _told(work: ToldWork, entry: Entry, item: Item, method: Method, desk: Desk) -> Event:
    notice = desk.notices.get(entry.notice_id or 0)
    out = method is Method.CANCEL
    ended: Standing = "sleeping" if entry.kind == "sleeping" else "ended"
    return event_for(
        work,
        desk.context,
        desk.voice,
        reader="support" if entry.support else "lead",
        url="" if out else item.link or "",
        standing=ended if out else "open",
        stamped_at=notice.made_at if notice else None,
        reason=(item.note or "") if out else "",
    )
