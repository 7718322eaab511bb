"""What writing a mail needs at hand: the ward, the voice, and the rows behind the lines."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlmodel import Session

from dondoc.rules.owing import Due
from dondoc.rules.standing import has_passed
from dondoc.usecases.context import WardContext
from dondoc.usecases.entries import (
    AMENDED_KINDS,
    DEADLINE_KINDS,
    HANDED_OFF,
    HANDOVER,
    MOVED,
    RECEIPT,
    SILENCE,
    Entry,
    Letter,
)
from dondoc.usecases.links import LinkBook
from dondoc.usecases.voice import Voice
from models.assignment import AssignmentEvent
from models.outbox import Notice
from models.queries import assignments as queries
from models.queries import known, told
from models.queries.told import ToldAssignment, ToldWork
from notifications.views import SectionKind, Sender

SECTION_OF = {
    "escalation": SectionKind.ESCALATION,
    "cooperation": SectionKind.COOPERATION,
    "reported": SectionKind.ANSWER,
    "asked": SectionKind.ANSWER,
    "replied": SectionKind.ANSWER,
    "assigned": SectionKind.ASSIGNMENT,
    HANDOVER: SectionKind.HANDOVER,
    RECEIPT: SectionKind.RECEIPT,
    SILENCE: SectionKind.SILENCE,
} | dict.fromkeys(AMENDED_KINDS, SectionKind.AMENDMENT)
ABOUT_OTHERS = frozenset(
    {SectionKind.ESCALATION, SectionKind.COOPERATION, SectionKind.SILENCE, SectionKind.ANSWER}
)


@dataclass(frozen=True)
class Desk:
    """What writing needs at hand: the ward, the voice, the rows behind the lines."""

    context: WardContext
    voice: Voice
    works: dict[int, ToldWork]
    notices: dict[int, Notice]
    events: dict[int, list[AssignmentEvent]]
    links: LinkBook
    now: datetime

    @cached_property
    def local(self) -> datetime:
        """The present in the ward's zone."""
        return self.now.astimezone(self.context.zone)

    @cached_property
    def sender(self) -> Sender:
        """Who writes: the ward, and the officer to answer to."""
        return sender_of(self.context, self.voice)

    @cached_property
    def rows(self) -> dict[int, ToldAssignment]:
        """The work behind the lines by its ids, in the order of the plan."""
        return {key: work.assignment for key, work in self.works.items()}

    def due_of(self, row: Due) -> tuple[datetime, int]:
        """Return a deadline in the ward's zone, and how many working days it lies behind.

        That is negative for one to come. Many lines share theirs, so it is worked out once.
        """
        found = self._dues.get(row.due_at)
        if found is None:
            due = row.due_at.astimezone(self.context.zone)
            found = due, self.context.calendar.between(due.date(), self.local.date())
            self._dues[row.due_at] = found
        return found

    @cached_property
    def _dues(self) -> dict[datetime, tuple[datetime, int]]:
        return {}

    @cached_property
    def place(self) -> dict[int, int]:
        """The place of each piece of work in the order of the plan."""
        return {key: index for index, key in enumerate(self.works)}


def desk_for(
    session: Session,
    context: WardContext,
    letters: Sequence[Letter],
    *,
    voice: Voice,
    now: datetime,
) -> Desk:
    """Load the rows behind some letters, in a constant number of queries."""
    ids = {e.assignment_id for letter in letters for e in letter.entries}
    ids |= {earlier for letter in letters for e in letter.entries for earlier in e.earlier}
    news = {e.notice_id for letter in letters for e in letter.entries if e.notice_id}
    shown = {e.assignment_id for letter in letters for e in letter.entries if _needs_events(e)}
    events: dict[int, list[AssignmentEvent]] = defaultdict(list)
    for event in queries.events_of_many(session, shown):
        events[event.assignment_id].append(event)
    works = told.work(session, ids)
    gone = {e.assignment_id for one in letters for e in one.entries if e.kind == HANDED_OFF}
    works = [w for w in works if w.assignment.ward_id == context.ward_id or w.assignment.id in gone]
    return Desk(
        context=_knowing(session, context, works),
        voice=voice,
        works={work.assignment.id: work for work in works},
        notices={n.id or 0: n for n in queries.notices_by_id(session, news)},
        events=events,
        links=LinkBook.of(session, {e.assignment_id for one in letters for e in one.entries}),
        now=now,
    )


def _knowing(session: Session, context: WardContext, works: Sequence[ToldWork]) -> WardContext:
    """Return the ward with the units of other wards to which some of this work has gone."""
    missing = {work.assignment.unit_id for work in works} - set(context.units)
    if not missing:
        return context
    more = {unit.id: unit for unit in known.units_by_id(session, missing)}
    return replace(context, units={**context.units, **more})


def _needs_events(entry: Entry) -> bool:
    return on_sheet(entry) or entry.kind in AMENDED_KINDS or entry.kind == MOVED


def on_sheet(entry: Entry) -> bool:
    """Tell whether a line speaks to the reader of the work of others."""
    return SECTION_OF.get(entry.kind) in ABOUT_OTHERS


def kind_now(entry: Entry, row: Due, desk: Desk) -> str:
    """A reminder that leaves late may have become an overdue notice on its way."""
    if entry.kind in DEADLINE_KINDS:
        return "overdue" if has_passed(row, desk.now) else "reminder"
    return entry.kind


def sender_of(context: WardContext, voice: Voice) -> Sender:
    """Return who writes: the ward, and the officer to answer to."""
    ward = context.ward
    full = f"UBND {ward.name}"
    officer = context.officer()
    return Sender(
        ward_name=ward.name,
        ward_full=full,
        office_email=voice.mail_from,
        officer_name=officer.name if officer else full,
        officer_title=(officer.title or "Cán bộ Nội vụ") if officer else "Văn phòng",
        officer_email=officer.email if officer else voice.mail_from,
        officer_phone=officer.phone if officer else "",
        return_path=voice.return_path,
    )
