"""What must hold after every step of a year, whatever was done: read from the tables alone."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from dondoc.rules.replay import NOT_REPLAYED, rows_as_of
from dondoc.rules.standing import Category, Standing, category
from dondoc.rules.successors import lives
from dondoc.usecases import show
from dondoc.usecases.context import WardRows, load_ward_context
from models.assignment import (
    OPEN_STATES,
    Assignment,
    AssignmentEvent,
    DeadlineRevision,
    Extension,
    ExtensionState,
    State,
)
from models.change import WardEvent
from models.outbox import MailItem, MailState, OutboxMail, RungMark, RungState
from models.queries import assignments

ENDED = frozenset({State.ACCEPTED, State.CANCELLED, State.TRANSFERRED})
DONE = frozenset({State.ACCEPTED})


@dataclass
class Facts:
    """All rows of some wards; histories only grow, so they are read on from where they were."""

    rows: dict[int, Assignment] = field(default_factory=dict)
    events: dict[int, list[AssignmentEvent]] = field(default_factory=dict)
    ward_events: int = 0
    last: int = 0


def read_on(session: Session, known: Facts, ward_ids: Sequence[int]) -> Facts:
    """Return the facts as they are now."""
    rows = session.exec(select(Assignment).where(col(Assignment.ward_id).in_(ward_ids))).all()
    events = {row_id: list(story) for row_id, story in known.events.items()}
    last = known.last
    for ward_id in ward_ids:
        for event in assignments.events_after(session, ward_id, known.last):
            events.setdefault(event.assignment_id, []).append(event)
            last = max(last, event.id or 0)
    for story in events.values():
        story.sort(key=lambda event: event.id or 0)
    log = session.exec(select(WardEvent.id).where(col(WardEvent.ward_id).in_(ward_ids))).all()
    return Facts({row.id or 0: row for row in rows}, events, len(log), last)


def columns(row: Assignment) -> dict[str, Any]:
    """Return every column that a history must give again."""
    return row.model_dump(exclude=set(NOT_REPLAYED))


def one_event_for_each_change(before: Facts, after: Facts, *, changes: int = 1) -> None:
    """A changed row has exactly one more event, an untouched one none; none ever disappears.

    ``changes`` is how often a row may have been changed in between.
    """
    for row_id, row in after.rows.items():
        old = before.rows.get(row_id)
        more = len(after.events[row_id]) - len(before.events.get(row_id, ()))
        changed = old is None or columns(old) != columns(row)
        expected = range(1, changes + 1) if changed else (0,)
        assert more in expected, f"{row.code}: {more} events, changed: {changed}"
        assert row.version == len(after.events[row_id]), row.code
    assert set(before.rows) <= set(after.rows), "an assignment disappeared"


def nothing_happened(before: Facts, after: Facts) -> None:
    """A refused command leaves no trace."""
    one_event_for_each_change(before, after)
    assert before.last == after.last, "a refused command left an event"
    assert before.ward_events == after.ward_events, "a refused command left a ward event"


def replay_equals_present(facts: Facts, now: datetime) -> None:
    """Folding the events gives every column of every row."""
    story = (event for events in facts.events.values() for event in events)
    made = rows_as_of(story, now)
    assert {row_id: columns(row) for row_id, row in made.items()} == {
        row_id: columns(row) for row_id, row in facts.rows.items()
    }


def everything_is_owed_or_asleep_or_over(facts: Facts) -> None:
    """No assignment without an open deadline, a sleeping condition or an end."""
    for row in facts.rows.values():
        if row.state is State.SLEEPING:
            assert row.sleeping_for or row.anchor_key, f"{row.code} sleeps for nothing"
        else:
            assert row.sleeping_for is None, f"{row.code} is awake and waits"
            assert row.anchor_key is None, f"{row.code} is awake and waits"
        assert (row.state in ENDED) == (row.closed_at is not None), row.code
        assert (row.state in DONE) == (row.judged_at is not None), row.code
        assert row.state not in OPEN_STATES or row.reported_at is None, row.code


def histories_are_linked_both_ways(facts: Facts) -> None:
    """What was handed on knows its heir, and the heir whence it came."""
    for row in facts.rows.values():
        assert (row.state is State.TRANSFERRED) == (row.successor_id is not None), row.code
        if row.successor_id is not None:
            assert facts.rows[row.successor_id].predecessor_id == row.id, row.code
        if row.predecessor_id is not None:
            assert facts.rows[row.predecessor_id].successor_id == row.id, row.code


def revisions_are_whole(facts: Facts, revisions: Iterable[DeadlineRevision]) -> None:
    """Deadlines are numbered 1, 2, 3 …; the last one is the one in force."""
    by_row: dict[int, list[DeadlineRevision]] = {}
    for one in revisions:
        by_row.setdefault(one.assignment_id, []).append(one)
    for row_id, row in facts.rows.items():
        mine = sorted(by_row[row_id], key=lambda one: one.number)
        assert [one.number for one in mine] == list(range(1, row.revision + 1)), row.code
        assert mine[-1].due_at == row.due_at, row.code
        assert row.case_revision <= row.revision, row.code
        assert row.ladder_revision <= row.revision, row.code


def nothing_is_told_twice(facts: Facts, marks: Iterable[RungMark]) -> None:
    """In one run of the ladder each rung is told once, in one case each level once."""
    told: Counter[tuple[int, int, str]] = Counter()
    for mark in marks:
        row = facts.rows[mark.assignment_id]
        anew = mark.audience in {"lead", "resumed"}
        begun = row.ladder_revision if anew else row.case_revision
        if mark.revision >= begun and mark.state is RungState.TOLD:
            told[mark.assignment_id, mark.offset, mark.audience] += 1
    assert [key for key, times in told.items() if times > 1] == []


def no_wish_waits_for_nothing(facts: Facts, wishes: Iterable[Extension]) -> None:
    """Only work that is open waits for an answer, and for one answer at a time."""
    asked = [wish.assignment_id for wish in wishes if wish.state is ExtensionState.ASKED]
    assert len(asked) == len(set(asked))
    for row_id in asked:
        row = facts.rows[row_id]
        assert row.state in OPEN_STATES, f"{row.code}: {row.state}"


_STANDINGS = {
    State.REPORTED: {Standing.WAITING},
    State.SLEEPING: {Standing.SLEEPING},
    State.CANCELLED: {Standing.CANCELLED},
    State.TRANSFERRED: {Standing.TRANSFERRED},
    State.ACCEPTED: {Standing.ON_TIME, Standing.LATE},
}


def standing_is_consistent(
    views: Sequence[show.AssignmentView], facts: Facts, now: datetime
) -> None:
    """Standing follows from state, deadline and clock, and the categories sum up."""
    rows = facts.rows
    assert {view.id for view in views} == set(rows)
    for view in views:
        row = rows[view.id]
        if row.state in OPEN_STATES:
            late = view.standing is Standing.OVERDUE
            assert late == (now > row.due_at), f"{row.code}: {view.standing}"
            assert late or view.standing in {Standing.NOT_DUE, Standing.DUE_SOON}, row.code
        else:
            assert view.standing in _STANDINGS[row.state], f"{row.code}: {view.standing}"
        assert view.days_late >= 0, row.code
    _categories_sum_up(Counter(category(row, now=now) for row in rows.values()), rows)


def _categories_sum_up(
    counted: Mapping[Category | None, int], rows: Mapping[int, Assignment]
) -> None:
    outside = sum(
        row.state in {State.SLEEPING, State.CANCELLED, State.TRANSFERRED} for row in rows.values()
    )
    assert counted.get(None, 0) == outside
    assert sum(counted.values()) == len(rows)


def people_of(context: WardRows) -> list[dict[str, Any]]:
    """Return the ward's own contacts and absences in plain values, without what only counts changes."""
    contacts = [one for one in context.contacts if one.ward_id == context.ward_id]
    known, people = {one.id for one in contacts}, {one.id for one in context.people}
    absences = [
        one for one in context.absences if one.contact_id in known or one.person_id in people
    ]
    rows = [*contacts, *absences]
    return [row.model_dump(exclude={"version", "listed", "deputy"}) for row in rows] + [
        {"id": one.id, "deputy": one.deputy or ""} for one in contacts
    ]


