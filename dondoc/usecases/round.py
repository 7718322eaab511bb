"""One round over one ward (lượt đôn đốc): what is due is decided and put into the outbox."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.rules.owing import Held
from dondoc.usecases import alarms, heartbeat, posting, quiet, unwritten
from dondoc.usecases.agenda import decide
from dondoc.usecases.agenda_facts import Agenda, Facts
from dondoc.usecases.context import WardContext, read_ward_context
from dondoc.usecases.entries import Mark
from dondoc.usecases.silence import heard_of
from dondoc.usecases.voice import Voice
from models.outbox import NoticeState, RungState
from models.queries import assignments, heartbeats, owed
from models.queries import outbox as outbox_queries

NAME = "round"
#: The storm guard: after a silence of more working days than this …
SILENCE_DAYS = 5
#: … a round that wants more mails than this asks the officer first.
STORM_MAILS = 50


@dataclass(frozen=True, kw_only=True)
class RoundOutcome:
    """What a round did; counts of mails, rungs, sheets, and lines that could not be written."""

    now: datetime
    mails: int = 0
    waiting: int = 0
    merged: int = 0
    skipped: int = 0
    escalated: int = 0
    outside_window: bool = False
    quiet: bool = False
    storm: int = 0
    unwritten: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the outcome with the instant as ISO text."""
        return {**asdict(self), "now": self.now.isoformat()}


def run_round(
    session: Session, ward_id: int, *, voice: Voice, now: datetime, force: bool = False
) -> RoundOutcome:
    """Tell each address of the ward, in one mail, what is due and not yet recorded.

    Safe at any time, twice, late and side by side: what was told is a row with a unique key.
    ``force`` answers the storm guard with yes beforehand.

    Raises:
        NotFound: there is no such ward.
    """
    context = read_ward_context(session, ward_id, hold=True)
    if quiet.is_quiet(session):
        return RoundOutcome(now=now, quiet=True)
    if not context.is_open(now) or not context.has_begun(now):
        return RoundOutcome(now=now, outside_window=True)
    shelf = posting.shelf_of(session, context, voice=voice, now=now)
    facts = facts_of(session, context, now)
    agenda = decide(facts)
    keyed = {posting.digest_key(context, one, now): one for one in agenda.letters.values()}
    wanted = {key: one for key, one in keyed.items() if not posting.has_left(shelf, key)}
    if not force and _is_storm(session, context, len(wanted), now):
        alarms.ask_about_storm(session, ward_id, mails=len(wanted), now=now)
        return RoundOutcome(now=now, storm=len(wanted))
    posted = posting.post(session, context, wanted, shelf=shelf, voice=voice, now=now)
    settle(session, context, agenda, now=now)
    session.flush()
    outcome = RoundOutcome(
        now=now,
        mails=len(posted),
        waiting=outbox_queries.count_waiting(session, ward_id),
        merged=_count(agenda.silent, RungState.MERGED),
        skipped=_count(agenda.silent, RungState.SKIPPED) + _count(agenda.silent, RungState.MISSED),
        escalated=sum(letter.sheet for letter in posted.values()),
    )
    before = heartbeat.record(session, NAME, ward_id=ward_id, now=now, facts=outcome.to_json())
    if before.get(unwritten.FACT):
        withheld = {one.to.key for key, one in keyed.items() if key not in wanted}
        left = unwritten.settle(session, context, withheld=withheld, now=now)
        outcome = replace(outcome, unwritten=left)
    return outcome


def facts_of(session: Session, context: WardContext, now: datetime) -> Facts:
    """Load what a round over this ward decides from."""
    works = owed.work(session, context.ward_id)
    notices = assignments.waiting_notices(session, context.ward_id)
    subjects: dict[int, Held] = {row.id: row for row in works}
    missing = {n.assignment_id for n in notices} - set(subjects)
    for row in assignments.assignments_by_id(session, missing):
        subjects[row.id or 0] = row
    marks = owed.marks(session, context.ward_id)
    return Facts(
        context=context,
        works=works,
        marks=marks,
        notices=notices,
        subjects=subjects,
        links=owed.addresses_with_link(session, context.ward_id),
        now=now,
        heard=heard_of(session, context, marks),
    )


def settle(session: Session, context: WardContext, agenda: Agenda, *, now: datetime) -> None:
    """Write down what a decision settles without a mail."""
    posting.store_marks(session, context, agenda.silent, now=now)
    _drop_overtaken(session, agenda)
    _fix_chains(session, context, agenda)


def _is_storm(session: Session, context: WardContext, mails: int, now: datetime) -> bool:
    if mails <= STORM_MAILS:
        return False
    last = heartbeats.last(session, NAME, context.ward_id)
    if last is None or alarms.storm_was_allowed(session, context, now):
        return False
    silent = context.calendar.between(context.day(last.at), context.day(now))
    return silent > SILENCE_DAYS


def _drop_overtaken(session: Session, agenda: Agenda) -> None:
    for notice in agenda.overtaken:
        notice.state = NoticeState.DROPPED
        notice.reason = "đã có thay đổi mới hơn"
        session.add(notice)


def _fix_chains(session: Session, context: WardContext, agenda: Agenda) -> None:
    """The chain stays for a case as it is when it starts, whatever is edited later."""
    for row in assignments.assignments_by_id(session, agenda.begun):
        row.chain = list(context.ward.chain)
        session.add(row)


def _count(marks: list[Mark], state: RungState) -> int:
    return sum(mark.state is state for mark in marks)
