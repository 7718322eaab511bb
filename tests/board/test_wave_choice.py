"""Patterns of waves on the board: taken into a form, edited there, and only then kept."""

import re
from typing import Any

import pytest

from dondoc.usecases import draft as drafts
from models.plan import Plan
from models.queries import plans
from tests.board.test_replan import plan
from tests.board.world import World, hidden, seen

__all__ = ["plan"]
DRAFT = "/ke-hoach/2"


@pytest.fixture
def draft(world: World) -> str:
    """The path of a draft of the ward, whose own waves reach to the end of June."""
    with world.app.transaction() as session:
        session.add(
            Plan(
                ward_id=1, title="Dự thảo", year=2025, content_hash="2" * 64,
                imported_at=world.now, draft={"clauses": []},
            )
        )  # fmt: skip
    return DRAFT


def rows(page: str) -> list[tuple[str, str, str]]:
    """The names and days of the waves in the form, empty rows left out."""
    columns = [
        re.findall(rf'name="{name}"[^>]*?value="([^"]*)"', page)
        for name in ("name", "starts_on", "ends_on")
    ]
    return [row for row in zip(*columns, strict=True) if any(row)]


def columns(page: str) -> dict[str, list[str]]:
    """What a browser sends back of the rows."""
    found: dict[str, list[str]] = {}
    for name in ("key", "name", "starts_on", "ends_on", "summary_due"):
        found[name] = re.findall(rf'name="{name}"[^>]*?value="([^"]*)"', page)
    picked = re.findall(r'<select[^>]*name="summary">(.*?)</select>', page)
    found["summary"] = ["final" if '"final" selected' in one else "interim" for one in picked]
    return found


def test_the_wards_own_waves_come_first_and_are_in_the_form(world: World, draft: str) -> None:
    page = world.signed_in("officer").get(f"{draft}/sua-dot").text

    names = re.findall(r"<li><div class=\"row\"><b>([^<]*)</b>", page)
    assert names[:3] == [
        "Các đợt chung của phường, xã", "Hai đợt, nửa đầu và nửa cuối", "Mỗi năm một đợt",
    ]  # fmt: skip
    assert rows(page) == [("Đợt 1", "2025-01-01", "2025-06-30")]


def test_a_pattern_fills_the_form_and_keeps_nothing(world: World, draft: str) -> None:
    before = world.dump()

    page = world.signed_in("officer").get(f"{draft}/sua-dot?mau=anniversaries-june").text

    assert rows(page) == [
        (
            "Đợt 1 (chào mừng Ngày truyền thống thi đua yêu nước 11/6)",
            "2025-01-01",
            "2025-06-11",
        ),
        ("Đợt 2 (chào mừng Quốc khánh 2/9)", "2025-06-12", "2025-09-02"),
        ("Đợt 3 (đến hết năm)", "2025-09-03", "2025-12-31"),
    ]
    assert "đang chọn" in page
    assert world.dump()["plan"] == before["plan"]


def test_what_a_pattern_proposed_is_edited_and_kept(world: World, draft: str) -> None:
    browser = world.signed_in("officer")
    page = browser.get(f"{draft}/sua-dot?mau=quarters").text
    given: dict[str, Any] = dict(hidden(page, f"{draft}/sua-dot")) | columns(page)
    given["name"][0] = "Đợt mừng xuân"

    browser.post(f"{draft}/sua-dot", data=given | {"lam": "luu"})

    with world.app.reading() as session:
        kept = drafts.of_plan(session.get_one(Plan, 2)).waves
    assert [(one.name, one.summary, str(one.summary_due)) for one in kept] == [
        ("Đợt mừng xuân", "interim", "2025-04-15"),
        ("Quý II", "interim", "2025-07-15"),
        ("Quý III", "interim", "2025-10-15"),
        ("Quý IV", "final", "2026-01-10"),
    ]


def test_a_pattern_that_is_not_there_leaves_the_form_as_it_is(world: World, draft: str) -> None:
    page = world.signed_in("officer").get(f"{draft}/sua-dot?mau=<b>thirds</b>")

    assert (page.status_code, "<b>thirds" in page.text) == (200, False)
    assert rows(page.text) == [("Đợt 1", "2025-01-01", "2025-06-30")]


def test_the_waves_of_a_plan_in_force_are_cut_by_a_pattern_after_a_preview(
    world: World, plan: int
) -> None:
    path = f"/ke-hoach/{plan}/dot"
    browser = world.signed_in("officer")
    page = browser.get(f"{path}?mau=halves").text
    given: dict[str, Any] = dict(hidden(page, path)) | columns(page)
    given["ends_on"][0], given["starts_on"][1] = "2025-05-30", "2025-05-31"

    given["reason"] = "họp Hội đồng"
    shown = browser.post(path, data=given | {"lam": "xem"})
    browser.post(path, data=given | hidden(shown.text, path) | given | {"lam": "luu"})

    assert "Chuyển thời hạn: 02" in seen(shown)
    with world.app.reading() as session:
        waves = plans.waves_of(session, plan)
    assert [(one.key, str(one.ends_on), str(one.certainty)) for one in waves] == [
        ("2025-1", "2025-05-30", "stated"), ("2025-2", "2025-12-31", "stated"),
    ]  # fmt: skip


def test_only_the_officer_sees_the_patterns(world: World, draft: str) -> None:
    assert world.signed_in("vice").get(f"{draft}/sua-dot?mau=halves").status_code == 403
