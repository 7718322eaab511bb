"""What holds for every page: headers, error pages, the log, the page for machines."""

import logging
from datetime import datetime, timedelta

import pytest
from itsdangerous import URLSafeTimedSerializer
from sqlmodel import select

from dondoc.board import middleware
from dondoc.board.deps import COOKIE, the_now
from dondoc.board.masking import MaskTokens, mask
from dondoc.usecases import heartbeat
from models.db import make_engine
from models.outbox import OutboxMail
from tests.board.world import World, hidden, seen, send

SAFE = {
    "content-security-policy": middleware.POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "no-store",
}


def test_every_answer_carries_the_headers_that_keep_it_safe(world: World) -> None:
    browser = world.signed_in("officer")
    paths = [
        "/",
        "/dang-nhap",
        world.link("V.1"),
        "/l/khong",
        "/khong-co",
        "/suc-khoe",
        "/thu-da-gui",
    ]

    for path in paths:
        headers = browser.get(path).headers
        assert {name: headers.get(name) for name in SAFE} == SAFE, path


def test_pages_hold_no_script_or_style_of_their_own(world: World) -> None:
    browser = world.signed_in("officer")

    for path in ("/", f"/nhiem-vu/{world.ids['V.1']}", world.link("V.1"), "/ke-hoach/1"):
        page = browser.get(path).text
        assert page.count("<script") == page.count('<script src="/tinh/bang.js" defer>') == 1, path
        assert [
            mark for mark in (" style=", "<style", " onclick=", "javascript:") if mark in page
        ] == []


def test_no_page_holds_the_secret_of_the_session(world: World) -> None:
    browser = world.signed_in("officer")
    cookie = browser.cookies[COOKIE]

    page = browser.get("/").text
    inside = str(URLSafeTimedSerializer("").loads_unsafe(hidden(page, "/dang-xuat")["nonce"]))

    assert [cookie in page, cookie in inside] == [False, False]


@pytest.mark.parametrize(
    ("method", "path", "status", "told"),
    [
        ("GET", "/khong-co", 404, "Địa chỉ này không có trang nào."),
        ("GET", "/nhiem-vu/abc", 404, "Địa chỉ này không có trang nào."),
        ("GET", "/nhiem-vu/99999", 404, "Không có trang này ở phường, xã của bạn."),
        ("GET", "/dang-xuat", 405, "Trang này chỉ dùng để gửi biểu mẫu."),
        ("POST", "/canh-bao/1", 409, "Biểu mẫu này đã mở quá lâu"),
    ],
)
def test_trouble_is_told_in_vietnamese(
    world: World, method: str, path: str, status: int, told: str
) -> None:
    answer = world.signed_in("officer").request(method, path)

    assert answer.status_code == status
    assert told in seen(answer)


def test_an_unknown_fault_says_so_safely_and_logs_no_secret(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    link = world.link("V.1")

    def broken() -> datetime:
        raise ZeroDivisionError

    world.board.dependency_overrides[the_now] = broken

    answer = world.browser(raise_server_exceptions=False).get(link)

    assert (answer.status_code, answer.headers["referrer-policy"]) == (500, "no-referrer")
    assert "Chưa có gì bị thay đổi." in seen(answer)
    assert [record.getMessage() for record in caplog.records] == ["GET /l/… failed"]


def test_a_database_out_of_reach_is_told_as_such(world: World) -> None:
    browser = world.signed_in("officer")
    empty = make_engine(f"sqlite:///{world.app.settings.data_dir / 'empty.db'}")
    object.__setattr__(world.app, "engine", empty)

    page, machine = browser.get("/"), browser.get("/suc-khoe")
    empty.dispose()

    assert (page.status_code, machine.status_code) == (503, 503)
    assert "Chạy: dondoc migrate." in seen(page)
    assert machine.json()["database"] == "trouble"


def test_the_access_log_never_shows_a_bearer_right(world: World) -> None:
    token = world.link("V.1").removeprefix("/l/")
    record = logging.LogRecord(
        "uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d',
        ("127.0.0.1:1", "GET", f"/l/{token}?xong=bao-cao", "1.1", 200), None,
    )  # fmt: skip

    kept = MaskTokens().filter(record)

    assert kept
    assert record.getMessage() == '127.0.0.1:1 - "GET /l/…?xong=bao-cao HTTP/1.1" 200'
    assert mask("mở https://x.example/dang-nhap/Ab-_9, rồi") == (
        "mở https://x.example/dang-nhap/…, rồi"
    )
    assert any(isinstance(f, MaskTokens) for f in logging.getLogger("uvicorn.access").filters)


def test_machines_learn_of_waiting_mails_and_of_each_pass(world: World) -> None:
    send(world.browser(), "/dang-nhap", "/dang-nhap", email="noivu@phuong4.example")
    with world.app.transaction() as session:
        heartbeat.record(session, "deliver", now=world.now)
        made_at = session.exec(select(OutboxMail)).one().made_at
    world.now += timedelta(minutes=5)

    answer = world.browser().get("/suc-khoe")

    assert answer.json() == {
        "database": "ok",
        "now": world.now.isoformat(),
        "waiting_mails": 1,
        "oldest_waiting_seconds": 300,
        "heartbeats": {"deliver": {"at": made_at.isoformat(), "ok": True}},
    }
