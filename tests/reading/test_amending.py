"""Amending documents: what they cite, and the instructions that can be read with certainty."""

from datetime import date

import pytest

from dondoc.reading.structure.amending import Cited, amending_of
from dondoc.reading.structure.amending_targets import places, resolved


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("điểm a khoản 2 mục V", ["V.2.a"]),
        ("mục V, khoản 2, điểm a", ["V.2.a"]),
        ("mục V.2", ["V.2"]),
        ("mục 2 phần V", ["V.2"]),
        ("mục V.3, mục V.4 và điểm a khoản 2 mục V", ["V.3", "V.4", "V.2.a"]),
        ("Khoản 3; khoản 4", ["3", "4"]),
    ],
)
def test_places_are_read_from_the_inside_out_and_back(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [("V.2", "V.2"), ("v.2", "V.2"), ("3", "V.3"), ("V", "V"), ("a", None), ("V.9", None)],
)
def test_a_place_is_found_where_it_is_the_only_one(path: str, found: str | None) -> None:
    assert resolved(path, ["V.1", "V.2", "V.3.a", "V.4.a"]) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1. Sửa đổi mục V.2 như sau: Cán bộ A báo cáo.", ("change", ("V.2",), "", "Cán bộ A báo cáo.")),
        ("2. Sửa đổi, bổ sung khoản 2 mục V thành như sau: “2. Cán bộ A báo cáo.”",
         ("change", ("V.2",), "", "2. Cán bộ A báo cáo.")),
        ("a) Thay thế nội dung tại điểm b khoản 2 mục V của Kế hoạch số 12/KH-UBND như sau: “Việc mới”.",
         ("change", ("V.2.b",), "", "Việc mới")),
        ("- Bãi bỏ mục V.3.", ("drop", ("V.3",), "", "")),
        ("Điều 2. Bãi bỏ các mục V.3 và mục V.5 của Kế hoạch số 12/KH-UBND.", ("drop", ("V.3", "V.5"), "", "")),
        ("4. Bổ sung điểm c vào mục V.4 như sau: “c) Việc mới.”", ("add", ("V.4.c",), "", "c) Việc mới.")),
        ("4. Bổ sung mục V.6 vào sau mục V.5 như sau: Việc mới.", ("add", ("V.6",), "", "Việc mới.")),
        ("5. Bổ sung vào cuối mục V.1 như sau: Báo cáo hằng quý.", ("append", ("V.1",), "", "Báo cáo hằng quý.")),
        ("6. Thay cụm từ “Phòng A” bằng cụm từ “Phòng B” tại mục V.1 và mục V.2.",
         ("words", ("V.1", "V.2"), "Phòng A", "Phòng B")),
        ("7. Thay thế cụm từ “Phòng A” thành “Phòng B”.", ("words", (), "Phòng A", "Phòng B")),
        ("8. Điều chỉnh thời hạn tại mục V.5 từ “ngày 10/4” thành “ngày 10/5”.",
         ("words", ("V.5",), "ngày 10/4", "ngày 10/5")),
    ],
)  # fmt: skip
def test_an_instruction_is_read(line: str, found: tuple[str, tuple[str, ...], str, str]) -> None:
    amending = amending_of(line)

    assert [(i.act, i.paths, i.before, i.text) for i in amending.instructions] == [found]
    assert amending.unread == ()


@pytest.mark.parametrize(
    "line",
    [
        "Sửa đổi điểm a, b khoản 2 mục V như sau: Việc mới.",
        "Sửa đổi thời gian tại mục V.2 như sau: trước ngày 20/5/2025.",
        "Sửa đổi mục V.2 như sau:",
        "Bãi bỏ một phần mục V.3.",
        "Bổ sung mục V.2 như sau: “2. Việc không có dấu đóng",
    ],
)
def test_what_is_not_certain_is_given_back(line: str) -> None:
    amending = amending_of(line)

    assert (amending.instructions, amending.unread) == ((), ((0, line),))


def test_a_new_text_of_several_lines_ends_with_its_quotation_mark() -> None:
    text = "1. Sửa đổi mục V.2 như sau:\n“2. Cán bộ A:\na) Việc một;\nb) Việc hai.”.\n2. Bãi bỏ mục V.3.\n"

    change, drop = amending_of(text).instructions

    assert (change.text, change.lines) == ("2. Cán bộ A:\na) Việc một;\nb) Việc hai.", (0, 3))
    assert (drop.act, drop.lines) == ("drop", (4, 4))


def test_ordinary_clauses_are_no_instructions() -> None:
    text = "1. Công chức A bổ sung hồ sơ trước ngày 10/4.\n2. Bổ sung kinh phí cho các đơn vị.\n"

    amending = amending_of(text)

    assert (amending.instructions, amending.unread) == ((), ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sửa đổi, bổ sung một số nội dung của Kế hoạch số 12/KH-UBND ngày 28/02/2025",
         [Cited("12/KH-UBND", date(2025, 2, 28), replaces=False)]),
        ("Kế hoạch này thay thế Kế hoạch số: 12/KH-UBND ngày 28 tháng 02 năm 2025.",
         [Cited("12/KH-UBND", date(2025, 2, 28), replaces=True)]),
        ("Điều chỉnh Kế hoạch số 12/KH-UBND", [Cited("12/KH-UBND", None, replaces=False)]),
        ("Thay thế mục V.2 của Kế hoạch số 12/KH-UBND", [Cited("12/KH-UBND", None, replaces=False)]),
        ("đã được sửa đổi, bổ sung bởi Kế hoạch số 20/KH-UBND", []),
        ("Căn cứ Kế hoạch số 12/KH-UBND ngày 28/02/2025", []),
        ("thay thế Kế hoạch số 12/KH-UBND ngày 31/02/2025", [Cited("12/KH-UBND", None, replaces=True)]),
    ],
)  # fmt: skip
def test_the_amended_document_is_named(text: str, found: list[Cited]) -> None:
    assert list(amending_of(text).cited) == found


def test_a_long_line_takes_no_long_time() -> None:
    line = "1. Sửa đổi " + "mục V.2, " * 3000 + "và nhiều chỗ khác"

    assert len(amending_of(f"{line}\n{'thay thế ' * 3000}").unread) == 1
