"""Contacts of the ward file: what it says anew is taken over, what the board decided stays.

Each contact keeps what the file said when it was last loaded; only what the file says differently
since is a change. Who left the file is ended, never deleted, and keeps the days until yesterday.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.usecases import changed
from dondoc.usecases import contact_rows as rows
from dondoc.usecases.changed import Subject, Thing
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.ward_file import ContactPart
from models.ward import Contact, Unit

#: Columns of a contact by the keys of the ward file.
COLUMNS = {
    "name": "name", "title": "title", "email": "email", "from": "valid_from", "to": "valid_to",
    "deputy": "deputy", "channel": "channel", "phone": "phone",
}  # fmt: skip

#: How each is called.
NAMES = {
    "name": "họ tên", "title": "chức danh", "email": "địa chỉ thư", "from": "ngày đầu",
    "to": "ngày cuối", "deputy": "người thay", "channel": "kênh nhận tin",
    "phone": "số điện thoại",
}  # fmt: skip


@dataclass
class Loading:
    """One loading of a ward; ``today`` is None while the ward is new and has no past.

    ``before`` and ``after`` collect the contacts that it changes, as the log keeps them, and
    ``clashes`` what the board decided otherwise than the file says anew, with both values; with
    ``takes_file`` the file is right then.
    """

    session: Session
    units: dict[int, Unit]
    today: date | None
    before: list[dict[str, Any]] = field(default_factory=list)
    after: list[dict[str, Any]] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    takes_file: bool = False

    def load(self, unit: Unit, parts: Iterable[ContactPart], known: Sequence[Contact]) -> None:
        """Bring one unit's contacts to what the file says; ``known`` are all it ever had."""
        given = [part.model_dump(mode="json", by_alias=True) for part in parts]
        listed = [one for one in known if one.listed]
        pairs = _paired(given, listed)
        for part, contact in pairs:
            if contact is not None:
                self._follow(contact, part)
            elif (mine := self._already_here(part, known)) is not None:
                self._adopt(mine, part)
            else:
                self._begin(unit, part)
        kept = {contact.id for _, contact in pairs if contact is not None}
        for contact in listed:
            if contact.id not in kept:
                self._leave(contact)

    def _follow(self, contact: Contact, part: dict[str, Any]) -> None:
        """Take over what the file says differently since; the board's own words stay."""
        said = contact.listed or {}
        new = {key: part[key] for key in COLUMNS if part[key] != said.get(key)}
        if not new:
            return
        if not self.takes_file:
            self._compare(contact, said, new)
        was = self._kept(contact)
        for key, value in new.items():
            setattr(contact, COLUMNS[key], _value(key, value))
        contact.listed = part
        self._changed(contact, was)

    def _compare(self, contact: Contact, said: dict[str, Any], new: dict[str, Any]) -> None:
        """Note what the file and the board both changed since the last loading, each otherwise."""
        for key, value in new.items():
            here = getattr(contact, COLUMNS[key])
            here = rows.iso(here) if key in {"from", "to"} else here
            if (here or None) not in (said.get(key) or None, value or None):
                name = f"{self.units[contact.unit_id].name}, {contact.name}"
                self.clashes.append(
                    f"{name}: {NAMES[key]} trên trang theo dõi ghi “{_shown(here)}”"
                    f"{self._by(contact)}, tệp ghi “{_shown(value)}”."
                )

    def _by(self, contact: Contact) -> str:
        """Return who wrote it last on the board, and when."""
        subject = Subject(
            thing=Thing.CONTACT, ward_id=contact.ward_id, number=contact.id or 0, seen=0, changes=1
        )
        for event in changed.events_since(self.session, subject):
            zone = load_ward_context(self.session, contact.ward_id).zone
            return f" ({event.actor}, {wording.moment(event.at.astimezone(zone))})"
        return ""

    def _already_here(self, part: dict[str, Any], known: Sequence[Contact]) -> Contact | None:
        """Return the contact that the board made and the file now names too."""
        for contact in known:
            same = contact.email.casefold() == part["email"].casefold()
            over = self.today is not None and _is_over(contact, self.today)
            if same and not contact.listed and not over:
                return contact
        return None

    def _adopt(self, contact: Contact, part: dict[str, Any]) -> None:
        contact.listed = part
        self.session.add(contact)

    def _begin(self, unit: Unit, part: dict[str, Any]) -> None:
        facts = {column: _value(key, part[key]) for key, column in COLUMNS.items()}
        contact = Contact(ward_id=unit.ward_id, unit_id=unit.id or 0, listed=part, **facts)
        if contact.valid_from is None:
            # Nobody is made a contact of days that are over.
            contact.valid_from = self.today
        self._changed(contact, None)

    def _leave(self, contact: Contact) -> None:
        said, today = contact.listed or {}, self.today
        contact.listed = None
        decided = rows.iso(contact.valid_to) != said.get("to")
        if today is None or decided or _is_over(contact, today):
            self.session.add(contact)
            return
        was = self._kept(contact)
        first = contact.valid_from
        contact.valid_to = max(today, first or today) - timedelta(days=1)
        self._changed(contact, was)

    def _changed(self, contact: Contact, was: dict[str, Any] | None) -> None:
        contact.version += was is not None
        self.session.add(contact)
        self.session.flush()
        self.before += [was] if was is not None else []
        self.after.append(self._kept(contact))

    def _kept(self, contact: Contact) -> dict[str, Any]:
        return rows.of_contact(contact, self.units)


def _shown(value: Any) -> str:
    return str(value) if value else "để trống"


def _is_over(contact: Contact, today: date) -> bool:
    return contact.valid_to is not None and contact.valid_to < today


def _paired(
    given: Sequence[dict[str, Any]], listed: Sequence[Contact]
) -> list[tuple[dict[str, Any], Contact | None]]:
    """Return each entry of the file with the contact that it spoke of before, if any.

    The same entry, else the same address and first day, the same address, the same name.
    """
    found: dict[int, Contact] = {}
    left = list(listed)
    for alike in (_same, _same_stint, _same_address, _same_name):
        for index, part in enumerate(given):
            if index in found:
                continue
            match = next((one for one in left if alike(one.listed or {}, part)), None)
            if match is not None:
                found[index] = match
                left.remove(match)
    return [(part, found.get(index)) for index, part in enumerate(given)]


def _same(said: dict[str, Any], part: dict[str, Any]) -> bool:
    return all(said.get(key) == part[key] for key in COLUMNS)


def _same_stint(said: dict[str, Any], part: dict[str, Any]) -> bool:
    return _same_address(said, part) and said.get("from") == part["from"]


def _same_address(said: dict[str, Any], part: dict[str, Any]) -> bool:
    return str(said.get("email", "")).casefold() == str(part["email"]).casefold()


def _same_name(said: dict[str, Any], part: dict[str, Any]) -> bool:
    return str(said.get("name", "")).casefold() == str(part["name"]).casefold()


def _value(key: str, value: Any) -> Any:
    if key in {"channel", "phone"}:
        return value or ""
    return date.fromisoformat(value) if key in {"from", "to"} and value else value
