"""Phrases about rhythm with what they mean."""

import pytest

from dondoc.reading.times.recurrences import recurrences_in

_QUARTERS = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY"
_HALVES = "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"
_YEAR_END = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"

#: (phrase, class, rule, printed day)
RHYTHMS: list[tuple[str, str, str | None, int | None]] = [
    ("Họp tổ hằng tuần", "week", "FREQ=WEEKLY;BYDAY=FR", None),
    ("Nộp số liệu hằng tháng", "month", "FREQ=MONTHLY;BYMONTHDAY=-1", None),
    ("Nộp số liệu hàng tháng", "month", "FREQ=MONTHLY;BYMONTHDAY=-1", None),
    ("ít nhất 02 buổi/tháng", "month", "FREQ=MONTHLY;BYMONTHDAY=-1", None),
    ("trước ngày 25 hằng tháng", "month", "FREQ=MONTHLY;BYMONTHDAY=24", 25),
    ("trước ngày 01 hằng tháng", "month", "FREQ=MONTHLY;BYMONTHDAY=-1", 1),
    ("vào ngày 25 của mỗi tháng", "month", "FREQ=MONTHLY;BYMONTHDAY=25", 25),
    ("hằng tháng, trước ngày 25", "month", "FREQ=MONTHLY;BYMONTHDAY=24", 25),
    ("chậm nhất ngày 28 hàng tháng", "month", "FREQ=MONTHLY;BYMONTHDAY=28", 28),
    ("Họp hằng quý", "quarter", f"{_QUARTERS}=-1", None),
    ("vào ngày 15 tháng cuối quý", "quarter", f"{_QUARTERS}=15", 15),
    ("trước ngày 15 của tháng cuối mỗi quý", "quarter", f"{_QUARTERS}=14", 15),
    ("6 tháng một lần", "half", _HALVES, None),
    ("định kỳ 06 tháng", "half", _HALVES, None),
    ("Kiểm tra hằng năm", "year", _YEAR_END, None),
    ("trước ngày 15/11 hằng năm", "year", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=14", 15),
    ("hằng năm, chậm nhất ngày 05/12", "year", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5", 5),
    ("trước ngày 01/7 hằng năm", "year", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1", 1),
    ("kết thúc mỗi đợt thi đua", "wave", None, None),
    ("sau từng đợt thi đua", "wave", None, None),
    ("sau mỗi đợt kiểm tra", "event", None, None),
    ("sau mỗi hội nghị", "event", None, None),
    ("cuối học kỳ I", "semester", None, None),
    ("cuối năm học", "school_year", None, None),
    ("báo cáo định kỳ", "unspecified", None, None),
]


@pytest.mark.parametrize(("text", "every", "rrule", "day"), RHYTHMS, ids=str)
def test_a_phrase_says_how_often(text: str, every: str, rrule: str | None, day: int | None) -> None:
    (found,) = recurrences_in(f"{text}.")

    assert (found.every, found.rrule, found.printed_day) == (every, rrule, day)


def test_a_rhythm_and_its_day_in_brackets_are_one() -> None:
    (found,) = recurrences_in("Gửi số liệu hằng quý (trước ngày 10 tháng cuối quý)")

    assert (found.every, found.printed_day) == ("quarter", 10)


def test_half_years_and_years_are_two_rhythms() -> None:
    found = recurrences_in("định kỳ 6 tháng, năm gửi kết quả")

    assert [(r.every, r.phrase) for r in found] == [("half", "định kỳ 6 tháng"), ("year", "năm")]


def test_a_list_of_rhythms_is_read_whole() -> None:
    found = recurrences_in("báo cáo hàng tháng, quý, 6 tháng và năm.")

    assert [r.every for r in found] == ["month", "quarter", "half", "year"]


@pytest.mark.parametrize(
    "text", ["sinh hoạt định kỳ tháng 6/2027", "tiếp công dân định kỳ", "trong năm 2027"]
)
def test_a_habit_of_others_is_no_rhythm_of_the_duty(text: str) -> None:
    assert recurrences_in(text) == []
