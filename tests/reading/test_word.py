"""Word files as typists make them: numbers that are not in the text, tables, corrections."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from dondoc.reading.formats.files import lines_of
from dondoc.reading.formats.word_names import W
from dondoc.reading.read import read_document

#: (format, text) of each level
LEVELS = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-")]


def _with_list(document: Any, *, restart_second: bool = False) -> list[str]:
    """Define one outline list and give the ids of two lists of it."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(LEVELS)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    override = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>'
    for number, inside in (("901", ""), ("902", override if restart_second else "")):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="900"/>{inside}</w:num>'
            )
        )
    return ["901", "902"]


def _add(document: Any, text: str, number: str | None = None, level: int = 0) -> Any:
    paragraph = document.add_paragraph(text)
    if number is not None:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                f'<w:numId w:val="{number}"/></w:numPr>'
            )
        )
    return paragraph


def _saved(document: Any, folder: Path) -> Path:
    path = folder / "ke-hoach.docx"
    document.save(path)
    return path


def _texts(path: Path) -> list[str]:
    return [line.text for line in lines_of(path)]


def test_automatic_numbers_letters_and_bullets_are_written_out(tmp_path: Path) -> None:
    document = Document()
    number, _ = _with_list(document)
    for text, level in (
        ("MỤC ĐÍCH", 0), ("Xóm sạch", 1), ("TỔ CHỨC THỰC HIỆN", 0), ("Công an xã", 1),
        ("Giữ trật tự", 2), ("Đặt rào chắn", 3), ("Trực đêm", 2), ("Trạm Y tế xã", 1),
    ):  # fmt: skip
        _add(document, text, number, level)

    texts = _texts(_saved(document, tmp_path))

    assert texts == [
        "I. MỤC ĐÍCH", "1. Xóm sạch", "II. TỔ CHỨC THỰC HIỆN", "1. Công an xã", "a) Giữ trật tự",
        "- Đặt rào chắn", "b) Trực đêm", "2. Trạm Y tế xã",
    ]  # fmt: skip


def test_a_plan_with_automatic_numbers_is_read_like_one_with_typed_numbers(tmp_path: Path) -> None:
    document = Document()
    number, _ = _with_list(document)
    _add(document, "TỔ CHỨC THỰC HIỆN", number, 0)
    _add(document, "Công an xã", number, 1)
    _add(document, "Giữ trật tự trong lễ hội.", number, 2)
    _add(document, "Cấm xe qua chợ trước ngày 02/4/2027.", number, 2)

    clauses = read_document(_saved(document, tmp_path)).clauses

    assert [(c.path, c.lead, c.text) for c in clauses] == [
        ("I.1.a", ("Công an xã",), "Giữ trật tự trong lễ hội."),
        ("I.1.b", ("Công an xã",), "Cấm xe qua chợ trước ngày 02/4/2027."),
    ]


def test_a_second_list_counts_on_or_begins_anew_as_it_says(tmp_path: Path) -> None:
    counted: dict[bool, list[str]] = {}
    for restart in (False, True):
        document = Document()
        first, second = _with_list(document, restart_second=restart)
        _add(document, "Việc một", first, 1)
        _add(document, "Việc hai", second, 1)
        counted[restart] = _texts(_saved(document, tmp_path))

    assert counted == {
        False: ["1. Việc một", "2. Việc hai"],
        True: ["1. Việc một", "1. Việc hai"],
    }


def test_a_number_that_comes_with_the_style_is_written_out(tmp_path: Path) -> None:
    document = Document()
    number, _ = _with_list(document)
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{number}"/></w:numPr>')
    )
    document.add_paragraph("TỔ CHỨC THỰC HIỆN", style="Heading 1")
    document.add_paragraph("PHỤ TRÁCH", style="Heading 1")

    texts = _texts(_saved(document, tmp_path))

    assert texts == ["I. TỔ CHỨC THỰC HIỆN", "II. PHỤ TRÁCH"]


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Trồng cây ")
    paragraph._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>bàng</w:t></w:r></w:ins>')
    )
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>xoan</w:delText></w:r></w:del>')
    )

    assert _texts(_saved(document, tmp_path)) == ["Trồng cây bàng"]


def test_a_table_of_work_gives_a_clause_a_row(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("PHỤ LỤC 2")
    rows = [
        ("TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"),
        ("1", "Sơn lại cổng chào", "Khóm 2", "Đoàn Thanh niên xã", "trước ngày 15/4/2027"),
        ("2", "Trồng hoa ven đường", "Hội Phụ nữ xã", "", "hằng tháng"),
    ]
    table = document.add_table(rows=0, cols=5)
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text

    clauses = read_document(_saved(document, tmp_path)).clauses

    assert [(c.path, c.lead, c.support) for c in clauses] == [
        ("PL2.1", ("Khóm 2",), ("Đoàn Thanh niên xã",)),
        ("PL2.2", ("Hội Phụ nữ xã",), ()),
    ]


def test_a_cell_merged_downwards_counts_for_each_of_its_rows(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for column, text in enumerate(("Nội dung", "Chủ trì", "Thời gian")):
        table.cell(0, column).text = text
    table.cell(1, 0).text, table.cell(2, 0).text = "Dọn chợ", "Sửa đèn"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "Tổ dân phố 3"

    clauses = read_document(_saved(document, tmp_path)).clauses

    assert [c.lead for c in clauses] == [("Tổ dân phố 3",), ("Tổ dân phố 3",)]


def test_a_letterhead_in_a_table_is_read_line_by_line(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ BÌNH MINH\nSố: 9/KH-UBND"
    table.cell(
        0, 1
    ).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBình Minh, ngày 05 tháng 3 năm 2027"
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Đón Tết trồng cây")
    document.add_paragraph("I. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("1. Công an xã giữ trật tự.")

    head = read_document(_saved(document, tmp_path)).document

    assert (head.number, str(head.issued_on)) == ("9/KH-UBND", "2027-03-05")
    assert (head.issuer, head.title) == ("ỦY BAN NHÂN DÂN XÃ BÌNH MINH", "Đón Tết trồng cây")


def test_words_in_a_text_box_are_not_lost(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Phần đầu")
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>Chữ trong khung</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    paragraph._p.append(parse_xml(box))

    assert _texts(_saved(document, tmp_path)) == ["Phần đầu", "Chữ trong khung"]


def test_the_namespace_is_the_one_that_word_writes() -> None:
    assert qn("w:p") == f"{W}p"


@pytest.mark.parametrize("level", [7, 8])
def test_a_level_without_definition_has_no_number(tmp_path: Path, level: int) -> None:
    document = Document()
    number, _ = _with_list(document)
    _add(document, "Không có số", number, level)

    assert _texts(_saved(document, tmp_path)) == ["Không có số"]
