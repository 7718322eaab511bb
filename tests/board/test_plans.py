"""Plans on the board: read, previewed, edited, confirmed."""

from datetime import UTC, date, datetime

import pytest
import yaml
from sqlmodel import col, select

from dondoc.rules.cadence import Cadence
from dondoc.rules.cadence_words import words
from models.assignment import Assignment
from models.plan import Plan, PlanState
from tests.board.world import DRAFT, World, hidden, seen, send


def draft(world: World) -> str:
    with world.app.transaction() as session:
        plan = Plan(
            ward_id=world.row("V.1").ward_id,
            title="Kế hoạch đợt hai",
            year=2025,
            content_hash="1" * 64,
            draft=DRAFT,
            imported_at=world.now,
        )
        session.add(plan)
        session.flush()
        return f"/ke-hoach/{plan.id}"


def stored(world: World, path: str) -> tuple[Plan, int]:
    number = int(path.rsplit("/", 1)[1])
    with world.app.reading() as session:
        wanted = col(Assignment.plan_id) == number
        count = len(session.exec(select(Assignment).where(wanted)).all())
        return session.get_one(Plan, number), count


def test_a_draft_shows_what_would_be_dated_and_sends_nothing(world: World) -> None:
    path = draft(world)
    before = world.dump()

    page = seen(world.signed_in("officer").get(path))

    assert "Sẽ giao 05 nhiệm vụ cho 04 đơn vị." in page
    assert "01 nhiệm vụ có ngày ghi trong văn bản đã qua" in page
    assert "Đợt 1 01/01/2025 30/06/2025 sơ kết" in page
    before["web_session"], before["login_code"] = [], []
    after = world.dump() | {"web_session": [], "login_code": []}
    assert after == before


def test_confirming_dates_the_work_from_the_given_day(world: World) -> None:
    path = draft(world)

    answer = send(world.signed_in("officer"), path, f"{path}/giao-viec", issued_on="2025-02-03")

    plan, count = stored(world, path)
    assert answer.headers["location"] == f"{path}?xong=giao-viec"
    assert (plan.state, plan.issued_on, plan.confirmed_by, count) == (
        PlanState.IN_FORCE,
        date(2025, 2, 3),
        "Trần Thị Nội",
        5,
    )


def test_a_plan_that_lies_in_the_past_goes_into_the_archive(world: World) -> None:
    path = draft(world)
    world.now = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)
    browser = world.signed_in("officer")

    page = seen(browser.get(f"{path}?issued_on=2025-01-06"))
    send(browser, path, f"{path}/giao-viec", issued_on="2025-01-06", for_the_record="true")

    assert "Toàn bộ thời gian của kế hoạch này đã qua." in page
    plan, count = stored(world, path)
    assert (plan.state, count) == (PlanState.ARCHIVED, 0)


def test_a_plan_is_confirmed_once_and_only_by_the_officer(world: World) -> None:
    path = draft(world)
    officer, vice = world.signed_in("officer"), world.signed_in("vice")
    form = hidden(officer.get(path).text, f"{path}/giao-viec")

    refused = vice.post(f"{path}/giao-viec", data=hidden(vice.get(path).text, "/dang-xuat"))
    officer.post(f"{path}/giao-viec", data=form)
    again = officer.post(f"{path}/giao-viec", data=form)

    assert (refused.status_code, again.status_code) == (403, 409)
    assert "không còn là dự thảo" in seen(again)
    assert stored(world, path)[1] == 5


def test_the_draft_goes_out_as_yaml_and_comes_back_edited(world: World) -> None:
    path = draft(world)
    browser = world.signed_in("officer")
    shape = yaml.safe_load(browser.get(f"{path}/du-thao.yaml").text)
    shape["clauses"] = shape["clauses"][:2]
    edited = yaml.safe_dump(shape, allow_unicode=True).encode()

    form = hidden(browser.get(path).text, f"{path}/du-thao")
    browser.post(f"{path}/du-thao", data=form, files={"file": ("d.yaml", edited)})

    assert "Sẽ giao 02 nhiệm vụ cho 02 đơn vị." in seen(browser.get(path))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"clauses: [", "không đúng cách viết YAML"),
        (b"\xff\xfe", "Tệp dự thảo không phải văn bản UTF-8."),
        (b"", "Chưa chọn tệp dự thảo."),
    ],
)
def test_a_wrong_draft_is_explained_in_one_line_and_changes_nothing(
    world: World, content: bytes, told: str
) -> None:
    path = draft(world)
    browser = world.signed_in("officer")
    form = hidden(browser.get(path).text, f"{path}/du-thao")
    before = world.dump()

    files = {"file": ("d.yaml", content)} if content else None
    answer = browser.post(f"{path}/du-thao", data=form, files=files)

    assert (answer.status_code, world.dump()) == (422, before)
    assert told in seen(answer)


@pytest.mark.parametrize(
    ("cadence", "said"),
    [
        ({"form": "once", "days": 15}, "một lần, 15 ngày làm việc sau ngày ban hành"),
        ({"form": "monthly", "day": 25}, "hằng tháng, ngày 25"),
        ({"form": "quarterly", "day": -1}, "hằng quý, ngày cuối"),
        ({"form": "quarterly", "day": 5, "month": 1}, "hằng quý, ngày 5 tháng thứ 1 của kỳ"),
        ({"form": "yearly", "day": 5, "month": 11}, "hằng năm, ngày 5 tháng 11"),
        ({"form": "rrule", "rule": "FREQ=WEEKLY;BYDAY=FR"}, "hằng tuần, thứ Sáu"),
        (
            {"form": "each_wave", "edge": "end", "days": -10},
            "mỗi đợt, 10 ngày làm việc trước ngày kết thúc đợt",
        ),
        (
            {"form": "each_wave", "edge": "start", "days": 5},
            "mỗi đợt, 5 ngày làm việc sau ngày bắt đầu đợt",
        ),
        (
            {"form": "each_wave", "edge": "end", "days": 15, "on_summary_due": True},
            "mỗi đợt, đúng hạn sơ kết, tổng kết của đợt",
        ),
        ({"form": "none"}, "không đặt hạn"),
        ({"form": "dates", "dates": [{"on": "2025-06-14"}]}, "ngày 14/06/2025"),
    ],
)
def test_a_cadence_is_put_into_words(cadence: dict[str, object], said: str) -> None:
    assert words(Cadence.from_json(cadence)) == said
