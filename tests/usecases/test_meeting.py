"""The sheet for the weekly meeting: what stands on it, in which order, as document and as data."""

import io
from datetime import datetime

import docx
import pytest

from dondoc.reports.meeting import MeetingSheet
from dondoc.usecases import contacted, extend, meeting
from dondoc.wiring import App
from tests.factories import OFFICER, UNIT, Office, clause, office, on_dates
from tests.usecases.play import local, tick

AT = "2025-04-22 08:00"


@pytest.fixture
def ward(app: App, now: datetime) -> Office:
    clauses = [
        clause("V.1", ["culture"], on_dates("2025-04-16")),
        clause("V.2", ["front"], on_dates("2025-04-10"), mode="request"),
        clause("V.3", ["radio"], on_dates("2025-04-01")),
        clause("V.4", ["ubnd"], on_dates("2025-06-02")),
    ]
    made = office(app, clauses, now=now)
    tick(made, "2025-03-03 08:10", force=True)
    return made


def sheet_of(ward: Office) -> MeetingSheet:
    with ward.app.reading() as session:
        return meeting.meeting_sheet(session, ward.ward_id, voice=ward.app.voice, now=local(AT))


def words_in(document: bytes) -> list[str]:
    read = docx.Document(io.BytesIO(document))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in read.paragraphs), *cells]


def test_overdue_work_stands_in_the_order_of_the_plan_and_what_was_asked_apart(
    ward: Office,
) -> None:
    sheet = sheet_of(ward)

    assert [(row.place, row.days) for row in sheet.late] == [("V.1", 4), ("V.3", 14)]
    assert [row.place for row in sheet.asked] == ["V.2"]
    assert sheet.late[0].reason == "chưa nêu lý do"


def test_a_reason_and_the_last_contact_come_from_the_history(ward: Office) -> None:
    row_id = ward.one("V.1").id or 0
    with ward.app.transaction() as session:
        extend.ask(
            session, row_id, until=local("2025-05-05 09:00").date(), reason="Chờ số liệu của khóm",
            actor=UNIT, now=local("2025-04-15 09:00"),
        )  # fmt: skip
        contacted.contacted(
            session, row_id, text="Hứa nộp tuần này", actor=OFFICER, now=local("2025-04-21 09:00")
        )

    (row,) = [row for row in sheet_of(ward).late if row.place == "V.1"]

    assert row.reason == "Chờ số liệu của khóm"
    assert row.last_contact == "trao đổi ngày 21/04/2025: Hứa nộp tuần này"


def test_the_document_says_what_the_sheet_says_and_is_the_same_each_time(ward: Office) -> None:
    sheet = sheet_of(ward)
    document = meeting.document_of(sheet)

    words = words_in(document)
    assert document == meeting.document_of(sheet)
    for row in (*sheet.late, *sheet.asked):
        for value in (row.duty, row.unit, row.reason, row.last_contact, row.proposal):
            assert value in words
    assert any("02 nhiệm vụ quá hạn" in one for one in words)
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in one for one in words)


def test_a_day_without_overdue_work_says_so(app: App, now: datetime) -> None:
    ward = office(app, [clause("V.1", ["culture"], on_dates("2025-06-02"))], now=now)

    assert any(
        "không có việc quá hạn" in one for one in words_in(meeting.document_of(sheet_of(ward)))
    )


def test_the_terminal_counts_what_was_asked_apart_and_names_what_each_part_is(
    ward: Office,
) -> None:
    head, first, duty, why, *_ = meeting.words(sheet_of(ward))

    assert head == (
        "Phường 4, 22/04/2025: 02 nhiệm vụ quá hạn; "
        "ngoài ra 01 nội dung đề nghị phối hợp đã qua thời gian đề nghị."
    )
    assert first.startswith("  V.1  ")
    assert duty.startswith("      ")
    assert why.startswith("      Lý do: chưa nêu lý do. Liên hệ gần nhất: chưa có. Đề xuất: ")
    assert why.endswith(".")
