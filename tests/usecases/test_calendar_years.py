"""Random years as the phones of the units see them: every calendar file that left is opened.

Whoever opens each file in the order in which it came has each deadline once, as it is now; what
the unit heard was withdrawn, handed on or put to sleep is gone. The feeds say the same.
"""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from icalendar import Calendar
from sqlmodel import col, select

from dondoc.settings import Settings
from dondoc.usecases import feed_content, feeds
from dondoc.usecases.calendar_events import TAKES_OUT, uid_of
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.voice import Voice
from dondoc.wiring import App
from models.assignment import OPEN_STATES, State
from models.db import make_engine
from models.outbox import MailState, Notice, NoticeState, OutboxMail
from models.queries import assignments
from tests.conftest import SECRET
from tests.contents import content_of
from tests.factories import OFFICER
from tests.notifications import rfc5545
from tests.usecases.year_play import ZONE, Year
from tests.usecases.year_rules_plan import PlansOfAWard

GONE = {State.CANCELLED, State.TRANSFERRED, State.SLEEPING}
PLAYED = settings(
    max_examples=6,
    stateful_step_count=40,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)


class Phone:
    """A calendar program that keeps to RFC 5546: by UID the highest SEQUENCE, then the later stamp."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[int, datetime]] = {}
        self.due: dict[str, datetime] = {}

    def open(self, content: bytes) -> None:
        rfc5545.read(content)
        calendar = Calendar.from_ical(content)
        for event in calendar.events:
            uid, made = str(event["UID"]), (event.sequence, event.stamp)
            assert made > self.known.get(uid, (-1, datetime.min.replace(tzinfo=UTC))), uid
            self.known[uid] = made
            if calendar["METHOD"] == "CANCEL":
                self.due.pop(uid, None)
            else:
                assert isinstance(event.end, datetime)
                self.due[uid] = event.end


def phones_of(year: Year) -> dict[str, Phone]:
    """Open every calendar file of the year's mails, at each address in the order of sending."""
    with year.app.reading() as session:
        mails = session.exec(
            select(OutboxMail)
            .where(OutboxMail.ward_id == year.ward_id, OutboxMail.state == MailState.SENT)
            .order_by(col(OutboxMail.sent_at), col(OutboxMail.id))
        ).all()
    phones: dict[str, Phone] = {}
    for mail in mails:
        read = message_from_bytes(content_of(year.app, mail), policy=policy.default)
        assert isinstance(read, EmailMessage)
        for part in read.iter_attachments():
            if part.get_content_type() == "text/calendar":
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                phones.setdefault(mail.to_address.casefold(), Phone()).open(content)
    return phones


class CalendarYear(PlansOfAWard):
    """A year at whose end every phone is looked at."""

    opened: ClassVar[int] = 0

    def teardown(self) -> None:
        if hasattr(self, "year"):
            for _ in range(3):  # What waits for its hour, or for a working day, leaves.
                morning = self.year.now.astimezone(ZONE) + timedelta(days=3)
                self.year.now = morning.replace(hour=7, minute=40)
                self.year.turn()
            self._compare(phones_of(self.year))
            self._compare_feeds()
            self.year.end()

    def _compare(self, phones: dict[str, Phone]) -> None:
        voice = self.year.app.voice
        with self.year.app.reading() as session:
            context = load_ward_context(session, self.year.ward_id)
            told_gone = set(
                session.exec(
                    select(Notice.assignment_id).where(
                        Notice.ward_id == self.year.ward_id,
                        Notice.state == NoticeState.TOLD,
                        col(Notice.kind).in_(TAKES_OUT),
                    )
                ).all()
            )
            rows = [work.assignment for work in assignments.work(session, self.year.ward_id)]
        for row in rows:
            to = context.reach(row.unit_id, context.day(self.year.now))
            phone = phones.get(to.key) if to else None
            uid = uid_of(voice, row.id or 0)
            if phone is None or uid not in phone.known:
                continue
            type(self).opened += 1
            if row.state in GONE and row.id in told_gone:
                assert uid not in phone.due, row
            elif row.state in OPEN_STATES:
                assert phone.due[uid] == row.due_at, row

    def _compare_feeds(self) -> None:
        year, voice = self.year, self.year.app.voice
        with year.app.transaction() as session:
            made = feeds.make(
                session, year.ward_id, unit_key="culture", actor=OFFICER, voice=voice, now=year.now
            )
            token = made.address.rpartition("/")[2].removesuffix(".ics")
            content = feed_content.content_of(session, token, voice=voice, now=year.now)
            context = load_ward_context(session, year.ward_id)
            mine = {
                uid_of(voice, work.assignment.id or 0): work.assignment.due_at
                for work in assignments.work(session, year.ward_id, in_force=True)
                if work.assignment.unit_id == context.unit_by_key("culture").id
                and work.assignment.state not in GONE
            }
        rfc5545.read(content)
        assert {str(e["UID"]): e.end for e in Calendar.from_ical(content).events} == mine


@pytest.fixture
def hasty(database_url: str, tmp_path: Path) -> Iterator[App]:
    """The application on a database that does not wait for the disk."""
    engine = make_engine(database_url, durable=False)
    voice = Voice("https://dondoc.phuong4.example", SECRET, "dondoc@phuong4.example")
    yield App(settings=Settings(data_dir=tmp_path, database_url=database_url), engine=engine, voice=voice)  # fmt: skip
    engine.dispose()


def test_phones_and_feeds_show_the_deadlines_that_hold(hasty: App) -> None:
    class RandomYear(CalendarYear):
        app = hasty
        numbers = itertools.count(1)

    run_state_machine_as_test(RandomYear, settings=PLAYED)

    assert RandomYear.opened > 50
