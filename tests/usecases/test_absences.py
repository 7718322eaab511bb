"""Absences: who stands in, cut short, taken back; sheets of leaders who are away."""

from typing import Any

import pytest
from sqlmodel import select

from dondoc.rules.moves import Refused
from dondoc.usecases import absences
from dondoc.usecases.errors import Conflict, NotFound
from dondoc.wiring import App
from models.outbox import RungMark
from tests.factories import WARD, clause, office, on_dates
from tests.usecases.directory_play import Book, book, day
from tests.usecases.play import Told, local, tick

NOON = "2025-04-01 12:00"
UT = {"deputy_name": "Út", "deputy_email": "ut@p4.example"}


def test_an_absence_has_its_days_its_deputy_and_one_event(app: App) -> None:
    ward = book(app)

    ward.away("Dũng", "2025-04-02", "2025-04-04", NOON, reason="Nghỉ phép", **UT)

    who = [ward.reached("radio", f"2025-04-0{n}") for n in (1, 2, 4, 5)]
    assert who == ["Dũng", "Út", "Út", "Dũng"]
    ((_, why, changes),) = ward.log("absence")
    assert why == "Ghi vắng mặt của Dũng"
    assert changes == [
        ("Tên", "", "Dũng"), ("Từ", "", "02/04/2025"), ("Đến", "", "04/04/2025"),
        ("Người thay", "", "Út"), ("Thư của người thay", "", "ut@p4.example"),
        ("Lý do", "", "Nghỉ phép"),
    ]  # fmt: skip


def test_cut_short_the_contact_reads_again_from_the_next_day(app: App) -> None:
    ward = book(app)
    noted = ward.away("Dũng", "2025-04-02", "2025-04-30", NOON, **UT)
    shorter = absences.Given(from_on=day("2025-04-02"), to_on=day("2025-04-06"), **UT)

    ward.do(absences.change, noted.id, shorter, version=1, at="2025-04-07 08:00")

    assert [ward.reached("radio", f"2025-04-0{n}") for n in (6, 7)] == ["Út", "Dũng"]
    assert ward.log("absence")[0][1:] == (
        "Sửa vắng mặt của Dũng", [("Đến", "30/04/2025", "06/04/2025")],
    )  # fmt: skip


