"""A reorganisation taken back on the day on which it was carried out, or refused with the reason."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.rules.reorganise_drafts import as_before
from dondoc.usecases import (
    change,
    contact_rows,
    contacts,
    reorganise,
    reorganise_wards,
    reorganise_wards_undo,
)
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.entries import HANDED_OFF, INHERITED
from dondoc.usecases.record import record
from dondoc.usecases.reorganise_back import INSTEAD, TakenBack, as_day
from models.assignment import OPEN_STATES, Assignment
from models.change import Reorganisation, ReorganisationState
from models.outbox import Notice, NoticeState
from models.plan import Plan
from models.queries import assignments
from models.queries import reorganising as queries
from models.ward import Unit


def undo(
    session: Session, ward_id: int, number: int, *, actor: Actor, now: datetime
) -> Reorganisation:
    """Put everything back as it was before: work, links, contacts, units, plans.

    Raises:
        NotFound: the ward has no such reorganisation.
        Refused: it was not carried out today, or something has happened since that stays.
    """
    context = load_ward_context(session, ward_id, hold=True)
    row = reorganise.held(session, ward_id, number)
    if row.state is ReorganisationState.PLANNED:
        return reorganise.withdraw(session, ward_id, number, actor=actor, now=now)
    _check_time(session, row, context, now)
    if reorganise_wards.is_of_wards(row):
        reorganise_wards_undo.undo(session, row, actor=actor, now=now)
        return row
    bench = Undoing(session, row, actor, now, context)
    bench.check()
    bench.put_back()
    reorganise.take_back(session, row, actor=actor, now=now)
    session.flush()
    return row


def _check_time(session: Session, row: Reorganisation, context: WardRows, now: datetime) -> None:
    if row.state is not ReorganisationState.DONE or row.done_at is None:
        raise Refused(f"Sắp xếp tổ chức số {row.id} đã được hủy trước đó.")
    done_on = context.day(row.done_at)
    if done_on != context.day(now):
        raise Refused(
            f"Sắp xếp tổ chức số {row.id} thực hiện ngày {wording.day_short(done_on)}; chỉ hủy được "
            f"trong chính ngày ấy. {INSTEAD}"
        )
    later = queries.later_ones(session, row.ward_id, row.id or 0)
    if later:
        raise Refused(f"Sau đó đã có sắp xếp tổ chức số {later[0].id}; hãy hủy lần ấy trước.")


@dataclass(frozen=True)
class Undoing(TakenBack):
    """One reorganisation of units being taken back."""

    context: WardRows

    def check(self) -> None:
        """Make sure that nothing has happened since that could not be put back.

        Raises:
            Refused: something has.
        """
        for reason in self._obstacles():
            raise Refused(f"Không hủy được nữa: {reason}. {INSTEAD}")

    def _obstacles(self) -> Iterator[str]:
        kept = {one["id"]: one for one in self.done["rows"]}
        for found in self._rows():
            if found.version != kept[found.id]["version"]:
                yield self._what_happened(found)
        new = [one["id"] for one in self.done["units"] if one["before"] is None]
        for found in queries.rows_at(self.session, new):
            if found.id not in kept:
                yield f"đơn vị mới đã nhận nhiệm vụ {found.code}"
        for one in self.done["drafts"]:
            plan = self.session.get(Plan, one["plan"])
            if plan is None or plan.version != one["version"]:
                yield f"kế hoạch số {one['plan']} đã được sửa"
        yield from self._changes_of_people(new)

    def _changes_of_people(self, new: Collection[int]) -> Iterator[str]:
        for unit in self._units():
            if unit.version != self._of("units", unit.id)["version"]:
                yield f"{unit.name} đã được thay đổi"
        versions = {one["id"]: one["version"] for one in self.done["contacts"]}
        for contact in queries.contacts(self.session, list(versions)):
            if contact.version != versions[contact.id]:
                yield f"đầu mối {contact.name} đã được thay đổi"
        for contact in self.context.contacts:
            if contact.unit_id in new and contact.id not in versions:
                yield f"đơn vị mới đã có thêm đầu mối {contact.name}"

    def _what_happened(self, row: Assignment) -> str:
        last = assignments.events_of(self.session, row.id or 0)[-1]
        at = wording.moment(last.at.astimezone(self.context.zone))
        name = wording.EVENT_NAMES.get(last.kind, last.kind)
        return f"nhiệm vụ {row.code} đã có thay đổi sau đó ({name}, {at})"

    def _rows(self) -> list[Assignment]:
        ids = sorted(one["id"] for one in self.done["rows"])
        found = (assignments.by_id(self.session, number, lock=True) for number in ids)
        return [row for row in found if row is not None]

    def _units(self) -> list[Unit]:
        return [self.context.unit(one["id"]) for one in self.done["units"]]

    def _of(self, part: str, number: int | None) -> Mapping[str, Any]:
        (found,) = [one for one in self.done[part] if one["id"] == number]
        return found  # type: ignore[no-any-return] # plain JSON

    def put_back(self) -> None:
        """Change everything back, with one event for each assignment."""
        told = self.news_back(self.done["news"])
        self._put_back_units()
        self._put_back_contacts()
        for person in queries.people(self.session, [one["id"] for one in self.done["people"]]):
            person.unit_key = self._of("people", person.id)["before"]
            self.session.add(person)
        for row in self._rows():
            self.work_back(row, self._of("rows", row.id)["before"])
        for notice in queries.notices(self.session, [one["id"] for one in self.done["notices"]]):
            if notice.state is NoticeState.WAITING:
                notice.unit_id = self._of("notices", notice.id)["unit_id"]
                self.session.add(notice)
        self._put_back_plans()
        self.session.flush()
        self._tell(told)

    def _put_back_units(self) -> None:
        for unit in self._units():
            before = self._of("units", unit.id)["before"]
            if before is None:
                # Its number stands in the history: it ends before its first day instead.
                first = unit.valid_from or self.context.day(self.now)
                unit.valid_to, unit.successor = first - timedelta(days=1), None
            else:
                for name, value in before.items():
                    dated = name in {"valid_from", "valid_to"}
                    setattr(unit, name, as_day.validate_python(value) if dated else value)
            unit.version += 1
            self.session.add(unit)

    def _put_back_contacts(self) -> None:
        if not self.done["contacts"]:
            return
        earlier = {one["id"]: one for one in self.done["contacts_before"]}
        found = queries.contacts(self.session, [one["id"] for one in self.done["contacts"]])
        units = self.context.units
        before = [contact_rows.of_contact(contact, units) for contact in found]
        for contact in found:
            if contact.id in earlier:
                contact.valid_to = as_day.validate_python(earlier[contact.id]["valid_to"])
            else:
                first = contact.valid_from or self.context.day(self.now)
                contact.valid_to = first - timedelta(days=1)
            contact.version += 1
            self.session.add(contact)
        record(
            self.session, self.row.ward_id, contacts.KIND, actor=self.actor, now=self.now,
            text=f"Hủy sắp xếp tổ chức số {self.row.id}", before=before,
            after=[contact_rows.of_contact(contact, units) for contact in found],
        )  # fmt: skip

    def _put_back_plans(self) -> None:
        self.clauses_back(dict(self.done["clauses"]))
        for kept in self.done["drafts"]:
            plan = self.session.get_one(Plan, kept["plan"])
            plan.draft = as_before(plan.draft, kept["before"])
            plan.version += 1
            self.session.add(plan)

    def _tell(self, told: list[Notice]) -> None:
        """Tell those who have heard of the change that it does not hold."""
        after = load_ward_context(self.session, self.row.ward_id)
        for number in dict.fromkeys(notice.assignment_id for notice in told):
            row = self.session.get_one(Assignment, number)
            if row.state not in OPEN_STATES:
                continue
            mine = [notice for notice in told if notice.assignment_id == number]
            if any(notice.audience == "lead" for notice in mine):
                change.tell(self.session, row, INHERITED, now=self.now, text=self.text)
            self._tell_heirs(row, mine, after)

    def _tell_heirs(self, row: Assignment, told: list[Notice], after: WardRows) -> None:
        day = after.day(self.now)
        ours = after.reach(row.unit_id, day)
        for notice in told:
            other = after.reach(notice.unit_id, day)
            knows = ours is not None and other is not None and other.key == ours.key
            if notice.kind == INHERITED and other is not None and not knows:
                change.tell(
                    self.session, row, HANDED_OFF, audience=notice.audience, now=self.now,
                    unit_id=notice.unit_id,
                    text=self.goes_back_to(after.unit(row.unit_id).name),
                )  # fmt: skip
