"""Which waiting mails do not say what would be said now; a constant number of queries a ward."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from dondoc.usecases.context import WardContext
from dondoc.usecases.entries import letter_if_readable
from dondoc.usecases.letters import helping
from dondoc.usecases.readers import misdirected
from models.queries import assignments
from models.queries import claims as queries
from models.queries.claims import Held, TellingLine


def outdated(
    session: Session, context: WardContext, mails: Sequence[Held], *, now: datetime
) -> list[int]:
    """Return the ids of those of a ward's mails that ``letters.refresh`` must look at.

    What cannot be read is among them: there it is put aside.
    """
    mails = [mail for mail in mails if mail.facts.get("form") == "round"]
    if not mails:
        return []
    lines: dict[int, list[TellingLine]] = defaultdict(list)
    for line in queries.lines_of(session, [mail.id for mail in mails], now=now):
        lines[line.mail_id].append(line)
    found = ((mail.id, letter_if_readable(mail.facts)) for mail in mails)
    letters = {mail_id: letter for mail_id, letter in found if letter is not None}
    told = {i for letter in letters.values() for i in helping(letter)}
    notices = {n.id or 0: n for n in assignments.notices_by_id(session, told)} if told else {}
    day = context.day(now)
    return [
        mail.id
        for mail in mails
        if mail.id not in letters
        or mail.local_day != day
        or any(line.differs for line in lines[mail.id])
        or misdirected(
            letters[mail.id],
            context,
            {one.assignment_id: one for one in lines[mail.id]},
            notices,
            day,
        )
    ]
