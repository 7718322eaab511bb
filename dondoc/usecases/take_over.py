"""A restored or copied installation takes over (tiếp quản): from now on it is the one that speaks.

What the former one may have told after the backup was made is not told again: it becomes mails of
unknown fate, which a person sees in the outbox and can send or drop.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from dondoc.rules.local import at_local
from dondoc.rules.moves import Refused
from dondoc.usecases import posting, quiet, record
from dondoc.usecases import round as rounds
from dondoc.usecases.actor import Actor
from dondoc.usecases.agenda import decide
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.posting import Shelf
from dondoc.usecases.voice import Voice
from models.outbox import MailState, OutboxMail
from models.place import Place
from models.queries import heartbeats, wards
from models.queries import outbox as queries

#: The kind of event in the ward's log.
KIND = "take-over"
#: Rounds longer ago than this are not gone through: their reminders are missed by now.
LONGEST = timedelta(days=60)
_DOUBT = "Máy cũ có thể đã gửi nội dung này sau khi sao lưu. Xem lại rồi gửi lại hoặc bỏ."


@dataclass(frozen=True)
class TakenOver:
    """How many mails wait for a person's look, since the former installation may have sent them."""

    doubtful: int


def take_over(
    session: Session,
    *,
    place: Place | None,
    voice: Voice,
    actor: Actor,
    now: datetime,
    stopped_at: datetime | None = None,
) -> TakenOver:
    """End the quiet; what was due until ``stopped_at`` (until now, unless it is known) is in doubt.

    ``stopped_at`` is when the former installation stopped. What is due later is told by the next
    round, in one mail an address.

    Raises:
        Refused: nothing waits to be confirmed, or ``stopped_at`` lies ahead.
    """
    row = quiet.the_installation(session, lock=True)
    if row is None or row.quiet_since is None:
        raise Refused("Hệ thống đang gửi thư bình thường, không có gì chờ xác nhận.")
    until = stopped_at or now
    if until > now:
        raise Refused("Thời điểm máy cũ ngừng chạy phải ở trước lúc này.")
    doubtful = 0
    for ward_id in wards.ward_ids(session):
        found = _in_doubt(session, ward_id, since=row.quiet_since, until=until, voice=voice)
        doubtful += found
        record.record(
            session, ward_id, KIND, actor=actor, now=now, text=quiet.words(row),
            before={"instance": row.instance}, after={"doubtful": found},
        )  # fmt: skip
    row.instance, row.place = quiet.new_name(), place
    row.quiet_since, row.confirmed_at, row.confirmed_by = None, now, actor.name
    session.add(row)
    return TakenOver(doubtful)


def _in_doubt(
    session: Session, ward_id: int, *, since: datetime, until: datetime, voice: Voice
) -> int:
    """Write down as told, by mails of unknown fate, all that may have been told elsewhere.

    The rounds that the former installation would have run are gone through day by day, so that
    what follows from a told reminder is known as well.
    """
    waiting = [mail for mail in queries.waiting_mails(session, ward_id) if mail.made_at <= since]
    for mail in waiting:
        _doubt(session, mail)
    session.flush()
    context = load_ward_context(session, ward_id, hold=True)
    last = heartbeats.last(session, rounds.NAME, ward_id)
    found = len(waiting)
    for moment in _moments(context, last.at if last else since, until):
        found += _round_in_doubt(session, context, since=since, moment=moment, voice=voice)
    return found


def _moments(context: WardContext, begun: datetime, until: datetime) -> list[datetime]:
    """Return when rounds would have run: each morning since the last one, and at the end."""
    last = context.day(until)
    first = max(context.day(begun), last - LONGEST)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    mornings = [at_local(day, context.ward.window_from, context.zone) for day in days]
    return [one for one in [*mornings, until] if begun < one <= until and context.is_open(one)]


def _round_in_doubt(
    session: Session, context: WardContext, *, since: datetime, moment: datetime, voice: Voice
) -> int:
    facts = rounds.facts_of(session, context, moment)
    # What was done here since is known to have been told by nobody.
    facts = replace(
        facts,
        works=[row for row in facts.works if row.revised_at <= since],
        notices=[notice for notice in facts.notices if notice.made_at <= since],
    )
    agenda = decide(facts)
    shelf = Shelf(posting.todays(session, context, moment), {})
    keyed = {posting.digest_key(context, one, moment): one for one in agenda.letters.values()}
    wanted = {key: one for key, one in keyed.items() if key not in shelf.today}
    posted = posting.post(session, context, wanted, shelf=shelf, voice=voice, now=moment)
    for mail_id in posted:
        _doubt(session, session.get_one(OutboxMail, mail_id))
    rounds.settle(session, context, agenda, now=moment)
    session.flush()
    return len(posted)


def _doubt(session: Session, mail: OutboxMail) -> None:
    mail.state, mail.last_words = MailState.UNKNOWN, _DOUBT
    mail.claimed_by = mail.claimed_until = None
    session.add(mail)
