"""Letters become mails: lines are checked against the present, put into words and stored."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from dondoc import wording
from dondoc.usecases import links
from dondoc.usecases.context import Reachable, WardContext, load_ward_context
from dondoc.usecases.entries import DEADLINE_KINDS, Entry, Letter, letter_of, still_true
from dondoc.usecases.voice import Voice
from models.assignment import OPEN_STATES, Assignment, AssignmentEvent, Link
from models.outbox import Notice, OutboxMail, RungState
from models.plan import Plan
from models.queries import assignments as queries
from models.queries import outbox as outbox_queries
from models.queries.assignments import Work
from models.ward import Person
from notifications import compose, notes, outbox
from notifications.message import Address, Message, message_id_for
from notifications.outbox import Line, Parcel
from notifications.subjects import kind_of
from notifications.views import (
    AssignmentMail,
    Item,
    LinkAgainMail,
    LoginMail,
    RoundMail,
    Section,
    SectionKind,
    Sender,
)

SECTION_OF = {
    "escalation": SectionKind.ESCALATION,
    "cooperation": SectionKind.COOPERATION,
    "reported": SectionKind.ANSWER,
    "asked": SectionKind.ANSWER,
    "assigned": SectionKind.ASSIGNMENT,
}
ABOUT_OTHERS = frozenset({SectionKind.ESCALATION, SectionKind.COOPERATION, SectionKind.ANSWER})
#: More assignments than this in one mail, and it belongs to no single thread.
THREADED = 3
#: A link that was asked for again is not sent once more before this has passed.
BETWEEN_LINKS = timedelta(hours=1)


@dataclass(frozen=True)
class Desk:
    """What writing needs at hand: the ward, the voice, the rows behind the lines."""

    context: WardContext
    voice: Voice
    works: dict[int, Work]
    notices: dict[int, Notice]
    events: dict[int, list[AssignmentEvent]]
    now: datetime

    @property
    def local(self) -> datetime:
        """The present in the ward's zone."""
        return self.now.astimezone(self.context.zone)


def desk_for(
    session: Session,
    context: WardContext,
    letters: Sequence[Letter],
    *,
    voice: Voice,
    now: datetime,
) -> Desk:
    """Load the rows behind some letters, in a constant number of queries."""
    ids = {e.assignment_id for letter in letters for e in letter.entries}
    ids |= {earlier for letter in letters for e in letter.entries for earlier in e.earlier}
    told = {e.notice_id for letter in letters for e in letter.entries if e.notice_id}
    shown = {e.assignment_id for letter in letters for e in letter.entries if _on_sheet(e)}
    events: dict[int, list[AssignmentEvent]] = defaultdict(list)
    for event in queries.events_of_many(session, shown):
        events[event.assignment_id].append(event)
    works = queries.work(session, context.ward_id, ids=ids)
    return Desk(
        context=context,
        voice=voice,
        works={work.assignment.id or 0: work for work in works},
        notices={n.id or 0: n for n in queries.notices_by_id(session, told)},
        events=events,
        now=now,
    )


def _on_sheet(entry: Entry) -> bool:
    return SECTION_OF.get(entry.kind) in ABOUT_OTHERS


def sender_of(context: WardContext, voice: Voice) -> Sender:
    """Return who writes: the ward, and the officer to answer to."""
    ward = context.ward
    full = f"UBND {ward.name}"
    officer = context.officer()
    return Sender(
        ward_name=ward.name,
        ward_full=full,
        office_email=voice.mail_from,
        officer_name=officer.name if officer else full,
        officer_title=(officer.title or "Cán bộ Nội vụ") if officer else "Văn phòng",
        officer_email=officer.email if officer else voice.mail_from,
        officer_phone=officer.phone if officer else "",
    )


def true_entries(letter: Letter, desk: Desk) -> list[Entry]:
    """Return the lines that are still worth sending, in the order of the plan."""
    kept = {}
    for entry in letter.entries:
        work = desk.works.get(entry.assignment_id)
        notice = desk.notices.get(entry.notice_id or 0)
        if work is not None and still_true(entry, work.assignment, notice):
            kept[entry.identity] = entry
    order = {key: index for index, key in enumerate(desk.works)}
    return sorted(kept.values(), key=lambda entry: order[entry.assignment_id])


