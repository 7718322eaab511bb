"""One ward over one random year: each act is one command in its own transaction, then the laws."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select, update

from dondoc.operate.tick import turn
from dondoc.reports.figures import from_json
from dondoc.reports.rows import Figures
from dondoc.rules.cadence import Cadence
from dondoc.rules.moves import Refused
from dondoc.rules.replay import rows_as_of
from dondoc.usecases import as_of, confirm, log, show, summarise
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import Conflict, NotAllowed
from dondoc.wiring import App, capturing
from models.assignment import ActorKind, Assignment, State
from models.outbox import MailState, OutboxMail
from models.plan import Plan
from models.queries import plans as plan_queries
from models.queries import wards
from tests.factories import OFFICER, VICE, WARD, clause, draft_plan, load, on_dates
from tests.usecases import year_laws
from tests.usecases.play import local
from tests.usecases.replanning import END_OF_WAVE, HALVES, MONTHLY

START = local("2025-03-03 08:00")
ZONE = START.tzinfo
GUIDANCE: dict[str, Any] = {
    "form": "after", "anchor": "huong-dan", "anchor_name": "tỉnh ban hành hướng dẫn",
    "days": 10, "phrase": "sau khi tỉnh ban hành hướng dẫn",
}  # fmt: skip
QUARTERLY: dict[str, Any] = {"form": "quarterly", "day": 20, "certainty": "stated"}
ONCE: dict[str, Any] = {"form": "once", "days": 15, "certainty": "proposed"}
#: Rhythms that a duty may be given in mid-year.
RHYTHMS = (MONTHLY, QUARTERLY, END_OF_WAVE, GUIDANCE, ONCE, on_dates("2025-08-08", "2025-11-07"))
PLAN = [
    clause("V.1", ["culture"], END_OF_WAVE, support=["radio"]),
    clause("V.2", ["radio"], QUARTERLY, kind="propaganda"),
    clause("V.3", ["women"], END_OF_WAVE, mode="request"),
    clause("V.4", ["culture", "front"], on_dates("2025-02-20", "2025-04-10")),
    clause("V.5", ["radio"], GUIDANCE),
    clause("V.6", ["interior"], ONCE),
]
#: Refusals in words; whatever else is raised is a fault.
REFUSALS = (Refused, Conflict, NotAllowed)


@dataclass(frozen=True)
class Evening:
    """How a day ended: columns, what the board showed, figures, and who read for the units."""

    ward_id: int
    day: date
    rows: dict[int, dict[str, Any]]
    views: list[show.AssignmentView]
    figures: dict[tuple[int, str], Figures]
    people: list[dict[str, Any]]


@dataclass
class Year:
    """The ward, its clock, and what was known after the last act."""

    app: App
    ward_id: int
    plan_id: int
    now: datetime = START
    facts: year_laws.Facts = field(default_factory=year_laws.Facts)
    evenings: list[Evening] = field(default_factory=list)
    plans: list[int] = field(default_factory=list)
    #: Other wards: the one that became part of this one, or into which this one may go.
    others: list[int] = field(default_factory=list)
    #: Days on which the work went to another ward, or came back.
    turned: set[date] = field(default_factory=set)

    def ward_ids(self) -> list[int]:
        """Return the wards that this year is played in."""
        return [*self.others, self.ward_id]

    def living(self) -> list[int]:
        """Return those of them that have not become part of another one."""
        with self.app.reading() as session:
            return [one for one in wards.ward_ids(session) if one in self.ward_ids()]

    def add_ward(self, key: str) -> None:
        """Load a ward with the same units and the same readers, and without any work."""
        with self.app.transaction() as session:
            text = WARD.replace("phuong-4", key)
            self.others.append(load(session, now=self.now, text=text))

    def _follow(self, session: Session) -> None:
        """Look at the ward that has the plan by now."""
        now = session.get_one(Plan, self.plan_id).ward_id
        if now != self.ward_id:
            self.others = [one for one in self.ward_ids() if one != now]
            self.ward_id = now
            self.turned.add(self.day(0))

    def act(
        self, do: Callable[[Session], object], *, log: int | Collection[int] | None = 0
    ) -> bool:
        """Carry out one command and check every law; returns whether it was allowed.

        ``log`` is the number of events of the ward that an allowed one leaves, or the numbers
        that it may be; None: 0 or 1.
        """
        before = self.facts
        try:
            with self.app.transaction() as session:
                do(session)
        except REFUSALS:
            self._look(allowed=False)
            year_laws.nothing_happened(before, self.facts)
            return False
        self._look(allowed=True)
        year_laws.one_event_for_each_change(before, self.facts)
        more = self.facts.ward_events - before.ward_events
        expected = {0, 1} if log is None else {log} if isinstance(log, int) else set(log)
        assert more in expected, f"{more} events of the ward"
        return True

    def _look(self, *, allowed: bool) -> None:
        with self.app.reading() as session:
            self._follow(session)
            self.facts = year_laws.read_on(session, self.facts, self.ward_ids())
            if allowed:
                year_laws.check(session, self.facts, ward_ids=self.ward_ids(), now=self.now)
        self.pass_time(timedelta(minutes=1))

    def pass_time(self, span: timedelta) -> None:
        """Let the clock go on; instants of two acts are never the same."""
        self.now += span

    def turn(self) -> None:
        """Let round, news and mails go as the morning does, and look at what left."""
        before, ward_id = self.facts, self.ward_id
        app, channel = capturing(self.app)
        done = turn(app, now=lambda: self.now, ward_ids=self.living(), force=True)
        if done.failed:
            raise next(iter(done.failed.values()))
        self._look(allowed=True)
        # On one morning a unit and then the ward itself may become part of another one.
        changes = 1 if self.ward_id == ward_id else 3
        year_laws.one_event_for_each_change(before, self.facts, changes=changes)
        with self.app.reading() as session:
            sent = session.exec(
                select(OutboxMail).where(
                    col(OutboxMail.ward_id).in_(self.ward_ids()), OutboxMail.state == MailState.SENT
                )
            ).all()
        left = {envelope.message_id for envelope in channel.taken}
        assert len(left) == len(channel.taken), "a mail left twice"
        digests = [mail for mail in sent if mail.dedup_key.startswith("digest:")]
        together = self.day(0) in self.turned
        year_laws.nobody_gets_two_digests(digests, left, together=together)
        with self.app.reading() as session:
            year_laws.everybody_reads_their_own(session, self.context(), left, self.now)

    def remember(self) -> None:
        """Keep how the day ends, to be compared with what the history says of it later."""
        day = self.day(0)
        moment = local(f"{day + timedelta(days=1)} 00:00") - timedelta(microseconds=1)
        with self.app.reading() as session:
            views = show.assignments(session, self.ward_id, now=moment)
            waves = {
                plan_id: [wave.key for wave in plan_queries.waves_of(session, plan_id)]
                for plan_id in self.plans
            }
        with self.app.transaction() as session:
            found = {
                (plan_id, key): self._figures(session, plan_id, key, moment)
                for plan_id, keys in waves.items()
                for key in keys
            }
            session.rollback()
        rows = {i: year_laws.columns(row) for i, row in self.facts.rows.items()}
        people = year_laws.people_of(self.context())
        self.evenings.append(Evening(self.ward_id, day, rows, views, found, people))
        self.now = moment + timedelta(minutes=5)

    def _figures(self, session: Session, plan_id: int, key: str, moment: datetime) -> Figures:
        return from_json(summarise.draft(session, plan_id, key, now=moment).figures)

    def look_back(self) -> None:
        """Each evening that was kept is what the history still says of it."""
        story = [event for events in self.facts.events.values() for event in events]
        for evening in self.evenings:
            with self.app.reading() as session:
                past = as_of.load(session, evening.ward_id, evening.day, today=self.day(1))
            made = rows_as_of(story, past.moment)
            assert {i: year_laws.columns(row) for i, row in made.items()} == evening.rows
            assert past.assignments() == evening.views
            assert year_laws.people_of(past.context) == evening.people
            for (plan_id, key), found in evening.figures.items():
                assert past.figures(plan_id, key) == found

    def read_the_log(self) -> None:
        """Each event of the year is in the log, once, under a name and with its values in words."""
        with self.app.reading() as session:
            entries = [
                entry
                for ward_id in self.living()
                for entry in log.read_all(session, ward_id, log.Narrowing())
            ]
        events = sum(len(story) for story in self.facts.events.values())
        assert len(entries) == events + self.facts.ward_events
        for entry in entries:
            assert entry.name != entry.kind, entry.kind
            assert all(one.label and one.before != one.after for one in entry.changes), entry

    def pick(self, number: int, states: Collection[State] | None = None) -> Assignment | None:
        """Return one of the assignments in these states; None where there is none."""
        rows = [row for row in self.facts.rows.values() if states is None or row.state in states]
        rows.sort(key=lambda row: row.id or 0)
        return rows[number % len(rows)] if rows else None

    def context(self) -> WardRows:
        """Return the ward as it is now."""
        with self.app.reading() as session:
            return load_ward_context(session, self.ward_id)

    def unit_actor(self, row: Assignment) -> Actor:
        """Return whoever reports for the unit of an assignment."""
        name = self.context().unit(row.unit_id).name
        return Actor(kind=ActorKind.LINK, name=name, channel="link", email=None)

    def answering(self, row: Assignment) -> Actor:
        """Return whoever may answer its report: a leader for the officer's own work."""
        return VICE if self.context().unit(row.unit_id).key == "interior" else OFFICER

    def day(self, offset: int) -> date:
        """Return a local day so far from today."""
        return (self.now.astimezone(ZONE) + timedelta(days=offset)).date()

    def later(self, row: Assignment, offset: int) -> date:
        """Return a local day so far from the deadline, or from today where that has passed."""
        return (max(row.due_at, self.now).astimezone(ZONE) + timedelta(days=offset)).date()

    def end(self) -> None:
        """Leave nothing in the outbox that the next year of this database would send."""
        with self.app.transaction() as session:
            session.execute(
                update(OutboxMail)
                .where(
                    col(OutboxMail.ward_id).in_(self.ward_ids()),
                    col(OutboxMail.state).in_([MailState.QUEUED, MailState.CLAIMED]),
                )
                .values(state=MailState.DROPPED)
            )


def begin(app: App, number: int) -> Year:
    """Load a ward of its own and put the plan in force."""
    text = WARD.replace("phuong-4", f"phuong-{number}")
    draft = {"clauses": PLAN, "waves": HALVES}
    with app.transaction() as session:
        ward_id = load(session, now=START, text=text)
        plan = draft_plan(session, ward_id, PLAN, now=START, draft=draft)
        confirm.confirm(session, plan.id or 0, actor=OFFICER, now=START)
        plan_id = plan.id or 0
    year = Year(app, ward_id, plan_id, plans=[plan_id])
    year.act(lambda session: None, log=1)
    return year


def rhythm(number: int) -> Cadence:
    """Return one of the rhythms."""
    return Cadence.from_json(RHYTHMS[number % len(RHYTHMS)])


def cut(days: Sequence[int]) -> list[date]:
    """Return the last days of waves, in order, from offsets into the year."""
    return sorted({date(2025, 3, 3) + timedelta(days=n) for n in days})
