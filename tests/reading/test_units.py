"""Phrases with the bodies that a careful reader finds in them; add a line for a phrase of yours."""

import pytest

from dondoc.reading.bodies.roles import roles_of

#: (clause, who must act, who helps, mode said by the clause itself)
CLAUSES: list[tuple[str, list[str], list[str], str | None]] = [
    ("UBND xã tổ chức hội nghị triển khai đến các thôn.", ["UBND xã"], [], None),
    ("Giao Công an phường tuần tra ban đêm.", ["Công an phường"], [], "assign"),
    ("Yêu cầu các khóm rà soát hộ nghèo.", ["các khóm"], [], "assign"),
    (
        "Đề nghị Hội Nông dân xã và Hội Cựu chiến binh xã vận động hội viên trồng cây.",
        ["Hội Nông dân xã", "Hội Cựu chiến binh xã"],
        [],
        "request",
    ),
    (
        "Văn phòng HĐND và UBND phường chủ trì, phối hợp với Công an phường lập danh sách.",
        ["Văn phòng HĐND và UBND phường"],
        ["Công an phường"],
        None,
    ),
    (
        "Trạm Y tế chủ trì, Trường Tiểu học Hoa Sen phối hợp khám sức khỏe cho học sinh.",
        ["Trạm Y tế"],
        ["Trường Tiểu học Hoa Sen"],
        None,
    ),
    (
        "Căn cứ Kế hoạch này, đề nghị Đoàn Thanh niên xã ra quân dọn kênh.",
        ["Đoàn Thanh niên xã"],
        [],
        "request",
    ),
    (
        "Công chức Tài chính - Kế toán, Công chức Địa chính: cân đối nguồn chi.",
        ["Công chức Tài chính - Kế toán", "Công chức Địa chính"],
        [],
        None,
    ),
    ("Sở VH, TT&DL tham mưu văn bản hướng dẫn.", ["Sở VH, TT&DL"], [], None),
    (
        "UBND các xã, phường rà soát số liệu.",
        ["UBND các xã, phường"],
        [],
        None,
    ),
    (
        "Ban Chỉ đạo cấp quân khu, Ban Chỉ đạo các tỉnh, thành phố họp giao ban.",
        ["Ban Chỉ đạo cấp quân khu", "Ban Chỉ đạo các tỉnh, thành phố"],
        [],
        None,
    ),
    (
        "Phòng Kỹ thuật, Tổng công ty Sông Lam lập bản vẽ.",
        ["Phòng Kỹ thuật, Tổng công ty Sông Lam"],
        [],
        None,
    ),
    (
        "Phòng Kinh tế, Tổng công ty Sông Lam và Công an xã lập bản vẽ.",
        ["Phòng Kinh tế", "Tổng công ty Sông Lam", "Công an xã"],
        [],
        None,
    ),
    (
        "Thường trực HĐND, UBND, Đảng ủy xã thống nhất cách làm.",
        ["Thường trực HĐND xã", "UBND xã", "Đảng ủy xã"],
        [],
        None,
    ),
    (
        "Đồng chí Phó Bí thư - Trưởng ban vận động: điều hành chung.",
        ["Phó Bí thư - Trưởng ban vận động"],
        [],
        None,
    ),
    (
        "Ban Giám hiệu Trường Mầm non Sao Mai có trách nhiệm mở cửa đúng giờ.",
        ["Ban Giám hiệu Trường Mầm non Sao Mai"],
        [],
        None,
    ),
    (
        "Tổ tư vấn cộng đồng thường xuyên đến từng hộ.",
        ["Tổ tư vấn cộng đồng"],
        [],
        None,
    ),
    (
        "Các cơ quan, đơn vị và các chi bộ trực thuộc báo cáo số liệu.",
        ["Các cơ quan, đơn vị", "các chi bộ trực thuộc"],
        [],
        None,
    ),
    (
        "Trưởng, Phó các khu phố có trách nhiệm nhắc nhở từng hộ.",
        ["Trưởng, Phó các khu phố"],
        [],
        None,
    ),
    (
        "Các chi đoàn cụ thể hóa thành việc của mình.",
        ["Các chi đoàn"],
        [],
        None,
    ),
    (
        "Giao đồng chí Lê Văn An - Công chức Văn hóa làm đầu mối.",
        ["Công chức Văn hóa"],
        [],
        "assign",
    ),
    (
        "Các ông (bà) Trưởng thôn: Báo tin đến từng hộ.",
        ["Trưởng thôn"],
        [],
        None,
    ),
    (
        "Đồng chí Phạm Văn Bình, Phó Chủ tịch UBND xã, Trưởng ban: chỉ đạo chung.",
        ["Phó Chủ tịch UBND xã, Trưởng ban"],
        [],
        None,
    ),
    (
        "Đề nghị Thường trực Ủy ban MTTQ Việt Nam xã giám sát việc chi.",
        ["Thường trực Ủy ban MTTQ Việt Nam xã"],
        [],
        "request",
    ),
    ("Công chức phụ trách văn hóa viết bài.", ["Công chức phụ trách văn hóa"], [], None),
    ("Nhân viên y tế trường học khám mắt cho học sinh.", ["Nhân viên y tế trường học"], [], None),
    (
        "Theo dõi, đôn đốc các cơ quan, đơn vị làm đúng hẹn.",
        [],
        [],
        None,
    ),
    (
        "Đề nghị MTTQ và các đoàn thể chính trị - xã hội vận động hội viên.",
        ["MTTQ", "các đoàn thể chính trị - xã hội"],
        [],
        "request",
    ),
    ("Việc thu gom do Hợp tác xã Rạng Đông thực hiện.", ["Hợp tác xã Rạng Đông"], [], None),
    ("Tổ chức thi nấu ăn tại nhà văn hóa.", [], [], None),
    ("Phòng, chống dịch bệnh theo mùa.", [], [], None),
    ("Báo cáo UBND thành phố trước ngày 20.", [], [], None),
    ("Thực hiện dưới sự lãnh đạo của Đảng ủy.", [], [], None),
    (
        "Phối hợp chặt chẽ với các trường học trên địa bàn trong việc đưa đón học sinh.",
        [],
        ["các trường học trên địa bàn"],
        None,
    ),
]


