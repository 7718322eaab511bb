"""Whole documents given as text."""

import json
from datetime import date

import pytest

from dondoc.reading.draft import DocumentHead, Section
from dondoc.reading.errors import NoResponsibilitySection, UnreadableDocument
from dondoc.reading.read import read_text
from tests.reading.plans import LETTER, PLAN, TABLE


def test_the_head_of_a_plan_is_read() -> None:
    reading = read_text(PLAN)

    assert reading.document == DocumentHead(
        number="17/KH-UBND",
        issued_on=date(2027, 2, 8),
        issuer="ỦY BAN NHÂN DÂN XÃ BÌNH MINH",
        title="Làm sạch kênh rạch năm 2027",
        year=2027,
    )
    assert reading.section == Section("III", "TỔ CHỨC THỰC HIỆN")


def test_blanks_in_the_head_stay_blank() -> None:
    text = PLAN.replace("17/KH", "    /KH").replace("ngày 08 tháng 02", "ngày    tháng   ")

    head = read_text(text).document

    assert (head.number, head.issued_on, head.year) == (None, None, 2027)


def test_the_smallest_assigned_items_become_clauses_with_their_paths_and_owners() -> None:
    clauses = read_text(PLAN).clauses

    assert [(c.path, c.lead, c.support, c.mode) for c in clauses] == [
        ("III.1.-1", ("Công chức Địa chính xã",), (), "assign"),
        ("III.1.-2.+1", ("Công chức Địa chính xã",), ("Công an xã",), "assign"),
        ("III.1.-2.+2", ("Công chức Địa chính xã",), ("Công an xã",), "assign"),
        ("III.2", ("Hội Nông dân xã",), (), "request"),
        ("III.3.p1", ("Văn phòng Ủy ban nhân dân xã",), (), "assign"),
        ("III.3.p2", ("Văn phòng Ủy ban nhân dân xã",), (), "assign"),
    ]


def test_a_paragraph_that_was_cut_in_mid_sentence_is_joined() -> None:
    clause = next(c for c in read_text(PLAN).clauses if c.path == "III.2")

    assert clause.text.endswith("vào sáng Chủ nhật, mỗi tháng một lần.")
    assert clause.duties[0].recurrence is not None
    assert clause.duties[0].recurrence.every == "month"


def test_a_missing_year_is_taken_from_the_plan() -> None:
    clause = read_text(PLAN).clauses[0]

    assert [d.printed for d in clause.duties[0].deadlines] == [date(2027, 3, 1)]


def test_dated_things_outside_the_section_are_listed_elsewhere() -> None:
    (item,) = read_text(PLAN).elsewhere

    assert item.path == "II.-1"
    assert [d.printed for d in item.deadlines] == [date(2027, 6, 30)]


def test_an_only_paragraph_below_a_heading_has_the_path_of_the_heading() -> None:
    text = "V. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế xã\nKhám sức khỏe cho người cao tuổi."

    (clause,) = read_text(text).clauses

    assert (clause.path, clause.lead) == ("V.1", ("Trạm Y tế xã",))


def test_a_name_without_a_number_owns_the_bullets_below_it() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\nBan Quản lý chợ\n- Sửa mái.\nTrạm Y tế\n- Khám bệnh."

    assert [(c.path, c.lead) for c in read_text(text).clauses] == [
        ("III.-1", ("Ban Quản lý chợ",)),
        ("III.-2", ("Trạm Y tế",)),
    ]


def test_several_sections_are_read_in_the_order_of_the_document() -> None:
    text = (
        "III. PHÂN CÔNG NHIỆM VỤ\n1. Trạm Y tế xã khám mắt.\n"
        "IV. TỔ CHỨC THỰC HIỆN\n1. Công an xã giữ trật tự."
    )

    reading = read_text(text)

    assert [c.path for c in reading.clauses] == ["III.1", "IV.1"]
    assert reading.section == Section("IV", "TỔ CHỨC THỰC HIỆN")


def test_a_remark_about_difficulties_is_no_clause_although_it_has_a_number() -> None:
    text = (
        "V. TỔ CHỨC THỰC HIỆN\n1. Công an xã giữ trật tự.\n"
        "2. Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị phản ánh."
    )

    assert [c.path for c in read_text(text).clauses] == ["V.1"]


def test_a_paragraph_longer_than_any_official_one_is_refused() -> None:
    text = "V. TỔ CHỨC THỰC HIỆN\n1. UBND xã tổ chức " + "đi " * 20_000

    with pytest.raises(UnreadableDocument, match="không giống văn bản hành chính"):
        read_text(text)


def test_the_span_of_a_whole_plan_is_read() -> None:
    text = PLAN.replace(
        "I. MỤC ĐÍCH", "Thời gian thực hiện: từ ngày 01/3/2027 đến ngày 30/11/2027.\n\nI. MỤC ĐÍCH"
    )

    head = read_text(text).document

    assert (head.starts_on, head.ends_on) == (date(2027, 3, 1), date(2027, 11, 30))


def test_another_part_after_the_section_is_not_read_as_work() -> None:
    text = PLAN.replace("Trên đây là", "IV. KHẨU HIỆU\n1. Dòng kênh xanh!\n\nTrên đây là")

    assert len(read_text(text).clauses) == 6


