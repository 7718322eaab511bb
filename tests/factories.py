"""A small ward, and a plan of it, for tests that need neither a file nor a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from dondoc.usecases import confirm, load_ward
from dondoc.usecases.actor import Actor
from dondoc.usecases.ward_file import WardFile, parse_ward
from dondoc.wiring import App
from models.assignment import ActorKind, Assignment
from models.plan import Plan
from models.queries import assignments

WARD = """
ward: {key: phuong-4, name: Phường 4, city: Sa Đéc, province: Đồng Tháp}
units:
  - {key: ubnd, name: Ủy ban nhân dân Phường 4, contacts: [{name: Hà, email: vp@p4.example}]}
  - key: front
    name: Ủy ban Mặt trận Tổ quốc Việt Nam Phường
    requested: true
    contacts: [{name: Phước, email: front@p4.example}]
  - key: women
    name: Hội Liên hiệp Phụ nữ Phường
    groups: [unions]
    requested: true
    contacts: [{name: Loan, email: women@p4.example}]
  - key: culture
    name: Công chức Văn hóa - Xã hội
    contacts: [{name: Minh, title: Công chức, email: culture@p4.example}]
  - key: radio
    name: Cán bộ Truyền thanh Phường
    contacts: [{name: Dũng, email: radio@p4.example}]
  - {key: interior, name: Cán bộ Nội vụ phường}
groups: {unions: [các đoàn thể chính trị - xã hội]}
people:
  - {key: officer, role: interior_officer, name: Lê Thị Tám, email: officer@p4.example, unit: interior}
  - {key: vice, role: vice_chairman, name: Võ Văn Bảy, email: vice@p4.example}
  - {key: chair, role: chairman, name: Ngô Thị Chín, email: chair@p4.example}
"""

UNIT = Actor(kind=ActorKind.LINK, name="Minh", channel="link", email="culture@p4.example")
OFFICER = Actor(
    kind=ActorKind.OFFICER, name="Lê Thị Tám", channel="board", email="officer@p4.example"
)
VICE = Actor(kind=ActorKind.LEADER, name="Võ Văn Bảy", channel="board", email="vice@p4.example")


def ward_file(text: str = WARD) -> WardFile:
    """Return the small ward."""
    return parse_ward(text, name="ward.yaml")


def on_dates(*days: str) -> dict[str, Any]:
    """Return the cadence of a duty that is due on stated days."""
    dates = [{"on": day, "phrase": f"ngày {day}"} for day in days]
    return {"form": "dates", "certainty": "stated", "dates": dates}


def clause(
    path: str,
    lead: Iterable[str],
    cadence: dict[str, Any],
    *,
    kind: str = "report",
    mode: str = "assign",
    support: Iterable[str] = (),
) -> dict[str, Any]:
    """Return one clause of a draft with one duty."""
    return {
        "path": path,
        "text": f"Nội dung của mục {path}, nguyên văn.",
        "mode": mode,
        "lead": [{"name": key, "units": [key]} for key in lead],
        "support": [{"name": key, "units": [key]} for key in support],
        "duties": [{"text": f"Việc của mục {path}", "kind": kind, "cadence": cadence}],
    }


@dataclass(frozen=True)
class Office:
    """The ward and plan of a test."""

    app: App
    ward_id: int
    plan_id: int

    def all(self) -> list[Assignment]:
        """Return every assignment in plan order."""
        with self.app.reading() as session:
            return [work.assignment for work in assignments.work(session, self.ward_id)]

    def one(self, code_start: str) -> Assignment:
        """Return the assignment whose code begins so; there must be exactly one."""
        (found,) = [row for row in self.all() if row.code.startswith(code_start)]
        return found


def load(session: Session, *, now: datetime, text: str = WARD) -> int:
    """Load the small ward; returns its id."""
    return load_ward.load_ward(session, ward_file(text), now=now).id or 0


def draft_plan(
    session: Session, ward_id: int, clauses: list[dict[str, Any]], *, now: datetime, **facts: Any
) -> Plan:
    """Store a plan as a draft, as importing a document would."""
    plan = Plan(
        ward_id=ward_id,
        title="Phát động phong trào thi đua",
        number="12/KH-UBND",
        content_hash=f"{clauses}{facts}",
        draft={"clauses": clauses},
        imported_at=now,
    )
    for name, value in ({"year": now.year, "issued_on": date(now.year, 3, 3)} | facts).items():
        setattr(plan, name, value)
    session.add(plan)
    session.flush()
    return plan


def office(
    app: App, clauses: list[dict[str, Any]], *, now: datetime, text: str = WARD, **facts: Any
) -> Office:
    """Load the ward and put a plan of these clauses in force."""
    with app.transaction() as session:
        ward_id = load(session, now=now, text=text)
        plan = draft_plan(session, ward_id, clauses, now=now, **facts)
        confirm.confirm(session, plan.id or 0, actor=OFFICER, now=now)
    return Office(app, ward_id, plan.id or 0)
