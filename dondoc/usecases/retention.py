"""What is not kept for ever: the raw bytes of mails that came in."""

from datetime import datetime

from dateutil.relativedelta import relativedelta
from sqlmodel import Session

from dondoc import wording
from dondoc.usecases.actor import SYSTEM
from dondoc.usecases.record import record
from models.queries import incoming as queries

#: The kind of event in the ward's log.
KIND = "incoming-raw"


def forget(session: Session, *, months: int, now: datetime) -> int:
    """Empty the raw bytes of mails that came more than so many months ago; 0 keeps them for ever.

    What was read of them stays: writer, subject, words, files, and what was made of them. A mail
    that still waits for the officer keeps everything. Returns how many there were.
    """
    if not months:
        return 0
    found = queries.forget_raw(session, now - relativedelta(months=months))
    for ward_id, number in found.items():
        if ward_id is not None:
            record(
                session, ward_id, KIND, actor=SYSTEM, now=now,
                text=f"Bản gốc của {wording.count(number, 'thư')} đến quá {months} tháng",
            )  # fmt: skip
    return sum(found.values())