@pytest.mark.parametrize(("text", "lead", "support", "mode"), CLAUSES, ids=lambda v: str(v)[:40])
def test_a_clause_names_those_who_act_and_those_who_help(
    text: str, lead: list[str], support: list[str], mode: str | None
) -> None:
    roles = roles_of(text)

    assert [name.text for name in roles.lead] == lead
    assert [name.text for name in roles.support] == support
    assert roles.mode == mode


HEADINGS = [
    ("Đối với đội ngũ cộng tác viên", ["đội ngũ cộng tác viên"]),
    ("Giao Phòng Kinh tế:", ["Phòng Kinh tế"]),
    ("Các hộ kinh doanh tham gia chợ đêm", ["Các hộ kinh doanh tham gia chợ đêm"]),
    ("Công an xã có trách nhiệm:", ["Công an xã"]),
    ("Chế độ thông tin", []),
]


@pytest.mark.parametrize(("text", "lead"), HEADINGS, ids=lambda v: str(v)[:40])
def test_a_heading_names_the_owner_of_the_lines_below(text: str, lead: list[str]) -> None:
    roles = roles_of(text, heading=True)

    assert [name.text for name in roles.lead] == lead


def test_a_line_below_a_heading_keeps_its_owner_when_it_asks_another_body() -> None:
    roles = roles_of("Đề nghị Sở Xây dựng hỗ trợ bản vẽ.", inherited=True)

    assert roles.lead == ()


def test_names_point_to_their_place_in_the_text() -> None:
    text = "Giao Tổ dân phố 3, Tổ dân phố 4 quét dọn hẻm."

    roles = roles_of(text)

    assert [text[n.start : n.end] for n in roles.lead] == ["Tổ dân phố 3", "Tổ dân phố 4"]
    assert text[roles.body :] == "quét dọn hẻm."


def test_the_duty_begins_after_a_bracket_that_follows_the_name() -> None:
    text = "UBND các xã (trừ xã đảo): nộp bảng kê."

    roles = roles_of(text)

    assert [name.text for name in roles.lead] == ["UBND các xã"]
    assert text[roles.body :] == "nộp bảng kê."


def test_an_exception_is_kept_with_the_unit() -> None:
    roles = roles_of("Các trường trên địa bàn (trừ trường mầm non) tổ chức hội khỏe.")

    assert roles.except_ == ("trường mầm non",)


@pytest.mark.parametrize(
    "phrase",
    ["các thôn, trừ ", "Chủ trì: Công an xã, ", "(Công an xã ", "đồng chí An, ", "phối hợp, "],
)
def test_a_phrase_repeated_a_thousand_times_is_read_without_harm(phrase: str) -> None:
    text = phrase * 1000

    roles = roles_of(text)

    assert all(0 <= name.start < name.end <= len(text) for name in (*roles.lead, *roles.support))