def test_taken_back_nothing_is_left_but_the_log(app: App) -> None:
    ward = book(app)
    noted = ward.away("Dũng", "2025-04-02", "2025-04-30", NOON, **UT)

    ward.do(absences.remove, noted.id, version=1, at=NOON)

    assert (ward.absences(), ward.reached("radio", "2025-04-10")) == ([], "Dũng")
    assert [why for _, why, _ in ward.log("absence")] == [
        "Bỏ vắng mặt của Dũng", "Ghi vắng mặt của Dũng",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        ward.do(absences.remove, noted.id, at=NOON)


def test_r19_the_second_of_two_people_is_told_how_it_is_now(app: App) -> None:
    ward = book(app)
    noted = ward.away("Dũng", "2025-04-02", "2025-04-30", NOON, **UT)
    longer = absences.Given(from_on=day("2025-04-02"), to_on=day("2025-05-05"), **UT)
    ward.do(absences.change, noted.id, longer, version=1, at=NOON)

    with pytest.raises(
        Conflict, match=r"hiện là: từ 02/04/2025 đến hết 05/05/2025, người thay: Út"
    ):
        ward.do(absences.remove, noted.id, version=1, at=NOON)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"from_on": day("2025-04-05"), "to_on": day("2025-04-04")}, "phải từ ngày đầu"),
        ({"from_on": day("2025-03-05"), "to_on": day("2025-03-31")}, "đã qua"),
        ({"from_on": day("2025-04-05"), "to_on": day("2026-04-06")}, "hãy thay đầu mối"),
        ({"deputy_email": "ut"}, "Địa chỉ thư “ut” chưa đúng"),
        ({"deputy_name": "Út"}, "Hãy ghi địa chỉ thư của Út"),
        ({"deputy_email": "Radio@p4.example"}, "phải có địa chỉ thư khác"),
        ({"from_on": day("2025-06-05"), "to_on": day("2025-06-30")}, "đã được ghi vắng mặt từ 02/06"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_changes_nothing(
    app: App, facts: dict[str, Any], words: str
) -> None:
    ward = book(app)
    ward.away("Dũng", "2025-06-02", "2025-06-05", NOON)
    given = {"from_on": day("2025-04-02"), "to_on": day("2025-04-04")} | facts

    with pytest.raises(Refused) as told:
        ward.do(absences.of_contact, ward.one("Dũng").id, absences.Given(**given), at=NOON)

    assert words in str(told.value)
    assert len(ward.absences()) == len(ward.log("absence")) == 1


def test_what_is_over_or_begun_stays_as_it_was(app: App) -> None:
    ward = book(app)
    noted = ward.away("Dũng", "2025-04-02", "2025-04-04", NOON)
    later = absences.Given(from_on=day("2025-04-03"), to_on=day("2025-04-04"))

    with pytest.raises(Refused, match="ngày đầu không đổi được nữa"):
        ward.do(absences.change, noted.id, later, at="2025-04-03 08:00")
    with pytest.raises(Refused, match="đã qua"):
        ward.do(absences.remove, noted.id, at="2025-04-05 08:00")


def leader_away(ward: Book, key: str, deputy: str = "") -> None:
    given = absences.Given(
        from_on=day("2025-04-01"), to_on=day("2025-06-30"), deputy_email=deputy
    )  # fmt: skip
    ward.do(absences.of_person, key, given, at="2025-04-01 08:00")


def test_somebody_with_a_role_is_deputised_by_somebody_with_a_role(app: App) -> None:
    ward = book(app)

    with pytest.raises(Refused, match="một người khác có vai trò"):
        leader_away(ward, "chair", "radio@p4.example")
    with pytest.raises(Refused, match="một cán bộ Nội vụ khác"):
        leader_away(ward, "officer", "vice@p4.example")
    with pytest.raises(NotFound, match="Các mã: officer, vice, chair"):
        leader_away(ward, "mayor")
    leader_away(ward, "chair", "VICE@p4.example")

    (noted,) = ward.absences()
    assert (noted.deputy_name, noted.deputy_email) == ("Võ Văn Bảy", "vice@p4.example")


def sheets(app: App, *days: str, away: tuple[str, str]) -> list[tuple[str, Told]]:
    """The sheets of overdue work that leave on some days while somebody is away."""
    ward = office(
        app, [clause("V.1", ["radio"], on_dates("2025-04-10"))],
        now=local("2025-03-03 08:00"), text=WARD,
    )  # fmt: skip
    leader_away(Book(app, ward.ward_id), *away)
    return [
        (on[5:10], one)
        for on in days
        for one in tick(ward, f"{on} 07:30", force=True)[1]
        if one.kind == "escalation" and one.items
    ]


def test_a_sheet_goes_to_the_deputy_of_a_leader_who_is_away(app: App) -> None:
    # Overdue from 10 April: 3 working days on the 15th, 7 on the 21st, 14 on 6 May.
    found = sheets(app, "2025-04-15", "2025-04-21", "2025-05-06", away=("chair", "vice@p4.example"))

    assert ("05-06", "vice@p4.example") in [(on, one.to) for on, one in found]
    assert "chair@p4.example" not in [one.to for _, one in found]
    (sheet,) = [one for on, one in found if on == "05-06" and one.to == "vice@p4.example"]
    assert "thay Ngô Thị Chín đang vắng" in sheet.text


def test_without_deputy_the_next_level_is_told_at_once_and_reads_why(app: App) -> None:
    found = sheets(app, "2025-04-15", "2025-04-21", away=("vice", ""))

    told = [(on, one.to) for on, one in found]
    assert ("04-21", "chair@p4.example") in told
    assert "vice@p4.example" not in [to for _, to in told]
    (sheet,) = [one for on, one in found if on == "04-21" and one.to == "chair@p4.example"]
    why = "Võ Văn Bảy vắng mặt đến 30/06/2025, không có người thay"
    assert f"Ghi chú: báo thẳng cấp này: {why}" in sheet.text
    with app.reading() as session:
        marks = session.exec(select(RungMark).where(RungMark.audience == "level:2:chair")).all()
        assert [mark.reason for mark in marks] == [why]
