"""Rows of contacts and absences: how the log keeps them, and what a given one must be."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import EmailStr, TypeAdapter, ValidationError

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.rules.people import AbsenceFacts
from models.ward import Absence, Contact, Person, Unit

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_NAME, LONGEST_WORDS = 120, 300
_ADDRESS: TypeAdapter[str] = TypeAdapter(EmailStr)


def clean(text: str) -> str:
    """Return a line of text in NFC without needless blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def address_of(text: str) -> str:
    """Return a mail address as it is stored.

    Raises:
        Refused: mails cannot be sent to it.
    """
    try:
        address = _ADDRESS.validate_python(clean(text))
    except ValidationError as error:
        raise Refused(
            f"Địa chỉ thư “{text.strip()}” chưa đúng; địa chỉ thư có dạng ten@donvi.vn."
        ) from error
    if not address.isascii():
        raise Refused(f"Địa chỉ thư không viết có dấu: “{address}”.")
    return address


def phone_of(text: str) -> str:
    """Return a phone number as it is stored: digits, with a plus before a country's own.

    Raises:
        Refused: it is none.
    """
    number = re.sub(r"[\s.()-]", "", text)
    if number and not re.fullmatch(r"\+?\d{8,15}", number):
        raise Refused(
            f"Số điện thoại “{text.strip()}” chưa đúng; hãy ghi từ 8 đến 15 chữ số, "
            "ví dụ 0912 345 678 hoặc +84 912 345 678."
        )
    return number


def name_of(text: str, *, of: str) -> str:
    """Return a person's name as it is stored; ``of`` says whose it is.

    Raises:
        Refused: it is missing or too long.
    """
    name = clean(text)
    if not 2 <= len(name) <= LONGEST_NAME:
        raise Refused(f"Hãy ghi họ tên {of}, từ 2 đến {LONGEST_NAME} ký tự.")
    return name


def words_of(text: str, *, what: str) -> str:
    """Return a title or a reason as it is stored.

    Raises:
        Refused: it is too long.
    """
    words = clean(text)
    if len(words) > LONGEST_WORDS:
        raise Refused(f"{what} dài quá {LONGEST_WORDS} ký tự.")
    return words


def check_days(first: date | None, last: date | None) -> None:
    """Make sure that days are in order.

    Raises:
        Refused: they are not, or lie outside any year of work.
    """
    for day in (first, last):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refused(f"Ngày {wording.day_short(day)} không thuộc thời gian làm việc.")
    if first is not None and last is not None and last < first:
        raise Refused(
            f"Ngày cuối {wording.day_short(last)} phải từ ngày đầu {wording.day_short(first)} trở đi."
        )


def is_taken_back(contact: Contact) -> bool:
    """Tell whether a contact was taken back before the first day."""
    first, last = contact.valid_from, contact.valid_to
    return first is not None and last is not None and last < first


def overlap(one: Contact, other: Contact) -> bool:
    """Tell whether two contacts are in force on some same day."""
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    last = min(one.valid_to or date.max, other.valid_to or date.max)
    return first <= last


def contact_words(contact: Contact) -> str:
    """Return ``Loan (Chủ tịch Hội), loan@…, 0912345678, từ 01/01/2025``."""
    title = f" ({contact.title})" if contact.title else ""
    when = wording.span(contact.valid_from, contact.valid_to)
    parts = (f"{contact.name}{title}", contact.email, contact.phone, when)
    return ", ".join(part for part in parts if part)


def absence_words(absence: AbsenceFacts) -> str:
    """Return ``từ 03/03/2025 đến hết 07/03/2025, người thay: Út (ut@…)``."""
    deputy = f", người thay: {deputy_words(absence)}" if absence.deputy_email else ""
    return wording.span(absence.from_on, absence.to_on) + deputy


def deputy_words(absence: AbsenceFacts) -> str:
    """Return ``Út (ut@…)``, or the address alone."""
    if not absence.deputy_name:
        return absence.deputy_email
    return f"{absence.deputy_name} ({absence.deputy_email})"


def of_contact(contact: Contact, units: Mapping[int, Unit]) -> dict[str, Any]:
    """Return a contact as the log keeps it."""
    return {
        "id": contact.id,
        "unit_id": contact.unit_id,
        "unit_name": units[contact.unit_id].name,
        "name": contact.name,
        "title": contact.title,
        "email": contact.email,
        "phone": contact.phone,
        "valid_from": iso(contact.valid_from),
        "valid_to": iso(contact.valid_to),
        "deputy": contact.deputy,
        "paused_until": iso(contact.paused_until),
        "pause_reason": contact.pause_reason,
        "channel": contact.channel,
    }


def contact_from(kept: Mapping[str, Any], *, ward_id: int) -> Contact:
    """Return a contact that the log keeps, belonging to no session."""
    return Contact(
        id=kept["id"],
        ward_id=ward_id,
        unit_id=kept["unit_id"],
        name=kept["name"],
        title=kept["title"],
        email=kept["email"],
        phone=kept.get("phone", ""),
        valid_from=_day(kept["valid_from"]),
        valid_to=_day(kept["valid_to"]),
        deputy=kept["deputy"],
        paused_until=_day(kept.get("paused_until")),
        pause_reason=kept.get("pause_reason"),
        channel=kept.get("channel", ""),
    )


def of_absence(absence: Absence, of: Contact | Person) -> dict[str, Any]:
    """Return an absence as the log keeps it."""
    return {
        "id": absence.id,
        "contact_id": absence.contact_id,
        "person_id": absence.person_id,
        "name": of.name,
        "from_on": absence.from_on.isoformat(),
        "to_on": absence.to_on.isoformat(),
        "deputy_name": absence.deputy_name,
        "deputy_email": absence.deputy_email,
        "reason": absence.reason,
    }


def absence_from(kept: Mapping[str, Any]) -> Absence:
    """Return an absence that the log keeps, belonging to no session."""
    return Absence(
        id=kept["id"],
        contact_id=kept["contact_id"],
        person_id=kept["person_id"],
        from_on=date.fromisoformat(kept["from_on"]),
        to_on=date.fromisoformat(kept["to_on"]),
        deputy_name=kept["deputy_name"],
        deputy_email=kept["deputy_email"],
        reason=kept["reason"],
    )


def iso(day: date | None) -> str | None:
    """Return a day as the log and the ward file keep it."""
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
