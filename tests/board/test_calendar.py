"""The calendar page: a year with its reasons, own days previewed and kept, next year confirmed."""

from datetime import datetime
from typing import Any

import httpx
import pytest

from models.ward import Ward
from tests.board.world import World, hidden, seen

PAGE = "/lich-lam-viec"
DAYS = f"{PAGE}/ngay"
#: V.3 is due on a stated day; the draft of the world holds no computed date.
STORM = {"first": "2025-06-16", "kind": "off", "reason": "nghỉ tránh bão"}


def calendar(world: World) -> dict[str, Any]:
    with world.app.reading() as session:
        return session.get_one(Ward, world.row("V.1").ward_id).calendar


def own_days(world: World) -> list[dict[str, str]]:
    return list(calendar(world).get("own", []))


def form(officer: httpx.Client, **given: str) -> dict[str, str]:
    return hidden(officer.get(PAGE).text, f"{DAYS}#khai-bao") | STORM | given


def test_a_year_shows_days_off_with_why_and_worked_saturdays(world: World) -> None:
    answer = world.signed_in("council").get(f"{PAGE}?nam=2025")

    words = seen(answer)
    assert answer.status_code == 200
    assert "250 ngày làm việc." in words
    assert "Hoán đổi ngày làm việc với thứ Bảy 26/04/2025" in words
    assert "Làm bù cho thứ Sáu 02/05/2025" in words
    assert 'class="day holiday" title="Tết Nguyên đán">27</span>' in answer.text
    assert "Khai báo ngày riêng của đơn vị" not in words


@pytest.mark.parametrize("asked", ["1900", "abc", "²", "99999999999999999999", ""])
def test_a_year_that_is_none_shows_this_one(world: World, asked: str) -> None:
    words = seen(world.signed_in("officer").get(PAGE, params={"nam": asked}))

    assert "Lịch làm việc năm 2025" in words


def test_own_days_are_previewed_and_nothing_is_kept_before_the_yes(world: World) -> None:
    officer = world.signed_in("officer")

    shown = officer.post(DAYS, data=form(officer, lam="xem"))

    assert "Xem trước: ngày nghỉ, thứ Hai 16/06/2025" in seen(shown)
    assert "Không nhiệm vụ nào đổi thời hạn." in seen(shown)
    assert "own" not in calendar(world)

    done = officer.post(DAYS, data=hidden(shown.text, DAYS) | {"lam": "luu"})

    assert "Đã ghi lịch làm việc. Không nhiệm vụ nào chuyển hạn." in seen(done)
    assert "Ngày nghỉ riêng của đơn vị (nghỉ tránh bão)" in seen(done)
    assert calendar(world)["own"] == [
        {"day": "2025-06-16", "kind": "off", "reason": "nghỉ tránh bão"}
    ]


def test_an_own_day_is_taken_away_by_its_button(world: World) -> None:
    officer = world.signed_in("officer")
    officer.post(DAYS, data=form(officer, lam="luu"))

    button = hidden(officer.get(PAGE).text, DAYS)
    shown = officer.post(DAYS, data=button | {"lam": "xem"})
    officer.post(DAYS, data=hidden(shown.text, DAYS) | {"lam": "luu"})

    assert button["first"] == "2025-06-16"
    assert calendar(world)["own"] == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"first": "2025-06-15"}, "Những ngày này đã là ngày nghỉ"),
        ({"first": "hôm qua"}, "Ngày chưa đúng."),
        ({"reason": ""}, "Hãy ghi lý do"),
        ({"first": "2025-06-16", "last": "2025-06-10"}, "Ngày cuối phải từ ngày đầu trở đi."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    world: World, given: dict[str, str], words: str
) -> None:
    officer = world.signed_in("officer")

    answer = officer.post(DAYS, data=form(officer, lam="xem", **given))

    assert answer.status_code == 422
    assert words in seen(answer)
    reason = given.get("reason", "nghỉ tránh bão")
    assert f'name="reason" value="{reason}"' in answer.text


def test_the_second_of_two_people_sees_what_the_first_has_kept(world: World) -> None:
    officer = world.signed_in("officer")
    old = hidden(officer.get(PAGE).text, f"{DAYS}#khai-bao")
    officer.post(DAYS, data=old | STORM | {"lam": "luu"})

    answer = officer.post(DAYS, data=old | STORM | {"first": "2025-06-18", "lam": "luu"})

    assert answer.status_code == 409
    assert "Người khác vừa thay đổi lịch làm việc này." in seen(answer)
    assert "16/06/2025 nghỉ (nghỉ tránh bão)" in seen(answer)
    assert 'name="first" type="date" value="2025-06-18"' in answer.text
    assert [one["day"] for one in own_days(world)] == ["2025-06-16"]


def test_whoever_only_looks_changes_nothing(world: World) -> None:
    council = world.signed_in("council")
    nonce = hidden(council.get(PAGE).text, "/dang-xuat")

    answer = council.post(DAYS, data=nonce | STORM | {"version": "1", "lam": "luu"})

    assert answer.status_code == 403
    assert "own" not in calendar(world)


def test_from_november_on_the_board_asks_to_confirm_next_year(world: World) -> None:
    world.now = datetime.fromisoformat("2025-11-03T08:00:00+07:00")
    officer = world.signed_in("officer")
    question = "Lịch nghỉ lễ, Tết năm 2026 đã có theo thông báo; cần cán bộ đối chiếu và xác nhận."
    assert question in seen(officer.get("/"))

    page = officer.get(f"{PAGE}?nam=2026")
    done = officer.post(f"{PAGE}/xac-nhan", data=hidden(page.text, f"{PAGE}/xac-nhan"))

    assert question in seen(page)
    assert "Đã xác nhận lịch làm việc." in seen(done)
    assert question not in seen(done)
    assert question not in seen(officer.get("/"))
    assert calendar(world)["confirmed"] == [2026]


def test_before_november_nobody_is_asked(world: World) -> None:
    world.now = datetime.fromisoformat("2025-10-31T08:00:00+07:00")

    assert "cần cán bộ đối chiếu" not in seen(world.signed_in("officer").get("/"))
