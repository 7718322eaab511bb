"""R2: several processes at once on one database, under load: each mail exactly once."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dondoc.usecases.round import run_round
from dondoc.wiring import App
from models.outbox import MailState
from tests.conftest import BACKENDS, Databases, Prepared
from tests.kills.child import Order, send_once, together, turn_once
from tests.kills.play import EVE, Episode, forks, large_ward
from tests.smtp_server import ScriptedServer

HOW_MANY = 120


def before_the_round(app: App) -> None:
    large_ward(app, HOW_MANY)


def after_the_round(app: App) -> None:
    ward_id = large_ward(app, HOW_MANY)
    with app.transaction() as session:
        run_round(session, ward_id, voice=app.voice, now=EVE, force=True)


WAITING = Prepared("mails_for_many", after_the_round)
DUE = Prepared("work_for_many", before_the_round)


@pytest.fixture
def copy_of(databases: Databases, tmp_path: Path) -> Iterator[Callable[[str, Prepared], str]]:
    made = []

    def copy(backend: str, what: Prepared) -> str:
        made.append(databases.copy(backend, what, tmp_path)[0])
        return made[-1]

    yield copy
    for url in made:
        databases.drop(url)


async def run_at_once(what: Callable[[Order], None], order: Order, processes: int) -> None:
    start = forks.Barrier(processes)
    running = [forks.Process(target=together, args=(start, what, order)) for _ in range(processes)]
    for one in running:
        one.start()
    for one in running:
        await asyncio.to_thread(one.join, 120)
    assert [one.exitcode for one in running] == [0] * processes


@pytest.mark.parametrize("processes", [2, 4])
@pytest.mark.parametrize("backend", BACKENDS)
async def test_r2_several_senders_at_once_send_each_mail_once(
    copy_of: Callable[[str, Prepared], str], backend: str, processes: int
) -> None:
    url = copy_of(backend, WAITING)
    # More than one sender can open by itself: the first must not do all before the next begins.
    async with ScriptedServer(company=4) as server:
        look = Episode(url, server, senders=1)
        contents = look.contents()
        waiting = {mail.to_address: contents[mail.id or 0] for mail in look.mails()}

        await run_at_once(send_once, Order(url, server.port, 3, EVE), processes)

    assert server.connections > 3, "one sender did all"
    mails = look.mails()
    assert len(waiting) == len(mails) >= HOW_MANY
    assert Counter(one.rcpt_to for one in server.received) == Counter(waiting.keys())
    assert {one.rcpt_to: one.content for one in server.received} == waiting
    assert {(mail.state, mail.attempts, mail.repeats) for mail in mails} == {(MailState.SENT, 1, 0)}
    assert Counter(len(tries) for tries in look.tries().values()) == {1: len(mails)}


@pytest.mark.parametrize("backend", BACKENDS)
async def test_r2_whole_turns_at_once_and_again_add_no_mail(
    copy_of: Callable[[str, Prepared], str], backend: str
) -> None:
    url = copy_of(backend, DUE)
    async with ScriptedServer() as server:
        order = Order(url, server.port, 2, EVE)
        await run_at_once(turn_once, order, 3)
        # Whoever found the ward in the hands of another may have left before its mails were there.
        await run_at_once(turn_once, order, 1)
        first = Counter(one.rcpt_to for one in server.received)
        await run_at_once(turn_once, order, 2)

    assert set(first.values()) == {1}
    assert len(first) >= HOW_MANY
    assert Counter(one.rcpt_to for one in server.received) == first
    assert {mail.state for mail in Episode(url, server, senders=1).mails()} == {MailState.SENT}
