"""Decisions, directives, letters and notices that assign without such a section."""

from dondoc.reading.draft import Reading
from dondoc.reading.read import read_text

_LETTER = "ỦY BAN NHÂN DÂN\nXÃ HOA CÚC\nSố: 45/UBND-VP\nV/v chuẩn bị hội làng\n"


def _paths(reading: Reading) -> list[tuple[str, tuple[str, ...], str]]:
    return [(clause.path, clause.lead, clause.mode) for clause in reading.clauses]


def test_an_article_that_orders_a_body_is_a_clause_and_the_closing_formula_is_none() -> None:
    reading = read_text(
        "QUYẾT ĐỊNH\nPhê duyệt đề án trồng rừng\nĐiều 1. Phê duyệt đề án.\n"
        "1. Mục tiêu: trồng 20 ha.\n"
        "Điều 2. Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng cân đối vốn.\n"
        "Điều 3. Quyết định này có hiệu lực từ ngày ký.\n"
        "Điều 4. Chánh Văn phòng, Giám đốc các Sở chịu trách nhiệm thi hành Quyết định này./."
    )

    assert _paths(reading) == [("Điều 2", ("Sở Tài chính",), "assign")]
    assert reading.section is None


def test_articles_of_a_regulation_each_hand_down_their_body() -> None:
    reading = read_text(
        "QUY CHẾ\nGiữ sạch đường làng\nChương II\nTRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ\n"
        "Điều 5. Phòng Kinh tế\n1. Kiểm tra việc thu gom rác.\n2. Tổng hợp kết quả.\n"
        "Điều 6. Trách nhiệm của các thôn\nCác thôn tổ chức quét đường.\n"
        "Chương III\nĐIỀU KHOẢN THI HÀNH\nĐiều 7. Hiệu lực\nQuy chế có hiệu lực từ 01/01/2028."
    )

    assert _paths(reading) == [
        ("Điều 5.1", ("Phòng Kinh tế",), "assign"),
        ("Điều 5.2", ("Phòng Kinh tế",), "assign"),
        ("Điều 6", ("Các thôn",), "assign"),
    ]


def test_paragraphs_of_a_letter_that_order_a_body_are_clauses() -> None:
    reading = read_text(
        f"{_LETTER}Kính gửi:\n- Công an xã;\n- Các thôn.\n"
        "Để chuẩn bị hội làng, Chủ tịch UBND xã có ý kiến như sau:\n"
        "Giao Công an xã bảo đảm an ninh trật tự.\n"
        "Đề nghị các thôn dọn vệ sinh trước ngày 15/3/2027.\n"
        "Văn phòng HĐND và UBND xã theo dõi, đôn đốc, báo cáo kết quả./."
    )

    assert _paths(reading) == [
        ("p1", ("Công an xã",), "assign"),
        ("p2", ("các thôn",), "request"),
        ("p3", ("Văn phòng HĐND và UBND xã",), "assign"),
    ]


def test_bullets_of_a_letter_follow_its_lead_in_and_not_its_addressees() -> None:
    reading = read_text(
        f"{_LETTER}Kính gửi: Các cơ quan, đơn vị.\nChủ tịch UBND xã yêu cầu:\n"
        "- Công an xã bảo đảm an ninh trật tự.\n- Trạm Y tế bố trí trực."
    )

    assert _paths(reading) == [
        ("-1", ("Công an xã",), "assign"),
        ("-2", ("Trạm Y tế",), "assign"),
    ]


def test_items_that_name_nobody_fall_to_those_whom_the_lead_in_asks() -> None:
    reading = read_text(
        f"{_LETTER}Kính gửi: Hiệu trưởng các trường học.\n"
        "Thực hiện Công văn số 12/SGDĐT, UBND xã đề nghị Hiệu trưởng các trường học:\n"
        "1. Rà soát bàn ghế, báo cáo trước ngày 20/3/2027.\n2. Cử một giáo viên dự tập huấn.\n"
        "Nhận được Công văn này, đề nghị các trường nghiêm túc thực hiện./."
    )

    assert _paths(reading) == [
        ("1", ("Hiệu trưởng các trường học",), "request"),
        ("2", ("Hiệu trưởng các trường học",), "request"),
    ]


