"""Documents that amend the small ward's plan, for the tests of amendments."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from dondoc.usecases import amend, amend_compare, amend_confirm
from dondoc.usecases.amend_compare import Comparison
from dondoc.usecases.amend_confirm import AmendOutcome
from models.assignment import AssignmentEvent
from models.queries import assignments
from tests.factories import OFFICER, Office, clause, draft_plan
from tests.usecases.play import Told, local, tick

#: Clauses as different from each other as those of a real plan are.
WORDS = {
    "V.1": "Treo áp phích tuyên truyền tại chợ và các tuyến đường chính.",
    "V.2": "Phát thanh tin bài về phong trào trên hệ thống loa truyền thanh.",
    "V.3": "Tổng hợp số liệu hộ gia đình đăng ký danh hiệu văn hóa gửi phường.",
    "V.4": "Vận động hội viên hưởng ứng ngày chủ nhật xanh tại khu dân cư.",
    "V.5": "Rà soát, bổ sung quy chế phối hợp giữa các ngành trong phường.",
}


def worded(
    path: str, lead: Iterable[str], cadence: dict[str, Any], *, text: str = "", **facts: Any
) -> dict[str, Any]:
    """Return a clause with words of its own, or those of another path's clause."""
    words = text or WORDS[path]
    made = clause(path, lead, cadence, **facts)
    made["text"] = words
    made["duties"][0]["text"] = words
    return made


def amending(
    ward: Office, clauses: list[dict[str, Any]], *, now: datetime, whole: bool = True, **facts: Any
) -> int:
    """Store a draft of these clauses that amends the ward's plan; returns its number."""
    given = {"number": "30/KH-UBND", "issued_on": date(2025, 3, 10), "title": "Sửa đổi phong trào"}
    with ward.app.transaction() as session:
        document = draft_plan(session, ward.ward_id, clauses, now=now, **(given | facts))
        amend.choose(
            session, document.id or 0, of=ward.plan_id, whole=whole, actor=OFFICER, now=now
        )
        return document.id or 0


def compared(ward: Office, document: int, now: datetime) -> Comparison:
    """Hold the draft against the plan in force."""
    with ward.app.reading() as session:
        return amend_compare.compare(session, document, now=now)


def confirmed(ward: Office, document: int, now: datetime, **given: Any) -> AmendOutcome:
    """Confirm the amendment."""
    with ward.app.transaction() as session:
        return amend_confirm.confirm(session, document, actor=OFFICER, now=now, **given)


def kinds(comparison: Comparison) -> list[tuple[str, str]]:
    """Return the path and kind of each clause."""
    return [(change.path, change.pair.kind) for change in comparison.changes]


def fates(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Return clause path, what happens, and the unit afterwards, of each assignment."""
    return [(one.path, one.fate.what, one.fate.unit) for one in comparison.outcomes]


def events(ward: Office, code: str) -> list[AssignmentEvent]:
    """Return the history of one assignment."""
    row = next(row for row in ward.all() if row.code == code)
    with ward.app.reading() as session:
        return list(assignments.events_of(session, row.id or 0))


def mails(ward: Office, at: str) -> dict[str, Told]:
    """Run one turn and return what each address gets; more than one mail each is an error."""
    _, told = tick(ward, at)
    assert len({one.to for one in told}) == len(told)
    return {one.to: one for one in told}


def settle(ward: Office) -> None:
    """Let the plan's own mails and the day's first round go, so that only what follows is new."""
    tick(ward, "2025-03-03 08:10")
    tick(ward, "2025-03-10 07:30")


AFTER = local("2025-03-10 09:00")
