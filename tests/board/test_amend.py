"""The page that compares an amending document with the plan in force, and the officer's yes."""

import re

import pytest
from playwright.sync_api import Browser
from sqlmodel import select

from dondoc.board.deps import COOKIE
from dondoc.usecases import draft as drafts
from models.assignment import Assignment, State
from models.outbox import Notice
from models.plan import Plan, PlanState
from tests.board.amending import CHANGED, amending_draft, unchosen_draft
from tests.board.test_browser import chromium, served
from tests.board.world import DRAFT, World, hidden, seen, send

__all__ = ["chromium"]


def page_of(number: int) -> str:
    return f"/ke-hoach/{number}/sua-doi"


def test_the_page_counts_and_shows_what_changes_word_by_word(world: World) -> None:
    number = amending_draft(world)

    answer = world.signed_in("officer").get(page_of(number))

    tiles = re.findall(r"<b>(\d+)</b> mục ([^<]+)</li>", answer.text)
    assert tiles == [
        ("1", "bổ sung"), ("1", "sửa đổi"), ("1", "bãi bỏ"), ("1", "đổi vị trí"), ("2", "giữ nguyên"),
    ]  # fmt: skip
    assert "<ins> và loa lưu động</ins>" in answer.text
    assert "<del>tham mưu Hội đồng Thi đua - Khen thưởng</del>" in answer.text
    assert "Nhiệm vụ: 01 giao mới; 01 đổi thời hạn; 01 thu hồi; 03 tiếp tục." in seen(answer)
    assert "Mục V.3 → mục V.4 đổi vị trí" in seen(answer)


def test_looking_changes_nothing(world: World) -> None:
    number = amending_draft(world)
    before = world.dump()

    for _ in range(2):
        world.signed_in("vice").get(page_of(number))

    after = world.dump()
    assert {
        name: rows for name, rows in after.items() if name not in {"login_code", "web_session"}
    } == {name: rows for name, rows in before.items() if name not in {"login_code", "web_session"}}


def test_the_officer_confirms_once(world: World) -> None:
    number = amending_draft(world)
    officer = world.signed_in("officer")
    form = hidden(officer.get(page_of(number)).text, f"{page_of(number)}/xac-nhan")

    first = officer.post(f"{page_of(number)}/xac-nhan", data=form, follow_redirects=False)
    again = officer.post(f"{page_of(number)}/xac-nhan", data=form, follow_redirects=False)

    assert (first.status_code, first.headers["location"]) == (303, "/ke-hoach/1?xong=sua-doi")
    assert again.status_code == 409
    assert "đã được xác nhận trước đó" in seen(again)
    with world.app.reading() as session:
        assert session.get_one(Plan, number).state is PlanState.ARCHIVED
        paths = [clause.path for clause in drafts.of_plan(session.get_one(Plan, 1)).clauses]
        states = {
            row.code.split("@")[0]: row.state for row in session.exec(select(Assignment)).all()
        }
    assert paths == ["V.1", "V.2", "V.3", "V.4", "V.5"]
    assert states["V.4/1"] is State.CANCELLED
    plan = seen(officer.get("/ke-hoach/1"))
    assert (
        "Đã được sửa đổi bởi Kế hoạch điều chỉnh phong trào thi đua năm 2025, số 30/KH-UBND" in plan
    )
    kept = officer.get(page_of(number))
    assert "Nội dung đã sửa đổi" in seen(kept)
    assert "<del>tham mưu Hội đồng Thi đua - Khen thưởng</del>" in kept.text


def test_what_changed_since_it_was_shown_is_not_confirmed(world: World) -> None:
    number = amending_draft(world)
    officer = world.signed_in("officer")
    form = hidden(officer.get(page_of(number)).text, f"{page_of(number)}/xac-nhan")
    link = world.link("V.1")
    sent = send(world.browser(), link, f"{link}/bao-cao", name="Lê Văn Đài", text="Đã phát sóng")
    assert sent.status_code == 303

    answer = officer.post(f"{page_of(number)}/xac-nhan", data=form)

    assert answer.status_code == 409
    assert "Chưa có gì được ghi" in seen(answer)
    assert world.row("V.4").state is State.ASSIGNED


