"""Forms that change the dates of a plan in force, each with somebody else who comes first."""

from typing import Any

from dondoc.usecases import anchors
from dondoc.usecases.actor import SYSTEM
from tests.board.clash_directory import OFFICER, at
from tests.board.clashes import Case, form_fields
from tests.board.world import World

PLAN = "/ke-hoach/1"
DUTY = f"{PLAN}/nhiem-vu/1/dinh-ky"
LADDER = f"{PLAN}/nhiem-vu/1/thang-nhac"
ANCHOR = f"{PLAN}/moc/tinh-ban-hanh-huong-dan"


def anchor(world: World) -> None:
    with world.app.transaction() as session:
        anchors.add(session, 1, "tỉnh ban hành hướng dẫn", actor=SYSTEM, now=world.now)


def agreed(page: str, action: str, **typed: Any) -> Any:
    """What another officer previews and confirms."""

    def act(world: World) -> object:
        browser = world.signed_in("officer")
        form = form_fields(browser.get(page).text, action) | typed
        shown = browser.post(action, data=form)
        yes = form_fields(shown.text, action) | {"lam": "luu"}
        answer = browser.post(action, data=yes, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return answer

    return act


def rows(**columns: list[str]) -> dict[str, list[str]]:
    return columns


MINE = rows(key=["2025-1", ""], name=["Đợt xuân", ""], starts_on=["2025-01-01", ""],
            ends_on=["2025-06-15", ""], summary=["interim", "interim"], summary_due=["", ""])  # fmt: skip
THEIRS = MINE | rows(name=["Đợt 1", ""], ends_on=["2025-05-30", ""])
CASES: dict[str, Case] = {
    "/ke-hoach/{number}/dot": Case(
        at(f"{PLAN}/dot", f"{PLAN}/dot"), MINE | {"reason": "họp Hội đồng sớm", "lam": "xem"},
        agreed(f"{PLAN}/dot", f"{PLAN}/dot", **THEIRS, reason="tỉnh tổng kết sớm", lam="xem"),
        ("xuân", "15/06/2025", "họp Hội đồng sớm"),
        (OFFICER, "30/05/2025", "tỉnh tổng kết sớm"),
    ),
    "/ke-hoach/{number}/nhiem-vu/{duty_id}/dinh-ky": Case(
        at(DUTY, DUTY), {"d0-way": "periodic", "d0-period": "monthly", "d0-day": "20",
                         "reason": "báo cáo hằng tháng", "lam": "xem"},
        agreed(DUTY, DUTY, **{"d0-way": "dates", "d0-on": ["2025-04-25"]}, reason="tỉnh gia hạn",
               lam="xem"),
        ("hằng tháng", "báo cáo hằng tháng"), (OFFICER, "25/04/2025", "tỉnh gia hạn"),
    ),
    "/ke-hoach/{number}/nhiem-vu/{duty_id}/thang-nhac": Case(
        at(LADDER, LADDER), {"l-before": "9, 4", "reason": "việc lớn", "lam": "xem"},
        agreed(LADDER, LADDER, **{"l-before": "2", "l-on_day": ""}, reason="nhắc ít thôi", lam="xem"),
        ("trước hạn 9, 4 ngày", "việc lớn"), (OFFICER, "trước hạn 2 ngày", "nhắc ít thôi"),
    ),
    "/ke-hoach/{number}/moc/{key}": Case(
        at(f"{PLAN}/moc", ANCHOR), {"on": "2025-03-20", "document_number": "12/HD", "lam": "xem"},
        agreed(f"{PLAN}/moc", ANCHOR, on="2025-03-18", document_title="Hướng dẫn của tỉnh", lam="xem"),
        ("20/03/2025", "12/HD"), (OFFICER, "18/03/2025", "Hướng dẫn của tỉnh"), before=anchor,
    ),
}  # fmt: skip
