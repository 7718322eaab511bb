"""The page of contacts: who reads for each unit, and every change of it by forms."""

import re
from dataclasses import replace

import pytest
from httpx import Client, Response

from dondoc.board.app import create_app
from dondoc.board.deps import the_now
from dondoc.usecases import log
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.log import Narrowing
from models.outbox import SuspendedAddress
from models.queries import wards
from models.ward import Absence, Contact
from tests.board.world import World, hidden, seen, send

NEW = {"name": "Trần Mới", "title": "Phát thanh viên", "email": "moi@phuong4.example"}


def contact(world: World, name: str = "Lê Văn Đài") -> Contact:
    with world.app.reading() as session:
        ward_id = world.row("V.1").ward_id
        (found,) = [c for c in wards.contacts_of(session, ward_id) if c.name == name]
    return found


def page(world: World, name: str = "Lê Văn Đài") -> str:
    return f"/dau-moi/{contact(world, name).id}"


def said(answer: Response, words: str) -> None:
    assert words in seen(answer), seen(answer)


def listed(browser: Client) -> str:
    return seen(browser.get("/dau-moi"))


def absence(world: World) -> Absence:
    with world.app.reading() as session:
        (found,) = load_ward_context(session, world.row("V.1").ward_id).absences
    return found


def events(world: World, kind: str) -> list[tuple[str, str]]:
    with world.app.reading() as session:
        found = log.read(session, world.row("V.1").ward_id, Narrowing(kind=kind))
    return [(one.who, one.why) for one in found]


def test_everybody_with_a_role_reads_it_and_only_the_officer_changes_it(world: World) -> None:
    officer, vice = world.signed_in("officer"), world.signed_in("vice")

    words = listed(vice)
    assert "Cán bộ Đài truyền thanh" in words
    assert "Lê Văn Đài dai@phuong4.example Không ghi ngày nhận thư" in words
    assert "Thêm đầu mối" not in words
    assert "Thư đang gửi cho Trần Thị Nội (noivu@phuong4.example), người có vai trò" in words
    assert "Thêm đầu mối" in listed(officer)
    for path in ("/dau-moi/them", page(world)):
        assert "Ghi thay người" not in seen(vice.get(path))
    form = hidden(officer.get(page(world)).text, f"{page(world)}/thoi")
    assert (
        vice.post(f"{page(world)}/thoi", data=form | {"last_on": "2025-03-04"}).status_code == 409
    )


def test_another_contact_from_a_day_on(world: World) -> None:
    browser, path = world.signed_in("officer"), page(world)

    answer = send(browser, path, f"{path}/thay", from_on="2025-03-10", **NEW)

    assert answer.headers["location"] == "/dau-moi?xong=thay-dau-moi"
    words = listed(browser)
    assert "Lê Văn Đài dai@phuong4.example Đến hết 09/03/2025 nhận thư" in words
    assert "Trần Mới Phát thanh viên moi@phuong4.example Từ 10/03/2025 chưa đến ngày" in words
    world.later(days=7)
    words = listed(world.signed_in("officer"))
    assert "Đã thôi (1)" in words
    assert "moi@phuong4.example Từ 10/03/2025 nhận thư" in words
    assert events(world, "contact") == [
        ("Trần Thị Nội", "Thay đầu mối của Cán bộ Đài truyền thanh từ 10/03/2025")
    ]


def test_the_link_of_who_left_explains_and_the_new_contact_reports(world: World) -> None:
    old = world.link("V.1")
    path = page(world)
    send(world.signed_in("officer"), path, f"{path}/thay", from_on="2025-03-04", **NEW)
    form = hidden(world.browser().get(old).text, f"{old}/bao-cao")
    world.later(days=1)

    browser = world.browser()
    words = seen(browser.get(old))
    assert "hiện không phải đầu mối của Cán bộ Đài truyền thanh" in words
    assert "Gửi lại liên kết" not in words
    assert "moi@phuong4.example" not in words
    late = browser.post(f"{old}/bao-cao", data=form | {"name": "Lê Văn Đài", "text": "Đã xong"})
    assert late.status_code == 409
    assert world.reports("V.1") == []

    new = world.link("V.1", "moi@phuong4.example")
    said(browser.get(new), "Bạn đang báo cáo thay cho Cán bộ Đài truyền thanh")
    done = send(browser, new, f"{new}/bao-cao", name="Trần Mới", text="Đã phát 12 tin")
    assert done.status_code == 303
    assert [report.made_by for report in world.reports("V.1")] == ["Trần Mới"]


