"""The ward file: what a person writes down of a ward, checked at the door with line and key."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    ValidationError,
    model_validator,
)

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.usecases import yaml_faults, yaml_text
from dondoc.usecases.contact_rows import phone_of
from models.ward import Role


class WrongWardFile(Exception):
    """The file cannot be used as it is; the message names the line, the key and the remedy."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("không có múi giờ này; ở Việt Nam ghi Asia/Ho_Chi_Minh") from error
    return name


def _without_accents(address: str) -> str:
    if not address.isascii():
        raise ValueError("địa chỉ thư không viết có dấu")
    return address


def _known_way(name: str) -> str:
    if not name or name not in wording.WAY_NAMES:
        known = ", ".join(one for one in wording.WAY_NAMES if one)
        raise ValueError(f"không có kênh “{name}”; các kênh: {known}")
    return name


def _known_phone(text: str) -> str | None:
    try:
        return phone_of(text) or None
    except Refused as error:
        raise ValueError(str(error)) from error


TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Zone = Annotated[str, AfterValidator(_known_zone)]
MailAddress = Annotated[EmailStr, AfterValidator(_without_accents)]
Way = Annotated[str, AfterValidator(_known_way)]
Phone = Annotated[str, AfterValidator(_known_phone)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Strict(BaseModel):
    """A part of the file; a key that is not known is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class WardPart(Strict):
    """``ward:`` — names, zone and the hours at which mails go out."""

    key: Key
    name: str = Field(min_length=1)
    city: str = ""
    province: str = ""
    timezone: Zone = "Asia/Ho_Chi_Minh"
    send_at: TimeOfDay = "07:30"
    send_window: tuple[TimeOfDay, TimeOfDay] = ("07:30", "17:00")
    closes_at: TimeOfDay = "17:00"
    send_days: tuple[Weekday, ...] = ()
    channel: Way = "mail"

    @model_validator(mode="after")
    def _hours_in_order(self) -> Self:
        begin, end = self.send_window
        if begin >= end:
            raise ValueError("send_window: giờ bắt đầu phải trước giờ kết thúc")
        if not begin <= self.send_at < end:
            raise ValueError("send_at phải nằm trong send_window")
        return self


class ContactPart(Strict):
    """One contact of a unit."""

    name: str = Field(min_length=1)
    title: str = ""
    email: MailAddress
    valid_from: date | None = Field(default=None, alias="from")
    valid_to: date | None = Field(default=None, alias="to")
    deputy: MailAddress | None = None
    channel: Way | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("to phải từ ngày from trở đi")
        return self


class UnitPart(Strict):
    """One of ``units:``."""

    key: Key
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    requested: bool = False
    contacts: tuple[ContactPart, ...] = ()
    valid: tuple[date | None, date | None] = (None, None)
    successor: Key | None = None


class PersonPart(Strict):
    """One of ``people:``, with a role on the board."""

    key: Key
    role: Role
    name: str = Field(min_length=1)
    title: str = ""
    email: MailAddress
    phone: str = ""
    unit: Key | None = None


class LevelPart(Strict):
    """One level of ``chain:``; ``after`` in working days overdue."""

    after: int = Field(ge=1, le=250)
    to: tuple[Role, ...] = Field(min_length=1)


class LadderPart(Strict):
    """``ladder:`` — reminder moments in working days."""

    before: tuple[Annotated[int, Field(ge=1, le=250)], ...] = (7, 3, 1)
    on_day: bool = True
    after: tuple[Annotated[int, Field(ge=1, le=250)], ...] = (1, 3)
    then_every: int | None = Field(default=5, ge=1, le=250)
    confirm: int | None = Field(default=3, ge=1, le=250)


class CalendarPart(Strict):
    """``calendar:`` — the ward's own days off and working days over the national table."""

    weekend: tuple[Weekday, ...] = ("sat", "sun")
    off: tuple[date, ...] = ()
    working: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _one_or_two_days_off(self) -> Self:
        if len(set(self.weekend)) not in {1, 2}:
            raise ValueError(
                "weekend: ghi một hoặc hai ngày nghỉ hằng tuần, ví dụ [sat, sun] hoặc [sun]"
            )
        return self


class WavePart(Strict):
    """One of ``waves:`` (đợt thi đua)."""

    key: str = Field(min_length=1, max_length=40, pattern=r"^[\w-]+$")
    name: str = Field(min_length=1)
    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="to")
    summary: Literal["interim", "final"] = "interim"
    summary_due: date | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError("đợt kết thúc (to) trước khi bắt đầu (from)")
        return self