def parcel_of(session: Session, letter: Letter, desk: Desk, *, key: str) -> Parcel | None:
    """Compose a letter; None when nothing is left to say."""
    entries = true_entries(letter, desk)
    if not entries and not letter.sheet:
        return None
    written = Letter(to=letter.to, entries=entries, sheet=letter.sheet)
    message, kind = _message(session, written, desk, key=key)
    return Parcel(
        ward_id=desk.context.ward_id,
        key=key,
        kind=kind,
        message=message,
        lines=tuple(_line(entry, desk) for entry in entries),
        facts=written.to_facts(),
        local_day=desk.local.date(),
    )


def _line(entry: Entry, desk: Desk) -> Line:
    row = desk.works[entry.assignment_id].assignment
    return Line(
        assignment_id=entry.assignment_id,
        kind=_kind_now(entry, row, desk),
        revision=row.revision,
        state=row.state.value,
        offset=entry.offset,
    )


def _kind_now(entry: Entry, row: Assignment, desk: Desk) -> str:
    """A reminder that leaves late may have become an overdue notice on its way."""
    if entry.kind in DEADLINE_KINDS:
        return "overdue" if row.due_at <= desk.now else "reminder"
    return entry.kind


def _message(session: Session, letter: Letter, desk: Desk, *, key: str) -> tuple[Message, str]:
    message_id = message_id_for(key, desk.voice.domain)
    sender = sender_of(desk.context, desk.voice)
    to = Address(letter.to.name, letter.to.email)
    items = [(entry, _item(session, entry, letter.to, desk)) for entry in letter.entries]
    threads = _threads(letter, desk)
    plans = {desk.works[entry.assignment_id].plan.id for entry in letter.entries}
    if items and all(entry.kind == "assigned" for entry, _ in items) and len(plans) == 1:
        plan = desk.works[letter.entries[0].assignment_id].plan
        mail = AssignmentMail(
            to=to,
            plan_name=plan_name(plan),
            plan_short=plan_short(plan),
            items=tuple(item for _, item in items),
            title=letter.to.title,
        )
        return compose.compose_assignment(
            mail, sender, message_id=message_id, now=desk.local, references=threads
        ), "assignment"
    round_mail = RoundMail(
        to=to, sections=_sections(items, letter, desk), today=desk.local.date(),
        title=letter.to.title,
    )  # fmt: skip
    return compose.compose_round(
        round_mail, sender, message_id=message_id, now=desk.local, references=threads
    ), kind_of(round_mail)


def _threads(letter: Letter, desk: Desk) -> tuple[str, ...]:
    ids = list(dict.fromkeys(entry.assignment_id for entry in letter.entries))
    if len(ids) > THREADED:
        return ()
    return tuple(message_id_for(f"assignment:{i}", desk.voice.domain) for i in ids)


def _sections(
    items: Sequence[tuple[Entry, Item]], letter: Letter, desk: Desk
) -> tuple[Section, ...]:
    units = {item.unit_name for e, item in items if SECTION_OF.get(e.kind) not in ABOUT_OTHERS}
    groups: dict[tuple[SectionKind, str | None], list[Item]] = defaultdict(list)
    if letter.sheet:
        groups[SectionKind.ESCALATION, None] = []
    for entry, item in items:
        kind = _section_of(entry, desk)
        alone = kind in ABOUT_OTHERS or len(units) < 2
        groups[kind, None if alone else item.unit_name].append(item)
    return tuple(
        Section(kind, unit_name, tuple(found)) for (kind, unit_name), found in groups.items()
    )


def _section_of(entry: Entry, desk: Desk) -> SectionKind:
    row = desk.works[entry.assignment_id].assignment
    if entry.kind in DEADLINE_KINDS:
        if row.due_at <= desk.now:
            return SectionKind.OVERDUE
        due_day = row.due_at.astimezone(desk.context.zone).date()
        return SectionKind.TODAY if due_day == desk.local.date() else SectionKind.SOON
    return SECTION_OF.get(entry.kind, SectionKind.DECISIONS)


