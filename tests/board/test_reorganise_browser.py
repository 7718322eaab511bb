"""The pages of reorganisations in a real Chromium, narrow and wide, and by the keyboard alone."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.board.test_browser import chromium, officer_at, served
from tests.board.world import World

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
#: No page here has more stops than this.
STOPS = 60


def tab_to(page: Page, wanted: Locator) -> None:
    """Go on by the tabulator until an element has the focus, and can be seen to have it."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            ring = wanted.evaluate("element => getComputedStyle(element).outlineStyle")
            assert ring != "none", "nobody sees where the focus is"
            return
    raise AssertionError(f"the tabulator does not reach {wanted}")


def fits(page: Page) -> bool:
    """Tell whether nothing sticks out at the side."""
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return bool(wide[0] <= wide[1])


@pytest.mark.parametrize("width", [390, 1280])
def test_units_are_merged_and_put_back_by_the_keyboard_on_pages_that_fit(
    world: World, chromium: Browser, width: int
) -> None:
    with served(world) as address:
        page, complaints = officer_at(world, address, chromium, width=width)
        page.goto(f"{address}/sap-xep")
        fitting = [fits(page)]
        tab_to(page, page.get_by_role("link", name="Sáp nhập", exact=True))
        page.keyboard.press("Enter")
        page.wait_for_url("**/sap-xep/sap-nhap")
        fitting.append(fits(page))
        tab_to(page, page.get_by_label("Trang thông tin điện tử"))
        page.keyboard.press("Space")
        tab_to(page, page.get_by_label("Sáp nhập vào"))
        page.keyboard.type("Cán bộ Đài")
        tab_to(page, page.get_by_label("Căn cứ"))
        page.keyboard.type("Nghị quyết số 12/NQ-HĐND")
        tab_to(page, page.get_by_role("button", name="Xem trước"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Xem trước: Sáp nhập")
        fitting.append(fits(page))
        tab_to(page, page.get_by_role("button", name=re.compile("^Xác nhận")))
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_be_visible()
        fitting.append(fits(page))
        assert page.get_by_text("Sáp nhập Trang thông tin điện tử vào").first.is_visible()
        tab_to(page, page.get_by_role("link", name="Hủy lần sắp xếp này"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/huy")
        fitting.append(fits(page))
        tab_to(page, page.get_by_role("button", name="Hủy lần sắp xếp"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Đã hủy")

    assert (fitting, complaints) == ([True] * 5, [])
