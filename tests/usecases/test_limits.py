"""What exceeds a limit waits, the most urgent first, counted over all senders."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from dondoc.operate.doctor import examine
from dondoc.operate.tick import send
from dondoc.usecases import limiting
from dondoc.usecases.voice import Voice
from dondoc.wiring import App
from models.db import make_engine
from models.outbox import MailState, OutboxMail
from notifications import outbox
from notifications.message import Address, Message, message_id_for
from notifications.outbox import Parcel
from tests.factories import WARD, load
from tests.smtp_server import MailServer
from tests.usecases.play import local

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = local("2025-04-09 07:30")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


def limited(app: App, server: MailServer, **limits: int) -> App:
    changed = {"sink_port": server.port, "senders": 2, **limits}
    return replace(app, settings=app.settings.model_copy(update=changed))


def put(session: Session, voice: Voice, ward_id: int, key: str, kind: str, to: str) -> None:
    """Let one mail wait in the outbox."""
    me = Address("Phường 4", voice.mail_from)
    message = Message(
        to=Address("", to), sender=me, envelope_sender=voice.mail_from, subject=key, text=key,
        html=key, message_id=message_id_for(key, "p4.example"), date=MORNING, list_id="p4.example",
    )  # fmt: skip
    parcel = Parcel(
        ward_id=ward_id, key=key, kind=kind, message=message, lines=(), facts={},
        local_day=MORNING.date(),
    )  # fmt: skip
    outbox.enqueue(session, parcel, now=MORNING)


def fill(app: App, *mails: tuple[str, str]) -> None:
    with app.transaction() as session:
        ward_id = load(session, now=MORNING, text=WARD)
        for number, (kind, to) in enumerate(mails):
            put(session, app.voice, ward_id, f"{number} {kind}", kind, to)


def many(kind: str, count: int) -> list[tuple[str, str]]:
    return [(kind, f"{kind}{number}@p4.example") for number in range(count)]


def subjects_sent(app: App) -> set[str]:
    with app.reading() as session:
        query = select(OutboxMail.subject).where(OutboxMail.state == MailState.SENT)
        return set(session.exec(query).all())


def sent_at(app: App, at: datetime) -> int:
    return send(app, now=lambda: at).sent


def test_the_most_urgent_leave_first_and_the_rest_as_soon_as_there_is_room(
    app: App, server: MailServer
) -> None:
    fill(app, *many("assignment", 2), *many("reminder", 2), *many("overdue", 2))
    working = limited(app, server, mails_per_hour=3)

    first = sent_at(working, MORNING)
    urgent = subjects_sent(app)
    early = sent_at(working, MORNING + timedelta(minutes=59))
    later = sent_at(working, MORNING + timedelta(minutes=61))

    assert (first, early, later) == (3, 0, 3)
    assert {one.split()[1] for one in urgent} == {"overdue", "reminder"}
    assert len([one for one in urgent if "overdue" in one]) == 2
    assert len(server.received) == 6


def test_a_days_quota_of_the_provider_is_never_exceeded_by_the_hours(
    app: App, server: MailServer
) -> None:
    fill(app, *many("reminder", 8))
    working = limited(app, server, mails_per_hour=3, mails_per_day=5)

    hours = [sent_at(working, MORNING + timedelta(minutes=61 * hour)) for hour in range(4)]
    next_day = sent_at(working, MORNING + timedelta(hours=24, minutes=30))

    assert (hours, next_day) == ([3, 2, 0, 0], 3)


def test_one_address_gets_no_more_than_its_share_and_the_others_do_not_wait(
    app: App, server: MailServer
) -> None:
    fill(
        app, ("assignment", "front@p4.example"), ("overdue", "Front@p4.example"),
        ("reminder", "front@p4.example"), ("reminder", "women@p4.example"),
    )  # fmt: skip
    working = limited(app, server, mails_per_address_per_hour=1)

    first = sent_at(working, MORNING)
    told = subjects_sent(app)
    second = sent_at(working, MORNING + timedelta(minutes=30))
    third = sent_at(working, MORNING + timedelta(minutes=61))

    assert (first, second, third) == (2, 0, 1)
    assert told == {"1 overdue", "3 reminder"}
    assert subjects_sent(app) == {*told, "2 reminder"}


def test_r2_senders_side_by_side_keep_one_limit_together(
    app: App, server: MailServer, database_url: str
) -> None:
    fill(app, *many("reminder", 40))
    engines = [make_engine(database_url) for _ in range(4)]
    working = limited(app, server, mails_per_hour=25)
    workers = [replace(working, engine=engine) for engine in engines]

    with ThreadPoolExecutor(len(workers)) as pool:
        sent = sum(pool.map(lambda worker: sent_at(worker, MORNING), workers))

    for engine in engines:
        engine.dispose()
    assert (sent, len(server.received)) == (25, 25)
    assert len({one.rcpt_to for one in server.received}) == 25


def test_doctor_and_outbox_say_that_the_limit_is_used_up(app: App, server: MailServer) -> None:
    fill(app, *many("reminder", 4))
    working = limited(app, server, mails_per_hour=3)
    sent_at(working, MORNING)

    noon = MORNING + timedelta(minutes=45)
    (check,) = [one for one in examine(working, now=noon) if one.name == "outbox"]
    with app.reading() as session:
        used, full = limiting.words(session, working.limits, noon, ZONE)
        waiting = session.exec(
            select(OutboxMail.state).where(col(OutboxMail.state) != MailState.SENT)
        )

        assert list(waiting) == [MailState.QUEUED]
    assert used == "Đã gửi 3/3 thư trong một giờ qua."
    assert "08:30" in full
    assert (check.state, full in check.words) == ("warn", True)
    assert "DONDOC_MAILS_PER_HOUR" in check.remedy
