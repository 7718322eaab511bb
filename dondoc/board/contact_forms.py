"""Forms about contacts and absences, checked at the door."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from dondoc.board.forms import Form, PersonName, Text, Version, none_if_blank
from dondoc.usecases import absences, contacts

Short = Annotated[Text, Field(max_length=300)]
Address = Annotated[Text, Field(min_length=3, max_length=254)]
MaybeDay = Annotated[date | None, BeforeValidator(none_if_blank)]


class WhoForm(Form):
    """Who a contact is, and why this is written down."""

    name: PersonName
    title: Short = ""
    email: Address
    deputy: Short = ""
    reason: Short = ""

    def given(self) -> contacts.Given:
        """Return what the use cases take."""
        return contacts.Given(
            name=self.name, title=self.title, email=self.email, deputy=self.deputy,
            reason=self.reason,
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


class EndForm(Form):
    """The last day of a contact."""

    last_on: date
    reason: Short = ""
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
