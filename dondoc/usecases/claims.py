"""Mails taken out of the queue by one worker, brought up to date and ready to leave."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from sqlmodel import Session

from dondoc.usecases import freshness, letters
from dondoc.usecases.context import WardContext, read_ward_context
from dondoc.usecases.voice import Voice
from models.outbox import OutboxMail
from models.queries import claims as queries
from models.queries.claims import Held
from notifications import outbox
from notifications.channel import Envelope

#: Who reads for whom is looked at anew after this; work is looked at for every mail.
MOMENT_SECONDS = 2.0


@dataclass(slots=True)
class InHand:
    """A claimed mail as it leaves."""

    mail_id: int
    envelope: Envelope


@dataclass(kw_only=True)
class Taken:
    """What became of mails whose turn had come; ``later`` ones wait for their ward to open."""

    ready: list[InHand]
    later: int = 0
    dropped: int = 0


@dataclass
class Contexts:
    """Wards looked up a moment ago, so that the mails of one ward do not each look it up again.

    Nothing is written by them: what is written anew gets its ward from the same transaction.
    """

    _found: dict[int, tuple[float, WardContext]] = field(default_factory=dict)

    def of(self, session: Session, ward_id: int) -> WardContext:
        """Return a ward as it was ``MOMENT_SECONDS`` ago at most."""
        at, context = self._found.get(ward_id, (0.0, None))
        if context is None or time.monotonic() - at > MOMENT_SECONDS:
            context = read_ward_context(session, ward_id)
            # Mails come ward by ward; no more than the present one is kept.
            self._found = {ward_id: (time.monotonic(), context)}
        return context


def take(
    session: Session,
    mail_ids: Sequence[int],
    *,
    worker: str,
    voice: Voice,
    now: datetime,
    contexts: Contexts | None = None,
) -> Taken:
    """Claim mails and bring them up to date; what must not leave now is put aside."""
    contexts = contexts or Contexts()
    taken = Taken(ready=[])
    claimed = outbox.claim_all(session, mail_ids, worker=worker, now=now)
    held = queries.held(session, claimed)
    for ward_id, mails in groupby(sorted(held.values(), key=_ward), key=_ward):
        context = contexts.of(session, ward_id)
        leaving = _open_ones(session, context, list(mails), held, now=now)
        _refresh(session, context, leaving, held, taken, voice=voice, now=now)
    taken.later = len(claimed) - len(held) - taken.dropped
    going = (held.get(mail_id) for mail_id in mail_ids)
    taken.ready = [
        InHand(mail.id, outbox.envelope_of(mail, mail_from=voice.envelope_for(mail.message_id)))
        for mail in going
        if mail is not None
    ]
    return taken


def _ward(mail: Held) -> int:
    return mail.ward_id


def _open_ones(
    session: Session,
    context: WardContext,
    mails: list[Held],
    held: dict[int, Held],
    *,
    now: datetime,
) -> list[Held]:
    """Return what may leave the ward at this hour; the rest waits for its opening."""
    is_open = context.is_open(now)
    late = [mail.id for mail in mails if not (is_open or mail.any_hour)]
    if late:
        outbox.release_all(session, late, not_before=context.opens(now))
    for mail_id in late:
        del held[mail_id]
    return [mail for mail in mails if mail.id in held]


def _refresh(
    session: Session,
    context: WardContext,
    mails: list[Held],
    held: dict[int, Held],
    taken: Taken,
    *,
    voice: Voice,
    now: datetime,
) -> None:
    """Write anew what would be said otherwise now; what has nothing left to say is dropped."""
    # Bytes are frozen once a server may have seen them.
    unseen = [mail for mail in mails if mail.repeats == 0]
    written: list[int] = []
    late = freshness.outdated(session, context, unseen, now=now)
    if late:
        context = read_ward_context(session, context.ward_id)
    for mail_id in late:
        mail = session.get_one(OutboxMail, mail_id, populate_existing=True)
        if letters.refresh(session, context, mail, voice=voice, now=now):
            written.append(mail_id)
        else:
            del held[mail_id]
            taken.dropped += 1
    if written:
        session.flush()
        held.update(queries.held(session, written))
