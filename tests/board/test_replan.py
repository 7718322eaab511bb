"""The pages that change dates in mid-year: waves, anchors, a duty's rhythm, and the yes between."""

import os
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlmodel import col, select

from dondoc.board.deps import COOKIE
from dondoc.usecases import anchors, confirm, sleep
from dondoc.usecases.actor import SYSTEM
from models.assignment import Assignment, State
from models.outbox import Notice
from models.plan import Plan, Wave
from tests.board.test_browser import chromium, served
from tests.board.world import WARD, World, hidden, seen, send

__all__ = ["chromium"]

WAVES = [
    {"key": "2025-1", "name": "Đợt 1", "from": "2025-01-06", "to": "2025-06-30", "summary": "interim"},
    {"key": "2025-2", "name": "Đợt 2", "from": "2025-07-01", "to": "2025-12-31", "summary": "final"},
]  # fmt: skip
END = {"form": "each_wave", "edge": "end", "days": -5, "certainty": "stated"}
PICTURES = os.environ.get("PICTURES", "")


def duty(path: str, unit: str, text: str) -> dict[str, object]:
    name = next(str(one["name"]) for one in WARD["units"] if one["key"] == unit)
    lead = [{"name": name, "units": [unit]}]
    return {
        "path": path, "text": text, "mode": "assign", "lead": lead,
        "duties": [{"text": text, "kind": "report", "cadence": END}],
    }  # fmt: skip


@pytest.fixture
def plan(world: World) -> int:
    """A second plan in force, of which two duties end with each wave."""
    clauses = [
        duty("V.1", "radio", "phát thanh về phong trào"),
        duty("V.2", "web", "đăng tin về phong trào"),
    ]
    with world.app.transaction() as session:
        made = Plan(
            ward_id=1, title="Phong trào theo đợt", number="20/KH-UBND", year=2025,
            issued_on=date(2025, 1, 6), content_hash="1" * 64, imported_at=world.now,
            draft={"clauses": clauses, "waves": WAVES},
        )  # fmt: skip
        session.add(made)
        session.flush()
        confirm.confirm(session, made.id or 0, actor=SYSTEM, now=world.now)
        for notice in session.exec(select(Notice)).all():
            session.delete(notice)
        return made.id or 0


def fields(first_until: str = "2025-05-30", reason: str = "họp Hội đồng") -> dict[str, object]:
    return {
        "key": ["2025-1", "2025-2"], "name": ["Đợt 1", "Đợt 2"],
        "starts_on": ["2025-01-06", "2025-07-01"], "ends_on": [first_until, "2025-12-31"],
        "summary": ["interim", "final"], "summary_due": ["", ""], "reason": reason,
    }  # fmt: skip


def dues(world: World, number: int) -> list[str]:
    with world.app.reading() as session:
        rows = session.exec(
            select(Assignment).where(Assignment.plan_id == number).order_by(col(Assignment.id))
        ).all()
        return [f"{row.state.value} {row.due_at:%Y-%m-%d}" for row in rows]


BEFORE = ["assigned 2025-06-23", "assigned 2025-12-24"] * 2
AFTER = ["assigned 2025-05-23", "assigned 2025-12-24"] * 2


def test_the_preview_shows_what_moves_and_who_gets_a_mail_and_writes_nothing(
    world: World, plan: int
) -> None:
    page = f"/ke-hoach/{plan}/dot"

    answer = send(world.signed_in("officer"), page, page, **fields(), lam="xem")

    words = seen(answer)
    assert answer.status_code == 200
    assert "Chuyển thời hạn: 02 . Các nhiệm vụ khác không thay đổi." in words
    assert "Thư sẽ gửi tới: Cán bộ Đài truyền thanh; Trang thông tin điện tử." in words
    assert "23/06/2025 23/05/2025" in words
    assert dues(world, plan) == BEFORE


