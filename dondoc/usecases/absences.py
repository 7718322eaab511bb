"""Absences (vắng mặt) of contacts and of people with a role, and who stands in meanwhile.

Each command is one event of the ward. A person's deputy has a role too, since a sheet leads to
pages that only such people may open; a contact's deputy may be anybody with an address.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.usecases import changed
from dondoc.usecases import contact_rows as rows
from dondoc.usecases.actor import Actor
from dondoc.usecases.changed import Subject, Thing
from dondoc.usecases.contacts import Desk, at_desk
from dondoc.usecases.context import WardRows
from dondoc.usecases.errors import NotFound
from dondoc.usecases.record import record
from models.queries import directory as queries
from models.ward import Absence, Contact, Person, Role

KIND = "absence"
#: Longer than this is no absence any more but a change of contact.
LONGEST = 366


@dataclass(frozen=True, kw_only=True)
class Given:
    """Local days, both inclusive, and who stands in; without an address nobody does."""

    from_on: date
    to_on: date
    deputy_name: str = ""
    deputy_email: str = ""
    reason: str = ""


def of_contact(
    session: Session, ward_id: int, contact_id: int, given: Given, *, actor: Actor, now: datetime
) -> Absence:
    """Note that a contact is away, at every unit of theirs.

    Raises:
        NotFound: the ward has no such contact.
        Refused: something given is wrong, over, or noted already.
    """
    desk = at_desk(session, ward_id, actor=actor, now=now)
    return _note(desk, desk.contact(contact_id, None), given)


def of_person(
    session: Session, ward_id: int, person_key: str, given: Given, *, actor: Actor, now: datetime
) -> Absence:
    """Note that somebody with a role is away; the deputy is another one, by their address.

    Raises:
        NotFound: the ward has no such person.
        Refused: as ``of_contact``, or the deputy has no fitting role.
    """
    desk = at_desk(session, ward_id, actor=actor, now=now)
    person = next((p for p in desk.context.people if p.key == person_key), None)
    if person is None:
        known = ", ".join(p.key for p in desk.context.people)
        raise NotFound(f"Không có người “{person_key}”. Các mã: {known}.")
    return _note(desk, person, given)


def _note(desk: Desk, one: Contact | Person, given: Given) -> Absence:
    absence = Absence(from_on=given.from_on, to_on=given.to_on)
    if isinstance(one, Person):
        absence.person_id = one.id
    else:
        absence.contact_id = one.id
    _fill(desk, absence, one, given)
    if absence.to_on < desk.today:
        raise Refused("Những ngày này đã qua; chỉ ghi vắng mặt từ hôm nay trở đi.")
    desk.session.add(absence)
    desk.session.flush()
    _record(desk, "Ghi vắng mặt", None, absence, one)
    return absence


def _fill(desk: Desk, absence: Absence, one: Contact | Person, given: Given) -> None:
    rows.check_days(given.from_on, given.to_on)
    if (given.to_on - given.from_on).days >= LONGEST:
        raise Refused("Vắng mặt quá một năm thì hãy thay đầu mối.")
    absence.from_on, absence.to_on = given.from_on, given.to_on
    absence.reason = rows.words_of(given.reason, what="Lý do")
    absence.deputy_name, absence.deputy_email = _deputy(desk, one, given)
    for other in desk.context.directory.absences_of(one):
        days = max(other.from_on, absence.from_on) <= min(other.to_on, absence.to_on)
        if other.id != absence.id and days:
            raise Refused(
                f"{one.name} đã được ghi vắng mặt {rows.absence_words(other)}; hãy sửa lần ấy."
            )


def _deputy(desk: Desk, one: Contact | Person, given: Given) -> tuple[str, str]:
    name, email = rows.clean(given.deputy_name), rows.clean(given.deputy_email)
    if not email:
        if name:
            raise Refused(f"Hãy ghi địa chỉ thư của {name} để thư đến được người thay.")
        return "", ""
    email = rows.address_of(email)
    if email.casefold() == one.email.casefold():
        raise Refused(f"Người thay phải có địa chỉ thư khác với {one.name}.")
    if isinstance(one, Person):
        return _colleague(desk, one, email)
    return (rows.name_of(name, of="người thay") if name else ""), email


def _colleague(desk: Desk, one: Person, email: str) -> tuple[str, str]:
    for person in colleagues_of(desk.context, one):
        if person.email.casefold() == email.casefold():
            return person.name, person.email
    who = (
        "một cán bộ Nội vụ khác (người có quyền trả lời báo cáo)"
        if one.role is Role.INTERIOR_OFFICER
        else "một người khác có vai trò trên trang theo dõi"
    )
    raise Refused(f"Người thay {one.name} phải là {who}, để mở được những gì thư dẫn đến.")


def colleagues_of(context: WardRows, one: Person) -> list[Person]:
    """Return who may stand in for somebody with a role: who can open what the mails lead to."""
    needed = {Role.INTERIOR_OFFICER} if one.role is Role.INTERIOR_OFFICER else set(Role)
    return [
        person
        for person in context.people
        if person.role in needed and person.email.casefold() != one.email.casefold()
    ]


def change(
    session: Session,
    ward_id: int,
    absence_id: int,
    given: Given,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Absence:
    """Change an absence that is not over; with an earlier last day it is cut short.

    Raises:
        NotFound, Conflict, Refused: as ``hold``.
        Refused: something given is wrong, or nothing would change.
    """
    desk = at_desk(session, ward_id, actor=actor, now=now)
    absence, one = hold(desk, absence_id, version)
    before = rows.of_absence(absence, one)
    begun = absence.from_on <= desk.today
    if begun and given.from_on != absence.from_on:
        raise Refused(
            f"Lần vắng mặt này đã bắt đầu từ {wording.day_short(absence.from_on)}; ngày đầu không "
            "đổi được nữa."
        )
    _fill(desk, absence, one, given)
    if rows.of_absence(absence, one) == before:
        raise Refused("Không có gì thay đổi so với thông tin đang ghi.")
    absence.version += 1
    desk.session.add(absence)
    desk.session.flush()
    _record(desk, "Sửa vắng mặt", before, absence, one)
    return absence


def remove(
    session: Session,
    ward_id: int,
    absence_id: int,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> str:
    """Take an absence back that is not over, as if it had not been noted; returns whose it was.

    Raises:
        NotFound, Conflict, Refused: as ``hold``.
    """
    desk = at_desk(session, ward_id, actor=actor, now=now)
    absence, one = hold(desk, absence_id, version)
    before = rows.of_absence(absence, one)
    desk.session.delete(absence)
    desk.session.flush()
    _record(desk, "Bỏ vắng mặt", before, None, one)
    return one.name


def hold(desk: Desk, absence_id: int, version: int | None) -> tuple[Absence, Contact | Person]:
    """Return an absence as it is now, and whose it is.

    Raises:
        NotFound: the ward has none with this id.
        Changed: it is no longer at the version that the person saw, or was taken back since.
        Refused: it is over.
    """
    absence = queries.absence_held(desk.session, absence_id)
    one = whose(desk.context, absence) if absence is not None else None
    if absence is None or one is None:
        raise _gone(desk, absence_id, version)
    if version is not None and version != absence.version:
        raise changed.told(
            desk.session,
            f"Người khác vừa sửa lần vắng mặt này của {one.name}; hiện là: "
            f"{rows.absence_words(absence)}. Chưa có gì được ghi.",
            _subject(desk, absence_id, version, absence.version - version),
        )
    if absence.to_on < desk.today:
        raise Refused("Lần vắng mặt này đã qua, không sửa được nữa.")
    return absence, one


def _gone(desk: Desk, absence_id: int, version: int | None) -> Exception:
    subject = _subject(desk, absence_id, version or 0, None)
    if version is not None and changed.events_since(desk.session, subject):
        words = "Lần vắng mặt này vừa được người khác bỏ. Chưa có gì được ghi."
        return changed.told(desk.session, words, subject)
    return NotFound(f"Không có lần vắng mặt số {absence_id}; có thể vừa được bỏ.")


def _subject(desk: Desk, absence_id: int, seen: int, changes: int | None) -> Subject:
    return Subject(
        thing=Thing.ABSENCE, ward_id=desk.context.ward_id, number=absence_id, seen=seen,
        changes=changes,
    )  # fmt: skip


def whose(context: WardRows, absence: Absence) -> Contact | Person | None:
    """Return who is away; None where it is nobody of this ward."""
    everybody: list[Contact | Person] = [
        *(c for c in context.contacts if c.id == absence.contact_id),
        *(p for p in context.people if p.id == absence.person_id),
    ]
    return everybody[0] if everybody else None


def _record(
    desk: Desk,
    what: str,
    before: dict[str, object] | None,
    after: Absence | None,
    one: Contact | Person,
) -> None:
    record(
        desk.session, desk.context.ward_id, KIND, actor=desk.actor, now=desk.now,
        text=f"{what} của {one.name}", before=before,
        after=rows.of_absence(after, one) if after is not None else None,
    )  # fmt: skip
