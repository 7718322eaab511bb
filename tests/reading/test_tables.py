"""Tables that assign work, however they are drawn."""

from datetime import date

import pytest

from dondoc.reading.read import read_text
from dondoc.reading.structure.tables import columns_of

_HEAD = "KẾ HOẠCH\nNgày hội làng năm 2027\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n"


def _clauses(table: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(c.path, c.lead, c.support) for c in read_text(_HEAD + table).clauses]


@pytest.mark.parametrize(
    "header",
    [
        (
            "STT",
            "Nội dung công việc",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thời gian hoàn thành",
        ),
        ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Phối hợp", "Thời hạn"),
        ("TT", "Hạng mục", "Bộ phận tham mưu", "Đơn vị phối hợp", "Tiến độ"),
        ("Số TT", "Đầu việc", "Người phụ trách", "Người phối hợp", "Hạn chót"),
        ("TT", "Công việc", "Đơn vị", "Đơn vị phối hợp", "Ngày"),
    ],
)
def test_columns_are_known_by_their_usual_titles(header: tuple[str, ...]) -> None:
    columns = columns_of([header])

    assert columns is not None
    assert (columns.content, columns.lead, columns.support, columns.time) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    "header",
    [
        ("STT", "Nội dung", "Đơn vị tính", "Số lượng"),
        ("STT", "Họ và tên", "Chức vụ", "Ghi chú"),
        ("Thời gian", "Nội dung", "Địa điểm"),
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ],
)
def test_other_tables_assign_nothing(header: tuple[str, ...]) -> None:
    assert columns_of([header]) is None


def test_a_header_may_take_two_rows() -> None:
    table = (
        "| STT | Nội dung | Cơ quan thực hiện | | Thời gian | Sản phẩm |\n|---|---|---|---|---|---|\n"
        "| | | Chủ trì | Phối hợp | | |\n"
        "| 1 | Dựng rạp | Đoàn Thanh niên | Công an xã | 10/4/2027 | Rạp |\n"
    )

    assert _clauses(table) == [("PL1.1", ("Đoàn Thanh niên",), ("Công an xã",))]


def test_group_rows_and_repeated_headers_are_no_work() -> None:
    header = "| TT | Công việc | Đơn vị thực hiện | Thời hạn |\n"
    table = (
        f"{header}|---|---|---|---|\n| (1) | (2) | (3) | (4) |\n| I | Chuẩn bị | | |\n"
        f"| 1 | Dựng rạp | Đoàn Thanh niên | 10/4 |\n{header}| II | Tổ chức | | |\n"
        "| 1 | Dẫn chương trình | Phòng Văn hóa - Xã hội | 30/4 |\n"
    )

    assert _clauses(table) == [
        ("PL1.1", ("Đoàn Thanh niên",), ()),
        ("PL1.2", ("Phòng Văn hóa - Xã hội",), ()),
    ]


def test_a_merged_cell_of_those_who_act_holds_for_the_rows_below() -> None:
    table = (
        "| TT | Công việc | Đơn vị thực hiện | Thời hạn |\n|---|---|---|---|\n"
        "| 1 | Dựng rạp | Đoàn Thanh niên | 10/4 |\n| 2 | Tháo rạp | | 02/5 |\n"
    )

    assert _clauses(table) == [
        ("PL1.1", ("Đoàn Thanh niên",), ()),
        ("PL1.2", ("Đoàn Thanh niên",), ()),
    ]


def test_a_table_that_goes_on_without_its_header_is_read_on() -> None:
    table = (
        "| TT | Công việc | Đơn vị thực hiện |\n|---|---|---|\n| 1 | Dựng rạp | Đoàn Thanh niên |\n\n"
        "| 2 | Trực cấp cứu | Trạm Y tế |\n"
    )

    assert _clauses(table) == [
        ("PL1.1", ("Đoàn Thanh niên",), ()),
        ("PL1.2", ("Trạm Y tế",), ()),
    ]


