"""«Vì sao ngày này?» from the clause to the current deadline."""

from datetime import datetime
from typing import Any

from dondoc.rules.why import brief, changes, explain
from models.assignment import DeadlineRevision, State
from tests.rules.cases import VIETNAM, an_assignment, due, local

GROUNDS = [
    {"label": "Căn cứ", "words": "Văn bản ghi “trước ngày 20/6”"},
    {"label": "Hạn", "words": "17:00, thứ Sáu, 20/06/2025"},
]


def a_revision(number: int, kind: str, due_at: datetime, reason: str = "") -> DeadlineRevision:
    return DeadlineRevision(
        assignment_id=1, number=number, kind=kind, due_at=due_at, reason=reason,
        made_at=local("2025-06-18T09:00"), made_by="Lê Thị Tám",
    )  # fmt: skip


FIRST = a_revision(1, "first", due("2025-06-20"), "Văn bản ghi …")
GRANTED = a_revision(2, "extension", due("2025-06-30"), "Chờ số liệu của khóm.")


def told(revisions: list[DeadlineRevision], **given: Any) -> list[tuple[str, str]]:
    row = an_assignment(revisions[-1].due_at, first_due_at=FIRST.due_at, **given)
    found = explain(
        row, revisions, clause_path="V.3", clause_text="Công chức báo cáo.", zone=VIETNAM
    )
    return [(step.label, step.words) for step in found]


def test_a_date_that_never_changed_is_its_clause_and_its_grounds() -> None:
    assert told([FIRST], grounds=GROUNDS) == [
        ("Mục V.3", "Công chức báo cáo."),
        ("Căn cứ", "Văn bản ghi “trước ngày 20/6”"),
        ("Hạn", "17:00, thứ Sáu, 20/06/2025"),
    ]


def test_every_later_change_says_who_when_and_why() -> None:
    assert told([FIRST, GRANTED], grounds=GROUNDS, revision=2)[2:] == [
        ("Thời hạn ban đầu", "17:00, thứ Sáu, 20/06/2025"),
        (
            "Gia hạn",
            "Đến 17:00, thứ Hai, 30/06/2025; Chờ số liệu của khóm (Lê Thị Tám, 18/06/2025)",
        ),
        ("Hạn hiện tại", "17:00, thứ Hai, 30/06/2025"),
    ]


def test_work_that_was_dated_before_steps_were_kept_tells_its_sentence() -> None:
    assert told([FIRST], derivation="Theo kế hoạch.") == [
        ("Mục V.3", "Công chức báo cáo."),
        ("Cách xác định", "Theo kế hoạch."),
        ("Hạn hiện tại", "17:00, thứ Sáu, 20/06/2025"),
    ]


def test_work_that_sleeps_tells_what_it_waits_for() -> None:
    found = told(
        [FIRST], grounds=GROUNDS[:1], state=State.SLEEPING, sleeping_for="tỉnh ban hành hướng dẫn"
    )

    assert found[2:] == [("Đang chờ", "Tỉnh ban hành hướng dẫn")]


def test_the_unit_reads_the_changes_without_names() -> None:
    assert changes([FIRST, GRANTED], zone=VIETNAM) == (
        ("Gia hạn", "Đến 17:00, thứ Hai, 30/06/2025; Chờ số liệu của khóm"),
    )


def test_the_small_print_of_a_mail_counts_the_changes() -> None:
    row = an_assignment(
        due("2025-06-30"), first_due_at=due("2025-06-20"), revision=2, derivation="Theo kế hoạch."
    )

    assert brief(row, zone=VIETNAM) == (
        "Theo kế hoạch. Đã điều chỉnh 01 lần; thời hạn ban đầu 17:00, thứ Sáu, 20/06/2025."
    )