def test_a_contact_is_added_corrected_and_ended(world: World) -> None:
    browser = world.signed_in("officer")

    send(browser, "/dau-moi/them?don_vi=interior", "/dau-moi/them", unit="interior",
         from_on="2025-03-03", to_on="", **NEW)  # fmt: skip
    path = page(world, "Trần Mới")
    fixed = NEW | {"name": "Trần Mười", "from_on": "2025-03-03", "to_on": ""}
    send(browser, path, f"{path}/sua", **fixed)
    send(browser, path, f"{path}/thoi", last_on="2025-03-03", reason="Chuyển công tác")

    world.later(days=1)
    browser = world.signed_in("officer")
    assert "Trần Mười Phát thanh viên moi@phuong4.example Từ 03/03/2025 đến hết" in listed(browser)
    assert [why for _, why in events(world, "contact")] == [
        "Chuyển công tác", "Sửa thông tin đầu mối của Cán bộ Nội vụ",
        "Thêm đầu mối của Cán bộ Nội vụ",
    ]  # fmt: skip


def test_who_has_not_begun_is_taken_back(world: World) -> None:
    browser = world.signed_in("officer")
    send(browser, "/dau-moi/them", "/dau-moi/them", unit="radio", from_on="2025-04-01", **NEW)
    path = page(world, "Trần Mới")

    answer = send(browser, path, f"{path}/thoi")

    assert answer.status_code == 303
    assert "Trần Mới" not in listed(browser)


def test_an_absence_is_noted_cut_short_and_taken_back(world: World) -> None:
    browser, path = world.signed_in("officer"), page(world)
    days = {"from_on": "2025-03-03", "to_on": "2025-03-14"}

    send(browser, path, f"{path}/vang-mat", deputy_name="Ngô Út",
         deputy_email="ut@phuong4.example", reason="Nghỉ phép", **days)  # fmt: skip
    words = listed(browser)
    assert "Thư đang gửi cho Ngô Út (ut@phuong4.example), thay Lê Văn Đài." in words
    assert "Vắng mặt: Từ 03/03/2025 đến hết 14/03/2025; người thay: Ngô Út" in words

    away = f"/vang-mat/{absence(world).id}"
    send(browser, away, f"{away}/sua", deputy_name="Ngô Út", deputy_email="ut@phuong4.example",
         from_on="2025-03-03", to_on="2025-03-05")  # fmt: skip
    assert f"{absence(world).to_on}" == "2025-03-05"
    send(browser, away, f"{away}/bo")

    assert "Vắng mặt: Từ" not in listed(browser)
    assert len(events(world, "absence")) == 3
    assert browser.get(away).status_code == 404


def test_a_leader_is_deputised_by_somebody_who_can_open_the_board(world: World) -> None:
    browser, path = world.signed_in("officer"), "/vang-mat/nguoi/vice"
    names = re.findall(r'<option value="([^"]*)"', browser.get(path).text)
    assert names == ["", "noivu@phuong4.example", "hoidong@phuong4.example"]

    send(browser, path, path, from_on="2025-03-03", to_on="2025-03-07",
         deputy_email="noivu@phuong4.example")  # fmt: skip

    assert "đang vắng" in listed(browser)
    assert absence(world).deputy_name == "Trần Thị Nội"


