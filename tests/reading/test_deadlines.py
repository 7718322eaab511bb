"""Phrases about time limits with what they mean in a plan of 2027."""

from datetime import date, datetime

import pytest

from dondoc.reading.times.closing import ZONE
from dondoc.reading.times.deadlines import deadlines_in
from dondoc.reading.times.events import events_in
from dondoc.reading.times.frame import TimeFrame

FRAME = TimeFrame(year=2027, events={"ngày khai mạc": date(2027, 9, 20)})

#: (phrase, kind, role, printed day, in time until the close of)
LIMITS: list[tuple[str, str, str, str | None, str | None]] = [
    ("gửi về trước ngày 12/5", "day", "latest", "2027-05-12", "2027-05-11"),
    ("gửi về trước ngày 12/5/2028", "day", "latest", "2028-05-12", "2028-05-11"),
    ("xong trước ngày 01/3", "day", "latest", "2027-03-01", "2027-02-28"),
    ("chậm nhất ngày 12/5", "day", "latest", "2027-05-12", "2027-05-12"),
    ("chậm nhất là ngày 12 tháng 5", "day", "latest", "2027-05-12", "2027-05-12"),
    ("chậm nhất đến ngày 12 tháng 5 năm 2027", "day", "latest", "2027-05-12", "2027-05-12"),
    ("đến ngày 12.5.2027", "day", "latest", "2027-05-12", "2027-05-12"),
    ("đến hết ngày 12-05-2027", "day", "latest", "2027-05-12", "2027-05-12"),
    ("họp vào ngày 12/5", "day", "latest", "2027-05-12", "2027-05-12"),
    ("dự kiến ngày 12/5", "day", "expected", "2027-05-12", "2027-05-12"),
    ("phấn đấu hoàn thành trước ngày 12/5", "day", "aim", "2027-05-12", "2027-05-11"),
    ("hoàn thành trong tháng 2", "month", "latest", "2027-02-28", "2027-02-28"),
    ("hoàn thành trong tháng 2/2028", "month", "latest", "2028-02-29", "2028-02-29"),
    ("trước tháng 6/2027", "month", "latest", "2027-06-30", "2027-05-31"),
    ("hoàn thành trong quý III", "quarter", "latest", "2027-09-30", "2027-09-30"),
    ("hoàn thành quý 2/2028", "quarter", "latest", "2028-06-30", "2028-06-30"),
    ("hoàn thành trong 6 tháng đầu năm", "half", "latest", "2027-06-30", "2027-06-30"),
    ("hoàn thành trong năm 2027", "year", "latest", "2027-12-31", "2027-12-31"),
    ("xong trước năm 2029", "year", "latest", "2029-12-31", "2028-12-31"),
    ("từ ngày 01/4 đến ngày 15/4", "range", "latest", "2027-04-15", "2027-04-15"),
    ("từ ngày 01/4/2027 đến hết ngày 15/4/2027", "range", "latest", "2027-04-15", "2027-04-15"),
    ("Từ tháng 02 đến tháng 5/2028", "range", "latest", "2028-05-31", "2028-05-31"),
    ("bắt đầu từ ngày 01/4", "day", "start", "2027-04-01", None),
    ("khởi động quý IV/2027", "quarter", "start", "2027-12-31", None),
    ("trước ngày khai mạc 10 ngày", "before_event", "latest", "2027-09-10", "2027-09-10"),
    ("trước ngày ra mắt 10 ngày", "before_event", "latest", None, None),
    ("trong thời hạn 05 ngày kể từ ngày nhận đủ giấy tờ", "after_event", "latest", None, None),
    ("05 ngày làm việc, kể từ khi có thông báo", "after_event", "latest", None, None),
]


@pytest.mark.parametrize(("text", "kind", "role", "printed", "until"), LIMITS, ids=str)
def test_a_phrase_limits_the_time(
    text: str, kind: str, role: str, printed: str | None, until: str | None
) -> None:
    (found,) = deadlines_in(f"Nộp danh sách, {text}.", FRAME)

    assert (found.kind, found.role) == (kind, role)
    assert found.printed == (date.fromisoformat(printed) if printed else None)
    close = datetime.fromisoformat(f"{until}T17:00").replace(tzinfo=ZONE) if until else None
    assert found.until == close


HOURS = [
    ("trước 10 giờ ngày 12/5", "2027-05-12T10:00"),
    ("chậm nhất 15h30 ngày 12/5/2027", "2027-05-12T15:30"),
    ("8 giờ 05 phút, ngày 12/5", "2027-05-12T08:05"),
]


@pytest.mark.parametrize(("text", "until"), HOURS)
def test_an_hour_that_is_said_ends_the_time(text: str, until: str) -> None:
    (found,) = deadlines_in(f"Có mặt {text}.", FRAME)

    assert found.kind == "hour"
    assert found.until == datetime.fromisoformat(until).replace(tzinfo=ZONE)


