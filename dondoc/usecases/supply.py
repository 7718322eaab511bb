"""Feeds mails to the connections, most urgent first, so that few are in memory at a time."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from dondoc.rules import limits
from dondoc.rules.limits import NO_LIMITS, Limits
from dondoc.rules.urgency import RANKS
from dondoc.usecases import claims, limiting
from dondoc.usecases.claims import Contexts, InHand, Taken
from dondoc.usecases.ledger import Ledger
from dondoc.usecases.voice import Voice
from models.queries import limits as limit_queries
from models.queries import outbox as queries
from models.queries.outbox import BY_MAIL, Way

#: Ids of mails whose turn has come, looked up at once; their bytes stay in the database. To find
#: the most urgent ones all that wait are sorted, so few of them at a time would cost more than
#: sending them does; so many leave within seconds.
PAGE = 2048
#: Mails claimed at once: few, since a sender that is killed keeps them until its lease ends.
BATCH = 64
#: While some connection is still busy, the queue is looked at again this often.
LOOK_AGAIN_SECONDS = 1.0
#: Whoever lingers looks again after half the time for which nothing has come, within these bounds.
FIRST_LOOK_SECONDS, LAST_LOOK_SECONDS = 0.01, 0.25


@dataclass
class Supply:
    """Mails in hand of one worker; ``stop`` when no more must leave.

    With ``linger`` connections wait so long after the last mail for others to be stored.
    """

    ledger: Ledger
    voice: Voice
    now: Callable[[], datetime]
    until: datetime
    limits: Limits = NO_LIMITS
    way: Way = BY_MAIL
    linger: timedelta = timedelta(0)
    later: int = 0
    dropped: int = 0
    _contexts: Contexts = field(default_factory=Contexts)
    _ready: deque[InHand] = field(default_factory=deque)
    _page: deque[int] = field(default_factory=deque)
    _refill: "asyncio.Future[Taken] | None" = None
    _busy: int = 0
    _returned: asyncio.Event = field(default_factory=asyncio.Event)
    _stopped: bool = False
    _nothing_since: float | None = None

    def stop(self) -> None:
        """Hand out no more mails."""
        self._stopped = True
        self._returned.set()

    async def next(self) -> InHand | None:
        """Return the next mail; None when there is none and all connections rest."""
        while not self._stopped:
            if len(self._ready) <= BATCH // 4 and self._refill is None:
                self._refill = self.ledger.write(self._claim)
            if self._ready:
                self._busy += 1
                self._nothing_since = None
                return self._ready.popleft()
            if await self._filled() or await self._others_are_busy():
                continue
            if not await self._may_linger():
                break
        return None

    def done(self) -> None:
        """Say that the mail of one ``next`` has left, or not."""
        self._busy -= 1
        self._returned.set()

    async def _filled(self) -> bool:
        """Wait for what was asked for; tells whether there is something in hand now."""
        refill = self._refill
        if refill is not None:
            taken = await asyncio.shield(refill)
            if self._refill is refill:
                self._refill = None
                self._ready.extend(taken.ready)
                self.later += taken.later
                self.dropped += taken.dropped
        return bool(self._ready)

    async def _others_are_busy(self) -> bool:
        if self._busy == 0:
            return False
        self._returned.clear()
        try:
            async with asyncio.timeout(LOOK_AGAIN_SECONDS):
                await self._returned.wait()
        except TimeoutError:
            pass
        return True

    async def _may_linger(self) -> bool:
        """Wait a moment for mails that a round stores meanwhile, ward by ward."""
        now = asyncio.get_running_loop().time()
        if self._nothing_since is None:
            self._nothing_since = now
        waited = now - self._nothing_since
        if waited >= self.linger.total_seconds():
            return False
        await asyncio.sleep(min(max(waited / 2, FIRST_LOOK_SECONDS), LAST_LOOK_SECONDS))
        return True

    def _room(self, session: Session, now: datetime) -> int:
        """Return how many mails may be claimed at once."""
        if not self.limits.are_set:
            return BATCH
        limit_queries.take_turns(session)
        room = limits.room(limiting.spans(session, self.limits, now))
        return BATCH if room is None else min(BATCH, room)

    def _claim(self, session: Session) -> Taken:
        """Take the next mails; runs in the ledger's thread, in its transaction."""
        taken = Taken(ready=[])
        now = self.now()
        while not taken.ready and now < self.until:
            if not self._page:
                self._page.extend(queries.ready_ids(session, now, PAGE, ranks=RANKS, way=self.way))
            most = self._room(session, now)
            ids = [self._page.popleft() for _ in range(min(most, len(self._page)))]
            if not ids:
                # What is left over waits for room, and is looked up anew then.
                self._page.clear()
                break
            if self.limits.are_set:
                ids = limiting.hold_back(session, self.limits, ids, now)
            found = claims.take(
                session,
                ids,
                worker=self.ledger.worker,
                voice=self.voice,
                now=now,
                contexts=self._contexts,
            )
            taken.ready = found.ready
            taken.later += found.later
            taken.dropped += found.dropped
        return taken
