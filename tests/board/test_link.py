"""The page that a unit opens from its mail, without an account."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from dondoc.usecases import accept, transfer
from dondoc.usecases.actor import acting
from models.assignment import Assignment, Extension, State
from models.outbox import OutboxMail
from models.ward import Person
from tests.board.world import World, hidden, seen, send

REPORT = {"name": "Lê Văn Đài", "text": "Đã phát 12 tin trên loa."}


def officer(world: World) -> Person:
    with world.app.reading() as session:
        return session.exec(select(Person).where(Person.key == "officer")).one()


def mails(world: World) -> list[OutboxMail]:
    with world.app.reading() as session:
        return list(session.exec(select(OutboxMail)).all())


def test_the_page_says_for_whom_what_until_when_and_why(world: World) -> None:
    words = seen(world.browser().get(world.link("V.1")))

    for said in (
        "Bạn đang báo cáo thay cho Cán bộ Đài truyền thanh",
        "tuyên truyền trên hệ thống truyền thanh",
        "Thời hạn 17:00, thứ Ba, 25/03/2025",
        "Vì sao ngày này? Văn bản ghi",
        "Trần Thị Nội",
    ):
        assert said in words


def test_a_report_is_stored_with_figures_and_files_under_their_names(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")
    form = hidden(browser.get(path).text, f"{path}/bao-cao")
    decomposed = unicodedata.normalize("NFD", "Ảnh phát thanh.png")

    answer = browser.post(
        f"{path}/bao-cao",
        data=form
        | REPORT
        | {
            "figure_name": ["Số tin, bài", "Số lượt phát thanh", ""],
            "figure_value": ["12", "", ""],
            "good_example": "Khóm 2",
        },
        files=[
            ("files", (f"C:\\anh\\{decomposed}", b"\x89PNG", "text/html")),
            ("files", ("bài.pdf", b"%PDF", "application/pdf")),
        ],
        follow_redirects=False,
    )

    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?xong=bao-cao")
    (row,) = world.reports("V.1")
    assert (row.made_by, row.text, row.figures, row.good_example, row.channel) == (
        "Lê Văn Đài",
        "Đã phát 12 tin trên loa.",
        {"Số tin, bài": "12"},
        "Khóm 2",
        "link",
    )
    assert [(f.file_name, f.media_type, f.content) for f in world.evidence(row)] == [
        ("Ảnh phát thanh.png", "image/png", b"\x89PNG"),
        ("bài.pdf", "application/pdf", b"%PDF"),
    ]
    assert world.row("V.1").state is State.REPORTED


def test_a_report_sent_twice_shows_the_first_result(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")
    form = hidden(browser.get(path).text, f"{path}/bao-cao") | REPORT
    file = {"files": ("bài.pdf", b"%PDF", "application/pdf")}

    answers = [
        browser.post(f"{path}/bao-cao", data=form, files=file, follow_redirects=False)
        for _ in range(2)
    ]

    assert [a.headers["location"] for a in answers] == [f"{path}?xong=bao-cao"] * 2
    assert len(world.reports("V.1")) == 1


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("nhan-viec", {"name": "Lê Văn Đài"}),
        ("gia-han", {"name": "Lê Văn Đài", "until": "2025-04-01", "reason": "loa hỏng"}),
    ],
)
def test_any_other_form_sent_twice_counts_once(
    world: World, form: str, fields: dict[str, str]
) -> None:
    browser, path = world.browser(), world.link("V.1")
    sent = hidden(browser.get(path).text, f"{path}/{form}") | fields

    first = browser.post(f"{path}/{form}", data=sent, follow_redirects=False)
    after_one = world.dump()
    second = browser.post(f"{path}/{form}", data=sent, follow_redirects=False)

    assert first.headers["location"] == second.headers["location"] == f"{path}?xong={form}"
    assert world.dump() == after_one


def test_a_unit_can_say_that_it_has_the_work_and_ask_for_time(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")

    send(browser, path, f"{path}/nhan-viec", name="Lê Văn Đài")
    send(browser, path, f"{path}/gia-han", name="Bà Ba", until="2025-04-01", reason="loa hỏng")

    assert world.row("V.1").state is State.ACKNOWLEDGED
    assert world.history("V.1")[1:] == [
        ("acknowledge", "Lê Văn Đài", "link"),
        ("ask_extension", "Bà Ba", "link"),
    ]
    with world.app.reading() as session:
        wish = session.exec(select(Extension)).one()
    assert (wish.reason, wish.wanted_until) == ("loa hỏng", datetime(2025, 4, 1, 10, tzinfo=UTC))
    assert "Đề nghị gia hạn đến 17:00, thứ Ba, 01/04/2025 (Bà Ba) đang chờ trả lời" in seen(
        browser.get(path)
    )


def test_an_old_form_after_the_work_was_closed_explains_and_shows_both(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")
    old = hidden(browser.get(path).text, f"{path}/bao-cao")
    send(browser, path, f"{path}/bao-cao", **REPORT)
    other_text = old | {"name": "Bà Ba", "text": "Báo cáo khác hẳn."}

    answer = browser.post(f"{path}/bao-cao", data=other_text)

    assert answer.status_code == 409
    words = seen(answer)
    assert "vừa được người khác cập nhật" in words
    assert "Báo cáo kết quả Lê Văn Đài, 08:00, thứ Hai, 03/03/2025, qua liên kết" in words
    assert "Bạn định làm: Gửi báo cáo kết quả" in words
    assert "Giữ nội dung đã lưu Lê Văn Đài Lấy nội dung của tôi Bà Ba" in words
    assert "Trạng thái Đã báo cáo, chờ xác nhận" in words
    assert [row.text for row in world.reports("V.1")] == [REPORT["text"]]


def test_after_acceptance_the_link_shows_the_result_and_takes_nothing_more(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")
    old = hidden(browser.get(path).text, f"{path}/bao-cao") | REPORT
    send(browser, path, f"{path}/bao-cao", **REPORT)
    with world.app.transaction() as session:
        accept.accept(session, world.ids["V.1"], actor=acting(officer(world)), now=world.now)
    before = world.dump()

    page = browser.get(path)
    answer = browser.post(f"{path}/bao-cao", data=old | {"text": "thêm"})

    assert "Nhiệm vụ đã được xác nhận hoàn thành, không cần làm gì thêm." in seen(page)
    assert "<form" not in page.text
    assert (answer.status_code, world.dump()) == (409, before)


def test_the_link_of_work_that_went_to_another_unit_explains(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")
    with world.app.transaction() as session:
        transfer.transfer(
            session, world.ids["V.1"], unit_key="web", reason="đài sửa chữa",
            actor=acting(officer(world)), now=world.now,
        )  # fmt: skip
    before = world.dump()

    page = browser.get(path)
    answer = browser.post(f"{path}/bao-cao", data=REPORT)

    assert "Nhiệm vụ này đã được chuyển cho Trang thông tin điện tử ngày" in seen(page)
    assert (answer.status_code, world.dump()) == (409, before)


def test_r11_reading_a_link_by_get_or_head_changes_nothing(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")
    before = world.dump()

    answers = [
        browser.request(method, f"{path}{part}").status_code
        for method in ("GET", "HEAD")
        for part in ("", "/bao-cao", "/nhan-viec", "/gia-han", "/gui-lai")
    ]

    assert answers == [200, 405, 405, 405, 405] * 2
    assert world.dump() == before


def test_a_requested_body_is_told_politely(world: World) -> None:
    path = world.link("V.3", "mttq@phuong4.example")
    words = seen(world.browser().get(path))
    world.now = datetime(2025, 6, 19, 2, 0, tzinfo=UTC)
    later = seen(world.browser().get(path))

    assert "Bạn đang thông tin kết quả thay cho Ủy ban Mặt trận Tổ quốc Việt Nam Phường" in words
    assert "Đề nghị phối hợp Thời gian đề nghị 17:00, thứ Hai, 16/06/2025" in words
    assert "Trạng thái Đã đề nghị" in words
    assert "đã qua thời gian đề nghị" in later
    assert "(đã qua 3 ngày làm việc)" in later
    for page in (words, later):
        assert not [one for one in ("quá hạn", "Thời hạn", "Báo cáo kết quả") if one in page]


def test_a_wish_for_time_stores_the_end_of_that_day(world: World) -> None:
    browser, path = world.browser(), world.link("V.1")
    until = date(2025, 4, 1)

    send(browser, path, f"{path}/gia-han", name="Bà Ba", until=until.isoformat(), reason="loa hỏng")

    with world.app.reading() as session:
        row = session.get_one(Assignment, world.ids["V.1"])
    assert (row.state, row.due_at) == (State.ASSIGNED, datetime(2025, 3, 25, 10, tzinfo=UTC))
