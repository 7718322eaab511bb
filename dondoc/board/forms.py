"""What people send in, checked at the door; every error is a Vietnamese sentence for one field."""

import unicodedata
from collections.abc import AsyncIterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from starlette.datastructures import FormData, UploadFile

from dondoc.board.choosing import AGAIN, resolved
from models.queries.outgoing import MailGroup

LONGEST_TEXT = 20_000
#: A clause with many units and duties is one form.
MOST_FIELDS = 2000


def clean(value: object) -> object:
    """Return text in NFC with the line ends of Unix, without blanks around it."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()


def none_if_blank(value: object) -> object:
    """Return nothing for a field that was left empty."""
    return None if clean(value) == "" else value


Text = Annotated[str, BeforeValidator(clean), Field(max_length=LONGEST_TEXT)]
NeededText = Annotated[str, BeforeValidator(clean), Field(min_length=2, max_length=LONGEST_TEXT)]
PersonName = Annotated[str, BeforeValidator(clean), Field(min_length=2, max_length=120)]
Version = Annotated[int, Field(ge=1)]


class Form(BaseModel):
    """A form as sent by a browser; fields that it does not know are left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class NameForm(Form):
    """A unit says that it has received its work."""

    name: PersonName
    version: Version


class ReportForm(Form):
    """A unit's report; figures come as two lists of the same length."""

    name: PersonName
    text: NeededText
    good_example: Text = ""
    figure_name: list[Text] = []
    figure_value: list[Text] = []
    version: Version

    def figures(self) -> dict[str, str]:
        """Return the figures that were filled in, by name, in the order of the form."""
        pairs = zip(self.figure_name, self.figure_value, strict=False)
        return {name: value for name, value in pairs if name and value}


class PhoneForm(ReportForm):
    """A report that the officer takes down; ``name`` is who reported."""


class VersionForm(Form):
    """A move that needs nothing but a yes to what was seen."""

    version: Version


class AskForm(Form):
    """A unit asks for more time."""

    name: PersonName
    until: date
    reason: NeededText
    version: Version


class AcceptForm(Form):
    """The officer accepts a report."""

    text: Text = ""
    version: Version


class ReturnForm(Form):
    """The officer sends a report back."""

    reason: NeededText
    repair_days: Annotated[int, Field(ge=1, le=60)] = 3
    version: Version


class GrantForm(Form):
    """The officer grants more time, or wakes sleeping work."""

    until: date
    text: Text = ""
    version: Version


class ShortenForm(Form):
    """The officer sets an earlier deadline, with a reason."""

    until: date
    reason: NeededText
    version: Version


class PauseForm(Form):
    """The officer lets reminders rest up to a day, with a reason."""

    until: date
    reason: NeededText
    version: Version


class CalledForm(Form):
    """The officer notes what a unit said."""

    text: NeededText
    version: Version


class ReasonForm(Form):
    """A move that only needs its reason."""

    reason: NeededText
    version: Version


class SleepForm(Form):
    """The officer stops work until something comes; ``anchor`` is the key of an anchor, if any."""

    reason: Text = ""
    anchor: Text = ""
    version: Version


class TransferForm(Form):
    """The officer hands work to another unit."""

    unit_key: NeededText
    reason: NeededText
    hide_history: bool = False
    version: Version


class EmailForm(Form):
    """Someone asks for a mail to sign in."""

    email: Annotated[str, BeforeValidator(clean), Field(min_length=3, max_length=254, pattern="@")]


class IssueForm(Form):
    """The officer confirms a plan, at the version that was seen."""

    version: Version
    issued_on: Annotated[date | None, BeforeValidator(none_if_blank)] = None
    for_the_record: bool = False


class HeadForm(Form):
    """The officer corrects what was read at the head of a plan."""

    title: NeededText
    number: Annotated[str | None, BeforeValidator(none_if_blank), Field(max_length=60)] = None
    year: Annotated[int | None, BeforeValidator(none_if_blank), Field(ge=1990, le=2100)] = None
    issued_on: Annotated[date | None, BeforeValidator(none_if_blank)] = None
    version: Version


class NewClauseForm(Form):
    """The officer adds a clause, after another or at the end."""

    path: Annotated[str, BeforeValidator(clean), Field(max_length=40)] = ""
    text: NeededText
    after: Text = ""
    version: Version


class AmendForm(Form):
    """The officer says which plan in force a draft amends; ``scope`` is auto, whole or partial."""

    of: Annotated[int | None, BeforeValidator(none_if_blank)] = None
    scope: Text = "auto"
    version: Version


