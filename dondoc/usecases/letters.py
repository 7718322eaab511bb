"""Letters become mails: lines are checked against the present, put into words and stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from dondoc.rules.delivery import Outcome
from dondoc.rules.standing import has_passed
from dondoc.usecases import isolate, unwritten
from dondoc.usecases.calendar_events import attachments_of
from dondoc.usecases.citing import Cited, plan_name, plan_short
from dondoc.usecases.context import WardContext
from dondoc.usecases.desk import ABOUT_OTHERS, SECTION_OF, Desk, desk_for
from dondoc.usecases.entries import (
    AMENDED_KINDS,
    DEADLINE_KINDS,
    HANDED_OFF,
    Entry,
    Letter,
    letter_of,
    still_true,
)
from dondoc.usecases.isolate import Written
from dondoc.usecases.items import item_of
from dondoc.usecases.readers import misdirected, reader_of, take_back
from dondoc.usecases.voice import Voice
from models.assignment import Assignment
from models.outbox import MailItem, OutboxMail, RungState
from models.queries import assignments as queries
from models.queries import outbox as outbox_queries
from notifications import compose, outbox
from notifications.amended import compose_amendment
from notifications.blocks import DUE
from notifications.message import Address, Message, message_id_for
from notifications.outbox import Line, Parcel
from notifications.views import (
    AmendmentMail,
    AssignmentMail,
    Item,
    RoundMail,
    Section,
    SectionKind,
)

#: More assignments than this in one mail, and it belongs to no single thread.
THREADED = 3


def true_entries(letter: Letter, desk: Desk) -> list[Entry]:
    """Return the lines that are still worth sending, in the order of the plan."""
    kept = {}
    for entry in letter.entries:
        work = desk.works.get(entry.assignment_id)
        notice = desk.notices.get(entry.notice_id or 0)
        if work is not None and still_true(entry, work.assignment, notice):
            kept[entry.identity] = entry
    return sorted(kept.values(), key=lambda entry: desk.place[entry.assignment_id])


def parcel_of(session: Session, letter: Letter, desk: Desk, *, key: str) -> Parcel | None:
    """Compose a letter; None when nothing is left to say."""
    entries = true_entries(letter, desk)
    if not entries and not letter.sheet:
        return None
    to = reader_of(letter, entries, desk)
    written = Letter(to=to, entries=entries, sheet=letter.sheet)
    told = _told(session, written, desk)
    message, kind = _message(written, told, desk, key=key)
    way = desk.context.way_to(to.email)
    return Parcel(
        ward_id=desk.context.ward_id,
        key=key,
        kind=kind,
        message=message,
        lines=tuple(_line(entry, item, desk) for entry, item in told),
        facts=written.to_facts(),
        local_day=desk.local.date(),
        channel=way,
        phone=desk.context.phone_for(to.email, way),
    )


def written(session: Session, letter: Letter, desk: Desk, *, key: str) -> Written:
    """Compose a letter down to its bytes; lines that cannot be written are left out and named."""

    def compose_it(one: Letter) -> Parcel | None:
        parcel = parcel_of(session, one, desk, key=key)
        return parcel if parcel is None or parcel.content else None

    return isolate.write(letter, compose_it)


def _line(entry: Entry, item: Item, desk: Desk) -> Line:
    row = desk.works[entry.assignment_id].assignment
    return Line(
        assignment_id=entry.assignment_id,
        kind=item.kind,
        revision=row.revision,
        state=row.state.value,
        offset=entry.offset,
    )


def _told(session: Session, letter: Letter, desk: Desk) -> list[tuple[Entry, Item]]:
    """Return the lines with their words; those of several plans name each its own."""
    told = [(entry, item_of(session, entry, letter.to, desk)) for entry in letter.entries]
    if not told or _one_plan(letter, desk) is not None:
        return told
    return [(e, _with_plan(item, desk.works[e.assignment_id].plan)) for e, item in told]


def _with_plan(item: Item, plan: Cited) -> Item:
    return replace(item, plan_name=plan_short(plan))


def _one_plan(letter: Letter, desk: Desk) -> Cited | None:
    """Return the plan from which all lines are; None where they are from several."""
    found = (desk.works[entry.assignment_id].plan for entry in letter.entries)
    plans = {plan.id: plan for plan in found}
    return plans.popitem()[1] if len(plans) == 1 else None


def _message(
    letter: Letter, told: Sequence[tuple[Entry, Item]], desk: Desk, *, key: str
) -> tuple[Message, str]:
    message_id = message_id_for(key, desk.voice.domain)
    to = Address(letter.to.name, letter.to.email)
    threads = _threads(letter, desk)
    files = attachments_of(told, desk)
    kinds = {entry.kind for entry in letter.entries}
    if kinds == {"assigned"} and (plan := _one_plan(letter, desk)) is not None:
        mail = AssignmentMail(
            to=to,
            plan_name=plan_name(plan),
            plan_short=plan_short(plan),
            items=tuple(item for _, item in told),
            title=letter.to.capacity,
            attachments=files,
        )
        return compose.compose_assignment(
            mail, desk.sender, message_id=message_id, now=desk.local, references=threads
        ), "assignment"
    basis = _one_basis(told) if kinds <= AMENDED_KINDS else None
    if basis is not None and (plan := _one_plan(letter, desk)) is not None:
        amended = AmendmentMail(
            to=to,
            basis=basis,
            plan_name=plan_name(plan),
            plan_short=plan_short(plan),
            items=tuple(item for _, item in told),
            title=letter.to.capacity,
            attachments=files,
        )
        return compose_amendment(
            amended, desk.sender, message_id=message_id, now=desk.local, references=threads
        ), "amendment"
    round_mail = RoundMail(
        to=to, sections=_sections(told, letter, desk), today=desk.local.date(),
        title=letter.to.capacity, attachments=files,
    )  # fmt: skip
    return compose.compose_round(
        round_mail, desk.sender, message_id=message_id, now=desk.local, references=threads
    ), round_mail.kind


def _one_basis(told: Sequence[tuple[Entry, Item]]) -> str | None:
    """Return the amending document from which all lines follow; None where there are several."""
    notes = {item.note or "" for _, item in told}
    return notes.pop() if len(notes) == 1 else None


def _threads(letter: Letter, desk: Desk) -> tuple[str, ...]:
    ids = dict.fromkeys(entry.assignment_id for entry in letter.entries)
    if len(ids) > THREADED:
        return ()
    return tuple(message_id_for(f"assignment:{i}", desk.voice.domain) for i in ids)


def _sections(
    told: Sequence[tuple[Entry, Item]], letter: Letter, desk: Desk
) -> tuple[Section, ...]:
    units = {item.unit_name for e, item in told if SECTION_OF.get(e.kind) not in ABOUT_OTHERS}
    groups: dict[tuple[SectionKind, str | None], list[Item]] = defaultdict(list)
    if letter.sheet:
        groups[SectionKind.ESCALATION, None] = []
    for entry, item in told:
        kind = _section_of(entry, item, desk)
        alone = kind in ABOUT_OTHERS or len(units) < 2
        groups[kind, None if alone else item.unit_name].append(item)
    return tuple(
        Section(kind, unit_name, _in_turn(kind, found))
        for (kind, unit_name), found in groups.items()
    )


def _in_turn(kind: SectionKind, items: list[Item]) -> tuple[Item, ...]:
    """Return what is due in the order of its deadlines, all else in the order of the plan."""
    return tuple(sorted(items, key=lambda item: item.due_at) if kind in DUE else items)


def _section_of(entry: Entry, item: Item, desk: Desk) -> SectionKind:
    if entry.kind in DEADLINE_KINDS:
        if item.kind == "overdue":
            return SectionKind.OVERDUE
        is_today = item.due_at.date() == desk.local.date()
        return SectionKind.TODAY if is_today else SectionKind.SOON
    return SECTION_OF.get(entry.kind, SectionKind.DECISIONS)


def refresh(
    session: Session, context: WardContext, mail: OutboxMail, *, voice: Voice, now: datetime
) -> bool:
    """Write a mail anew when what it speaks of has changed; False when it must not leave.

    That is when nothing is left of it, or when it cannot be written: then it is parked for a
    person, and keeps no other from leaving. Only for mails that no server can have seen.
    """
    try:
        with session.begin_nested():
            return _write_anew(session, context, mail, voice=voice, now=now)
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one mail is its own
        words = f"Không viết lại được thư này ({type(error).__name__}: {error})."
        outbox.settle_failed(session, mail, outcome=Outcome.PARK, code=None, words=words, now=now)
        about = f"Thư “{mail.subject}” gửi {mail.to_address} được để lại chờ xử lý. {words}"
        outbox.raise_alarm(session, outbox.MAIL_BROKEN, ward_id=mail.ward_id, words=about, now=now)
        return False


def _write_anew(
    session: Session, context: WardContext, mail: OutboxMail, *, voice: Voice, now: datetime
) -> bool:
    if mail.facts.get("form") != "round":
        return True
    if not _changed(session, context, mail, now):
        return True
    letter = letter_of(mail.facts)
    desk = desk_for(session, context, [letter], voice=voice, now=now)
    parcel = _parcel_anew(session, mail, letter, desk)
    kept = {entry.assignment_id for entry in true_entries(letter, desk)}
    for mark in outbox_queries.marks_of(session, mail.id or 0):
        if mark.assignment_id not in kept:
            mark.state = RungState.SKIPPED
            mark.reason = "đã thay đổi trước khi thư đi"
            session.add(mark)
    if parcel is None:
        outbox.drop(session, mail, reason="Không còn nội dung cần báo.")
        return False
    outbox.rewrite(session, mail, parcel)
    return True


def _parcel_anew(session: Session, mail: OutboxMail, letter: Letter, desk: Desk) -> Parcel | None:
    """Compose what is left of a mail; lines that cannot be written are told another time.

    Raises:
        Exception: nothing of it can be written; whatever composing raised.
    """
    found = written(session, letter, desk, key=mail.dedup_key)
    if found.failed and found.parcel is None:
        raise next(iter(found.failed.values()))
    if found.failed:
        unwritten.untell(session, [mail], found.failed)
        unwritten.keep(session, desk.context, [(letter.to, found.failed)], now=desk.now)
    return found.parcel


def _changed(session: Session, context: WardContext, mail: OutboxMail, now: datetime) -> bool:
    """Tell whether a mail is not what would be written now; lines for others are taken back."""
    today = context.day(now)
    items = outbox_queries.items_of(session, [mail.id or 0])
    ids = {item.assignment_id for item in items}
    rows = {row.id or 0: row for row in queries.assignments_by_id(session, ids)}
    if _take_back(session, context, mail, rows, now) or mail.local_day != today:
        return True
    return any(_differs(item, rows[item.assignment_id], now) for item in items)


def _differs(item: MailItem, row: Assignment, now: datetime) -> bool:
    """Tell whether a line speaks of another state of the work than the present one."""
    if (row.revision, row.state.value) != (item.revision, item.state):
        return True
    return item.kind == "reminder" and has_passed(row, now)


def helping(letter: Letter) -> set[int]:
    """Return the news of lines for another unit than the one that has the work."""
    return {
        e.notice_id
        for e in letter.entries
        if (e.support or e.kind == HANDED_OFF) and e.notice_id is not None
    }


def _take_back(
    session: Session,
    context: WardContext,
    mail: OutboxMail,
    rows: Mapping[int, Assignment],
    now: datetime,
) -> bool:
    letter = letter_of(mail.facts)
    told = helping(letter)
    notices = {n.id or 0: n for n in queries.notices_by_id(session, told)} if told else {}
    wrong = misdirected(letter, context, rows, notices, context.day(now))
    if wrong:
        take_back(session, mail, wrong, now=now)
    return bool(wrong)
