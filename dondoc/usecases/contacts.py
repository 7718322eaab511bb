"""Contacts of units (đầu mối) change by date: who was one before keeps the days before.

Each command is one event of the ward with the rows that it changed, before and after. Mails,
links and the handover follow by themselves from who reads for the unit on a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.rules.successors import has_ended
from dondoc.usecases import changed
from dondoc.usecases import contact_rows as rows
from dondoc.usecases.actor import Actor
from dondoc.usecases.changed import Subject, Thing
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.errors import NotFound
from dondoc.usecases.record import record
from models.queries import directory as queries
from models.ward import Contact, Unit

KIND = "contact"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Given:
    """Who a contact is, and why this is written down.

    ``deputy`` is the address that reads in an absence that names nobody; ``phone`` may be empty.
    """

    name: str
    email: str
    title: str = ""
    phone: str = ""
    deputy: str = ""
    reason: str = ""

    def checked(self) -> "Given":
        """Return the same as it is stored.

        Raises:
            Refused: a name is missing, or an address or a number is none.
        """
        return Given(
            name=rows.name_of(self.name, of="đầu mối"),
            email=rows.address_of(self.email),
            title=rows.words_of(self.title, what="Chức danh"),
            phone=rows.phone_of(self.phone),
            deputy=rows.address_of(self.deputy) if self.deputy.strip() else "",
            reason=rows.words_of(self.reason, what="Lý do"),
        )


@dataclass(frozen=True)
class Desk:
    """What every command on contacts works with; the ward is held until the transaction ends."""

    session: Session
    context: WardRows
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The ward's own day."""
        return self.context.day(self.now)

    def contact(self, contact_id: int, version: int | None) -> Contact:
        """Return a contact as it is now.

        Raises:
            NotFound: the ward has none with this id.
            Changed: it is no longer at the version that the person saw.
        """
        contact = queries.contact_held(self.session, self.context.ward_id, contact_id)
        if contact is None:
            raise NotFound(f"Không có đầu mối số {contact_id}.")
        if version is not None and version != contact.version:
            raise changed.told(
                self.session,
                "Người khác vừa thay đổi đầu mối này; hiện là: "
                f"{rows.contact_words(contact)}. Chưa có gì được ghi.",
                Subject(
                    thing=Thing.CONTACT, ward_id=self.context.ward_id, number=contact_id,
                    seen=version, changes=contact.version - version,
                ),
            )  # fmt: skip
        return contact

    def kept(self, *contacts: Contact) -> list[dict[str, Any]]:
        """Return contacts as the log keeps them."""
        return [rows.of_contact(contact, self.context.units) for contact in contacts]

    def store(self, *contacts: Contact) -> None:
        """Store contacts that were made or changed.

        Raises:
            Refused: one would be a contact twice on some day.
        """
        for contact in contacts:
            contact.version += contact.id is not None
            self.session.add(contact)
        self.session.flush()
        for contact in contacts:
            self._refuse_twice(contact)

    def _refuse_twice(self, contact: Contact) -> None:
        for other in queries.contacts_of_unit(self.session, contact.unit_id):
            same = other.email.casefold() == contact.email.casefold()
            if other.id != contact.id and same and rows.overlap(other, contact):
                name = self.context.unit(contact.unit_id).name
                raise Refused(
                    f"{other.email} đã là đầu mối của {name}"
                    f"{_when(other)}; không ghi trùng những ngày ấy."
                )

    def record(self, words: str, before: Sequence[Any], after: Sequence[Any]) -> None:
        """Append the one event of this command."""
        record(
            self.session, self.context.ward_id, KIND, actor=self.actor, now=self.now, text=words,
            before=before, after=after,
        )  # fmt: skip


def _when(contact: Contact) -> str:
    span = wording.span(contact.valid_from, contact.valid_to)
    return f" {span}" if span else ""


def at_desk(session: Session, ward_id: int, *, actor: Actor, now: datetime) -> Desk:
    """Hold the ward and return what a command works with.

    Raises:
        NotFound: there is no such ward.
    """
    return Desk(session, load_ward_context(session, ward_id, hold=True), actor, now)


