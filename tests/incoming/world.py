"""A ward whose mails have left, so that answers and bounces can come in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, SQLModel, col, select

from dondoc.rules.return_path import ReturnPath
from dondoc.usecases.receive import Given, receive
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.assignment import Assignment
from models.incoming import IncomingMail
from models.outbox import MailState, OutboxMail
from tests.conftest import SECRET, Prepared
from tests.factories import WARD, clause, office, on_dates
from tests.incoming.eml import mail
from tests.usecases.play import local

EVE = local("2025-04-09 07:30")
LATER = local("2025-04-09 10:00")
TWO_CONTACTS = (
    "contacts: [{name: Minh, title: Công chức, email: culture@p4.example}, "
    "{name: Thay, email: second@p4.example}]"
)
PATH = ReturnPath("dondoc@phuong4.example", SECRET)


def speaking(app: App) -> App:
    """Return the application with incoming mails switched on."""
    return replace(app, voice=replace(app.voice, return_path=PATH))


def build(app: App) -> int:
    """One task of culture, five of the radio officer; the eve's reminders have been sent."""
    app = speaking(app)
    one = "contacts: [{name: Minh, title: Công chức, email: culture@p4.example}]"
    assert one in WARD
    clauses = [clause("V.1", ["culture"], on_dates("2025-04-10"))]
    clauses += [clause(f"V.{n}", ["radio"], on_dates("2025-04-10")) for n in range(2, 7)]
    ward = office(app, clauses, now=local("2025-03-03 08:00"), text=WARD.replace(one, TWO_CONTACTS))
    with app.transaction() as session:
        run_round(session, ward.ward_id, voice=app.voice, now=EVE, force=True)
    with app.transaction() as session:
        for row in session.exec(select(OutboxMail)).all():
            row.state, row.sent_at = MailState.SENT, EVE
            session.add(row)
    return ward.ward_id


WORLD = Prepared("incoming", build)


@dataclass(frozen=True)
class Post:
    """The ward of a test, and mails that come in."""

    app: App
    ward_id: int

    @contextmanager
    def looking(self) -> Iterator[Session]:
        with self.app.reading() as session:
            yield session

    def sent_to(self, address: str) -> OutboxMail:
        """Return the newest mail that left for an address."""
        with self.looking() as session:
            query = select(OutboxMail).where(OutboxMail.to_address == address)
            return session.exec(query.order_by(col(OutboxMail.id).desc())).all()[0]

    def raw(self, name: str, *, about: str = "culture@p4.example") -> bytes:
        return mail(name, about=self.sent_to(about).message_id, path=PATH)

    def take(self, raw: bytes, *, now: datetime = LATER) -> IncomingMail | None:
        """Let one mail come in by the pipe."""
        given = Given(raw=raw, source="pipe", size=len(raw))
        with self.app.transaction() as session:
            return receive(session, given, voice=self.app.voice, now=now)

    def comes(
        self, name: str, *, about: str = "culture@p4.example", now: datetime = LATER
    ) -> IncomingMail:
        row = self.take(self.raw(name, about=about), now=now)
        assert row is not None
        return row

    def assignment(self, code_start: str) -> Assignment:
        with self.looking() as session:
            query = select(Assignment).where(col(Assignment.code).startswith(code_start))
            return session.exec(query).one()

    def rows(self, table: type[SQLModel]) -> list[dict[str, object]]:
        """Return a whole table as plain values."""
        with self.looking() as session:
            return [row.model_dump() for row in session.exec(select(table)).all()]


def days(count: int) -> timedelta:
    return timedelta(days=count)
