"""What an address is to one assignment: who reads for its unit, in reserve, away, or nobody."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.escalation import levels_of
from dondoc.usecases import show_directory
from dondoc.usecases.context import WardRows
from dondoc.usecases.show_directory import ContactView
from models.assignment import Assignment
from models.plan import Mode
from models.queries import assignments, outgoing
from models.ward import Contact, Person, Role


def capacities(
    session: Session, context: WardRows, row: Assignment, *, address: str, now: datetime
) -> list[str]:
    """Return in sentences why an address does, or does not, get mails about an assignment."""
    wanted, day = address.casefold(), context.day(now)
    said: list[str] = []
    held = outgoing.suspended(session, context.ward_id, address)
    if held is not None:
        since = wording.moment(held.since.astimezone(context.zone))
        said.append(
            f"Địa chỉ này bị máy chủ thư từ chối từ {since} (“{held.words}”), nên tạm ngừng gửi."
        )
    support = set(assignments.support_units(session, row.duty_id))
    here = [one for one in context.contacts if one.email.casefold() == wanted]
    said += [_contact(context, row, contact, support, now) for contact in here]
    for person in context.people:
        if person.email.casefold() == wanted:
            said += _person(context, row, person)
    deputising = list(_deputy(context, row, wanted, now))
    said += deputising
    if not here and not deputising and not _holds_a_role(context, wanted):
        said.append(
            "Không phải đầu mối, người thay hay người có nhiệm vụ nào của "
            f"{context.ward.name} vào ngày {wording.day_short(day)}."
        )
    return said


def _holds_a_role(context: WardRows, wanted: str) -> bool:
    return any(person.email.casefold() == wanted for person in context.people)


def _contact(
    context: WardRows, row: Assignment, contact: Contact, support: set[int], now: datetime
) -> str:
    day = context.day(now)
    view = show_directory.contact_view(context, contact, day)
    if contact.unit_id == row.unit_id:
        return f"{contact.name} là đầu mối của đơn vị chủ trì: {_standing(context, view, now)}."
    if contact.unit_id in support:
        return (
            f"{contact.name} là đầu mối của đơn vị phối hợp ({view.unit.name}): chỉ nhận thư giao "
            "việc và thư đổi thời hạn."
        )
    return f"{contact.name} là đầu mối của {view.unit.name}, không phải đơn vị của nhiệm vụ này."


def _standing(context: WardRows, view: ContactView, now: datetime) -> str:
    contact, day = view.row, context.day(now)
    to = context.reach(contact.unit_id, day)
    reads = f"thư gửi {to.name} <{to.email}>" if to else "chưa có ai nhận thư"
    absence = context.directory.absence_of(contact, day)
    words = show_directory.STANDINGS[view.standing]
    match view.standing:
        case "first":
            return words
        case "away" if absence is not None:
            return f"vắng mặt đến hết {wording.day_short(absence.to_on)}, {reads}"
        case "later" | "over":
            return f"{words} ({wording.span(contact.valid_from, contact.valid_to)}), {reads}"
        case _:
            return f"{words}, {reads}"


def _deputy(context: WardRows, row: Assignment, wanted: str, now: datetime) -> Iterator[str]:
    to = context.reach(row.unit_id, context.day(now))
    if to is not None and to.key == wanted and to.instead_of:
        yield f"{to.name} nhận thư của đơn vị chủ trì thay {to.instead_of} đang vắng."


def _person(context: WardRows, row: Assignment, person: Person) -> Iterator[str]:
    name = f"{person.name}, {wording.ROLE_NAMES[person.role]}"
    if person.role is Role.INTERIOR_OFFICER:
        yield f"{name}: nhận thư khi đơn vị báo cáo hoặc đề nghị gia hạn."
    if row.mode is Mode.REQUEST:
        yield f"{name}: nội dung đề nghị phối hợp không báo cáo vượt cấp."
        return
    levels = levels_of(row.chain) if row.chain is not None else context.levels
    for level in levels:
        if person.role in level.to:
            yield f"{name}: nhận báo cáo khi việc quá hạn {level.after} ngày làm việc."
