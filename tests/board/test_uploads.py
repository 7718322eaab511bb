"""A document on its way to a draft: handed in, read beside the pages, followed to its end."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from dondoc.board.reader import MOST_AT_ONCE, Reader
from dondoc.reading.draft import Reading
from dondoc.reading.progress import Report
from dondoc.reading.read import read_text
from dondoc.usecases import uploads
from dondoc.usecases.uploads import LEASE
from models.plan import Plan, PlanState, PlanUpload, UploadState
from tests.board.world import World, hidden, seen

TEXT = Path(__file__).with_name("plan.txt").read_bytes()
#: Long enough for a reader that hangs to be noticed, far longer than any of these takes.
PATIENCE = 60


def give(world: World, name: str = "Kế hoạch 34.txt", content: bytes = TEXT) -> int:
    """Put a document into the queue without waking anybody."""
    with world.app.transaction() as session:
        upload = uploads.give(
            session, world.row("V.1").ward_id, file_name=name, content=content, by="Nội",
            now=world.now,
        )  # fmt: skip
        return upload.id or 0


def row(world: World, number: int) -> PlanUpload:
    with world.app.reading() as session:
        return session.get_one(PlanUpload, number)


def test_a_document_is_read_into_a_draft_once(world: World) -> None:
    browser = world.signed_in("officer")

    first = browser.get(world.hand_in(browser, "Kế hoạch 34.txt", TEXT), follow_redirects=False)
    path = first.headers["location"]
    second = browser.get(world.hand_in(browser, "Kế hoạch 34.txt", TEXT))

    with world.app.reading() as session:
        plan = session.get_one(Plan, int(path.rsplit("/", 1)[1]))
    assert (first.status_code, plan.state, plan.number, plan.file_name) == (
        303, PlanState.DRAFT, "34/KH-UBND", "Kế hoạch 34.txt",
    )  # fmt: skip
    assert "Cán bộ Đài truyền thanh" in seen(browser.get(path))
    assert f"Kế hoạch này đã nhập (số {plan.id}), không có gì thay đổi." in seen(second)
    assert f'href="{path}"' in second.text
    assert browser.get(f"{path}/van-ban").content == TEXT


@pytest.mark.parametrize(
    ("name", "content"), [("trống.txt", b""), ("ảnh.exe", b"MZ"), ("bảng.xlsx", b"PK")]
)
def test_what_can_be_told_at_once_is_refused_before_it_is_stored(
    world: World, name: str, content: bytes
) -> None:
    browser = world.signed_in("officer")
    form = hidden(browser.get("/ke-hoach/moi").text, "/ke-hoach/moi")
    before = world.dump()

    answer = browser.post("/ke-hoach/moi", data=form, files={"file": (name, content)})

    assert (answer.status_code, world.dump()) == (422, before)
    assert answer.text.count('class="error"') == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("thơ.txt", "Chỉ là một bài thơ.".encode(), "Không tìm thấy phần giao nhiệm vụ"),
        ("giả.docx", b"not a zip", "giả.docx"),
    ],
)
def test_what_is_no_plan_ends_in_one_clear_line_and_no_draft(
    world: World, name: str, content: bytes, told: str
) -> None:
    browser = world.signed_in("officer")

    answer = browser.get(world.hand_in(browser, name, content))

    assert told in seen(answer)
    assert "Chọn tệp khác" in seen(answer)
    assert answer.text.count('class="alarm"') == 1
    assert "Chưa đọc được:" in seen(browser.get("/ke-hoach"))
    with world.app.reading() as session:
        assert len(session.exec(select(Plan)).all()) == 1


def test_the_page_tells_the_page_that_is_read_and_refreshes_itself(world: World) -> None:
    number = give(world)
    with world.app.transaction() as session:
        held = uploads.take(session, now=world.now)
        assert held is not None
        uploads.note(session, held, done=2, total=20, now=world.now)
    browser = world.signed_in("officer")

    page = browser.get(f"/ke-hoach/dang-doc/{number}")
    told = browser.get(f"/ke-hoach/dang-doc/{number}/tien-do").json()

    assert "Đang đọc trang 3/20" in seen(page)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.text
    assert told == {"state": "reading", "done": 2, "total": 20, "words": "Đang đọc trang 3/20"}
    assert "Đã đọc 2/20 trang" in seen(browser.get("/ke-hoach"))


def test_a_document_that_waits_says_how_many_come_before(world: World) -> None:
    numbers = [give(world) for _ in range(3)]
    world.board.state.reader.stop()
    browser = world.signed_in("officer")

    told = [browser.get(f"/ke-hoach/dang-doc/{number}/tien-do").json() for number in numbers]

    assert [one["words"] for one in told] == [
        "Đang chuẩn bị đọc",
        "Đang chờ đến lượt: còn 01 văn bản trước",
        "Đang chờ đến lượt: còn 02 văn bản trước",
    ]


def test_two_documents_are_read_at_once_and_the_third_waits(world: World) -> None:
    numbers = [give(world, f"{n}.txt", TEXT.replace(b"34", b"4%d" % n)) for n in range(3)]
    both_read, go_on = threading.Barrier(MOST_AT_ONCE + 1), threading.Event()

    def read(path: Path, report: Report) -> Reading:
        if not go_on.is_set():
            both_read.wait(PATIENCE)
            go_on.wait(PATIENCE)
        return read_text(path.read_text())

    reader = Reader(lambda: world.app, now=lambda: world.now, read=read)
    for _ in numbers:
        reader.wake()
    both_read.wait(PATIENCE)
    held = [row(world, number).held_until is not None for number in numbers]
    go_on.set()
    reader.wait()

    assert held == [True, True, False]
    assert [row(world, number).state for number in numbers] == [UploadState.READ] * 3


def test_a_board_that_starts_takes_up_what_another_left_when_it_died(world: World) -> None:
    number = give(world)
    with world.app.transaction() as session:
        uploads.take(session, now=world.now)
    browser = world.signed_in("officer")
    path = f"/ke-hoach/dang-doc/{number}"

    early = browser.get(path, follow_redirects=False)
    world.board.state.reader.wait()
    world.now += LEASE
    browser.get(path)
    world.board.state.reader.wait()
    late = browser.get(path, follow_redirects=False)

    assert (early.status_code, late.status_code) == (200, 303)
    assert (row(world, number).state, row(world, number).tries) == (UploadState.READ, 2)


def test_a_reader_that_lost_its_document_stops_and_stores_nothing(world: World) -> None:
    number = give(world)

    def read(path: Path, report: Report) -> Reading:
        with world.app.transaction() as session:
            taken = uploads.take(session, now=world.now + LEASE)
        assert taken is not None
        report(1, 2)
        return read_text(path.read_text())

    reader = Reader(lambda: world.app, now=lambda: world.now, read=read)
    reader.wake()
    reader.wait()

    assert (row(world, number).state, row(world, number).tries) == (UploadState.READING, 2)
    with world.app.reading() as session:
        assert len(session.exec(select(Plan)).all()) == 1


def test_whoever_waits_never_meets_a_reader_that_has_not_begun(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system may take its time between making a thread and beginning it."""
    reader = Reader(lambda: world.app, now=lambda: world.now)
    waker = threading.Thread(target=reader.wake)
    begin, never = threading.Thread.start, threading.Event()

    def slowly(thread: threading.Thread) -> None:
        if thread is not waker:
            never.wait(0.2)
        begin(thread)

    monkeypatch.setattr(threading.Thread, "start", slowly)
    waker.start()
    while not reader._threads:
        never.wait(0.01)
    reader.wait()
    waker.join()

    assert not reader._threads


