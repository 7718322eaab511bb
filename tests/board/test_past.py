"""The board and a plan as they stood at the end of a past day: read only, bad days refused."""

import re
from datetime import datetime, timedelta

import pytest

from tests.board.test_home import rows
from tests.board.world import World, seen, send

#: The board's tests begin on Monday, 3 March 2025.
DAY = "2025-03-03"


@pytest.fixture
def later(world: World) -> World:
    """Five days on; the radio reported on the second of them."""
    world.now += timedelta(days=1)
    radio = world.link("V.1")
    send(world.browser(), radio, f"{radio}/bao-cao", name="Đài", text="Đã phát")
    world.now += timedelta(days=4)
    return world


def tags(page: str) -> list[str]:
    """The standing of each row of the table of assignments."""
    table = page.split('id="nhiem-vu"')[1].split("</table>", maxsplit=1)[0]
    return re.findall(r'<span class="tag [a-z_]+">([^<]+)</span>', table)


def test_the_board_shows_how_the_day_ended(later: World) -> None:
    browser = later.signed_in("officer")

    found = {day: tags(browser.get(f"/?ngay={day}").text) for day in (DAY, "2025-03-04", "06/03/2025")}  # fmt: skip

    assert found == {
        DAY: ["chưa đến hạn", "sắp đến hạn", "chưa đến hạn",
              "chưa đến hạn", "quá hạn"],
        "2025-03-04": ["chờ xác nhận", "sắp đến hạn", "chưa đến hạn", "chưa đến hạn", "quá hạn"],
        "06/03/2025": ["chờ xác nhận", "quá hạn", "chưa đến hạn", "chưa đến hạn", "quá hạn"],
    }  # fmt: skip


def test_the_page_says_of_which_day_it_is_and_offers_nothing_to_change(later: World) -> None:
    page = later.signed_in("officer").get(f"/?ngay={DAY}")

    assert "Số liệu như cuối ngày 03/03/2025; không sửa được ở đây." in seen(page)
    assert "Số liệu lúc 23:59, thứ Hai, 03/03/2025" in seen(page)
    posts = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]+)"', page.text)
    assert posts == ["/dang-xuat"]


def test_narrowing_stays_on_that_day(later: World) -> None:
    page = later.signed_in("officer").get(f"/?ngay={DAY}&don_vi=web").text

    assert rows(page) == ["V.2", "V.5"]
    assert f'<input type="hidden" name="ngay" value="{DAY}">' in page
    assert f"/?tinh_trang=overdue&amp;ngay={DAY}#nhiem-vu" in page


def test_a_plan_is_shown_with_its_work_of_that_day(later: World) -> None:
    page = later.signed_in("vice").get(f"/ke-hoach/1?ngay={DAY}")

    assert rows(page.text) == ["V.1", "V.2", "V.3", "V.4", "V.5"]
    assert "Số liệu như cuối ngày 03/03/2025" in seen(page)
    assert "chờ xác nhận" not in tags(page.text)


def test_before_it_was_confirmed_a_plan_had_given_no_work(later: World) -> None:
    browser = later.signed_in("officer")

    plan = seen(browser.get("/ke-hoach/1?ngay=2025-03-02"))
    board = seen(browser.get("/?ngay=2025-03-02"))

    assert "Đến cuối ngày 02/03/2025 kế hoạch này chưa được xác nhận" in plan
    assert "Đến cuối ngày 02/03/2025 chưa có nhiệm vụ nào được giao." in board


@pytest.mark.parametrize("path", ["/", "/ke-hoach/1"])
@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param("hôm qua", "“hôm qua” không phải là một ngày có thật", id="no day"),
        pytest.param("2025-02-30", "“2025-02-30” không phải là một ngày có thật", id="no real day"),
        pytest.param("2025-03-08", "Ngày 08/03/2025 chưa qua", id="today"),
        pytest.param("9999-12-31", "Ngày 31/12/9999 chưa qua", id="the last day of all"),
    ],
)
def test_a_day_that_cannot_be_shown_is_refused_in_words(
    path: str, day: str, words: str, later: World
) -> None:
    page = later.signed_in("officer").get(f"{path}?ngay={day}")

    assert page.status_code == 422
    assert words in seen(page)
    assert "Số liệu như cuối ngày" not in seen(page)


def test_the_present_board_asks_for_a_day_up_to_yesterday(later: World, now: datetime) -> None:
    page = later.signed_in("officer").get("/").text

    yesterday = (now + timedelta(days=4)).date().isoformat()
    assert f'<input type="date" id="ngay" name="ngay" value="" max="{yesterday}" required>' in page
