"""Confirming a plan whose terms hang on events: anchors are stored, what must wait sleeps."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from dondoc.reading.read import read_text
from dondoc.usecases import confirm, dating, draft, import_plan, show
from dondoc.wiring import App
from models.assignment import Assignment, State
from models.outbox import Notice
from models.plan import Anchor, Certainty
from tests.factories import OFFICER, clause, draft_plan, load, office
from tests.usecases.amending import AFTER, amending, worded
from tests.usecases.amending import confirmed as confirmed_amendment
from tests.usecases.play import local

GUIDANCE: dict[str, Any] = {
    "form": "after", "anchor": "huong-dan", "anchor_name": "tỉnh ban hành hướng dẫn",
    "days": 10, "phrase": "sau khi tỉnh ban hành hướng dẫn",
}  # fmt: skip
ELECTION: dict[str, Any] = {
    "form": "after", "certainty": "stated", "anchor": "ngay-bau-cu", "anchor_name": "ngày bầu cử",
    "anchor_on": "2025-06-15", "days": -23, "unit": "calendar",
}  # fmt: skip
TEXT = """\
ỦY BAN NHÂN DÂN
PHƯỜNG 4

Số: 12/KH-UBND

Phường 4, ngày 03 tháng 3 năm 2025

KẾ HOẠCH
Giữ sạch chợ phường năm 2025

II. TỔ CHỨC THỰC HIỆN

1. Công chức Văn hóa - Xã hội lập danh sách hộ kinh doanh sau khi tỉnh ban hành hướng dẫn.

2. Cán bộ Truyền thanh Phường báo cáo kết quả trước ngày 20/5/2025.
"""


def confirmed(session: Session, clauses: list[dict[str, Any]], now: datetime) -> list[Assignment]:
    plan = draft_plan(session, load(session, now=now), clauses, now=now)
    confirm.confirm(session, plan.id or 0, actor=OFFICER, now=now)
    return list(session.exec(select(Assignment).order_by(Assignment.code)))


def anchors(session: Session) -> Sequence[Anchor]:
    return session.exec(select(Anchor).order_by(Anchor.key)).all()


def test_work_whose_event_has_no_day_is_born_asleep_and_nobody_is_told(
    app: App, now: datetime
) -> None:
    with app.transaction() as session:
        (row,) = confirmed(session, [clause("V.1", ["culture"], GUIDANCE)], now)

        assert (row.code, row.state) == ("V.1/1@culture#huong-dan", State.SLEEPING)
        assert (row.anchor_key, row.sleeping_for) == ("huong-dan", "tỉnh ban hành hướng dẫn")
        assert row.due_at == local("2025-12-31T17:00")
        assert session.exec(select(Notice)).all() == []


def test_an_anchor_is_stored_once_with_its_day_and_whence_it_is_known(
    app: App, now: datetime
) -> None:
    clauses = [
        clause("V.1", ["culture"], GUIDANCE),
        clause("V.2", ["radio"], ELECTION),
        clause("V.3", ["culture"], GUIDANCE | {"days": 3, "anchor_name": ""}),
    ]

    with app.transaction() as session:
        rows = confirmed(session, clauses, now)

        assert [(a.key, a.name, a.on, a.certainty) for a in anchors(session)] == [
            ("huong-dan", "tỉnh ban hành hướng dẫn", None, Certainty.PROPOSED),
            ("ngay-bau-cu", "ngày bầu cử", date(2025, 6, 15), Certainty.STATED),
        ]
        assert [(row.code, row.state) for row in rows] == [
            ("V.1/1@culture#huong-dan", State.SLEEPING),
            ("V.2/1@radio#ngay-bau-cu", State.ASSIGNED),
            ("V.3/1@culture#huong-dan", State.SLEEPING),
        ]
        assert rows[1].due_at == local("2025-05-23T17:00")


def test_what_a_document_lets_wait_for_the_province_sleeps(app: App, now: datetime) -> None:
    with app.transaction() as session:
        ward_id = load(session, now=now)
        plan = import_plan.import_plan(
            session, ward_id, reading=read_text(TEXT), file_name="ke-hoach.txt",
            file_bytes=TEXT.encode(), now=now,
        )  # fmt: skip

        assert dating.anchors_of(draft.of_plan(plan)) == [
            dating.Hung(
                "tinh-ban-hanh-huong-dan", "tỉnh ban hành hướng dẫn", None, Certainty.PROPOSED
            )
        ]
        waits = [
            (one.unit_key, one.occurrence.waits_for)
            for one in dating.preview(session, plan.id or 0, now=now)
        ]

    assert waits == [("culture", "tinh-ban-hanh-huong-dan"), ("radio", None)]


def test_work_that_an_amendment_adds_waits_for_its_event_too(app: App, now: datetime) -> None:
    ward = office(app, [clause("V.1", ["culture"], ELECTION)], now=now)
    moved = ELECTION | {"anchor_on": "2025-07-01"}
    document = amending(
        ward, [clause("V.1", ["culture"], moved), worded("V.3", ["radio"], GUIDANCE)], now=now
    )

    confirmed_amendment(ward, document, AFTER)

    added = next(row for row in ward.all() if row.anchor_key)
    assert (added.code, added.state) == ("V.3/1@radio#huong-dan", State.SLEEPING)
    assert added.sleeping_for == "tỉnh ban hành hướng dẫn"
    with app.reading() as session:
        # The day of the election is the plan's own by now: moving it is recorded at the anchor.
        assert [(a.key, a.on) for a in anchors(session)] == [
            ("huong-dan", None), ("ngay-bau-cu", date(2025, 6, 15)),
        ]  # fmt: skip
        told = session.exec(select(Notice).where(Notice.assignment_id == added.id)).all()
    assert told == []


def test_the_steps_of_a_date_are_kept_with_the_work(app: App, now: datetime) -> None:
    with app.transaction() as session:
        (row,) = confirmed(session, [clause("V.2", ["radio"], ELECTION)], now)

        steps = show.detail(session, row.id or 0, now=now).why

    assert [tuple(step) for step in steps] == [
        ("Mục V.2", "Nội dung của mục V.2, nguyên văn."),
        ("Căn cứ", "Theo kế hoạch"),
        ("Mốc tính", "Ngày bầu cử 15/06/2025"),
        ("Số ngày", "23 ngày trước mốc: thứ Sáu, 23/05/2025 (tính cả ngày nghỉ)"),
        ("Hạn", "17:00, thứ Sáu, 23/05/2025"),
    ]