class WardFile(Strict):
    """The whole file."""

    ward: WardPart
    units: tuple[UnitPart, ...] = Field(min_length=1)
    groups: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    people: tuple[PersonPart, ...] = ()
    chain: tuple[LevelPart, ...] = (
        LevelPart(after=3, to=(Role.INTERIOR_OFFICER,)),
        LevelPart(after=7, to=(Role.VICE_CHAIRMAN,)),
        LevelPart(after=14, to=(Role.CHAIRMAN,)),
    )
    ladder: LadderPart = LadderPart()
    calendar: CalendarPart = CalendarPart()
    waves: tuple[WavePart, ...] = ()

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> Self:
        keys = [unit.key for unit in self.units]
        _refuse_twice("units", keys)
        _refuse_twice("people", [person.key for person in self.people])
        _refuse_twice("waves", [wave.key for wave in self.waves])
        for person in self.people:
            if person.unit is not None and person.unit not in keys:
                raise ValueError(f"people: {person.key} thuộc đơn vị “{person.unit}” không có")
        for unit in self.units:
            for group in unit.groups:
                if group not in self.groups:
                    raise ValueError(
                        f"units: {unit.key} thuộc nhóm “{group}” không có trong groups"
                    )
        days = set(self.ward.send_days)
        if days and days <= set(self.calendar.weekend):
            raise ValueError("ward: send_days phải có ít nhất một ngày không phải ngày nghỉ")
        if list(self.chain) != sorted(self.chain, key=lambda level: level.after):
            raise ValueError("chain: các cấp phải xếp theo số ngày tăng dần")
        return self


def _refuse_twice(where: str, keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{where}: mã “{key}” được dùng hai lần")


def read_ward_file(path: Path) -> WardFile:
    """Read and check a ward file (YAML, UTF-8).

    Raises:
        WrongWardFile: the file or a line in it cannot be used.
    """
    if path.is_dir():
        raise WrongWardFile(f"{path} là thư mục, cần một tệp YAML khai báo phường, xã.")
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise WrongWardFile(f"Không có tệp {path}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise WrongWardFile(f"Không đọc được {path}; cần tệp văn bản UTF-8.") from error
    if not text.strip():
        raise WrongWardFile(f"{path} là tệp rỗng. Xem mẫu deploy/sample/ward.yaml.")
    return parse_ward(text, name=str(path))


def parse_ward(text: str, *, name: str) -> WardFile:
    """Check the text of a ward file; ``name`` is how messages call it.

    Raises:
        WrongWardFile: as for ``read_ward_file``.
    """
    try:
        data = yaml_text.load(text)
    except yaml_text.NotYaml as error:
        raise WrongWardFile(f"{name}, {error}.") from error
    if not isinstance(data, dict):
        raise WrongWardFile(f"{name}: cần các khóa ward, units, … Xem deploy/sample/ward.yaml.")
    try:
        return WardFile.model_validate(data)
    except ValidationError as error:
        raise WrongWardFile(yaml_faults.explain(error, text, name=name)) from error


def as_columns(part: Strict) -> dict[str, Any]:
    """Return a part as plain JSON values, as the ward's row keeps it."""
    return part.model_dump(mode="json")
