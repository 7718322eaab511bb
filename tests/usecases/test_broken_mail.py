"""A mail that cannot be written anew is parked for a person, and stops nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from dondoc.operate.tick import send, turn
from dondoc.wiring import App
from models.outbox import MailState, OutboxMail
from models.queries import outbox as queries
from tests.conftest import Prepared
from tests.smtp_server import MailServer
from tests.usecases.test_faults import EVE, build


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("mails_wait", build)


def test_r1_a_mail_that_cannot_be_written_is_parked_with_the_reason_and_the_others_leave(
    app: App,
) -> None:
    with app.transaction() as session:
        mails = session.exec(select(OutboxMail).order_by(col(OutboxMail.id))).all()
        broken, others = mails[0], {mail.to_address for mail in mails[1:]}
        broken.facts = {"form": "round", "nonsense": 1}
        broken.local_day -= timedelta(days=1)
        session.add(broken)

    with MailServer() as server:
        there = app.settings.model_copy(update={"sink_port": server.port})
        working = replace(app, settings=there)
        outcome = send(working, now=lambda: EVE)
        later = turn(working, now=lambda: EVE + timedelta(hours=1))

    assert (outcome.sent, later.failed) == (len(others), {})
    assert {one.rcpt_to for one in server.received} >= others
    with app.reading() as session:
        row = session.get_one(OutboxMail, broken.id)
        (tried,) = queries.tries_of(session, [broken.id or 0])
    assert row.state is MailState.PARKED
    assert row.last_words.startswith("Không viết lại được thư này")
    assert (tried.outcome, tried.words) == ("park", row.last_words)
