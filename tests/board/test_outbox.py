"""What the office has sent, and the mailbox of the machine's own mail sink."""

import html
import re
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from sqlmodel import col, select

from dondoc.board.app import create_app
from dondoc.board.deps import the_now
from dondoc.operate import sink
from dondoc.rules.delivery import Outcome
from dondoc.usecases.round import run_round
from models.outbox import DeliveryTry, MailState, OutboxMail
from models.ward import Contact
from notifications import outbox
from tests.board.world import World, hidden, seen, send
from tests.contents import content_of


def login_mail(world: World) -> OutboxMail:
    send(world.browser(), "/dang-nhap", "/dang-nhap", email="noivu@phuong4.example")
    with world.app.reading() as session:
        return session.exec(select(OutboxMail)).one()


def keep(world: World, mail: OutboxMail) -> str:
    folder = world.app.settings.sent_dir
    folder.mkdir(parents=True, exist_ok=True)
    content = content_of(world.app, mail)
    kept = sink.keep(folder, content, sender="a@b.example", recipient=mail.to_address)
    return f"/hop-thu-thu/{kept.name}"


def test_a_mail_is_shown_with_its_state_and_the_servers_words_but_without_its_secret(
    world: World,
) -> None:
    mail = login_mail(world)
    with world.app.transaction() as session:
        row = session.get_one(OutboxMail, mail.id)
        row.state, row.last_words = MailState.PARKED, "554 5.7.1 thư bị coi là rác"
        session.add(row)
        session.add(
            DeliveryTry(mail_id=mail.id or 0, at=world.now, outcome="park", code=554, words="rác")
        )
    browser = world.signed_in("officer")

    listed = seen(browser.get("/thu-da-gui?loai=loi"))
    waiting = seen(browser.get("/thu-da-gui?loai=cho"))
    shown = browser.get(f"/thu-da-gui/{mail.id}")

    assert "Không gửi được 554 5.7.1 thư bị coi là rác" in listed
    assert "Không có thư nào." in waiting
    assert re.findall(r"/dang-nhap/[^\s<]+", shown.text) == ["/dang-nhap/…"]
    assert "08:00 03/03/2025 Không gửi được 554 rác" in seen(shown)


def queued(world: World) -> list[OutboxMail]:
    """Let a round fill the outbox, after the news has merged; returns its mails."""
    world.later(minutes=11)
    with world.app.transaction() as session:
        run_round(session, 1, voice=world.app.voice, now=world.now, force=True)
        session.flush()
        return list(session.exec(select(OutboxMail).order_by(col(OutboxMail.id))).all())


def test_no_view_of_a_mail_holds_a_token_that_opens_anything(world: World) -> None:
    mails = queued(world)
    tokens = {
        token
        for mail in mails
        for text in plain_texts(content_of(world.app, mail))
        for token in re.findall(r"/l/([\w-]{16,})", text)
    }
    assert tokens
    browser = world.signed_in("officer")

    for mail in mails:
        for view in ("", "/html", "/goc"):
            page = browser.get(f"/thu-da-gui/{mail.id}{view}")
            # However the lines are folded or broken.
            whole = re.sub(r"\s", "", page.text)
            assert page.status_code == 200
            assert [token for token in tokens if token in whole] == [], view
            assert ("/l/…" in whole) == ("/l/" in whole), view


def plain_texts(content: bytes) -> list[str]:
    parts = message_from_bytes(content, policy=policy.default).walk()
    return [
        re.sub(r"\r?\n ", "", str(part.get_content()))
        for part in parts
        if part.get_content_maintype() == "text"
    ]


def test_a_mail_is_shown_as_it_looks_but_nothing_in_it_can_act(world: World) -> None:
    mail = queued(world)[0]
    browser = world.signed_in("officer")

    page = browser.get(f"/thu-da-gui/{mail.id}").text
    inside = browser.get(f"/thu-da-gui/{mail.id}/html")
    raw = browser.get(f"/thu-da-gui/{mail.id}/goc")

    assert f'<iframe class="letter" src="/thu-da-gui/{mail.id}/html"' in page
    assert " sandbox></iframe>" in page
    assert mail.message_id in html.unescape(page)
    assert inside.headers["content-security-policy"].endswith("; sandbox")
    assert raw.headers["content-type"].startswith("text/plain")
    assert f"Message-ID: {mail.message_id}" in raw.text


def test_the_officer_drops_a_mail_with_a_reason_and_nobody_else_may(world: World) -> None:
    mail = queued(world)[0]
    page = f"/thu-da-gui/{mail.id}"

    leader = world.signed_in("vice").get(page).text
    browser = world.signed_in("officer")
    empty = send(browser, page, f"{page}/bo", reason="")
    done = send(browser, page, f"{page}/bo", reason="Gửi nhầm đợt.")
    again = browser.get(page)

    assert f"{page}/bo" not in leader
    assert (empty.status_code, done.headers["location"]) == (422, f"{page}?xong=bo-thu")
    assert "Đã bỏ: Trần Thị Nội: Gửi nhầm đợt." in seen(again)
    assert "Bỏ thư" in seen(browser.get("/nhat-ky"))
    assert f"{page}/gui-lai" not in again.text


