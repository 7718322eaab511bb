"""R3: kill -9 of the sender at every step, and at any moment, on both databases.

Each episode kills several senders one after the other on one database, lets a healthy one
finish, and accounts for every mail. More: TEST_KILLS=20 makes the random part so much longer.
"""

import os
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from dondoc.board import watching
from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.outbox import MailState
from notifications import outbox
from notifications.message import Address, Message, message_id_for
from notifications.outbox import Parcel
from tests.conftest import BACKENDS, Databases, Prepared
from tests.factories import clause, office, on_dates
from tests.kills.child import Order, Trap, app_for
from tests.kills.play import EVE, At, Death, Episode, Sometime, large_ward
from tests.smtp_server import ScriptedServer

LONGER = int(os.environ.get("TEST_KILLS", "1"))
Play = Callable[..., AbstractAsyncContextManager[Episode]]


def many_mails(app: App) -> None:
    """The morning's mails of a ward to its units."""
    ward_id = large_ward(app, 24)
    with app.transaction() as session:
        run_round(session, ward_id, voice=app.voice, now=EVE, force=True)


def large_mails(app: App) -> None:
    """A few mails of a megabyte, of which a narrow server has only the beginning."""
    ward = office(app, [clause("V.1", ["ubnd"], on_dates("2025-04-10"))], now=EVE)
    with app.transaction() as session:
        for number in range(3):
            _add_large(session, ward.ward_id, number)


def _add_large(session: Session, ward_id: int, number: int) -> None:
    message = Message(
        to=Address("Tổ dân phố", f"large{number}@p4.example"),
        sender=Address("UBND Phường 4", "dondoc@phuong4.example"),
        envelope_sender="dondoc@phuong4.example",
        subject=f"Báo cáo số {number}",
        text="Nội dung dài. " * 60_000,
        html="<p>Nội dung</p>",
        message_id=message_id_for(f"large {number}", "phuong4.example"),
        date=EVE,
        list_id="dondoc.phuong4.example",
    )
    parcel = Parcel(
        ward_id=ward_id, key=f"large {number}", kind="reminder", message=message,
        lines=(), facts={}, local_day=EVE.date(),
    )  # fmt: skip
    outbox.enqueue(session, parcel, now=EVE)


MANY = Prepared("many_mails", many_mails)
LARGE = Prepared("large_mails", large_mails)


@pytest.fixture
def play(databases: Databases, tmp_path: Path) -> Play:
    """Begin episodes; at the end of each, everything is finished and accounted for."""

    @asynccontextmanager
    async def begin(
        backend: str, *, senders: int, what: Prepared = MANY, **server: Any
    ) -> AsyncIterator[Episode]:
        url, _ = databases.copy(backend, what, tmp_path)
        async with ScriptedServer(**server) as running:
            episode = Episode(url, running, senders)
            running.watch = episode.watch
            yield episode
            await episode.finish()
            episode.account()
        databases.drop(url)

    return begin


#: Each list is one episode.
STEPS: list[list[Death]] = [
    # Before and after the claim, before and after the mark that comes before MAIL.
    [
        Trap("claimed", "written"),
        Trap("claimed", "before commit"),
        Trap("claimed", "after commit"),
        *[Trap("sending", "before commit", nth) for nth in (1, 3)],
        *[Trap("sending", "after commit", nth) for nth in (1, 3)],
    ],
    # In the conversation: after connecting, after MAIL, after RCPT, at DATA.
    [
        At("met"),
        At("EHLO"),
        *[At(verb, nth) for verb in ("MAIL", "RCPT", "DATA") for nth in (1, 3)],
    ],
    # The server has the whole content; it has said 250.
    [At(step, nth) for step in ("content", "taken") for nth in (1, 2, 4)],
    # Before and after the commit of the record.
    [Trap("sent", when, nth) for when in ("before commit", "after commit") for nth in (1, 3)],
]


@pytest.mark.parametrize("pipelining", [False, True], ids=["one by one", "pipelining"])
@pytest.mark.parametrize("senders", [1, 3])
@pytest.mark.parametrize("backend", BACKENDS)
async def test_r3_killed_at_every_step_nothing_is_lost_and_nothing_comes_thrice(
    play: Play, backend: str, senders: int, pipelining: bool
) -> None:
    offers = ("PIPELINING", "SIZE 1000000") if pipelining else ("SIZE 1000000",)
    for deaths in STEPS:
        async with play(backend, senders=senders, extensions=offers) as episode:
            for death in deaths:
                assert await episode.die(death), f"the sender survived {death}"


@pytest.mark.parametrize("backend", BACKENDS)
async def test_r3_killed_in_the_middle_of_the_content_the_mail_is_sent_once_and_whole(
    play: Play, backend: str
) -> None:
    async with play(backend, senders=2, what=LARGE, narrow=True) as episode:
        for _ in range(2):
            assert await episode.die(At("middle"))
        assert [kill.taken for kill in episode.kills] == [{}, {}]
        assert all(kill.of(MailState.SENDING) for kill in episode.kills)


@pytest.mark.parametrize("backend", BACKENDS)
async def test_r3_killed_at_any_moment(play: Play, backend: str) -> None:
    chance = random.Random(f"{backend} {LONGER}")  # noqa: S311 - the same moments are meant
    kills = 0
    while kills < 24 * LONGER:
        senders = chance.choice([1, 2, 4])
        async with play(backend, senders=senders) as episode:
            for _ in range(4):
                moment = Sometime(chance.randint(1, 50), chance.uniform(0, 0.02))
                kills += await episode.die(moment)


async def test_r3_what_was_doubtful_twice_waits_for_a_person_who_sees_it(play: Play) -> None:
    async with play("sqlite", senders=1, what=LARGE) as episode:
        # Some of these passes find nothing to do yet: a repeat waits for five minutes.
        for _ in range(9):
            await episode.die(At("content"))
        assert len(episode.kills) == 6
        await episode.finish()
        assert {mail.state for mail in episode.mails()} == {MailState.UNKNOWN}
        app = app_for(Order(episode.url, 1, 1, episode.now))
        with app.reading() as session:
            ward_id = episode.mails()[0].ward_id
            shown = [one.words for one in watching.troubles(session, ward_id, now=episode.now)]
        app.engine.dispose()
        (words,) = [words for words in shown if words.startswith("03 thư")]
        assert "không rõ đã đến hay chưa" in words
