"""The log of a ward: both histories together, newest first, in words that people use."""

from datetime import date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dondoc.usecases import (
    acknowledge,
    anchors,
    extend,
    log,
    sleep,
    transfer,
    ward_calendar,
)
from dondoc.usecases.errors import NotFound
from dondoc.usecases.log import Entry, Narrowing
from dondoc.usecases.ward_calendar import DayEdit
from dondoc.wiring import App
from models.db import transaction
from tests.factories import OFFICER, UNIT, Office, office
from tests.usecases.play import local
from tests.usecases.replanning import HALVES, PLAN, edit_waves, span

V4 = "V.4/1@culture#2025-06-16"
SHORTER = [
    span("2025-1", "Đợt 1", "2025-03-03", "2025-05-30"),
    span("2025-2", "Đợt 2", "2025-07-01", "2025-12-31", summary="final"),
]


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    made = office(app, PLAN, now=now, draft={"clauses": PLAN, "waves": HALVES})
    with app.transaction() as session:
        row = made.one(V4).id or 0
        acknowledge.acknowledge(session, row, actor=UNIT, now=local("2025-03-04 09:00"))
        extend.grant(
            session, row, until=date(2025, 7, 1), text="Chờ số liệu", actor=OFFICER,
            now=local("2025-03-05 09:00"),
        )  # fmt: skip
    return made


def entries(ward: Office, *, limit: int = 50, offset: int = 0, **only: object) -> list[Entry]:
    with ward.app.reading() as session:
        narrowing = Narrowing(**only)  # type: ignore[arg-type]
        return log.read(session, ward.ward_id, narrowing, limit=limit, offset=offset)


def changes(entry: Entry) -> list[tuple[str, str, str]]:
    return [tuple(change) for change in entry.changes]  # type: ignore[misc]


def test_an_entry_says_who_did_what_how_and_why_with_both_values(ward: Office) -> None:
    newest, before = entries(ward)[:2]

    assert (newest.name, newest.who, newest.channel, newest.why) == (
        "đồng ý gia hạn", "Lê Thị Tám", "trên trang theo dõi", "Chờ số liệu",
    )  # fmt: skip
    assert changes(newest) == [("Thời hạn", "17:00 16/06/2025", "17:00 01/07/2025")]
    assert (newest.code, newest.clause_path, newest.unit_name) == (
        V4, "V.4", "Công chức Văn hóa - Xã hội",
    )  # fmt: skip
    assert (before.name, before.channel) == ("xác nhận đã nhận nhiệm vụ", "qua liên kết")
    assert changes(before) == [("Trạng thái", "đã giao", "đã xác nhận nhận việc")]


def test_what_was_given_names_its_unit_and_its_deadline(ward: Office) -> None:
    born = next(one for one in entries(ward, kind="assigned") if one.code == V4)

    assert changes(born) == [
        ("Đơn vị", "", "Công chức Văn hóa - Xã hội"),
        ("Thời hạn", "", "17:00 16/06/2025"),
    ]


def test_changes_of_the_ward_stand_among_those_of_its_work(ward: Office) -> None:
    storm = DayEdit(first=date(2025, 6, 24), last=date(2025, 6, 24), kind="off", reason="bão")
    edit_waves(ward, SHORTER, now=local("2025-03-10 09:00"))
    with ward.app.transaction() as session:
        ward_calendar.set_days(
            session, ward.ward_id, storm, actor=OFFICER, now=local("2025-03-11 09:00")
        )

    calendar, waves, moved = entries(ward)[:3]

    assert (calendar.name, changes(calendar)) == (
        "thay đổi lịch làm việc",
        [("Ngày riêng của đơn vị", "", "24/06/2025 nghỉ (bão)")],
    )
    assert (waves.name, waves.plan_id, changes(waves)) == (
        "sửa các đợt",
        ward.plan_id,
        [
            (
                "Các đợt",
                "Đợt 1: 03/03/2025 đến 30/06/2025, sơ kết",
                "Đợt 1: 03/03/2025 đến 30/05/2025, sơ kết",
            )
        ],
    )
    assert (moved.name, changes(moved)[0]) == (
        "tính lại thời hạn", ("Thời hạn", "17:00 23/06/2025", "17:00 23/05/2025"),
    )  # fmt: skip