def _item(session: Session, entry: Entry, to: Reachable, desk: Desk) -> Item:
    work = desk.works[entry.assignment_id]
    row = work.assignment
    context = desk.context
    due = row.due_at.astimezone(context.zone)
    behind = context.calendar.between(due.date(), desk.local.date())
    late = max(behind, 0) if row.due_at <= desk.now else 0
    notice = desk.notices.get(entry.notice_id or 0)
    sheet = _sheet_words(entry, late, desk)
    return Item(
        code=row.code,
        clause_path=work.clause.path,
        clause_text=work.clause.text,
        duty_text=work.duty.text,
        unit_name=context.unit(notice.unit_id if notice and entry.support else row.unit_id).name,
        lead_name=context.unit(row.unit_id).name if entry.support else "",
        due_at=due,
        kind=_kind_now(entry, row, desk),
        link=_link(session, entry, row, to, desk),
        offset=behind,
        requested=row.mode.value == "request",
        proposed=row.certainty.value == "proposed",
        support=entry.support,
        derivation=row.derivation,
        earlier=tuple(_earlier(i, desk) for i in entry.earlier if i in desk.works),
        note=(notice.text or None) if notice else None,
        days_late=late,
        is_new=entry.is_new and _on_sheet(entry),
        reason=sheet.reason,
        last_contact=sheet.last_contact,
        proposal=sheet.proposal,
    )


def _link(session: Session, entry: Entry, row: Assignment, to: Reachable, desk: Desk) -> str | None:
    if _on_sheet(entry):
        return f"{desk.voice.base_url}/nhiem-vu/{row.id}"
    if entry.support or entry.kind in {"transferred", "withdrawn", "accepted"}:
        return None
    token = links.token_for(session, row, address=to.email, secret=desk.voice.secret, now=desk.now)
    return f"{desk.voice.base_url}/l/{token}"


def _earlier(assignment_id: int, desk: Desk) -> str:
    row = desk.works[assignment_id].assignment
    return wording.day_short(row.due_at.astimezone(desk.context.zone).date())


@dataclass(frozen=True)
class SheetWords:
    """The three columns of a leader's sheet that come from the history."""

    reason: str | None = None
    last_contact: str | None = None
    proposal: str | None = None


REASON_KINDS = frozenset({"ask_extension", "return", "sleep"})


def _sheet_words(entry: Entry, late: int, desk: Desk) -> SheetWords:
    if entry.kind not in {"escalation", "cooperation"}:
        return SheetWords()
    events = desk.events.get(entry.assignment_id, [])
    reasons = [event.text for event in events if event.kind in REASON_KINDS and event.text]
    by_unit = [event for event in events if event.actor_kind.value == "link"]
    last = by_unit[-1].at.astimezone(desk.context.zone) if by_unit else None
    return SheetWords(
        reason=reasons[-1] if reasons else None,
        last_contact=f"đơn vị phản hồi ngày {wording.day_short(last.date())}" if last else None,
        proposal=_proposal(entry, late, desk.context),
    )


def _proposal(entry: Entry, late: int, context: WardContext) -> str:
    if entry.kind == "cooperation":
        return "cán bộ Nội vụ gọi điện, đề nghị phối hợp"
    passed = sum(level.after <= late for level in context.levels)
    steps = (
        "cán bộ Nội vụ liên hệ trực tiếp với đơn vị",
        "Phó Chủ tịch nhắc người đứng đầu đơn vị",
        "Chủ tịch chỉ đạo, yêu cầu đơn vị giải trình",
    )
    return steps[min(max(passed, 1), len(steps)) - 1]


def plan_short(plan: Plan) -> str:
    """Return «Kế hoạch số 12/KH-UBND», or the title where there is no number."""
    return f"Kế hoạch số {plan.number}" if plan.number else f"Kế hoạch “{plan.title}”"


