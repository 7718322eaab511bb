"""Numbers, letters and bullets in any order → paths and owners."""

import pytest

from dondoc.reading.read import read_text

_HEAD = "KẾ HOẠCH\nNgày hội làng năm 2027\nIII. PHÂN CÔNG NHIỆM VỤ\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "1- Công an xã\n+ Gác cổng.\n+ Tuần tra.\n2- Trạm Y tế tổ chức trực.",
            [("III.1.+1", "Công an xã"), ("III.1.+2", "Công an xã"), ("III.2", "Trạm Y tế")],
            id="numbers with a hyphen",
        ),
        pytest.param(
            "Công an xã:\nGác cổng.\nTuần tra đêm.\nTrạm Y tế:\nTrực cấp cứu.",
            [("III.p1", "Công an xã"), ("III.p2", "Công an xã"), ("III.p3", "Trạm Y tế")],
            id="names over plain paragraphs",
        ),
        pytest.param(
            "Công an xã\n1. Gác cổng.\n2. Tuần tra.\nTrạm Y tế\n1. Trực cấp cứu.",
            [("III.1", "Công an xã"), ("III.2", "Công an xã"), ("III.1(2)", "Trạm Y tế")],
            id="numbers that begin anew",
        ),
        pytest.param(
            "* Công an xã:\n- Gác cổng.\n* Trạm Y tế\n- Trực cấp cứu.\n- Phát thuốc.",
            [("III.*1.-1", "Công an xã"), ("III.*2.-1", "Trạm Y tế"), ("III.*2.-2", "Trạm Y tế")],
            id="stars over dashes",
        ),
        pytest.param(
            "1. Khối cơ quan\n+ Công an xã:\n- Gác cổng.\n+ Trạm Y tế:\n- Trực cấp cứu.",
            [("III.1.+1.-1", "Công an xã"), ("III.1.+2.-1", "Trạm Y tế")],
            id="plus over dash",
        ),
        pytest.param(
            "1. Công an xã\na) An ninh:\n1) Gác cổng.\n2) Tuần tra.\nb) Phân luồng.\n2. Trạm Y tế\na) Trực.",
            [
                ("III.1.a.1", "Công an xã"), ("III.1.a.2", "Công an xã"),
                ("III.1.b", "Công an xã"), ("III.2.a", "Trạm Y tế"),
            ],
            id="numbers below letters",
        ),
        pytest.param(
            "- Công an xã:\na) Gác cổng.\nb) Tuần tra.\n- Trạm Y tế:\na) Trực cấp cứu.",
            [("III.-1.a", "Công an xã"), ("III.-1.b", "Công an xã"), ("III.-2.a", "Trạm Y tế")],
            id="letters below dashes",
        ),
        pytest.param(
            "1. Trạm Y tế\n1.1. Trực cấp cứu.\n1.2. Phát thuốc.\n3. Công an xã\n3.1. Gác cổng.",
            [("III.1.1", "Trạm Y tế"), ("III.1.2", "Trạm Y tế"), ("III.3.1", "Công an xã")],
            id="a number is skipped",
        ),
        pytest.param(
            "1. Công tác an ninh\nCông an xã lập phương án.\n2. Kinh phí\nNguồn xã hội hóa.",
            [("III.1", "Công an xã")],
            id="topics instead of bodies",
        ),
        pytest.param(
            "A. KHỐI CƠ QUAN\n1. Công an xã\n- Gác cổng.\nB. KHỐI TRƯỜNG HỌC\n1. Trường Mầm non\n- Múa.",
            [("III.A.1.-1", "Công an xã"), ("III.B.1.-1", "Trường Mầm non")],
            id="parts below Roman numbers",
        ),
    ],
)  # fmt: skip
def test_items_have_their_paths_and_owners(body: str, expected: list[tuple[str, str]]) -> None:
    clauses = read_text(_HEAD + body).clauses

    assert [(c.path, *c.lead) for c in clauses] == expected


def test_no_two_clauses_have_one_path() -> None:
    body = "\n".join(
        ["Công an xã\n1. Gác cổng.", "Trạm Y tế\n1. Trực.", "Hội Nông dân xã\n1. Cấy."]
    )

    assert [c.path for c in read_text(_HEAD + body).clauses] == ["III.1", "III.1(2)", "III.1(3)"]


def test_what_is_signed_is_over() -> None:
    text = _HEAD + "1. Công an xã gác cổng.\nT/M ĐẢNG ỦY\nPHÓ BÍ THƯ\nTrần Văn Bình"

    assert [c.path for c in read_text(text).clauses] == ["III.1"]


def test_a_plan_that_follows_its_decision_is_read() -> None:
    text = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch trồng cây\nĐiều 1. Ban hành kèm theo Kế hoạch trồng cây.\n"
        "Điều 2. Văn phòng và các phòng chịu trách nhiệm thi hành Quyết định này./.\n"
        "Nơi nhận:\n- Như Điều 2;\nTM. ỦY BAN NHÂN DÂN\nKẾ HOẠCH\nTrồng cây năm 2027\n"
        "I. MỤC ĐÍCH\n1. Bóng mát.\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế hướng dẫn chọn giống."
    )

    assert [c.path for c in read_text(text).clauses] == ["II.1"]


def test_sections_of_the_plan_and_of_its_annexes_are_all_read() -> None:
    text = (
        f"{_HEAD}1. Công an xã gác cổng.\nNơi nhận:\n- Lưu.\nPhụ lục 1\nPHÂN CÔNG NHIỆM VỤ\n"
        "1. Trạm Y tế\n- Trực cấp cứu.\n2. Các thôn\n- Dọn đường."
    )

    assert [c.path for c in read_text(text).clauses] == ["III.1", "PL1.1.-1", "PL1.2.-1"]


def test_roman_numbers_that_count_on_through_parts_stand_alone() -> None:
    text = (
        "Phần thứ nhất\nTÌNH HÌNH\nI. KẾT QUẢ\n1. Tốt.\nPhần thứ hai\nKẾ HOẠCH NĂM 2027\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Các thôn họp dân."
    )

    assert [c.path for c in read_text(text).clauses] == ["II.1"]


@pytest.mark.parametrize(
    ("closing", "paths"),
    [
        ("Kế hoạch này được phổ biến đến các chi bộ để thực hiện.", ["III.1"]),
        ("Chỉ thị này được quán triệt đến toàn thể đảng viên, hội viên./.", ["III.1"]),
        ("Kế hoạch này được gửi đến các thôn. Giao Công an xã nhắc nhở.", ["III.1", "III.2"]),
        ("Kế hoạch này được gửi đến các thôn, giao Công an xã nhắc nhở.", ["III.1", "III.2"]),
    ],
)
def test_a_line_that_makes_the_document_known_asks_nobody(closing: str, paths: list[str]) -> None:
    clauses = read_text(f"{_HEAD}1. Trạm Y tế trực cấp cứu.\n2. {closing}").clauses

    assert [clause.path for clause in clauses] == paths