def nobody_gets_two_digests(
    digests: Sequence[OutboxMail], left: Collection[str], *, together: bool
) -> None:
    """What has just left is an address's only digest of its day, with ``together`` from any ward."""
    for new in (mail for mail in digests if mail.message_id in left):
        same = [
            mail.dedup_key
            for mail in digests
            if mail.to_address.casefold() == new.to_address.casefold()
            and mail.local_day == new.local_day
            and (together or mail.ward_id == new.ward_id)
        ]
        assert same == [new.dedup_key], "two digests in one day"


def everybody_reads_their_own(
    session: Session, context: WardRows, left: Collection[str], now: datetime
) -> None:
    """What left of a unit's work went to who reads for it today; a handover only once."""
    found = session.exec(
        select(OutboxMail, MailItem, Assignment)
        .join(MailItem, col(MailItem.mail_id) == col(OutboxMail.id))
        .join(Assignment, col(Assignment.id) == col(MailItem.assignment_id))
        .where(
            OutboxMail.ward_id == context.ward_id,
            OutboxMail.state == MailState.SENT,
            col(MailItem.kind).in_({"reminder", "overdue", "handover"}),
        )
    ).all()
    handed: Counter[tuple[int | None, str]] = Counter()
    for mail, item, row in found:
        if item.kind == "handover":
            handed[row.id, mail.to_address.casefold()] += 1
        if mail.message_id in left:
            to = context.reach(row.unit_id, context.day(now))
            assert to is not None, row.code
            assert to.key == mail.to_address.casefold(), row.code
    assert [key for key, times in handed.items() if times > 1] == []


def work_is_where_units_live(facts: Facts, context: WardRows, now: datetime) -> None:
    """What is unfinished is at a unit that lives; a report may wait where nobody goes on."""
    day = context.day(now)
    for row in facts.rows.values():
        if row.ward_id != context.ward_id:
            continue
        unit = context.unit(row.unit_id)
        if row.state in OPEN_STATES | {State.SLEEPING} and not lives(unit, day):
            answered = unit.successor is None and row.state is State.RETURNED
            assert answered, f"{row.code} at {unit.key}, which ended on {unit.valid_to}"


def check(session: Session, facts: Facts, *, ward_ids: Sequence[int], now: datetime) -> None:
    """Check everything that holds at any moment."""
    everything_is_owed_or_asleep_or_over(facts)
    histories_are_linked_both_ways(facts)
    replay_equals_present(facts, now)
    ids = list(facts.rows)
    revisions_are_whole(
        facts,
        session.exec(
            select(DeadlineRevision).where(col(DeadlineRevision.assignment_id).in_(ids))
        ).all(),
    )
    nothing_is_told_twice(
        facts, session.exec(select(RungMark).where(col(RungMark.assignment_id).in_(ids))).all()
    )
    no_wish_waits_for_nothing(
        facts, session.exec(select(Extension).where(col(Extension.assignment_id).in_(ids))).all()
    )
    views = [view for ward_id in ward_ids for view in show.assignments(session, ward_id, now=now)]
    standing_is_consistent(views, facts, now)
    for ward_id in ward_ids:
        work_is_where_units_live(facts, load_ward_context(session, ward_id), now)
