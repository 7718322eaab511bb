"""A document that amends the plan of the board's world."""

from datetime import date
from typing import Any

from dondoc.usecases import amend
from dondoc.usecases.actor import SYSTEM
from models.plan import Plan
from tests.board.world import DRAFT, World, clause

CHANGED: list[dict[str, Any]] = [
    clause("V.1", "radio", "tuyên truyền trên hệ thống truyền thanh và loa lưu động", "propaganda",
           "2025-04-10"),
    DRAFT["clauses"][1],
    clause("V.3", "web", "thống kê số hộ đăng ký danh hiệu gia đình văn hóa", "report", "2025-05-20"),
    DRAFT["clauses"][2] | {"path": "V.4"},
    DRAFT["clauses"][4],
]  # fmt: skip


def amending_draft(world: World, clauses: list[dict[str, Any]] | None = None, **facts: Any) -> int:
    """Store a draft that replaces the plan as a whole; returns its number."""
    with world.app.transaction() as session:
        document = unchosen_draft(world, clauses, session, **facts)
        amend.choose(session, document.id or 0, of=1, whole=True, actor=SYSTEM, now=world.now)
        return document.id or 0


def unchosen_draft(
    world: World, clauses: list[dict[str, Any]] | None, session: Any, **facts: Any
) -> Plan:
    """Store a draft of which nobody has said yet what it amends."""
    given = {"number": "30/KH-UBND", "title": "Kế hoạch điều chỉnh phong trào thi đua năm 2025"}
    document = Plan(
        ward_id=1, year=2025, issued_on=date(2025, 3, 1), content_hash=f"{clauses}{facts}",
        draft={"clauses": CHANGED if clauses is None else clauses}, imported_at=world.now,
        file_name="Kế hoạch 30.txt", **(given | facts),
    )  # fmt: skip
    session.add(document)
    session.flush()
    return document