def test_a_letter_without_such_a_section_assigns_in_its_numbered_body() -> None:
    reading = read_text(LETTER)

    assert reading.section is None
    assert [(c.path, c.lead, c.mode) for c in reading.clauses] == [
        ("1.-1", ("Ban Xây dựng Đảng",), "assign"),
        ("2.-1", ("Văn phòng Đảng ủy",), "assign"),
    ]


def test_rows_of_an_annex_table_become_clauses() -> None:
    clauses = read_text(TABLE).clauses

    assert [(c.path, c.lead, c.support) for c in clauses] == [
        ("PL1.1", ("Phòng Kinh tế",), ("Trạm Khuyến nông", "doanh nghiệp")),
        ("PL1.2", ("Đoàn Thanh niên", "Hội Nông dân"), ()),
    ]
    assert [d.printed for d in clauses[0].duties[0].deadlines] == [date(2027, 3, 31)]
    assert clauses[1].duties[0].recurrence is not None
    assert all(c.text[slice(*u.span)] == u.name for c in clauses for u in c.units)


def test_an_item_that_names_nobody_is_kept_with_a_warning() -> None:
    text = "V. TỔ CHỨC THỰC HIỆN\n1. Treo cờ dọc các tuyến đường."

    reading = read_text(text)

    assert [(c.path, c.lead) for c in reading.clauses] == [("V.1", ())]
    assert [(w.code, w.path) for w in reading.warnings] == [("clause-without-unit", "V.1")]


def test_articles_give_their_own_paths() -> None:
    text = (
        "Điều 1. Mục tiêu\nLàng xanh.\nĐiều 2. Tổ chức thực hiện\n"
        "1. Phòng Kinh tế hướng dẫn chọn giống.\n2. Các thôn làm xong trong tháng 6 năm 2027."
    )

    assert [c.path for c in read_text(text).clauses] == ["Điều 2.1", "Điều 2.2"]


@pytest.mark.parametrize("title", ["Phân công nhiệm vụ", "TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ"])
def test_the_section_is_found_under_its_other_titles(title: str) -> None:
    text = f"III. {title}\n1. Công an xã giữ trật tự trong lễ hội."

    assert [c.path for c in read_text(text).clauses] == ["III.1"]


def test_a_section_without_a_number_is_found_too() -> None:
    text = "TỔ CHỨC THỰC HIỆN\n\n1. Công an xã giữ trật tự trong lễ hội."

    assert [c.path for c in read_text(text).clauses] == ["1"]


def test_old_spelling_and_decomposed_letters_make_no_difference() -> None:
    import unicodedata

    assert read_text(unicodedata.normalize("NFD", PLAN)) == read_text(PLAN)


def test_a_text_without_such_a_section_is_refused_with_the_titles_looked_for() -> None:
    with pytest.raises(NoResponsibilitySection) as refused:
        read_text("KẾ HOẠCH\nĐi dã ngoại\n\nI. MỤC ĐÍCH\n\n1. Nghỉ ngơi cuối tuần.")

    assert str(refused.value) == (
        "Không tìm thấy phần giao nhiệm vụ trong văn bản (đã tìm các mục “Tổ chức thực hiện”, "
        "“Phân công nhiệm vụ”, “Trách nhiệm của các cơ quan, đơn vị”); "
        "hãy kiểm tra lại tên mục hoặc chọn đúng văn bản."
    )


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDocument, match="không có chữ nào"):
        read_text(text)


def test_the_whole_reading_can_be_written_as_json() -> None:
    reading = read_text(PLAN)

    shape = json.loads(json.dumps(reading.to_json()))

    assert set(shape) == {"document", "section", "clauses", "elsewhere", "warnings"}
    first = shape["clauses"][0]
    assert set(first) == {
        "path", "text", "mode", "lead", "support", "units", "duties", "line", "scanned"
    }  # fmt: skip
    assert shape["clauses"][0]["text"] in reading.text.splitlines()[first["line"]]
    assert first["units"] == [
        {"name": "Công chức Địa chính xã", "span": [0, 0], "role": "lead", "key": None,
         "group": None, "except": []}
    ]  # fmt: skip
    assert first["duties"][0]["deadlines"] == [
        {"phrase": "xong trước ngày 01/3", "kind": "day", "role": "latest",
         "printed": "2027-03-01", "from": None, "until": "2027-02-28T17:00:00+07:00",
         "span": [33, 53], "certainty": "stated"}
    ]  # fmt: skip


def test_a_body_with_nothing_to_do_is_no_clause_but_a_remark() -> None:
    text = (
        "V. TỔ CHỨC THỰC HIỆN\n1. Công an xã giữ trật tự.\n2. Trạm Y tế xã\n3. Giao Phòng Kinh tế."
    )

    reading = read_text(text)

    assert [clause.path for clause in reading.clauses] == ["V.1"]
    assert [(w.code, w.path, w.message) for w in reading.warnings] == [
        ("unit-without-duty", "V.2", "Mục V.2 nêu “Trạm Y tế xã” nhưng không ghi việc phải làm."),
        ("unit-without-duty", "V.3", "Mục V.3 nêu “Phòng Kinh tế” nhưng không ghi việc phải làm."),
    ]
