"""R19 in a real Chromium: a unit comes second, chooses with thumb and keyboard, and sends again."""

import pytest
from playwright.sync_api import Browser

from tests.board.clash_moves import REPORTED
from tests.board.test_browser import chromium, page_of, served
from tests.board.world import World

pytestmark = pytest.mark.browser
__all__ = ["chromium"]


@pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
def test_r19_the_chooser_on_a_phone(world: World, chromium: Browser) -> None:
    with served(world) as address:
        page = page_of(chromium, width=390)
        page.goto(address + world.link("V.1"))
        page.get_by_label("Họ và tên người báo cáo").fill("Ông Tư")
        page.get_by_label("Kết quả thực hiện").fill("Đã phát 15 tin")
        REPORTED(world)
        page.get_by_role("button", name="Gửi báo cáo").click()
        page.get_by_role("heading", name="Chưa lưu: nội dung đã thay đổi").wait_for()
        # What is hidden, is so by the style sheet, which may come after the heading.
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth")
        report = page.get_by_role("group", name="Kết quả thực hiện")
        hidden = report.get_by_label("Kết quả thực hiện").is_visible()
        page.get_by_role("button", name="Lưu theo lựa chọn").click()
        still_here = page.get_by_role("heading", name="Người khác đã lưu").is_visible()

        page.get_by_role("group", name="Họ và tên").get_by_text("Lấy nội dung của tôi").click()
        report.get_by_text("Sửa lại").click()
        report.get_by_role("textbox").fill("Đã phát 27 tin, cả hai buổi")
        page.get_by_role("button", name="Lưu theo lựa chọn").click()
        page.get_by_text("Đã nhận báo cáo.").wait_for()

    assert (wide, hidden, still_here) == (390, False, True)
    assert [(row.made_by, row.text) for row in world.reports("V.1")][-1] == (
        "Ông Tư",
        "Đã phát 27 tin, cả hai buổi",
    )