class ConfirmAmendForm(Form):
    """The officer confirms an amendment as it was shown."""

    seen: NeededText


class DaysForm(Form):
    """The officer says what some days are; without ``last`` it is one day."""

    first: date
    last: Annotated[date | None, BeforeValidator(none_if_blank)] = None
    kind: Literal["off", "working", "rule"]
    reason: Annotated[str, BeforeValidator(clean), Field(max_length=200)] = ""
    version: Version


class YearForm(Form):
    """The officer confirms the days off of a year."""

    year: Annotated[int, Field(ge=1990, le=2100)]
    version: Version


class SignOffForm(Form):
    """The officer signs a summary off under its number."""

    number: Annotated[str, BeforeValidator(clean), Field(min_length=1, max_length=60)]
    version: Version


class DispatchForm(Form):
    """The officer has a formal letter written to one unit."""

    unit: Annotated[str, Field(min_length=1, max_length=60)]
    signer: Annotated[str, Field(max_length=60)] = ""
    reply_by: Annotated[date | None, BeforeValidator(none_if_blank)] = None


class DispatchNumberForm(Form):
    """Number and date of a letter that was signed."""

    number: Annotated[str, BeforeValidator(clean), Field(min_length=1, max_length=60)]
    signed_on: date
    version: Version


class DropMailForm(Form):
    """The officer gives a mail up; ``seen`` is the group in which it was shown."""

    reason: NeededText
    seen: MailGroup


class ResendForm(DropMailForm):
    """The officer sends a mail again; ``lift_address``: its address works again."""

    lift_address: bool = False


class NoteForm(Form):
    """The officer puts a mail beside assignments: chosen ones, and one by its code."""

    assignment: list[int] = []
    code: Text = ""


class LiftForm(Form):
    """The officer says that a refused address works again."""

    address: Annotated[str, BeforeValidator(clean), Field(min_length=3, max_length=254)]
    reason: NeededText


class WrongForm(Exception):
    """Something is missing or wrong; ``errors`` by field, ``values`` as they were typed."""

    def __init__(self, errors: Mapping[str, str], values: Mapping[str, Any]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)
        self.values = dict(values)


class Posted:
    """One form as it came: texts by name and files by name."""

    def __init__(self, form: FormData) -> None:
        self._form = resolved(form)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every name with its text, in the order of the form."""
        return [(key, value) for key, value in self._form.multi_items() if isinstance(value, str)]

    @property
    def goes_on(self) -> bool:
        """Whether this is no order yet: the person goes on editing in the form itself."""
        return bool(self._form.get(AGAIN))

    def text(self, name: str) -> str:
        """Return the first text of this name, clean, or nothing."""
        value = clean(self._form.get(name))
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """Return all texts of this name."""
        return [value for value in self._form.getlist(name) if isinstance(value, str)]

    def files(self, name: str) -> list[UploadFile]:
        """Return the files that were chosen for this field."""
        given = self._form.getlist(name)
        return [value for value in given if isinstance(value, UploadFile) and value.filename]

    def values(self) -> dict[str, Any]:
        """Return what was typed, to fill the form in again."""
        return {
            key: texts if len(texts) > 1 else texts[0]
            for key in self._form
            if (texts := self.texts(key))
        }


async def posted(request: Request) -> AsyncIterator[Posted]:
    """Yield the form of this request; its files live until the answer is made."""
    form = await request.form(max_files=50, max_fields=MOST_FIELDS)
    try:
        yield Posted(form)
    finally:
        await form.close()


F = TypeVar("F", bound=Form)


def read(kind: type[F], sent: Posted) -> F:
    """Return the checked form.

    Raises:
        WrongForm: a field is missing or wrong.
    """
    values: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        texts = sent.texts(name)
        if field.annotation is not None and getattr(field.annotation, "__origin__", None) is list:
            values[name] = texts
        elif texts:
            values[name] = texts[0]
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        errors = {str(e["loc"][0]): _told(e) for e in reversed(error.errors())}
        raise WrongForm(errors, sent.values()) from error


def _told(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind.startswith("date"):
        return "Ngày chưa đúng. Hãy chọn ngày, hoặc ghi theo dạng năm-tháng-ngày."
    if kind.endswith("too_long"):
        return f"Nội dung dài quá {error['ctx']['max_length']} ký tự."
    if kind == "string_pattern_mismatch":
        return "Địa chỉ thư chưa đúng; địa chỉ thư có dạng ten@donvi.vn."
    if kind.startswith("int") or kind in {"greater_than_equal", "less_than_equal"}:
        return "Hãy ghi một số trong khoảng cho phép."
    return "Hãy điền mục này."
