"""A stated day inside Tết is warned of at once, with the last working moment before it."""

from datetime import datetime

from dondoc.usecases import clarity, draft_change
from dondoc.usecases.draft import of_plan
from dondoc.wiring import App
from tests.factories import OFFICER, clause, draft_plan, load, on_dates

WORDS = "hạn 18/02/2026 rơi vào ngày nghỉ (Tết Nguyên đán), trong đợt nghỉ từ 14/02 đến 22/02/2026"
LAST = "thời điểm làm việc cuối cùng trước đó: thứ Sáu, 13/02/2026, 17:00"


def test_the_draft_and_the_list_of_unclear_points_name_the_last_working_moment(
    app: App, now: datetime
) -> None:
    clauses = [clause("V.1", ["culture"], on_dates("2026-02-18"))]
    with app.transaction() as session:
        ward_id = load(session, now=now)
        plan = draft_plan(session, ward_id, clauses, now=now, year=2026)

        draft_change.store(session, plan, of_plan(plan), what="xem", actor=OFFICER, now=now)
        (found,) = clarity.unclear(session, plan)

    assert [one["message"] for one in of_plan(plan).warnings] == [f"Mục V.1: {WORDS}; {LAST}."]
    assert found.message.startswith(f"H{WORDS[1:]}: ")
    assert found.advice == f"Chọn một ngày làm việc; {LAST}."