def test_a_refused_mail_goes_again_once_its_address_is_trusted(world: World) -> None:
    mail = queued(world)[0]
    with world.app.transaction() as session:
        row = session.get_one(OutboxMail, mail.id)
        error = "5.1.1 no such user"
        outbox.settle_failed(
            session, row, outcome=Outcome.ADDRESS, code=550, words=error, now=world.now
        )
    page = f"/thu-da-gui/{mail.id}"
    browser = world.signed_in("officer")

    listed = seen(browser.get("/thu-da-gui?loai=loi"))
    refused = send(browser, page, f"{page}/gui-lai", reason="Đã mở lại hộp thư.")
    done = send(browser, page, f"{page}/gui-lai", reason="Đã mở lại.", lift_address="true")

    assert "Cần xử lý (1)" in listed
    assert f"{mail.to_address} từ 08:11 03/03/2025" in listed
    assert refused.status_code == 422
    assert "đang tạm ngừng gửi vì bị từ chối" in seen(refused)
    assert "Đã mở lại hộp thư." in refused.text
    assert done.headers["location"] == f"{page}?xong=gui-lai-again"
    assert "Thư đang chờ gửi lại." in seen(browser.get(done.headers["location"]))
    assert "tạm ngừng gửi" not in seen(browser.get("/thu-da-gui"))


def test_a_suspended_address_is_lifted_and_a_wrong_filter_is_told(world: World) -> None:
    mail = queued(world)[0]
    with world.app.transaction() as session:
        row = session.get_one(OutboxMail, mail.id)
        outbox.settle_failed(
            session, row, outcome=Outcome.ADDRESS, code=550, words="no", now=world.now
        )
    browser = world.signed_in("officer")

    done = send(browser, "/thu-da-gui", "/dia-chi-tam-ngung", reason="Hộp thư đã hết đầy.")
    twice = browser.post(
        "/dia-chi-tam-ngung",
        data=hidden(browser.get("/").text, "/dang-xuat")
        | {"address": mail.to_address, "reason": "lần nữa"},
    )
    wrong = browser.get("/thu-da-gui?don_vi=khong-co&tu=2025-02-30")

    assert done.headers["location"] == "/thu-da-gui?xong=go-tam-ngung"
    assert twice.status_code == 404
    assert wrong.status_code == 422
    assert "Gửi lại được đến địa chỉ" in seen(browser.get("/nhat-ky"))


def test_the_mailbox_shows_a_mail_whose_links_can_be_followed(world: World) -> None:
    mail = login_mail(world)
    path = keep(world, mail)
    browser = world.browser()

    listed = browser.get("/hop-thu-thu").text
    as_text = browser.get(f"{path}?dang=van-ban").text
    as_html = browser.get(f"{path}/html")

    assert path in listed
    link = re.search(r'<a href="(https://[^"]+/dang-nhap/[\w-]+)">', as_text)
    assert link
    assert link.group(1) in as_html.text
    assert '<base target="_blank">' in as_html.text
    assert as_html.headers["content-security-policy"].endswith(
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )


@pytest.mark.parametrize(
    "given",
    [
        {"client": ("10.0.0.7", 50000)},
        {"base_url": "http://evil.example"},
    ],
)
def test_the_mailbox_opens_only_on_this_machine(world: World, given: dict[str, object]) -> None:
    path = keep(world, login_mail(world))

    answers = [world.browser(**given).get(p).status_code for p in ("/hop-thu-thu", path)]

    assert answers == [404, 404]


def test_there_is_no_mailbox_where_a_mail_server_is_set(world: World) -> None:
    settings = world.app.settings.model_copy(update={"smtp_host": "mail.phuong4.example"})
    world.board = create_app(replace(world.app, settings=settings))
    world.board.dependency_overrides[the_now] = lambda: world.now

    home = world.signed_in("officer").get("/")
    mailbox = world.browser().get("/hop-thu-thu")

    assert (home.status_code, "/hop-thu-thu" in home.text) == (200, False)
    assert mailbox.status_code == 404


def test_a_name_that_leaves_the_folder_opens_nothing(world: World) -> None:
    (world.app.settings.data_dir / "secret.key").write_text("x")

    answers = [
        world.browser().get(f"/hop-thu-thu/{name}").status_code
        for name in ("..%2Fsecret.key", "secret.key")
    ]

    assert answers == [404, 404]


def test_what_could_not_be_written_is_listed_with_its_reason(world: World) -> None:
    with world.app.transaction() as session:
        contact = session.exec(select(Contact).where(Contact.email == "dai@phuong4.example")).one()
        contact.email = "đài@phuong4.example"
        session.add(contact)
    queued(world)
    browser = world.signed_in("officer")

    listed, home = seen(browser.get("/thu-da-gui")), seen(browser.get("/"))

    assert "Lê Văn Đài đài@phuong4.example V.1/1@radio#2025-03-25" in listed
    assert "Địa chỉ thư “đài@phuong4.example” không dùng được. 08:11 03/03/2025" in listed
    assert "Chưa viết được thư gửi Lê Văn Đài (đài@phuong4.example) về việc ở mục V.1" in home