@pytest.mark.parametrize(
    ("form", "fields", "words"),
    [
        ("thay", {"from_on": "", **NEW}, "Ngày chưa đúng"),
        ("thay", NEW | {"from_on": "2025-03-10", "email": "moi"}, "Địa chỉ thư “moi” chưa đúng"),
        ("thay", NEW | {"from_on": "2025-03-10", "name": ""}, "Hãy điền mục này."),
        ("vang-mat", {"from_on": "2025-03-05", "to_on": "2025-03-04"}, "phải từ ngày đầu"),
        ("vang-mat", {"from_on": "2025-03-05", "to_on": "2025-03-07", "deputy_name": "Ngô Út"}, "Hãy ghi địa chỉ thư của Ngô Út"),
        ("thoi", {"last_on": "x"}, "Ngày chưa đúng"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    world: World, form: str, fields: dict[str, str], words: str
) -> None:
    browser, path = world.signed_in("officer"), page(world)

    answer = send(browser, path, f"{path}/{form}", **fields)

    assert answer.status_code == 422
    said(answer, words)
    assert f'<details id="{form}" open>' in answer.text
    for value in fields.values():
        assert not value or value in answer.text
    assert events(world, "contact") == events(world, "absence") == []


def test_r19_two_people_at_once_the_second_sees_both(world: World) -> None:
    first, second, path = world.signed_in("officer"), world.signed_in("officer"), page(world)
    old = hidden(second.get(path).text, f"{path}/thoi")
    send(first, path, f"{path}/thay", from_on="2025-03-10", **NEW)

    answer = second.post(f"{path}/thoi", data=old | {"last_on": "2025-06-30"})

    assert answer.status_code == 409
    said(answer, "hiện là: Lê Văn Đài, dai@phuong4.example, đến hết 09/03/2025")
    assert 'value="2025-06-30"' in answer.text
    again = hidden(answer.text, f"{path}/thoi")
    done = second.post(
        f"{path}/thoi", data=again | {"last_on": "2025-03-08"}, follow_redirects=False
    )
    assert done.status_code == 303


def test_a_past_day_shows_who_was_contact_then(world: World) -> None:
    path = page(world)
    world.later(days=1)
    send(world.signed_in("officer"), path, f"{path}/thay", from_on="2025-03-05", **NEW)
    world.later(days=7)
    browser = world.signed_in("officer")

    then, after = (seen(browser.get(f"/dau-moi?ngay=2025-03-0{n}")) for n in (3, 6))

    assert "cuối ngày 03/03/2025" in then
    assert "Lê Văn Đài dai@phuong4.example Không ghi ngày nhận thư" in then
    assert "Trần Mới" not in then
    assert "Trần Mới Phát thanh viên moi@phuong4.example Từ 05/03/2025 nhận thư" in after
    assert "Ghi vắng mặt" not in then
    assert browser.get("/dau-moi?ngay=2025-13-01").status_code == 422


def test_a_refused_address_and_a_unit_without_contact_stand_out(world: World) -> None:
    with world.app.transaction() as session:
        session.add(
            SuspendedAddress(
                ward_id=world.row("V.1").ward_id, address="dai@phuong4.example", since=world.now,
                words="550",
            )
        )  # fmt: skip

    words = listed(world.signed_in("officer"))

    assert "Máy chủ thư từ chối địa chỉ này" in words
    assert "Đơn vị chưa có đầu mối: Cán bộ Đài truyền thanh." in words


def test_contacts_of_another_ward_are_not_there(world: World) -> None:
    browser = world.signed_in("officer")

    assert browser.get("/dau-moi/9999").status_code == 404
    assert browser.get("/vang-mat/9999").status_code == 404
    assert browser.get("/vang-mat/nguoi/khong").status_code == 404


def test_the_way_out_of_a_contact_is_chosen_where_a_gateway_is_set_up(world: World) -> None:
    path = page(world)
    without = seen(world.signed_in("officer").get(path))
    given = {"webhook_url": "https://zalo.phuong4.example/tin", "webhook_secret": "x" * 40}
    settings = world.app.settings.model_copy(update=given)
    world.app = replace(world.app, settings=settings)
    world.board = create_app(world.app)
    world.board.dependency_overrides[the_now] = lambda: world.now
    browser = world.signed_in("officer")
    late = hidden(browser.get(path).text, f"{path}/kenh")

    answer = send(browser, path, f"{path}/kenh", way="webhook", reason="Đã quan tâm trang Zalo")
    too_late = browser.post(f"{path}/kenh", data=late | {"way": "mail", "reason": "thôi"})

    assert "Chọn kênh nhận tin" not in without
    assert answer.headers["location"] == "/dau-moi?xong=kenh-dau-moi"
    assert contact(world).channel == "webhook"
    assert "Nhận tin Qua cổng gửi tin" in seen(browser.get(path))
    assert events(world, "contact") == [("Trần Thị Nội", "Đã quan tâm trang Zalo")]
    assert too_late.status_code == 409
    assert contact(world).channel == "webhook"
