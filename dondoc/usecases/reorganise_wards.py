"""Whole wards renamed, merged, split or dissolved: carried out on their day, in all wards at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.rules import reorganise_wards as rules
from dondoc.rules.moves import Refused
from dondoc.rules.reorganise_wards import WardOrder
from dondoc.usecases import absences, contact_rows, contacts, reorganise_mails
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.record import record
from dondoc.usecases.reorganise_heirs import Heirs, proposed
from dondoc.usecases.reorganise_succession import Succession
from dondoc.usecases.reorganise_wards_view import WardPreview, preview_of
from models.change import Reorganisation
from models.queries import reorganising as queries
from models.queries import wards as ward_queries
from models.ward import Contact, Unit, Ward
from notifications import outbox

ONE_DAY = timedelta(days=1)
#: The kind of alarm that tells of reorganisations.
ALARM = "reorganised"
#: What became of a mail that waited to leave.
ELSEWHERE = "Nơi kế thừa gửi thay sau khi sắp xếp tổ chức."


def home_of(session: Session, order: WardOrder) -> Ward:
    """Return the ward under which an order is kept: the successor, or the one that is renamed.

    Raises:
        Refused: the order cannot be carried out.
    """
    known = {ward.key: ward for ward in ward_queries.wards(session)}
    rules.check(order, known)
    return known[order.into[0] if order.into else order.wards[0]]


def carry_out(
    session: Session, order: WardOrder, number: int, *, actor: Actor, now: datetime
) -> tuple[dict[str, Any], WardPreview]:
    """Carry an order out; returns what was changed, and what it did.

    Whoever only wants to look rolls the transaction back. The wards are held by number, then the
    plans, then the assignments.

    Raises:
        Refused: it cannot be carried out.
    """
    home_of(session, order)
    bench = _Bench(session, order, number, actor, now)
    return bench.rename() if order.kind == "ward-rename" else bench.succeed()


@dataclass
class _Bench:
    session: Session
    order: WardOrder
    number: int
    actor: Actor
    now: datetime

    def __post_init__(self) -> None:
        known = {ward.key: ward for ward in ward_queries.wards(self.session)}
        keys = {*self.order.wards, *self.order.into, *self.order.plans.values()}
        for ward in sorted((known[key] for key in keys), key=lambda one: one.id or 0):
            ward_queries.hold_ward(self.session, ward.id or 0)
        self.wards = {key: known[key] for key in keys}
        home = self.context(self.order.into[0] if self.order.into else self.order.wards[0])
        self.day = max(self.order.effective_on, home.day(self.now))
        self.waits = self.order.effective_on > home.day(self.now)
        names = {key: ward.name for key, ward in self.wards.items()}
        self.words = rules.words(self.order, names)

    def context(self, key: str) -> WardRows:
        """Return a ward as it is now."""
        return load_ward_context(self.session, self.wards[key].id or 0)

    @property
    def text(self) -> str:
        """Why work goes elsewhere, as units read it."""
        day = wording.day_short(self.order.effective_on)
        return f"{self.words} từ {day} ({self.order.reason.strip()})"

    def rename(self) -> tuple[dict[str, Any], WardPreview]:
        """Give the ward its other name; what was printed before keeps the old one."""
        ward = self.wards[self.order.wards[0]]
        before = {"ward_name": ward.name, "city": ward.city, "province": ward.province}
        ward.name = self.order.name.strip()
        ward.city = ward.city if self.order.city is None else self.order.city
        ward.province = ward.province if self.order.province is None else self.order.province
        after = {"ward_name": ward.name, "city": ward.city, "province": ward.province}
        self.session.add(ward)
        self.record(ward, before, after)
        done = {"wards": [{"id": ward.id, "before": before, "after": after}]}
        return done, self.preview()

    def record(self, ward: Ward, before: Any = None, after: Any = None) -> None:
        """Append the one event of a ward that is concerned."""
        given = {"effective_on": self.order.effective_on.isoformat(), "name": self.words}
        record(
            self.session, ward.id or 0, "reorganisation", actor=self.actor, now=self.now,
            text=f"Đã thực hiện: {self.order.reason.strip()}", before=before,
            after=given | (after or {}),
        )  # fmt: skip

    def preview(self, found: list[Succession] | None = None) -> WardPreview:
        """Return what was done, as a person looks at it."""
        return preview_of(
            self.session, self.order, found or [], words=self.words, day=self.day, waits=self.waits
        )

    def succeed(self) -> tuple[dict[str, Any], WardPreview]:
        """Let plans and work go to the successors, and end the wards."""
        olds = sorted(self.order.wards, key=lambda key: self.wards[key].id or 0)
        found: list[Succession] = []
        done: dict[str, Any] = {
            "day": self.day.isoformat(),
            "wards": [],
            "units": [],
            "contacts": [],
            "absences": [],
        }
        for key in olds:
            reorganise_mails.take_back(
                self.session, self.wards[key].id or 0, reason=ELSEWHERE, now=self.now
            )
            # What came along from one ward is known when the next one follows.
            for one in self._successions(key):
                one.carry_out()
                found.append(one)
                done["units"] += [{"id": unit.id, "before": None} for unit in one.heirs.made_units]
                made = one.heirs.contacts_made()
                self._log_contacts(one.new.ward_id, [], made, one.heirs.made_contacts, done)
                self._log_absences(one, done)
        for key in olds:
            self._end(key, [one for one in found if one.old.ward.key == key], done)
        for key in dict.fromkeys((*self.order.into, *self.order.plans.values())):
            self.record(self.wards[key])
        along = self._gone_before(olds)
        for ward in along:
            self.record(ward)
        done["along"] = [ward.key for ward in along]
        for part in ("rows", "notices", "links", "clauses", "plans", "news"):
            done[part] = [entry for one in found for entry in one.done.get(part, [])]
        self.session.flush()
        return done, self.preview(found)

    def _successions(self, key: str) -> Iterator[Succession]:
        old = self.context(key)
        plans = queries.all_plans(self.session, old.ward_id)
        unknown = set(self.order.plans) - {plan.id for plan in plans}
        if unknown and len(self.order.wards) == 1:
            raise Refused(f"{old.ward.name} không có kế hoạch số {min(unknown)}.")
        targets = dict.fromkeys(
            (*self.order.into, *(self.order.target_of(plan.id or 0) for plan in plans))
        )
        for target in targets:
            new = self.context(str(target))
            yield Succession(
                session=self.session, order=self.order, heirs=self._heirs(old, new),
                plans=[plan for plan in plans if self.order.target_of(plan.id or 0) == target],
                number=self.number,
                actor=self.actor, now=self.now, text=self.text,
            )  # fmt: skip

    def _heirs(self, old: WardRows, new: WardRows) -> Heirs:
        mapping = proposed(self.order, old, new, self.day)
        return Heirs(self.session, old, new, mapping, self.day)

    def _log_contacts(
        self, ward_id: int, before: list[Any], after: list[Any], rows: list[Contact],
        done: dict[str, Any],
    ) -> None:  # fmt: skip
        if not after:
            return
        record(
            self.session, ward_id, contacts.KIND, actor=self.actor, now=self.now,
            text=f"Theo sắp xếp tổ chức số {self.number}", before=before, after=after,
        )  # fmt: skip
        earlier = {one["id"]: one for one in before}
        done["contacts"] += [
            {"id": row.id, "version": row.version, "before": earlier.get(row.id)} for row in rows
        ]

    def _log_absences(self, one: Succession, done: dict[str, Any]) -> None:
        for made in one.heirs.absences_made():
            record(
                self.session, one.new.ward_id, absences.KIND, actor=self.actor, now=self.now,
                text=f"Theo sắp xếp tổ chức số {self.number}", after=made,
            )  # fmt: skip
            done["absences"].append(made["id"])

    def _end(self, key: str, mine: list[Succession], done: dict[str, Any]) -> None:
        """End the ward with its units and contacts; its name and its past stay."""
        context, ward = self.context(key), self.wards[key]
        last = self.day - ONE_DAY
        for unit in context.living_units(last):
            done["units"].append({"id": unit.id, "before": _kept(unit)})
            unit.valid_to, unit.successor = last, self._successor_of(unit, mine)
            self.session.add(unit)
        ended = [c for c in context.contacts if c.valid_to is None or c.valid_to > last]
        ended = [c for c in ended if not contact_rows.is_taken_back(c)]
        before = [contact_rows.of_contact(c, context.units) for c in ended]
        for contact in ended:
            contact.valid_to = max(self.day, contact.valid_from or self.day) - ONE_DAY
            contact.version += 1
            self.session.add(contact)
        after = [contact_rows.of_contact(c, context.units) for c in ended]
        self._log_contacts(ward.id or 0, before, after, ended, done)
        heir = self.wards[self.order.into[0]]
        self._tell_of_planned(ward, heir)
        done["wards"].append({"id": ward.id, "before": None})
        ward.ended_on, ward.successor_id = last, heir.id
        self.session.add(ward)
        self.record(ward, after={"successor": heir.name})

    def _gone_before(self, keys: list[str]) -> list[Ward]:
        """Return the wards that went on this very day into one that goes on now, by whatever way.

        Their mails of the day are mails of the successor's day too.
        """
        found: list[Ward] = []
        newly = [self.wards[key] for key in keys]
        while newly:
            ids = [ward.id or 0 for ward in newly]
            newly = list(ward_queries.gone_into(self.session, ids, self.day - ONE_DAY))
            found += newly
        return found

    def _tell_of_planned(self, ward: Ward, heir: Ward) -> None:
        """Say what had been ordered in the ward for later days, which nobody carries out any more."""
        for row in queries.planned(self.session, ward.id or 0):
            day = wording.day_short(row.effective_on)
            told = (
                f"Sắp xếp tổ chức số {row.id} của {ward.name} từ {day} "
                f"({'; '.join(row.data['words'])}) chưa thực hiện thì {ward.name} đã kết thúc; nếu "
                "vẫn cần, hãy ghi lại ở đây."
            )
            outbox.raise_alarm(self.session, ALARM, ward_id=heir.id, words=told, now=self.now)

    def _successor_of(self, unit: Unit, mine: list[Succession]) -> str | None:
        """Return where a unit goes on: where its work went, else where it would go."""
        for one in mine:
            heir = one.heirs.known.get(unit.id or 0)
            key = heir.key if heir is not None else one.heirs.mapping.get(unit.key)
            if key is not None and key != rules.KEEP:
                return f"{one.new.ward.key}/{key}"
        return None


def _kept(unit: Unit) -> dict[str, Any]:
    plain: dict[str, Any] = unit.model_dump(mode="json")
    return {name: plain[name] for name in ("valid_to", "successor")}


def is_of_wards(row: Reorganisation) -> bool:
    """Tell whether a reorganisation is one of whole wards."""
    return row.kind.startswith("ward-")