def test_a_reader_that_breaks_leaves_the_document_to_the_next(world: World) -> None:
    number = give(world)

    def broken(path: Path, report: Report) -> Reading:
        raise ZeroDivisionError

    reader = Reader(lambda: world.app, now=lambda: world.now, read=broken)
    reader.wake()
    reader.wait()
    waiting = row(world, number).state
    world.now += LEASE + timedelta(seconds=1)
    world.board.state.reader.wake()
    world.board.state.reader.wait()

    assert (waiting, row(world, number).state) == (UploadState.READING, UploadState.READ)


def test_only_the_officer_hands_in_and_nobody_sees_another_wards_document(world: World) -> None:
    number = give(world)
    vice = world.signed_in("vice")
    with world.app.transaction() as session:
        upload = session.get_one(PlanUpload, number)
        session.expunge(upload)
    form = hidden(world.signed_in("officer").get("/ke-hoach/moi").text, "/ke-hoach/moi")

    asked = vice.get("/ke-hoach/moi")
    sent = vice.post("/ke-hoach/moi", data=form, files={"file": ("a.txt", TEXT)})
    unknown = vice.get("/ke-hoach/dang-doc/99")

    # The form of another browser session is not taken either.
    assert (asked.status_code, sent.status_code, unknown.status_code) == (403, 409, 404)


def test_a_very_long_name_with_odd_letters_is_no_hindrance(world: World) -> None:
    browser = world.signed_in("officer")

    path = world.hand_in(browser, "Kế hoạch " * 40 + ".txt", TEXT)

    assert browser.get(path, follow_redirects=False).status_code == 303
