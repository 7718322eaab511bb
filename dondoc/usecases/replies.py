"""A person's answer becomes a note on the assignment (thư trả lời), for the officer to read.

It is never a report: the state of the assignment does not change.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from dondoc.rules.local import at_local, local_day
from dondoc.usecases import change
from dondoc.usecases.actor import Actor, acting
from dondoc.usecases.incoming_facts import Facts, name_of
from dondoc.usecases.incoming_verdict import Verdict
from models.assignment import ActorKind, Assignment, AssignmentEvent, State
from models.incoming import IncomingAbout, IncomingKind, IncomingMail
from models.queries import assignments, outbox
from models.queries import incoming as queries
from models.ward import Role
from notifications.masking import mask

#: An answer to a mail about more than this must name the codes, or the officer chooses.
MOST_ABOUT = 3
#: More mails of one person in a day are kept, but tell nobody.
MOST_A_DAY = 20
LONGEST_NEWS = 600


def judge(session: Session, facts: Facts) -> Verdict:
    """Decide where a person's mail belongs; whatever is not certain is held."""
    reason = _doubt(session, facts)
    rows = [] if reason else _subjects(session, facts)
    if not reason and not rows:
        reason = "Thư được trả lời không nói về nhiệm vụ nào mà người gửi phụ trách."
    if not reason and len(rows) > MOST_ABOUT:
        reason = f"Trả lời một thư về {len(rows)} nhiệm vụ mà không ghi mã; hãy chọn nhiệm vụ."
    if reason:
        return Verdict.held(IncomingKind.REPLY, reason)

    def note(session: Session, row: IncomingMail) -> None:
        for assignment in rows:
            note_on(session, assignment, row, actor=actor_of(facts, row), now=facts.now)
            if not _is_officer(facts):
                change.tell(
                    session, assignment, "replied", audience="officer", now=facts.now,
                    text=_news(row),
                )  # fmt: skip

    return Verdict.done(IncomingKind.REPLY, "Đã ghi vào nhiệm vụ.", note)


def _doubt(session: Session, facts: Facts) -> str:
    if not facts.read.own_words and not facts.read.files:
        return "Thư không có nội dung và không kèm tệp."
    if not facts.is_known:
        return f"Người gửi {facts.sender or '(không rõ)'} không có trong danh bạ."
    if facts.ours is None:
        return "Không rõ thư này trả lời thư nào."
    if facts.context is not None:
        since = at_local(local_day(facts.now, facts.context.zone), "00:00", facts.context.zone)
        if queries.count_from(session, facts.sender, since) >= MOST_A_DAY:
            return f"Người gửi đã gửi hơn {MOST_A_DAY} thư trong ngày."
    return ""


def _subjects(session: Session, facts: Facts) -> list[Assignment]:
    """Return the assignments of the answered mail that concern the writer, as they stand today."""
    ours = facts.ours
    items = outbox.items_of(session, [ours.id or 0]) if ours else ()
    rows = assignments.assignments_by_id(session, {item.assignment_id for item in items})
    today = {row.id: row for row in (_today(session, row) for row in rows)}
    concerned = sorted(_of_writer(facts, today.values()), key=lambda row: row.id or 0)
    text = f"{facts.read.subject}\n{facts.read.own_words}"
    return [row for row in concerned if _is_named(row.code, text)] or concerned


def _today(session: Session, row: Assignment) -> Assignment:
    while row.state is State.TRANSFERRED and row.successor_id is not None:
        row = session.get_one(Assignment, row.successor_id)
    return row


def _of_writer(facts: Facts, rows: Iterable[Assignment]) -> list[Assignment]:
    found: Sequence[Assignment] = list(rows)
    ours, context = facts.ours, facts.context
    if context is None or ours is None:
        return []
    people = {person.email.casefold() for person in context.people}
    if facts.sender in people or facts.sender == ours.to_address.casefold():
        return list(found)
    mine = facts.units_of_sender()
    return [row for row in found if row.unit_id in mine]


def _is_named(code: str, text: str) -> bool:
    return re.search(rf"(?<![\w./#-]){re.escape(code)}(?![\w#-])", text) is not None


def actor_of(facts: Facts, row: IncomingMail) -> Actor:
    """Return who wrote, in what capacity: a person with a role, or somebody for a unit."""
    people = facts.context.people if facts.context else ()
    person = next((one for one in people if one.email.casefold() == row.sender), None)
    if person is not None:
        return acting(person, channel="mail")
    name = (
        (name_of(facts.context, row.sender) if facts.context else "")
        or row.sender_name
        or row.sender
    )
    return Actor(kind=ActorKind.LINK, name=name, channel="mail", email=row.sender)


def _is_officer(facts: Facts) -> bool:
    people = facts.context.people if facts.context else ()
    return any(
        one.role is Role.INTERIOR_OFFICER and one.email.casefold() == facts.sender for one in people
    )


def _news(row: IncomingMail) -> str:
    # Whoever answers may copy their own link along; it must open nothing for others.
    return mask(row.own_words or row.subject)[:LONGEST_NEWS]


def note_on(
    session: Session, assignment: Assignment, row: IncomingMail, *, actor: Actor, now: datetime
) -> None:
    """Put a mail beside an assignment, by one event; its state and version stay as they are."""
    session.add(IncomingAbout(incoming_id=row.id or 0, assignment_id=assignment.id or 0))
    session.add(
        AssignmentEvent(
            ward_id=assignment.ward_id,
            assignment_id=assignment.id or 0,
            at=now,
            kind="replied",
            actor_kind=actor.kind,
            actor=actor.name,
            channel=actor.channel,
            text=_news(row),
            data={"incoming": row.id, "from": row.sender, "values": {}},
        )
    )
