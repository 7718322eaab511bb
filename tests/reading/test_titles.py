"""Which headings open the part that assigns work."""

import pytest

from dondoc.reading.draft import Section
from dondoc.reading.read import read_text
from dondoc.reading.structure.titles import is_section_title, title_rank

_WORK = "1. Trạm Y tế xã\n- Khám mắt cho người già.\n2. Công an xã\n- Giữ trật tự."


@pytest.mark.parametrize(
    "title",
    [
        "V. TỔ CHỨC THỰC HIỆN",
        "V/ Tổ chức thực hiện:",
        "V- TỔ CHỨC THỰC HIỆN VÀ CHẾ ĐỘ BÁO CÁO",
        "V) Kinh phí và tổ chức thực hiện",
        "Phần V. PHÂN CÔNG TRÁCH NHIỆM",
        "PHẦN THỨ NĂM: TỔ CHỨC TRIỂN KHAI",
        "Phần thứ năm\nTỔ CHỨC THỰC HIỆN",
        "Chương V\nTRÁCH NHIỆM THỰC HIỆN",
        "V. TRÁCH NHIỆM CỦA CÁC PHÒNG, BAN, NGÀNH TRONG VIỆC\nCHĂM SÓC NGƯỜI CAO TUỔI",
        "V. Nhiệm vụ của các thành viên",
        "V. PHÂN CÔNG CHUẨN BỊ",
        "Mục V. Phân công tổ chức thực hiện",
        "V. TỔ CHỨC THỤC HIÊM",
    ],
)
def test_the_section_is_found_under_any_usual_title(title: str) -> None:
    reading = read_text(f"KẾ HOẠCH\nChăm mắt\nI. MỤC ĐÍCH\n1. Sáng mắt.\n{title}\n{_WORK}")

    assert [(c.path, c.lead) for c in reading.clauses] == [
        ("V.1.-1", ("Trạm Y tế xã",)),
        ("V.2.-1", ("Công an xã",)),
    ]


@pytest.mark.parametrize(
    "title", ["5. Tổ chức thực hiện.", "5/ PHÂN CÔNG NHIỆM VỤ", "5- Phân công"]
)
def test_a_plan_without_roman_numbers_has_its_section_under_a_number(title: str) -> None:
    text = f"KẾ HOẠCH\nChăm mắt\n4. Kinh phí\nXã chi.\n{title}\na) Trạm Y tế khám mắt.\nb) Các thôn họp."

    assert [c.path for c in read_text(text).clauses] == ["5.a", "5.b"]


@pytest.mark.parametrize(
    "title",
    [
        "TÌNH HÌNH TỔ CHỨC THỰC HIỆN NĂM 2026",
        "Kết quả tổ chức thực hiện",
        "Công tác lãnh đạo, chỉ đạo, tổ chức thực hiện",
        "Kế hoạch tổ chức thực hiện được gửi các thôn.",
        "Thời gian tổ chức thực hiện",
        "Mục đích",
    ],
)
def test_a_heading_about_something_else_is_no_such_title(title: str) -> None:
    assert title_rank(title) is None


def test_an_activity_within_the_content_is_not_the_section() -> None:
    text = (
        "III. NỘI DUNG\n1. Tổ chức thực hiện tuần lễ đọc sách\n- Mỗi lớp có một tủ sách.\n"
        f"IV. TỔ CHỨC THỰC HIỆN\n{_WORK}"
    )

    reading = read_text(text)

    assert [c.path for c in reading.clauses] == ["IV.1.-1", "IV.2.-1"]
    assert reading.section == Section("IV", "TỔ CHỨC THỰC HIỆN")


def test_bodies_named_within_the_content_are_read_besides_the_section() -> None:
    text = (
        "II. NỘI DUNG\n1. Nhiệm vụ của các đơn vị\n- Trạm Y tế: trực cấp cứu.\n"
        f"IV. TỔ CHỨC THỰC HIỆN\n{_WORK}"
    )

    assert [c.path for c in read_text(text).clauses] == ["II.1.-1", "IV.1.-1", "IV.2.-1"]


def test_a_title_that_names_a_body_hands_it_down() -> None:
    text = "Điều 2. Nhiệm vụ của Tổ công tác\n1. Lập danh sách hộ nghèo.\n2. Kiểm tra các thôn."

    assert [(c.path, c.lead) for c in read_text(text).clauses] == [
        ("Điều 2.1", ("Tổ công tác",)),
        ("Điều 2.2", ("Tổ công tác",)),
    ]


def test_a_section_of_one_line_is_a_clause() -> None:
    text = "KẾ HOẠCH\nChăm mắt\n5. Tổ chức thực hiện: Giao Trạm Y tế xã lập danh sách người cần mổ."

    (clause,) = read_text(text).clauses

    assert (clause.path, clause.lead) == ("5", ("Trạm Y tế xã",))


def test_a_bold_line_without_a_number_can_be_the_title() -> None:
    assert is_section_title("Phân công nhiệm vụ cho các tổ", bold=True)
    assert not is_section_title("Phân công nhiệm vụ cho các tổ")
