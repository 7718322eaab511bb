"""The head of plans, decisions, letters and Party documents."""

from datetime import date

import pytest

from dondoc.reading.structure.head import head_of
from dondoc.reading.structure.plaintext import lines_from_text


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 45/UBND-VP", "45/UBND-VP"),
        ("Số 15-KH/ĐU", "15-KH/ĐU"),
        ("Số: 12/2027/QĐ-UBND", "12/2027/QĐ-UBND"),
        ("Số:      /KH-UBND", None),
        ("UBND XÃ HOA CÚC Số: 7/KH-UBND", "7/KH-UBND"),
    ],
)
def test_the_number_is_read_as_printed(line: str, number: str | None) -> None:
    head = head_of(lines_from_text(f"{line}\nKẾ HOẠCH\nTrồng cây"))

    assert head.number == number


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Hoa Cúc, ngày 05 tháng 4 năm 2027", date(2027, 4, 5)),
        ("Hoa Cúc, ngày 05/4/2027", date(2027, 4, 5)),
        ("Hoa Cúc ngày 05 tháng 4 năm 2027", date(2027, 4, 5)),
        ("Hoa Cúc, ngày    tháng 4 năm 2027", None),
        ("Hội thi diễn ra Chủ nhật, ngày 05 tháng 4 năm 2027", None),
        ("Căn cứ Kế hoạch, ngày 05 tháng 4 năm 2027", None),
    ],
)
def test_the_date_of_issue_is_that_of_the_letterhead(line: str, day: date | None) -> None:
    assert head_of(lines_from_text(f"{line}\nKẾ HOẠCH\nTrồng cây")).issued_on == day


def test_a_letter_is_called_by_what_it_is_about() -> None:
    head = head_of(
        lines_from_text(
            "ỦY BAN NHÂN DÂN\nXÃ HOA CÚC\nSố: 45/UBND-VP\nV/v dạy bơi cho\nhọc sinh tiểu học\n"
            "Hoa Cúc, ngày 05 tháng 4 năm 2027\nKính gửi: Các trường."
        )
    )

    assert (head.title, head.issuer) == (
        "dạy bơi cho học sinh tiểu học",
        "ỦY BAN NHÂN DÂN XÃ HOA CÚC",
    )


def test_a_title_in_capitals_may_take_several_lines() -> None:
    head = head_of(
        lines_from_text("KẾ HOẠCH LIÊN TỊCH\nTRỒNG RỪNG VEN BIỂN\nNĂM 2027\nI. MỤC ĐÍCH\n1. Xanh.")
    )

    assert (head.title, head.year) == ("TRỒNG RỪNG VEN BIỂN NĂM 2027", 2027)


def test_the_year_may_end_the_title_without_its_word() -> None:
    assert head_of(lines_from_text("KẾ HOẠCH\nHội làng Xuân 2027")).year == 2027


def test_the_words_of_the_state_are_no_issuer() -> None:
    head = head_of(
        lines_from_text("UBND XÃ HOA CÚC   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\nTrồng cây")
    )

    assert head.issuer == "UBND XÃ HOA CÚC"


@pytest.mark.parametrize(
    ("title", "year", "span"),
    [
        ("Trồng cây năm 2028", 2028, (None, None)),
        ("Trồng cây kỷ niệm năm 1977", 2027, (None, None)),
        ("Dạy bơi năm học 2027-2028", 2027, (date(2027, 9, 1), date(2028, 5, 31))),
    ],
)
def test_a_plan_of_december_may_be_for_the_year_that_its_title_names(
    title: str, year: int, span: tuple[date | None, date | None]
) -> None:
    head = head_of(
        lines_from_text(f"Hoa Cúc, ngày 20 tháng 12 năm 2027\nKẾ HOẠCH\n{title}\nI. MỤC ĐÍCH")
    )

    assert (head.year, (head.starts_on, head.ends_on)) == (year, span)