def test_only_the_officer_confirms_and_another_ward_sees_nothing(world: World) -> None:
    number = amending_draft(world)
    vice = world.signed_in("vice")

    page = vice.get(page_of(number))
    nonce = re.findall(r'name="nonce" value="([^"]+)"', page.text)[0]
    form = {"nonce": nonce, "version": "1", "seen": "abc"}

    assert "Cán bộ Nội vụ ghép mục và xác nhận." in seen(page)
    assert vice.post(f"{page_of(number)}/xac-nhan", data=form).status_code == 403
    assert world.browser().get(page_of(number), follow_redirects=False).status_code == 303
    assert vice.get(page_of(999)).status_code == 404


def test_the_officer_says_which_plan_a_document_amends(world: World) -> None:
    with world.app.transaction() as session:
        number = unchosen_draft(world, CHANGED, session).id or 0
    officer = world.signed_in("officer")
    before = seen(officer.get(page_of(number)))

    answer = send(officer, page_of(number), f"{page_of(number)}/chon", of="1", scope="whole")

    assert "hãy chọn kế hoạch đó" in before
    assert (answer.status_code, answer.headers["location"]) == (
        303, f"{page_of(number)}?xong=chon-sua-doi",
    )  # fmt: skip
    with world.app.reading() as session:
        assert session.get_one(Plan, number).amends_id == 1
    assert "So sánh với kế hoạch đang thực hiện và xác nhận" in seen(
        officer.get(f"/ke-hoach/{number}")
    )


def test_the_officer_pairs_clauses_by_hand(world: World) -> None:
    number = amending_draft(world)
    officer = world.signed_in("officer")
    fields = {"ghep:V.3": "=V.4", "ghep:V.1": "~"}

    answer = send(officer, page_of(number), f"{page_of(number)}/ghep", **fields)

    assert answer.status_code == 303
    page = officer.get(page_of(number))
    tiles = re.findall(r"<b>(\d+)</b> mục ([^<]+)</li>", page.text)
    assert {words: count for count, words in tiles}["sửa đổi"] == "2"
    assert "Cán bộ Nội vụ → Trang thông tin điện tử" in seen(page)


def test_pairing_two_with_one_is_told_and_nothing_is_stored(world: World) -> None:
    number = amending_draft(world)
    officer = world.signed_in("officer")
    fields = {"ghep:V.3": "=V.4", "ghep:V.1": "=V.4"}

    answer = send(officer, page_of(number), f"{page_of(number)}/ghep", **fields)

    assert answer.status_code == 409
    assert "cùng ghép với mục V.4" in seen(answer)


@pytest.mark.browser
def test_comparing_and_confirming_in_a_real_browser_without_scripts(
    world: World, chromium: Browser
) -> None:
    number = amending_draft(world)
    cookie = world.signed_in("officer").cookies[COOKIE]
    with served(world) as address:
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, java_script_enabled=False
        )
        context.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/ke-hoach/{number}")
        page.get_by_role("link", name="So sánh với kế hoạch đang thực hiện và xác nhận").click()
        box = page.locator("main").bounding_box()
        widest = page.locator("article.compare").first.bounding_box()
        page.get_by_text("Ghép mục bằng tay").click()
        page.get_by_role("button", name="Xác nhận sửa đổi và gửi thư").click()
        done = page.get_by_role("status").inner_text()
        context.close()

    assert box
    assert widest
    assert (box["width"] <= 390, widest["x"] + widest["width"] <= 390) == (True, True)
    assert done == "Đã sửa đổi kế hoạch. Đơn vị có thay đổi sẽ nhận thư."
    with world.app.reading() as session:
        kinds = session.exec(select(Notice.kind).where(Notice.kind.startswith("amended"))).all()
    assert kinds == ["amended-new"]
    assert len(DRAFT["clauses"]) == 5