def plan_name(plan: Plan) -> str:
    """Return the plan as a letter cites it: number, date and title."""
    number = f" số {plan.number}" if plan.number else ""
    issued = f" ngày {wording.day_short(plan.issued_on)}" if plan.issued_on else ""
    return f"Kế hoạch{number}{issued} “{plan.title}”"


def refresh(
    session: Session, context: WardContext, mail: OutboxMail, *, voice: Voice, now: datetime
) -> bool:
    """Write a mail anew when what it speaks of has changed; False when nothing is left of it.

    Only for mails that no server can have seen.
    """
    if mail.facts.get("form") != "round":
        return True
    if not _changed(session, mail, context.day(now), now):
        return True
    letter = letter_of(mail.facts)
    desk = desk_for(session, context, [letter], voice=voice, now=now)
    parcel = parcel_of(session, letter, desk, key=mail.dedup_key)
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


def _changed(session: Session, mail: OutboxMail, today: date, now: datetime) -> bool:
    """Tell whether the day or anything that a mail speaks of is other than when it was written."""
    if mail.local_day != today:
        return True
    items = outbox_queries.items_of(session, [mail.id or 0])
    ids = {item.assignment_id for item in items}
    rows = {row.id: row for row in queries.assignments_by_id(session, ids)}
    for item in items:
        row = rows[item.assignment_id]
        if (row.revision, row.state.value) != (item.revision, item.state):
            return True
        if item.kind == "reminder" and row.due_at <= now:
            return True
    return False


def queue_login(
    session: Session, person: Person, *, code: str, voice: Voice, now: datetime, hours: float = 1
) -> None:
    """Queue the mail with a sign-in link; it leaves at any hour."""
    context = load_ward_context(session, person.ward_id)
    until = (now + timedelta(hours=hours)).astimezone(context.zone)
    key = f"login:{person.id}:{links.hash_of(code)[:16]}"
    message = notes.compose_login(
        LoginMail(
            to=Address(person.name, person.email),
            link=f"{voice.base_url}/dang-nhap/{code}",
            valid_until=until,
        ),
        sender_of(context, voice),
        message_id=message_id_for(key, voice.domain),
        now=now.astimezone(context.zone),
    )
    _queue_at_any_hour(session, context, key, "login", message, now)


def send_link_again(session: Session, link: Link, *, voice: Voice, now: datetime) -> bool:
    """Queue a fresh link to the unit's registered address, never to another one.

    At most one an hour for each link; False when nobody at the unit can be reached, or the
    work is closed.
    """
    row = session.get_one(Assignment, link.assignment_id)
    context = load_ward_context(session, row.ward_id)
    to = context.reach(row.unit_id, context.day(now))
    if to is None or row.state not in OPEN_STATES or row.unit_id != link.unit_id:
        return False
    last = outbox_queries.newest_mail_under(session, f"link-again:{link.id}:")
    if last is not None and now - last.made_at < BETWEEN_LINKS:
        return True
    key = f"link-again:{link.id}:{now.astimezone(UTC):%Y%m%d%H%M}"
    entry = Entry(assignment_id=row.id or 0, kind="assigned", revision=row.revision)
    letter = Letter(to=to, entries=[entry])
    desk = desk_for(session, context, [letter], voice=voice, now=now)
    message = notes.compose_link_again(
        LinkAgainMail(
            to=Address(to.name, to.email),
            item=_item(session, entry, to, desk),
            title=to.title,
        ),
        sender_of(context, voice),
        message_id=message_id_for(key, voice.domain),
        now=desk.local,
    )
    _queue_at_any_hour(session, context, key, "link-again", message, now)
    return True


def _queue_at_any_hour(
    session: Session, context: WardContext, key: str, kind: str, message: Message, now: datetime
) -> None:
    parcel = Parcel(
        ward_id=context.ward_id,
        key=key,
        kind=kind,
        message=message,
        lines=(),
        facts={"form": kind},
        local_day=context.day(now),
        any_hour=True,
    )
    outbox.enqueue(session, parcel, now=now)
