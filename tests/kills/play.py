"""Episodes: senders are killed one after the other, then a healthy one finishes; all is counted."""

import asyncio
import multiprocessing
import os
import signal
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from multiprocessing.process import BaseProcess

from sqlmodel import Session, col, select

from dondoc.operate.tick import send
from dondoc.wiring import App
from models.db import make_engine, reading
from models.outbox import DeliveryTry, MailContent, MailState, OutboxMail
from tests.factories import WARD, clause, office, on_dates
from tests.kills.child import Order, Trap, app_for, send_once
from tests.smtp_server import ScriptedServer, Seen
from tests.usecases.play import local

EVE = local("2025-04-09 07:30")
#: Beyond the lease of a claim and the wait before a repeat, so that each pass may go on at once.
PAUSE = timedelta(minutes=16)

forks = multiprocessing.get_context("forkserver")
# Imported once; a child is then there within milliseconds.
forks.set_forkserver_preload(["tests.kills.child"])


def large_ward(app: App, units: int) -> int:
    """A ward with so many units, each of which has work that is due tomorrow; returns its id."""
    keys = [f"u{number}" for number in range(units)]
    lines = "".join(
        f"  - {{key: {key}, name: Tổ {key}, contacts: [{{name: T, email: {key}@p4.example}}]}}\n"
        for key in keys
    )
    text = WARD.replace("groups: {unions", lines + "groups: {unions")
    clauses = [clause("V.1", keys, on_dates("2025-04-10"))]
    return office(app, clauses, now=local("2025-03-03 08:00"), text=text).ward_id


@dataclass(frozen=True)
class At:
    """Die when the server is at the ``nth`` such step; see ``ScriptedServer`` and ``Seen``."""

    step: str
    nth: int = 1


@dataclass(frozen=True)
class Sometime:
    """Die so long after the server has seen so many steps, whatever is going on then.

    Counted by steps and not by seconds alone, so that it strikes in the midst on any machine.
    """

    steps: int
    seconds: float


Death = At | Trap | Sometime


@dataclass(frozen=True)
class Kill:
    """What a kill left behind.

    ``taken`` are the mails that the server took in this pass, by connection; ``rows`` the states
    of all mails; ``begun`` the addresses that a MAIL and RCPT have named.
    """

    death: Death
    taken: dict[int, list[str]]
    begun: frozenset[str]
    rows: dict[str, MailState]

    def of(self, state: MailState) -> set[str]:
        """Return the addresses whose mails are in a state."""
        return {address for address, found in self.rows.items() if found is state}

    @property
    def doubtful(self) -> set[str]:
        """What the server took and nobody wrote down: this is what may come twice."""
        return self.of(MailState.SENDING).intersection(chain.from_iterable(self.taken.values()))


