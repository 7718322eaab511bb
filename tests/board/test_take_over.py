"""A restored installation on the board: it says that it is quiet, and asks one person for a yes."""

import pytest

from dondoc.usecases import quiet
from tests.board.world import World, hidden, seen


@pytest.fixture
def silent(world: World) -> World:
    with world.app.transaction() as session:
        origin = {"made_at": "2025-03-01T09:00:00+07:00"}
        quiet.fall_quiet(session, origin=origin, place=None, now=world.now)
    return world


def is_quiet(world: World) -> bool:
    with world.app.reading() as session:
        return quiet.is_quiet(session)


def test_r21_every_page_says_that_nothing_is_sent_until_the_officer_confirms(
    silent: World,
) -> None:
    officer = silent.signed_in("officer")
    assert "Chưa gửi thư nào." in seen(officer.get("/ke-hoach"))
    page = officer.get("/tiep-quan")
    assert "bản sao lưu ghi 09:00" in seen(page)

    form = hidden(page.text, "/tiep-quan") | {"ngung-luc": ""}
    answer = officer.post("/tiep-quan", data=form)

    assert "Đã xác nhận: nơi này gửi thư" in seen(answer)
    assert not is_quiet(silent)
    assert "Chưa gửi thư nào." not in seen(officer.get("/ke-hoach"))
    again = officer.post("/tiep-quan", data=form)
    assert (again.status_code, "không có gì chờ xác nhận" in seen(again)) == (409, True)


def test_r21_who_may_only_read_confirms_nothing_and_a_day_to_come_is_refused(
    silent: World,
) -> None:
    officer, vice = silent.signed_in("officer"), silent.signed_in("vice")
    form = hidden(officer.get("/tiep-quan").text, "/tiep-quan")
    assert "Cán bộ Nội vụ xác nhận việc này." in seen(vice.get("/tiep-quan"))

    ahead = officer.post("/tiep-quan", data=form | {"ngung-luc": "2031-01-01T08:00"})
    nonsense = officer.post("/tiep-quan", data=form | {"ngung-luc": "hôm qua"})

    assert (ahead.status_code, nonsense.status_code) == (409, 422)
    assert "phải ở trước lúc này" in seen(ahead)
    assert "“hôm qua” không phải là một thời điểm" in seen(nonsense)
    assert is_quiet(silent)


def test_r21_whoever_wants_to_sign_in_learns_why_no_mail_comes(silent: World) -> None:
    assert "dondoc login" in seen(silent.browser().get("/dang-nhap"))
