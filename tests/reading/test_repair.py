"""What OCR breaks in marks, dates and fixed words is put right; all else is kept as it was read."""

import pytest

from dondoc.reading.line import Line
from dondoc.reading.pages.repair import repaired
from dondoc.reading.pages.repair_words import repaired_words
from dondoc.reading.structure.plaintext import lines_from_text


def _scan(*texts: str) -> list[str]:
    return [line.text for line in repaired([Line(text, scanned=True) for text in texts])]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (
            "Công an xã chù trì, phối họp với Trạm Y tê",
            "Công an xã chủ trì, phối hợp với Trạm Y tế",
        ),
        (
            "Uỳ ban nhân dân xã tô chúc hội nghi",
            "Uỷ ban nhân dân xã tổ chức hội nghị".replace("Uỷ", "Ủy"),
        ),
        ("TỎ CHỨC THỤC HIỆN", "TỔ CHỨC THỰC HIỆN"),
        ("Sờ Tài chính thẩm đinh", "Sở Tài chính thẩm định"),
        ("xong trước ngày l5/6/2027", "xong trước ngày 15/6/2027"),
        ("từ 0l/7 đến 3O/9", "từ 01/7 đến 30/9"),
        ("* kưu ý: mang theo đèn pin", "* Lưu ý: mang theo đèn pin"),
        ("Số:2l/KH-UBND", "Số: 21/KH-UBND"),
        ("ngày l2 tháng O5 năm 2027", "ngày 12 tháng 05 năm 2027"),
        ("Trạm Y tế xã | khám bệnh _ cho người già", "Trạm Y tế xã khám bệnh cho người già"),
    ],
)
def test_sure_misreadings_are_put_right(read: str, meant: str) -> None:
    assert repaired_words(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Uỷ ban nhân dân xã", "Ủy ban nhân dân xã", "ông Phạm Văn Đồng", "bà Lê Thị Trấn",
        "đội cộng tác viên của ấp", "hộ có quan hệ họ hàng", "mỗi trường học một vườn hoa",
        "theo tình hình thực tế", "các văn bản chỉ đạo", "văn bản hành chính", "lãnh đạo tạo điều kiện",
        "hằng năm và hàng năm", "Thứ trưởng phát biểu", "tỷ lệ 1/2 số hộ", "đường tỉnh 15/B",
    ],
)  # fmt: skip
def test_words_that_only_look_misread_are_left_alone(text: str) -> None:
    assert repaired_words(text) == text


def test_parts_are_numbered_as_they_follow() -> None:
    assert _scan(
        "I. MỤC ĐÍCH", "H. NỘI DUNG", "HI- GIẢI PHÁP", "1V. KINH PHÍ", "V, KHEN THƯỞNG",
        "\\£ TỔ CHỨC THỰC HIỆN",
    ) == [
        "I. MỤC ĐÍCH", "II. NỘI DUNG", "III- GIẢI PHÁP", "IV. KINH PHÍ", "V. KHEN THƯỞNG",
        "VI. TỔ CHỨC THỰC HIỆN",
    ]  # fmt: skip


def test_a_part_that_lost_a_stroke_is_told_by_the_one_before() -> None:
    assert _scan("I. MỤC ĐÍCH", "II. NỘI DUNG", "II. TỔ CHỨC THỰC HIỆN")[-1] == (
        "III. TỔ CHỨC THỰC HIỆN"
    )


def test_a_part_that_lost_its_dot_gets_it_back() -> None:
    assert _scan("I. MỤC ĐÍCH", "II TỔ CHỨC THỰC HIỆN")[-1] == "II. TỔ CHỨC THỰC HIỆN"


def test_parts_of_an_annex_are_counted_anew() -> None:
    assert _scan("I. MỤC ĐÍCH", "II. NỘI DUNG", "PHỤ LỤC", "I. DANH MỤC VIỆC")[-1] == (
        "I. DANH MỤC VIỆC"
    )


def test_letters_follow_their_order() -> None:
    texts = ["a) Một", "b) Hai", "e) Ba", "d) Bốn", "d) Năm", "c) Sáu", "g) Bảy"]

    assert "".join(text[0] for text in _scan(*texts)) == "abcdđeg"


def test_numbers_are_read_by_the_one_before() -> None:
    assert _scan("9. Hội Nông dân xã", "lO. Đoàn Thanh niên xã", "l1, Trạm Y tế xã") == [
        "9. Hội Nông dân xã", "10. Đoàn Thanh niên xã", "11. Trạm Y tế xã",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "read", ["_—- Lập danh sách", ": Lập danh sách", "« Lập danh sách", "~ Lập danh sách"]
)
def test_what_stands_for_a_dash_becomes_a_dash(read: str) -> None:
    assert _scan(read) == ["- Lập danh sách"]


def test_stains_are_no_lines() -> None:
    assert _scan("Trạm Y tế xã", "wv “z |/ r\\", "đi") == ["Trạm Y tế xã", "đi"]


def test_cells_of_a_table_are_repaired_and_stay_in_their_row() -> None:
    row = Line("a | b", cells=("Sửa cầu", "Sờ Xây dụng", ""), table=1, scanned=True)

    assert repaired([row]) == [
        Line("Sửa cầu | Sở Xây dựng", cells=("Sửa cầu", "Sở Xây dựng", ""), table=1, scanned=True)
    ]


def test_a_text_that_was_typed_is_not_touched() -> None:
    lines = [Line("HI. TỎ CHỨC"), Line(": Lập danh sách")]

    assert repaired(lines) == lines


def test_raw_ocr_shows_itself_in_a_text_file() -> None:
    text = "\n\n".join([
        "I. MUC ĐÍCH", "HI- NỘI DUNG CỦA ĐỢT", "Uỳ ban nhân dân xã chù trì.",
        "Công an xã phối họp.", "Trạm Y tê tô chúc khám bệnh.",
    ])  # fmt: skip

    assert [line.text for line in lines_from_text(text)][2:] == [
        "Ủy ban nhân dân xã chủ trì.", "Công an xã phối hợp.", "Trạm Y tế tổ chức khám bệnh.",
    ]  # fmt: skip
