"""Whole wards renamed, merged, split or dissolved on a day: what was ordered, and who is who.

All is pure. Plans with all of their work go to a successor; each unit goes on as the unit of the
same kind there, or as itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.rules.reorganise import FIRST_YEAR, LAST_YEAR
from models.ward import Unit, Ward

Kind = Literal["ward-rename", "ward-merge", "ward-split", "ward-dissolve"]
#: In a mapping of units: the unit goes on in the successor as a unit of its own.
KEEP = "keep"
#: Words of a unit's name that only say where it is.
_PLACE = re.compile(r"\b(phuong|xa|thi tran|p\.?|tp\.?|thanh pho|so)\b")
_ENOUGH = 3


@dataclass(frozen=True, kw_only=True)
class WardOrder:
    """One decision about wards, which are named by their keys.

    ``wards`` are those that are renamed or end, ``into`` their successors, the main one first.
    ``plans`` names another successor for single plans, ``units`` by ward and key the unit that
    goes on: a key of the successor's, ``keep``, or None for nobody.
    """

    effective_on: date
    reason: str
    kind: Kind
    wards: tuple[str, ...]
    into: tuple[str, ...] = ()
    name: str = ""
    city: str | None = None
    province: str | None = None
    plans: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)

    def target_of(self, plan_id: int) -> str | None:
        """Return the key of the ward to which a plan goes; None where it goes nowhere."""
        return self.plans.get(plan_id) or (self.into[0] if self.into else None)


def check(order: WardOrder, wards: Mapping[str, Ward]) -> None:
    """Make sure that an order can be carried out; ``wards`` are all of them by key.

    Raises:
        Refused: it cannot; the message says why and what to do.
    """
    if not order.reason.strip():
        raise Refused("Hãy ghi căn cứ sắp xếp, ví dụ số và ngày của nghị quyết.")
    if not FIRST_YEAR <= order.effective_on.year <= LAST_YEAR:
        shown = wording.day_short(order.effective_on)
        raise Refused(f"Ngày {shown} không thuộc thời gian làm việc.")
    for key in (*order.wards, *order.into, *order.plans.values(), *order.units):
        ward = wards.get(key)
        if ward is None:
            known = ", ".join(wards)
            raise Refused(
                f"Không có phường, xã “{key}”. Các mã đã nạp: {known}. Nơi mới thì nạp trước bằng "
                "lệnh: dondoc ward load TỆP."
            )
        if ward.ended_on is not None:
            raise Refused(
                f"{ward.name} đã kết thúc từ sau ngày {wording.day_short(ward.ended_on)}."
            )
    both = set(order.wards) & {*order.into, *order.plans.values()}
    if both:
        raise Refused(f"{wards[min(both)].name} không thể vừa kết thúc vừa là nơi kế thừa.")
    if len(set(order.wards)) != len(order.wards):
        raise Refused("Một phường, xã được ghi hai lần.")
    if order.kind == "ward-rename" and order.name.strip() in {"", wards[order.wards[0]].name}:
        raise Refused(f"Hãy ghi tên mới của {wards[order.wards[0]].name}, khác tên đang dùng.")


def words(order: WardOrder, names: Mapping[str, str]) -> str:
    """Say what is done; ``names`` are those of the wards by key, as they were before."""
    old = wording.join(names.get(key, key) for key in order.wards)
    new = wording.join(names.get(key, key) for key in order.into)
    match order.kind:
        case "ward-rename":
            return f"Đổi tên {old} thành {order.name.strip()}"
        case "ward-merge":
            return f"Sáp nhập {old} vào {new}"
        case "ward-split":
            return f"Chia tách {old} thành {new}"
        case _:
            return f"Giải thể {old}; {new} tiếp nhận" if new else f"Giải thể {old}"


def counterparts(
    old: Iterable[Unit], new: Sequence[Unit], *, ward: str, successor: str
) -> dict[str, str]:
    """Return by the key of each unit that of the same kind in the successor, ``keep`` if none is.

    The same key, the same name without the place, else an alias; ``ward`` and ``successor`` are
    the names of the wards. It is a proposal, to be looked at before it is confirmed.
    """
    by_key = {unit.key: unit for unit in new}
    by_name: dict[str, str] = {}
    for unit in reversed(new):
        by_name |= {_kind_of(name, successor): unit.key for name in (*unit.aliases, unit.name)}
    by_name.pop("", None)
    found = {}
    for unit in old:
        if unit.key in by_key:
            found[unit.key] = unit.key
            continue
        names = (_kind_of(name, ward) for name in (unit.name, *unit.aliases))
        found[unit.key] = next((by_name[name] for name in names if name in by_name), KEEP)
    return found


def _kind_of(name: str, ward: str) -> str:
    """Return what a unit is, without where: «Hội Phụ nữ Phường 4» → ``hoi phu nu``."""
    plain = wording.fold(name).replace(wording.fold(ward), " ")
    kind = " ".join(re.sub(r"\b\d+\b", " ", _PLACE.sub(" ", plain)).split())
    return kind if len(kind) >= _ENOUGH else ""


def chosen(
    given: Mapping[str, str | None], proposed: Mapping[str, str], there: Mapping[str, Unit],
    *, ward: str, main: bool,
) -> dict[str, str | None]:  # fmt: skip
    """Return who goes on for each unit: as the person chose, else as proposed.

    Raises:
        Refused: a unit is named that neither ward has.
    """
    for key, heir in given.items():
        if key not in proposed:
            raise Refused(f"{ward} không có đơn vị “{key}”. Các mã: {', '.join(proposed)}.")
        if main and heir not in {None, KEEP} and heir not in there:
            raise Refused(
                f"{ward}, đơn vị “{key}”: nơi kế thừa không có đơn vị “{heir}”. Các mã: "
                f"{', '.join(there)}; hoặc ghi {KEEP} để giữ thành đơn vị riêng."
            )
    usable = {k: h for k, h in given.items() if h is None or h == KEEP or h in there}
    return dict(proposed) | usable
