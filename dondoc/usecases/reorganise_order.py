"""An order of reorganisation as it is stored, and as a person writes it in a YAML file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from dondoc.rules.reorganise import Ending, NewContact, NewUnit, Order, Renaming
from dondoc.rules.reorganise_wards import Kind, WardOrder
from dondoc.usecases import yaml_faults, yaml_text
from dondoc.usecases.ward_file import Key, MailAddress, Strict

_stored: TypeAdapter[Order] = TypeAdapter(Order)
_wards: TypeAdapter[WardOrder] = TypeAdapter(WardOrder)
EMPTY = (
    "cần các khóa effective_on, reason và ít nhất một trong rename, merge, split, dissolve, hoặc "
    "wards"
)


class WrongOrder(Exception):
    """The file cannot be used as it is; the message names the line, the key and the remedy."""


class ContactPart(Strict):
    """One of ``contacts:`` of a new unit."""

    name: str = Field(min_length=1)
    email: MailAddress
    title: str = ""


class NewPart(Strict):
    """One of ``new_units:``."""

    key: Key
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    requested: bool = False
    contacts: tuple[ContactPart, ...] = ()


class RenamePart(Strict):
    """One of ``rename:``."""

    unit: Key
    name: str = Field(min_length=1)


class MergePart(Strict):
    """One of ``merge:``; a unit into which others are merged may stand among them."""

    units: tuple[Key, ...] = Field(min_length=1)
    into: Key
    contacts: Literal["auto", "follow", "end"] = "auto"


class SplitPart(Strict):
    """One of ``split:``; work that ``works`` does not name goes to the first of ``into``."""

    unit: Key
    into: tuple[Key, ...] = Field(min_length=1)
    works: Mapping[str, Key] = Field(default_factory=dict)
    contacts: Literal["auto", "follow", "end"] = "auto"

    @model_validator(mode="after")
    def _works_go_to_an_heir(self) -> Self:
        for name, key in self.works.items():
            if key not in self.into:
                raise ValueError(f"works: “{name}” giao cho “{key}” không có trong into")
        return self


class DissolvePart(Strict):
    """One of ``dissolve:``; without a successor its unfinished work is withdrawn."""

    unit: Key
    successor: Key | None = None
    works: Mapping[str, Key] = Field(default_factory=dict)
    contacts: Literal["auto", "follow", "end"] = "auto"


class WardStep(Strict):
    """``wards:`` — one step about whole wards, which are named by their keys."""

    rename: Key | None = None
    merge: tuple[Key, ...] = ()
    split: Key | None = None
    dissolve: Key | None = None
    into: tuple[Key, ...] = ()
    name: str = ""
    city: str | None = None
    province: str | None = None
    plans: Mapping[int, Key] = Field(default_factory=dict)
    units: Mapping[Key, Mapping[Key, Key | None]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_one_step(self) -> Self:
        steps = [step for step in (self.rename, self.merge, self.split, self.dissolve) if step]
        if len(steps) != 1:
            raise ValueError("wards: ghi đúng một trong rename, merge, split, dissolve")
        if self.rename is None and not self.into:
            raise ValueError("wards: ghi nơi kế thừa ở khóa into")
        if self.rename is None and self.split is None and len(self.into) > 1:
            raise ValueError("wards: chỉ split mới có nhiều nơi kế thừa")
        if self.rename is not None and not self.name.strip():
            raise ValueError("wards: ghi tên mới ở khóa name")
        return self

    def order(self, effective_on: date, reason: str) -> WardOrder:
        """Return what was ordered."""
        kind: Kind = "ward-merge"
        one = self.rename or self.split or self.dissolve
        if one is not None:
            kind = "ward-rename" if self.rename else "ward-split" if self.split else "ward-dissolve"
        return WardOrder(
            effective_on=effective_on, reason=reason.strip(), kind=kind,
            wards=(one,) if one is not None else self.merge, into=self.into, name=self.name.strip(),
            city=self.city, province=self.province, plans=dict(self.plans),
            units={ward: dict(units) for ward, units in self.units.items()},
        )  # fmt: skip


class WardOrderFile(Strict):
    """The whole file, where it is about wards."""

    effective_on: date
    reason: str = Field(min_length=1)
    wards: WardStep


class OrderFile(Strict):
    """The whole file."""

    effective_on: date
    reason: str = Field(min_length=1)
    new_units: tuple[NewPart, ...] = ()
    rename: tuple[RenamePart, ...] = ()
    merge: tuple[MergePart, ...] = ()
    split: tuple[SplitPart, ...] = ()
    dissolve: tuple[DissolvePart, ...] = ()

    def order(self) -> Order:
        """Return what was ordered."""
        return Order(
            effective_on=self.effective_on,
            reason=self.reason.strip(),
            new=tuple(_new(part) for part in self.new_units),
            renamed=tuple(Renaming(unit=one.unit, name=one.name.strip()) for one in self.rename),
            ended=(*self._merged(), *self._split(), *self._dissolved()),
        )

    def _merged(self) -> tuple[Ending, ...]:
        return tuple(
            Ending(unit=key, kind="merge", successor=part.into, contacts=part.contacts)
            for part in self.merge
            for key in part.units
            if key != part.into
        )

    def _split(self) -> tuple[Ending, ...]:
        return tuple(
            Ending(
                unit=part.unit, kind="split", successor=part.into[0], heirs=part.into,
                works=dict(part.works), contacts=part.contacts,
            )
            for part in self.split
        )  # fmt: skip

    def _dissolved(self) -> tuple[Ending, ...]:
        return tuple(
            Ending(
                unit=part.unit, kind="dissolve", successor=part.successor or "",
                works=dict(part.works), contacts=part.contacts,
            )
            for part in self.dissolve
        )  # fmt: skip


def _new(part: NewPart) -> NewUnit:
    contacts = tuple(
        NewContact(name=one.name, email=one.email, title=one.title) for one in part.contacts
    )
    return NewUnit(
        key=part.key, name=part.name.strip(), aliases=part.aliases, groups=part.groups,
        requested=part.requested, contacts=contacts,
    )  # fmt: skip


def to_json(order: Order | WardOrder) -> dict[str, Any]:
    """Return an order as it is stored."""
    plain: dict[str, Any] = (
        _stored.dump_python(order, mode="json")
        if isinstance(order, Order)
        else _wards.dump_python(order, mode="json")
    )
    return plain


def from_json(stored: Mapping[str, Any]) -> Order:
    """Return the order that ``to_json`` stored."""
    return _stored.validate_python(dict(stored))


def wards_from_json(stored: Mapping[str, Any]) -> WardOrder:
    """Return the order about wards that ``to_json`` stored."""
    return _wards.validate_python(dict(stored))


def read_text(path: Path) -> str:
    """Return the text of an order file.

    Raises:
        WrongOrder: there is no such file, or it is no text.
    """
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise WrongOrder(f"Không có tệp {path}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise WrongOrder(f"Không đọc được {path}; cần tệp YAML, văn bản UTF-8.") from error


def parse(text: str, *, name: str) -> Order | WardOrder:
    """Return the order that a YAML text gives; ``name`` is how messages call it.

    Raises:
        WrongOrder: it cannot be used as it is.
    """
    try:
        data = yaml_text.load(text)
    except yaml_text.NotYaml as error:
        raise WrongOrder(f"{name}, {error}.") from error
    if not isinstance(data, dict):
        raise WrongOrder(f"{name}: {EMPTY}.")
    try:
        if "wards" in data:
            given = WardOrderFile.model_validate(data)
            return given.wards.order(given.effective_on, given.reason)
        return OrderFile.model_validate(data).order()
    except ValidationError as error:
        raise WrongOrder(yaml_faults.explain(error, text, name=name)) from error
