"""Who is to be told what in a round: a pure decision over rows that were loaded before."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dondoc.rules.directory import Reachable
from dondoc.rules.owing import Held
from dondoc.usecases.agenda_facts import Agenda, Facts
from dondoc.usecases.context import WardContext
from dondoc.usecases.entries import OFFICER_KINDS, Entry, news_is_true
from dondoc.usecases.hand_over import hand_over
from dondoc.usecases.rungs import remind
from dondoc.usecases.sheets import escalate
from dondoc.usecases.silence import hint_at_silence, listen, officers_for
from models.outbox import Notice

#: Decisions wait this long for others to the same address.
MERGE_WINDOW = timedelta(minutes=10)
#: News that never makes a mail of its own.
RIDES_ALONG = frozenset({"accepted"})


def decide(facts: Facts) -> Agenda:
    """Return who is told what: by the ladder, the chain, the news that waits, a new contact."""
    agenda = Agenda()
    if facts.context.sending.includes(facts.today):
        listen(facts, agenda)
        remind(facts, agenda)
        escalate(facts, agenda)
        hint_at_silence(facts, agenda)
    _bring_news(facts, agenda)
    hand_over(facts, agenda)
    _ride_along(facts, agenda)
    return agenda


def _bring_news(facts: Facts, agenda: Agenda) -> None:
    for notice in facts.notices:
        row = facts.subjects[notice.assignment_id]
        if not news_is_true(notice, row):
            agenda.overtaken.append(notice)
        elif notice.kind in RIDES_ALONG or _is_early(facts, notice):
            continue
        else:
            _add_news(facts, agenda, notice)


def _is_early(facts: Facts, notice: Notice) -> bool:
    """The officer reads of reports on the board at once, and by mail the next morning."""
    if notice.kind in OFFICER_KINDS:
        return facts.context.day(notice.made_at) == facts.context.day(facts.now)
    return facts.now - notice.made_at < MERGE_WINDOW


def _add_news(facts: Facts, agenda: Agenda, notice: Notice) -> None:
    for to in listeners(facts.context, notice, facts.subjects[notice.assignment_id], facts.now):
        agenda.letter(to).entries.append(entry_of(notice))


def entry_of(notice: Notice) -> Entry:
    """Return the line that tells a piece of news."""
    return Entry(
        assignment_id=notice.assignment_id,
        kind=notice.kind,
        revision=notice.revision,
        notice_id=notice.id,
        is_new=True,
        support=notice.audience == "support",
    )


def listeners(context: WardContext, notice: Notice, row: Held, now: datetime) -> list[Reachable]:
    """Return who is to hear a piece of news; nobody while the unit has no contact."""
    today = context.day(now)
    if notice.kind not in OFFICER_KINDS:
        to = context.reach(notice.unit_id, today)
        return [to] if to else []
    return officers_for(context, row, today)


def _ride_along(facts: Facts, agenda: Agenda) -> None:
    for notice in facts.notices:
        if notice.kind not in RIDES_ALONG or notice in agenda.overtaken:
            continue
        row = facts.subjects[notice.assignment_id]
        for to in listeners(facts.context, notice, row, facts.now):
            if to.key in agenda.letters:
                agenda.letters[to.key].entries.append(entry_of(notice))


def unique(entries: Iterable[Entry]) -> list[Entry]:
    """Return the lines with each piece of news once, the later wording first served."""
    return list({entry.identity: entry for entry in entries}.values())
