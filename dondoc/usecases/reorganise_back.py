"""What taking back a reorganisation means alike for units and for whole wards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from dondoc.rules.moves import Move
from dondoc.usecases import change
from dondoc.usecases.actor import Actor
from models.assignment import Assignment, ExtensionState, State
from models.change import Reorganisation
from models.outbox import Notice, NoticeState
from models.queries import assignments
from models.queries import reorganising as queries

as_day: TypeAdapter[date | None] = TypeAdapter(date | None)
_moment: TypeAdapter[datetime | None] = TypeAdapter(datetime | None)
INSTEAD = "Hãy chuyển từng nhiệm vụ, hoặc ghi một lần sắp xếp mới."


@dataclass(frozen=True)
class TakenBack:
    """One reorganisation being taken back: its work, its wishes, its news."""

    session: Session
    row: Reorganisation
    actor: Actor
    now: datetime

    @property
    def done(self) -> Mapping[str, Any]:
        """What was changed."""
        found: Mapping[str, Any] = self.row.data["done"]
        return found

    @property
    def text(self) -> str:
        """The reason as the history and the units read it."""
        return f"Hủy sắp xếp tổ chức: {'; '.join(self.row.data['words'])}"

    def goes_back_to(self, name: str) -> str:
        """Return the reason as those read it who had the work in between."""
        return f"{self.text}; nhiệm vụ trở về {name}"

    def work_back(self, row: Assignment, before: Mapping[str, Any]) -> None:
        """Give an assignment the values that it had, by one event."""
        withdrawn = row.state is State.CANCELLED and before["state"] != row.state.value
        values = {
            **before,
            "state": State(before["state"]),
            "closed_at": _moment.validate_python(before["closed_at"]),
        }
        if withdrawn:
            self._let_wish_again(row)
        change.move(
            self.session, row, Move.RESTORE if withdrawn else Move.SUCCEED, actor=self.actor,
            now=self.now, text=self.text, data={"reorganisation": self.row.id}, values=values,
        )  # fmt: skip

    def _let_wish_again(self, row: Assignment) -> None:
        """Let a wish wait again that lapsed when its work was withdrawn here."""
        for wish in assignments.extensions_of(self.session, [row.id or 0]):
            if wish.state is ExtensionState.LAPSED and wish.answered_at == self.row.done_at:
                wish.state, wish.answer = ExtensionState.ASKED, ""
                wish.answered_at = wish.answered_by = wish.granted_until = None
                self.session.add(wish)

    def clauses_back(self, units: Mapping[int | None, int]) -> None:
        """Name the units in the clauses again that they named before, by the row's number."""
        for one in queries.clause_units(self.session, [n for n in units if n is not None]):
            one.unit_id = units[one.id]
            self.session.add(one)

    def news_back(self, news: list[int]) -> list[Notice]:
        """Return the news of the change that has been told; what still waits is dropped."""
        told = []
        for notice in queries.notices(self.session, news):
            if notice.state is NoticeState.TOLD:
                told.append(notice)
            elif notice.state is NoticeState.WAITING:
                notice.state, notice.reason = NoticeState.DROPPED, "đã hủy sắp xếp tổ chức"
                self.session.add(notice)
        return told
