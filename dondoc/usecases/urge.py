"""The formal letter that reminds a unit (công văn đôn đốc): drafted, signed on paper, recorded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlmodel import Session

from dondoc import wording
from dondoc.reports.blocks import OfficialDocument, Signature
from dondoc.reports.summary_facts import PlanInfo, WardInfo
from dondoc.reports.urging import UrgedItem, UrgingFacts, urging_content, urging_document
from dondoc.rules.escalation import days_late
from dondoc.rules.local import at_local
from dondoc.rules.moves import Refused
from dondoc.rules.standing import has_passed
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.items import DISPATCH
from dondoc.usecases.record import record
from models.assignment import AssignmentEvent
from models.dispatch import Dispatch
from models.plan import Mode
from models.queries import assignments
from models.queries import dispatches as queries
from models.queries.assignments import Work
from models.ward import Person, Role, Unit

#: The kind of event in the ward's log when a letter is written; its number is ``DISPATCH``.
KIND = "dispatch-drafted"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Working days that a unit has to answer, unless the officer sets another day.
REPLY_DAYS = 3
LONGEST_NUMBER = 60
_stored = TypeAdapter(UrgingFacts)


@dataclass(frozen=True)
class Owing:
    """A unit with overdue work, and how much of it."""

    unit: Unit
    number: int


def owing(session: Session, ward_id: int, *, now: datetime) -> list[Owing]:
    """Return the units that have overdue work which is chased, the most of it first."""
    context = load_ward_context(session, ward_id)
    counts = Counter(work.assignment.unit_id for work in _overdue(session, context, now))
    return [Owing(context.unit(unit_id), number) for unit_id, number in counts.most_common()]


def _overdue(
    session: Session, context: WardRows, now: datetime, unit_id: int | None = None
) -> list[Work]:
    return [
        work
        for work in assignments.open_work(session, context.ward_id)
        if work.assignment.chased
        and has_passed(work.assignment, now)
        and unit_id in (None, work.assignment.unit_id)
    ]


def draft(
    session: Session,
    ward_id: int,
    unit_key: str,
    *,
    actor: Actor,
    now: datetime,
    reply_by: date | None = None,
    signer: str | None = None,
) -> Dispatch:
    """Write the letter on all overdue work of a unit, ready for number and signature.

    ``signer`` is the key of a leader; without it the chairman signs.

    Raises:
        NotFound: there is no such ward, unit or leader.
        Refused: the unit owes nothing, or the day of the answer has passed.
    """
    context = load_ward_context(session, ward_id)
    unit = context.unit_by_key(unit_key)
    works = _overdue(session, context, now, unit.id)
    if not works:
        raise Refused(f"{unit.name} không có nhiệm vụ quá hạn nào đang đôn đốc.")
    today = context.day(now)
    by = reply_by or context.calendar.add(today, REPLY_DAYS)
    if by < today:
        raise Refused("Ngày phải báo cáo không thể ở trước hôm nay.")
    facts = _facts(context, unit, works, by=by, signer=signer, now=now)
    dispatch = Dispatch(
        ward_id=ward_id, unit_id=unit.id or 0, items=[work.assignment.id or 0 for work in works],
        facts=_stored.dump_python(facts, mode="json"), document=urging_document(facts),
        made_at=now, made_by=actor.name,
    )  # fmt: skip
    session.add(dispatch)
    session.flush()
    number = wording.count(len(works), "nội dung" if facts.requested else "nhiệm vụ")
    record(
        session, ward_id, KIND, actor=actor, now=now, text=f"Gửi {unit.name}: {number}",
        after={"dispatch": dispatch.id},
    )  # fmt: skip
    return dispatch


def _facts(
    context: WardRows,
    unit: Unit,
    works: Sequence[Work],
    *,
    by: date,
    signer: str | None,
    now: datetime,
) -> UrgingFacts:
    plans = list({work.plan.id: work.plan for work in works}.values())
    position = {plan.id: index for index, plan in enumerate(plans)}
    ward, officer = context.ward, context.officer()
    kind = "xã" if ward.name.casefold().startswith("xã") else "phường"
    title = (officer.title or "Cán bộ Nội vụ") if officer else ""
    return UrgingFacts(
        ward=WardInfo(ward.name, ward.city, ward.province, kind, context.zone),
        unit_name=unit.name,
        requested=unit.requested or all(w.assignment.mode is Mode.REQUEST for w in works),
        plans=tuple(PlanInfo(plan.number, plan.title, plan.issued_on) for plan in plans),
        items=tuple(_item(work, context, position[work.plan.id], now) for work in works),
        as_of=context.day(now),
        reply_by=at_local(by, ward.closes_at, context.zone).astimezone(context.zone),
        signature=_signature(context, signer),
        sent_for=f"{wording.small(title)} {officer.name}" if officer else "",
    )


def _item(work: Work, context: WardRows, plan: int, now: datetime) -> UrgedItem:
    row = work.assignment
    late = days_late(row, calendar=context.calendar, zone=context.zone, now=now)
    due_at = row.due_at.astimezone(context.zone)
    return UrgedItem(work.clause.path, work.duty.text, due_at, late, plan)


def leaders(context: WardRows) -> list[Person]:
    """Return who may sign, the chairman first."""
    order = (Role.CHAIRMAN, Role.VICE_CHAIRMAN)
    return [person for role in order for person in context.people if person.role is role]


def _signature(context: WardRows, signer: str | None) -> Signature:
    known = leaders(context)
    person = known[0] if known and signer is None else None
    if signer is not None:
        person = next((one for one in known if one.key == signer), None)
        if person is None:
            keys = ", ".join(f"{one.key} ({one.name})" for one in known) or "chưa có ai"
            raise NotFound(f"Không có lãnh đạo “{signer}” để ký. Người ký được: {keys}.")
    if person is not None and person.role is Role.VICE_CHAIRMAN:
        return Signature("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", person.name)
    return Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", person.name if person else None)


def held(session: Session, ward_id: int, dispatch_id: int) -> Dispatch:
    """Return a letter of the ward, held.

    Raises:
        NotFound: the ward has none with this number.
    """
    dispatch = queries.hold(session, dispatch_id)
    if dispatch is None or dispatch.ward_id != ward_id:
        raise NotFound(f"Không có công văn đôn đốc số thứ tự {dispatch_id}.")
    return dispatch


def record_number(
    session: Session,
    ward_id: int,
    dispatch_id: int,
    *,
    number: str,
    signed_on: date,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Dispatch:
    """Record number and date of the signed letter, on it and on every assignment that it lists.

    ``number`` is ``45`` or ``45/UBND-VHXH``. What was recorded wrongly is recorded again.

    Raises:
        NotFound: as ``held``.
        Conflict: somebody else recorded it meanwhile.
        Refused: no number, or a day that cannot be.
    """
    dispatch = held(session, ward_id, dispatch_id)
    if version is not None and version != dispatch.version:
        raise Conflict(
            f"Người khác vừa ghi số cho công văn này: {words(dispatch)}. Hãy xem lại rồi làm lại "
            "nếu vẫn cần."
        )
    context = load_ward_context(session, ward_id)
    facts = facts_of(dispatch)
    plain, symbol = _number(number, facts.symbol)
    if not facts.as_of <= signed_on <= context.day(now):
        raise Refused("Ngày của công văn phải từ ngày soạn đến hôm nay.")
    facts = replace(facts, number=plain, symbol=symbol, signed_on=signed_on)
    dispatch.number, dispatch.signed_on = f"{plain}/{symbol}", signed_on
    dispatch.recorded_at, dispatch.recorded_by = now, actor.name
    dispatch.facts = _stored.dump_python(facts, mode="json")
    dispatch.document = urging_document(facts)
    dispatch.version += 1
    session.add(dispatch)
    session.add_all(_event(dispatch, row_id, actor, now) for row_id in dispatch.items)
    return dispatch


def _number(given: str, symbol: str) -> tuple[str, str]:
    plain, _, own = (part.strip() for part in given.partition("/"))
    if not plain or len(given) > LONGEST_NUMBER:
        raise Refused("Hãy ghi số của công văn, ví dụ: 45 hoặc 45/UBND-VHXH.")
    return plain, own or symbol


def _event(dispatch: Dispatch, row_id: int, actor: Actor, now: datetime) -> AssignmentEvent:
    """One line in the history of an assignment, which is left as it is."""
    return AssignmentEvent(
        ward_id=dispatch.ward_id, assignment_id=row_id, at=now, kind=DISPATCH,
        actor_kind=actor.kind, actor=actor.name, channel=actor.channel, text=words(dispatch),
        data={"dispatch": dispatch.id},
    )  # fmt: skip


def words(dispatch: Dispatch) -> str:
    """Return ``Công văn số 45/UBND-NV ngày 22/05/2025``; before that, that it is a draft."""
    if dispatch.number is None or dispatch.signed_on is None:
        return "Công văn đang soạn, chưa có số"
    return f"Công văn số {dispatch.number} ngày {wording.day_short(dispatch.signed_on)}"


def facts_of(dispatch: Dispatch) -> UrgingFacts:
    """Return all that a letter says."""
    return _stored.validate_python(dispatch.facts)


def content(dispatch: Dispatch) -> OfficialDocument:
    """Return the letter for the board."""
    return urging_content(facts_of(dispatch))


def file_name(dispatch: Dispatch, unit_key: str) -> str:
    """Return the name under which the letter is handed out."""
    day = facts_of(dispatch).as_of
    return f"cong-van-don-doc-{unit_key}-{day.isoformat()}.docx"


def about(session: Session, ward_id: int, assignment_id: int) -> list[Dispatch]:
    """Return the letters that list an assignment, newest first."""
    return [one for one in queries.of_ward(session, ward_id) if assignment_id in one.items]
