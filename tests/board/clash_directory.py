"""Forms about contacts, absences and the calendar, each with somebody else who comes first."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlmodel import select

from models.ward import Absence, Contact
from tests.board.clashes import Case, form_fields
from tests.board.world import World, send

OFFICER = "Trần Thị Nội, 08:00, thứ Hai, 03/03/2025, trên trang theo dõi"
Page = Callable[[World], tuple[str, str]]
Act = Callable[[World], object]


def contact(form: str) -> Page:
    def page(world: World) -> tuple[str, str]:
        with world.app.reading() as session:
            row = session.exec(select(Contact).where(Contact.name.in_(NAMES))).first()  # type: ignore[attr-defined]
        path = f"/dau-moi/{row.id if row else 0}"
        return path, f"{path}/{form}"

    return page


NAMES = ("Lê Văn Đài", "Lê Văn Đài (sửa)")


def absence(form: str) -> Page:
    def page(world: World) -> tuple[str, str]:
        with world.app.reading() as session:
            row = session.exec(select(Absence)).one()
        return f"/vang-mat/{row.id}", f"/vang-mat/{row.id}/{form}"

    return page


def at(page: str, action: str) -> Page:
    return lambda _: (page, action)


def saved(page: Page, **typed: Any) -> Act:
    """What another officer saves in the same form, whatever else it holds."""

    def act(world: World) -> object:
        path, action = page(world)
        browser = world.signed_in("officer")
        form = form_fields(browser.get(path).text, action) | typed
        answer = browser.post(action, data=form, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return answer

    return act


def day_off(world: World, *, day: str = "2025-03-24", reason: str = "nghỉ tránh bão") -> None:
    browser, path = world.signed_in("officer"), "/lich-lam-viec"
    typed = {"first": day, "kind": "off", "reason": reason}
    form = form_fields(browser.get(path).text, f"{path}/ngay#khai-bao") | typed
    shown = browser.post(f"{path}/ngay", data=form)
    browser.post(f"{path}/ngay", data=form_fields(shown.text, f"{path}/ngay") | {"lam": "luu"})


def in_november(world: World) -> None:
    world.now = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)


AWAY = saved(contact("vang-mat"), from_on="2025-03-10", to_on="2025-03-14", deputy_name="Ngô Út",
             deputy_email="ut@phuong4.example", reason="đi học")  # fmt: skip
FIXED = saved(contact("sua"), title="Phó ban", name="Lê Văn Đài (sửa)")
CALENDAR = "/lich-lam-viec"
NEXT = f"{CALENDAR}?nam=2026"
CASES: dict[str, Case] = {
    "/dau-moi/{number}/sua": Case(
        contact("sua"), {"name": "Lê Đài", "email": "ledai@phuong4.example"}, FIXED,
        ("Lê Đài", "ledai@phuong4.example", "chỉ bạn sửa"),
        (OFFICER, "Phó ban", "chỉ người khác sửa", "Lê Văn Đài (sửa)"),
    ),
    "/dau-moi/{number}/thay": Case(
        contact("thay"), {"name": "Trần Mới", "email": "moi@phuong4.example", "from_on": "2025-03-10"},
        FIXED, ("Trần Mới", "moi@phuong4.example", "2025-03-10"), (OFFICER, "Phó ban"),
    ),
    "/dau-moi/{number}/thoi": Case(
        contact("thoi"), {"last_on": "2025-03-21", "reason": "chuyển công tác"},
        saved(contact("thoi"), last_on="2025-03-28", reason="nghỉ hưu"),
        ("2025-03-21", "chuyển công tác"), (OFFICER, "28/03/2025", "nghỉ hưu"),
    ),
    "/dau-moi/{number}/ngung-nhac": Case(
        contact("ngung-nhac"), {"until": "2025-03-21", "reason": "đi học"}, FIXED,
        ("2025-03-21", "đi học"), (OFFICER, "Phó ban"),
    ),
    "/dau-moi/{number}/nhac-lai": Case(
        contact("nhac-lai"), {}, FIXED, ("Nhắc trở lại",), (OFFICER, "Phó ban"),
        before=saved(contact("ngung-nhac"), until="2025-03-21", reason="đi học"),
    ),
    "/vang-mat/{number}/sua": Case(
        absence("sua"), {"to_on": "2025-03-12", "reason": "học ngắn hơn"},
        saved(absence("sua"), to_on="2025-03-21"), ("12/03/2025", "học ngắn hơn"),
        (OFFICER, "21/03/2025"), before=AWAY,
    ),
    "/vang-mat/{number}/bo": Case(
        absence("bo"), {}, saved(absence("sua"), to_on="2025-03-21"), ("Bỏ lần vắng mặt",),
        (OFFICER, "21/03/2025", "Hiện đang ghi"), before=AWAY,
    ),
    f"{CALENDAR}/ngay": Case(
        at(CALENDAR, f"{CALENDAR}/ngay#khai-bao"),
        {"first": "2025-03-21", "kind": "off", "reason": "ngày truyền thống", "lam": "xem"}, day_off,
        ("2025-03-21", "ngày truyền thống", "ngày nghỉ"), (OFFICER, "24/03/2025", "nghỉ tránh bão"),
    ),
    f"{CALENDAR}/xac-nhan": Case(
        at(NEXT, f"{CALENDAR}/xac-nhan"), {},
        lambda world: day_off(world, day="2026-03-24", reason="nghỉ tránh bão"),
        ("Xác nhận lịch năm 2026",), ("24/03/2026", "nghỉ tránh bão"), before=in_november,
    ),
}  # fmt: skip

__all__ = ["CASES", "OFFICER", "saved", "send"]