@pytest.mark.parametrize("gap", ["\t", "     "])
def test_a_table_set_apart_by_gaps_is_a_table(gap: str) -> None:
    rows = [
        ("TT", "Nội dung", "Cơ quan chủ trì", "Thời gian hoàn thành"),
        ("1", "Dựng rạp", "Đoàn Thanh niên", "10/4/2027"),
        ("2", "Trực cấp cứu", "Trạm Y tế", "30/4/2027"),
    ]

    reading = read_text(_HEAD + "\n".join(gap.join(row) for row in rows))

    assert [(c.path, c.lead) for c in reading.clauses] == [
        ("PL1.1", ("Đoàn Thanh niên",)),
        ("PL1.2", ("Trạm Y tế",)),
    ]
    assert [d.printed for d in reading.clauses[1].duties[0].deadlines] == [date(2027, 4, 30)]


def test_who_helps_may_stand_in_the_cell_of_those_who_act() -> None:
    table = (
        "| TT | Công việc | Đơn vị chủ trì, phối hợp |\n|---|---|---|\n"
        "| 1 | Dựng rạp | Chủ trì: Đoàn Thanh niên; Phối hợp: Công an xã |\n"
        "| 2 | Múa lân | Hội Phụ nữ, Hội Nông dân (phối hợp) |\n"
        "| 3 | Trực đêm | Công an xã phối hợp với Trạm Y tế |\n"
    )

    assert _clauses(table) == [
        ("PL1.1", ("Đoàn Thanh niên",), ("Công an xã",)),
        ("PL1.2", ("Hội Phụ nữ",), ("Hội Nông dân",)),
        ("PL1.3", ("Công an xã",), ("Trạm Y tế",)),
    ]


def test_persons_answer_by_their_office() -> None:
    table = (
        "| TT | Họ và tên | Chức vụ | Phân công nhiệm vụ |\n|---|---|---|---|\n"
        "| 1 | Lê Văn An | Phó Chủ tịch UBND xã | Chỉ đạo chung, duyệt kịch bản |\n"
        "| 2 | Trần Thị Bình | Trưởng Trạm Y tế | Thành viên |\n"
    )

    assert _clauses(table) == [("PL1.1", ("Phó Chủ tịch UBND xã",), ())]


def test_a_table_in_the_section_counts_its_rows_below_it() -> None:
    text = (
        "V. TỔ CHỨC THỰC HIỆN\n1. Công an xã gác cổng.\n2. Lịch phân công:\n\n"
        "| Công việc | Đơn vị thực hiện |\n|---|---|\n| Dựng rạp | Đoàn Thanh niên |\n"
    )

    assert [c.path for c in read_text(text).clauses] == ["V.1", "V.2.1"]


def test_a_timetable_is_listed_elsewhere_with_what_is_done() -> None:
    text = (
        "KẾ HOẠCH\nNgày hội làng năm 2027\nII. LỊCH\n\n| Thời gian | Nội dung |\n|---|---|\n"
        "| 10/4/2027 | Dựng rạp |\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Công an xã gác cổng.\n"
    )

    (item,) = read_text(text).elsewhere

    assert item.text == "10/4/2027 | Dựng rạp"
    assert [d.printed for d in item.deadlines] == [date(2027, 4, 10)]


def test_rows_with_bars_between_their_cells_may_stand_apart() -> None:
    table = (
        "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian\n\n"
        "I | Chuẩn bị | Chuẩn bị | Chuẩn bị | Chuẩn bị\n\n"
        "1 | Dựng rạp | Đoàn Thanh niên | Công an xã | 10/4/2027\n\n"
        "2 | Trực cấp cứu | Trạm Y tế | Công an xã | 30/4/2027\n\n"
        "Ghi chú: rạp của xã."
    )

    assert _clauses(table) == [
        ("PL1.1", ("Đoàn Thanh niên",), ("Công an xã",)),
        ("PL1.2", ("Trạm Y tế",), ("Công an xã",)),
    ]
