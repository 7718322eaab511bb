"""The formal letter that reminds a unit: what stands in it, and how its number comes back."""

import io
from datetime import date
from typing import Any

import docx
import pytest

from dondoc.reports.text import as_text
from dondoc.reports.urging import urging_document
from dondoc.rules.moves import Refused
from dondoc.usecases import confirm, log, report, show, urge
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.usecases.log import Narrowing
from dondoc.usecases.report import GivenReport
from dondoc.wiring import App
from models.dispatch import Dispatch
from tests.conftest import Prepared
from tests.factories import OFFICER, UNIT, Office, clause, draft_plan, office, on_dates
from tests.usecases.play import local, tick

PLAN = [
    clause("V.1", ["culture"], on_dates("2025-05-15", "2025-05-20", "2025-06-30")),
    clause("V.2", ["women"], on_dates("2025-05-20"), mode="request"),
    clause("V.3", ["radio"], on_dates("2025-06-30")),
    clause("V.4", ["culture"], on_dates("2025-02-20")),
]
NOW = "2025-05-22 09:00"


def build(app: App) -> Office:
    return office(app, PLAN, now=local("2025-03-03 08:00"))


@pytest.fixture
def prepared() -> Prepared:
    return Prepared("urged", build)


@pytest.fixture
def ward(copied: tuple[str, Office], app: App) -> Office:
    return Office(app, copied[1].ward_id, copied[1].plan_id)


def written(ward: Office, unit: str = "culture", at: str = NOW, **given: Any) -> Dispatch:
    with ward.app.transaction() as session:
        return urge.draft(session, ward.ward_id, unit, actor=OFFICER, now=local(at), **given)


def numbered(ward: Office, one: Dispatch, number: str = "45", **given: Any) -> Dispatch:
    facts: dict[str, Any] = {"signed_on": date(2025, 5, 22), "now": local("2025-05-22 15:00")}
    with ward.app.transaction() as session:
        return urge.record_number(
            session, ward.ward_id, one.id or 0, number=number, actor=OFFICER, **(facts | given)
        )


def words(one: Dispatch) -> str:
    return as_text(urge.content(one))


def cells(one: Dispatch) -> list[list[str]]:
    tables = docx.Document(io.BytesIO(one.document)).tables
    return [[cell.text for cell in row.cells] for row in tables[1].rows]


def test_the_letter_lists_what_is_overdue_and_chased_and_nothing_else(ward: Office) -> None:
    one = written(ward)

    assert cells(one) == [
        ["TT", "Mục", "Nhiệm vụ", "Thời hạn", "Số ngày làm việc quá hạn"],
        ["1", "V.1", "Việc của mục V.1", "17:00, 15/05/2025", "5"],
        ["2", "V.1", "Việc của mục V.1", "17:00, 20/05/2025", "2"],
    ]
    text = words(one)
    assert "Số: \N{NO-BREAK SPACE}" in text
    assert "V/v đôn đốc thực hiện nhiệm vụ quá hạn theo Kế hoạch số 12/KH-UBND" in text
    assert "Kính gửi: Công chức Văn hóa - Xã hội." in text
    assert "tính đến ngày 22 tháng 5 năm 2025, còn 02 nhiệm vụ đã quá thời hạn" in text
    assert "(qua cán bộ Nội vụ Lê Thị Tám) trước 17 giờ ngày 27 tháng 5 năm 2025." in text
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNgô Thị Chín" in text
    assert one.items == [row.id for row in ward.all() if "@culture#2025-05" in row.code]


def test_bodies_that_are_asked_are_asked_politely(ward: Office) -> None:
    text = words(written(ward, "women"))

    assert "V/v quan tâm, phối hợp thực hiện nội dung theo Kế hoạch số 12/KH-UBND" in text
    assert "đề nghị Hội Liên hiệp Phụ nữ Phường quan tâm, phối hợp thực hiện" in text
    assert "Thời gian đề nghị\tSố ngày làm việc đã qua" in text
    assert [word for word in ("yêu cầu", "quá hạn", "nghiêm túc", "giao") if word in text] == []


def test_what_was_reported_or_is_not_late_is_not_urged(ward: Office) -> None:
    for row in ward.all():
        if row.code.startswith("V.1/1@culture#2025-05"):
            with ward.app.transaction() as session:
                report.report(
                    session, row.id or 0, given=GivenReport("Xong."), actor=UNIT,
                    now=local("2025-05-21 09:00"),
                )  # fmt: skip

    with pytest.raises(Refused, match="không có nhiệm vụ quá hạn"):
        written(ward)
    with pytest.raises(Refused, match="không có nhiệm vụ quá hạn"):
        written(ward, "radio")
    with pytest.raises(NotFound):
        written(ward, "nobody")