def test_plain_paragraphs_fall_to_them_too() -> None:
    reading = read_text(
        f"{_LETTER}Kính gửi: Các trường học.\nUBND xã đề nghị Hiệu trưởng các trường học:\n"
        "Rà soát bàn ghế, báo cáo trước ngày 20/3/2027.\nCử một giáo viên dự tập huấn."
    )

    assert _paths(reading) == [
        ("p1", ("Hiệu trưởng các trường học",), "request"),
        ("p2", ("Hiệu trưởng các trường học",), "request"),
    ]


def test_of_a_notice_only_the_part_that_names_bodies_is_read() -> None:
    reading = read_text(
        "THÔNG BÁO\nKết luận của Chủ tịch UBND xã tại cuộc họp giao ban\n"
        "I. ĐÁNH GIÁ CHUNG\n1. Thu ngân sách đạt khá.\nII. NHIỆM VỤ TRỌNG TÂM\n"
        "1. Phòng Kinh tế: rà soát quỹ đất.\n2. Giao Công an xã chủ trì tuần tra đêm.\n"
        "Trên đây là kết luận, thông báo để các đơn vị biết, thực hiện./."
    )

    assert [c.path for c in reading.clauses] == ["II.1", "II.2"]


def test_of_a_plan_without_the_section_what_names_bodies_is_offered() -> None:
    reading = read_text(
        "KẾ HOẠCH\nHội khỏe năm 2027\nI. MỤC ĐÍCH\n1. Khỏe.\nII. NỘI DUNG\n"
        "1. Ban Giám hiệu: chỉ đạo chung.\n2. Tổ Thể dục: tập luyện cho học sinh."
    )

    assert [c.path for c in reading.clauses] == ["II.1", "II.2"]


def test_who_signs_a_letter_is_no_paragraph_of_it() -> None:
    reading = read_text(
        f"{_LETTER}Kính gửi: Các thôn.\n1. Công an xã:\n- Gác cổng.\n2. Trạm Y tế:\n- Trực cấp cứu.\n"
        "CHỦ TỊCH UBND XÃ\nNguyễn Thị Mơ"
    )

    assert [c.path for c in reading.clauses] == ["1.-1", "2.-1"]


def test_paragraphs_below_a_lead_in_that_asks_nobody_name_their_own_bodies() -> None:
    reading = read_text(
        "HỌC VIỆN SÔNG ĐÀ\nTHÔNG BÁO\nVề việc nghỉ lũ\n"
        "Thực hiện Công văn số 3 của Bộ, Học viện yêu cầu:\n"
        "Phòng Đào tạo có trách nhiệm báo nghỉ cho các lớp.\n"
        "Ban Quản lý tổ chức chuyển đồ lên tầng hai trước ngày 12/9/2027.\n"
        "Học viện thông báo để các đơn vị biết và nghiêm túc thực hiện./."
    )

    assert _paths(reading) == [
        ("p1", ("Phòng Đào tạo",), "assign"),
        ("p2", ("Ban Quản lý",), "assign"),
    ]


def test_a_list_that_a_letter_leads_in_to_is_read_whole() -> None:
    reading = read_text(
        "CÔNG VĂN SỐ 9/VP-DL\nPhó Chủ tịch tỉnh có ý kiến chỉ đạo như sau:\n"
        "1. Sở Du lịch phối hợp với các xã mở đường hoa.\n2. Đẩy nhanh việc sửa bến thuyền."
    )

    assert [c.path for c in reading.clauses] == ["1", "2"]


def test_a_notice_of_a_sentence_that_gives_a_responsibility_is_read() -> None:
    reading = read_text(
        "THÔNG BÁO\nVề việc treo cờ\nNhân ngày hội, cả xã treo cờ.\n"
        "Trưởng các thôn có trách nhiệm nhắc nhở từng nhà."
    )

    assert _paths(reading) == [("p1", ("Trưởng các thôn",), "assign")]


