"""What an order about whole wards does, as a person looks at it before saying yes."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlmodel import Session

from dondoc.rules import reorganise_wards as rules
from dondoc.rules.fingerprint import fingerprint_of
from dondoc.rules.reorganise_wards import WardOrder
from dondoc.usecases.citing import plan_name
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.reorganise_succession import Succession
from dondoc.usecases.reorganise_view import Told
from models.queries import reorganising as queries


@dataclass(frozen=True, kw_only=True)
class Counterpart:
    """One unit of a ward that ends, and who goes on; ``to`` is empty for nobody."""

    ward: str
    unit: str
    name: str
    heir: str | None
    to: str


@dataclass(frozen=True, kw_only=True)
class WardPreview:
    """What an order about wards does; ``plans`` as (ward, plan, successor)."""

    words: str
    reason: str
    effective_on: date
    day: date
    waits: bool
    plans: tuple[tuple[str, str, str], ...] = ()
    units: tuple[Counterpart, ...] = ()
    moved: int = 0
    merged: int = 0
    withdrawn: int = 0
    finished: int = 0
    told: tuple[Told, ...] = ()
    silent: tuple[str, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """What was shown, in a few letters: whoever confirms something else is stopped."""
        return fingerprint_of(asdict(self))

    def to_json(self) -> dict[str, Any]:
        """Return plain values; days as ISO texts."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=str))
        return {"fingerprint": self.fingerprint, **plain}


def preview_of(
    session: Session,
    order: WardOrder,
    found: list[Succession],
    *,
    words: str,
    day: date,
    waits: bool,
) -> WardPreview:
    """Return what was done, as a person looks at it."""
    told, silent = _told(session, found, day)
    rows = [row for one in found for row in one.done.get("rows", [])]
    moved = sum(row["before"]["state"] not in {"accepted", "cancelled", "transferred"} for row in rows)  # fmt: skip
    fates = Counter(fate.what for one in found for fate in one.found.values())
    return WardPreview(
        words=words,
        reason=order.reason.strip(),
        effective_on=order.effective_on,
        day=day,
        waits=waits,
        plans=tuple(
            (one.old.ward.name, plan_name(plan), one.new.ward.name)
            for one in found
            for plan in one.plans
        ),
        units=tuple(part for one in found for part in _counterparts(one)),
        moved=fates["moves"],
        merged=fates["merged"],
        withdrawn=fates["withdrawn"],
        finished=len(rows) - moved,
        told=told,
        silent=silent,
    )


def _counterparts(one: Succession) -> Iterator[Counterpart]:
    there = {unit.key: unit.name for unit in one.new.own_units}
    for unit in one.old.own_units:
        if unit.key not in one.heirs.mapping:
            continue
        heir = one.heirs.mapping[unit.key]
        kept = f"{unit.name} (giữ thành đơn vị riêng)" if heir == rules.KEEP else ""
        yield Counterpart(
            ward=one.old.ward.key, unit=unit.key, name=unit.name, heir=heir,
            to=kept or there.get(heir or "", ""),
        )  # fmt: skip


def _told(
    session: Session, found: list[Succession], day: date
) -> tuple[tuple[Told, ...], tuple[str, ...]]:
    items: Counter[str] = Counter()
    names: dict[str, tuple[str, str]] = {}
    silent: dict[str, None] = {}
    for ward_id in dict.fromkeys(one.new.ward_id for one in found):
        context = load_ward_context(session, ward_id)
        news = [i for one in found if one.new.ward_id == ward_id for i in one.done.get("news", [])]
        for notice in queries.notices(session, news):
            to = context.reach(notice.unit_id, day)
            if to is None:
                silent[context.unit(notice.unit_id).name] = None
                continue
            items[to.key] += 1
            names.setdefault(to.key, (to.name, to.email))
    told = tuple(Told(name=names[key][0], address=names[key][1], items=items[key]) for key in names)
    return told, tuple(silent)
