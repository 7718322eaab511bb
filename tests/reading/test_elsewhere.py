"""Dated things that stand outside the clauses."""

from dondoc.reading.read import read_text

_PLAN = """\
KẾ HOẠCH
Hội thi năm 2027
Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2027 của Ủy ban nhân dân tỉnh;
Ngày 10/01/2027, Ban Tổ chức họp.
I. TÌNH HÌNH
1. Ngày 05/5/2026, xã đã tổ chức hội thi lần thứ nhất.
II. THỜI GIAN THỰC HIỆN: từ ngày 01/3/2027 đến ngày 30/4/2027.
III. NỘI DUNG
1. Vòng sơ khảo
- Thời gian: từ ngày 01/3/2027 đến ngày 10/3/2027.
- Địa điểm: nhà văn hóa.
2. Tiến độ
a) Đợt 1: từ ngày 15/3/2027 đến ngày 20/3/2027.
3. Các trường nộp hồ sơ dự thi trước ngày 15/3/2027.
IV. TỔ CHỨC THỰC HIỆN
1. Công an xã giữ trật tự trước ngày 02/3/2027.
2. Thời gian hoàn thành: trước ngày 28/4/2027.
Bình Minh, ngày 20 tháng 01 năm 2027
"""


def test_phases_and_time_lines_are_listed_with_what_they_belong_to() -> None:
    found = [(item.path, item.heading) for item in read_text(_PLAN).elsewhere]

    assert found == [
        ("II", ""),
        ("III.1.-1", "Vòng sơ khảo"),
        ("III.2.a", "NỘI DUNG"),
        ("III.3", "NỘI DUNG"),
        ("IV.2", "TỔ CHỨC THỰC HIỆN"),
    ]


def test_a_time_line_within_the_section_is_no_clause() -> None:
    assert [clause.path for clause in read_text(_PLAN).clauses] == ["IV.1"]


def test_what_a_heading_asks_of_a_body_is_asked_below_it_too() -> None:
    text = _PLAN.replace("1. Vòng sơ khảo", "1. Trạm Y tế")

    item = next(item for item in read_text(text).elsewhere if item.path == "III.1.-1")

    assert item.lead == ("Trạm Y tế",)


def test_money_that_a_body_must_plan_for_is_a_clause() -> None:
    text = _PLAN.replace(
        "2. Thời gian hoàn thành: trước", "2. Kinh phí: Giao Phòng Kinh tế lập dự toán trước"
    )

    clause = read_text(text).clauses[-1]

    assert (clause.path, clause.lead) == ("IV.2", ("Phòng Kinh tế",))
