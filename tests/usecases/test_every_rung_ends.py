"""R1: whatever happens in between, every rung that has come ends in exactly one recorded way."""

import itertools
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from dondoc.operate.tick import turn
from dondoc.rules.calendar import WorkCalendar
from dondoc.rules.moves import Refused
from dondoc.usecases import cancel, extend, report, send_back, shorten
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App, capturing
from models.assignment import OPEN_STATES, Assignment
from models.db import make_engine
from models.outbox import MailState, OutboxMail, RungMark, RungState
from models.queries import outbox
from tests.factories import OFFICER, UNIT, VICE, WARD, Office, clause, office, on_dates
from tests.usecases.play import local

HISTORIES = {"sqlite": 6, "postgresql": 2}
START = local("2025-03-03 08:10")
STEPS = 30
DEADLINES = ("2025-03-20", "2025-04-10", "2025-05-02", "2025-05-15")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url, durable=False)
    yield made
    made.dispose()


def ladder(due: date, calendar: WorkCalendar) -> Iterator[tuple[int, date]]:
    """Yield the usual rungs and their days, written down a second time: 7/3/1, 0, 1/3, then every 5."""
    for offset in (-7, -3, -1):
        yield offset, calendar.add(due, offset)
    yield 0, calendar.on_or_before(due)
    for offset in itertools.chain((1, 3), itertools.count(8, 5)):
        yield offset, calendar.add(due, offset)


def rungs_that_came(row: Assignment, calendar: WorkCalendar, now: datetime) -> set[int]:
    """Return the rungs of the deadline in force that came between its making and now."""
    due = row.due_at.astimezone(now.tzinfo).date()
    found: set[int] = set()
    for offset, day in ladder(due, calendar):
        moment = local(f"{day} 07:30")
        if moment > now:
            return found
        if moment > row.revised_at:
            found.add(offset)
    return found


def one_more_ward(app: App, number: int, now: datetime) -> Office:
    text = WARD.replace("phuong-4", f"phuong-{number}")
    dates = [on_dates(day) for day in DEADLINES]
    clauses = [
        clause(f"V.{n}", [key], dates[n])
        for n, key in enumerate(["culture", "radio", "ubnd", "culture"])
    ]
    return office(app, clauses, now=now, text=text)


def something(session: Session, chance: random.Random, row: Assignment, now: datetime) -> None:
    """Do one of the things that end, move or restart a ladder."""
    row_id, day = row.id or 0, now.date()
    match chance.randrange(6):
        case 0:
            report.report(session, row_id, given=GivenReport(text="Xong"), actor=UNIT, now=now)
        case 1:
            send_back.send_back(session, row_id, reason="Thiếu", actor=VICE, now=now)
        case 2 | 3:
            until = max(day, row.due_at.date()) + timedelta(days=chance.randint(1, 20))
            extend.grant(session, row_id, until=until, actor=OFFICER, now=now)
        case 4:
            until = day + timedelta(days=chance.randint(1, 9))
            shorten.shorten(session, row_id, until=until, reason="Gấp", actor=OFFICER, now=now)
        case _:
            if chance.random() < 0.2:
                cancel.cancel(session, row_id, reason="Trùng", actor=OFFICER, now=now)


def live(ward: Office, chance: random.Random) -> datetime:
    """Play turns at odd moments, with long silences, and things that happen in between."""
    app, _ = capturing(ward.app)
    now = START
    for _ in range(STEPS):
        now += timedelta(minutes=chance.choice([20, 60 * 5, 60 * 24, 60 * 24, 60 * 24 * 4, 60 * 24 * 12]))  # fmt: skip
        if chance.random() < 0.4:
            row = chance.choice(ward.all())
            try:
                with ward.app.transaction() as session:
                    something(session, chance, row, now)
            except Refused:
                pass
        if chance.random() < 0.7:
            done = turn(app, now=lambda at=now: at, ward_ids=[ward.ward_id], force=True)  # type: ignore[misc]
            assert done.failed == {}
    with ward.app.reading() as session:
        opening = load_ward_context(session, ward.ward_id).opens(now + timedelta(days=1))
    assert turn(app, now=lambda: opening, ward_ids=[ward.ward_id], force=True).failed == {}
    return opening.astimezone(START.tzinfo)


def check(ward: Office, now: datetime) -> int:
    """Compare the marks with the rungs that came; returns how many there were."""
    with ward.app.reading() as session:
        calendar = load_ward_context(session, ward.ward_id).calendar
        marks = session.exec(
            select(RungMark).where(RungMark.ward_id == ward.ward_id, RungMark.audience == "lead")
        ).all()
        mails = {mail.id or 0: mail for mail in session.exec(select(OutboxMail)).all()}
        lines = {
            (item.mail_id, item.assignment_id, item.offset)
            for item in outbox.items_of(session, list(mails))
            if item.kind in ("reminder", "overdue")
        }
    for mark in marks:
        if mark.state is RungState.TOLD:
            assert mails[mark.mail_id or 0].state is MailState.SENT
            assert (mark.mail_id, mark.assignment_id, mark.offset) in lines
        else:
            assert mark.reason, f"{mark.state} without a reason"
    counted = 0
    for row in ward.all():
        if row.state in OPEN_STATES:
            own = [
                mark.offset
                for mark in marks
                if mark.assignment_id == row.id and mark.revision >= row.ladder_revision
            ]
            came = rungs_that_came(row, calendar, now)
            assert sorted(own) == sorted(came), f"{row.code}, due {row.due_at}, now {now}"
            counted += len(came)
    return counted


def test_r1_every_rung_that_came_has_exactly_one_end(
    app: App, now: datetime, request: pytest.FixtureRequest
) -> None:
    backend = app.engine.url.get_backend_name()
    counted = 0
    for seed in range(HISTORIES[backend]):
        chance = random.Random(seed)  # noqa: S311 - the same histories at every run are meant
        ward = one_more_ward(app, seed, now)
        counted += check(ward, live(ward, chance))
    assert counted > 8 * HISTORIES[backend]
