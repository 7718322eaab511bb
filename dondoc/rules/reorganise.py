"""Units renamed, merged, split or dissolved on a day (sắp xếp tổ chức): what was ordered.

All is pure. What becomes of the work is in ``reorganise_work``, of units and contacts in
``reorganise_units``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.rules.successors import is_taken_back, lives
from models.ward import Unit

Kind = Literal["rename", "merge", "split", "dissolve"]
#: What becomes of the contacts of a unit that ends: ``auto`` lets them follow to a successor
#: that has no contact of its own.
Contacts = Literal["auto", "follow", "end"]

FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """Who is to be written to for a new unit from its first day on."""

    name: str
    email: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """A unit that comes to be; the fields are those of the ward file."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    requested: bool = False
    contacts: tuple[NewContact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Renaming:
    """A unit that goes on under another name."""

    unit: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A unit that ends; its unfinished work goes to ``successor``, to nobody if that is empty.

    ``works`` names another heir for single assignments (by code) or clauses (by path).
    """

    unit: str
    kind: Kind
    successor: str = ""
    heirs: tuple[str, ...] = ()
    works: Mapping[str, str] = field(default_factory=dict)
    contacts: Contacts = "auto"

    def heir_of(self, code: str, path: str) -> str:
        """Return the key of the unit that goes on with an assignment; empty for nobody."""
        return self.works.get(code) or self.works.get(path) or self.successor

    @property
    def all_heirs(self) -> tuple[str, ...]:
        """The keys of all units that may get work of this one, the main one first."""
        found = (self.successor, *self.heirs, *self.works.values())
        return tuple(dict.fromkeys(key for key in found if key))


@dataclass(frozen=True, kw_only=True)
class Order:
    """Everything that one decision changes from the beginning of ``effective_on``, a local day.

    ``declared`` says that the ward file has ended the units already, and only their work is left.
    """

    effective_on: date
    reason: str
    new: tuple[NewUnit, ...] = ()
    renamed: tuple[Renaming, ...] = ()
    ended: tuple[Ending, ...] = ()
    declared: bool = False

    @property
    def kind(self) -> str:
        """``rename``, ``merge``, ``split``, ``dissolve``, or ``mixed``."""
        kinds = {one.kind for one in self.ended} | ({"rename"} if self.renamed else set())
        return kinds.pop() if len(kinds) == 1 else "mixed"


def check(order: Order, units: Mapping[str, Unit], day: date) -> None:
    """Make sure that an order can be carried out on a local day; ``units`` are the ward's by key.

    Raises:
        Refused: it cannot; the message says why and what to do.
    """
    if not order.reason.strip():
        raise Refused("Hãy ghi căn cứ hoặc lý do sắp xếp, ví dụ số và ngày của nghị quyết.")
    if not FIRST_YEAR <= order.effective_on.year <= LAST_YEAR:
        shown = wording.day_short(order.effective_on)
        raise Refused(f"Ngày {shown} không thuộc thời gian làm việc.")
    if not order.renamed and not order.ended:
        raise Refused("Chưa có đơn vị nào được đổi tên, sáp nhập, chia tách hoặc giải thể.")
    _check_new(order.new, units)
    _once([*(one.unit for one in order.renamed), *(one.unit for one in order.ended)])
    _check_renamed(order.renamed, units, day)
    new = {one.key for one in order.new}
    ends = {one.unit for one in order.ended}
    for ending in order.ended:
        unit = units[ending.unit] if order.declared else _living(units, ending.unit, day)
        for key in ending.all_heirs:
            if key in ends:
                raise Refused(
                    f"{unit.name}: đơn vị kế thừa “{key}” cũng kết thúc trong lần sắp xếp này; hãy "
                    "chọn đơn vị còn hoạt động."
                )
            if key not in new:
                _living(units, key, day)
    unused = new - {key for ending in order.ended for key in ending.all_heirs}
    if unused:
        raise Refused(f"Đơn vị mới “{min(unused)}” không kế thừa đơn vị nào.")


def _check_new(new: Iterable[NewUnit], units: Mapping[str, Unit]) -> None:
    _once([one.key for one in new])
    for one in new:
        known = units.get(one.key)
        if known is not None and not is_taken_back(known):
            raise Refused(
                f"Mã đơn vị “{one.key}” đã được dùng cho {known.name}; hãy chọn mã khác, hoặc ghi "
                "đơn vị ấy là đơn vị đang có."
            )
        if not one.name.strip():
            raise Refused(f"Hãy ghi tên của đơn vị mới “{one.key}”.")


def _once(keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise Refused(f"Đơn vị “{key}” được ghi hai lần; mỗi đơn vị chỉ ghi một lần.")


def _check_renamed(renamed: Iterable[Renaming], units: Mapping[str, Unit], day: date) -> None:
    for one in renamed:
        unit = _living(units, one.unit, day)
        if not one.name.strip():
            raise Refused(f"Hãy ghi tên mới của {unit.name}.")
        if one.name == unit.name:
            raise Refused(f"Tên mới của {unit.name} giống tên đang dùng.")


def _living(units: Mapping[str, Unit], key: str, day: date) -> Unit:
    unit = units.get(key)
    if unit is None or is_taken_back(unit):
        known = ", ".join(one.key for one in units.values() if lives(one, day))
        raise Refused(f"Không có đơn vị “{key}”. Các mã đơn vị: {known}.")
    if not lives(unit, day):
        raise Refused(f"{unit.name} không còn hoạt động vào ngày {wording.day_short(day)}.")
    return unit


def words(order: Order, names: Mapping[str, str]) -> list[str]:
    """Say what is done, a sentence for each step; ``names`` are those of all units by key."""
    known = {**names, **{one.key: one.name for one in order.new}}
    found = [f"Đổi tên {known.get(one.unit, one.unit)} thành {one.name}" for one in order.renamed]
    for kind, heirs, units in _groups(order.ended):
        old = wording.join(known.get(key, key) for key in units)
        into = wording.join(known.get(key, key) for key in heirs)
        found.append(_sentence(kind, old, into))
    return found


def _groups(ended: Iterable[Ending]) -> list[tuple[Kind, tuple[str, ...], list[str]]]:
    """Put units together that were merged into the same one."""
    groups: dict[tuple[Kind, tuple[str, ...], str], list[str]] = {}
    for one in ended:
        alone = "" if one.kind == "merge" else one.unit
        groups.setdefault((one.kind, one.all_heirs, alone), []).append(one.unit)
    return [(kind, heirs, units) for (kind, heirs, _), units in groups.items()]


def _sentence(kind: Kind, old: str, into: str) -> str:
    if kind == "merge":
        return f"Sáp nhập {old} vào {into}"
    if kind == "split":
        return f"Chia tách {old} thành {into}"
    return f"Giải thể {old}; {into} tiếp nhận nhiệm vụ" if into else f"Giải thể {old}"


def cause(order: Order, unit: str, names: Mapping[str, str]) -> str:
    """Say why the work of a unit goes elsewhere: the step, its day, and the grounds of it all."""
    (mine,) = [one for one in order.ended if one.unit == unit]
    group = [
        one
        for one in order.ended
        if one is mine or (one.kind == mine.kind == "merge" and one.all_heirs == mine.all_heirs)
    ]
    (sentence,) = words(Order(effective_on=order.effective_on, reason="", new=order.new, ended=tuple(group)), names)  # fmt: skip
    return f"{sentence} từ {wording.day_short(order.effective_on)} ({order.reason.strip()})"