NO_LIMITS = [
    "Thực hiện Nghị quyết số 12/NQ-HĐND ngày 24/12/2026 của Hội đồng nhân dân xã.",
    "theo Hướng dẫn số 8-HD/BTG, ngày 01/4/2027 về công tác tuyên truyền",
    "kỷ niệm 50 năm ngày thành lập xã 05/6/1977 - tổ chức hội trại",
    "chào mừng ngày truyền thống 18/11 của Mặt trận",
    "nhiệm kỳ 2026 - 2031",
    "giai đoạn 2026-2030, định hướng đến năm 2035",
    "phong trào thi đua yêu nước năm 2027",
    "chia thành 1/2 ngày",
    "trước ngày 31/02/2027",
    "đạt 98,5% hồ sơ đúng hạn",
    "trực 24/7 tại trụ sở",
]


@pytest.mark.parametrize("text", NO_LIMITS)
def test_a_date_of_another_thing_is_no_limit(text: str) -> None:
    assert deadlines_in(text, FRAME) == []


def test_a_range_remembers_its_first_day() -> None:
    (found,) = deadlines_in("từ ngày 20/12/2027 đến ngày 05/01/2028", FRAME)

    assert (found.from_, found.printed) == (date(2027, 12, 20), date(2028, 1, 5))


def test_days_of_one_month_make_a_range() -> None:
    (found,) = deadlines_in("Ngày 26, 27/12/2027", FRAME)

    assert (found.kind, found.from_, found.printed) == (
        "range",
        date(2027, 12, 26),
        date(2027, 12, 27),
    )


def test_two_days_beside_each_other_are_two_limits() -> None:
    found = deadlines_in("nộp trước ngày 20/6 và 20/12/2027", FRAME)

    assert [d.printed for d in found] == [date(2027, 6, 20), date(2027, 12, 20)]


def test_a_list_of_times_shares_the_words_of_its_first() -> None:
    found = deadlines_in("mở lớp trong quý II và quý IV", FRAME)

    assert [d.printed for d in found] == [date(2027, 6, 30), date(2027, 12, 31)]


def test_ranges_that_end_alike_but_begin_apart_are_both_kept() -> None:
    found = deadlines_in("từ 01/4/2027 đến 30/9/2027; từ 01/7/2027 đến 30/9/2027", FRAME)

    assert [d.from_ for d in found] == [date(2027, 4, 1), date(2027, 7, 1)]


def test_expected_and_latest_dates_stand_side_by_side() -> None:
    found = deadlines_in("dự kiến ngày 02/6, chậm nhất ngày 09/6", FRAME)

    assert [(d.role, d.printed) for d in found] == [
        ("expected", date(2027, 6, 2)),
        ("latest", date(2027, 6, 9)),
    ]


def test_a_column_about_time_may_name_a_bare_year() -> None:
    about = TimeFrame(year=2027, about_time=True)

    found = deadlines_in("Thí điểm năm 2028; nhân rộng 2029 (phấn đấu)", about)

    assert [(d.printed, d.role) for d in found] == [
        (date(2028, 12, 31), "latest"),
        (date(2029, 12, 31), "aim"),
    ]


def test_half_a_day_is_no_date_even_in_a_column_about_time() -> None:
    assert deadlines_in("Thời gian: 1/2 ngày", TimeFrame(year=2027, about_time=True)) == []


def test_without_a_year_a_day_says_no_date() -> None:
    assert deadlines_in("trước ngày 12/5", TimeFrame()) == []


def test_a_phrase_points_to_its_place() -> None:
    text = "Lập danh sách, gửi Văn phòng trước ngày 12/5 để tổng hợp."

    (found,) = deadlines_in(text, FRAME)

    assert text[slice(*found.span)] == found.phrase == "trước ngày 12/5"


@pytest.mark.parametrize(
    ("line", "phrase", "printed"),
    [
        ("1. Thời gian: 01 ngày, thứ Sáu, ngày 24/9/2027.", "trước 05 ngày tổ chức Hội thi", 19),
        (
            "- Thời gian tổ chức: ngày 24 tháng 9 năm 2027",
            "chậm nhất 03 ngày trước khi tổ chức",
            21,
        ),
        ("Thời gian: từ ngày 24/9/2027 đến ngày 26/9/2027", "trước 05 ngày tổ chức Hội thi", None),
        ("Thời gian: 24/9/2027", "trước 05 ngày nghiệm thu", None),
    ],
)
def test_days_before_the_plans_own_event_are_counted_from_the_day_it_is_held(
    line: str, phrase: str, printed: int | None
) -> None:
    frame = TimeFrame(year=2027, events=events_in(["KẾ HOẠCH", line]))

    days = [d.printed.day for d in deadlines_in(f"Gửi danh sách {phrase}.", frame) if d.printed]

    assert days == ([printed] if printed else [])