@dataclass
class Episode:
    """One database and one server; every address has one mail."""

    url: str
    server: ScriptedServer
    senders: int
    now: datetime = EVE
    taken: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    kills: list[Kill] = field(default_factory=list)
    _death: Death | None = None
    _victim: BaseProcess | None = None
    _steps: Counter[str] = field(default_factory=Counter)
    _this_pass: list[Seen] = field(default_factory=list)

    def watch(self, seen: Seen) -> None:
        """Count what arrives, and kill at the step that was agreed."""
        self._this_pass.append(seen)
        if seen.step == "content":
            self.taken[seen.recipient].append(seen.content)
        self._steps[seen.step] += 1
        death = self._death
        if isinstance(death, At) and (seen.step, self._steps[seen.step]) == (death.step, death.nth):
            self._kill()
        elif isinstance(death, Sometime) and len(self._this_pass) == death.steps:
            asyncio.get_running_loop().call_later(death.seconds, self._kill)

    def _kill(self) -> None:
        assert self._victim is not None
        assert self._victim.pid is not None
        with suppress(ProcessLookupError):
            os.kill(self._victim.pid, signal.SIGKILL)

    async def die(self, death: Death) -> bool:
        """Start a pass and kill it; False when it was over before."""
        self._this_pass.clear()
        self._steps.clear()
        self._death = death
        trap = death if isinstance(death, Trap) else None
        order = Order(self.url, self.server.port, self.senders, self.now, trap)
        self._victim = forks.Process(target=send_once, args=(order,))
        self._victim.start()
        await asyncio.to_thread(self._victim.join, 60)
        await self.server.until_left()
        code, self._death = self._victim.exitcode, None
        assert code in (0, -signal.SIGKILL), f"the sender ended with {code}"
        self.now += PAUSE
        if code == 0:
            return False
        self.kills.append(self._left_behind(death))
        return True

    def _left_behind(self, death: Death) -> Kill:
        taken: dict[int, list[str]] = defaultdict(list)
        for seen in self._this_pass:
            if seen.step == "content":
                taken[seen.connection].append(seen.recipient)
        begun = frozenset(seen.recipient for seen in self._this_pass if seen.step == "RCPT")
        rows = {mail.to_address: mail.state for mail in self.mails()}
        kill = Kill(death, dict(taken), begun, rows)
        self._check(kill)
        return kill

    def _check(self, kill: Kill) -> None:
        """What must hold the moment after a death."""
        unsure = kill.of(MailState.SENDING)
        for address in kill.begun:
            assert kill.rows[address] in (MailState.SENDING, MailState.SENT), (
                f"{kill.death}: {address} was named to the server before it was marked"
            )
        for address in kill.of(MailState.SENT):
            assert self.taken[address], f"{kill.death}: {address} is stamped as sent, and is not"
        for connection, mails in kill.taken.items():
            repeated = unsure.intersection(mails)
            assert len(repeated) <= 1, f"{kill.death}: {repeated} over connection {connection}"
        assert len(unsure) <= self.senders, f"{kill.death}: {unsure}"

    async def finish(self) -> None:
        """Let healthy senders work until nothing waits; the clock moves on between them."""
        order = Order(self.url, self.server.port, self.senders, self.now)
        app = app_for(order, durable=False)
        for _ in range(4):
            await asyncio.to_thread(send, app, now=lambda: self.now)
            self.now += PAUSE
        app.engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        """A look by an engine of its own, which leaves no connection open behind."""
        engine = make_engine(self.url, durable=False)
        with reading(engine) as session:
            yield session
        engine.dispose()

    def mails(self) -> list[OutboxMail]:
        """Return every mail."""
        with self._reading() as session:
            return list(session.exec(select(OutboxMail).order_by(col(OutboxMail.id))).all())

    def contents(self) -> dict[int, bytes]:
        """Return the bytes of each mail."""
        with self._reading() as session:
            return {row.mail_id: row.content for row in session.exec(select(MailContent)).all()}

    def tries(self) -> dict[int, list[str]]:
        """Return the outcomes of the tries of each mail."""
        found: dict[int, list[str]] = defaultdict(list)
        with self._reading() as session:
            for row in session.exec(select(DeliveryTry).order_by(col(DeliveryTry.id))).all():
                found[row.mail_id].append(row.outcome)
        return found

    def account(self) -> None:
        """Nothing lost, nothing more than once too often, nothing counted that was not begun."""
        tries, contents = self.tries(), self.contents()
        repeats = 0
        for mail in self.mails():
            copies = self.taken.pop(mail.to_address, [])
            doubts = sum(mail.to_address in kill.of(MailState.SENDING) for kill in self.kills)
            assert mail.state in (MailState.SENT, MailState.UNKNOWN), mail.to_address
            assert len(copies) <= 2, f"{mail.to_address} came {len(copies)} times"
            if mail.state is MailState.SENT:
                assert copies, f"{mail.to_address} is lost"
            else:
                assert doubts == 2, f"{mail.to_address} was given up too early"
            content = contents[mail.id or 0]
            assert set(copies) <= {content}
            assert mail.message_id.encode() in content
            tried = tries[mail.id or 0]
            assert tried.count("doubtful") == doubts, mail.to_address
            assert mail.attempts == len(tried) == doubts + (mail.state is MailState.SENT)
            repeats += max(len(copies) - 1, 0)
        assert self.taken == {}, "the server got what is no mail of ours"
        assert repeats <= sum(len(kill.doubtful) for kill in self.kills)
