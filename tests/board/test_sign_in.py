"""Signing in by a mailed link."""

import re

from sqlmodel import select

from dondoc.board.deps import COOKIE
from dondoc.board.pages.sign_in import safe_path
from dondoc.reading.mails.read import read_mail
from models.outbox import OutboxMail
from models.summary import LoginCode
from tests.board.world import World, hidden, seen, send
from tests.contents import content_of


def mailed_path(world: World) -> str:
    with world.app.reading() as session:
        mail = session.exec(select(OutboxMail).where(OutboxMail.kind == "login")).one()
    found = re.search(r"/dang-nhap/[\w-]+", read_mail(content_of(world.app, mail)).text)
    assert found
    return found.group()


def test_the_page_says_the_same_for_a_known_and_for_an_unknown_address(world: World) -> None:
    browser = world.browser()

    known = send(browser, "/dang-nhap", "/dang-nhap", email="noivu@phuong4.example")
    unknown = send(browser, "/dang-nhap", "/dang-nhap", email="aido@phuong4.example")

    words = seen(known).replace("noivu@phuong4.example", "aido@phuong4.example")
    assert (known.status_code, words) == (unknown.status_code, seen(unknown))
    with world.app.reading() as session:
        sent_to = [mail.to_address for mail in session.exec(select(OutboxMail)).all()]
    assert sent_to == ["noivu@phuong4.example"]


def test_opening_the_link_signs_nobody_in_and_its_button_does(world: World) -> None:
    browser = world.browser()
    send(browser, "/dang-nhap", "/dang-nhap", email="NoiVu@phuong4.example")
    path = mailed_path(world)

    first, second = browser.get(path), browser.get(path)
    with world.app.reading() as session:
        unused = session.exec(select(LoginCode)).one().used_at
    entered = browser.post(path, data=hidden(second.text, path), follow_redirects=False)

    assert (first.status_code, second.status_code, unused) == (200, 200, None)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"].lower()
    assert [mark in cookie for mark in ("httponly", "samesite=lax")] == [True, True]
    assert "Trần Thị Nội" in seen(browser.get("/"))


def test_a_link_signs_in_once_and_then_explains(world: World) -> None:
    browser = world.browser()
    send(browser, "/dang-nhap", "/dang-nhap", email="noivu@phuong4.example")
    path = mailed_path(world)
    form = hidden(browser.get(path).text, path)
    browser.post(path, data=form)

    other = world.browser()
    again = other.post(path, data=form)

    assert again.status_code == 404
    assert "Liên kết đăng nhập đã dùng hoặc đã hết hạn." in seen(again)
    assert other.cookies.get(COOKIE) is None


def test_after_signing_in_the_page_that_was_wanted_opens(world: World) -> None:
    browser = world.browser()
    wanted = f"/nhiem-vu/{world.ids['V.1']}"

    asked = browser.get(wanted)
    form = hidden(asked.text, "/dang-nhap")
    browser.post("/dang-nhap", data=form | {"email": "noivu@phuong4.example"})
    path = mailed_path(world)
    entered = send(browser, path, path)

    assert form["tiep"] == wanted
    assert entered.headers["location"] == wanted


def test_another_sites_address_is_never_opened_after_signing_in() -> None:
    paths = ["//evil.example", "/\\evil.example", "https://evil.example", "nhiem-vu", "/a\nb"]

    assert [safe_path(path) for path in paths] == ["/"] * 5
    assert safe_path("/nhiem-vu/7") == "/nhiem-vu/7"


def test_a_form_from_elsewhere_queues_nothing(world: World) -> None:
    before = world.dump()

    answer = world.browser().post("/dang-nhap", data={"email": "noivu@phuong4.example"})

    assert (answer.status_code, world.dump()) == (409, before)


def test_a_text_that_is_no_address_is_explained_and_kept(world: World) -> None:
    answer = send(world.browser(), "/dang-nhap", "/dang-nhap", email="noivu")

    assert answer.status_code == 422
    assert "Địa chỉ thư chưa đúng" in seen(answer)
    assert 'value="noivu"' in answer.text


def test_signing_out_ends_the_session_everywhere(world: World) -> None:
    browser = world.signed_in("officer")
    stolen = browser.cookies[COOKIE]
    send(browser, "/", "/dang-xuat")

    other = world.browser()
    other.cookies.set(COOKIE, stolen)
    answer = other.get("/", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/dang-nhap")


def test_a_form_sent_after_the_session_ended_is_told_and_not_lost_in_silence(world: World) -> None:
    browser = world.signed_in("officer")
    path = f"/nhiem-vu/{world.ids['V.1']}"
    form = hidden(browser.get(path).text, f"{path}/thu-hoi")
    before = world.dump()

    stranger = world.browser()
    answer = stranger.post(f"{path}/thu-hoi", data=form | {"reason": "không cần nữa"})

    assert (answer.status_code, world.dump()) == (401, before)
    assert "chưa có gì được lưu" in seen(answer)
