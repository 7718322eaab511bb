"""The forms of a reorganisation: from what was typed to an order, and back to hidden fields."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dondoc.board.forms import Posted
from dondoc.rules import slugs
from dondoc.rules.moves import Refused
from dondoc.rules.reorganise import Ending, NewContact, NewUnit, Order, Renaming
from dondoc.usecases.contact_rows import address_of, name_of
from models.ward import Unit

#: The steps by the part of the page's address.
STEPS = {
    "doi-ten": "Đổi tên",
    "sap-nhap": "Sáp nhập",
    "chia-tach": "Chia tách",
    "giai-the": "Giải thể",
}
#: So many new units has the form of a split.
MOST_NEW = 3
#: In the place of the key of a unit: the one that is typed below.
NEW = "+"


@dataclass(frozen=True)
class NewRow:
    """One new unit as typed."""

    name: str = ""
    person: str = ""
    email: str = ""


@dataclass(frozen=True)
class Typed:
    """What was typed into a step."""

    step: str
    effective_on: str = ""
    reason: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    into: str = ""
    name: str = ""
    heirs: tuple[str, ...] = ()
    new: tuple[NewRow, ...] = ()
    works: dict[str, str] = field(default_factory=dict)

    def rows(self) -> list[NewRow]:
        """Return the rows for new units that the form shows, blank ones too."""
        most = MOST_NEW if self.step == "chia-tach" else 1
        return [*self.new, *[NewRow()] * most][:most]

    def fields(self) -> list[tuple[str, str]]:
        """Return everything as hidden fields, without the choice of single works."""
        given = [
            ("effective_on", self.effective_on), ("reason", self.reason), ("unit", self.unit),
            *(("units", key) for key in self.units), ("into", self.into), ("name", self.name),
            *(("heirs", key) for key in self.heirs),
        ]  # fmt: skip
        for row in self.new:
            given += [("new_name", row.name), ("new_person", row.person), ("new_email", row.email)]
        return given


def typed(step: str, sent: Posted) -> Typed:
    """Return what was typed."""
    rows = zip(
        sent.texts("new_name"), sent.texts("new_person"), sent.texts("new_email"), strict=False
    )
    works = zip(sent.texts("work"), sent.texts("work_heir"), strict=False)
    return Typed(
        step=step,
        effective_on=sent.text("effective_on"),
        reason=sent.text("reason"),
        unit=sent.text("unit"),
        units=tuple(sent.texts("units")),
        into=sent.text("into"),
        name=sent.text("name"),
        heirs=tuple(sent.texts("heirs")),
        new=tuple(NewRow(*row) for row in rows if any(row)),
        works={code: heir for code, heir in works if heir},
    )


def order_of(given: Typed, units: Sequence[Unit]) -> Order:
    """Return the order that was typed; ``units`` are all the ward ever had.

    Raises:
        Refused: something is missing or wrong.
    """
    day = _day(given.effective_on)
    if given.step == "doi-ten":
        renamed = (Renaming(unit=_chosen(given.unit), name=" ".join(given.name.split())),)
        return Order(effective_on=day, reason=given.reason, renamed=renamed)
    new = _new(given, [unit.key for unit in units])
    return Order(effective_on=day, reason=given.reason, new=new, ended=tuple(_ended(given, new)))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("Hãy chọn ngày bắt đầu.") from error


def _chosen(key: str) -> str:
    if not key:
        raise Refused("Hãy chọn đơn vị.")
    return key


def _new(given: Typed, taken: Iterable[str]) -> tuple[NewUnit, ...]:
    """Return the new units that are wanted, each under a key that is free."""
    if given.step != "chia-tach" and given.into != NEW:
        return ()
    known, found = set(taken), []
    for row in given.new:
        name = " ".join(row.name.split())
        if not name:
            raise Refused("Hãy ghi tên của đơn vị mới.")
        key = slugs.slug(name, empty="don-vi")[:50]
        free, number = key, 2
        while free in known:
            free, number = f"{key}-{number}", number + 1
        known.add(free)
        found.append(NewUnit(key=free, name=name, contacts=_contacts(row)))
    if given.into == NEW and not found:
        raise Refused("Hãy ghi tên của đơn vị mới.")
    return tuple(found)


def _contacts(row: NewRow) -> tuple[NewContact, ...]:
    if not row.person and not row.email:
        return ()
    return (NewContact(name=name_of(row.person, of="đầu mối"), email=address_of(row.email)),)


def _ended(given: Typed, new: Sequence[NewUnit]) -> Iterable[Ending]:
    into = new[0].key if given.into == NEW and new else given.into
    if given.step == "sap-nhap":
        keys = [key for key in given.units if key != into]
        if not keys:
            raise Refused("Hãy chọn ít nhất một đơn vị để sáp nhập.")
        if not into:
            raise Refused("Hãy chọn đơn vị nhận, hoặc ghi đơn vị mới.")
        return [Ending(unit=key, kind="merge", successor=into) for key in keys]
    unit = _chosen(given.unit)
    if given.step == "giai-the":
        return [Ending(unit=unit, kind="dissolve", successor=into, works=given.works)]
    heirs = (*(one.key for one in new), *given.heirs)
    if len(heirs) < 2:
        raise Refused("Chia tách cần ít nhất hai đơn vị tiếp nhận, mới hoặc đang có.")
    return [Ending(unit=unit, kind="split", successor=heirs[0], heirs=heirs, works=given.works)]