def test_the_yes_does_what_was_shown(world: World, plan: int) -> None:
    page, officer = f"/ke-hoach/{plan}/dot", world.signed_in("officer")
    shown = send(officer, page, page, **fields(), lam="xem")

    done = officer.post(
        page, data=fields() | hidden(shown.text, page) | fields() | {"lam": "luu"},
        follow_redirects=False,
    )  # fmt: skip

    assert done.headers["location"] == f"/ke-hoach/{plan}?xong=tinh-lai"
    assert dues(world, plan) == AFTER
    assert "Đã ghi và tính lại thời hạn." in seen(officer.get(done.headers["location"]))


def test_whoever_comes_second_sees_both_and_nothing_is_overwritten(world: World, plan: int) -> None:
    page, officer = f"/ke-hoach/{plan}/dot", world.signed_in("officer")
    form = hidden(officer.get(page).text, page)
    shown = officer.post(page, data=form | fields() | {"lam": "xem"})
    officer.post(page, data=hidden(shown.text, page) | fields() | {"lam": "luu"})

    late = officer.post(page, data=form | fields("2025-05-20") | {"lam": "xem"})

    assert late.status_code == 409
    assert "Người khác vừa thay đổi kế hoạch này" in seen(late)
    assert "20/05/2025" in seen(late)
    assert "30/05/2025" in seen(late)
    assert dues(world, plan) == AFTER


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (fields("2025-08-01"), "trùng ngày nhau"),
        (fields("2025-01-01"), "Ngày kết thúc phải sau ngày bắt đầu."),
        (fields(reason=""), "phải ghi rõ lý do"),
    ],
)
def test_waves_that_do_not_hold_come_back_with_the_reason(
    world: World, plan: int, given: dict[str, object], words: str
) -> None:
    page = f"/ke-hoach/{plan}/dot"

    answer = send(world.signed_in("officer"), page, page, **given, lam="xem")

    assert answer.status_code == 422
    assert words in seen(answer)
    assert dues(world, plan) == BEFORE


def test_going_back_from_the_preview_keeps_what_was_typed(world: World, plan: int) -> None:
    page = f"/ke-hoach/{plan}/dot"

    answer = send(world.signed_in("officer"), page, page, **fields(), lam="sua")

    assert (answer.status_code, 'value="2025-05-30"' in answer.text) == (200, True)
    assert "họp Hội đồng</textarea>" in answer.text


@pytest.mark.parametrize("page", ["dot", "nhiem-vu/1/dinh-ky"])
def test_leaders_may_not_change_dates(world: World, plan: int, page: str) -> None:
    assert world.signed_in("vice").get(f"/ke-hoach/{plan}/{page}").status_code == 403


def test_a_rhythm_is_changed_from_the_plan_s_page(world: World, plan: int) -> None:
    officer = world.signed_in("officer")
    link = officer.get(f"/ke-hoach/{plan}").text.split('/dinh-ky"')[0].rpartition('"')[2]
    page = f"{link}/dinh-ky"
    rhythm = {
        "d0-way": "periodic", "d0-period": "quarterly", "d0-day": "20", "d0-month": "",
        "reason": "gộp báo cáo",
    }  # fmt: skip

    shown = send(officer, page, page, **rhythm, lam="xem")
    done = officer.post(
        page, data=hidden(shown.text, page) | rhythm | {"lam": "luu"}, follow_redirects=False
    )

    assert "Thêm nhiệm vụ: 02" in seen(shown)
    assert done.headers["location"] == f"/ke-hoach/{plan}?xong=tinh-lai"
    assert sorted(dues(world, plan))[:5] == [
        "assigned 2025-03-20", "assigned 2025-06-20", "assigned 2025-06-23", "assigned 2025-09-19",
        "assigned 2025-12-19",
    ]  # fmt: skip


def asleep(world: World, plan: int) -> str:
    """Let the radio's first assignment wait for an anchor; returns the anchor's key."""
    with world.app.transaction() as session:
        guide = anchors.add(session, plan, "tỉnh ban hành hướng dẫn", actor=SYSTEM, now=world.now)
        row = session.exec(select(Assignment).where(Assignment.plan_id == plan)).first()
        sleep.put_to_sleep(
            session, row.id or 0 if row else 0, anchor=guide.key, actor=SYSTEM, now=world.now
        )
        return guide.key


