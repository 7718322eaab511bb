"""Forms about contacts and absences, checked at the door."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from dondoc.board.forms import Form, PersonName, Text, Version, none_if_blank
from dondoc.rules.both import Pairs
from dondoc.usecases import absences, contacts
from models.ward import Absence, Contact

Short = Annotated[Text, Field(max_length=300)]
Address = Annotated[Text, Field(min_length=3, max_length=254)]
MaybeDay = Annotated[date | None, BeforeValidator(none_if_blank)]


_WHO = {
    "name": ("Họ và tên", "line"),
    "title": ("Chức danh", "line"),
    "email": ("Địa chỉ thư", "email"),
    "phone": ("Số điện thoại", "line"),
}
_DEPUTY = {"deputy": ("Địa chỉ thư của người thay thường xuyên", "email")}
_FIRST, _LAST, _REASON = ("Từ ngày", "date"), ("Đến hết ngày", "date"), ("Lý do", "line")
#: Label and widget of each field, by the form.
FIELDS = {
    "kenh": {"way": ("Nhận tin", "line"), "reason": _REASON},
    "thay": {"from_on": _FIRST, **_WHO, **_DEPUTY, "reason": _REASON},
    "ngung-nhac": {"until": ("Không nhắc đến hết ngày", "date"), "reason": _REASON},
    "nhac-lai": {},
    "thoi": {"last_on": ("Ngày cuối cùng", "date"), "reason": _REASON},
    "sua": {**_WHO, "from_on": _FIRST, "to_on": _LAST, **_DEPUTY, "reason": _REASON},
    "vang-mat": {
        "from_on": _FIRST,
        "to_on": _LAST,
        "deputy_name": ("Người thay", "line"),
        "deputy_email": ("Địa chỉ thư của người thay", "email"),
        "reason": _REASON,
    },
}


def filled(row: Contact) -> Pairs:
    """Return the values with which the form of a contact is filled in."""
    days = (("from_on", row.valid_from), ("to_on", row.valid_to))
    said = [("name", row.name), ("title", row.title), ("email", row.email), ("phone", row.phone)]
    return [
        *said,
        *((name, day.isoformat() if day else "") for name, day in days),
        ("deputy", row.deputy or ""),
    ]


def filled_way(row: Contact) -> Pairs:
    """Return the value with which the form of a contact's way out is filled in."""
    return [("way", row.channel)]


def filled_absence(row: Absence) -> Pairs:
    """Return the values with which the form of an absence is filled in."""
    return [
        ("from_on", row.from_on.isoformat()),
        ("to_on", row.to_on.isoformat()),
        ("deputy_name", row.deputy_name),
        ("deputy_email", row.deputy_email),
        ("reason", row.reason),
    ]


class WhoForm(Form):
    """Who a contact is, and why this is written down."""

    name: PersonName
    title: Short = ""
    email: Address
    phone: Annotated[Text, Field(max_length=30)] = ""
    deputy: Short = ""
    reason: Short = ""

    def given(self) -> contacts.Given:
        """Return what the use cases take."""
        return contacts.Given(
            name=self.name, title=self.title, email=self.email, phone=self.phone,
            deputy=self.deputy, reason=self.reason,
        )  # fmt: skip


class AddForm(WhoForm):
    """Another contact of a unit."""

    unit: Annotated[Text, Field(min_length=1)]
    from_on: date
    to_on: MaybeDay = None


class ReplaceForm(WhoForm):
    """Another contact in the place of one, from a day on."""

    from_on: date
    version: Version


class CorrectForm(WhoForm):
    """What was written down wrongly, put right."""

    from_on: MaybeDay = None
    to_on: MaybeDay = None
    version: Version


class WayForm(Form):
    """By which way out a contact is told; empty is the ward's."""

    way: Annotated[Text, Field(max_length=40)] = ""
    reason: Short = ""
    version: Version


class EndForm(Form):
    """The last day of a contact."""

    last_on: date
    reason: Short = ""
    version: Version


class ContactPauseForm(Form):
    """The last day on which a contact is not reminded, and why."""

    until: date
    reason: Annotated[Text, Field(min_length=1, max_length=300)]
    version: Version


class ContactResumeForm(Form):
    """A contact who is reminded again."""

    version: Version


class AbsenceForm(Form):
    """Days of an absence, and who stands in."""

    from_on: date
    to_on: date
    deputy_name: Short = ""
    deputy_email: Short = ""
    reason: Short = ""

    def given(self) -> absences.Given:
        """Return what the use cases take."""
        return absences.Given(
            from_on=self.from_on, to_on=self.to_on, deputy_name=self.deputy_name,
            deputy_email=self.deputy_email, reason=self.reason,
        )  # fmt: skip


class ChangeAbsenceForm(AbsenceForm):
    """An absence as it shall be now."""

    version: Version


class RemoveAbsenceForm(Form):
    """An absence that is taken back."""

    version: Version
