"""Formal letters on the board: one press writes them, number and date come back."""

import io

import docx
import pytest

from tests.board.world import World, hidden, seen


@pytest.fixture
def late(world: World) -> World:
    """A week after the web page's deadline of 4 March."""
    world.later(days=10)
    return world


def test_one_press_writes_the_letter_and_its_number_comes_back(late: World) -> None:
    officer = late.signed_in("officer")
    listed = officer.get("/cong-van")
    assert "Trang thông tin điện tử" in seen(listed)

    form = hidden(listed.text, "/cong-van") | {"unit": "web"}
    page = officer.post("/cong-van", data=form)
    assert "Đã soạn công văn." in seen(page)
    assert "Kính gửi: Trang thông tin điện tử." in seen(page)
    path = page.url.path
    file = officer.get(f"{path}/van-ban")
    paper = docx.Document(io.BytesIO(file.content))
    assert "Kính gửi: Trang thông tin điện tử." in [one.text for one in paper.paragraphs]

    given = hidden(page.text, f"{path}/so")
    day = late.now.date().isoformat()
    wrong = officer.post(f"{path}/so", data=given | {"number": "45", "signed_on": "2031-01-01"})
    done = officer.post(f"{path}/so", data=given | {"number": "45", "signed_on": day})
    again = officer.post(f"{path}/so", data=given | {"number": "46", "signed_on": day})

    assert (wrong.status_code, 'value="45"' in wrong.text) == (422, True)
    assert "Công văn số 45/UBND-NV" in seen(done)
    assert (again.status_code, 'value="46"' in again.text) == (409, True)
    assert "Công văn số 45/UBND-NV" in seen(officer.get(f"/nhiem-vu/{late.ids['V.2']}"))
    assert "Công văn số 45/UBND-NV" in seen(officer.get("/cong-van?don_vi=web"))


def test_leaders_read_letters_and_write_none(late: World) -> None:
    officer, vice = late.signed_in("officer"), late.signed_in("vice")
    form = hidden(officer.get("/cong-van").text, "/cong-van") | {"unit": "web"}

    assert "Soạn công văn" not in seen(vice.get("/cong-van"))
    assert vice.post("/cong-van", data=form).status_code in {403, 409, 422}
    assert officer.post("/cong-van", data=form | {"unit": "radio"}).status_code == 409
