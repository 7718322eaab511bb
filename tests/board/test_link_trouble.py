"""What can go wrong on the page of a unit, and how it is told."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from dondoc.usecases.links import GRACE
from models.outbox import OutboxMail
from tests.board.world import World, hidden, seen, send

REPORT = {"name": "Lê Văn Đài", "text": "Đã phát 12 tin trên loa."}


def mails(world: World) -> list[OutboxMail]:
    with world.app.reading() as session:
        return list(session.exec(select(OutboxMail)).all())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "Hãy điền mục này."),
        ({"text": ""}, "Hãy điền mục này."),
        ({"text": "x" * 20_001}, "Nội dung dài quá 20000 ký tự."),
    ],
)
def test_a_form_with_a_gap_is_shown_again_as_it_was_typed(
    world: World, wrong: dict[str, str], told: str
) -> None:
    browser, path = world.browser(), world.link("V.1")
    before = world.dump()
    fields: Any = REPORT | {"good_example": "Khóm 2 làm tốt"} | wrong

    answer = send(browser, path, f"{path}/bao-cao", **fields)

    assert (answer.status_code, world.dump()) == (422, before)
    assert told in seen(answer)
    assert "Khóm 2 làm tốt" in answer.text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("độc.exe", b"MZ", "Không nhận tệp “độc.exe”."),
        ("trống.pdf", b"", "Tệp “trống.pdf” không có nội dung."),
        ("to.pdf", b"x" * (1024 * 1024 + 1), "Tệp “to.pdf” lớn hơn 1 MB."),
    ],
)
def test_a_file_that_cannot_be_taken_is_named(
    world: World, name: str, content: bytes, told: str
) -> None:
    browser, path = world.browser(), world.link("V.1")
    form = hidden(browser.get(path).text, f"{path}/bao-cao") | REPORT
    before = world.dump()

    answer = browser.post(
        f"{path}/bao-cao", data=form, files={"files": (name, content, "application/pdf")}
    )

    assert (answer.status_code, world.dump()) == (422, before)
    assert told in seen(answer)
    assert REPORT["text"] in answer.text


def test_more_than_all_files_together_may_weigh_is_refused_while_it_arrives(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")
    form = hidden(browser.get(path).text, f"{path}/bao-cao") | REPORT
    heavy = b"x" * (1024 * 1024)
    before = world.dump()

    answer = browser.post(
        f"{path}/bao-cao",
        data=form,
        files=[("files", (f"{i}.pdf", heavy, "application/pdf")) for i in range(5)],
    )

    assert (answer.status_code, world.dump()) == (413, before)
    assert "không được quá 3 MB" in seen(answer)


def test_a_deadline_is_never_extended_backwards(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")

    answer = send(
        browser, path, f"{path}/gia-han", name="Bà Ba", until="2025-03-20", reason="loa hỏng"
    )

    assert answer.status_code == 409
    assert "Thời hạn mới phải sau thời hạn hiện tại (25/03/2025)" in seen(answer)


def test_an_expired_link_explains_and_sends_a_new_one_to_the_registered_address_only(
    world: World,
) -> None:
    browser, path = world.browser(), world.link("V.1")
    world.now = world.row("V.1").due_at + GRACE + timedelta(minutes=1)

    page = browser.get(path)
    answer = send(browser, path, f"{path}/gui-lai", email="ke-xau@evil.example")

    assert "Liên kết của Cán bộ Đài truyền thanh đã hết hạn lúc" in seen(page)
    assert "truyền thanh hằng" not in seen(page)
    assert answer.headers["location"] == f"{path}?xong=gui-lai"
    assert [(m.to_address, m.kind, m.any_hour) for m in mails(world)] == [
        ("dai@phuong4.example", "link-again", True)
    ]


def test_a_token_that_was_never_made_is_told_so(world: World) -> None:
    answer = world.browser().get("/l/khongcothat0000000000")

    assert answer.status_code == 404
    assert "Liên kết này không đúng. Hãy mở lại từ thư đã nhận." in seen(answer)


def test_r12_the_form_of_one_link_opens_no_other(world: World) -> None:
    browser = world.browser()
    own, other = world.link("V.1"), world.link("V.2", "trang@phuong4.example")
    form = hidden(browser.get(own).text, f"{own}/bao-cao") | REPORT
    before = world.dump()

    answer = browser.post(f"{other}/bao-cao", data=form)

    assert (answer.status_code, world.dump()) == (409, before)
    assert "Biểu mẫu này đã mở quá lâu hoặc không còn đúng." in seen(answer)
