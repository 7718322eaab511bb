"""The page of the log: one line for each change, links to the work, filters and pages."""

import re

import pytest

from tests.board.world import World, seen, send


@pytest.fixture
def told(world: World) -> World:
    """The radio has reported an hour after the plan was confirmed."""
    world.later(hours=1)
    radio = world.link("V.1")
    send(world.browser(), radio, f"{radio}/bao-cao", name="Đài", text="Đã phát 12 tin")
    return world


def lines(page: str) -> list[str]:
    """What each line of the log is headed."""
    return re.findall(r"<td><b>([^<]+)</b></td>", page)


def test_the_newest_change_comes_first_with_a_link_to_its_work(told: World) -> None:
    page = told.signed_in("vice").get("/nhat-ky")

    assert lines(page.text) == ["Báo cáo kết quả", "Xác nhận kế hoạch", *["Giao nhiệm vụ"] * 5]
    assert f'<a href="/nhiem-vu/{told.ids["V.1"]}">Mục V.1: tuyên truyền' in page.text
    assert "09:00 03/03/2025 Báo cáo kết quả Đài" in seen(page)
    assert "Trạng thái: đã giao → đã báo cáo, chờ xác nhận" in seen(page)


def test_the_log_is_narrowed_by_address(told: World) -> None:
    browser = told.signed_in("officer")

    assert lines(browser.get("/nhat-ky?loai=report").text) == ["Báo cáo kết quả"]
    assert lines(browser.get("/nhat-ky?don_vi=front").text) == ["Giao nhiệm vụ"]
    assert "Không có dòng nhật ký nào như vậy." in seen(browser.get("/nhat-ky?tu=2025-03-04"))
    assert "Không có dòng nhật ký nào như vậy." in seen(browser.get("/nhat-ky?trang=2"))


def test_a_filter_that_cannot_be_used_is_refused_in_words(told: World) -> None:
    browser = told.signed_in("officer")

    bad_day = browser.get("/nhat-ky?tu=2025-02-30")
    bad_unit = browser.get("/nhat-ky?don_vi=khong")

    assert (bad_day.status_code, bad_unit.status_code) == (422, 422)
    assert "“2025-02-30” không phải là một ngày có thật" in seen(bad_day)
    assert "Không có đơn vị “khong”" in seen(bad_unit)


def test_long_logs_come_in_pages(told: World) -> None:
    radio = told.link("V.1")
    for number in range(50):
        told.later(minutes=1)
        send(told.browser(), radio, f"{radio}/bao-cao", name="Đài", text=f"Bản {number}")
    browser = told.signed_in("officer")

    first, second = browser.get("/nhat-ky"), browser.get("/nhat-ky?trang=2")

    assert (len(lines(first.text)), len(lines(second.text))) == (50, 7)
    assert ("Cũ hơn" in seen(first), "Mới hơn" in seen(first)) == (True, False)
    assert ("Cũ hơn" in seen(second), "Mới hơn" in seen(second)) == (False, True)
    assert "Bản 49" in seen(first)


def test_nobody_reads_the_log_without_signing_in(told: World) -> None:
    answer = told.browser().get("/nhat-ky", follow_redirects=False)

    assert answer.status_code in {303, 401}
    assert "Giao nhiệm vụ" not in answer.text
