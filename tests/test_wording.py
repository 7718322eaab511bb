"""Dates, counts, lists and names as Vietnamese official writing puts them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dondoc import wording
from dondoc.rules.moves import Move
from dondoc.rules.standing import Standing
from models.assignment import State
from models.ward import Role

FRIDAY = date(2026, 2, 20)
MOMENT = datetime(2026, 2, 20, 17, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_a_day_has_its_weekday_and_leading_zeros() -> None:
    assert wording.day(FRIDAY) == "thứ Sáu, 20/02/2026"
    assert wording.day(date(2026, 3, 1)) == "Chủ nhật, 01/03/2026"
    assert wording.day_short(FRIDAY) == "20/02/2026"


def test_a_moment_has_the_hour_first() -> None:
    assert wording.moment(MOMENT) == "17:00, thứ Sáu, 20/02/2026"
    assert wording.moment(MOMENT.replace(hour=7, minute=5)) == "07:05, thứ Sáu, 20/02/2026"


def test_a_deadline_reads_as_in_a_letter() -> None:
    assert wording.deadline(MOMENT) == "trước 17:00, thứ Sáu, ngày 20/02/2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 12), "ngày 12 tháng 01 năm 2026"),
        (date(2026, 3, 3), "ngày 03 tháng 3 năm 2026"),
        (date(2026, 11, 23), "ngày 23 tháng 11 năm 2026"),
    ],
)
def test_the_date_line_of_a_document_follows_the_decree(day: date, words: str) -> None:
    assert wording.day_in_letter(day) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0 nhiệm vụ"),
        (1, "01 nhiệm vụ"),
        (9, "09 nhiệm vụ"),
        (10, "10 nhiệm vụ"),
        (120, "120 nhiệm vụ"),
    ],
)
def test_counts_below_ten_have_a_leading_zero(value: int, words: str) -> None:
    assert wording.count(value, "nhiệm vụ") == words


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")],
)
def test_a_list_ends_in_va(words: list[str], joined: str) -> None:
    assert wording.join(words) == joined


def test_distances_are_told_in_working_days() -> None:
    assert [wording.offset(days) for days in (-7, -1, 0, 1, 5)] == [
        "còn 7 ngày làm việc",
        "còn 1 ngày làm việc",
        "đến hạn hôm nay",
        "quá hạn 1 ngày làm việc",
        "quá hạn 5 ngày làm việc",
    ]
    assert wording.days_late(0) == "đã quá hạn"
    assert wording.days_passed(3) == "đã qua 3 ngày làm việc"
    assert wording.days_passed(0) == "đã đến thời gian đề nghị"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Ủy ban Mặt trận", 15, "Ủy ban Mặt trận"),
        ("Ủy ban Mặt trận Tổ quốc", 15, "Ủy ban Mặt…"),
        ("Ủy ban, Mặt trận", 8, "Ủy ban…"),
        ("Khôngcókhoảngtrắng", 6, "Không…"),
        ("  nhiều \n khoảng   trắng ", 40, "nhiều khoảng trắng"),
    ],
)
def test_a_text_is_cut_at_a_word(text: str, limit: int, cut: str) -> None:
    shortened = wording.short(text, limit)

    assert shortened == cut
    assert len(shortened) <= limit


def test_searching_needs_no_accents() -> None:
    assert wording.fold("  Đôn đốc Phường  ẮẰẲẴẶ Ữ ") == "don doc phuong aaaaa u"


def test_every_term_of_the_program_has_a_name() -> None:
    assert set(wording.STANDING_NAMES) == {standing.value for standing in Standing}
    assert {move.value for move in Move} <= set(wording.EVENT_NAMES)
    assert set(wording.STATE_NAMES) == {state.value for state in State}
    assert set(wording.ROLE_NAMES) == {role.value for role in Role}
