"""The page of reorganisations: a step typed, looked at, confirmed, and taken back."""

import re
from datetime import date

from httpx import Client, Response

from dondoc.usecases.context import WardContext, load_ward_context
from models.ward import Ward
from tests.board.world import World, hidden, seen

GROUNDS = {"effective_on": "2025-03-03", "reason": "Nghị quyết số 12/NQ-HĐND"}


def sent(browser: Client, step: str, given: dict[str, object], *, do: str) -> Response:
    """Send a form with the fields that its page carries."""
    page = f"/sap-xep/{step}"
    nonce = hidden(browser.get(page).text, page)
    return browser.post(page, data={**nonce, **GROUNDS, **given, "lam": do}, follow_redirects=False)


def confirmed(browser: Client, step: str, given: dict[str, object]) -> Response:
    """Look at what a step would do, and confirm what was shown."""
    shown = sent(browser, step, given, do="xem")
    assert shown.status_code == 200, seen(shown)
    (mark,) = re.findall(r'name="seen" value="(\w+)"', shown.text)
    return sent(browser, step, given | {"seen": mark}, do="luu")


def context(world: World) -> WardContext:
    with world.app.reading() as session:
        return load_ward_context(session, world.row("V.1").ward_id)


def holder(world: World, path: str) -> str:
    return context(world).unit(world.row(path).unit_id).key


def test_units_are_merged_after_a_look_and_put_back_on_the_same_day(world: World) -> None:
    officer = world.signed_in("officer")
    before = world.dump()

    shown = seen(sent(officer, "sap-nhap", {"units": "web", "into": "radio"}, do="xem"))

    for words in (
        "Sáp nhập Trang thông tin điện tử vào Cán bộ Đài truyền thanh",
        "Bàn giao cho đơn vị kế thừa (2)",
        "Lê Văn Đài (dai@phuong4.example): một thư, 1 mục",
        "Thôi: Trang thông tin điện tử: Võ Thị Trang",
    ):
        assert words in shown, shown
    assert world.dump() == before
    answer = confirmed(officer, "sap-nhap", {"units": "web", "into": "radio"})
    assert answer.headers["location"] == "/sap-xep?xong=sap-xep"
    assert (holder(world, "V.2"), world.history("V.2")[-1]) == (
        "radio", ("succeed", "Trần Thị Nội", "board"),
    )  # fmt: skip

    page = officer.get("/sap-xep")
    assert "Sáp nhập Trang thông tin điện tử vào" in seen(page)
    (end,) = re.findall(r'href="(/sap-xep/\d+/huy)"', page.text)
    form = hidden(officer.get(end).text, end)
    assert officer.post(end, data=form, follow_redirects=False).status_code == 303
    assert holder(world, "V.2") == "web"
    assert "Đã hủy" in seen(officer.get("/sap-xep?xong=huy-sap-xep"))


def test_of_a_split_unit_each_work_goes_where_the_officer_says(world: World) -> None:
    officer = world.signed_in("officer")
    given: dict[str, object] = {
        "unit": "web", "new_name": "Tổ Biên tập", "new_person": "An",
        "new_email": "an@phuong4.example", "heirs": "radio",
    }  # fmt: skip
    code = world.row("V.2").code
    shown = sent(officer, "chia-tach", given, do="xem")
    assert f'aria-label="Đơn vị tiếp nhận nhiệm vụ {code}"' in shown.text

    answer = confirmed(officer, "chia-tach", given | {"work": code, "work_heir": "radio"})

    assert answer.status_code == 303, seen(answer)
    assert (holder(world, "V.2"), holder(world, "V.5")) == ("radio", "to-bien-tap")


def test_what_is_wrong_is_said_and_keeps_what_was_typed(world: World) -> None:
    officer, vice = world.signed_in("officer"), world.signed_in("vice")

    nothing = sent(officer, "sap-nhap", {"into": "radio"}, do="xem")
    same = sent(officer, "doi-ten", {"unit": "web", "name": "Trang thông tin điện tử"}, do="xem")

    assert (nothing.status_code, same.status_code) == (422, 422)
    assert "Hãy chọn ít nhất một đơn vị" in seen(nothing)
    assert "giống tên đang dùng" in seen(same)
    assert 'value="Nghị quyết số 12/NQ-HĐND"' in same.text
    assert vice.get("/sap-xep").status_code == 200
    assert vice.get("/sap-xep/doi-ten").status_code == 403


def test_another_state_than_was_shown_is_shown_again(world: World) -> None:
    officer = world.signed_in("officer")
    given: dict[str, object] = {"unit": "web", "into": "radio"}

    answer = sent(officer, "giai-the", given | {"seen": "0123456789abcdef"}, do="luu")

    assert answer.status_code == 409
    assert "Tình hình vừa thay đổi" in seen(answer)
    assert holder(world, "V.2") == "web"


def test_a_ward_that_went_into_another_one_can_only_be_read(world: World) -> None:
    officer = world.signed_in("officer")
    page = "/sap-xep/doi-ten"
    nonce = hidden(officer.get(page).text, page)
    with world.app.transaction() as session:
        ward = session.get_one(Ward, world.row("V.1").ward_id)
        heir = Ward(key="sa-dec", name="Phường Sa Đéc", loaded_at=world.now)
        session.add(heir)
        session.flush()
        ward.ended_on, ward.successor_id = date(2025, 3, 3), heir.id
        session.add(ward)
    world.later(days=2)

    home = officer.get("/")

    assert "Phường 4 đã thuộc Phường Sa Đéc sau ngày 03/03/2025; trang này chỉ còn để xem" in seen(
        home
    )
    assert "ngày 03/03/2025" in seen(home)
    before = world.dump()
    refused = officer.post(
        page, data={**nonce, **GROUNDS, "unit": "web", "name": "A", "lam": "luu"}
    )
    assert refused.status_code == 403
    assert world.dump() == before
