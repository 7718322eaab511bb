"""The way from a document to an edited draft in a real Chromium, with and without scripts."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dondoc.board.reader import Reader
from dondoc.reading.draft import Reading
from dondoc.reading.progress import Report
from dondoc.reading.read import read_text
from dondoc.usecases import draft as drafts
from dondoc.usecases import uploads
from dondoc.usecases.uploads import LEASE
from models.plan import Plan
from tests.board.test_browser import chromium, served
from tests.board.world import World

pytestmark = pytest.mark.browser
__all__ = ["chromium"]

TEXT = Path(__file__).with_name("plan.txt")
PATIENCE = 60


@pytest.fixture
def address(world: World) -> Iterator[str]:
    with served(world) as where:
        yield where


def signed_in(
    world: World, address: str, chromium: Browser, *, width: int = 1280, scripts: bool = True
) -> BrowserContext:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, locale="vi-VN", java_script_enabled=scripts
    )
    context.set_default_timeout(30_000)
    for name, value in dict(world.signed_in("officer").cookies).items():
        context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


def hand_in(page: Page, address: str, file: Path) -> None:
    page.goto(f"{address}/ke-hoach/moi")
    page.get_by_label("Văn bản kế hoạch").set_input_files(file)
    page.get_by_role("button", name="Đọc văn bản").click()


def clauses(world: World, number: int = 2) -> list[tuple[str, str]]:
    with world.app.reading() as session:
        draft = drafts.of_plan(session.get_one(Plan, number))
    return [(clause.path, clause.text) for clause in draft.clauses]


@pytest.fixture
def halting(world: World) -> Iterator[threading.Event]:
    """A reader that has read two of five pages and goes on when told to."""
    go_on = threading.Event()

    def read(path: Path, report: Report) -> Reading:
        report(2, 5)
        go_on.wait(PATIENCE)
        return read_text(path.read_text())

    world.board.state.reader = Reader(
        lambda: world.board.state.dondoc, now=lambda: world.now, read=read
    )
    yield go_on
    go_on.set()
    world.board.state.reader.wait()


def test_a_document_is_followed_page_by_page_to_its_draft(
    world: World, address: str, chromium: Browser, halting: threading.Event
) -> None:
    page = signed_in(world, address, chromium).new_page()

    hand_in(page, address, TEXT)
    page.get_by_text("Đang đọc trang 3/5").wait_for()
    bar = page.locator("progress").evaluate("bar => [bar.value, bar.max]")
    halting.set()

    page.get_by_role("heading", name="Các mục giao việc").wait_for()
    assert bar == [2, 5]
    assert page.url == f"{address}/ke-hoach/2"


def test_without_scripts_the_page_refreshes_itself_to_the_draft(
    world: World, address: str, chromium: Browser, halting: threading.Event
) -> None:
    page = signed_in(world, address, chromium, scripts=False).new_page()

    hand_in(page, address, TEXT)
    page.get_by_text("Đang đọc trang 3/5").wait_for()
    halting.set()

    page.get_by_role("heading", name="Các mục giao việc").wait_for()
    assert page.url == f"{address}/ke-hoach/2"


def test_sending_a_large_file_shows_how_much_has_been_sent(
    world: World, address: str, chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "Kế hoạch.txt"
    file.write_bytes(TEXT.read_bytes() + (b" " * 99 + b"\n") * 5_000)
    page = signed_in(world, address, chromium).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000},
    )

    hand_in(page, address, file)

    page.get_by_text("Đang gửi tệp:").wait_for()
    page.get_by_role("heading", name="Các mục giao việc").wait_for()


def test_a_file_that_is_refused_says_so_on_the_same_page(
    world: World, address: str, chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "bảng.xlsx"
    file.write_bytes(b"PK")
    page = signed_in(world, address, chromium).new_page()

    hand_in(page, address, file)

    page.get_by_text("Không nhận tệp “bảng.xlsx”.").wait_for()
    assert page.url == f"{address}/ke-hoach/moi"


def test_a_board_that_starts_reads_on_by_itself_what_another_left(
    world: World, chromium: Browser
) -> None:
    with world.app.transaction() as session:
        ward_id = 1
        uploads.give(session, ward_id, file_name="Kế hoạch.txt", content=TEXT.read_bytes(),
                     by="Nội", now=world.now)  # fmt: skip
        uploads.take(session, now=world.now)
    world.now += LEASE

    with served(world) as address:
        page = signed_in(world, address, chromium).new_page()
        page.goto(f"{address}/ke-hoach/dang-doc/1")
        page.get_by_role("heading", name="Các mục giao việc").wait_for()

    assert [path for path, _ in clauses(world)] == ["II.1", "II.2", "II.3"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_officer_edits_splits_merges_drops_and_confirms(
    world: World, address: str, chromium: Browser, scripts: bool
) -> None:
    page = signed_in(world, address, chromium, scripts=scripts).new_page()
    hand_in(page, address, TEXT)
    second = page.get_by_label("Mục II.2", exact=True)

    second.get_by_role("link", name="Sửa").click()
    page.get_by_text("Thời hạn:").first.click()
    page.get_by_label("Hằng tuần, vào").check()
    page.get_by_label("Thứ trong tuần").select_option("thứ Hai")
    page.locator(".save-bar").get_by_role("button", name="Lưu mục").click()
    page.get_by_role("status").get_by_text("Đã lưu mục.").wait_for()
    weekly = second.get_by_text("Hằng tuần, thứ Hai").is_visible()

    page.get_by_label("Mục II.1", exact=True).get_by_role("link", name="Tách").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Tách mục").click()
    page.get_by_role("status").get_by_text("Đã tách mục.").wait_for()
    split = [path for path, _ in clauses(world)]
    page.get_by_label("Mục II.1(2)", exact=True).get_by_role("button", name="Bỏ").click()
    page.get_by_role("button", name="Lấy lại mục này").click()
    page.get_by_role("status").get_by_text("Đã lấy lại mục.").wait_for()
    page.get_by_label("Mục II.2", exact=True).get_by_role("button", name="Gộp với mục sau").click()
    page.get_by_role("status").get_by_text("Đã gộp hai mục làm một.").wait_for()
    page.get_by_role("button", name="Xác nhận và giao việc").click()

    page.get_by_role("status").get_by_text("Đã xác nhận kế hoạch và giao việc.").wait_for()
    assert (weekly, split) == (True, ["II.1", "II.1(2)", "II.2", "II.3"])
    assert [path for path, _ in clauses(world)] == ["II.1", "II.1(2)", "II.2"]


def in_view(page: Page, selector: str) -> bool:
    seen: bool = page.locator(selector).evaluate(
        "one => { const box = one.getBoundingClientRect();"
        " return box.height > 0 && box.top >= 0 && box.top < innerHeight; }"
    )
    return seen


@pytest.mark.parametrize("width", [1280, 390])
def test_a_press_on_the_document_leads_to_its_clause_and_back(
    world: World, address: str, chromium: Browser, width: int
) -> None:
    page = signed_in(world, address, chromium, width=width).new_page()
    hand_in(page, address, TEXT)
    page.get_by_role("heading", name="Các mục giao việc").wait_for()
    switch = page.get_by_role("navigation", name="Chuyển giữa văn bản và dự thảo")
    if width == 390:
        switch.get_by_role("link", name="Văn bản").click()

    page.locator(".line.clause .to").nth(2).click()
    there = in_view(page, "#muc-3")
    page.locator("#muc-3").get_by_role("link", name="Xem trong văn bản").click()

    assert there
    assert in_view(page, ".line.clause:has(a[href='#muc-3'])")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_pages_of_a_draft_fit_a_phone_and_keep_the_security_policy(
    world: World, address: str, chromium: Browser
) -> None:
    page = signed_in(world, address, chromium, width=390).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    hand_in(page, address, TEXT)
    page.get_by_role("heading", name="Các mục giao việc").wait_for()
    names = ["sua-muc?muc=II.1", "tach-muc?muc=II.1", "them-muc", "sua-thong-tin", "sua-dot",
             "bo-du-thao", "ro-viec"]  # fmt: skip

    widths = {}
    for name in names:
        page.goto(f"{address}/ke-hoach/2/{name}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        widths[name] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(names, 390)
    assert complaints == []
