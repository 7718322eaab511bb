"""Mails taken out of the queue by one worker, brought up to date and ready to leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import Session

from dondoc.usecases import letters
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.voice import Voice
from models.outbox import OutboxMail
from notifications import outbox
from notifications.channel import Envelope


@dataclass(frozen=True, slots=True)
class InHand:
    """A claimed mail as it leaves."""

    mail_id: int
    channel: str
    envelope: Envelope


@dataclass(kw_only=True)
class Taken:
    """What became of mails whose turn had come; ``later`` ones wait for their ward to open."""

    ready: list[InHand]
    later: int = 0
    dropped: int = 0


def take(
    session: Session, mail_ids: Sequence[int], *, worker: str, voice: Voice, now: datetime
) -> Taken:
    """Claim mails and bring them up to date; what must not leave now is put aside."""
    taken = Taken(ready=[])
    mails = outbox.claim_all(session, mail_ids, worker=worker, now=now)
    by_ward = sorted(mails, key=lambda mail: mail.ward_id)
    leaving: set[int | None] = set()
    for ward_id, group in groupby(by_ward, key=lambda mail: mail.ward_id):
        context = load_ward_context(session, ward_id)
        leaving |= _leaving(session, context, list(group), taken, voice=voice, now=now)
    taken.ready = [
        InHand(
            mail.id or 0,
            mail.channel,
            outbox.envelope_of(mail, mail_from=voice.envelope_for(mail.message_id)),
        )
        for mail in mails
        if mail.id in leaving
    ]
    return taken


def _leaving(
    session: Session,
    context: WardContext,
    mails: list[OutboxMail],
    taken: Taken,
    *,
    voice: Voice,
    now: datetime,
) -> set[int | None]:
    is_open = context.is_open(now)
    at_home = [mail for mail in mails if not (is_open or mail.any_hour)]
    for mail in at_home:
        outbox.release(mail, not_before=context.opens(now))
        session.add(mail)
    taken.later += len(at_home)
    going = {mail.id for mail in mails if is_open or mail.any_hour}
    # Bytes are frozen once a server may have seen them.
    unseen = [mail for mail in mails if mail.id in going and mail.repeats == 0]
    for mail in letters.outdated(session, context, unseen, now=now):
        if not letters.refresh(session, context, mail, voice=voice, now=now):
            going.discard(mail.id)
            taken.dropped += 1
    return going
