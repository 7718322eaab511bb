"""R11 and the ways of people through the pages, in a real Chromium against a real server."""

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from dondoc.board.deps import COOKIE
from dondoc.operate import sink
from dondoc.usecases import deliver
from dondoc.usecases.voice import Voice
from models.assignment import State
from tests.board.world import World

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with (
        sync_playwright() as playwright,
        closing(
            playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        ) as browser,
    ):
        yield browser


@contextmanager
def served(world: World) -> Iterator[str]:
    """The address of a server that shows this world's board, with itself in every mail."""
    config = uvicorn.Config(world.board, host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    with closing(config.bind_socket()) as socket:
        address = f"http://127.0.0.1:{socket.getsockname()[1]}"
        voice = Voice(address, world.app.voice.secret, world.app.voice.mail_from)
        world.app = replace(world.app, voice=voice)
        world.board.state.dondoc = world.app
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def address(world: World) -> Iterator[str]:
    with served(world) as where:
        yield where


def send_mails(world: World) -> None:
    """Send the one mail that waits, by SMTP, to the sink whose mails the board shows."""

    async def run() -> deliver.DeliverOutcome:
        folder = world.app.settings.sent_dir
        folder.mkdir(exist_ok=True)
        server = await sink.serve(host="127.0.0.1", port=0, folder=folder)
        port = server.sockets[0].getsockname()[1]
        settings = world.app.settings.model_copy(update={"sink_port": port})
        app = replace(world.app, settings=settings)
        outcome = await deliver.deliver(
            app.transaction, app.channel, voice=app.voice, now=lambda: world.now
        )
        server.close()
        await server.wait_closed()
        return outcome

    # Playwright runs a loop of its own in this thread.
    with ThreadPoolExecutor(1) as elsewhere:
        outcome = elsewhere.submit(asyncio.run, run()).result()
    assert (outcome.sent, outcome.later, outcome.parked) == (1, 0, 0)


def page_of(chromium: Browser, *, width: int) -> Page:
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
    context.set_default_timeout(10_000)
    return context.new_page()


def officer_at(
    world: World, address: str, chromium: Browser, *, width: int
) -> tuple[Page, list[str]]:
    """Return a page at which the officer is signed in, and what the browser complains of."""
    page, complaints = page_of(chromium, width=width), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    cookie = world.signed_in("officer").cookies[COOKIE]
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
    return page, complaints


def report_by_link(page: Page, address: str, path: str, file: Path) -> None:
    page.goto(address + path)
    page.get_by_label("Họ và tên người báo cáo").fill("Lê Văn Đài")
    page.get_by_label("Kết quả thực hiện").fill("Đã phát 12 tin.")
    page.get_by_label("Giá trị: Số tin, bài").fill("12")
    page.get_by_label("Minh chứng").set_input_files(file)
    page.get_by_role("button", name="Gửi báo cáo").click()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "Ảnh loa phường.png"
    path.write_bytes(b"\x89PNG")
    return path


def test_a_unit_reports_on_its_phone_with_a_file(
    world: World, address: str, chromium: Browser, picture: Path
) -> None:
    page = page_of(chromium, width=390)

    report_by_link(page, address, world.link("V.1"), picture)

    page.get_by_text("Đã nhận báo cáo.").wait_for()
    (row,) = world.reports("V.1")
    assert (row.made_by, row.figures) == ("Lê Văn Đài", {"Số tin, bài": "12"})
    assert [file.file_name for file in world.evidence(row)] == ["Ảnh loa phường.png"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_officer_signs_in_by_a_mailed_link_and_accepts_what_waits(
    world: World, address: str, chromium: Browser, picture: Path
) -> None:
    report_by_link(page_of(chromium, width=390), address, world.link("V.1"), picture)
    page = page_of(chromium, width=1280)
    page.goto(f"{address}/")
    page.get_by_label("Địa chỉ thư điện tử").fill("noivu@phuong4.example")
    page.get_by_role("button", name="Gửi liên kết đăng nhập").click()
    page.get_by_role("heading", name="Hãy mở hộp thư").wait_for()
    send_mails(world)

    page.get_by_role("link", name="Mở hộp thư thử").click()
    page.locator("tbody a").first.click()
    with page.expect_popup() as opened:
        page.frame_locator("iframe").locator("a[href*='/dang-nhap/']").first.click()
    board = opened.value
    board.get_by_role("button", name="Đăng nhập").click()
    board.get_by_role("link", name="Báo cáo chờ xác nhận").click()
    with board.expect_download() as download:
        board.get_by_role("link", name="Ảnh loa phường.png").click()
    board.get_by_label("Lời xác nhận").fill("Tốt")
    board.get_by_role("button", name="Xác nhận hoàn thành").click()

    board.get_by_role("status").get_by_text("Đã xác nhận hoàn thành.").wait_for()
    assert download.value.suggested_filename == "Ảnh loa phường.png"
    assert world.row("V.1").state is State.ACCEPTED


def test_a_button_pressed_twice_sends_once(world: World, address: str, chromium: Browser) -> None:
    page = page_of(chromium, width=390)
    page.goto(address + world.link("V.1"))
    page.get_by_label("Họ và tên người báo cáo").fill("Lê Văn Đài")
    page.get_by_label("Kết quả thực hiện").fill("Đã phát 12 tin.")

    page.get_by_role("button", name="Gửi báo cáo").dblclick()

    page.get_by_text("Đã nhận báo cáo.").wait_for()
    assert len(world.reports("V.1")) == 1


def test_r11_a_scanner_that_runs_scripts_and_follows_every_link_changes_nothing(
    world: World, address: str, chromium: Browser
) -> None:
    links = [world.link("V.1"), world.link("V.2", "trang@phuong4.example")]
    with httpx.Client(base_url=address) as client:
        form = client.get("/dang-nhap").text.split('name="nonce" value="')[1].split('"')[0]
        client.post("/dang-nhap", data={"nonce": form, "email": "noivu@phuong4.example"})
    send_mails(world)
    before = world.dump()

    seen = crawl(page_of(chromium, width=1280), address, ["/hop-thu-thu", *links])

    assert world.dump() == before
    assert {*links, "/dang-nhap"} <= seen
    assert any(path.startswith("/dang-nhap/") for path in seen)


def crawl(page: Page, address: str, start: list[str]) -> set[str]:
    """Open by HEAD, by GET and in a browser with scripts whatever can be reached by links."""
    todo, seen = list(start), set[str]()
    with httpx.Client(base_url=address) as client:
        while todo:
            path = todo.pop()
            if path in seen or "/tep/" in path:
                continue
            seen.add(path)
            client.head(path)
            answer = client.get(path)
            if answer.headers.get("content-type", "").startswith("text/calendar"):
                # What a browser saves instead of showing leads nowhere further.
                with page.expect_download(), suppress(PlaywrightError):
                    page.goto(address + path)
                continue
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            for frame in page.frames:
                found = frame.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
                todo += [
                    href.removeprefix(address).split("#")[0]
                    for href in found
                    if href.startswith(f"{address}/")
                ]
    return seen


def test_no_page_is_wider_than_a_phone_or_breaks_the_security_policy(
    world: World, address: str, chromium: Browser
) -> None:
    page, complaints = officer_at(world, address, chromium, width=390)
    paths = ["/", f"/nhiem-vu/{world.ids['V.1']}", "/ke-hoach", "/ke-hoach/1", "/ke-hoach/moi",
             "/tong-hop", "/thu-da-gui", "/hop-thu-thu", "/dang-nhap", world.link("V.1")]  # fmt: skip

    widths = {}
    for path in paths:
        page.goto(address + path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(paths, 390)
    assert complaints == []


def test_a_unit_reports_in_a_browser_without_scripts(
    world: World, address: str, chromium: Browser, picture: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()

    report_by_link(page, address, world.link("V.1"), picture)

    page.get_by_text("Đã nhận báo cáo.").wait_for()
    assert world.row("V.1").state is State.REPORTED
