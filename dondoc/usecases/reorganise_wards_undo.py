"""A reorganisation of whole wards taken back on its own day: plans, work, links, units, contacts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from dondoc import wording
from dondoc.rules.moves import Refused
from dondoc.rules.reorganise_drafts import as_before
from dondoc.usecases import absences, change, contact_rows, contacts, reorganise_mails
from dondoc.usecases.actor import Actor
from dondoc.usecases.context import WardContext, load_ward_context
from dondoc.usecases.entries import HANDED_OFF, INHERITED
from dondoc.usecases.record import record
from dondoc.usecases.reorganise_back import INSTEAD, TakenBack, as_day
from models.assignment import OPEN_STATES, Assignment, Link
from models.change import Reorganisation, ReorganisationState
from models.outbox import Notice
from models.plan import Plan
from models.queries import assignments
from models.queries import reorganising as queries
from models.queries import wards as ward_queries
from models.summary import SummaryState
from models.ward import Absence, Contact, Unit, Ward

ONE_DAY = timedelta(days=1)
#: What became of a mail of the successor that waited to leave.
AGAIN = "Sắp xếp tổ chức đã được hủy; mỗi phường, xã gửi lại việc của mình."


def undo(session: Session, row: Reorganisation, *, actor: Actor, now: datetime) -> None:
    """Put the wards back as they were before.

    Raises:
        Refused: something has happened since that stays.
    """
    bench = _Undoing(session, row, actor, now)
    for reason in bench.obstacles():
        raise Refused(f"Không hủy được nữa: {reason}. {INSTEAD}")
    bench.put_back()


@dataclass(frozen=True)
class _Undoing(TakenBack):
    #: The wards as they are once they are put back.
    contexts: dict[int, WardContext] = field(default_factory=dict)

    def _context(self, ward_id: int) -> WardContext:
        if ward_id not in self.contexts:
            self.contexts[ward_id] = load_ward_context(self.session, ward_id)
        return self.contexts[ward_id]

    def obstacles(self) -> Iterator[str]:
        """Yield what has happened since and cannot be put back."""
        for kept in self.done["wards"]:
            ward = self.session.get_one(Ward, kept["id"])
            after = kept.get("after")
            if after is not None and ward.name != after["ward_name"]:
                yield f"{ward.name} đã được đổi tên lần nữa"
        yield from self._changes_of_work()
        for kept in self.done.get("contacts", ()):
            contact = self.session.get(Contact, kept["id"])
            if contact is None or contact.version != kept["version"]:
                yield f"đầu mối số {kept['id']} đã được thay đổi"
        new = [one["id"] for one in self.done.get("units", ()) if one["before"] is None]
        known = {one["id"] for one in self.done.get("rows", ())}
        for row in queries.rows_at(self.session, new):
            if row.id not in known:
                yield f"nơi kế thừa đã giao nhiệm vụ {row.code}"

    def _changes_of_work(self) -> Iterator[str]:
        kept = {one["id"]: one for one in self.done.get("rows", ())}
        rows = queries.rows_of_plans(self.session, self._plan_ids())
        for row in rows:
            if row.id not in kept:
                yield f"nhiệm vụ {row.code} mới được giao"
            elif row.version != kept[row.id]["version"]:
                last = assignments.events_of(self.session, row.id or 0)[-1]
                name = wording.EVENT_NAMES.get(last.kind, last.kind)
                yield f"nhiệm vụ {row.code} đã có thay đổi sau đó ({name})"
        for one in self.done.get("plans", ()):
            if self.session.get_one(Plan, one["id"]).version != one["version"]:
                yield f"kế hoạch số {one['id']} đã được sửa"
        for summary in queries.summaries_of(self.session, self._plan_ids()):
            signed = summary.state is SummaryState.SIGNED and summary.signed_at
            if signed and self.row.done_at and signed > self.row.done_at:
                yield f"{summary.name} đã được duyệt"

    def _plan_ids(self) -> list[int]:
        return [one["id"] for one in self.done.get("plans", ())]

    def _ward_ids(self) -> list[int]:
        """Return the wards at which the work has been since."""
        now = (row.ward_id for row in queries.rows_of_plans(self.session, self._plan_ids()))
        return list(dict.fromkeys(now))

    def put_back(self) -> None:
        """Change everything back, with one event for each assignment."""
        for ward_id in self._ward_ids():
            reorganise_mails.take_back(self.session, ward_id, reason=AGAIN, now=self.now)
        told = self.news_back(self.done.get("news", []))
        for kept in self.done["wards"]:
            ward = self.session.get_one(Ward, kept["id"])
            before = kept["before"]
            if before is None:
                ward.ended_on, ward.successor_id = None, None
            else:
                ward.name, ward.city = before["ward_name"], before["city"]
                ward.province = before["province"]
            self.session.add(ward)
        self.session.flush()
        self._units()
        self._absences()
        self._contacts()
        self._rows()
        self._plans()
        self._tell(told)
        self._finish()

    def _units(self) -> None:
        for kept in self.done.get("units", ()):
            unit = self.session.get_one(Unit, kept["id"])
            if kept["before"] is None:
                day = as_day.validate_python(self.done["day"]) or self.row.effective_on
                unit.valid_from, unit.valid_to, unit.successor = day, day - ONE_DAY, None
            else:
                unit.valid_to = as_day.validate_python(kept["before"]["valid_to"])
                unit.successor = kept["before"]["successor"]
            self.session.add(unit)

    def _absences(self) -> None:
        """Forget the absences that came along; where they were noted, they still are."""
        for number in self.done.get("absences", ()):
            absence = self.session.get(Absence, number)
            contact = self.session.get(Contact, absence.contact_id) if absence else None
            if absence is None or contact is None:
                continue
            before = contact_rows.of_absence(absence, contact)
            self.session.delete(absence)
            record(
                self.session, contact.ward_id, absences.KIND, actor=self.actor, now=self.now,
                text=f"Hủy sắp xếp tổ chức số {self.row.id}", before=before,
            )  # fmt: skip

    def _contacts(self) -> None:
        kept = {one["id"]: one for one in self.done.get("contacts", ())}
        rows = queries.contacts(self.session, list(kept))
        for ward_id in dict.fromkeys(row.ward_id for row in rows):
            units = load_ward_context(self.session, ward_id).units
            mine = [row for row in rows if row.ward_id == ward_id]
            before = [contact_rows.of_contact(row, units) for row in mine]
            for row in mine:
                earlier = kept[row.id]["before"]
                if earlier is not None:
                    row.valid_to = as_day.validate_python(earlier["valid_to"])
                else:
                    day = as_day.validate_python(self.done["day"]) or self.row.effective_on
                    row.valid_from, row.valid_to = day, day - ONE_DAY
                row.version += 1
                self.session.add(row)
            after = [contact_rows.of_contact(row, units) for row in mine]
            record(
                self.session, ward_id, contacts.KIND, actor=self.actor, now=self.now,
                text=f"Hủy sắp xếp tổ chức số {self.row.id}", before=before, after=after,
            )  # fmt: skip

    def _rows(self) -> None:
        kept = {one["id"]: one["before"] for one in self.done.get("rows", ())}
        for row in queries.rows_of_plans(self.session, self._plan_ids()):
            self.work_back(row, kept[row.id])
        for ward_id in {before["ward_id"] for before in kept.values()}:
            ids = [number for number, before in kept.items() if before["ward_id"] == ward_id]
            queries.let_marks_go_along(self.session, ids, ward_id)
        for number, ward_id, unit_id in self.done.get("links", ()):
            link = self.session.get_one(Link, number)
            link.ward_id, link.unit_id = ward_id, unit_id
            self.session.add(link)
        for number, ward_id, unit_id in self.done.get("notices", ()):
            notice = self.session.get_one(Notice, number)
            notice.ward_id, notice.unit_id = ward_id, unit_id
            self.session.add(notice)

    def _plans(self) -> None:
        self.clauses_back(dict(self.done.get("clauses", ())))
        for kept in self.done.get("plans", ()):
            plan = self.session.get_one(Plan, kept["id"])
            plan.draft, plan.ward_id = as_before(plan.draft, kept["before"]), kept["ward_id"]
            plan.version += 1
            self.session.add(plan)
            queries.let_papers_go_along(self.session, [plan.id or 0], plan.ward_id)
        self.session.flush()

    def _tell(self, told: list[Notice]) -> None:
        """Tell whoever has heard of the change that it does not hold, and who has the work again."""
        for number in dict.fromkeys(notice.assignment_id for notice in told):
            row = self.session.get_one(Assignment, number)
            if row.state not in OPEN_STATES:
                continue
            mine = [notice for notice in told if notice.assignment_id == number]
            if any(notice.audience == "lead" for notice in mine):
                change.tell(self.session, row, INHERITED, now=self.now, text=self.text)
            self._tell_heirs(row, [notice for notice in mine if notice.kind == INHERITED])

    def _tell_heirs(self, row: Assignment, heirs: list[Notice]) -> None:
        """Tell those who had it for some hours, unless they read for the unit that has it again."""
        home, day = self._context(row.ward_id), self._context(row.ward_id).day(self.now)
        unit = home.unit(row.unit_id)
        ours = home.reach(row.unit_id, day)
        for notice in heirs:
            other = self._context(notice.ward_id).reach(notice.unit_id, day)
            if other is not None and (ours is None or other.key != ours.key):
                change.tell(
                    self.session, row, HANDED_OFF, audience=notice.audience, now=self.now,
                    unit_id=notice.unit_id, ward_id=notice.ward_id,
                    text=self.goes_back_to(f"{unit.name} ({home.ward.name})"),
                )  # fmt: skip

    def _finish(self) -> None:
        """Mark it as taken back, with one event in the log of each ward that is concerned."""
        row = self.row
        row.state = ReorganisationState.UNDONE
        row.undone_at, row.undone_by = self.now, self.actor.name
        self.session.add(row)
        order = row.data["order"]
        for key in dict.fromkeys((*order["wards"], *order["into"], *self.done.get("along", ()))):
            ward = ward_queries.ward_by_key(self.session, key)
            if ward is not None:
                before: dict[str, Any] = {
                    "name": "; ".join(row.data["words"]),
                    "effective_on": row.effective_on.isoformat(),
                }
                renamed = next((one for one in self.done["wards"] if one.get("after")), None)
                after = renamed["before"] if renamed else None
                record(
                    self.session, ward.id or 0, "reorganisation-undone", actor=self.actor,
                    now=self.now, text=f"Số {row.id}", before=before | ((renamed or {}).get("after") or {}),
                    after=after,
                )  # fmt: skip
