"""What the office has sent, and the mailbox of the machine's own mail sink."""

import re
from dataclasses import replace

import pytest
from sqlmodel import select

from dondoc.board.app import create_app
from dondoc.board.deps import the_now
from dondoc.operate import sink
from models.outbox import DeliveryTry, MailState, OutboxMail
from tests.board.world import World, seen, send


def login_mail(world: World) -> OutboxMail:
    send(world.browser(), "/dang-nhap", "/dang-nhap", email="noivu@phuong4.example")
    with world.app.reading() as session:
        return session.exec(select(OutboxMail)).one()


def keep(world: World, mail: OutboxMail) -> str:
    folder = world.app.settings.sent_dir
    folder.mkdir(parents=True, exist_ok=True)
    kept = sink.keep(folder, mail.content, sender="a@b.example", recipient=mail.to_address)
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

    assert "không gửi được 554 5.7.1 thư bị coi là rác" in listed
    assert "Không có thư nào." in waiting
    assert re.findall(r"/dang-nhap/\S+", shown.text) == ["/dang-nhap/…"]
    assert "08:00 03/03/2025 không gửi được 554 rác" in seen(shown)


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
