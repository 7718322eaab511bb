"""The page of incoming mails: what waits, what was made of the others, and answers on the work."""

import re
from dataclasses import replace

import pytest
from sqlmodel import select

from dondoc.usecases.receive import Given, receive
from dondoc.usecases.round import run_round
from models.incoming import IncomingMail, IncomingState
from models.outbox import MailState, OutboxMail, SuspendedAddress
from tests.board.world import World, hidden, seen
from tests.incoming.eml import mail
from tests.incoming.world import PATH

DAI = "dai@phuong4.example"


@pytest.fixture
def post(world: World) -> World:
    """The ward whose mails have left, with signed addresses."""
    world.app = replace(world.app, voice=replace(world.app.voice, return_path=PATH))
    world.board.state.dondoc = world.app
    world.later(days=21)
    with world.app.transaction() as session:
        ward_id = world.row("V.1").ward_id
        run_round(session, ward_id, voice=world.app.voice, now=world.now, force=True)
    with world.app.transaction() as session:
        for row in session.exec(select(OutboxMail)).all():
            row.state, row.sent_at = MailState.SENT, world.now
            session.add(row)
    return world


def comes(world: World, name: str, *, sender: str = DAI) -> IncomingMail:
    """Let a mail of the corpus come in, from the radio officer."""
    with world.app.reading() as session:
        ours = session.exec(select(OutboxMail).where(OutboxMail.to_address == DAI)).all()[-1]
    raw = mail(name, about=ours.message_id, path=PATH)
    raw = raw.replace(b"culture@p4.example", sender.encode())
    with world.app.transaction() as session:
        given = Given(raw=raw, source="pipe", size=len(raw))
        row = receive(session, given, voice=world.app.voice, now=world.now)
    assert row is not None
    return row


def test_an_answer_stands_on_the_page_of_its_work_with_its_files(post: World) -> None:
    row = comes(post, "reply-outlook-files")
    browser = post.signed_in("officer")

    page = browser.get(f"/nhiem-vu/{post.ids['V.1']}")

    text = seen(page)
    assert "Thư trả lời là ghi chú, không thay cho báo cáo kết quả." in text
    assert "Đơn vị đã phát thanh 12 tin, bài" in text
    assert "Lê Văn Đài (qua thư trả lời)" in text
    (path,) = re.findall(rf'href="(/thu-den/{row.id}/tep/\d+)" download>Báo cáo quý I', page.text)
    file = browser.get(path)
    assert (file.status_code, file.content[:4]) == (200, b"PK\x03\x04")
    assert "sandbox" in file.headers["content-security-policy"]
    listed = seen(browser.get("/thu-den?loai=tra-loi"))
    assert "Re: Nhắc việc" in listed
    assert post.row("V.1").state.value == "assigned"


def test_the_officer_puts_a_strangers_mail_beside_the_work(post: World) -> None:
    row = comes(post, "reply-stranger")
    browser = post.signed_in("officer")
    assert "01 thư đến đang chờ xem." in seen(browser.get("/"))
    shown = browser.get(f"/thu-den/{row.id}")
    form = hidden(shown.text, f"/thu-den/{row.id}/ghi")

    wrong = browser.post(f"/thu-den/{row.id}/ghi", data={**form, "code": "không có"})
    done = browser.post(f"/thu-den/{row.id}/ghi", data={**form, "assignment": str(post.ids["V.1"])})
    again = browser.post(f"/thu-den/{row.id}/bo-qua", data=form)

    assert "không có trong danh bạ" in seen(shown)
    assert (wrong.status_code, again.status_code) == (422, 409)
    assert "Không có nhiệm vụ “không có”" in seen(wrong)
    assert "Đã ghi thư vào nhiệm vụ." in seen(done)
    assert post.history("V.1")[-1] == ("replied", "Trần Thị Nội", "board")
    assert "Thư trả lời" in seen(browser.get(f"/nhiem-vu/{post.ids['V.1']}"))


def test_r15_a_bounce_is_on_the_board_and_an_unclear_one_is_decided_there(post: World) -> None:
    clear, unclear = comes(post, "bounce-unknown-user"), comes(post, "bounce-qmail")
    browser = post.signed_in("officer")

    home = seen(browser.get("/"))
    page = browser.get(f"/thu-den/{unclear.id}")
    form = hidden(page.text, f"/thu-den/{unclear.id}/ngung-gui")
    answer = browser.post(f"/thu-den/{unclear.id}/ngung-gui", data=form)

    assert f"Máy chủ thư từ chối địa chỉ {DAI}" in home
    assert f"Ngừng gửi tới {DAI}" in seen(page)
    assert "Đã ngừng gửi tới địa chỉ ấy" in seen(answer)
    with post.app.reading() as session:
        assert session.exec(select(SuspendedAddress.address)).all() == [DAI]
    outgoing = seen(browser.get(f"/thu-da-gui/{clear.mail_id}"))
    assert "Thư đến về thư này" in outgoing
    assert f"Đã ngừng gửi tới {DAI} (5.1.1)" in outgoing


def test_an_out_of_office_note_stands_with_its_contact(post: World) -> None:
    comes(post, "away-exchange")
    browser = post.signed_in("officer")
    listed = browser.get("/dau-moi").text
    numbers = re.findall(r'href="/dau-moi/(\d+)"', listed)

    pages = [seen(browser.get(f"/dau-moi/{number}")) for number in dict.fromkeys(numbers)]

    (told,) = [page for page in pages if "Thư báo vắng mặt" in page]
    assert "Tôi nghỉ phép từ ngày 03/3 đến hết ngày 07/3/2025" in told


def test_a_personal_link_in_an_answer_is_masked_and_leaders_only_read(post: World) -> None:
    token = post.link("V.1")
    row = comes(post, "reply-stranger")
    with post.app.transaction() as session:
        held = session.get_one(IncomingMail, row.id)
        held.own_words = held.text = f"Mở https://dondoc.phuong4.example{token} không được."
        session.add(held)
    leader = post.signed_in("vice")

    page = leader.get(f"/thu-den/{row.id}")
    form = {"nonce": ""}

    assert token not in page.text
    assert "không được." in page.text
    assert "<form method" not in page.text.split("</header>")[1]
    assert leader.post(f"/thu-den/{row.id}/bo-qua", data=form).status_code != 200
    with post.app.reading() as session:
        assert session.get_one(IncomingMail, row.id).state is IncomingState.HELD


def test_the_pages_of_incoming_mails_say_so_when_there_is_nothing(world: World) -> None:
    browser = world.signed_in("officer")

    page = seen(browser.get("/thu-den"))

    assert "Chưa đặt hộp thư đến" in page
    assert "Không có thư nào." in page
    assert browser.get("/thu-den/1").status_code == 404
    assert browser.get("/thu-den/1/tep/1").status_code == 404