def test_work_that_goes_on_elsewhere_names_the_other_assignment(ward: Office) -> None:
    with ward.app.transaction() as session:
        transfer.transfer(
            session, ward.one(V4).id or 0, unit_key="radio", reason="Đúng việc", actor=OFFICER,
            now=local("2025-03-12 09:00"),
        )  # fmt: skip

    closed = entries(ward, kind="transfer")[0]
    born = entries(ward, kind="assigned")[0]

    assert ("Nhiệm vụ tiếp nối", "", "V.4/1@radio#2025-06-16") in changes(closed)
    assert ("Nhận từ nhiệm vụ", "", V4) in changes(born)


def test_an_anchor_and_what_waits_for_it_are_told(ward: Office) -> None:
    at = local("2025-03-12 09:00")
    with ward.app.transaction() as session:
        anchors.add(session, ward.plan_id, "tỉnh ban hành hướng dẫn", actor=OFFICER, now=at)
        sleep.put_to_sleep(
            session, ward.one(V4).id or 0, anchor="tinh-ban-hanh-huong-dan", actor=OFFICER, now=at
        )

    anchor, asleep = entries(ward)[:2]

    assert (anchor.name, changes(anchor)) == (
        "đặt mốc sự kiện", [("Tên", "", "tỉnh ban hành hướng dẫn")],
    )  # fmt: skip
    assert changes(asleep) == [
        ("Trạng thái", "đã xác nhận nhận việc", "tạm dừng"),
        ("Đang chờ", "", "tỉnh ban hành hướng dẫn"),
    ]


def test_the_log_is_narrowed(ward: Office) -> None:
    everything = entries(ward)

    assert [one.kind for one in entries(ward, person="Minh")] == ["acknowledge"]
    assert [one.kind for one in entries(ward, kind="extend")] == ["extend"]
    assert {one.unit_name for one in entries(ward, unit="radio")} == {"Cán bộ Truyền thanh Phường"}
    assert [one.kind for one in entries(ward, first=date(2025, 3, 4), last=date(2025, 3, 4))] == [
        "acknowledge"
    ]
    assert entries(ward, first=date(2025, 3, 6)) == []
    assert len(entries(ward, last=date(2025, 3, 3))) == len(everything) - 2


def test_pages_follow_each_other_without_a_gap(ward: Office) -> None:
    everything = entries(ward)

    assert entries(ward, limit=3) + entries(ward, limit=50, offset=3) == everything
    with ward.app.reading() as session:
        assert list(log.read_all(session, ward.ward_id, Narrowing())) == everything


def test_an_unknown_unit_is_told(ward: Office) -> None:
    with pytest.raises(NotFound, match="“nobody”"):
        entries(ward, unit="nobody")


def test_choices_are_what_there_is(ward: Office) -> None:
    with ward.app.reading() as session:
        found = log.choices(session, ward.ward_id)

    assert (list(found.kinds.values()), found.people) == (
        ["đồng ý gia hạn", "giao nhiệm vụ", "xác nhận đã nhận nhiệm vụ", "xác nhận kế hoạch"],
        ("Lê Thị Tám", "Minh"),
    )  # fmt: skip


@pytest.mark.parametrize("table", ["assignment_event", "ward_event"])
@pytest.mark.parametrize(
    "words", ["UPDATE {table} SET text = 'khác'", "DELETE FROM {table}"], ids=["edit", "delete"]
)
def test_no_line_of_the_log_can_be_edited_or_deleted(ward: Office, table: str, words: str) -> None:
    edit_waves(ward, SHORTER, now=local("2025-03-10 09:00"))
    before = entries(ward)

    with pytest.raises(DBAPIError, match="append-only"), transaction(ward.app.engine) as session:
        session.connection().execute(text(words.format(table=table)))

    assert entries(ward) == before