def add(
    session: Session,
    ward_id: int,
    given: Given,
    *,
    unit_key: str,
    from_on: date | None = None,
    to_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> Contact:
    """Make somebody a contact of a unit from a local day on, today unless another is given.

    Raises:
        NotFound: there is no such ward or unit.
        Refused: something given is wrong, or they are its contact on some of these days.
    """
    desk = at_desk(session, ward_id, actor=actor, now=now)
    unit = desk.context.unit_by_key(unit_key)
    contact = _made(desk, unit, given, from_on or desk.today, to_on)
    desk.store(contact)
    words = rows.clean(given.reason) or f"Thêm đầu mối của {unit.name}"
    desk.record(words, [], desk.kept(contact))
    return contact


def _made(desk: Desk, unit: Unit, given: Given, first: date, last: date | None) -> Contact:
    rows.check_days(first, last)
    if has_ended(unit, first):
        raise Refused(
            f"{unit.name} không còn hoạt động vào ngày {wording.day_short(first)}; "
            "hãy ghi đầu mối của đơn vị kế thừa."
        )
    checked = given.checked()
    return Contact(
        ward_id=desk.context.ward_id,
        unit_id=unit.id or 0,
        name=checked.name,
        title=checked.title,
        email=checked.email,
        phone=checked.phone,
        deputy=checked.deputy or None,
        valid_from=first,
        valid_to=last,
    )


def replace(
    session: Session,
    ward_id: int,
    contact_id: int,
    given: Given,
    *,
    from_on: date,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Contact:
    """Let another person, or the same at another address, be the contact from a local day on.

    The former keeps the days until the day before. Returns the new contact.

    Raises:
        NotFound, Conflict: as ``Desk.contact``.
        Refused: something given is wrong, nothing would change, or the former is none that day.
    """
    desk = at_desk(session, ward_id, actor=actor, now=now)
    old = desk.contact(contact_id, version)
    unit = desk.context.unit(old.unit_id)
    new = _made(desk, unit, given, from_on, None)
    if _who(new) == _who(old):
        raise Refused("Không có gì thay đổi so với đầu mối hiện nay.")
    if old.valid_from is not None and from_on <= old.valid_from:
        raise Refused(
            f"{old.name} nhận đầu mối từ {wording.day_short(old.valid_from)}; ngày thay phải sau "
            "ngày ấy. Nếu ghi nhầm người, hãy dùng “Sửa thông tin ghi sai”."
        )
    if old.valid_to is not None and old.valid_to < from_on - ONE_DAY:
        raise Refused(
            f"{old.name} đã thôi làm đầu mối sau ngày {wording.day_short(old.valid_to)}; hãy thêm "
            "đầu mối mới."
        )
    before = desk.kept(old)
    old.valid_to = from_on - ONE_DAY
    desk.store(old, new)
    words = rows.clean(given.reason) or (
        f"Thay đầu mối của {unit.name} từ {wording.day_short(from_on)}"
    )
    desk.record(words, before, desk.kept(old, new))
    return new


def _who(contact: Contact) -> tuple[str, ...]:
    return contact.name, contact.title, contact.email, contact.phone, contact.deputy or ""


def end(
    session: Session,
    ward_id: int,
    contact_id: int,
    *,
    last_on: date,
    reason: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Contact:
    """Let a contact's days end with a local day; one who has not begun is taken back by any.

    Raises:
        NotFound, Conflict: as ``Desk.contact``.
        Refused: the day lies before the first one, or is the last one already.
    """
    desk = at_desk(session, ward_id, actor=actor, now=now)
    contact = desk.contact(contact_id, version)
    first = contact.valid_from
    rows.check_days(None, last_on)
    if first is not None and last_on < first <= desk.today:
        raise Refused(
            f"{contact.name} nhận đầu mối từ {wording.day_short(first)}; ngày thôi phải từ ngày "
            "ấy trở đi."
        )
    last = last_on if first is None or last_on >= first else first - ONE_DAY
    if contact.valid_to == last:
        raise Refused(f"{contact.name} đã được ghi thôi sau ngày {wording.day_short(last)}.")
    before = desk.kept(contact)
    contact.valid_to = last
    desk.store(contact)
    name = desk.context.unit(contact.unit_id).name
    words = rows.words_of(reason, what="Lý do") or f"Thôi làm đầu mối của {name}"
    desk.record(words, before, desk.kept(contact))
    return contact


def correct(
    session: Session,
    ward_id: int,
    contact_id: int,
    given: Given,
    *,
    days: tuple[date | None, date | None],
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Contact:
    """Put right what was written down wrongly; ``days`` are the first and the last one.

    A corrected address hears of the open work; links at the wrong one no longer work.

    Raises:
        NotFound, Conflict: as ``Desk.contact``.
        Refused: something given is wrong, or nothing would change.
    """
    desk = at_desk(session, ward_id, actor=actor, now=now)
    contact = desk.contact(contact_id, version)
    checked = given.checked()
    rows.check_days(*days)
    before = desk.kept(contact)
    contact.name, contact.title, contact.email = checked.name, checked.title, checked.email
    contact.phone, contact.deputy = checked.phone, checked.deputy or None
    contact.valid_from, contact.valid_to = days
    if desk.kept(contact) == before:
        raise Refused("Không có gì thay đổi so với thông tin đang ghi.")
    desk.store(contact)
    name = desk.context.unit(contact.unit_id).name
    words = rows.clean(given.reason) or f"Sửa thông tin đầu mối của {name}"
    desk.record(words, before, desk.kept(contact))
    return contact
