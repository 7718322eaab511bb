"""The board: what needs an answer first, then everything."""

import re

import pytest
from sqlmodel import select

from dondoc.usecases import alarms
from dondoc.usecases.round import run_round
from models.outbox import Heartbeat, OutboxMail, SuspendedAddress
from models.ward import Contact
from notifications import outbox
from tests.board.world import World, hidden, seen, send


def rows(page: str) -> list[str]:
    """The clause of each row of the table of assignments."""
    table = page.split('id="nhiem-vu"')[1].split("</table>", maxsplit=1)[0]
    return re.findall(r'<tr><td class="nowrap">([^<]+)</td>', table)


def needs(page: str) -> list[str]:
    found = re.search(r'<ul class="ask">(.*?)</ul>', page, re.DOTALL)
    return re.findall(r"<b>([^<]+)</b>", found.group(1)) if found else []


def test_what_waits_for_an_answer_comes_first(world: World) -> None:
    radio, web = world.link("V.1"), world.link("V.2", "trang@phuong4.example")
    send(world.browser(), radio, f"{radio}/bao-cao", name="Đài", text="Đã phát")
    send(
        world.browser(), web, f"{web}/gia-han", name="Trang", until="2025-03-20", reason="máy hỏng"
    )

    page = world.signed_in("officer").get("/").text

    assert needs(page) == [
        "Báo cáo chờ xác nhận",
        "Đề nghị gia hạn",
        "Đã quá hạn khi nhập, chưa đôn đốc",
    ]


def test_everything_is_listed_in_the_order_of_the_plan_and_counted(world: World) -> None:
    page = world.signed_in("vice").get("/")

    assert rows(page.text) == ["V.1", "V.2", "V.3", "V.4", "V.5"]
    tiles = re.findall(r"<b>(\d+)</b>([^<]+)<", page.text)
    assert {name: int(count) for count, name in tiles} == {
        "Quá hạn": 1,
        "Sắp đến hạn": 1,
        "Chờ xác nhận": 0,
        "Chưa đến hạn": 3,
        "Hoàn thành đúng hạn": 0,
        "Hoàn thành quá hạn": 0,
        "Tạm dừng": 0,
    }
    assert "Các tổ chức được đề nghị phối hợp 1 0 0 0 1 0" in seen(page)


@pytest.mark.parametrize(
    ("query", "clauses"),
    [
        ("don_vi=web", ["V.2", "V.5"]),
        ("muc=V.3", ["V.3"]),
        ("tinh_trang=overdue", ["V.5"]),
        ("ky=2025-03", ["V.1", "V.2", "V.4"]),
        ("don_vi=web&ky=2025-03", ["V.2"]),
        ("don_vi=radio&tinh_trang=overdue", []),
    ],
)
def test_the_table_is_narrowed_by_what_is_asked(
    world: World, query: str, clauses: list[str]
) -> None:
    page = world.signed_in("officer").get(f"/?{query}")

    assert (page.status_code, rows(page.text) if clauses else []) == (200, clauses)
    assert f"({len(clauses)} trong 5)" in seen(page)


def test_a_stopped_queue_is_told_with_the_servers_words_and_mended_by_the_officer(
    world: World,
) -> None:
    words = "535 5.7.8 sai mật khẩu"
    with world.app.transaction() as session:
        outbox.raise_alarm(session, outbox.QUEUE_STOPPED, ward_id=None, words=words, now=world.now)
    browser = world.signed_in("officer")
    shown = seen(browser.get("/"))
    action = re.search(r"/canh-bao/\d+", browser.get("/").text)
    assert action

    send(browser, "/", action.group())

    assert words in shown
    assert words not in seen(browser.get("/"))


def test_a_storm_is_asked_about_and_only_the_officer_may_allow_it(world: World) -> None:
    with world.app.transaction() as session:
        alarms.ask_about_storm(session, world.row("V.1").ward_id, mails=80, now=world.now)
    officer, vice = world.signed_in("officer"), world.signed_in("vice")
    page = officer.get("/").text
    action = re.search(r"/canh-bao/\d+", page)
    assert action

    refused = vice.post(action.group(), data=hidden(vice.get("/").text, "/dang-xuat"))
    allowed = send(officer, "/", action.group())

    assert "muốn gửi 80 thư cùng lúc" in page
    assert "/canh-bao/" not in vice.get("/").text
    assert (refused.status_code, allowed.headers["location"]) == (403, "/?xong=canh-bao")


@pytest.mark.parametrize(
    ("hours", "noticed"),
    [(0, False), (24, False), (25, True), (48, True)],
)
def test_a_round_that_stays_away_is_noticed_an_hour_into_the_next_working_day(
    world: World, hours: int, noticed: bool
) -> None:
    ward_id = world.row("V.1").ward_id
    with world.app.transaction() as session:
        session.add(Heartbeat(name="round", ward_id=ward_id, at=world.now))

    world.later(hours=hours)
    words = seen(world.signed_in("officer").get("/"))

    missing = "Lượt đôn đốc hằng ngày không chạy. Lần chạy gần nhất: 08:00, thứ Hai, 03/03/2025."
    assert (missing in words) is noticed


def test_mails_that_the_server_does_not_take_are_told_with_its_words(world: World) -> None:
    send(world.browser(), "/dang-nhap", "/dang-nhap", email="noivu@phuong4.example")
    with world.app.transaction() as session:
        mail = session.exec(select(OutboxMail)).one()
        mail.first_tried_at, mail.last_words = world.now, "connection refused"
        session.add(mail)
    world.later(minutes=31)

    words = seen(world.signed_in("vice").get("/"))

    assert (
        "01 thư đang chờ gửi, thư cũ nhất từ 08:00, thứ Hai, 03/03/2025. "
        "Máy chủ thư trả lời: “connection refused”. Thư không mất và sẽ được gửi lại."
    ) in words


def test_a_refused_address_and_a_unit_without_one_are_told(world: World) -> None:
    with world.app.transaction() as session:
        session.add(
            SuspendedAddress(
                ward_id=world.row("V.1").ward_id,
                address="dai@phuong4.example",
                since=world.now,
                words="550 5.1.1 no such user",
            )
        )

    words = seen(world.signed_in("officer").get("/"))

    assert "Địa chỉ dai@phuong4.example bị máy chủ thư từ chối từ 03/03/2025" in words
    assert "Chưa có đầu mối để gửi thư cho: Cán bộ Đài truyền thanh." in words


def test_whom_to_phone_stands_on_the_board_once_two_reminders_met_silence(world: World) -> None:
    with world.app.transaction() as session:
        contact = session.exec(select(Contact).where(Contact.email == "dai@phuong4.example")).one()
        contact.phone = "0912345678"
        session.add(contact)
    officer = world.signed_in("officer")
    before = seen(officer.get("/"))

    for days in (11, 6, 5):
        world.later(days=days)
        with world.app.transaction() as session:
            run_round(session, 1, voice=world.app.voice, now=world.now, force=True)
    page = seen(world.signed_in("officer").get("/"))

    assert "Nên gọi điện" not in before
    assert "Nên gọi điện (" in page
    assert "Cán bộ Đài truyền thanh ( Lê Văn Đài, 0912345678 ) · mục V.1 · hạn" in page