def test_what_sleeps_stands_on_the_board_and_wakes_when_the_document_is_recorded(
    world: World, plan: int
) -> None:
    key, officer = asleep(world, plan), world.signed_in("officer")
    home = officer.get("/")
    page, action = f"/ke-hoach/{plan}/moc", f"/ke-hoach/{plan}/moc/{key}"
    document = {"on": "2025-03-01", "document_number": "15/HD", "document_title": "hướng dẫn xét"}

    shown = send(officer, page, action, **document, lam="xem")
    done = officer.post(
        action, data=hidden(shown.text, action) | document | {"lam": "luu"}, follow_redirects=False
    )

    assert "chờ tỉnh ban hành hướng dẫn" in seen(home)
    assert f'href="{page}#moc-{key}"' in home.text
    assert "Tiếp tục thực hiện: 01" in seen(shown)
    assert done.headers["location"] == f"{page}?xong=moc"
    assert "số 15/HD hướng dẫn xét" in seen(officer.get(page))
    assert dues(world, plan) == BEFORE


def test_an_anchor_without_a_day_or_name_is_asked_for_again(world: World, plan: int) -> None:
    key, officer = asleep(world, plan), world.signed_in("officer")
    page, action = f"/ke-hoach/{plan}/moc", f"/ke-hoach/{plan}/moc/{key}"

    undated = send(officer, page, action, on="", lam="xem")
    unnamed = send(officer, page, page, name="x")

    assert (undated.status_code, "Hãy chọn ngày của mốc." in seen(undated)) == (422, True)
    assert (unnamed.status_code, "Hãy ghi tên của mốc" in seen(unnamed)) == (422, True)


def test_the_officer_lets_work_sleep_for_an_anchor(world: World, plan: int) -> None:
    with world.app.transaction() as session:
        guide = anchors.add(session, plan, "bầu cử", actor=SYSTEM, now=world.now)
        row = session.exec(select(Assignment).where(Assignment.plan_id == plan)).first()
        number, key = (row.id if row else 0), guide.key
    page = f"/nhiem-vu/{number}"

    send(world.signed_in("officer"), page, f"{page}/tam-dung", anchor=key, reason="")

    with world.app.reading() as session:
        after = session.get_one(Assignment, number)
    assert (after.state, after.anchor_key, after.sleeping_for) == (State.SLEEPING, key, "bầu cử")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_waves_are_changed_in_a_real_browser(
    world: World, plan: int, chromium: Browser, width: int, tmp_path: Path
) -> None:
    asleep(world, plan)
    folder = Path(PICTURES or tmp_path)
    cookie = world.signed_in("officer").cookies[COOKIE]
    with served(world) as address:
        context = chromium.new_context(viewport={"width": width, "height": 900})
        context.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
        page = context.new_page()
        wide: list[bool] = []

        def look(name: str) -> None:
            page.screenshot(path=folder / f"{name}_{width}.png", full_page=True)
            wide.append(bool(page.evaluate("document.documentElement.scrollWidth > innerWidth")))

        page.goto(f"{address}/")
        look("rp_home")
        page.goto(f"{address}/ke-hoach/{plan}/moc")
        look("rp_anchors")
        page.goto(f"{address}/ke-hoach/{plan}")
        look("rp_plan")
        page.get_by_role("link", name="sửa định kỳ").first.click()
        look("rp_cadence")
        page.goto(f"{address}/ke-hoach/{plan}/dot")
        page.get_by_label("Đến ngày").first.fill("2025-05-30")
        page.get_by_label("Lý do thay đổi").fill("Hội đồng Thi đua họp sớm")
        look("rp_waves")
        page.get_by_role("button", name="Xem trước").click()
        look("rp_preview")
        page.get_by_role("button", name="Xác nhận và gửi thư").click()
        done = page.get_by_role("status").inner_text()
        context.close()

    assert done == "Đã ghi và tính lại thời hạn. Đơn vị có việc thay đổi sẽ nhận thư."
    assert wide == [False] * 6
    with world.app.reading() as session:
        ends = [w.ends_on for w in session.exec(select(Wave).where(Wave.plan_id == plan))]
    assert sorted(ends) == [date(2025, 5, 30), date(2025, 12, 31)]
