"""The calendar page in a real Chromium, narrow and wide: it fits, and its form works by hand."""

import pytest
from playwright.sync_api import Browser

from tests.board.test_browser import chromium, officer_at, served
from tests.board.world import World

__all__ = ["chromium"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_a_day_off_is_declared_on_a_page_that_fits(
    world: World, chromium: Browser, width: int
) -> None:
    with served(world) as address:
        page, complaints = officer_at(world, address, chromium, width=width)
        page.goto(f"{address}/lich-lam-viec?nam=2025")
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        page.get_by_label("Từ ngày").fill("2025-06-16")
        page.get_by_label("Lý do").fill("nghỉ tránh bão")
        page.get_by_role("button", name="Xem trước").click()
        page.get_by_role("button", name="Ghi vào lịch").click()

        assert page.get_by_role("status").first.inner_text().startswith("Đã ghi lịch làm việc.")
        assert page.get_by_text("Ngày nghỉ riêng của đơn vị (nghỉ tránh bão)").is_visible()
    assert (overflow, complaints) == (0, [])
