"""The page "Rõ việc": what a plan leaves unclear."""

from copy import deepcopy
from typing import Any

from models.plan import Plan
from tests.board.world import DRAFT, World, seen


def unclear(world: World) -> str:
    """Store a draft with two weak places; returns its page."""
    given: dict[str, Any] = deepcopy(DRAFT)
    given["clauses"][0]["lead"] = []
    given["clauses"][1]["lead"].append({"name": "Tổ công nghệ", "units": []})
    with world.app.transaction() as session:
        plan = Plan(
            ward_id=world.row("V.1").ward_id, title="Kế hoạch đợt hai", year=2025,
            content_hash="1" * 64, draft=given, imported_at=world.now,
        )  # fmt: skip
        session.add(plan)
        session.flush()
        return f"/ke-hoach/{plan.id}/ro-viec"


def test_the_page_lists_what_is_unclear_by_question(world: World) -> None:
    page = seen(world.signed_in("officer").get(unclear(world)))

    assert "Rõ người: ai chịu trách nhiệm 02" in page
    assert "V.1 Không nêu đơn vị nào thực hiện. Ghi tên một đơn vị chủ trì." in page
    assert "Rõ đầu mối: gửi thư cho ai 01" in page
    assert "V.2 Danh bạ chưa có “Tổ công nghệ”." in page


def test_leaders_may_look_too_and_strangers_may_not(world: World) -> None:
    path = unclear(world)

    assert world.signed_in("vice").get(path).status_code == 200
    assert world.browser().get(path, follow_redirects=False).status_code == 303