def test_several_plans_stand_in_one_letter_each_by_its_number(ward: Office) -> None:
    with ward.app.transaction() as session:
        other = [clause("II.1", ["culture"], on_dates("2025-05-16"))]
        plan = draft_plan(
            session, ward.ward_id, other, now=local("2025-03-03 09:00"), number="13/KH-UBND"
        )
        confirm.confirm(session, plan.id or 0, actor=OFFICER, now=local("2025-03-03 09:00"))

    one = written(ward)

    assert [row[1] for row in cells(one)[1:]] == [
        "V.1, KH số 12/KH-UBND", "V.1, KH số 12/KH-UBND", "II.1, KH số 13/KH-UBND",
    ]  # fmt: skip
    assert "V/v đôn đốc thực hiện nhiệm vụ quá hạn\n" in words(one)


def test_the_number_comes_back_to_every_assignment_and_into_the_log(ward: Office) -> None:
    one = numbered(ward, written(ward), "45/UBND-VHXH")

    with ward.app.reading() as session:
        found = [show.detail(session, row_id, now=local(NOW)) for row_id in one.items]
        entries = log.read(session, ward.ward_id, Narrowing(kind="dispatch"))
        drafted = log.read(session, ward.ward_id, Narrowing(kind=urge.KIND))
        letters = urge.about(session, ward.ward_id, one.items[0])
    said = "Công văn số 45/UBND-VHXH ngày 22/05/2025"
    assert [detail.events[-1].text for detail in found] == [said, said]
    assert [(entry.name, entry.why) for entry in entries] == [("công văn đôn đốc", said)] * 2
    assert [(entry.who, entry.why) for entry in drafted] == [
        ("Lê Thị Tám", "Gửi Công chức Văn hóa - Xã hội: 02 nhiệm vụ")
    ]
    assert [letter.id for letter in letters] == [one.id]
    assert "Số: 45/UBND-VHXH" in words(one)
    assert "Phường 4, ngày 22 tháng 5 năm 2025" in words(one)


def test_the_leaders_sheet_names_the_letter_as_the_last_contact(ward: Office) -> None:
    tick(ward, "2025-05-21 07:30", force=True)
    numbered(ward, written(ward))

    _, told = tick(ward, "2025-05-26 07:30")

    sheet = next(one.text for one in told if one.to == "officer@p4.example")
    assert "công văn số 45/UBND-NV ngày 22/05/2025" in sheet


@pytest.mark.parametrize(
    ("number", "signed_on", "match"),
    [
        pytest.param(" / ", date(2025, 5, 22), "số của công văn", id="no number"),
        pytest.param("45", date(2025, 5, 23), "đến hôm nay", id="a day to come"),
        pytest.param("45", date(2025, 5, 21), "từ ngày soạn", id="before it was written"),
    ],
)
def test_a_number_or_a_day_that_cannot_be_is_refused(
    ward: Office, number: str, signed_on: date, match: str
) -> None:
    one = written(ward)

    with pytest.raises(Refused, match=match):
        numbered(ward, one, number, signed_on=signed_on)


def test_r19_the_second_of_two_people_is_told_the_number_of_the_first(ward: Office) -> None:
    one = written(ward)
    numbered(ward, one, version=1)

    with pytest.raises(Conflict, match="Công văn số 45/UBND-NV"):
        numbered(ward, one, "46", version=1)
    assert numbered(ward, one, "46", version=2).number == "46/UBND-NV"


def test_the_vice_chairman_signs_for_the_chairman_and_nobody_unknown_does(ward: Office) -> None:
    text = words(written(ward, signer="vice", reply_by=date(2025, 5, 30)))

    assert "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nVõ Văn Bảy" in text
    assert "trước 17 giờ ngày 30 tháng 5 năm 2025" in text
    with pytest.raises(NotFound, match="chair"):
        written(ward, signer="officer")
    with pytest.raises(Refused, match="ở trước hôm nay"):
        written(ward, reply_by=date(2025, 5, 21))


def test_the_same_letter_is_printed_identically(ward: Office) -> None:
    one = written(ward)

    assert urging_document(urge.facts_of(one)) == one.document
