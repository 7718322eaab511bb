"""The page of calendar feeds in a real Chromium, narrow and wide: made, copied, revoked by hand."""

import httpx
import pytest
from playwright.sync_api import Browser

from tests.board.test_browser import chromium, officer_at, served
from tests.board.world import World
from tests.notifications import rfc5545

__all__ = ["chromium"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_a_feed_is_made_copied_and_revoked_on_a_page_that_fits(
    world: World, chromium: Browser, width: int
) -> None:
    with served(world) as address:
        page, complaints = officer_at(world, address, chromium, width=width)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{address}/lich-dien-tu")
        page.get_by_label("Đơn vị chưa có lịch").select_option("Cán bộ Đài truyền thanh")
        page.get_by_role("button", name="Tạo địa chỉ", exact=True).click()
        page.get_by_role("button", name="Chép địa chỉ").click()
        page.get_by_role("button", name="Đã chép").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        opens = page.get_by_role("link", name="Mở bằng ứng dụng lịch").get_attribute("href")
        alive = httpx.get(copied)

        page.get_by_role("link", name="Thu hồi").click()
        page.get_by_role("button", name="Thu hồi địa chỉ").click()

        assert page.get_by_role("status").inner_text().startswith("Đã thu hồi.")
        dead = httpx.get(copied)
    assert len(rfc5545.read(alive.content).events) == 1
    assert opens == copied.replace("http://", "webcal://")
    assert (alive.status_code, dead.status_code) == (200, 410)
    assert (overflow, complaints) == (0, [])