def test_an_article_that_only_puts_into_force_or_tells_the_cost_asks_nobody() -> None:
    reading = read_text(
        "QUYẾT ĐỊNH\nBan hành kế hoạch bồi dưỡng\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch bồi dưỡng Trường Mầm non Hoa Mai.\n"
        "Điều 2. Tổng kinh phí thực hiện: 48.000.000 đồng từ nguồn thu sự nghiệp.\n"
        "Điều 3. Phòng Tổ chức chủ trì, phối hợp với Phòng Kế toán mở lớp.\n"
        "Điều 4. Quyết định này có hiệu lực kể từ ngày ký."
    )

    assert _paths(reading) == [("Điều 3", ("Phòng Tổ chức",), "assign")]


def test_an_article_that_approves_and_then_orders_is_a_clause() -> None:
    reading = read_text(
        "QUYẾT ĐỊNH\nPhê duyệt kế hoạch trồng rừng\n"
        "Điều 1. Phê duyệt kế hoạch trồng rừng. Giao Phòng Kinh tế hướng dẫn các thôn.\n"
        "Điều 2. Công an xã có trách nhiệm tuần tra."
    )

    assert _paths(reading) == [
        ("Điều 1", ("Phòng Kinh tế",), "assign"),
        ("Điều 2", ("Công an xã",), "assign"),
    ]


def test_an_order_after_the_last_item_of_a_directive_is_the_directives_own() -> None:
    reading = read_text(
        "CHỈ THỊ\nVề việc giữ rừng mùa khô\nChủ tịch UBND xã yêu cầu:\n"
        "1. Công an xã tuần tra ban đêm.\nGiao Tổ An ninh giữ cổng rừng.\n"
        "2. Các thôn\na) Dọn cỏ khô.\nb) Trực chòi canh.\n"
        "Giao Văn phòng UBND xã theo dõi, đôn đốc.\nYêu cầu Trưởng các thôn báo tin hằng ngày."
    )

    assert _paths(reading) == [
        ("1", ("Công an xã",), "assign"),
        ("1.p1", ("Tổ An ninh",), "assign"),
        ("2.a", ("Các thôn",), "assign"),
        ("2.b", ("Các thôn",), "assign"),
        ("p1", ("Văn phòng UBND xã",), "assign"),
        ("p2", ("Trưởng các thôn",), "assign"),
    ]


def test_an_order_after_a_numbered_part_of_a_plan_stays_in_that_part() -> None:
    reading = read_text(
        "KẾ HOẠCH\nNgày hội làng năm 2027\n1. Mục đích\n- Vui.\n2. Tổ chức thực hiện\n"
        "- Công an xã gác cổng.\nGiao Văn phòng UBND xã theo dõi, đôn đốc."
    )

    assert [clause.path for clause in reading.clauses] == ["2.-1", "2.p1"]


def test_a_time_limit_in_a_sentence_of_its_own_is_a_clause() -> None:
    reading = read_text(
        f"{_LETTER}Kính gửi:\n- Các trường học;\n- Các thôn.\n"
        "Đề nghị các trường học rà soát bàn ghế hỏng.\n"
        "Các đơn vị gửi báo cáo trước ngày 24/3/2027."
    )

    assert _paths(reading) == [
        ("p1", ("các trường học",), "request"),
        ("p2", ("Các đơn vị",), "assign"),
    ]


def test_a_letter_that_only_names_bodies_and_days_is_read_but_what_was_done_is_not() -> None:
    reading = read_text(
        f"{_LETTER}Kính gửi:\n- Các trường học;\n- Các thôn.\n"
        "UBND xã đã báo cáo tỉnh trước ngày 05/3/2027.\n"
        "Các thôn: rà soát hộ nghèo, báo cáo danh sách trước ngày 20/3/2027.\n"
        "UBND xã thông báo để các đơn vị biết./."
    )

    assert _paths(reading) == [("p1", ("Các thôn",), "assign")]
