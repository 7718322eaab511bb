"""A reorganisation carried out: units and contacts, then the work with one event for each row."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dondoc.rules.moves import Move
from dondoc.rules.reorganise_drafts import with_heirs
from dondoc.rules.reorganise_work import Fate, heir_of_clause
from dondoc.usecases import change, contact_rows, contacts
from dondoc.usecases.actor import Actor
from dondoc.usecases.amend_work import FIRST_NEWS
from dondoc.usecases.record import record
from dondoc.usecases.reorganise_stage import Stage
from models.outbox import Notice
from models.queries import reorganising as queries
from models.ward import Unit

#: Columns of a unit that a reorganisation changes.
UNIT_COLUMNS = (
    "name", "aliases", "groups", "requested", "valid_from", "valid_to", "successor", "former_names",
)  # fmt: skip


@dataclass(frozen=True)
class Carrier:
    """Carries one stage out; ``done`` collects what an undoing has to put back."""

    session: Session
    stage: Stage
    number: int
    actor: Actor
    now: datetime
    done: dict[str, Any] = field(default_factory=dict)

    def carry_out(self) -> dict[str, Any]:
        """Change everything and return what was changed, as plain JSON."""
        self.done["day"] = self.stage.day.isoformat()
        self.done["units"] = [
            {"id": now.id, "version": now.version, "before": unit_kept(was)}
            for was, now in self.stage.units
        ]
        self.done["people"] = [
            {"id": now.id, "before": was.unit_key}
            for was, now in zip(self.stage.before.people, self.stage.after.people, strict=True)
            if was.unit_key != now.unit_key
        ]
        self._contacts()
        self._rows()
        self._notices()
        self._news()
        self._plans()
        self.session.flush()
        return self.done

    def _contacts(self) -> None:
        stage = self.stage
        before = [
            contact_rows.of_contact(was, stage.before.units)
            for was, _ in stage.contacts
            if was is not None
        ]
        after = [contact_rows.of_contact(now, stage.after.units) for _, now in stage.contacts]
        self.done["contacts"] = [
            {"id": now.id, "version": now.version, "new": was is None}
            for was, now in stage.contacts
        ]
        self.done["contacts_before"] = before
        if after:
            record(
                self.session, stage.before.ward_id, contacts.KIND, actor=self.actor, now=self.now,
                text=f"Theo sắp xếp tổ chức số {self.number}", before=before, after=after,
            )  # fmt: skip

    def _rows(self) -> None:
        rows = self.done["rows"] = []
        for fate in self.stage.fates:
            if fate.what == "waiting":
                continue
            row = self.stage.row(fate)
            before = {
                name: change.plain(getattr(row, name))
                for name in ("unit_id", "state", "closed_at", "sleeping_for", "anchor_key")
            }
            self._move(fate)
            rows.append({"id": row.id, "version": row.version, "before": before})

    def _move(self, fate: Fate) -> None:
        row, moves = self.stage.row(fate), fate.what == "moves"
        values = (
            {"unit_id": self.stage.unit_after(fate.to).id} if moves else {"closed_at": self.now}
        )
        change.move(
            self.session, row, Move.SUCCEED if moves else Move.CANCEL, actor=self.actor,
            now=self.now, text=self.stage.text_of(fate), data={"reorganisation": self.number},
            values=values,
        )  # fmt: skip

    def _notices(self) -> None:
        """Let news that has not left yet reach whoever goes on with the work."""
        heirs = {one.unit: one.successor for one in self.stage.order.ended}
        ids = {self.stage.unit_after(key).id or 0: key for key in heirs}
        moved = {
            fate.held.id: self.stage.row(fate).unit_id
            for fate in self.stage.fates
            if fate.what == "moves"
        }
        kept = self.done["notices"] = []
        for notice in queries.untold_notices(self.session, self.stage.before.ward_id, unit_ids=ids):
            key = heirs[ids[notice.unit_id]]
            main = self.stage.unit_after(key).id if key else None
            heir = main if notice.audience == "support" else moved.get(notice.assignment_id)
            if heir is not None and not _is_first(notice):
                kept.append({"id": notice.id, "unit_id": notice.unit_id})
                notice.unit_id = heir
                self.session.add(notice)

    def _news(self) -> None:
        made: list[Notice] = []
        for news in self.stage.news():
            row = self.stage.works[news.assignment_id].assignment
            made.append(
                change.tell(
                    self.session, row, news.kind, audience=news.audience, now=self.now,
                    text=news.text, unit_id=news.unit_id,
                )
            )  # fmt: skip
        self.session.flush()
        self.done["news"] = [notice.id for notice in made]

    def _plans(self) -> None:
        """Let the plans name the heirs in the lead and in support from now on."""
        order, stage = self.stage.order, self.stage
        endings = {one.unit: one for one in order.ended if one.all_heirs}
        moved = [fate for fate in stage.fates if fate.what == "moves"]

        def heir(path: str, key: str) -> str:
            ending = endings.get(key)
            return (heir_of_clause(path, ending, moved) or key) if ending else key

        ids = {stage.unit_after(key).id or 0: key for key in endings}
        clauses = self.done["clauses"] = []
        for row, clause in queries.clause_units_of(self.session, ids):
            clauses.append([row.id, row.unit_id])
            row.unit_id = stage.unit_after(heir(clause.path, ids[row.unit_id or 0])).id
            self.session.add(row)
        drafts = self.done["drafts"] = []
        for plan in queries.plans_with_draft(self.session, stage.before.ward_id, hold=True):
            made, before = with_heirs(plan.draft, heir)
            if before:
                plan.draft = made
                plan.version += 1
                self.session.add(plan)
                drafts.append({"plan": plan.id, "version": plan.version, "before": before})


def _is_first(notice: Notice) -> bool:
    """Tell whether news is the first of its work: the heir is told of that in other words."""
    return notice.audience == "lead" and notice.kind in FIRST_NEWS


def unit_kept(unit: Unit | None) -> dict[str, Any] | None:
    """Return what an undoing needs of a unit as it was; None of one that was not there."""
    if unit is None:
        return None
    plain: dict[str, Any] = unit.model_dump(mode="json")
    return {name: plain[name] for name in UNIT_COLUMNS}
